"""What a worker is kept from, and who keeps it: told by `doctor`, after it was tried. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Barrier(StrEnum):
    """What a worker should not be able to do."""

    NETWORK = "network"
    WRITING = "writing"  # make, change or remove a file
    PROGRAMS = "programs"  # start another one
    PROCESSES = "processes"  # send a signal to another one
    MEMORY = "memory"  # take without bound
    PROCESSOR = "processor"  # use without bound
    OPEN_FILES = "open_files"  # without bound
    DUMPS = "dumps"  # leave its memory on the disk when it crashes
    HANDLES = "handles"  # inherit what its parent has open
    ENVIRONMENT = "environment"  # see what its parent was told
    READING = "reading"  # other files than the one it is given


class Hold(StrEnum):
    """Who keeps a worker from it."""

    SYSTEM = "system"  # also one that a hostile file has taken over
    PARENT = "parent"  # the process that started it watches it and ends it
    PROCESS = "process"  # the worker itself: it stops libraries, but nobody who has taken it over
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of trying it."""

    barrier: Barrier
    hold: Hold
    means: str = ""  # the name of what held it


@dataclass(frozen=True, slots=True)
class Part:
    """A library that readers use, and whether it loaded under the limits of a worker."""

    name: str
    loaded: bool = False
    version: str = ""  # empty where it is not known
    problem: str = ""  # why it did not load although it is here
