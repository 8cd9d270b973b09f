"""The memory from the command line: off at first, then a stripped copy brings back what the original carried."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.build.media.drawings.motifs import looks, motif
from verify.cli import main
from verify.features.memory import archive
from verify.features.memory.schema import RememberedFile
from verify.features.memory.stores.sqlite import SqliteStore
from verify.model import Conclusion, Standing
from verify.report.words.catalogue import Translator
from verify.store import memory_switch

ORIGINAL = motif(1)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original.png"
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text(
        "parameters", "a harbour\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 900x600, Model: x"
    )
    ORIGINAL.save(path, pnginfo=text)
    return path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "copy.jpg"
    ORIGINAL.crop((30, 20, 870, 580)).resize((600, 400)).save(path, quality=60)
    return path


def checked(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main.main(["check", "--json", "--readers", "quick", "--lang", "en", str(path)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    document: dict[str, object] = json.loads(told.out)
    return document


def remembered(document: dict[str, object]) -> list[dict[str, str]]:
    findings = document["findings"]
    assert isinstance(findings, list)
    return [one for one in findings if one["code"].startswith("memory.")]


def test_a_shared_memory_is_chosen_only_if_its_address_is_safe_and_its_server_answers(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["memory", "use", "postgresql://me:secret@db.example.org/news", "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "password file" in told.err
    assert "secret" not in told.err + told.out
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    away = f"postgresql://me@127.0.0.1:{port}/news"
    assert main.main(["memory", "use", away, "--lang", "en"]) == 1
    assert Translator("en").text("terms.memory.shared.problems.unreachable") in capsys.readouterr().err
    assert not data.exists()


def test_a_shared_memory_that_is_away_is_said_to_be_and_another_one_can_be_chosen(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    memory_switch.use_address(data, f"postgresql://me@127.0.0.1:{port}/news")
    assert main.main(["memory", "show", "--lang", "zh_CN"]) == 1
    told = capsys.readouterr()
    assert "127.0.0.1/news" in told.out
    assert Translator("zh_CN").text("terms.memory.shared.problems.unreachable") in told.err
    assert main.main(["memory", "forget", "--all", "--lang", "en"]) == 1
    assert "127.0.0.1/news" in capsys.readouterr().err
    assert main.main(["memory", "use", "--local"]) == 0
    assert memory_switch.read_address(data) is None


def test_a_stripped_copy_brings_back_the_answer_for_the_original(
    data: Path, original: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checked(original, capsys)
    assert not data.exists()  # off: nothing is kept
    assert main.main(["memory", "on", "--lang", "en"]) == 0
    assert str(data) in capsys.readouterr().out
    first = checked(original, capsys)
    assert remembered(first) == []
    second = checked(copy, capsys)
    (one,) = remembered(second)
    assert "original.png" in one["found"]
    assert "AI-generated" in one["found"]
    verdict = second["verdict"]
    assert isinstance(verdict, dict)
    assert (verdict["conclusion"], verdict["standing"]) == ("unknown", "none")
    assert main.main(["memory", "off"]) == 0
    capsys.readouterr()
    assert remembered(checked(copy, capsys)) == []


def test_both_pictures_stand_side_by_side_in_a_page(
    original: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["memory", "on"])
    capsys.readouterr()
    checked(original, capsys)
    assert main.main(["check", "--html", "--readers", "quick", "--lang", "en", str(copy)]) == 0
    page = capsys.readouterr().out
    assert f'alt="{Translator("en").text("window.view_kept")}"' in page
    assert page.count("<img") == 3


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_kept_is_shown_and_forgotten(
    language: str, data: Path, original: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["memory", "on"])
    capsys.readouterr()
    checked(original, capsys)
    checked(copy, capsys)
    assert main.main(["memory", "show", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert "original.png" in shown
    assert "copy.jpg" in shown
    assert main.main(["memory", "forget", str(original), "--lang", language]) == 0
    assert main.main(["memory", "forget", "copy.jpg", "--lang", language]) == 0
    assert main.main(["memory", "forget", "copy.jpg", "--lang", language]) == 1
    capsys.readouterr()
    assert main.main(["memory", "show"]) == 0
    assert "original.png" not in capsys.readouterr().out
    assert main.main(["memory", "forget", "--all"]) == 0
    assert [path.name for path in data.iterdir()] == ["memory.on"]


def test_an_archive_is_taken_over_only_with_the_key_of_its_makers(
    data: Path, tmp_path: Path, original: Path, copy: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    main.main(["memory", "on"])
    capsys.readouterr()
    checked(original, capsys)
    path = str(tmp_path / "news.jsonl")
    assert main.main(["memory", "export", path, "--name", "News"]) == 0
    key = archive.format_fingerprint(archive.load_own_key(data).public_key().public_bytes_raw())
    assert key in capsys.readouterr().out
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "elsewhere"))
    main.main(["memory", "on"])
    assert main.main(["memory", "import", path]) == 1
    assert main.main(["memory", "import", path, "--key", "0000"]) == 1
    capsys.readouterr()
    assert remembered(checked(copy, capsys)) == []
    assert main.main(["memory", "import", path, "--key", key]) == 0
    assert main.main(["memory", "import", path]) == 0  # pinned
    capsys.readouterr()
    (one,) = remembered(checked(copy, capsys))
    assert "“News”" in one["title"]
    (same,) = remembered(checked(original, capsys))[:1]
    assert same["code"] == "memory.same_file"
    Path(path).write_bytes(Path(path).read_bytes().replace(b"original", b"0riginal"))
    assert main.main(["memory", "import", path]) == 1
    assert main.main(["memory", "import", str(tmp_path / "none")]) == 1
    assert main.main(["memory", "forget", "--archive", "News"]) == 0
    capsys.readouterr()
    assert [one["code"] for one in remembered(checked(copy, capsys))] in ([], ["memory.looks_like"])


def test_a_broken_memory_is_kept_aside_and_told_of(
    data: Path, original: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["memory", "on"])
    (data / "memory.sqlite").write_bytes(b"broken" * 1000)
    capsys.readouterr()
    assert main.main(["check", "--json", "--readers", "quick", str(original)]) == 0
    assert "memory.sqlite.broken-" in capsys.readouterr().err
    assert len(remembered(checked(copy, capsys))) == 1


def test_a_memory_of_a_later_version_is_left_alone_and_the_check_goes_on(
    data: Path, original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["memory", "on"])
    with SqliteStore(data) as store, store._database.transaction() as kept:
        kept.run("PRAGMA user_version = 99")
    before = (data / "memory.sqlite").read_bytes()
    capsys.readouterr()
    assert main.main(["check", "--json", "--readers", "quick", "--lang", "en", str(original)]) == 0
    told = capsys.readouterr()
    assert "newer version" in told.err
    assert json.loads(told.out)["verdict"]["conclusion"] == "ai_generated"
    assert (data / "memory.sqlite").read_bytes() == before
    assert main.main(["memory", "show", "--lang", "en"]) == 1


def test_words_of_a_hostile_name_do_nothing_to_the_terminal(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = RememberedFile(
        "a" * 64, "\x1b[31m\u202eevil", "image/png", "2026-11-22", Conclusion.AI_GENERATED, Standing.STATED, "\x07"
    )
    with SqliteStore(data) as store:
        store.keep(kept, [looks(ORIGINAL)])
    assert main.main(["memory", "show", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
