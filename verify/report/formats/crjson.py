"""crJSON (C2PA 2.4), in which the conformance programme asks validators for their results: one object a file.

It is what the engine found, unchanged, and under one further name what Whence makes of it, as `formats.json` has it.
A file without a record, or one that could not be read, gets an object without manifests that says so there.
"""

from __future__ import annotations

import json
from typing import Final

from verify.model import Report
from verify.report.formats import json as report_json
from verify.report.formats.json import Document
from verify.report.words.catalogue import Translator

WHENCE: Final = "extras:whence"  # of the vocabulary for additions, which the context names
_CONTEXT: Final = {"@vocab": "https://c2pa.org/crjson", "extras": "https://c2pa.org/crjson/extras"}
_PARTS: Final = ("schema", "file", "record", "run")  # of the report in JSON


def document(report: Report, translator: Translator) -> Document:
    """Turn a report into a crJSON document."""
    store = _read_store(report.record.raw)
    whole = report_json.document(report, translator)
    beside: Document = {name: whole[name] for name in _PARTS}
    # the record is there, and longer than what is passed on of it
    beside["manifests_left_out"] = bool(report.record.manifests) and not store
    return {
        "@context": _CONTEXT,
        "manifests": [],
        "jsonGenerator": {"name": "Whence", "version": report.run.whence},
        **store,
        WHENCE: beside,
    }


def line(report: Report, translator: Translator) -> str:
    """Write the document as one line of JSON without its line end, as safe to print as one of `formats.json`."""
    return report_json.write_line(document(report, translator))


def _read_store(raw: str) -> Document:
    """Read the engine's document; empty where there is none, or where it was cut or cannot be passed on."""
    try:
        store = json.loads(raw) if raw else {}
        json.dumps(store, allow_nan=False)
    except (ValueError, RecursionError):
        return {}
    return store if isinstance(store, dict) and isinstance(store.get("manifests"), list) else {}
