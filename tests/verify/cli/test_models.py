"""`whence models`: says what is there, asks before it fetches, and gives every refusal a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.media import tiny_onnx
from verify.cli import main
from verify.report.words.catalogue import names_in
from verify.store.models import ModelProblem
from verify.store.network import download
from verify.store.network.url_policy import FetchError, FetchProblem

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*arguments: str, language: str = "en") -> tuple[int, str, str]:
        status = main.main(["models", "--lang", language, *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been fetched; the network is not touched."""
    asked: list[str] = []

    def pretend(url: str, part: Path, _limit: int, tell: download.OnProgress, _reach: object) -> None:
        asked.append(url)
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(tiny_onnx.model())
        tell(part.stat().st_size, part.stat().st_size)

    monkeypatch.setattr(download, "download", pretend)
    return asked


def test_a_model_is_added_listed_and_removed(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "mine.onnx"
    file.write_bytes(tiny_onnx.model())
    status, out, _ = say("list")
    assert status == 0
    assert out.count("Not added. To download it from cai-watermark.adobe.net") == 4
    status, out, _ = say("add", str(file), "--as", "trustmark-q")
    assert status == 0
    assert "Added Adobe TrustMark Q" in out
    assert "Its maker publishes no checksum" in out
    assert "SHA-256" in say("list")[1]
    assert say("remove", "trustmark-q")[0] == 0
    assert say("remove", "trustmark-q")[::2] == (1, "whence models: The model trustmark-q has not been added.\n")


def test_nothing_is_fetched_before_somebody_agreed(say: Say, fetched: list[str]) -> None:
    status, out, err = say("get", "trustmark-p")
    assert status == 1
    assert "cai-watermark.adobe.net" in out
    assert "there is no terminal to ask" in err
    assert fetched == []
    status, out, err = say("get", "trustmark-p", "--yes")
    assert status == 0
    assert fetched == ["https://cai-watermark.adobe.net/watermarking/trustmark-models/decoder_P.onnx"]
    assert " of " in err


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_cannot_be_done_is_said(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def refuse(*_: object) -> None:
        raise FetchError(FetchProblem.TIMED_OUT)

    monkeypatch.setattr(download, "download", refuse)
    for arguments in (
        ("get", "trustmark-q", "--yes"),
        ("get", "synthid", "--yes"),
        ("add", str(tmp_path / "none"), "--as", "trustmark-q"),
        ("remove", "trustmark-b"),
    ):
        status, _, err = say(*arguments, language=language)
        assert status == 1
        assert len(err) > len("whence models: ")


def test_every_reason_has_a_sentence() -> None:
    assert set(names_in("commands.models.model_problems")) == {problem.value for problem in ModelProblem}
