"""What many results come to: how many of each kind, over time, and whom they name. It counts and judges nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from verify.model import Alarm, Standing
from verify.report.results.result import Result
from verify.report.words.untrusted import plain

MOST_NAMES: Final = 20  # of one chart; the rest is counted together
SIZES: Final = (100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000)  # bytes, between the classes of sizes

_MOST_PERIODS: Final = 40
_NAME_CHARACTERS: Final = 120
_STANDINGS: Final = {standing.value: at for at, standing in enumerate(Standing)}

Part = tuple[str, str]  # code of the standing, and its words: how sure a result is


class Bar(Struct, frozen=True):
    """How many results have one thing in common, and how sure they are; the surest first."""

    name: str
    parts: tuple[tuple[Part, int], ...]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(count for _, count in self.parts)


class Chart(Struct, frozen=True):
    """The bars with the most results, and how many more names with how many results there are."""

    bars: tuple[Bar, ...] = ()
    more_names: int = 0
    more_results: int = 0


class Timeline(Struct, frozen=True):
    """Per headline, how many results there are in each period, from the first to the last without a gap."""

    periods: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[int, ...]], ...] = ()
    undated: int = 0  # results about files whose date is not known


class Summary(Struct, frozen=True):
    """All that the page shows."""

    count: int
    unread: int
    incomplete: int  # results that warn that a check was not completed
    first: datetime | None  # when it was checked
    last: datetime | None
    kinds: Chart
    timeline: Timeline
    signers: Chart
    generators: Chart
    sizes: tuple[int, ...]  # one more than SIZES


class _Names:
    """Counts results by name and by how sure they are."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[Part]] = defaultdict(Counter)

    def add(self, name: str, part: Part) -> None:
        if name:
            self._counts[plain(name, _NAME_CHARACTERS)][part] += 1

    def make_chart(self) -> Chart:
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1].total(), item[0]))
        shown, rest = ordered[:MOST_NAMES], ordered[MOST_NAMES:]
        bars = tuple(Bar(name, tuple(sorted(parts.items(), key=_rank))) for name, parts in shown)
        return Chart(bars, len(rest), sum(parts.total() for _, parts in rest))


def _rank(item: tuple[Part, int]) -> tuple[int, str]:
    (code, words), _ = item
    return _STANDINGS.get(code, len(_STANDINGS)), words


def sum_up(results: Iterable[Result]) -> Summary:
    """Count them all, each once."""
    kinds, signers, generators = _Names(), _Names(), _Names()
    days: defaultdict[str, Counter[date]] = defaultdict(Counter)
    sizes = [0] * (len(SIZES) + 1)
    count = unread = incomplete = undated = 0
    first: datetime | None = None
    last: datetime | None = None
    for result in results:
        count += 1
        unread += bool(result.problem)
        incomplete += Alarm.NOT_ALL_CHECKED in result.alarms
        kind, part = result.headline or result.conclusion, (result.standing, result.standing_words or result.standing)
        kinds.add(kind, part)
        signers.add(result.signer, part)
        generators.add(result.generator, part)
        if result.size is not None and not result.problem:
            sizes[sum(result.size >= limit for limit in SIZES)] += 1
        if result.modified is None:
            undated += 1
        else:
            days[plain(kind, _NAME_CHARACTERS)][result.modified.date()] += 1
        if result.checked_at is not None:
            first = min(first or result.checked_at, result.checked_at)
            last = max(last or result.checked_at, result.checked_at)
    chart = kinds.make_chart()
    timeline = _make_timeline(days, [bar.name for bar in chart.bars], undated)
    return Summary(
        *(count, unread, incomplete, first, last, chart, timeline),
        *(signers.make_chart(), generators.make_chart(), tuple(sizes)),
    )


class _Unit(Struct, frozen=True):
    """A length of periods: which one a day is in, and what a period is called."""

    number: Callable[[date], int]
    name: Callable[[int], str]


_UNITS: Final = (
    _Unit(date.toordinal, lambda number: date.fromordinal(number).isoformat()),
    _Unit(lambda day: day.year * 12 + day.month - 1, lambda number: f"{number // 12:04}-{number % 12 + 1:02}"),
    _Unit(lambda day: day.year, lambda number: f"{number:04}"),
    _Unit(lambda day: day.year // 10, lambda number: f"{number}0–{number}9"),
    _Unit(lambda day: day.year // 1_000, lambda number: f"{number}000–{number}999"),
)


def _make_timeline(days: dict[str, Counter[date]], order: Iterable[str], undated: int) -> Timeline:
    """Take the shortest periods of which there are not too many."""
    every = [day for counts in days.values() for day in counts]
    if not every:
        return Timeline(undated=undated)
    first, last = min(every), max(every)
    unit = next(unit for unit in _UNITS if unit.number(last) - unit.number(first) < _MOST_PERIODS)
    numbers = range(unit.number(first), unit.number(last) + 1)
    rows = tuple((kind, tuple(_count(days[kind], unit, numbers))) for kind in order if kind in days)
    return Timeline(tuple(map(unit.name, numbers)), rows, undated)


def _count(counts: Counter[date], unit: _Unit, numbers: range) -> Iterator[int]:
    per_period: Counter[int] = Counter()
    for day, count in counts.items():
        per_period[unit.number(day)] += count
    return (per_period[number] for number in numbers)
