"""A dispatcher that looks at no file: the name of a file tells it what to answer, or how to misbehave."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gui import marked, reports
from verify import wire


def say(event: wire.Event) -> None:
    sys.stdout.buffer.write(wire.event_line(event))
    sys.stdout.buffer.flush()


def answer(job: wire.Inspect) -> None:
    name = Path(job.path).name
    say(wire.Taken(job.id))
    if "killer" in name or ("once" in name and first_time(job.path)):
        os._exit(9)
    if "babble" in name and first_time(job.path):
        sys.stdout.buffer.write(b"<html>not json</html>\n")
        sys.stdout.buffer.flush()
        time.sleep(60)
    kind = "ai" if job.fetched == b"a record" else name.partition("-")[0]
    known = {
        "ai": reports.ai_edit,
        "hostile": reports.hostile,
        "remote": reports.remote,
        "marked": marked.report,
        "sound": marked.sound,
    }
    report = known.get(kind, reports.nothing)(name)
    say(wire.Seen(job.id, record=report.record, pictures=report.pictures, fields=report.fields))
    say(wire.Progress(job.id, report.readings[0]))
    if "slow" in name:
        return
    say(wire.Reported(9_999, report))  # a number that nobody asked for
    say(wire.Reported(job.id, replace(report, file=replace(report.file, path=job.path, name=name))))


def first_time(path: str) -> bool:
    mark = Path(path + ".seen")
    if mark.exists():
        return False
    mark.touch()
    return True


def main() -> None:
    for line in sys.stdin.buffer:
        match wire.load_command(line):
            case wire.Configure():
                say(wire.Ready())
            case wire.Inspect() as job:
                answer(job)
            case wire.Quit():
                return


if __name__ == "__main__":
    if "--dead" in sys.argv:
        sys.exit(1)
    main()
