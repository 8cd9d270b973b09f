"""Some two dozen small files that the program makes and signs itself, with what each of them must get.

They show every kind of answer, also those that few real files can give, and what their records say is made up.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

import resources
from verify.report.words.catalogue import LANGUAGES

if TYPE_CHECKING:
    from verify.features.teaching.samples.certificates import Cast

ANCHOR: Final = "anchor.pem"
EXPECTED: Final = "samples.json"
SCHEMA: Final = "whence.samples/1"


class Expected(Struct, frozen=True):
    """The verdict that a sample must get. Alarms in the order of the vocabulary."""

    conclusion: str
    standing: str
    record: str  # state of its record
    alarms: tuple[str, ...]


class Sample(Struct, frozen=True):
    """One sample: its file, what it must get, and what it teaches in each language."""

    file: str
    with_anchor: Expected
    without_anchor: Expected
    teaches: tuple[tuple[str, str], ...]  # (language, sentence)


def read_samples() -> tuple[Sample, ...]:
    """Return every sample of resources/samples.toml, in its order."""
    text = (resources.FOLDER / "samples.toml").read_text(encoding="utf-8")
    return tuple(
        Sample(
            entry["file"],
            _parse_expected(entry["with_anchor"]),
            _parse_expected(entry["without_anchor"]),
            tuple((language, entry[language]) for language in LANGUAGES),
        )
        for entry in tomllib.loads(text)["sample"]
    )


def write_samples(folder: Path, cast: Cast | None = None, *, with_journeys: bool = False) -> tuple[Sample, ...]:
    """Make every sample and write them into `folder`, with the demonstration anchor and what each must get.

    `cast` signs them, a new one without it. `with_journeys`: with the specimens of the survival lab and their copies
    too, in a folder below. Raises OSError where the folder cannot be written.
    """
    from verify.features.teaching.samples import catalogue, certificates, journeys

    cast = cast or certificates.make_cast()
    contents = catalogue.make_samples(cast)
    known = read_samples()
    folder.mkdir(parents=True, exist_ok=True)
    for sample in known:
        (folder / sample.file).write_bytes(contents[sample.file])
    (folder / ANCHOR).write_bytes(certificates.encode_pem(cast.root))
    (folder / EXPECTED).write_text(json.dumps(_make_document(known), ensure_ascii=False, indent=1), encoding="utf-8")
    if with_journeys:
        journeys.write_journeys(folder, cast)
    return known


def _parse_expected(entry: dict[str, Any]) -> Expected:
    return Expected(entry["conclusion"], entry["standing"], entry["record"], tuple(entry["alarms"]))


def _make_document(known: tuple[Sample, ...]) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "anchor": ANCHOR,
        "files": {
            sample.file: {
                "with_anchor": _format_expected(sample.with_anchor),
                "without_anchor": _format_expected(sample.without_anchor),
                "teaches": dict(sample.teaches),
            }
            for sample in known
        },
    }


def _format_expected(expected: Expected) -> dict[str, object]:
    return {
        "conclusion": expected.conclusion,
        "standing": expected.standing,
        "record": expected.record,
        "alarms": list(expected.alarms),
    }
