"""Read settings hidden in the lowest bits of a picture, and NovelAI's signature over its pixels.

Lossless pictures only: a lossy copy destroys both. That nothing is found, or that the signature does not fit, says
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.base import Memory, Part, PartKind
from verify.inspection.containers.image import tiff
from verify.inspection.containers.image.tiff_values import format_value
from verify.inspection.media.input_file import Media
from verify.inspection.metadata.generator_settings import infotext, structured
from verify.inspection.metadata.generator_settings.generation import Generation, WorkKind
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Field, Finding, Options, OriginClaim, Strength, limits

NAME: Final = "hidden_text"

KEY: Final = "hidden:text"

_WHERE: Final = {
    "alpha": "lowest bits of the pixels' transparency",
    "rgb": "lowest bits of the pixels' colours",
}
# what a kind of generation may claim: enlarging alone claims nothing
_CLAIMS: Final = {
    WorkKind.WHOLE: OriginClaim.AI_GENERATED,
    WorkKind.FROM_PICTURE: OriginClaim.AI_GENERATED,
    WorkKind.PART: OriginClaim.AI_EDITED,
}
_SIGNER: Final = "NovelAI"
_WEBUI: Final = "Stable Diffusion WebUI"  # or a program of its family
# where NovelAI writes the settings that it signs, beside the pixels themselves
_COMMENTS: Final = ("png:text:Comment",)
_USER_COMMENT: Final = 0x9286
_NOVELAI: Final = re.compile(r'"(?:Software|Source)":\s*"NovelAI')  # others write settings of the same form
_CANDIDATES: Final = 8


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:  # noqa: ARG001 - the contract of readers
    """Yield the hidden text, what it claims, and the signature where it fits. Raises MediaError as `Media.pixels`."""
    import numpy as np

    from verify.inspection.watermarks import stealth_pnginfo

    if media.media_type == "image/webp" and not _is_lossless(media):
        return
    picture = media.pixels
    if picture.mode not in ("RGB", "RGBA"):
        return  # transparency must be kept, and paletted pictures hold no such bits
    pixels = np.asarray(picture)
    hidden = stealth_pnginfo.decode(pixels)
    comments = []
    if hidden is not None:
        yield Field(KEY, texts.cut(hidden.text), _WHERE[hidden.mode])
        yield _to_finding(hidden.text, hidden.mode)
        comments.append((hidden.text, _WHERE[hidden.mode]))
    comments += list(_find_comments(media))
    for comment, where in comments[:_CANDIDATES]:
        if stealth_pnginfo.verify_novelai_signature(pixels, comment):
            facts = (("signer", _SIGNER),)
            yield Finding("signal.novelai_signed", NAME, OriginClaim.AI_GENERATED, Strength.DECODED, where, facts)
            return


def _to_finding(text: str, mode: str) -> Finding:
    generator, generation = _read_generation(text)
    claim = _CLAIMS.get(generation.kind, OriginClaim.NONE)
    strength = Strength.HINT if claim is OriginClaim.NONE else Strength.DECODED
    facts = (("generator", generator), ("mode", mode), *generation.facts())
    bounded = tuple((name, value[: limits.FACT_CHARACTERS]) for name, value in facts)
    return Finding("signal.hidden_settings", NAME, claim, strength, _WHERE[mode], bounded)


def _read_generation(text: str) -> tuple[str, Generation]:
    """Return who wrote the settings, as far as their form tells it, and what they describe."""
    generation = structured.parse_novelai(text)
    if generation is not None:
        return _SIGNER if _NOVELAI.search(text) else "", generation
    generation = infotext.parse(text)
    return (_WEBUI, generation) if generation else ("", Generation(WorkKind.UNCLEAR))


def _is_lossless(media: Media) -> bool:
    """Tell whether the first picture of a WebP is a VP8L chunk; only such pictures keep their lowest bits."""
    at = 12
    for _ in range(limits.SEGMENTS):
        head = media.read_at(at, 8)
        if len(head) < 8 or head[:4] == b"VP8 ":
            return False
        if head[:4] == b"VP8L":
            return True
        size = int.from_bytes(head[4:], "little")
        at += 8 + size + size % 2
    return False


def _find_comments(media: Media) -> Iterator[tuple[str, str]]:
    """Yield the texts that may hold the signed settings, and where they stand."""
    for part in media.parts:
        if part.kind is PartKind.TEXT and part.key in _COMMENTS:
            yield texts.decode(part.data, part.encoding), part.where
        elif part.kind is PartKind.EXIF:
            yield from ((comment, part.where) for comment in _read_user_comments(part))


def _read_user_comments(part: Part) -> Iterator[str]:
    source = Memory(part.data)
    for entry in tiff.walk_entries(source, part.key):
        if not isinstance(entry, Part) and entry.tag == _USER_COMMENT and entry.size <= limits.PACKET_BYTES:
            yield format_value(entry, source, {})


READER: Final = Reader(
    NAME,
    frozenset(("image/png", "image/webp")),
    frozenset(("signal.hidden_settings", "signal.novelai_signed")),
    read,
)
