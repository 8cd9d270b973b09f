"""What the page for learning shows, in one language: stations, journeys, the table of the lab, the teacher's notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from verify.features.teaching.stations import BEGINNING, CLOSE, LAB, STATIONS
from verify.features.teaching.survival import compare_evidence
from verify.model import Finding, Report
from verify.report.words import badges, finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.types import Badge

# what became of one kind of evidence
FATE_SIGNS: Final = {"kept": "▣", "changed": "◪", "gone": "▢", "never": "·", "added": "▤", "unchecked": "?"}


@dataclass(frozen=True, slots=True)
class StationWords:
    """One station; `choices` are pairs of a choice and the reply to it; `ask` and `mistake` are for the teacher."""

    title: str
    scene: str
    question: str
    choices: tuple[tuple[str, str], ...]
    lesson: str
    ask: str
    mistake: str


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
        self._speech = Translator(language)
        self._wording = Translator(language)
        self.language = self._speech.language

    def label(self, key: str, **facts: str) -> str:
        """Return a fixed text of the page. Raises KeyError for an unknown key."""
        return self._speech.text(f"pages.learn.{key}", facts)

    def note(self, key: str) -> str:
        """Return a fixed text of the teacher's notes. Raises KeyError for an unknown key."""
        return self._speech.text(f"pages.learn_notes.{key}")

    def join(self, *sentences: str) -> str:
        """Whole sentences one after the other."""
        return self._speech.join(*sentences)

    def station(self, key: str) -> StationWords:
        """Return a station of the tour."""
        table = f"pages.learn_tour.{key}"
        say = self._speech.text
        return StationWords(
            title=say(f"{table}.title"),
            scene=say(f"{table}.scene"),
            question=say(f"{table}.question"),
            choices=tuple(
                (say(f"{table}.choices.{number}.choice"), say(f"{table}.choices.{number}.reply"))
                for number in (1, 2, 3)
            ),
            lesson=say(f"{table}.lesson"),
            ask=say(f"{table}.ask"),
            mistake=say(f"{table}.mistake"),
        )

    def specimen(self, key: str) -> tuple[str, str]:
        """Return a picture of the lab: its name, and what it carries."""
        table = f"pages.learn.specimens.{key}"
        return self._speech.text(f"{table}.name"), self._speech.text(f"{table}.carries")

    def journey(self, key: str) -> tuple[str, str, str]:
        """Return a journey: its name, what happens on it, and what to see afterwards."""
        table = f"pages.learn.journeys.{key}"
        return (
            self._speech.text(f"{table}.name"),
            self._speech.text(f"{table}.happens"),
            self._speech.text(f"{table}.see"),
        )

    def survival(self, before: Report, after: Report) -> tuple[SurvivalRow, ...]:
        """Return the table of the lab: a row for each kind of evidence."""
        return tuple(
            SurvivalRow(
                self.evidence(row.evidence.value),
                self._traces(row.before, unread=row.unread_before),
                self._traces(row.after, unread=row.unread_after),
                self.fate(row.fate.value),
            )
            for row in compare_evidence(before, after)
        )

    def evidence(self, key: str) -> str:
        """Return a kind of evidence."""
        return self._speech.text(f"pages.learn.evidence.{key}")

    def fate(self, key: str) -> Badge:
        """Return the fate of a kind of evidence, as a shape and a word."""
        return Badge(FATE_SIGNS[key], self._speech.text(f"pages.learn.fates.{key}"))

    def plan(self) -> tuple[Part, ...]:
        """Return the hour, part by part."""
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
            Trace(
                badges.badge(self._wording, finding.strength), finding_cards.finding_words(self._wording, finding).title
            )
            for finding in findings
        )
