"""The third line, a pill: one sign a standing, and in two to four words what it means for this file."""

from __future__ import annotations

from verify.model import SIGNS, Conclusion, RecordState, Report, Standing
from verify.report import report_facts
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.types import Badge
from verify.report.words.verdict.headline import is_left_open


def pill(translator: Translator, report: Report) -> Badge:
    """Return the sign and the words of the standing."""
    return Badge(SIGNS[report.verdict.standing], translator.text(f"verdict.standing.{_name(report)}"))


def _standing(report: Report) -> Standing:
    return Standing.UNCHECKED if report.file.problem else report.verdict.standing


def _name(report: Report) -> str:
    """The name of the words below `verdict.standing`: the standing's own, where those would not be false."""
    standing = _standing(report)
    if standing is Standing.UNCHECKED:
        return standing
    if report.record.is_alone:
        return "alone"
    if is_left_open(report):
        return "uncompared" if report_facts.was_left_uncompared(report) else "checking"
    if report.verdict.conclusion is Conclusion.DISPUTED and has_key("verdict.standing.disputed", standing):
        return f"disputed.{standing}"
    if standing is Standing.NONE:
        return _none(report)
    if standing is Standing.BROKEN:
        return "stray" if report_facts.has_stray_sidecar(report) else standing
    voice = report_facts.find_voice(report)
    return f"voices.{voice}" if voice and has_key("verdict.standing.voices", voice) else standing


def _none(report: Report) -> str:
    if report.record.state is RecordState.UNREADABLE or not report_facts.list_finished(report):
        return "not_all"
    return "unsettled" if report_facts.says_anything(report) else Standing.NONE
