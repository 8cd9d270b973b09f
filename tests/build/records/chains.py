"""Makes PNG files whose record is a chain of manifests, each an edit of the one before: faster than by signing anew.

The engine signs the first two; each further one is the second with another label, other references and a signature of
its own.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from tests.build.records import forged_records as forging
from tests.build.records.forged_records import Box
from verify.features.teaching.samples import signing
from verify.features.teaching.samples.certificates import Cast

_HEAD_BYTES = 33  # of a PNG: signature and IHDR


def make_signed(length: int, cast: Cast) -> bytes:
    """A picture whose whole chain fits. The engine refuses more than 200."""
    return _edit(make_unsigned(length - 1, cast), cast)[0]


def make_unsigned(length: int, cast: Cast) -> bytes:
    """A picture that carries such a chain, though its last manifest was made for another one."""
    plain = _draw()
    store = forging._written(_make_store(length, cast))
    chunk = struct.pack(">I", len(store)) + b"caBX" + store + struct.pack(">I", zlib.crc32(b"caBX" + store))
    return plain[:_HEAD_BYTES] + chunk + plain[_HEAD_BYTES:]


def _draw() -> bytes:
    written = io.BytesIO()
    Image.effect_mandelbrot((64, 42), (-2, -1.5, 1, 1.5), 60).convert("RGB").save(written, "PNG")
    return written.getvalue()


def _edit(data: bytes, cast: Cast) -> tuple[bytes, bytes]:
    part = signing.Part(data, "image/png", "parentOf", "before", "before.png")
    said = signing.Statement("Demonstration", (signing.opened("before"), signing.edited()), (part,))
    return signing.sign(_draw(), "image/png", said, cast.camera)


def _make_store(length: int, cast: Cast) -> Box:
    said = signing.Statement("Demonstration", (signing.created("digitalCapture"),))
    captured, _ = signing.sign(_draw(), "image/png", said, cast.camera)
    described, first, second = forging._parse(_edit(captured, cast)[1])[1]
    boxes = [first]
    for number in range(1, length):
        boxes.append(_refer(second, first, boxes[-1], number, cast))
    return b"jumb", [described, *boxes]


def _refer(edit: Box, first: Box, before: Box, number: int, cast: Cast) -> Box:
    """The manifest `edit`, which refers to `first`, under another label and with `before` in place of that."""
    label = forging._label(edit)
    data = forging._written(edit).replace(label.encode(), f"{label[:-12]}{number:012x}".encode())
    data = data.replace(forging._label(first).encode(), forging._label(before).encode())
    for old, new in ((first, before), (_parts(first)["c2pa.signature"], _parts(before)["c2pa.signature"])):
        data = data.replace(forging._hash(old), forging._hash(new))
    changed = forging._parse(data)
    parts = _parts(changed)
    claim: bytes = parts["c2pa.claim.v2"][1][1][1]
    assertions = zip(_parts(edit)["c2pa.assertions"][1], parts["c2pa.assertions"][1], strict=True)
    for old, new in assertions:
        claim = claim.replace(forging._hash(old), forging._hash(new)) if old[0] == b"jumb" else claim
    cose: Any = parts["c2pa.signature"][1]
    signature = (b"jumb", [cose[0], (b"cbor", forging._signed(cose[1][1], claim, cast.camera))])
    parts |= {"c2pa.claim.v2": (b"jumb", [parts["c2pa.claim.v2"][1][0], (b"cbor", claim)]), "c2pa.signature": signature}
    return b"jumb", [changed[1][0], *parts.values()]


def _parts(manifest: Box) -> dict[str, Box]:
    return {forging._label(box): box for box in manifest[1] if box[0] == b"jumb"}
