"""A supervisor that looks at no file: the name of a file tells it what to answer, or how to misbehave."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from verify.model import FileFacts, Problem, Reading, Report
from verify.workers import protocol


def say(event: protocol.Event) -> None:
    sys.stdout.buffer.write(protocol.encode_event(event))
    sys.stdout.buffer.flush()


def answer(job: protocol.Inspect) -> None:
    from tests.build import marked_reports, plain_reports  # late: most windows are asked for no file

    name = Path(job.path).name
    say(protocol.Taken(job.id))
    if "killer" in name or ("once" in name and first_time(job.path)):
        os._exit(9)
    if "babble" in name and first_time(job.path):
        sys.stdout.buffer.write(b"<html>not json</html>\n")
        sys.stdout.buffer.flush()
        time.sleep(60)
    kind = "ai" if job.fetched == b"a record" else name.partition("-")[0]
    known = {
        "ai": plain_reports.ai_edit,
        "hostile": plain_reports.hostile,
        "remote": plain_reports.remote,
        "listed": plain_reports.listed,
        "marked": marked_reports.report,
        "sound": marked_reports.sound,
    }
    report = known.get(kind, plain_reports.nothing)(name)
    report = replace(report, record=replace(report.record, revocations=job.revocation))
    say(protocol.Seen(job.id, record=report.record, pictures=report.pictures, fields=report.fields))
    say(protocol.Progress(job.id, report.readings[0]))
    if "early" in name:  # an admission of AI, whatever the report says in the end
        say(protocol.Progress(job.id, Reading("c2pa_text", looked=False, problem=Problem.NOT_THIS_FORMAT)))
        known_so_far = plain_reports.ai_edit(job.path)
        grounds = Report(
            FileFacts(job.path, name, media_type="image/jpeg"),
            record=replace(known_so_far.record, raw=""),
            findings=known_so_far.findings,
            run=known_so_far.run,
        )
        say(protocol.Provisional(job.id, replace(known_so_far.verdict, provisional=True), grounds))
    if "slow" in name:
        return
    say(protocol.Reported(9_999, report))  # a number that nobody asked for
    say(protocol.Reported(job.id, replace(report, file=replace(report.file, path=job.path, name=name))))


def first_time(path: str) -> bool:
    mark = Path(path + ".seen")
    if mark.exists():
        return False
    mark.touch()
    return True


def main() -> None:
    for line in sys.stdin.buffer:
        match protocol.load_command(line):
            case protocol.Configure():
                say(protocol.Ready())
            case protocol.Inspect() as job:
                answer(job)
            case protocol.Quit():
                return


if __name__ == "__main__":
    if "--dead" in sys.argv:
        sys.exit(1)
    main()
