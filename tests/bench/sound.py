"""How the marks in sound are told from clean sound: `python -m tests.bench.sound [FOLDER OF CLEAN RECORDINGS …]`.

Needs espeak-ng for speech, and ffmpeg for recordings that libsndfile does not read. Prints tables in Markdown.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from tests.build.media.perth_marking import marked
from verify.inspection.media.sound import audio_samples
from verify.inspection.watermarks import morse_label, perth

Floats = NDArray[np.float32]

RATE = perth.RATE
SECONDS = 60  # of each recording
VOICES = ("en", "en-us+f3", "de", "fr+f2", "es", "cmn", "ru", "it+m3", "pt", "ja", "hi", "ar")
TEXT = "One two three, this is a sentence of some length. 1984, 2026, 365. Paris, Berlin, Tokyo and London."


def main() -> None:
    """Prints every table."""
    network = perth.load_detector()
    speech = {voice: _spoken(voice) for voice in VOICES}
    music = dict(_music())
    print("| sound | treatment | clips | found | least score | largest score |\n|---|---|---|---|---|---|")
    for name, clips in (("espeak-ng", speech), ("music-like", music)):
        for treatment, change in TREATMENTS.items():
            _row(name, f"clean, {treatment}", [change(clip) for clip in clips.values()], network)
            _row(name, f"marked, {treatment}", [change(marked(clip)) for clip in clips.values()], network)
        if clips is speech:
            _row(name, "one third marked", [_third(clip) for clip in clips.values()], network)
    print("\n| clean recordings | files | seconds | marks found | largest score | before the test for tones | rhythm |")
    print("|---|---|---|---|---|---|---|")
    for folder in sys.argv[1:]:
        _recordings(Path(folder), network)


def _row(name: str, treatment: str, clips: list[Floats], network: perth.Detector) -> None:
    best = [_largest(clip, network) for clip in clips]
    found = sum(bool(perth.find_spans(clip, network)) for clip in clips)
    print(f"| {name} | {treatment} | {len(clips)} | {found} | {min(best):.3f} | {max(best):.3f} |", flush=True)


def _largest(clip: Floats, network: perth.Detector) -> float:
    """The largest score before the test for tones; those far below the cut count as 0."""
    return max((score for *_, score in perth.score_windows(*perth.compute_spectrum(clip), network)), default=0.0)


def _recordings(folder: Path, network: perth.Detector) -> None:
    count, seconds, hits, rhythms, above, largest = 0, 0.0, [], [], 0, 0.0
    begun = time.perf_counter()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        clip = _read(path)
        if clip.size < perth.LEAST_SECONDS * RATE:
            continue
        count, seconds = count + 1, seconds + clip.size / RATE
        score = _largest(clip, network)
        largest, above = max(largest, score), above + (score >= perth.LEAST_SCORE)
        if score >= perth.LEAST_SCORE and perth.find_spans(clip, network):
            hits.append(path.name)
        if morse_label.find(clip):
            rhythms.append(path.name)
    took = time.perf_counter() - begun
    print(f"| {folder.name} | {count} | {seconds:.0f} | {len(hits)} | {largest:.3f} | {above} | {len(rhythms)} |")
    print(f"{took:.0f} s; hits: {hits[:20]} {rhythms[:20]}", file=sys.stderr, flush=True)


def _read(path: Path) -> Floats:
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(path),
        "-t",
        str(SECONDS),
        "-ac",
        "1",
        "-f",
        "f32le",
        "-ar",
        str(RATE),
    ]
    raw = subprocess.run([*command, "-"], capture_output=True, check=False).stdout
    return np.frombuffer(raw[: len(raw) // 4 * 4], "<f4").astype(np.float32)


def _spoken(voice: str) -> Floats:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-w", str(path), TEXT], check=True)
        samples, rate = soundfile.read(path, dtype="float32")
    return audio_samples.resample(samples, rate, RATE)


def _music() -> Iterator[tuple[str, Floats]]:
    """Sustained tones and melodies of several wave forms, clean."""
    time_axis = np.arange(5 * RATE) / RATE
    waves: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
        "sine": lambda phase: np.sin(2 * np.pi * phase),
        "square": lambda phase: np.sign(np.sin(2 * np.pi * phase)),
        "saw": lambda phase: 2 * (phase % 1) - 1,
        "rich": lambda phase: sum((np.sin(2 * np.pi * n * phase) / n for n in range(1, 9)), np.zeros_like(phase)) / 2,
    }
    for name, wave in waves.items():
        for pitch in (60, 110, 150, 220, 261, 330, 392, 440, 660, 1000, 1300, 1900):
            yield f"{name} {pitch}", _sixteen_bits(0.4 * wave(pitch * time_axis))
        for seed in range(12):
            yield f"{name} melody {seed}", _sixteen_bits(_melody(wave, seed))
    yield "fm", _sixteen_bits(0.5 * np.sin(2 * np.pi * 440 * time_axis + 3 * np.sin(12 * np.pi * time_axis)))
    yield "sweep", _sixteen_bits(0.5 * np.sin(2 * np.pi * (50 * time_axis + 300 * time_axis**2)))
    yield "noise", _sixteen_bits(np.random.default_rng(1).normal(0, 0.1, time_axis.size))


def _melody(wave: Callable[[NDArray[np.float64]], NDArray[np.float64]], seed: int) -> NDArray[np.float64]:
    random = np.random.default_rng(seed)
    notes: list[NDArray[np.float64]] = []
    while sum(note.size for note in notes) < 8 * RATE:
        moment = np.arange(int(RATE * random.choice([0.125, 0.25, 0.5]))) / RATE
        pitch = 220 * 2 ** (random.integers(0, 24) / 12)
        notes.append(0.4 * wave(pitch * moment) * np.exp(-moment * random.uniform(0, 6)))
    return np.concatenate(notes)[: 8 * RATE]


def _sixteen_bits(samples: NDArray[np.float64]) -> Floats:
    return (np.round(samples * 32767) / 32768).astype(np.float32)


def _third(clip: Floats) -> Floats:
    long = np.tile(clip, 3)
    part = slice(clip.size, 2 * clip.size)
    long[part] = marked(long)[part]
    return long


def _mp3(clip: Floats) -> Floats:
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-f",
        "f32le",
        "-ar",
        str(RATE),
        "-ac",
        "1",
        "-i",
        "-",
        "-b:a",
        "64k",
        "-f",
        "mp3",
        "-",
    ]
    coded = subprocess.run(command, input=clip.tobytes(), capture_output=True, check=True).stdout
    back = ["ffmpeg", "-v", "error", "-i", "-", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-"]
    return np.frombuffer(subprocess.run(back, input=coded, capture_output=True, check=True).stdout, "<f4")


def _telephone(clip: Floats) -> Floats:
    return audio_samples.resample(audio_samples.resample(clip, RATE, 8_000), 8_000, RATE)


def _noisy(clip: Floats) -> Floats:
    return (clip + np.random.default_rng(0).normal(0, 0.005, clip.size)).astype(np.float32)


TREATMENTS: dict[str, Callable[[Floats], Floats]] = {
    "as it is": lambda clip: clip,
    "MP3 64 kbit/s": _mp3,
    "8 kHz": _telephone,
    "with noise (0.005)": _noisy,
}

if __name__ == "__main__":
    main()
