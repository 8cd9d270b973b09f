"""Dates and times out of files, records and answers, as people write them: 30 May 2026, 17:30 UTC.

A time keeps the zone that it was written with, for a camera's clock knows none and a signer's is mostly UTC.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from verify.report.words.catalogue import SafeText, Translator, has_key

_WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})[:-](?P<month>\d\d)[:-](?P<day>\d\d)"
    r"(?:[ T](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(?: ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d))?)?"
)
_UTC: Final = frozenset(("Z", "+00:00", "+0000"))
_DAYS: Final = range(1, 32)


def say_time(translator: Translator, written: str) -> str:
    """Say an ISO 8601 or EXIF time as a date of the language, with its clock and zone; other spellings stay.

    A translator that speaks of local times says one that has a zone by this computer's clock.
    """
    return say_local_time(translator, written) if translator.local else _say(translator, written, with_clock=True)


def say_local_time(translator: Translator, written: str) -> str:
    """Say an ISO 8601 time by this computer's clock and without a zone, for the window; other spellings stay."""
    try:
        moment = datetime.fromisoformat(written)
        local = moment.astimezone() if moment.tzinfo else moment
    except (ValueError, OverflowError, OSError):
        return _say(translator, written, with_clock=True)
    return _say(translator, local.strftime("%Y-%m-%d %H:%M"), with_clock=True)


def say_day(translator: Translator, written: str) -> str:
    """Say the day alone of an ISO 8601 or EXIF time; other spellings stay as they are."""
    return _say(translator, written, with_clock=False)


def _say(translator: Translator, written: str, *, with_clock: bool) -> str:
    match = _WRITTEN.fullmatch(written.strip())
    if match is None or int(match["day"]) not in _DAYS or not has_key("terms.months", match["month"]):
        return written
    facts = {"year": match["year"], "month": translator.text(f"terms.months.{match['month']}")}
    facts["day"] = str(int(match["day"]))
    if not with_clock or not match["clock"]:
        return translator.text("terms.day", facts)
    zone = "UTC" if match["zone"] in _UTC else match["zone"] or ""
    return translator.text("terms.moment", facts, clock=SafeText(f"{match['clock']} {zone}".strip()))
