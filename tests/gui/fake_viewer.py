"""A viewer that opens no file: whoever looks closely sees the small pictures of the report, and why."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from verify.model import Problem
from verify.model.views import NotShown
from verify.workers import protocol


def main() -> None:
    for line in sys.stdin.buffer:
        command = protocol.load_command(line)
        if isinstance(command, protocol.Looking):
            refused = protocol.Refused(command.id, NotShown(Problem.FAILED, "nobody opens files here"))
            sys.stdout.buffer.write(protocol.encode_event(refused))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
