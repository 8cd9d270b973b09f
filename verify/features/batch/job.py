"""What a batch is to do, as one small file in a folder of its own among the user's data."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from verify.model import limits
from verify.model.forms import PathText
from verify.store.folders import data_folder, open_regular, write_atomically
from verify.workers import protocol
from verify.workers.protocol.earlier_schemas import load_earlier

_NAME: Final = "job.json"


class Kind(StrEnum):
    """Once through what is there, or whatever comes in."""

    CHECK = "check"
    WATCH = "watch"


class State(StrEnum):
    """How far a batch is. One that is open was stopped, or the program ended: it can go on."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """Which files are checked and by whom."""

    kind: Kind
    paths: tuple[PathText, ...]
    readers: tuple[str, ...]
    begun: datetime
    deep: bool = False
    at_a_time: int = 0  # files; 0: one a core
    state: State = State.OPEN


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
    try:
        with open_regular(folder / _NAME) as file:
            return load_earlier(Job, file.read(limits.LINE_BYTES + 1))
    except (OSError, protocol.WireError):
        return None


def write(folder: Path, job: Job) -> None:
    """Write the job of a batch. Raises OSError, and ValueError where it names more than can be kept."""
    try:
        line = protocol.encode_line(protocol.dump(job))
    except protocol.WireError as error:
        raise ValueError(str(error)) from error
    write_atomically(folder / _NAME, line)


def set_state(folder: Path, state: State) -> None:
    """Set the state of a batch. Raises OSError."""
    job = read(folder)
    if job is not None:
        write(folder, replace(job, state=state))


def list_batches() -> list[tuple[Path, Job]]:
    """Return the batches that can be read, the newest first."""
    try:
        folders = [path for path in batches_folder().iterdir() if path.is_dir()]
    except OSError:
        return []
    batches = [(folder, job) for folder in folders if (job := read(folder)) is not None]
    return sorted(batches, key=lambda pair: (pair[1].begun, pair[0].name), reverse=True)


def remove(folder: Path) -> None:
    """Remove a batch with all its results; the files that it checked are not touched. Raises OSError."""
    shutil.rmtree(folder)
