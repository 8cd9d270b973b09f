"""Every byte of a file belongs to one span: nothing that a hash leaves out is without a name."""

from __future__ import annotations

import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, PngImagePlugin

from verify.inspection.containers.base import Memory
from verify.inspection.containers.layout import Content, find_layout

HEADS = (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x40\0\0\0WEBP", b"II*\0", b"ID3\4")


def written(kind: str) -> bytes:
    picture = Image.radial_gradient("L").resize((64, 48)).convert("RGB")
    sink = io.BytesIO()
    more = {"pnginfo": PngImagePlugin.PngInfo()} if kind == "PNG" else {}
    picture.save(sink, kind, **more)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_most_of_a_picture_is_picture_data_and_no_byte_is_left_over(kind: str, media_type: str) -> None:
    data = written(kind)
    spans = find_layout(Memory(data), media_type)
    assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])]
    assert spans[-1].end == len(data)
    media = sum(span.end - span.start for span in spans if span.content is Content.MEDIA)
    assert media > len(data) * 0.8


@settings(max_examples=150, deadline=None)
@given(
    data=some.binary(max_size=300),
    head=some.sampled_from(
        [
            b"",
            b"\xff\xd8",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF\x40\0\0\0WEBP",
            b"II*\0",
            b"ID3\4",
            b"OggS\0\2" + bytes(20) + b"\1\5\0c2pa",
            b"\0\1\0\0\0\2\0\0\0\0\0\0C2PA",
        ]
    ),
    media_type=some.sampled_from(
        [
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/tiff",
            "audio/mpeg",
            "audio/flac",
            "video/mp4",
            "audio/ogg",
            "font/ttf",
        ]
    ),
)
def test_any_bytes_have_a_layout_without_gap_or_overlap(data: bytes, head: bytes, media_type: str) -> None:
    whole = head + data
    spans = find_layout(Memory(whole), media_type)
    edges = [0, *itertools.chain.from_iterable((span.start, span.end) for span in spans), len(whole)]
    assert edges == sorted(edges)
    assert all(first == second for first, second in zip(edges[::2], edges[1::2], strict=True))
