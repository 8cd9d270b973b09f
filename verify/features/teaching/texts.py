"""What the page for learning shows, in one language: stations, journeys, the table of the lab, the teacher's notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verify.features.teaching.stations import BEGINNING, CLOSE, LAB, STATIONS
from verify.features.teaching.survival import rows
from verify.model import Finding, Report
from verify.report.words.catalogue import Speech
from verify.report.words.types import Badge
from verify.report.words.window import learn, learn_notes, learn_tour
from verify.report.words.window.learn_tour import StationWords
from verify.report.words.wording import Wording


@dataclass(frozen=True, slots=True)
class Trace:
    """One piece of evidence in a cell of the table: the kind of proof as shape and word, and what it is."""

    badge: Badge
    text: str


@dataclass(frozen=True, slots=True)
class SurvivalRow:
    """One line of the table: a kind of evidence before and after, and what became of it as shape and word."""

    evidence: str
    before: tuple[Trace, ...]
    after: tuple[Trace, ...]
    fate: Badge


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the hour: when it is, in minutes from the beginning, and what to do."""

    minutes: str
    name: str
    told: str


class LearnWords:
    """The words of the page in one language."""

    def __init__(self, language: str) -> None:
        self._speech = Speech(language)
        self._wording = Wording(language)
        self.language = self._speech.language

    def label(self, key: str, **facts: str) -> str:
        """A fixed text of the page. Raises KeyError for an unknown key."""
        return self._speech.say(learn.PAGE[key], facts)

    def note(self, key: str) -> str:
        """A fixed text of the teacher's notes. Raises KeyError for an unknown key."""
        return self._speech.say(learn_notes.NOTES[key])

    def join(self, *sentences: str) -> str:
        """Whole sentences one after the other."""
        return self._speech.join(*sentences)

    def station(self, key: str) -> StationWords:
        """A station of the tour."""
        say = self._speech.say
        words = learn_tour.STATIONS[key]
        return replace(
            words,
            title=say(words.title),
            scene=say(words.scene),
            question=say(words.question),
            choices=tuple((say(choice), say(reply)) for choice, reply in words.choices),
            lesson=say(words.lesson),
            ask=say(words.ask),
            mistake=say(words.mistake),
        )

    def specimen(self, key: str) -> tuple[str, str]:
        """A picture of the lab: its name, and what it carries."""
        name, told = learn.SPECIMENS[key]
        return self._speech.say(name), self._speech.say(told)

    def journey(self, key: str) -> tuple[str, str, str]:
        """A journey: its name, what happens on it, and what to see afterwards."""
        name, told, seen = learn.JOURNEYS[key]
        return self._speech.say(name), self._speech.say(told), self._speech.say(seen)

    def survival(self, before: Report, after: Report) -> tuple[SurvivalRow, ...]:
        """The table of the lab: a row for each kind of evidence."""
        return tuple(
            SurvivalRow(
                self.evidence(row.evidence.value),
                self._traces(row.before, unread=row.unread_before),
                self._traces(row.after, unread=row.unread_after),
                self.fate(row.fate.value),
            )
            for row in rows(before, after)
        )

    def evidence(self, key: str) -> str:
        """A kind of evidence."""
        return self._speech.say(learn.EVIDENCE[key])

    def fate(self, key: str) -> Badge:
        """What became of a kind of evidence, as a shape and a word."""
        shape, word = learn.FATES[key]
        return Badge(shape, self._speech.say(word))

    def plan(self) -> tuple[Part, ...]:
        """The hour, part by part."""
        parts = [(BEGINNING, self.note("beginning"), self.note("beginning_told"))]
        for number, station in enumerate(STATIONS, 1):
            name = self.label("station", n=str(number), total=str(len(STATIONS)))
            parts.append((station.minutes, name, self.station(station.key).title))
        parts += [(LAB, self.label("lab"), self.note("lab_told")), (CLOSE, self.note("close"), self.note("close_told"))]
        begun, found = 0, []
        for minutes, name, told in parts:
            found.append(Part(f"{begun}–{begun + minutes}", name, told))
            begun += minutes
        return tuple(found)

    def _traces(self, findings: tuple[Finding, ...], *, unread: bool) -> tuple[Trace, ...]:
        if not findings:
            word = self.label("not_read" if unread else "nothing_found")
            return (Trace(Badge("?" if unread else "–", word), ""),)
        return tuple(
            Trace(self._wording.badge(finding.strength), self._wording.finding(finding).title) for finding in findings
        )
