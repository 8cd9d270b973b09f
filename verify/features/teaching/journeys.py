"""The survival lab: which specimens there are, on which journeys their copies go, and what the copies are called.

Both are closed lists. A journey is taken by a specimen that the program draws itself and by nothing else.
"""

from __future__ import annotations

from typing import Final

from verify.features.teaching.survival import Evidence

PICTURE: Final = "ai_picture"  # a drawing that carries every kind of evidence
PHOTO: Final = "photo"  # a photograph with a camera's record and data

SPECIMENS: Final = {PICTURE: "lab-ai-picture.png", PHOTO: "lab-photo.jpg"}

AS_A_FILE: Final = "as_a_file"  # the only journey that changes nothing
JOURNEYS: Final = (AS_A_FILE, "jpeg75", "half", "crop", "screenshot", "stripped", "messenger")

# what each specimen carries, and what is still found after each journey; the tests hold the readers and these together
CARRIES: Final = {
    PICTURE: frozenset({Evidence.RECORD, Evidence.LABEL, Evidence.HIDDEN, Evidence.VISIBLE}),
    PHOTO: frozenset({Evidence.RECORD, Evidence.CAMERA}),
}
SURVIVES: Final = {
    AS_A_FILE: frozenset(Evidence),
    "jpeg75": frozenset({Evidence.LABEL, Evidence.CAMERA, Evidence.VISIBLE}),
    "half": frozenset({Evidence.LABEL, Evidence.CAMERA, Evidence.VISIBLE}),
    "crop": frozenset({Evidence.LABEL, Evidence.CAMERA, Evidence.HIDDEN}),
    "screenshot": frozenset({Evidence.HIDDEN, Evidence.VISIBLE}),
    "stripped": frozenset({Evidence.HIDDEN, Evidence.VISIBLE}),
    "messenger": frozenset({Evidence.VISIBLE}),
}

FOLDER: Final = "journeys"  # below that of the samples

_ENDINGS: Final = {"jpeg75": ".jpg", "messenger": ".jpg", "screenshot": ".png"}  # the others keep their kind


def copy_name(specimen: str, journey: str) -> str:
    """What a copy is called: its name says that it was altered, and how."""
    name, _, ending = SPECIMENS[specimen].rpartition(".")
    if journey == AS_A_FILE:
        return f"{name}-sent-as-a-file.{ending}"
    return f"{name}-altered-{journey}{_ENDINGS.get(journey, f'.{ending}')}"
