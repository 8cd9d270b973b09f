"""A tiny ONNX model, written byte by byte: it answers with the red values of a picture less one half.

It has the shape of TrustMark's decoders: one picture [1, 3, side, side] in, one row of 100 numbers out.
"""

from __future__ import annotations

import struct

FLOAT, INT64 = 1, 7
SIDE = 10


def model(side: int = SIDE, outputs: int = 100) -> bytes:
    """The model's file."""
    graph = (
        _part(1, _node("Flatten", ["picture"], "row"))
        + _part(1, _node("Slice", ["row", "first", "last", "axis"], "red"))
        + _part(1, _node("Sub", ["red", "half"], "numbers"))
        + _part(2, b"tiny")
        + _part(5, _tensor("first", INT64, struct.pack("<q", 0)))
        + _part(5, _tensor("last", INT64, struct.pack("<q", outputs)))
        + _part(5, _tensor("axis", INT64, struct.pack("<q", 1)))
        + _part(5, _tensor("half", FLOAT, struct.pack("<f", 0.5)))
        + _part(11, _value("picture", (1, 3, side, side)))
        + _part(12, _value("numbers", (1, outputs)))
    )
    operators = _part(1, b"") + _number(2, 13)
    return _number(1, 8) + _part(7, graph) + _part(8, operators)


def _node(kind: str, inputs: list[str], output: str) -> bytes:
    return b"".join(_part(1, name.encode()) for name in inputs) + _part(2, output.encode()) + _part(4, kind.encode())


def _tensor(name: str, kind: int, data: bytes) -> bytes:
    return _number(1, 1) + _number(2, kind) + _part(8, name.encode()) + _part(9, data)


def _value(name: str, shape: tuple[int, ...]) -> bytes:
    sizes = b"".join(_part(1, _number(1, size)) for size in shape)
    return _part(1, name.encode()) + _part(2, _part(1, _number(1, FLOAT) + _part(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _part(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
