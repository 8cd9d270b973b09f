"""Perth's mark: its weights are read without PyTorch, and it is found in marked sound and in nothing else."""

from __future__ import annotations

import io
import pickle
import shutil
import subprocess
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.build.media import sounds
from tests.build.media.perth_marking import marked
from verify.inspection.media.sound import audio_samples
from verify.inspection.watermarks import perth, torch_checkpoint


class _Storage:
    def __init__(self, values: NDArray[np.float32]) -> None:
        self.values = values


class _Tensor:
    """Pickles as PyTorch's tensors do, without PyTorch."""

    def __init__(self, values: NDArray[np.float32]) -> None:
        self.storage = _Storage(values)
        self.shape = values.shape
        self.strides = tuple(step // values.itemsize for step in values.strides)


class _Named:
    """Pickles as the name of something in another module."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


_Python: Any = vars(pickle)["_Pickler"]  # the one written in Python, of which single steps can be replaced


class _Writer(_Python):  # type: ignore[misc]
    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, protocol=2)
        self.storages: list[NDArray[np.float32]] = []

    def persistent_id(self, value: object) -> object:
        if isinstance(value, _Storage):
            self.storages.append(value.values)
            kind = _Named("torch", "FloatStorage")
            return ("storage", kind, str(len(self.storages) - 1), "cpu", value.values.size)
        return None

    def save(self, value: object, save_persistent_id: bool = True) -> None:
        if isinstance(value, _Named):
            self.write(pickle.GLOBAL + f"{value.module}\n{value.name}\n".encode())
            return
        if isinstance(value, _Tensor):
            self.save(_Named("torch._utils", "_rebuild_tensor_v2"))
            self.save((value.storage, 0, value.shape, value.strides, False, OrderedDict()))
            self.write(pickle.REDUCE)
            return
        super().save(value, save_persistent_id)


def saved(content: object, storages: list[NDArray[np.float32]] | None = None) -> bytes:
    listing = io.BytesIO()
    writer = _Writer(listing)
    writer.dump(content)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("archive/data.pkl", listing.getvalue())
        for number, values in enumerate(writer.storages if storages is None else storages):
            archive.writestr(f"archive/data/{number}", values.astype("<f4").tobytes())
    return whole.getvalue()


ARRAY = np.arange(6, dtype=np.float32).reshape(2, 3)


def test_a_checkpoint_gives_its_arrays_by_name() -> None:
    content = {"model": OrderedDict([("decoder.a", _Tensor(ARRAY)), ("encoder.a", _Tensor(ARRAY))]), "step": 3}
    arrays = torch_checkpoint.load(io.BytesIO(saved(content)), "model", "decoder.")
    assert list(arrays) == ["decoder.a"]
    assert np.array_equal(arrays["decoder.a"], ARRAY)


@pytest.mark.parametrize(("module", "name"), [("os", "system"), ("builtins", "eval"), ("torch", "load")])
def test_a_checkpoint_that_names_anything_else_is_refused(module: str, name: str) -> None:
    with pytest.raises(torch_checkpoint.CheckpointError, match=name):
        torch_checkpoint.load(io.BytesIO(saved({"model": _Named(module, name)})), "model")


def test_a_checkpoint_whose_shapes_promise_more_than_it_holds_is_refused() -> None:
    short = saved({"model": {"a": _Tensor(ARRAY)}}, [ARRAY[0]])
    with pytest.raises(torch_checkpoint.CheckpointError, match="shape"):
        torch_checkpoint.load(io.BytesIO(short), "model")


def test_a_checkpoint_with_values_that_are_no_numbers_is_refused() -> None:
    with pytest.raises(torch_checkpoint.CheckpointError, match="numbers"):
        torch_checkpoint.load(io.BytesIO(saved({"model": {"a": _Tensor(ARRAY * np.nan)}})), "model")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_checkpoint_is_refused_or_read_and_never_more(place: int, byte: int) -> None:
    whole = bytearray(saved({"model": {"a": _Tensor(ARRAY)}}))
    whole[place % len(whole)] = byte
    try:
        arrays = torch_checkpoint.load(io.BytesIO(bytes(whole)), "model")
    except torch_checkpoint.CheckpointError:
        return
    assert all(array.dtype == np.float32 for array in arrays.values())


@pytest.fixture(scope="module")
def network() -> perth.Detector:
    return perth.load_detector()


def test_a_marked_voice_is_found_from_end_to_end(network: perth.Detector) -> None:
    (span,) = perth.find_spans(marked(sounds.voice(6)), network)
    assert span.score > 0.95
    assert span.start == 0
    assert span.end == pytest.approx(6, abs=0.2)


def test_a_clean_voice_is_not_found(network: perth.Detector) -> None:
    assert perth.find_spans(sounds.voice(6), network) == ()


def test_the_marked_third_of_a_sound_is_found_in_its_place(network: perth.Detector) -> None:
    whole = sounds.voice(18)
    whole[6 * 32_000 : 12 * 32_000] = marked(whole)[6 * 32_000 : 12 * 32_000]
    (span,) = perth.find_spans(whole, network)
    assert 4 < span.start < 7
    assert 11 < span.end < 14


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.float32),
        np.zeros(100, np.float32),
        np.zeros(5 * 32_000, np.float32),
        np.full(5 * 32_000, 0.5, np.float32),
        sounds.noise(5),
        sounds.noise(5, 1e-6),
        sounds.tones(".- .."),
    ],
    ids=["nothing", "3 ms", "silence", "constant", "noise", "faint noise", "tones"],
)
def test_sound_without_a_voice_is_not_found(samples: NDArray[np.float32], network: perth.Detector) -> None:
    assert perth.find_spans(samples, network) == ()


@pytest.mark.parametrize("pitch", [150, 392])
def test_a_sustained_tone_is_not_found_though_the_detector_answers_to_it(pitch: int, network: perth.Detector) -> None:
    tone = (np.round(16_000 * np.sin(2 * np.pi * pitch * np.arange(5 * 32_000) / 32_000)) / 32_768).astype(np.float32)
    assert max(score for *_, score in perth.score_windows(*perth.compute_spectrum(tone), network)) >= perth.LEAST_SCORE
    assert perth.find_spans(tone, network) == ()


def test_a_mark_outlives_the_telephone(network: perth.Detector) -> None:
    narrow = audio_samples.resample(audio_samples.resample(marked(sounds.voice(6)), 32_000, 8_000), 8_000, 32_000)
    assert perth.find_spans(narrow, network)


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")
def test_spoken_words_are_found_marked_and_not_found_clean(tmp_path: Path, network: perth.Detector) -> None:
    path = tmp_path / "speech.wav"
    words = "This sentence is spoken by a machine, and it is long enough to be heard as speech by a detector."
    subprocess.run(["espeak-ng", "-w", str(path), words], check=True)
    samples, rate = soundfile.read(path, dtype="float32")
    speech = audio_samples.resample(samples, rate, 32_000)
    assert perth.find_spans(speech, network) == ()
    assert len(perth.find_spans(marked(speech), network)) == 1


def test_other_weights_than_the_known_ones_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "weights"
    other.write_bytes(saved({"model": {}}))
    monkeypatch.setattr(perth, "find_weights", lambda: other)
    perth.load_detector.cache_clear()
    with pytest.raises(perth.MissingError, match="other weights"):
        perth.load_detector()
    perth.load_detector.cache_clear()


def test_missing_weights_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perth, "_PACKAGE", "a-package-that-nobody-made")
    with pytest.raises(perth.MissingError):
        perth.find_weights()


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 44_101, 48_000, 192_000])
def test_resampling_keeps_a_tone_and_its_length(rate: int) -> None:
    moment = np.arange(rate) / rate
    tone = np.sin(2 * np.pi * 440 * moment).astype(np.float32)
    result = audio_samples.resample(tone, rate, 32_000)
    assert abs(result.size - 32_000) <= 1
    expected = np.sin(2 * np.pi * 440 * np.arange(result.size) / 32_000)
    assert np.abs(result - expected)[1_000:-1_000].max() < (0.02 if rate == 44_101 else 0.002)


def test_resampling_drops_what_the_lower_rate_cannot_hold() -> None:
    high = np.sin(2 * np.pi * 20_000 * np.arange(48_000) / 48_000).astype(np.float32)
    assert np.abs(audio_samples.resample(high, 48_000, 32_000)[1_000:-1_000]).max() < 0.01
