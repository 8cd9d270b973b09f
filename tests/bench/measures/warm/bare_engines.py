"""What the libraries cost when they are called bare, one after the other, in one process: the floor for a worker.

A process of its own: reads paths, one a line, and answers with milliseconds.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.measures.line_worker import options
from tests.bench.measures.subjects import decoded
from verify.inspection.c2pa.engine import c2pa_rs


def main() -> int:
    """Times the four calls on each file that is named on standard input."""
    import c2pa
    import encypher_c2pa
    import exifread

    context = c2pa_rs._make_context(options().trust, True)

    def first(data: bytes) -> None:
        with c2pa.Reader("image/jpeg", io.BytesIO(data), context=context) as reader:
            json.loads(reader.crjson())

    calls: dict[str, Callable[[bytes], object]] = {
        "c2pa": first,
        "encypher": lambda data: encypher_c2pa.verify(data, "image/jpeg", telemetry=False, online=False),
        "exifread": lambda data: exifread.process_file(io.BytesIO(data), details=False),
        "pillow": decoded,
    }
    for line in sys.stdin:
        spent = {}
        for name, call in calls.items():
            begun = time.perf_counter()
            call(Path(line.rstrip("\n")).read_bytes())
            spent[name] = (time.perf_counter() - begun) * 1000
        print(json.dumps(spent), flush=True)
    return 0
