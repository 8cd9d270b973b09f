"""What Whence says, as values: every view shows these and nothing else."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from verify.model import Alarm


class FindingWords(Struct, frozen=True):
    """A card: what was found, what that means, what it does not prove, and details for those who know the format.

    `limits` is empty where nothing is to be said that does not hold for every file, and `technical` where the finding
    has no codes, fields, numbers or exact times of its own.
    """

    title: str
    found: str
    meaning: str
    limits: str
    technical: str = ""


class AlarmWords(Struct, frozen=True):
    """An alarm and its sentence, which also says what it does not mean."""

    alarm: Alarm
    sentence: str


class StepKind(StrEnum):
    """What a step asks for, so that a window can offer it as a button."""

    ADVICE = "advice"  # nothing to press
    ASK_ORIGINAL = "ask_original"  # argument: a message to whoever sent the file, to be copied
    ASK_SIGNER = "ask_signer"  # argument: the signer's name
    SEARCH_WEB = "search_web"  # url
    OPEN_VERIFIER = "open_verifier"  # url, argument: its host
    UPDATE_LISTS = "update_lists"
    FETCH_RECORD = "fetch_record"  # argument: the host
    COMPARE = "compare"  # with the earlier version in the record
    CHECK_AGAIN = "check_again"


class Step(Struct, frozen=True):
    """Something to do next. `url` (maybe empty) opens in the browser only when it is clicked.

    `text` names neither a button nor a command: a window shows `label` on a button (empty where there is nothing to
    press), a terminal `command` (empty where there is none).
    """

    text: str
    url: str = ""
    kind: StepKind = StepKind.ADVICE
    argument: str = ""
    label: str = ""
    command: str = ""


class FileFacts(Struct, frozen=True):
    """What a file says of itself under no signature, in one line; `map_url` opens only when it is clicked."""

    caption: str
    facts: tuple[str, ...]
    map_url: str = ""
    map_label: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        between = "" if self.caption.endswith("：") else " "
        return f"{self.caption}{between}{' · '.join(self.facts)}"


class ScaleRow(Struct, frozen=True):
    """One step of the scale: its sign, its words, and who can forge what stands there."""

    sign: str
    standing: str
    who_can_forge: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.sign} {self.standing} – {self.who_can_forge}"


class HowSure(Struct, frozen=True):
    """“How sure is this?”: this file's own case, notes on it, the scale, and what holds for every file."""

    heading: str
    case: tuple[str, ...]
    notes: tuple[str, ...]
    scale: tuple[ScaleRow, ...]
    always: tuple[str, ...]


class Answer(Struct, frozen=True):
    """The answer: what · according to whom · how sure · one sentence; then what must be seen with it.

    Every view shows the same. `warnings` (⚠) are few; all else is in `how_sure`.
    """

    headline: str
    according_to: str
    sign: str
    standing: str
    summary: str
    warnings: tuple[str, ...]
    facts: FileFacts | None
    steps: tuple[Step, ...]
    privacy: str  # what following the steps gives away; empty where they give nothing away
    how_sure: HowSure

    @property
    def line(self) -> str:
        """What and according to whom in one line, for lists and tables."""
        return f"{self.headline} · {self.according_to}"

    @property
    def spoken(self) -> str:
        """The four lines and the warnings, for a screen reader."""
        return "\n".join((self.headline, self.according_to, self.standing, self.summary, *self.warnings))

    @property
    def pill(self) -> str:
        """The sign with its words."""
        return f"{self.sign} {self.standing}"


class Badge(Struct, frozen=True):
    """A kind of proof as a shape with a word; never a colour."""

    shape: str
    word: str


class RegimeDemands(Struct, frozen=True):
    """What one law or code asks of AI content, item by item, and whether the file has it."""

    heading: str
    rows: tuple[tuple[str, str], ...]


class LabelCardWords(Struct, frozen=True):
    """The label card: its lines as (caption, text), what is asked for, and a note on what the table is not."""

    rows: tuple[tuple[str, str], ...]
    demands: tuple[RegimeDemands, ...]
    note: str


class NodeWords(Struct, frozen=True):
    """One manifest of the history."""

    title: str
    signer: str
    state: str
    what: str
    relation: str


class StepWords(Struct, frozen=True):
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
