"""A copy of a sound brings back what was said of the original, and an archive carries sounds as it does pictures."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.build.media import sounds
from tests.build.media.drawings.motifs import looks, motif, report
from tests.build.memory import open_memory
from tests.verify.features.memory.conftest import OpenStore
from verify.features.memory import archive
from verify.features.memory.lookup import MemoryLookup
from verify.features.memory.stores.sqlite import SqliteStore
from verify.inspection.media.input_file import Media
from verify.inspection.media.sound import sound_imprint
from verify.model import Conclusion, Imprint, Standing

RATE = 16_000
MUSIC = sounds.melody(1, 40, RATE)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imprint, ...]:
    return hear(tmp_path_factory.mktemp("original"), MUSIC)


def hear(folder: Path, samples: np.ndarray, name: str = "sound.wav") -> tuple[Imprint, ...]:
    soundfile.write(folder / name, samples, RATE)
    with Media.open(folder / name) as media:
        return sound_imprint.make_imprints(media)


@pytest.mark.parametrize(
    ("copy", "name", "seconds"),
    [
        (MUSIC, "copy.mp3", 32),
        (MUSIC[10 * RATE :] / 2, "copy.ogg", 22),
        (MUSIC[12 * RATE : 28 * RATE], "copy.wav", 8),
        (np.concatenate((sounds.melody(2, 20, RATE), MUSIC[: 15 * RATE])), "copy.wav", 5),
    ],
    ids=["compressed", "without its beginning", "its middle", "after something else"],
)
def test_a_copy_of_a_sound_brings_back_the_answer(
    tmp_path: Path, original: tuple[Imprint, ...], copy: np.ndarray, name: str, seconds: int
) -> None:
    told = Conclusion.AI_GENERATED, Standing.CONFIRMED
    with open_memory(tmp_path) as memory:
        first = report("a", *original, media_type="audio/wav", conclusion=told[0], standing=told[1])
        assert memory.add_hints(first).findings == ()
        found = memory.add_hints(report("b", *hear(tmp_path, copy, name), media_type="audio/mpeg"))
    (finding,) = found.findings
    assert (finding.code, finding.fact("name"), finding.fact("conclusion")) == (
        "memory.sounds_like",
        "a",
        "ai_generated",
    )
    assert int(finding.fact("seconds")) >= seconds
    assert found.pictures == ()


def test_another_sound_is_not_taken_for_it(tmp_path: Path) -> None:
    with open_memory(tmp_path) as memory:
        for number in range(3):
            heard = hear(tmp_path, sounds.melody(number, 20, RATE))
            assert memory.add_hints(report(f"{number}", *heard, media_type="audio/wav")).findings == ()


def test_a_video_is_known_by_what_it_shows_and_by_what_is_heard(tmp_path: Path) -> None:
    shown, heard = looks(motif(1)), hear(tmp_path, sounds.melody(1, 8, RATE))
    with open_memory(tmp_path) as memory:
        memory.add_hints(report("film", shown, *heard, media_type="video/mp4"))
        found = memory.add_hints(report("copy", shown, *heard, media_type="video/mp4"))
        assert [item.code for item in found.findings] == ["memory.looks_like", "memory.sounds_like"]
        dubbed = memory.add_hints(report("dubbed", *heard, media_type="video/mp4"))
    assert [item.code for item in dubbed.findings] == ["memory.sounds_like"] * 2 + ["memory.not_asked"]


def test_every_store_finds_and_returns_sounds(tmp_path: Path, open_store: OpenStore) -> None:
    whole = hear(tmp_path, sounds.melody(1, 8, RATE))
    with open_store() as store:
        MemoryLookup(store).add_hints(report("sound", looks(motif(1)), *whole, media_type="video/mp4"))
        (found,) = store.find_near(hear(tmp_path, sounds.melody(1, 8, RATE) / 2)[0])
    assert (found[0].name, found[1].whole, found[1].prints) == ("sound", whole[0].whole, whole[0].prints)
    assert found[1].picture is None


def test_sounds_outlive_their_way_through_an_archive(tmp_path: Path) -> None:
    whole = (looks(motif(1)), *hear(tmp_path, sounds.melody(1, 8, RATE)))
    with open_memory(tmp_path) as memory:
        memory.add_hints(report("film", *whole, media_type="video/mp4"))
        memory.add_hints(report("sound", *whole[1:], media_type="audio/wav"))
    path = tmp_path / "out.archive"
    with SqliteStore(tmp_path) as store:
        archive.write(path, "News", "2026-11-22T10:00:00Z", Ed25519PrivateKey.generate(), store.list_all())
        kept = [imprints for _, imprints in store.list_all()]
    read = [imprints for _, imprints in archive.Archive(io.BytesIO(path.read_bytes())).files()]
    assert read == kept
    assert [[bool(imprint.prints) for imprint in imprints] for imprints in read] == [[False, True], [True]]
