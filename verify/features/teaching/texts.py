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


def station_words(translator: Translator, key: str) -> StationWords:
    """Return a station of the tour."""
    table = f"pages.learn_tour.{key}"
    say = translator.text
    return StationWords(
        title=say(f"{table}.title"),
        scene=say(f"{table}.scene"),
        question=say(f"{table}.question"),
        choices=tuple(
            (say(f"{table}.choices.{number}.choice"), say(f"{table}.choices.{number}.reply")) for number in (1, 2, 3)
        ),
        lesson=say(f"{table}.lesson"),
        ask=say(f"{table}.ask"),
        mistake=say(f"{table}.mistake"),
    )


def survival_rows(translator: Translator, before: Report, after: Report) -> tuple[SurvivalRow, ...]:
    """Return the table of the lab: a row for each kind of evidence."""
    return tuple(
        SurvivalRow(
            translator.text(f"pages.learn.evidence.{row.evidence}"),
            _traces(translator, row.before, unread=row.unread_before),
            _traces(translator, row.after, unread=row.unread_after),
            fate_badge(translator, row.fate),
        )
        for row in compare_evidence(before, after)
    )


def fate_badge(translator: Translator, key: str) -> Badge:
    """Return the fate of a kind of evidence, as a shape and a word."""
    return Badge(FATE_SIGNS[key], translator.text(f"pages.learn.fates.{key}"))


def lesson_parts(translator: Translator) -> tuple[Part, ...]:
    """Return the hour, part by part."""
    parts = [
        (BEGINNING, translator.text("pages.learn_notes.beginning"), translator.text("pages.learn_notes.beginning_told"))
    ]
    for number, stop in enumerate(STATIONS, 1):
        name = translator.text("pages.learn.station", n=str(number), total=str(len(STATIONS)))
        parts.append((stop.minutes, name, station_words(translator, stop.key).title))
    parts += [
        (LAB, translator.text("pages.learn.lab"), translator.text("pages.learn_notes.lab_told")),
        (CLOSE, translator.text("pages.learn_notes.close"), translator.text("pages.learn_notes.close_told")),
    ]
    begun, lesson = 0, []
    for minutes, name, told in parts:
        lesson.append(Part(f"{begun}–{begun + minutes}", name, told))
        begun += minutes
    return tuple(lesson)


def _traces(translator: Translator, findings: tuple[Finding, ...], *, unread: bool) -> tuple[Trace, ...]:
    if not findings:
        word = translator.text("pages.learn.not_read" if unread else "pages.learn.nothing_found")
        return (Trace(Badge("?" if unread else "–", word), ""),)
    return tuple(
        Trace(badges.badge(translator, finding.strength), finding_cards.finding_words(translator, finding).title)
        for finding in findings
    )
