"""What is said where nothing was found: how files lose what they carried, signs of that in this one, who else can look.

Whence uploads nothing. Each page is opened by a click only, and its sentence says what opening and using it reveals.
"""

from __future__ import annotations

from typing import Final

from verify.model import Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Translator
from verify.report.words.types import Step
from verify.report.words.verdict.next_steps import address

_SCREENSHOTS: Final = "Screenshot"
_COPIERS: Final = frozenset(("WhatsApp", "Telegram", "WeChat", "Facebook"))

GEMINI_PAGE: Final = "https://gemini.google.com/"
OPENAI_PAGE: Final = "https://openai.com/verify"
RECOVERY_PAGE: Final = "https://contentcredentials.org/verify"
ELEVENLABS_PAGE: Final = "https://elevenlabs.io/ai-speech-classifier"

_PLACES: Final[dict[Medium, tuple[tuple[str, str], ...]]] = {
    Medium.PICTURE: (
        ("verdict.absence.search", "verdict.absence.picture_search"),
        ("verdict.absence.gemini", GEMINI_PAGE),
        ("verdict.absence.openai", OPENAI_PAGE),
        ("verdict.absence.recovery", RECOVERY_PAGE),
    ),
    Medium.VIDEO: (("verdict.absence.gemini", GEMINI_PAGE),),
    Medium.SOUND: (("verdict.absence.elevenlabs", ELEVENLABS_PAGE),),
}


def absence(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say why there may be no mark, traces in this very file first; empty where something carries an answer."""
    if not _is_silent(report):
        return ()
    if report_facts.says_anything(report):
        return (*_traces(translator, report), translator.text("verdict.absence.unsettled"))
    medium = report_facts.medium(report)
    copied = {
        Medium.PICTURE: "verdict.absence.screenshot",
        Medium.VIDEO: "verdict.absence.recorded",
        Medium.SOUND: "verdict.absence.recorded",
    }.get(medium)
    return (
        *_traces(translator, report),
        translator.text(f"verdict.absence.lost.{medium}"),
        *((translator.text(copied),) if copied else ()),
        translator.text(f"verdict.absence.never_there.{medium}"),
    )


def elsewhere(translator: Translator, report: Report) -> tuple[Step, ...]:
    """List pages of others that can look where Whence cannot; empty where something carries an answer."""
    if not _is_silent(report):
        return ()
    places = _PLACES.get(report_facts.medium(report), ())
    return tuple(Step(translator.text(sentence), address(translator, page)) for sentence, page in places)


def _is_silent(report: Report) -> bool:
    return report.verdict.standing is Standing.NONE and report.file.problem is None


def _traces(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say what in this very file explains that nothing is left, each once."""
    said: dict[str, None] = {}
    for finding in report.findings:
        platform = finding.fact("platform")
        if finding.code == "context.metadata_damaged":
            said[
                translator.text(
                    "verdict.absence.locked" if finding.fact("reason") == "encrypted" else "verdict.absence.damaged"
                )
            ] = None
        elif finding.code == "context.platform" and platform:
            said[translator.text("verdict.absence.platform", platform=platform)] = None
        elif finding.code == "context.file_name" and platform == _SCREENSHOTS:
            said[translator.text("verdict.absence.named_screenshot")] = None
        elif finding.code == "context.file_name" and platform:
            named = "verdict.absence.named_copy" if platform in _COPIERS else "verdict.absence.named_generator"
            said[translator.text(named, platform=platform)] = None
    return tuple(said)
