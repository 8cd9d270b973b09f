"""Pictures on which a class sees how error levels (ELA) mislead: of each it is known what was done to it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from verify.features.teaching.survival import FOLDER, PHOTO, name_copy


class Example(StrEnum):
    """One picture and what was done to it."""

    UNTOUCHED = "untouched"
    SAVED_AGAIN = "saved_again"  # by a program, with nothing changed
    EDITED = "edited"  # an object was added, and the whole saved once


EXAMPLES: Final = tuple(Example)


def name_file(example: Example) -> str:
    """Return the name of the sample, below the folder of the samples."""
    match example:
        case Example.UNTOUCHED:
            return "photo.jpg"
        case Example.SAVED_AGAIN:
            return f"{FOLDER}/{name_copy(PHOTO, 'jpeg75')}"
        case Example.EDITED:
            return "photo-edited-with-ai.jpg"
