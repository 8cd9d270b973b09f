"""Camera data as a set that fits together, or as one that contradicts itself. No proof of a camera either way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from verify.inspection import opinions
from verify.inspection.metadata import common
from verify.inspection.metadata.context.values import READER, first_value
from verify.model import Field, Finding

SET: Final = "context.camera_set"
MAKER_NOTE: Final = "context.camera_maker_note"
LENS: Final = "context.camera_lens"

_LEAST_MARKS: Final = 3


def find(known: Mapping[str, Field]) -> Iterator[Finding]:
    """Find contradictions, or else report that the data fit together; nothing where no camera is named."""
    make, model = first_value(known, "exif:Image:Make"), first_value(known, "exif:Image:Model")
    if not any(common.find_camera(READER, "", make, model)):
        return
    where = known["exif:Image:Make"].where
    contradictions = tuple(_find_contradictions(known, make, model, where))
    yield from contradictions
    details = tuple(_find_details(known))
    if not contradictions and len(details) >= _LEAST_MARKS:
        facts = (("make", make), ("model", model), ("count", str(len(details))), ("marks", ", ".join(details)))
        yield Finding(SET, READER, where=where, facts=facts)


def _find_contradictions(known: Mapping[str, Field], make: str, model: str, where: str) -> Iterator[Finding]:
    folded = make.casefold()
    header = first_value(known, "exif:EXIF:MakerNoteHeader")
    table = opinions.load("opinions/context")
    for maker, note in table["maker_notes"].items():
        if header.startswith(note["header"]) and not any(word in folded for word in note["makes"]):
            yield Finding(MAKER_NOTE, READER, where=where, facts=(("maker", maker), ("make", make), ("model", model)))
    lens = first_value(known, "exif:EXIF:LensModel")
    for beginning, maker in table["built_in_lenses"].items():
        if lens.casefold().startswith(f"{beginning} ") and maker not in folded:
            yield Finding(LENS, READER, where=where, facts=(("lens", lens[:64]), ("make", make), ("model", model)))


def _find_details(known: Mapping[str, Field]) -> Iterator[str]:
    """Find the kinds of detail that cameras and phones write together (names of the report's words)."""
    iso = ("exif:EXIF:ISOSpeedRatings", "exif:EXIF:PhotographicSensitivity")
    if all(key in known for key in ("exif:EXIF:ExposureTime", "exif:EXIF:FNumber")) and any(k in known for k in iso):
        yield "exposure"
    if "exif:EXIF:FocalLength" in known:
        yield "focal_length"
    if "exif:EXIF:LensModel" in known:
        yield "lens"
    if "exif:EXIF:MakerNote" in known:
        yield "maker_note"
    if any(key in known for key in ("exif:EXIF:SubSecTimeOriginal", "exif:EXIF:OffsetTimeOriginal")):
        yield "exact_time"
    if "exif:Thumbnail:Image" in known:
        yield "thumbnail"
    if any(key in known for key in ("xmp:GCamera:MotionPhoto", "xmp:GCamera:MicroVideo")):
        yield "motion_photo"
    phones = ("jpeg:samsung:Image_UTC_Data", "exif:EXIF:Tag 0x9999", "exif:EXIF:Tag 0x9A00", "exif:Image:Tag 0x9A00")
    if any(key in known for key in phones):
        yield "phone"
    if any(key.endswith(":CFARepeatPatternDim") for key in known):
        yield "raw"
