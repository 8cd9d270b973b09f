"""The window's one child: takes commands on its input, has files inspected by a pool of workers, tells events.

It ends, and all workers with it, when its input closes. It opens media files for its workers, and reads none.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
from collections.abc import Sequence
from typing import BinaryIO, Final

from verify.model import Picture
from verify.workers import protocol, stdio
from verify.workers.pool import Pool

_IDLE_SECONDS: Final = 3600.0  # a command wakes the pool anyway

Commands = queue.SimpleQueue[protocol.Command]


def main(command: Sequence[str] | None = None) -> int:
    """Serve until the input closes or `quit` comes; `command` starts another worker than our own.

    Returns 1 where the first line does not configure it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window decides
    commands, events = stdio.take_pipes(silent=False)
    lines = stdio.read_commands(commands)
    try:
        first = next(lines, protocol.Quit())
    except protocol.WireError:
        return 1
    if not isinstance(first, protocol.Configure):
        return 0 if isinstance(first, protocol.Quit) else 1
    with Pool(first.options, first.jobs, tell=first.tell, warm=True, command=command) as pool:
        inbox: Commands = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(commands, inbox, pool), daemon=True).start()
        try:
            stdio.write_line(events, protocol.encode_event(protocol.Ready()))
            _serve(pool, inbox, events)
        except OSError:
            pass  # the window is gone
    os._exit(0)  # not through the interpreter's end, which the listening thread would disturb


def _listen(commands: BinaryIO, inbox: Commands, pool: Pool) -> None:
    try:
        for command in stdio.read_commands(commands):
            inbox.put(command)
            pool.wake()
    except protocol.WireError:
        pass  # who speaks like this is not our window: end
    inbox.put(protocol.Quit())
    pool.wake()


def _serve(pool: Pool, inbox: Commands, events: BinaryIO) -> None:
    pictures: dict[int, list[Picture]] = {}  # that were sent before their report, by job
    while True:
        for event in pool.wait(_IDLE_SECONDS):
            if isinstance(event, protocol.Taken):
                pictures[event.id] = []
            elif isinstance(event, protocol.Seen):
                pictures.setdefault(event.id, []).extend(event.pictures)
            elif isinstance(event, protocol.Reported):
                event = protocol.drop_sent_pictures(event, pictures.pop(event.id, ()))  # noqa: PLW2901
            stdio.write_line(events, protocol.encode_event(event))
        while not inbox.empty():
            command = inbox.get()
            if isinstance(command, protocol.Quit):
                return
            if isinstance(command, protocol.Inspect):
                pool.submit(command)
            elif isinstance(command, protocol.Cancel):
                pool.cancel(command.id)
            elif isinstance(command, protocol.Configure):
                pool.configure(command.options)
                stdio.write_line(events, protocol.encode_event(protocol.Ready()))
