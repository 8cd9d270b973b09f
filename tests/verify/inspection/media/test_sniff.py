"""The format of any bytes is named or unknown: no head is so short or so odd that asking for it raises."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.verify.inspection.containers.test_fuzz import SEEDS
from verify.inspection.containers.base import Memory
from verify.inspection.media import sniff

HEADS = (
    b"II*\x00", b"MM\x00*", b"II+\x00", b"RIFF", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x08moov", b"\x1aE\xdf\xa3",
    b"OggS", b"ID3", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-1.7", b"\xff\xd8\xff", b"\xff\xfb", b"{", b"[", b"<svg",
    b"---\n",
)  # fmt: skip


def named(data: bytes) -> str:
    return sniff.detect(Memory(data).read_at, len(data))


@given(st.sampled_from(HEADS), st.binary(max_size=80), st.sampled_from((b"", b"%%EOF", b"PK\x05\x06" + bytes(14))))
@example(b"II*\x00", b"\x08\x00", b"")
@settings(max_examples=300, deadline=None)
def test_any_bytes_behind_a_known_head_have_a_format_or_none(head: bytes, rest: bytes, tail: bytes) -> None:
    assert isinstance(named(head + rest + tail), str)


@pytest.mark.parametrize("media_type", SEEDS)
def test_a_file_may_end_anywhere(media_type: str) -> None:
    data = SEEDS[media_type]
    assert named(data) == media_type
    for length in range(min(len(data), 400)):
        assert isinstance(named(data[:length]), str)
