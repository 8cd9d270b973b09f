"""Names of things in a provenance record: digital source types, actions, relations, signals, states.

Each is a term that a sentence can quote; none is a sentence of its own, except the meanings of source types.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain


class Beginning(Enum):
    """What kind of beginning a digital source type states."""

    AI = auto()
    CAPTURE = auto()
    SCAN = auto()
    HUMAN = auto()
    OPEN = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class SourceType:
    """A digital source type of IPTC or C2PA: its name, what that means, and its kind."""

    name: str
    meaning: str
    kind: Beginning


SOURCE_TYPES: Final[dict[str, SourceType]] = {
    "trainedAlgorithmicMedia": SourceType(
        "terms.source_types.trainedAlgorithmicMedia.name",
        "terms.source_types.trainedAlgorithmicMedia.meaning",
        Beginning.AI,
    ),
    "trainedAlgorithmicData": SourceType(
        "terms.source_types.trainedAlgorithmicData.name",
        "terms.source_types.trainedAlgorithmicData.meaning",
        Beginning.AI,
    ),
    "compositeWithTrainedAlgorithmicMedia": SourceType(
        "terms.source_types.compositeWithTrainedAlgorithmicMedia.name",
        "terms.source_types.compositeWithTrainedAlgorithmicMedia.meaning",
        Beginning.AI,
    ),
    "compositeSynthetic": SourceType(
        "terms.source_types.compositeSynthetic.name",
        "terms.source_types.compositeSynthetic.meaning",
        Beginning.AI,
    ),
    "composite": SourceType(
        "terms.source_types.composite.name",
        "terms.source_types.composite.meaning",
        Beginning.OPEN,
    ),
    "screenCapture": SourceType(
        "terms.source_types.screenCapture.name",
        "terms.source_types.screenCapture.meaning",
        Beginning.OPEN,
    ),
    "virtualRecording": SourceType(
        "terms.source_types.virtualRecording.name",
        "terms.source_types.virtualRecording.meaning",
        Beginning.OPEN,
    ),
    "digitalCapture": SourceType(
        "terms.source_types.digitalCapture.name",
        "terms.source_types.digitalCapture.meaning",
        Beginning.CAPTURE,
    ),
    "computationalCapture": SourceType(
        "terms.source_types.computationalCapture.name",
        "terms.source_types.computationalCapture.meaning",
        Beginning.CAPTURE,
    ),
    "compositeCapture": SourceType(
        "terms.source_types.compositeCapture.name",
        "terms.source_types.compositeCapture.meaning",
        Beginning.CAPTURE,
    ),
    "negativeFilm": SourceType(
        "terms.source_types.negativeFilm.name",
        "terms.source_types.negativeFilm.meaning",
        Beginning.SCAN,
    ),
    "positiveFilm": SourceType(
        "terms.source_types.positiveFilm.name",
        "terms.source_types.positiveFilm.meaning",
        Beginning.SCAN,
    ),
    "print": SourceType(
        "terms.source_types.print.name",
        "terms.source_types.print.meaning",
        Beginning.SCAN,
    ),
    "digitalCreation": SourceType(
        "terms.source_types.digitalCreation.name",
        "terms.source_types.digitalCreation.meaning",
        Beginning.HUMAN,
    ),
    "humanEdits": SourceType(
        "terms.source_types.humanEdits.name",
        "terms.source_types.humanEdits.meaning",
        Beginning.OTHER,
    ),
    "minorHumanEdits": SourceType(
        "terms.source_types.minorHumanEdits.name",
        "terms.source_types.minorHumanEdits.meaning",
        Beginning.OTHER,
    ),
    "algorithmicallyEnhanced": SourceType(
        "terms.source_types.algorithmicallyEnhanced.name",
        "terms.source_types.algorithmicallyEnhanced.meaning",
        Beginning.OTHER,
    ),
    "algorithmicMedia": SourceType(
        "terms.source_types.algorithmicMedia.name",
        "terms.source_types.algorithmicMedia.meaning",
        Beginning.OTHER,
    ),
    "dataDrivenMedia": SourceType(
        "terms.source_types.dataDrivenMedia.name",
        "terms.source_types.dataDrivenMedia.meaning",
        Beginning.OTHER,
    ),
    "softwareImage": SourceType(
        "terms.source_types.softwareImage.name",
        "terms.source_types.softwareImage.meaning",
        Beginning.OTHER,
    ),
    "digitalArt": SourceType(
        "terms.source_types.digitalArt.name",
        "terms.source_types.digitalArt.meaning",
        Beginning.OTHER,
    ),
    "empty": SourceType(
        "terms.source_types.empty.name",
        "terms.source_types.empty.meaning",
        Beginning.OTHER,
    ),
}


def last_segment(value: str) -> str:
    """The code of a digital source type written as a URI, a QCode or bare; exact, never a substring."""
    return value.strip().rstrip("/").rpartition("/")[2].rpartition(":")[2]


_VOCABULARIES: Final = ("http://cv.iptc.org/newscodes/digitalsourcetype", "http://c2pa.org/digitalsourcetype")


def source_type(value: str) -> SourceType | None:
    """The source type that `value` means, or None for values that no vocabulary knows.

    Under an address of somebody else's the last word means whatever they please: such a value is quoted.
    """
    base = value.strip().removeprefix("digsrctype:").rstrip("/").rpartition("/")[0]
    foreign = base and base.replace("https://", "http://", 1) not in _VOCABULARIES
    return None if foreign else SOURCE_TYPES.get(last_segment(value))


def term(speech: Translator, table: str, value: str) -> str:
    """The name of `value` in `table`, or `value` as written where it is not a known term."""
    return speech.term(table, value)


def source_type_name(speech: Translator, value: str) -> str:
    """A digital source type in words, or as written."""
    known = source_type(value)
    return speech.text(known.name) if known else plain(value)
