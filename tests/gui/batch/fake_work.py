"""A process that works on a batch without looking at a file: the names of the files tell it how to misbehave."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.build import plain_reports
from verify.features.batch import job as jobs
from verify.features.batch.file_key import identify
from verify.features.batch.journal import Journal
from verify.features.batch.messages import BatchEvent, Counted, Ended, Judged, Missing, Obstacle, encode_event
from verify.workers import protocol


def say(told: BatchEvent) -> None:
    sys.stdout.buffer.write(encode_event(told))
    sys.stdout.buffer.flush()


def main(folder: Path) -> None:
    job = jobs.read(folder)
    assert job is not None
    names = sorted(path for named in job.paths for path in Path(named).iterdir())
    with Journal(folder) as journal:
        say(Counted(len(names)))
        for path in names:
            source, _ = identify(path)
            if journal.has(source):
                continue
            if "babble" in path.name and not Path(f"{folder}.babbled").exists():
                Path(f"{folder}.babbled").touch()
                sys.stdout.buffer.write(b"<html>\n")
                sys.stdout.buffer.flush()
                time.sleep(60)
            if "killer" in path.name:
                os._exit(9)
            if "full" in path.name:
                say(Ended(Obstacle.NOT_WRITTEN, "No space left on device"))
                return
            if "wait" in path.name:
                sys.stdin.buffer.read()
                return
            if "missing" in path.name:
                say(Missing(("/not/there",)))
                sys.stdin.buffer.read()
                return
            kind = path.name.partition("-")[0]
            made = {"ai": plain_reports.ai_edit, "hostile": plain_reports.hostile}.get(kind, plain_reports.nothing)(
                path.name
            )
            row = journal.add(
                source, protocol.load(type(made), protocol.decode_line(protocol.encode_line(protocol.dump(made))))
            )
            assert row is not None
            say(Judged(row))
    say(Ended())


if __name__ == "__main__":
    main(Path(sys.argv[-1]))
