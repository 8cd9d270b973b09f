"""Settings hidden in the lowest bits, and NovelAI's signature over the pixels."""

from __future__ import annotations

import base64
import gzip
import json

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from verify.inspection.watermarks import stealth_pnginfo

TEXT = "a lighthouse, 灯塔\nSteps: 20, Sampler: Euler, Seed: 42"


def picture(depth: int) -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(0, 256, (40, 60, depth), dtype=np.uint8)


def hide(pixels: NDArray[np.uint8], signature: bytes, payload: bytes, length: int | None = None) -> NDArray[np.uint8]:
    data = signature + (len(payload) * 8 if length is None else length).to_bytes(4, "big") + payload
    bits = np.unpackbits(np.frombuffer(data, np.uint8))
    out = pixels.copy()
    channels = slice(3, 4) if b"png" in signature else slice(0, 3)
    flat = out[:, :, channels].transpose(1, 0, 2).reshape(-1)
    flat[: len(bits)] = (flat[: len(bits)] & 0xFE) | bits
    height, width = out.shape[:2]
    out[:, :, channels] = flat.reshape(width, height, -1).transpose(1, 0, 2)
    return out


@pytest.mark.parametrize(
    ("signature", "compressed", "mode"),
    [
        (b"stealth_pnginfo", False, "alpha"),
        (b"stealth_pngcomp", True, "alpha"),
        (b"stealth_rgbinfo", False, "rgb"),
        (b"stealth_rgbcomp", True, "rgb"),
    ],
)
def test_each_of_the_four_forms_is_read(signature: bytes, compressed: bool, mode: str) -> None:
    payload = gzip.compress(TEXT.encode()) if compressed else TEXT.encode()
    assert stealth_pnginfo.decode(hide(picture(4), signature, payload)) == stealth_pnginfo.HiddenText(mode, TEXT)


def test_a_picture_without_hidden_text_gives_none() -> None:
    assert stealth_pnginfo.decode(picture(4)) is None
    assert stealth_pnginfo.decode(picture(3)) is None


@pytest.mark.parametrize("length", [0, 2**32 - 1, 10**6])
def test_a_lying_length_is_refused(length: int) -> None:
    assert stealth_pnginfo.decode(hide(picture(4), b"stealth_pnginfo", b"x", length)) is None


def test_a_compressed_bomb_is_cut_at_the_limit() -> None:
    bomb = gzip.compress(b"a" * (3 * stealth_pnginfo.PAYLOAD_BYTES))
    large = np.zeros((1000, 1000, 4), np.uint8)
    found = stealth_pnginfo.decode(hide(large, b"stealth_pngcomp", bomb))
    assert found is not None
    assert len(found.text) <= stealth_pnginfo.PAYLOAD_BYTES


def test_broken_compressed_data_gives_none() -> None:
    assert stealth_pnginfo.decode(hide(picture(4), b"stealth_pngcomp", b"not gzip at all")) is None


def test_a_picture_too_small_for_a_signature_gives_none() -> None:
    assert stealth_pnginfo.decode(np.zeros((3, 3, 4), np.uint8)) is None


@settings(max_examples=50, deadline=None)
@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 30), st.integers(1, 30), st.integers(1, 5))))
def test_any_pixels_are_answered_without_an_error(pixels: NDArray[np.uint8]) -> None:
    stealth_pnginfo.decode(pixels)


# -- NovelAI -------------------------------------------------------------------------------------------------


def sign(pixels: NDArray[np.uint8], comment: dict[str, object], key: Ed25519PrivateKey) -> str:
    message = np.ascontiguousarray(pixels[:, :, :3]).tobytes() + json.dumps(comment).encode()
    return json.dumps({**comment, "signed_hash": base64.b64encode(key.sign(message)).decode()})


COMMENT: dict[str, object] = {"prompt": "灯塔", "steps": 28, "scale": 5.0, "uc": ""}


def test_a_signature_over_these_pixels_fits_and_one_changed_bit_breaks_it() -> None:
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    pixels = picture(4)
    comment = sign(pixels, COMMENT, key)
    assert stealth_pnginfo.verify_novelai_signature(pixels, comment, public) is True
    assert stealth_pnginfo.verify_novelai_signature(pixels, json.dumps({"Comment": comment}), public) is True
    pixels[0, 0, 0] ^= 1
    assert stealth_pnginfo.verify_novelai_signature(pixels, comment, public) is False


def test_a_signature_by_another_key_is_not_novelais() -> None:
    pixels = picture(3)
    assert (
        stealth_pnginfo.verify_novelai_signature(pixels, sign(pixels, COMMENT, Ed25519PrivateKey.generate())) is False
    )


@pytest.mark.parametrize("comment", ["", "{}", "[1]", '{"signed_hash": 7}', '{"signed_hash": "abc"}', "[" * 10_000])
def test_a_comment_without_a_signature_says_nothing(comment: str) -> None:
    assert stealth_pnginfo.verify_novelai_signature(picture(3), comment) is None
