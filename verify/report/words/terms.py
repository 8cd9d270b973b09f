"""Names of things in a provenance record: digital source types, actions, relations, signals, states.

Each is a term that a sentence can quote; none is a sentence of its own, except the meanings of source types.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from verify.report.words.catalogue import Speech, _


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
        _("Made with generative AI"),
        _("A model trained on other works made the content, usually from a written instruction."),
        Beginning.AI,
    ),
    "trainedAlgorithmicData": SourceType(
        _("Data made with generative AI"),
        _("A trained model made data, such as text or numbers, that the content is built on."),
        Beginning.AI,
    ),
    "compositeWithTrainedAlgorithmicMedia": SourceType(
        _("Changed in part with generative AI"),
        _("A generative model filled, extended or replaced part of something that was there before."),
        Beginning.AI,
    ),
    "compositeSynthetic": SourceType(
        _("Composed of parts, at least one of them AI-made"),
        _("Several elements were put together, and at least one of them comes from generative AI."),
        Beginning.AI,
    ),
    "composite": SourceType(
        _("Composed of several parts"),
        _("Several elements were put together. Each may come from generative AI or not; this is not stated."),
        Beginning.OPEN,
    ),
    "screenCapture": SourceType(
        _("Screen capture"),
        _("It shows what was on a screen. How that was made is not stated."),
        Beginning.OPEN,
    ),
    "virtualRecording": SourceType(
        _("Recording of a virtual event"),
        _("It was recorded inside a game, a meeting or a virtual world. AI-made elements may be part of it."),
        Beginning.OPEN,
    ),
    "digitalCapture": SourceType(
        _("Recorded by a digital device"),
        _("A camera or a microphone recorded something in front of it."),
        Beginning.CAPTURE,
    ),
    "computationalCapture": SourceType(
        _("Recorded by a device that merges several exposures"),
        _("A camera, mostly in a phone, took several exposures and its software merged them into one."),
        Beginning.CAPTURE,
    ),
    "compositeCapture": SourceType(
        _("Joined from several recordings"),
        _("Several recordings by a device were joined, as in a panorama."),
        Beginning.CAPTURE,
    ),
    "negativeFilm": SourceType(
        _("Scanned from a film negative"),
        _("A scanner or camera turned a film negative into a file."),
        Beginning.SCAN,
    ),
    "positiveFilm": SourceType(
        _("Scanned from a slide"),
        _("A scanner or camera turned a slide or positive film into a file."),
        Beginning.SCAN,
    ),
    "print": SourceType(
        _("Scanned from a print"),
        _("A scanner or camera turned something printed into a file. How the print was made is not stated."),
        Beginning.SCAN,
    ),
    "digitalCreation": SourceType(
        _("Made by a person with software"),
        _("A person drew, wrote or composed it with tools that are not generative AI."),
        Beginning.HUMAN,
    ),
    "humanEdits": SourceType(
        _("Edited by a person"),
        _("A person edited it with tools that are not generative AI. How it began is not stated."),
        Beginning.OTHER,
    ),
    "minorHumanEdits": SourceType(
        _("Slightly edited by a person"),
        _("A person made small corrections, such as a crop or a change of colour. How it began is not stated."),
        Beginning.OTHER,
    ),
    "algorithmicallyEnhanced": SourceType(
        _("Enhanced by software"),
        _("Software sharpened, cleaned or resized it; the main content is said to be unchanged."),
        Beginning.OTHER,
    ),
    "algorithmicMedia": SourceType(
        _("Made by rules or formulas"),
        _("A program computed it by rules, as with fractals. No model trained on other works is stated."),
        Beginning.OTHER,
    ),
    "dataDrivenMedia": SourceType(
        _("Drawn from data by a program"),
        _("A program that people wrote shows data, as in a chart or a map."),
        Beginning.OTHER,
    ),
    "softwareImage": SourceType(
        _("Made with software"),
        _("This older term says that software made it, but not which kind of software."),
        Beginning.OTHER,
    ),
    "digitalArt": SourceType(
        _("Digital art"),
        _("This older term says that it was made digitally. It leaves open whether AI was used."),
        Beginning.OTHER,
    ),
    "empty": SourceType(
        _("Empty canvas"),
        _("It began as an empty page. What was put on it later stands in the later steps."),
        Beginning.OTHER,
    ),
}

ACTIONS: Final[dict[str, str]] = {
    "c2pa.created": _("created"),
    "c2pa.opened": _("opened"),
    "c2pa.placed": _("another element placed in it"),
    "c2pa.removed": _("an element taken out"),
    "c2pa.deleted": _("part of it deleted"),
    "c2pa.edited": _("edited"),
    "c2pa.edited.metadata": _("data about the file edited"),
    "c2pa.addedText": _("text added"),
    "c2pa.captioned": _("captions added"),
    "c2pa.adjustedColor": _("colours adjusted"),
    "c2pa.color_adjustments": _("colour and tone adjusted"),
    "c2pa.changedSpeed": _("speed changed"),
    "c2pa.converted": _("converted to another format"),
    "c2pa.cropped": _("cropped"),
    "c2pa.drawing": _("drawn on"),
    "c2pa.dubbed": _("dubbed with another voice"),
    "c2pa.enhanced": _("enhanced"),
    "c2pa.filtered": _("filter applied"),
    "c2pa.orientation": _("turned or mirrored"),
    "c2pa.published": _("published"),
    "c2pa.redacted": _("part of its record blacked out"),
    "c2pa.repackaged": _("repackaged"),
    "c2pa.resized": _("resized"),
    "c2pa.resized.proportional": _("resized in proportion"),
    "c2pa.transcoded": _("re-encoded"),
    "c2pa.translated": _("translated"),
    "c2pa.trimmed": _("trimmed"),
    "c2pa.unknown": _("a step that is not described"),
    "c2pa.watermarked": _("watermark added"),
    "c2pa.watermarked.bound": _("watermark added that leads to this record"),
    "c2pa.watermarked.unbound": _("watermark added that does not lead to this record"),
    "c2pa.ai_generated_content": _("stated to be AI-generated (a name outside the standard)"),
    "font.charactersAdded": _("characters added to a font"),
    "font.charactersDeleted": _("characters removed from a font"),
    "font.charactersModified": _("characters of a font changed"),
    "font.createdFromVariableFont": _("made from a variable font"),
    "font.edited": _("font edited"),
    "font.hinted": _("font hints added"),
    "font.merged": _("fonts merged"),
    "font.openTypeFeatureAdded": _("OpenType feature added"),
    "font.openTypeFeatureModified": _("OpenType feature changed"),
    "font.openTypeFeatureRemoved": _("OpenType feature removed"),
    "font.subset": _("font reduced to some characters"),
}

RELATIONS: Final[dict[str, str]] = {
    "parentOf": _("an earlier version of this file"),
    "componentOf": _("an element placed in it"),
    "inputTo": _("material fed into the making, such as a reference picture or an instruction"),
}

SIGNALS: Final[dict[str, str]] = {
    "blankCanvas": _("began as an empty canvas"),
    "capturedMedia": _("recorded by a device"),
    "capturedMediaStitched": _("joined from several recordings by a device"),
    "compositionMayContainGenAI": _("composed of parts; AI-made parts possible"),
    "fullyGenAIMedia": _("made entirely with generative AI"),
    "partlyGenAICreation": _("made in part with generative AI"),
    "nonGenAIDigitalCreation": _("made by a person with software, no generative AI stated"),
    "screenCaptureMayContainGenAI": _("screen capture; AI-made content possible"),
    "mediaUnknownProvenance": _("built on material whose history is not recorded"),
    "perceptibleGenAI": _("visible or audible change with generative AI"),
    "perceptiblePossiblyGenAI": _("visible or audible change; AI possible"),
    "perceptibleNonGenAI": _("visible or audible change without generative AI"),
    "nonEditorial": _("technical step that leaves the content as it was"),
    "ambiguousActions": _("list of steps incomplete or unclear"),
}

STATES: Final[dict[str, str]] = {
    "trusted": _("intact, signer on a trust list"),
    "untrusted": _("intact, signer on no trust list"),
    "expired": _("intact, certificate since expired"),
    "revoked": _("certificate withdrawn"),
    "altered": _("content changed after signing"),
    "bad_signature": _("signature does not verify"),
    "malformed": _("not written to the rules"),
    "remote": _("kept elsewhere, not fetched"),
    "absent": _("no signed record"),
    "unreadable": _("could not be read"),
    # the second engine's and the identities' own words
    "valid": _("intact, signer not confirmed"),
    "invalid": _("not valid"),
    "unchecked": _("not checked"),
}

IDENTITY_KINDS: Final[dict[str, str]] = {
    "cawg.x509.cose": _("a certificate of a person or organisation"),
    "cawg.identity_claims_aggregation": _("a service that vouches for accounts and documents"),
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


def term(speech: Speech, table: dict[str, str], value: str) -> str:
    """The name of `value` in `table`, or `value` as written where it is not a known term."""
    return speech.say(table[value]) if value in table else value


def source_type_name(speech: Speech, value: str) -> str:
    """A digital source type in words, or as written."""
    known = source_type(value)
    return speech.say(known.name) if known else value
