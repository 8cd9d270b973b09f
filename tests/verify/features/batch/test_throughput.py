from __future__ import annotations

import pytest

from verify.features.batch.throughput import Pace
from verify.report.words import batch
from verify.report.words.catalogue import Translator


def test_nothing_is_told_before_anything_can_be_known() -> None:
    pace = Pace()
    assert pace.files_per_second(0.0) is None
    pace.note(0.0, 0)
    pace.note(1.0, 5)
    assert pace.files_per_second(1.0) is None
    assert pace.seconds_left(1.0, 100) is None


def test_the_pace_is_that_of_the_last_minute() -> None:
    pace = Pace()
    for second in range(1000):
        pace.note(float(second), second * 10)
    for second in range(1000, 1100):
        pace.note(float(second), 10_000 + second - 1000)
    found = pace.files_per_second(1099.0)
    assert found == pytest.approx(1.0)
    assert pace.seconds_left(1099.0, 60) == pytest.approx(60.0)


def test_a_run_that_stands_still_becomes_slower_and_slower() -> None:
    pace = Pace()
    for second in range(10):
        pace.note(float(second), second)
    early, late = pace.files_per_second(10.0), pace.files_per_second(100.0)
    assert early is not None
    assert late is not None
    assert late < early / 5


def test_few_marks_are_kept_however_many_files_there_are() -> None:
    pace = Pace()
    for number in range(100_000):
        pace.note(number / 10_000, number)
    assert len(pace._marks) < 30
    assert pace.files_per_second(10.0) == pytest.approx(10_000, rel=0.01)


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (3, "less than a minute left", "剩余不到一分钟"),
        (61, "about 1 minute left", "剩余约 1 分钟"),
        (600, "about 10 minutes left", "剩余约 10 分钟"),
        (5 * 3600, "about 5 hours left", "剩余约 5 小时"),
        (5 * 86400, "about 5 days left", "剩余约 5 天"),
    ],
)
def test_the_time_left_is_told_as_roughly_as_it_is_known(seconds: float, english: str, chinese: str) -> None:
    assert batch.time_left(Translator("en"), seconds) == english
    assert batch.time_left(Translator("zh_CN"), seconds) == chinese


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (123.4, "123 files per second"),
        (2.34, "2.3 files per second"),
        (0.5, "30 files per minute"),
        (0.1, "6.0 files per minute"),
    ],
)
def test_a_slow_pace_is_told_by_the_minute(pace: float, said: str) -> None:
    assert batch.pace(Translator("en"), pace) == said
