"""Settings hidden in pixels, and NovelAI's signature over them, out of whole files."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.build.readings import OPTIONS, findings, seen, values
from tests.verify.inspection.watermarks.test_stealth_pnginfo import hide
from verify.inspection.inspect import inspect
from verify.inspection.readers import ReaderOutput, stealth_pnginfo
from verify.inspection.watermarks.stealth_pnginfo import verify_novelai_signature
from verify.model import Conclusion, Finding, OriginClaim, Standing, Strength

INFOTEXT = "a lighthouse\nNegative prompt: fog\nSteps: 20, Sampler: Euler, Seed: 42, Size: 64x64, Model: sea"
INPAINTED = INFOTEXT + ", Mask blur: 4"
COMMENT = {"prompt": "a lighthouse", "steps": 28, "sampler": "k_euler", "scale": 5.0, "uc": ""}


def pixels(depth: int = 4) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(0, 256, (96, 128, depth), dtype=np.uint8)


def encoded(array: NDArray[np.uint8], form: str = "PNG", **more: Any) -> bytes:
    written = io.BytesIO()
    Image.fromarray(array).save(written, form, **more)
    return written.getvalue()


def own(found: list[ReaderOutput]) -> list[Finding]:
    return [item for item in found if isinstance(item, Finding)]


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Ed25519PrivateKey:
    """A key that stands for NovelAI's."""
    made = Ed25519PrivateKey.generate()
    monkeypatch.setattr(verify_novelai_signature, "__defaults__", (made.public_key().public_bytes_raw(),))
    return made


def sealed(array: NDArray[np.uint8], key: Ed25519PrivateKey) -> str:
    message = np.ascontiguousarray(array[:, :, :3]).tobytes() + json.dumps(COMMENT).encode()
    return json.dumps({**COMMENT, "signed_hash": base64.b64encode(key.sign(message)).decode()})


@pytest.mark.parametrize(
    ("form", "more", "depth", "signature", "mode"),
    [
        ("PNG", {}, 4, b"stealth_pnginfo", "alpha"),
        ("PNG", {}, 3, b"stealth_rgbinfo", "rgb"),
        ("WEBP", {"lossless": True, "exact": True}, 4, b"stealth_pnginfo", "alpha"),
    ],
)
def test_hidden_settings_are_read_and_name_the_kind_of_generation(
    tmp_path: Path, form: str, more: dict[str, Any], depth: int, signature: bytes, mode: str
) -> None:
    data = encoded(hide(pixels(depth), signature, INFOTEXT.encode()), form, **more)
    outputs = seen(stealth_pnginfo.READER, tmp_path / "a", data)
    assert values(outputs) == {"hidden:text": [INFOTEXT]}
    (finding,) = own(outputs)
    assert (finding.claim, finding.strength) == (OriginClaim.AI_GENERATED, Strength.DECODED)
    assert (finding.fact("mode"), finding.fact("kind"), finding.fact("seed")) == (mode, "whole", "42")


@pytest.mark.parametrize(
    ("text", "claim", "strength"),
    [
        (INPAINTED, OriginClaim.AI_EDITED, Strength.DECODED),
        ("a diary of a lighthouse keeper", OriginClaim.NONE, Strength.HINT),
        ("", OriginClaim.NONE, Strength.HINT),
    ],
)
def test_the_claim_follows_the_kind_and_unknown_text_claims_nothing(
    tmp_path: Path, text: str, claim: OriginClaim, strength: Strength
) -> None:
    data = encoded(hide(pixels(), b"stealth_pnginfo", text.encode() or b" "))
    (finding,) = own(seen(stealth_pnginfo.READER, tmp_path / "a.png", data))
    assert (finding.claim, finding.strength) == (claim, strength)


def test_a_picture_without_hidden_text_gives_nothing(tmp_path: Path) -> None:
    flat = encoded(np.zeros((64, 64), np.uint8))
    lossy = encoded(hide(pixels(), b"stealth_pnginfo", INFOTEXT.encode()), "WEBP", quality=90)
    for data in (encoded(pixels()), encoded(pixels(3)), flat, lossy):
        assert seen(stealth_pnginfo.READER, tmp_path / "a", data) == []


@pytest.mark.parametrize("place", ["pixels", "png", "exif"])
def test_the_signature_is_checked_wherever_the_settings_stand(
    tmp_path: Path, key: Ed25519PrivateKey, place: str
) -> None:
    array = pixels()
    comment = sealed(array, key)
    if place == "pixels":
        outer = json.dumps({"Software": "NovelAI", "Comment": comment})
        data = encoded(hide(array, b"stealth_pnginfo", outer.encode()))
    elif place == "png":
        text = PngInfo()
        text.add_text("Comment", comment)
        data = encoded(array, pnginfo=text)
    else:
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + json.dumps({"Comment": comment}).encode()
        data = encoded(array, "WEBP", lossless=True, exact=True, exif=exif)
    outputs = seen(stealth_pnginfo.READER, tmp_path / "a", data)
    assert findings(outputs, "signal.novelai_signed") == [{"signer": "NovelAI"}]


def test_a_signature_that_does_not_fit_is_no_finding_and_no_alarm(tmp_path: Path, key: Ed25519PrivateKey) -> None:
    array = pixels()
    text = PngInfo()
    text.add_text("Comment", sealed(array, key))
    array[0, 0, 0] ^= 1
    path = tmp_path / "a.png"
    path.write_bytes(encoded(array, pnginfo=text))
    report = inspect(path, OPTIONS)
    assert [finding for finding in report.findings if finding.code.startswith("signal.")] == []
    assert report.verdict.alarms == ()


def test_hidden_settings_carry_a_verdict_as_a_decoded_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(hide(pixels(), b"stealth_pnginfo", INFOTEXT.encode())))
    report = inspect(path, OPTIONS)
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.AI_GENERATED, Standing.DECODED)
    assert "metadata.generator" in {finding.code for finding in report.findings}


@pytest.mark.corpus
def test_every_whole_picture_of_novelai_has_a_signature_that_fits(corpus: Path) -> None:
    files = sorted(path for path in (corpus / "sd-novelai").iterdir() if "cropped" not in path.name)
    assert files
    for path in files:
        codes = {finding.code for finding in own(seen(stealth_pnginfo.READER, path))}
        assert codes == {"signal.hidden_settings", "signal.novelai_signed"}, path.name


@pytest.mark.corpus
def test_no_other_picture_of_the_corpus_hides_settings(corpus: Path) -> None:
    files = [
        path
        for folder in [*sorted(corpus.glob("neg-*")), corpus / "ai-nometa", corpus / "wm-none"]
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (".png", ".webp") and path.stat().st_size < 2_000_000
    ]
    assert len(files) > 5
    assert [path.name for path in files if seen(stealth_pnginfo.READER, path)] == []
