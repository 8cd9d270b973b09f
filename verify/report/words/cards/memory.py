"""The cards of what the memory adds, what the answer for a remembered file was, and what the command `memory` says."""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Finding, Standing
from verify.report.words.cards.types import Card
from verify.report.words.catalogue import Message, Speech, _, _n

_LIMITS: Final = _(
    "It only looks alike. A photo and what AI or a person made of it look alike, too, so what is said of the "
    "other file "
    "need not hold for this one. Whence does not count it for the answer: compare both pictures yourself."
)
_MEANING: Final = _(
    "This file may be a copy of the other one, or the other one of this. Uploads, screenshots and saving anew leave "
    "records and labels behind, so a copy can carry less than what it was made from."
)

MEMORY_CARDS: Final[dict[str, Card]] = {
    "memory.looks_like": Card(
        title=(_("Looks like a picture from the archive “{archive}”"), _("Looks like a file that was checked before")),
        found=(
            _("It looks like “{name}”, checked at {checked_at} for the archive “{archive}”. {answer_then}"),
            _("It looks like “{name}”, which was checked on this computer at {checked_at}. {answer_then}"),
            _("It looks like a file that was checked before."),
        ),
        meaning=_MEANING,
        limits=_LIMITS,
    ),
    "memory.same_file": Card(
        title=(_("This very file is in the archive “{archive}”"), _("This very file is in an archive")),
        found=(
            _(
                "The archive “{archive}” holds this file, byte for byte, as “{name}”, checked at {checked_at}. "
                "{answer_then}"
            ),
            _("An archive holds this file, byte for byte."),
        ),
        meaning=_("Nothing was changed since the archive took it in."),
        limits=_(
            "It does not tell where the archive had it from. Whence does not count it for the answer: what is "
            "said above "
            "comes from the file itself."
        ),
    ),
    "memory.not_asked": Card(
        title=_("Not compared with what was checked before"),
        found=_("The picture shows too little to be told from others, or could not be decoded."),
        meaning=_(
            "Whether it was checked here before in another form was not looked up, and it will not be remembered."
        ),
        limits=_("It says nothing about the picture itself."),
    ),
}

# -- the command `memory`, and what is said where the memory fails
EXPLAINED: Final = _(
    "While it is on, Whence keeps of every picture and video that it checks: its name, its SHA-256, when it was "
    "checked, "
    "what the answer was and who had signed, a code of what it looks like, and a small view of at most 128 pixels. It "
    "keeps no place and no copy of the file. All of it lies on this computer only, in {folder}."
)
HOW_TO_FORGET: Final = _(
    "This command forgets everything: {command}. With a file instead of --all it forgets that one. What is forgotten "
    "is overwritten in Whence's own files; copies that the system or a backup made of them are not in its reach."
)
IS_ON: Final = _("The memory is on.")
IS_OFF: Final = _("The memory is off: nothing is remembered, and nothing is looked up.")
STAYS: Final = _("What was remembered before stays until you have it forgotten.")
REMEMBERED: Final = _n("{n} file is remembered.", "{n} files are remembered.")
MORE: Final = _("These are the newest; --all shows all.")
SIZE: Final = _("It takes {size} on the disk.")
ARCHIVE: Final = _n(
    "Archive “{name}” with {n} file, made at {made_at}, key {key}.",
    "Archive “{name}” with {n} files, made at {made_at}, key {key}.",
)
FORGOTTEN: Final = _n("Forgot {n} file.", "Forgot {n} files.")
FORGOTTEN_ARCHIVE: Final = _n("Forgot {n} archive and its key.", "Forgot {n} archives and their keys.")
FORGOTTEN_ALL: Final = _("Forgot everything: no file and no archive is remembered any more.")
NOTHING_OF_IT: Final = _("Nothing is remembered of {name}.")
EXPORTED: Final = _n(
    "Wrote {n} file to {path}, signed with the key {key}.", "Wrote {n} files to {path}, signed with the key {key}."
)
GIVE_KEY: Final = _(
    "Give that key to whoever takes the archive over, by another way than the archive itself. The archive holds names, "
    "answers and small views of your files: give it only to those who may see them."
)
ASKS_KEY: Final = _(
    "This archive calls itself “{name}” and is signed with the key {key}. Anyone can choose such a name: ask its "
    "makers "
    "for their key, and take it over only if theirs is the same."
)
NAME_TAKEN: Final = _("Mind this: an archive of the same name with another key was taken over before.")
PIN_WITH: Final = _("Nothing was taken over. If the key is theirs, repeat it: {command}")
IMPORTED: Final = _n(
    "Took over {n} file of the archive “{name}”. Later versions with the same key need no question.",
    "Took over {n} files of the archive “{name}”. Later versions with the same key need no question.",
)

# -- the dialog
DIALOG: Final = _("Memory")
PURPOSE: Final = _(
    "A stripped, resized or captured copy carries nothing that tells where it comes from. With its memory Whence can "
    "say: this looks like a file that you checked before, and that one carried a record. It is a hint for you, and "
    "never decides an answer."
)
SWITCH: Final = _("&Remember what is checked, and look for copies of it")
LIST: Final = _("Files that are remembered, the newest first")
FORGET_CHOSEN: Final = _("&Forget the chosen")
FORGET_ALL: Final = _("Forget &everything…")
SURE: Final = _(
    "Forget everything that was checked, and all archives that were taken over? It cannot be brought back. The files "
    "themselves are not touched."
)
FORGET_ALL_NOW: Final = _("Forget everything")
KEEP: Final = _("Keep it")
CLOSE: Final = _("Close")

PROBLEMS: Final = {
    "full": _("The disk is full, so the memory was not asked and keeps nothing of this"),
    "not_writable": _("The memory cannot be written, so it was not asked and keeps nothing of this"),
    "not_readable": _("The memory cannot be read, so it was not asked and keeps nothing of this"),
    "busy": _("Another program holds the memory, so it was not asked and keeps nothing of this"),
    "newer": _("A later version of Whence made the memory, so it was not asked and keeps nothing of this"),
    "broken": _("The memory is damaged, so it was not asked and keeps nothing of this"),
}
SET_ASIDE: Final = _("The memory was damaged. It was set aside and a new, empty one was begun")
ARCHIVE_PROBLEMS: Final = {
    "not_readable": _("{path} cannot be read."),
    "not_writable": _("{path} cannot be written."),
    "not_an_archive": _("{path} is not an archive of a memory, or it is damaged. Nothing was taken over."),
    "not_signed": _("The signature of {path} does not fit: it was changed. Nothing was taken over."),
    "other_key": _("{path} is signed with another key than the one that you named. Nothing was taken over."),
}

_NO_ANSWER: Final = _("What the answer was then is not known here.")
_ANSWERS: Final[dict[Standing, dict[Conclusion, Message]]] = {
    Standing.CONFIRMED: {
        Conclusion.AI_GENERATED: _("That file carried a confirmed record by {signer}: made with generative AI."),
        Conclusion.AI_EDITED: _("That file carried a confirmed record by {signer}: changed in part with AI."),
        Conclusion.CONTAINS_AI: _("That file carried a confirmed record by {signer}: it contains AI-made parts."),
        Conclusion.MAY_CONTAIN_AI: _(
            "That file carried a confirmed record by {signer} that left open whether AI was used."
        ),
        Conclusion.CAPTURED: _("That file carried a confirmed record by {signer}: recorded by a device."),
        Conclusion.HUMAN_MADE: _("That file carried a confirmed record by {signer}: made by a person with software."),
        Conclusion.UNKNOWN: _("That file carried a confirmed record by {signer} that did not say how it was made."),
    },
    Standing.KNOWN: {
        Conclusion.AI_GENERATED: _("That file carried a record by {signer}, a known signer: made with generative AI."),
        Conclusion.AI_EDITED: _("That file carried a record by {signer}, a known signer: changed in part with AI."),
        Conclusion.CONTAINS_AI: _("That file carried a record by {signer}, a known signer: it contains AI-made parts."),
        Conclusion.MAY_CONTAIN_AI: _(
            "That file carried a record by {signer}, a known signer, that left open whether AI was used."
        ),
        Conclusion.UNKNOWN: _(
            "That file carried a record by {signer}, a known signer; how it was made stayed unknown."
        ),
    },
    Standing.UNCONFIRMED: {
        Conclusion.AI_GENERATED: (
            _("That file carried an unconfirmed record, signed as “{signer}”, that said it was made with AI."),
            _("That file carried an unconfirmed record that said it was made with AI."),
        ),
        Conclusion.AI_EDITED: (
            _("That file carried an unconfirmed record, signed as “{signer}”, that said AI changed part of it."),
            _("That file carried an unconfirmed record that said AI changed part of it."),
        ),
        Conclusion.CONTAINS_AI: (
            _("That file carried an unconfirmed record, signed as “{signer}”, that said it contains AI-made parts."),
            _("That file carried an unconfirmed record that said it contains AI-made parts."),
        ),
        Conclusion.MAY_CONTAIN_AI: (
            _("That file carried an unconfirmed record, signed as “{signer}”, that left open whether AI was used."),
            _("That file carried an unconfirmed record that left open whether AI was used."),
        ),
        Conclusion.UNKNOWN: (
            _("That file carried an unconfirmed record, signed as “{signer}”; how it was made stayed unknown."),
            _("That file carried an unconfirmed record; how it was made stayed unknown."),
        ),
    },
    Standing.DECODED: {
        Conclusion.AI_GENERATED: _("That file carried a hidden mark of a tool that makes pictures with AI."),
        Conclusion.AI_EDITED: _("That file carried a hidden mark of a tool that changes pictures with AI."),
    },
    Standing.STATED: {
        Conclusion.AI_GENERATED: _("A label in that file, which anyone can write, said it was made with AI."),
        Conclusion.AI_EDITED: _("A label in that file, which anyone can write, said AI changed part of it."),
        Conclusion.CONTAINS_AI: _("A label in that file, which anyone can write, said it contains AI-made parts."),
        Conclusion.MAY_CONTAIN_AI: _("A label in that file, which anyone can write, left open whether AI was used."),
    },
    Standing.BROKEN: {
        Conclusion.UNKNOWN: _(
            "That file carried a record that did not fit it any more; how it was made stayed unknown."
        ),
    },
    Standing.ELSEWHERE: {
        Conclusion.UNKNOWN: _("That file pointed to a record kept elsewhere, which was not fetched."),
    },
    Standing.NONE: {
        Conclusion.UNKNOWN: _("Nothing that was found in that file said how it was made."),
    },
}
_DISPUTED: Final = _("Two marks in that file contradicted each other.")


def answer(speech: Speech, finding: Finding) -> str:
    """What the answer for the remembered file was, as a sentence; empty for findings of other kinds."""
    if "standing" not in dict(finding.facts):
        return ""
    conclusion, standing = finding.fact("conclusion"), finding.fact("standing")
    if standing not in list(Standing) or conclusion not in list(Conclusion):
        return speech.say(_NO_ANSWER)
    return answer_then(speech, Conclusion(conclusion), Standing(standing), finding.fact("signer"))


def answer_then(speech: Speech, conclusion: Conclusion, standing: Standing, signer: str) -> str:
    """What an answer was, said of the past."""
    if conclusion is Conclusion.DISPUTED:
        return speech.say(_DISPUTED)
    return speech.say(_ANSWERS.get(standing, {}).get(conclusion, _NO_ANSWER), signer=signer)
