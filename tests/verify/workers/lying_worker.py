"""A worker that works like ours until it speaks of a file named lie-WORD…: half a character is in every text called so.

It stands for one that a hostile file has taken over: the bytes are put into its lines where they are sent.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from verify.workers import worker

HALF = rb"x\\ud800\\udc41y\\udfff"  # a whole character and half of another one, as JSON writes them


def main() -> int:
    """Works with lies in the lines about files whose names ask for them."""
    honest = worker._send

    def send(events: BinaryIO, line: bytes) -> None:
        asked = re.search(rb"/lie-([a-z0-9_]+)\.", line)
        if asked:
            line = re.sub(rb'(?<="%s":)"' % asked[1], b'"' + HALF, line)
        honest(events, line)

    worker._send = send
    return worker.main()


if __name__ == "__main__":
    sys.exit(main())
