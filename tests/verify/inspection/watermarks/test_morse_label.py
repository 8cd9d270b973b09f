"""The rhythm label is known by its rhythm alone, whatever its pitch and speed, and only where it stands alone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.build.media import sounds
from verify.inspection.watermarks import morse_label


@pytest.mark.parametrize("unit", [0.06, 0.12, 0.3])
@pytest.mark.parametrize("pitch", [440.0, 1000.0, 3000.0])
def test_short_long_short_short_is_the_label(unit: float, pitch: float) -> None:
    (found,) = morse_label.find(sounds.tones(".- ..", unit, pitch))
    assert found.start == pytest.approx(1, abs=0.05)
    assert found.end - found.start == pytest.approx(11 * unit, abs=0.1)
    assert found.pitch == pytest.approx(pitch, abs=32)


def test_a_quiet_label_before_noise_is_heard() -> None:
    assert morse_label.find(np.concatenate([sounds.tones(".- ..", loudness=0.05), sounds.noise(2)]))


def test_a_label_among_faint_noise_is_heard() -> None:
    label = sounds.tones(".- ..")
    assert morse_label.find(label + sounds.noise(label.size / sounds.RATE, 0.03))


@pytest.mark.parametrize(
    "other", [".-..", ".-", "..-.", ".- .-", "-. ..", "... ...", ".- .. .-.. -..- .- -...", "...."]
)
def test_other_rhythms_are_no_label(other: str) -> None:
    assert morse_label.find(sounds.tones(other)) == ()


def test_tones_too_faint_to_be_heard_are_no_label() -> None:
    assert morse_label.find(sounds.tones(".- ..", loudness=0.003)) == ()


def test_the_rhythm_within_a_melody_is_no_label() -> None:
    melody = np.concatenate(
        [sounds.tones("... - -. ...")[16_000:-16_000], sounds.tones(".- .."), sounds.tones("--- -- -.")]
    )
    assert morse_label.find(melody) == ()


def test_two_labels_are_both_heard() -> None:
    assert len(morse_label.find(np.concatenate([sounds.tones(".- .."), sounds.noise(3), sounds.tones(".- ..")]))) == 2


@pytest.mark.parametrize(
    "samples", [np.zeros(0, np.float32), np.zeros(64_000, np.float32), sounds.noise(3), sounds.voice(3)]
)
def test_no_label_in_silence_noise_or_a_voice(samples: sounds.Floats) -> None:
    assert morse_label.find(samples) == ()
