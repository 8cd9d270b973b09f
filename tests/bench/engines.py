"""Prints where the two engines differ over a folder of files, with both states and all codes. Run by hand:

python -m tests.bench.engines FOLDER
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from verify.inspection.c2pa.engine import encypher
from verify.inspection.c2pa.engine.encypher import SecondEngineError
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.readers import c2pa
from verify.model import Options, Record, SecondOpinion
from verify.store.trust.store import TrustStore


def compare(folder: Path) -> int:
    """Prints one line per disagreement and a summary; returns the number of disagreements."""
    with tempfile.TemporaryDirectory() as empty:
        options = Options(now=datetime.now(UTC), trust=TrustStore(Path(empty)).lists(), previews=False)
    compared = disagreements = 0
    spent = [0.0, 0.0]
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        try:
            with Media.open(path) as media:
                if media.media_type not in c2pa.READER.formats & c2pa.SECOND_READER.formats:
                    continue
                record, opinion = _asked(media, options, spent)
        except (MediaError, SecondEngineError) as error:
            print(f"not compared: {path.relative_to(folder)}: {error}")
            continue
        joined = encypher.attach_opinion(record, opinion).second_opinion
        compared += joined is not None
        if joined and not joined.agrees:
            disagreements += 1
            print(f"{path.relative_to(folder)}\n  first  {record.state}: {' '.join(record.codes) or record.reason}")
            print(f"  second {joined.state}: {' '.join(joined.codes)}")
    print(f"{compared} records compared, {disagreements} disagreements; {spent[0]:.1f} s and {spent[1]:.1f} s")
    return disagreements


def _asked(media: Media, options: Options, spent: list[float]) -> tuple[Record, SecondOpinion | None]:
    begun = time.perf_counter()
    record = next(iter(c2pa.read(media, options)))
    then = time.perf_counter()
    opinion = next(c2pa.read_by_second_engine(media, options), None)
    spent[0] += then - begun
    spent[1] += time.perf_counter() - then
    assert isinstance(record, Record)
    return record, opinion


if __name__ == "__main__":
    compare(Path(sys.argv[1]))
