"""What a batch is to do, in a folder of its own among the user's data: a small file about it, and one with its paths.

There may be millions of paths, and a list of batches names one of each. Version 0.1 kept both in one file.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verify.model import limits
from verify.model.forms import PathText
from verify.store.folders import data_folder, open_regular, write_atomically
from verify.workers import protocol
from verify.workers.protocol.earlier_schemas import load_earlier

_NAME: Final = "job.json"
_PATHS: Final = "paths.json"


class Kind(StrEnum):
    """Once through what is there, or whatever comes in."""

    CHECK = "check"
    WATCH = "watch"


class State(StrEnum):
    """How far a batch is. One that is open was stopped, or the program ended: it can go on."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Job(Struct, frozen=True):
    """Which files are checked and by whom."""

    kind: Kind
    paths: tuple[PathText, ...]
    readers: tuple[str, ...]
    begun: datetime
    deep: bool = False
    at_a_time: int = 0  # files; 0: one a core
    state: State = State.OPEN

    @property
    def head(self) -> JobHead:
        """The same without its paths."""
        first = self.paths[0] if self.paths else ""
        count = len(self.paths)
        return JobHead(self.kind, first, count, self.readers, self.begun, self.deep, self.at_a_time, self.state)


class JobHead(Struct, frozen=True):
    """A job with the first of its paths and their number."""

    kind: Kind
    first: PathText
    count: int
    readers: tuple[str, ...]
    begun: datetime
    deep: bool = False
    at_a_time: int = 0
    state: State = State.OPEN


class _Paths(Struct, frozen=True):
    paths: tuple[PathText, ...]


def batches_folder() -> Path:
    """Return the folder of all batches."""
    return data_folder() / "batches"


def begin(job: Job) -> Path:
    """Create a batch and return its folder. Raises OSError, and ValueError where it names more than can be kept."""
    above = batches_folder()
    above.mkdir(parents=True, exist_ok=True)
    name = job.begun.strftime("%Y%m%dT%H%M%S")
    number = 1
    while True:
        folder = above / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(mode=0o700)
            break
        except FileExistsError:
            number += 1
    write(folder, job)
    return folder


def read(folder: Path) -> Job | None:
    """Read the job of the batch in `folder`; None where that cannot be read."""
    stored = _read_kept(folder)
    if stored is None or isinstance(stored, Job):
        return stored
    try:
        with open_regular(folder / _PATHS) as file:
            paths = load_earlier(_Paths, file.read(limits.LINE_BYTES + 1)).paths
    except (OSError, protocol.WireError):
        return None
    job = Job(stored.kind, paths, stored.readers, stored.begun, stored.deep, stored.at_a_time, stored.state)
    return job if job.head == stored else None  # else the paths are another batch's


def read_head(folder: Path) -> JobHead | None:
    """Read the job of the batch in `folder` without its paths; None where that cannot be read."""
    stored = _read_kept(folder)
    return stored.head if isinstance(stored, Job) else stored


def write(folder: Path, job: Job) -> None:
    """Write the job of a batch. Raises OSError, and ValueError where it names more than can be kept."""
    try:
        head, paths = (protocol.encode_line(protocol.dump(value)) for value in (job.head, _Paths(job.paths)))
    except protocol.WireError as error:
        raise ValueError(str(error)) from error
    write_atomically(folder / _PATHS, paths)
    write_atomically(folder / _NAME, head)


def set_state(folder: Path, state: State) -> None:
    """Set the state of a batch. Raises OSError."""
    stored = _read_kept(folder)
    if isinstance(stored, Job):
        write(folder, replace(stored, state=state))
    elif stored is not None:
        write_atomically(folder / _NAME, protocol.encode_line(protocol.dump(replace(stored, state=state))))


def list_batches() -> list[tuple[Path, JobHead]]:
    """Return the batches that can be read, the newest first."""
    try:
        folders = [path for path in batches_folder().iterdir() if path.is_dir()]
    except OSError:
        return []
    batches = [(folder, head) for folder in folders if (head := read_head(folder)) is not None]
    return sorted(batches, key=lambda pair: (pair[1].begun, pair[0].name), reverse=True)


def _read_kept(folder: Path) -> JobHead | Job | None:
    """Read what is kept about a batch: a whole job where an earlier version wrote it."""
    try:
        with open_regular(folder / _NAME) as file:
            line = file.read(limits.LINE_BYTES + 1)
        try:
            return load_earlier(JobHead, line)
        except protocol.WireError:
            return load_earlier(Job, line)
    except (OSError, protocol.WireError):
        return None


def remove(folder: Path) -> None:
    """Remove a batch with all its results; the files that it checked are not touched. Raises OSError."""
    shutil.rmtree(folder)
