"""The lines that a parent and its worker, or the window and the supervisor, exchange: a closed set of values.

Commands go down as `{"inspect": {…}}`, events come up as `{"event": "taken", "id": 7, …}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, cast

from msgspec import Struct
from msgspec.structs import replace

from verify.model import (
    EARLY_CONCLUSIONS,
    CertificateStatus,
    Field,
    Finding,
    Options,
    Picture,
    Problem,
    Reading,
    Record,
    Report,
    Supplement,
    Verdict,
    limits,
)
from verify.model.forms import PathText, Sha256
from verify.model.views import FileView, NotShown, Samples, ShownView, Tile, TilePlace, View
from verify.workers.protocol.codec import dump, load
from verify.workers.protocol.lines import WireError, decode_line, encode_line

# -- downwards ---------------------------------------------------------------------------------------------------


class HandedFile(Struct, frozen=True):
    """A file that a parent opened for its worker, or why it could not: `verify.workers.handover` fills it in.

    The descriptors come beside the line, in this order, one for each without a problem.
    """

    path: PathText
    problem: Problem | None = None
    detail: str = ""


class Configure(Struct, frozen=True):
    """How to inspect from now on. `jobs` bounds the workers of a supervisor (0: one a core);
    without `tell` only reports come back. `files` are the models of the options."""

    options: Options
    jobs: int = 0
    tell: bool = True
    files: tuple[HandedFile, ...] = ()


class Inspect(Struct, frozen=True):
    """One file. `fetched` is a remote record that the user asked for; `now` the time of judgement,
    filled in by the pool where it is missing. `files` are the file and its companions."""

    id: int
    path: PathText
    fetched: bytes | None = None
    now: datetime | None = None
    failed: tuple[Reading, ...] = ()  # readers that ended a worker over it, filled in by the pool
    revocation: tuple[CertificateStatus, ...] = ()  # answers of issuers that the user asked for
    files: tuple[HandedFile, ...] = ()


class Cancel(Struct, frozen=True):
    """Forget this job; its report says `cancelled`."""

    id: int


class Probe(Struct, frozen=True):
    """Try what a worker must not do, in the folder `scratch` and at the user's `home`. Only `doctor` asks for it, and
    never beside a file; of `files` there is one of the scratch folder."""

    scratch: PathText
    home: PathText = ""
    files: tuple[HandedFile, ...] = ()


class Quit(Struct, frozen=True):
    """End at once, with all workers."""


class Look(Struct, frozen=True):
    """Open one file to look at it closely, and close the one before: `Opened`, or as with the next three `Refused`.

    `digest` is the SHA-256 of the file that was checked, empty where it is not known.
    """

    id: int
    path: PathText
    digest: Sha256 = ""
    files: tuple[HandedFile, ...] = ()


class Show(Struct, frozen=True):
    """Make one view of the open file ready: `Shown`."""

    id: int
    view: View


class Cut(Struct, frozen=True):
    """Cut a tile out of a view of the open file: `WasCut`."""

    id: int
    place: TilePlace


class Listen(Struct, frozen=True):
    """Decode sound of the open file from `second` on: `Heard`."""

    id: int
    second: float


_NEAR_SECONDS: Final = 0.01  # by which a sample may lie beside the time that was asked for
Looking = Look | Show | Cut | Listen
Command = Configure | Inspect | Cancel | Probe | Quit | Looking

# -- what a worker is kept from, and who keeps it: what `doctor` tells after it was tried ----------------------------


class Barrier(StrEnum):
    """What a worker should not be able to do."""

    NETWORK = "network"
    WRITING = "writing"  # make, change or remove a file
    PROGRAMS = "programs"  # start another one
    PROCESSES = "processes"  # send a signal to another one, also by way of a file, a thread's number or a handle
    MEMORY = "memory"  # take without bound
    PROCESSOR = "processor"  # use without bound
    OPEN_FILES = "open_files"  # without bound
    DUMPS = "dumps"  # leave its memory on the disk when it crashes
    HANDLES = "handles"  # inherit what its parent has open
    ENVIRONMENT = "environment"  # see what its parent was told
    READING = "reading"  # other files than the one it is given
    # those that follow are tried on Linux only
    MESSAGES = "messages"  # send one to another program
    ATTRIBUTES = "attributes"  # change times, permissions and flags of a file
    LOCKS = "locks"  # lock a file against others
    PRIORITY = "priority"  # change when and where another program computes
    OUTLIVING = "outliving"  # leave memory or messages that stay after it
    ORPHAN = "orphan"  # go on when its parent is gone
    SYSTEM = "system"  # change the system itself
    TERMINAL = "terminal"  # type into one
    THREADS = "threads"  # start without bound


class Hold(StrEnum):
    """Who keeps a worker from crossing a barrier."""

    SYSTEM = "system"  # also one that a hostile file has taken over
    PARENT = "parent"  # the process that started it watches it and ends it
    PROCESS = "process"  # the worker itself: it stops libraries, but nobody who has taken it over
    NOTHING = "nothing"


class Attempt(Struct, frozen=True):
    """The outcome of trying one barrier."""

    barrier: Barrier
    hold: Hold
    means: str = ""  # the name of what held it


class Part(Struct, frozen=True):
    """A library that readers use, and whether it loaded under the limits of a worker."""

    name: str
    loaded: bool = False
    version: str = ""  # empty where it is not known
    problem: str = ""  # why it did not load although it is here


# -- upwards -----------------------------------------------------------------------------------------------------


class Ready(Struct, frozen=True):
    """Configured, and waiting for a file."""


class Taken(Struct, frozen=True):
    """Work on this file begins. It comes a second time where the file is tried again alone: what was seen
    in the first attempt is to be forgotten."""

    id: int


class ReaderBegun(Struct, frozen=True):
    """A reader begins, or with an empty name all are done: who is to be blamed where the worker ends now.

    It stays between worker and pool.
    """

    id: int
    reader: str


class Seen(Struct, frozen=True):
    """What a reader saw, before the report is there. A record replaces the one told before."""

    id: int
    record: Record | None = None
    pictures: tuple[Picture, ...] = ()
    fields: tuple[Field, ...] = ()
    findings: tuple[Finding, ...] = ()


class Progress(Struct, frozen=True):
    """One reader is done."""

    id: int
    reading: Reading


class Provisional(Struct, frozen=True):
    """The answer over what is known so far, where it may be said. Each takes the place of the one before.

    `report` is what it rests on, without verdict, fields and pictures: no report that crosses a border ever holds a
    provisional verdict, so that none can be kept, packed or sent on.
    """

    id: int
    verdict: Verdict
    report: Report


class Reported(Struct, frozen=True):
    """The answer; nothing more comes for this id. Pictures sent before are left out: see `add_sent_pictures`."""

    id: int
    report: Report


class Probed(Struct, frozen=True):
    """The outcome of a `Probe`: what held, and which libraries could be loaded."""

    attempts: tuple[Attempt, ...]
    parts: tuple[Part, ...]


class Opened(Struct, frozen=True):
    """A file is open, is the one that was checked, and this is what there is to look at."""

    id: int
    file: FileView


class Shown(Struct, frozen=True):
    """A view is ready to be cut."""

    id: int
    shown: ShownView


class WasCut(Struct, frozen=True):
    """A tile."""

    id: int
    tile: Tile


class Heard(Struct, frozen=True):
    """A stretch of sound."""

    id: int
    samples: Samples


class Refused(Struct, frozen=True):
    """Nothing can be shown of what was asked for, and why."""

    id: int
    answer: NotShown


class Failed(Struct, frozen=True):
    """The process cannot work at all and ends."""

    reason: str


LookingAnswer = Opened | Shown | WasCut | Heard | Refused
Event = Ready | Taken | ReaderBegun | Seen | Progress | Provisional | Reported | Probed | Failed | LookingAnswer

_COMMANDS: Final[dict[str, type]] = {
    "configure": Configure,
    "inspect": Inspect,
    "cancel": Cancel,
    "probe": Probe,
    "quit": Quit,
    "look": Look,
    "show": Show,
    "cut": Cut,
    "listen": Listen,
}
_EVENTS: Final[dict[str, type]] = {
    "ready": Ready,
    "taken": Taken,
    "begun": ReaderBegun,
    "seen": Seen,
    "reading": Progress,
    "provisional": Provisional,
    "report": Reported,
    "probed": Probed,
    "failed": Failed,
    "opened": Opened,
    "shown": Shown,
    "tile": WasCut,
    "heard": Heard,
    "refused": Refused,
}
_COMMAND_NAMES: Final = {kind: name for name, kind in _COMMANDS.items()}
_EVENT_NAMES: Final = {kind: name for name, kind in _EVENTS.items()}


def make_job(number: int, path: str, supplement: Supplement) -> Inspect:
    """Make the command to inspect a file with what was brought from elsewhere for it."""
    return Inspect(number, path, supplement.record, revocation=supplement.revocation)


def encode_command(command: Command) -> bytes:
    """Return the line for a command; raises WireError where it would be too long."""
    return encode_line({_COMMAND_NAMES[type(command)]: dump(command)})


def load_command(line: bytes) -> Command:
    """Return the command of a line; raises WireError for anything else."""
    data = decode_line(line)
    name = next(iter(data), "")
    if len(data) != 1 or name not in _COMMANDS:
        raise WireError("not a command")
    return cast("Command", load(_COMMANDS[name], data[name]))


def encode_event(event: Event) -> bytes:
    """Return the line for an event; raises WireError where it would be too long."""
    line = encode_line({"event": _EVENT_NAMES[type(event)], **cast("dict[str, object]", dump(event))})
    _refuse_untold(event, len(line))
    return line


def load_event(line: bytes) -> Event:
    """Return the event of a line; raises WireError for anything else."""
    data = decode_line(line)
    name = data.pop("event", None)
    if not isinstance(name, str) or name not in _EVENTS:
        raise WireError("not an event")
    event = cast("Event", load(_EVENTS[name], data))
    _refuse_untold(event, len(line))
    return event


def _refuse_untold(event: Event, line_bytes: int) -> None:
    """Refuse what no worker has to say: a search, a download, and a provisional answer that says more than one may."""
    if isinstance(event, Reported) and event.report.search is not None:
        raise WireError("Reported: a search, which no worker makes")
    if isinstance(event, Reported | Provisional) and event.report.file.fetched_from is not None:
        raise WireError("Reported: from where a file was fetched, which no worker knows")
    if not isinstance(event, Provisional):
        return
    verdict, report = event.verdict, event.report
    if line_bytes > limits.PROVISIONAL_BYTES:
        raise WireError("Provisional: line too long")
    if not verdict.provisional or verdict.conclusion not in EARLY_CONCLUSIONS:
        raise WireError("Provisional: an answer that waits for every reader")
    if not all(0 <= index < len(report.findings) for index in (*verdict.reasons, *verdict.doubts)):
        raise WireError("Provisional: a reason that is not among its findings")
    if report.verdict != Verdict() or report.fields or report.pictures or report.imprints or report.waveform:
        raise WireError("Provisional: more than the grounds of an answer")
    if report.file.sha256 or report.file.problem or report.record.raw or report.search is not None:
        raise WireError("Provisional: what only a report may say")


def answers_look(event: Event, command: Looking) -> bool:
    """Return whether an event is an answer to just this question about the open file."""
    if not isinstance(event, LookingAnswer) or event.id != command.id:
        return False
    match command, event:
        case _, Refused():
            return True
        case Look(), Opened():
            return True
        case Show(view=view), Shown(shown=shown):
            return shown.view == view
        case Cut(place=place), WasCut(tile=tile):
            return tile.place == place
        case Listen(second=second), Heard(samples=samples):
            return abs(samples.second - second) < _NEAR_SECONDS or not samples.pcm
    return False


def drop_sent_pictures(event: Reported, sent: Sequence[Picture]) -> Reported:
    """Return the report without the pictures that were sent before, so that none crosses the border twice."""
    known = {id(picture) for picture in sent}
    rest = tuple(picture for picture in event.report.pictures if id(picture) not in known)
    return Reported(event.id, replace(event.report, pictures=rest))


def add_sent_pictures(event: Reported, sent: Sequence[Picture]) -> Reported:
    """Return the report with the pictures that were sent before it."""
    return Reported(event.id, replace(event.report, pictures=(*sent, *event.report.pictures)))
