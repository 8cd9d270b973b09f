"""Dates and times are said as people write them, and a spelling that is none stays as it is."""

from __future__ import annotations

import time

import pytest

from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_day, say_local_time, say_time

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")


@pytest.mark.parametrize(
    ("written", "english", "chinese"),
    [
        ("2026-05-30T17:30:12Z", "30 May 2026, 17:30 UTC", "2026年5月30日 17:30 UTC"),
        ("2026-05-30T17:30:12.5+00:00", "30 May 2026, 17:30 UTC", "2026年5月30日 17:30 UTC"),
        ("2016:09:28 18:18:05", "28 Sep 2016, 18:18", "2016年9月28日 18:18"),
        ("2016-09-28 18:18:05 +02:00", "28 Sep 2016, 18:18 +02:00", "2016年9月28日 18:18 +02:00"),
        ("2026-01-02", "2 Jan 2026", "2026年1月2日"),
    ],
)
def test_a_time_is_said_as_a_date_with_the_zone_it_was_written_with(written: str, english: str, chinese: str) -> None:
    assert say_time(ENGLISH, written) == english
    assert say_time(CHINESE, written) == chinese


def test_a_day_leaves_the_clock_out() -> None:
    assert say_day(ENGLISH, "2026-05-30T17:30:12Z") == "30 May 2026"
    assert say_day(CHINESE, "2026-05-30T17:30:12Z") == "2026年5月30日"


@pytest.mark.parametrize("written", ["", "yesterday", "2026-13-01", "2026-00-10", "0000:00:00 00:00:00", "2026-05-99"])
def test_what_is_no_date_stays_as_it_is_written(written: str) -> None:
    assert say_time(ENGLISH, written) == written
    assert say_day(CHINESE, written) == written


def test_the_window_says_a_moment_by_the_clock_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Etc/GMT-2")  # two hours before Greenwich, all year
    time.tzset()
    try:
        assert say_local_time(ENGLISH, "2026-11-30T23:20:15Z") == "1 Dec 2026, 01:20"
        assert say_local_time(CHINESE, "2026-11-30T23:20:15Z") == "2026年12月1日 01:20"
        assert say_local_time(ENGLISH, "2026:09:28 18:18:05") == "28 Sep 2026, 18:18"
        assert say_local_time(ENGLISH, "no time at all") == "no time at all"
    finally:
        monkeypatch.undo()
        time.tzset()
