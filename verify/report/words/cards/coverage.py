"""What a signature does not cover: the cards of `record.not_covered`, one for each sort of content, and their marks."""

from __future__ import annotations

import re
from typing import Final

from verify.model import Report
from verify.report.words.cards.types import Card
from verify.report.words.catalogue import _

_AT: Final = re.compile(r"at byte (\d+)")

_LIMITS: Final = _(
    "It does not mean that anything was replaced. Signers may leave parts out, for instance so that a description can "
    "be added later."
)

_UNKNOWN: Final = Card(
    title=_("The signature may not cover everything"),
    found=(
        _("The hash leaves out {bytes} bytes of this file: {what}."),
        _("The hash leaves out {bytes} bytes of this file."),
        _("The hash leaves out parts of this file: {what}."),
        _("The hash leaves out parts of this file."),
    ),
    meaning=_(
        "What lies there could not be told, so it is not certain that all picture, sound or film data are covered. "
        "Nothing in these parts is vouched for."
    ),
    limits=_LIMITS,
)

# by the fact `content`
UNCOVERED: Final[dict[str, Card]] = {
    "media": Card(
        title=_("Picture, sound or film data that the signature does not cover"),
        found=(
            _("The hash leaves out {bytes} bytes of picture, sound or film data: {what}."),
            _("The hash leaves out picture, sound or film data: {what}."),
            _("The hash leaves out picture, sound or film data."),
        ),
        meaning=_(
            "These parts can be exchanged and the record still fits. So the record does not show that what is seen or "
            "heard is what was signed."
        ),
        limits=_LIMITS,
    ),
    "metadata": Card(
        title=_("Details that the signature does not cover"),
        found=(
            _("The hash leaves out {bytes} bytes of details about the content: {what}."),
            _("The hash leaves out details about the content: {what}."),
            _("The hash leaves out details about the content."),
        ),
        meaning=_(
            "These details may have been written or changed after signing, by anyone, and count no more than unsigned "
            "text."
        ),
        limits=_LIMITS,
    ),
    "appended": Card(
        title=_("Something behind the signed part of the file"),
        found=(
            _("{bytes} bytes lie behind the end of what the signature covers."),
            _("Something lies behind the end of what the signature covers."),
        ),
        meaning=_(
            "Anyone can append bytes there and the record still fits. What is found in them counts no more than "
            "unsigned text, and the signer has not vouched for it."
        ),
        limits=_("It does not mean that something is wrong: phones put moving pictures and notes of their own there."),
    ),
}

COVERAGE_CARDS: Final[dict[str, Card]] = {"record.not_covered": _UNKNOWN}

# what may be said of the content in place of "unchanged", by the fact `covered` of the record's state
COVERED: Final = {
    "part": _("The record still fits what it covers, but it leaves out a part of the file."),
    "content": _("The signature fits, but it does not cover all that is seen or heard in this file."),
}


def lies_outside(report: Report, where: str) -> bool:
    """Whether a place, as a reader named it, lies in bytes that the record's hash leaves out."""
    coverage = report.record.coverage
    if coverage is None or not coverage.ranges:
        return False
    return any(coverage.leaves_out(int(place[:18])) for place in _AT.findall(where))
