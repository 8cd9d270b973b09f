"""Sounds for tests, made from numbers: tones in a rhythm, noise, and something that moves like a voice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 32_000
Floats = NDArray[np.float32]


def tones(rhythm: str, unit: float = 0.12, pitch: float = 1000.0, loudness: float = 0.3) -> Floats:
    """Tones as `rhythm` says: . short, - long, a blank between letters; a second of silence before and after."""
    parts = [np.zeros(RATE)]
    for letter in rhythm.split(" "):
        for sign in letter:
            moment = np.arange(int(RATE * unit * (3 if sign == "-" else 1))) / RATE
            parts += [loudness * np.sin(2 * np.pi * pitch * moment), np.zeros(int(RATE * unit))]
        parts.append(np.zeros(int(RATE * 2 * unit)))
    return np.concatenate([*parts, np.zeros(RATE)]).astype(np.float32)


def noise(seconds: float, loudness: float = 0.1) -> Floats:
    """White noise."""
    return np.random.default_rng(1).normal(0, loudness, int(seconds * RATE)).astype(np.float32)


def voice(seconds: float) -> Floats:
    """Pulses at a wandering pitch through wandering resonances, with pauses: it moves as speech does."""
    random = np.random.default_rng(7)
    moment = np.arange(int(seconds * RATE)) / RATE
    pitch = 120 + 30 * np.sin(2 * np.pi * 0.7 * moment) + 15 * np.sin(2 * np.pi * 2.3 * moment + 1)
    phase = np.cumsum(pitch) / RATE
    total = np.zeros_like(moment)
    for number in range(1, 30):
        at = number * pitch
        first = np.exp(-(((at - 600 - 250 * np.sin(2 * np.pi * 3.1 * moment)) / 180) ** 2))
        second = np.exp(-(((at - 1500 - 500 * np.sin(2 * np.pi * 2.2 * moment + 2)) / 250) ** 2))
        total += (0.05 + first + 0.6 * second) / number**0.5 * np.sin(2 * np.pi * number * phase)
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * moment)
    return (0.15 * total * beat + random.normal(0, 0.002, moment.size)).astype(np.float32)


def melody(number: int, seconds: float, rate: int = RATE) -> Floats:
    """Chords that change every quarter of a second or so; every number gives another one."""
    random = np.random.default_rng(number)
    parts: list[NDArray[np.float64]] = []
    while sum(part.size for part in parts) < seconds * rate:
        moment = np.arange(int(rate * random.choice([0.15, 0.25, 0.4]))) / rate
        pitches = 110 * 2 ** (random.integers(0, 36, 3) / 12)
        parts.append(sum((np.sin(2 * np.pi * pitch * moment) for pitch in pitches), np.zeros(moment.size)))
    return (0.15 * np.concatenate(parts)[: int(seconds * rate)]).astype(np.float32)
