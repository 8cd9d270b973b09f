"""What Whence says, as values: every view shows these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from verify.model import Alarm


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A card: what was found, what that means, what it does not prove, and details for those who know the format.

    `limits` is empty where nothing is to be said that does not hold for every file, and `technical` where the finding
    has no codes, fields, numbers or exact times of its own.
    """

    title: str
    found: str
    meaning: str
    limits: str
    technical: str = ""


@dataclass(frozen=True, slots=True)
class AlarmWords:
    """An alarm and its sentence, which also says what it does not mean."""

    alarm: Alarm
    sentence: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next; `url` (maybe empty) opens in the browser only when it is clicked."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A kind of proof as a shape with a word; never a colour."""

    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class RegimeDemands:
    """What one law or code asks of AI content, item by item, and whether the file has it."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LabelCardWords:
    """The label card: its lines as (caption, text), what is asked for, and a note on what the table is not."""

    rows: tuple[tuple[str, str], ...]
    demands: tuple[RegimeDemands, ...]
    note: str


@dataclass(frozen=True, slots=True)
class NodeWords:
    """One manifest of the history."""

    title: str
    signer: str
    state: str
    what: str
    relation: str


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step of the history's graph, or several that are alike. `state` is empty where the badge says it all."""

    kind: str
    title: str
    relation: str
    signer: str
    badge: Badge
    state: str
    what: str
    more: str

    @property
    def spoken(self) -> str:
        """All its words, for a screen reader."""
        parts = (
            self.kind, self.title, self.relation, self.signer, self.badge.word, self.state, self.what, self.more,
        )  # fmt: skip
        return "\n".join(part for part in parts if part)
