"""One generation as a generator's own settings describe it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct


class WorkKind(StrEnum):
    """What was done, which decides what may be claimed."""

    WHOLE = "whole"  # text to picture, with or without a second pass (hires fix)
    FROM_PICTURE = "from_picture"  # the whole frame redrawn from an input picture
    PART = "part"  # inpainting or outpainting: part of a picture
    UPSCALE = "upscale"  # enlarged, nothing generated that the settings tell
    UNCLEAR = "unclear"


class Generation(Struct, frozen=True):
    """Settings as written; every text is untrusted and may be empty."""

    kind: WorkKind
    prompt: str = ""
    negative_prompt: str = ""
    model: str = ""
    seed: str = ""
    steps: str = ""
    sampler: str = ""
    guidance: str = ""
    size: str = ""
    loras: tuple[str, ...] = ()
    version: str = ""

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return the settings as pairs of name and text, in a fixed order, empty ones too."""
        return (
            ("kind", self.kind.value),
            ("prompt", self.prompt),
            ("negative_prompt", self.negative_prompt),
            ("model", self.model),
            ("seed", self.seed),
            ("steps", self.steps),
            ("sampler", self.sampler),
            ("guidance", self.guidance),
            ("size", self.size),
            ("loras", ", ".join(self.loras)),
            ("version", self.version),
        )


Parser = Callable[[str], Generation | None]


def format_setting(value: object) -> str:
    """Return a setting as text: numbers and texts as they are, everything else as an empty text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, (int, float)) else ""
