"""Our numbers are those of Chromaprint's own program, however the samples come, and of any samples there are some."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.build.media import sounds
from verify.inspection.media.sound import audio_samples, chromaprint

# what fpcalc 1.5.1 says of `known`: -raw -length 0
KNOWN = (
    1440491118, 1415326702, 1413228974, 1413417126, 3565029558, 3572370566, 3588669894, 4150571271, 4150571797,
    1991025188, 1992074788, 1992074788, 4139558436, 3736904448, 3726446848, 3726245985, 1427767523, 1882849510,
    1882863846, 817503110, 816450182, 816712326, 296688262, 49027975, 103559557, 103575733, 371483053, 382755759,
    378561322, 378558254, 1185959214, 1181019398, 1311747342, 3459165967, 3686705685, 3634018852, 4169898532,
    3095968356, 2828569316, 2830667492, 2842199668, 4280976935, 4264461862,
)  # fmt: skip
FPCALC = shutil.which("fpcalc")


def known() -> NDArray[np.int16]:
    """Eight seconds of a rising tone and steps, in 16 bits."""
    time = np.arange(8 * chromaprint.RATE)
    step = 440 * 2 ** ((time // 2000 * 5 % 12) / 12)
    rising = 9000 * np.sin(2 * np.pi * time * (100 + time / 120) / chromaprint.RATE)
    whole: NDArray[np.float64] = rising + 6000 * np.sin(2 * np.pi * time * step / chromaprint.RATE)
    return np.rint(whole).astype(np.int16)


def compute(samples: NDArray[np.int16]) -> NDArray[np.uint32]:
    return chromaprint.compute_prints([samples.astype(np.float32) / np.float32(32768)])


def count_wrong(one: np.ndarray, other: np.ndarray) -> int:
    assert len(one) == len(other)
    return int(np.bitwise_count(one ^ other).sum())


def test_the_numbers_are_those_that_the_program_once_gave() -> None:
    assert count_wrong(compute(known()), np.array(KNOWN, np.uint32)) <= 2  # at an edge, rounding may decide


@pytest.mark.skipif(FPCALC is None, reason="fpcalc (libchromaprint-tools) is not installed")
def test_the_numbers_are_those_of_the_program_that_is_installed(tmp_path: Path) -> None:
    assert FPCALC
    wrong = total = 0
    loud = np.random.default_rng(1).normal(0, 0.6, 10 * chromaprint.RATE).clip(-1, 1)
    for number, sound in enumerate((loud, loud * 1e-3, sounds.melody(1, 12, chromaprint.RATE), np.zeros(60_000))):
        path = tmp_path / f"{number}.wav"
        soundfile.write(path, sound, chromaprint.RATE, subtype="PCM_16")
        # its status says whether the decoder was content to the end, which the numbers do not depend on
        said = subprocess.run([FPCALC, "-raw", "-plain", "-length", "0", path], capture_output=True, check=False).stdout
        theirs = np.array([int(one) for one in said.split(b",")], np.uint32)
        wrong += count_wrong(compute(soundfile.read(path, dtype="int16")[0]), theirs)
        total += theirs.size * 32
    assert wrong <= total / 10_000


def test_it_does_not_matter_in_which_pieces_the_samples_come() -> None:
    whole = sounds.melody(2, 7, chromaprint.RATE)
    pieces = np.split(whole, np.cumsum(np.random.default_rng(3).integers(1, 9_000, 12)))
    assert np.array_equal(chromaprint.compute_prints(pieces), chromaprint.compute_prints([whole]))


@pytest.mark.parametrize("short", [0, 1, chromaprint.LEAST_SAMPLES - 1])
def test_a_sound_too_short_for_one_number_has_none(short: int) -> None:
    assert len(chromaprint.compute_prints([np.ones(short, np.float32)])) == 0
    assert len(chromaprint.compute_prints([])) == 0


def test_the_least_sound_has_one_number() -> None:
    assert len(chromaprint.compute_prints([np.ones(chromaprint.LEAST_SAMPLES, np.float32)])) == 1


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=4, max_size=400), st.floats(-2, 2, width=32))
def test_of_any_finite_samples_the_numbers_can_be_computed(data: bytes, scale: float) -> None:
    values = np.frombuffer(data[: len(data) // 4 * 4], "<i4") / 2**31
    samples = np.resize(values * scale, chromaprint.LEAST_SAMPLES + chromaprint.STEP).astype(np.float32)
    assert len(chromaprint.compute_prints([samples])) == 2


@pytest.mark.parametrize("rate", [8_000, 11_025, 48_000])
def test_a_sound_in_pieces_is_brought_to_another_rate_as_the_whole_is(rate: int) -> None:
    whole = np.random.default_rng(rate).normal(0, 0.1, rate * 10 + 123).astype(np.float32)
    pieces = np.split(whole, np.cumsum(np.random.default_rng(1).integers(1, rate, 14)))
    joined = np.concatenate(list(audio_samples.resample_pieces(pieces, rate, chromaprint.RATE)))
    assert joined == pytest.approx(audio_samples.resample(whole, rate, chromaprint.RATE), abs=1e-6)
