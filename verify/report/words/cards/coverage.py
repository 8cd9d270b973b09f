"""What a signature does not cover: the cards of `record.not_covered`, one for each sort of content, and their marks."""

from __future__ import annotations

import re
from typing import Final

from verify.model import Report
from verify.report.words.catalogue import Translator

_AT: Final = re.compile(r"at byte (\d+)")


def lies_outside(report: Report, where: str) -> bool:
    """Whether a place, as a reader named it, lies in bytes that the record's hash leaves out."""
    coverage = report.record.coverage
    if coverage is None or not coverage.ranges:
        return False
    return any(coverage.leaves_out(int(place[:18])) for place in _AT.findall(where))


def not_covered(translator: Translator, report: Report, where: str) -> str:
    """Say that a place lies outside what the record's hash covers; empty where it does not, or where no hash fits."""
    return translator.text("window.outside_signature") if lies_outside(report, where) else ""
