"""The words of the label card: its lines, its statements, and what laws and codes ask for."""

from __future__ import annotations

from typing import Final

from verify.model import Report
from verify.report.label_card import Answer, LabelCard, Regime, label_card
from verify.report.label_statements import Line, Source, Statement
from verify.report.report_facts import moment
from verify.report.words.catalogue import Message, Speech, _
from verify.report.words.terms import STATES, source_type_name, term
from verify.report.words.types import Demanded, LabelCardWords

LINES: Final[dict[Line, str]] = {
    Line.AI: _("AI"),
    Line.PROVIDER: _("Provider"),
    Line.SYSTEM: _("System"),
    Line.VERSION: _("Version"),
    Line.TIME: _("Time"),
    Line.IDENTIFIER: _("Unique number"),
    Line.PROPAGATOR: _("Passed on by"),
    Line.INTEGRITY: _("Protection"),
}
_NOT_TOLD: Final = _("What it does not tell")
_NOTHING: Final = _("not stated")

SOURCES: Final[dict[Source, str]] = {
    Source.AIGC: _("China’s AIGC label"),
    Source.RECORD: _("signed record"),
    Source.METADATA: _("unsigned label"),
    Source.SETTINGS: _("settings of a generator"),
    Source.PIXELS: _("mark in the pixels or sound"),
    Source.VISIBLE: _("label to be seen"),
}

# (line, code of the statement) → words; what is not here is said as it stands in the file
STATEMENTS: Final[dict[tuple[Line, str], Message]] = {
    (Line.AI, "generated"): _("AI-generated"),
    (Line.AI, "modified"): _("changed with AI"),
    (Line.AI, "contains"): _("contains AI-made parts"),
    (Line.AI, "may_be"): _("AI is possible"),
    (Line.AI, "suspected"): _("suspected to be AI-generated"),
    (Line.AI, "nonstandard"): (_("a value that the standard does not know: “{text}”"), _("no value")),
    (Line.AI, "emptied"): _("the label was emptied"),
    (Line.PROVIDER, "listed"): _("{text}, on a trust list"),
    (Line.PROVIDER, "unlisted"): _("{text}, not confirmed by a trust list"),
    (Line.PROVIDER, "added"): _("{text}, known only by a certificate that you added"),
    (Line.PROPAGATOR, "added"): _("{text}, known only by a certificate that you added"),
    (Line.PROPAGATOR, "listed"): _("{text}, on a trust list"),
    (Line.PROPAGATOR, "unlisted"): _("{text}, not confirmed by a trust list"),
    (Line.PROPAGATOR, "numbered"): _("{text}, under the number {note}"),
    (Line.SYSTEM, "opaque"): _("the provider’s own code “{text}”"),
    (Line.SYSTEM, "model"): _("model “{text}”"),
    (Line.SYSTEM, "writer"): _("perhaps {text}, the program that wrote the record"),
    (Line.TIME, "confirmed_time"): _("{text}, confirmed by a time-stamp authority"),
    (Line.TIME, "time"): _("{text}, not confirmed"),
    (Line.TIME, "step"): _("{text}, of one step"),
    (Line.INTEGRITY, "none"): _("none, anyone can change it"),
    (Line.INTEGRITY, "consistent"): _("its signature fits, but the key came with the file"),
    (Line.INTEGRITY, "pinned"): _("its signature fits, by a key known to be {text}’s"),
    (Line.INTEGRITY, "mismatch"): _("its signature does not fit"),
    (Line.INTEGRITY, "unchecked"): _("it holds a seal that cannot be checked here"),
    (Line.INTEGRITY, "sealed"): _("the generator’s key signed the pixels"),
}

REGIMES: Final[dict[Regime, str]] = {
    Regime.EU: _("European Union, Code of Practice on marking AI content, measure 1.1"),
    Regime.CALIFORNIA: _("California, SB 942 and AB 853, hidden disclosure"),
    Regime.CHINA: _("China, GB 45438-2025"),
}

ITEMS: Final[dict[str, str]] = {
    "says_ai_signed": _("signed data that say AI-generated or changed"),
    "signature": _("a digital signature"),
    "time_stamp": _("a confirmed time stamp"),
    "watermark": _("a watermark that cannot be seen or heard"),
    "provider": _("name of the provider"),
    "system": _("name of the AI system"),
    "version": _("its version"),
    "time": _("time and date"),
    "identifier": _("a unique number"),
    "attribute": _("the attribute: is, may be or is suspected to be AI-generated"),
    "producer": _("name or code of the producer"),
    "produce_id": _("the producer’s number"),
    "propagator": _("name or code of who passes it on"),
    "propagate_id": _("their number"),
    "seen_label": _("a label to be seen or heard"),
}

ANSWERS: Final[dict[Answer, str]] = {
    Answer.THERE: _("there"),
    Answer.BROKEN: _("there, but the record is broken"),
    Answer.MISSING: _("not there"),
    Answer.NOT_SEEN: _("not found, which says little: it need not be readable here"),
    Answer.NOT_ASKED: _("not asked of this kind of file"),
}

_LIMITS: Final = _(
    "Whether what it shows is true, who asked for it and where. A line can be forged where nothing protects it, and AI "
    "content without any label is common."
)
_NO_VERDICT: Final = _(
    "These are lines that the laws and codes ask of AI content and of those who offer AI. The table compares; it does "
    "not tell whether they apply here or whether anybody keeps them."
)


def label_card_words(speech: Speech, report: Report) -> LabelCardWords:
    """The card in words; every line is there, also where nothing is stated."""
    card = label_card(report)
    rows = tuple((speech.say(LINES[line]), _line(speech, line, said)) for line, said in card.lines)
    return LabelCardWords(
        rows=(*rows, (speech.say(_NOT_TOLD), speech.say(_LIMITS))),
        demands=tuple(_demanded(speech, card, regime) for regime in Regime),
        note=speech.say(_NO_VERDICT),
    )


def _line(speech: Speech, line: Line, said: tuple[Statement, ...]) -> str:
    if not said:
        return speech.say(_NOTHING)
    return speech.separate(*dict.fromkeys(_statement(speech, line, item) for item in said))


def _statement(speech: Speech, line: Line, item: Statement) -> str:
    text = moment(item.text) if line is Line.TIME else item.text
    if item.code == "source_type":
        shown = source_type_name(speech, item.text)
    elif line is Line.INTEGRITY and item.source is Source.RECORD:
        shown = term(speech, STATES, item.code)
    elif (line, item.code) in STATEMENTS:
        shown = speech.say(STATEMENTS[line, item.code], text=text, note=item.note)
    else:
        shown = text
    return speech.say(_("{what} ({source})"), what=shown, source=speech.say(SOURCES[item.source]))


def _demanded(speech: Speech, card: LabelCard, regime: Regime) -> Demanded:
    own = tuple(item for item in card.demands if item.regime is regime)
    return Demanded(
        heading=speech.say(REGIMES[regime]),
        rows=tuple((speech.say(ITEMS[item.item]), speech.say(ANSWERS[item.answer])) for item in own),
    )
