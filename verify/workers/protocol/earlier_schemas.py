"""How what version 0.1 kept is read today: the one place that knows what a report of `whence.report/1` lacks.

Two shapes were kept: the public document (packs, files of results), and frozen values as the processes exchange them
(batches, cases). A memory keeps words of the closed vocabularies alone, all of which still stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from verify.model import REPORT_SCHEMA, SIGNS, Standing
from verify.workers import protocol

FIRST: Final = "whence.report/1"
SCHEMAS: Final = (REPORT_SCHEMA, FIRST)  # that are read, the one that is written first

T = TypeVar("T")


def load_earlier(kind: type[T], line: bytes) -> T:
    """Load a value of `kind` out of a line that this or an earlier version kept. Raises WireError.

    What a later version added has its default value: nothing was looked at, and nothing is claimed of it.
    """
    return protocol.load(kind, protocol.decode_line(line), older=True)


def upgrade(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the public document of a report as `whence.report/2`. Raises ValueError where its schema is not known.

    Neither what was found nor what was said is touched; what /1 did not tell stays empty.
    """
    if report.get("schema") == REPORT_SCHEMA:
        return report
    if report.get("schema") != FIRST:
        raise ValueError("no schema that is known")
    file, verdict, record = (_take_object(report.get(name)) for name in ("file", "verdict", "record"))
    standing = verdict.get("standing")
    return {
        **report,
        "schema": REPORT_SCHEMA,
        "file": {**file, "fetched_from": None},
        "verdict": {
            **verdict,
            "according_to": "",
            "sign": SIGNS[Standing(standing)] if standing in list(Standing) else "",
            "provisional": False,
            **{name: [] for name in ("warnings", "unsigned_facts", "how_sure", "steps", "parts")},
        },
        "record": {
            **record,
            "known_list": "",
            "shortfalls": [],
            "coverage": None,
            "revocation": None,
            "stamps": [],
        },
        "found_elsewhere": None,
    }


def _take_object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
