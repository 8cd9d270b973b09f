"""The window's one child: takes commands on its input, has files inspected by a pool of workers, tells events.

It ends, and all workers with it, when its input closes. It opens no media file.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
from collections.abc import Sequence
from typing import BinaryIO, Final

from verify import streams, wire
from verify.model import Picture
from verify.pool import Pool

_IDLE_SECONDS: Final = 3600.0  # a command wakes the pool anyway

Commands = queue.SimpleQueue[wire.Command]


def main(command: Sequence[str] | None = None) -> int:
    """Serves until the input closes or `quit` comes; `command` starts another worker than our own.

    Returns 1 where the first line does not configure it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window decides
    commands, events = streams.take(silent=False)
    lines = streams.heard(commands)
    try:
        first = next(lines, wire.Quit())
    except wire.WireError:
        return 1
    if not isinstance(first, wire.Configure):
        return 0 if isinstance(first, wire.Quit) else 1
    with Pool(first.options, first.jobs, tell=first.tell, warm=True, command=command) as pool:
        inbox: Commands = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(commands, inbox, pool), daemon=True).start()
        try:
            streams.write(events, wire.event_line(wire.Ready()))
            _serve(pool, inbox, events)
        except OSError:
            pass  # the window is gone
    os._exit(0)  # not through the interpreter's end, which the listening thread would disturb


def _listen(commands: BinaryIO, inbox: Commands, pool: Pool) -> None:
    try:
        for command in streams.heard(commands):
            inbox.put(command)
            pool.wake()
    except wire.WireError:
        pass  # who speaks like this is not our window: end
    inbox.put(wire.Quit())
    pool.wake()


def _serve(pool: Pool, inbox: Commands, events: BinaryIO) -> None:
    told: dict[int, list[Picture]] = {}  # by job
    while True:
        for event in pool.wait(_IDLE_SECONDS):
            if isinstance(event, wire.Taken):
                told[event.id] = []
            elif isinstance(event, wire.Seen):
                told.setdefault(event.id, []).extend(event.pictures)
            brief = wire.brief(event, told.pop(event.id, ())) if isinstance(event, wire.Reported) else event
            streams.write(events, wire.event_line(brief))
        while not inbox.empty():
            command = inbox.get()
            if isinstance(command, wire.Quit):
                return
            if isinstance(command, wire.Inspect):
                pool.submit(command)
            elif isinstance(command, wire.Cancel):
                pool.cancel(command.id)
            elif isinstance(command, wire.Configure):
                pool.configure(command.options)
                streams.write(events, wire.event_line(wire.Ready()))
