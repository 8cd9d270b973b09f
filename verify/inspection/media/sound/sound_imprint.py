"""Tell what a sound is like in few bytes: an ISCC audio code (ISO 24138), and Chromaprint's numbers of its stretches.

It compares nothing. A stretch with too little in it, as silence or one tone, has no imprint, since it would be like any
other such stretch. The code is of what was decoded: the whole sound where it is no longer, as ISCC wants it.
"""

from __future__ import annotations

import base64
from typing import Any, Final

import numpy as np

from verify.inspection.media.input_file import Media
from verify.inspection.media.sound import audio, chromaprint
from verify.inspection.media.sound.chromaprint import Prints
from verify.model import Imprint, limits
from verify.model.errors import UnavailableError

LEAST_PRINTS: Final = 16  # of a stretch: a sound of five seconds
LEAST_DIFFERENT: Final = 12  # among them

_BITS: Final = limits.WHOLE_BYTES * 8
_PREFIX: Final = "ISCC:"
_HEADER: Final = bytes((0x22, 0x07))  # content code, audio; version 0, 256 bits
_FIRST_LANDMARKS: Final = 48  # spread over the stretch before all others: a memory keeps no more of them
_SKETCH_STEPS: Final = (0, 3, 6, 9)  # numbers after a moment that sketch it


def make_imprints(media: Media) -> tuple[Imprint, ...]:
    """Make the imprints of a sound, one for each stretch of at most `limits.PRINTS` numbers.

    Raises UnavailableError where a library is not installed, MediaError where the sound cannot be decoded.
    """
    return part_prints(chromaprint.compute_prints(audio.read_beginning(media, chromaprint.RATE)))


def part_prints(prints: Prints) -> tuple[Imprint, ...]:
    """Part Chromaprint's numbers of a sound into the imprints of its stretches."""
    parts = np.array_split(prints, -(-len(prints) // limits.PRINTS) or 1)
    starts = np.cumsum([0, *map(len, parts)])
    own = [(int(start), part) for start, part in zip(starts, parts, strict=False) if _shows_enough(part)]
    if not own:
        return ()
    whole = make_code(prints)
    return tuple(
        Imprint(
            whole,
            _find_landmarks(part),
            None,
            round(start * chromaprint.SECONDS, 3),
            part.astype("<u4").tobytes(),
        )
        for start, part in own[: limits.SOUND_IMPRINTS]
    )


def make_code(prints: Prints) -> bytes:
    """Make the ISCC audio code of Chromaprint's numbers. Raises UnavailableError where its library is not installed."""
    try:
        import iscc_lib
    except (ImportError, OSError) as error:
        raise UnavailableError(str(error)) from error
    code: Any = iscc_lib.gen_audio_code_v0(prints.view(np.int32).tolist(), _BITS)
    text = str(code["iscc"]).removeprefix(_PREFIX)
    data = base64.b32decode(text + "=" * (-len(text) % 8))
    if len(data) != len(_HEADER) + limits.WHOLE_BYTES or data[:2] != _HEADER:
        raise ValueError("not an ISCC audio code of 256 bits")
    return data[2:]


def _shows_enough(prints: Prints) -> bool:
    return len(prints) >= LEAST_PRINTS and len(np.unique(prints)) >= LEAST_DIFFERENT


def _find_landmarks(prints: Prints) -> bytes:
    """Return moments all over a stretch, those that spread widest first: which number it is, and those from there on.

    The first bits of a number, which change least when a sound is compressed, come first.
    """
    last = len(prints) - 1
    spread = [
        np.unique(np.linspace(0, last, most).round().astype(int)) for most in (_FIRST_LANDMARKS, limits.LANDMARKS)
    ]
    moments = np.array(list(dict.fromkeys(np.concatenate(spread).tolist())))[: limits.LANDMARKS]
    sketched = prints[np.minimum(moments[:, None] + _SKETCH_STEPS, last)].astype(">u4")
    return np.hstack((moments[:, None].astype("<u4").view(np.uint8), sketched.view(np.uint8))).tobytes()
