"""What is said where nothing was found: how files lose what they carried, and signs of that in this one."""

from __future__ import annotations

from typing import Final

from verify.model import Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Translator

_SCREENSHOTS: Final = "Screenshot"
_COPIERS: Final = frozenset(("WhatsApp", "Telegram", "WeChat", "Facebook"))


def absence(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say why there may be no mark; empty where something carries an answer."""
    if not is_silent(report):
        return ()
    if report_facts.says_anything(report):
        return (translator.text("verdict.absence.unsettled"),)
    medium = report_facts.medium(report)
    copied = {
        Medium.PICTURE: "verdict.absence.screenshot",
        Medium.VIDEO: "verdict.absence.recorded",
        Medium.SOUND: "verdict.absence.recorded",
    }.get(medium)
    return (
        translator.text(f"verdict.absence.lost.{medium}"),
        *((translator.text(copied),) if copied else ()),
        translator.text(f"verdict.absence.never_there.{medium}"),
    )


def is_silent(report: Report) -> bool:
    """Whether nothing in a file that could be read carries an answer."""
    return report.verdict.standing is Standing.NONE and report.file.problem is None


def traces(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say what in this very file explains that nothing is left, each once; empty where something carries an answer."""
    if not is_silent(report):
        return ()
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
