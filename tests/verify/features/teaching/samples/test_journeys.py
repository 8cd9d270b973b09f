from __future__ import annotations

import ast
import inspect as introspect
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from verify.cli import main
from verify.features.teaching import samples
from verify.features.teaching.samples import journeys, marking
from verify.features.teaching.survival import (
    AS_A_FILE,
    CARRIES,
    FOLDER,
    JOURNEYS,
    SPECIMENS,
    SURVIVES,
    Evidence,
    Fate,
    compare_evidence,
    name_copy,
)
from verify.inspection.inspect import inspect
from verify.model import Options, Report
from verify.report.words.catalogue import Translator
from verify.store.trust.store import TrustStore


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lab")
    samples.write_samples(folder, with_journeys=True)
    return folder


@pytest.fixture(scope="module")
def options(lab: Path, tmp_path_factory: pytest.TempPathFactory) -> Options:
    store = TrustStore(tmp_path_factory.mktemp("anchored"))
    store.add(lab / samples.ANCHOR, date(2026, 9, 24))
    return Options(now=datetime.now(UTC), trust=store.lists(), previews=False, deep=True)


@cache
def look(path: Path, options: Options) -> Report:
    return inspect(path, options)


def kept(specimen: str, journey: str, lab: Path, options: Options) -> set[Evidence]:
    before = look(lab / FOLDER / SPECIMENS[specimen], options)
    after = look(lab / FOLDER / name_copy(specimen, journey), options)
    found = compare_evidence(before, after)
    assert {row.fate for row in found} <= {Fate.KEPT, Fate.GONE, Fate.NEVER}
    return {row.evidence for row in found if row.fate is Fate.KEPT}


@pytest.mark.parametrize("specimen", SPECIMENS)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_exactly_that_survives_which_the_notes_for_teachers_say(
    specimen: str, journey: str, lab: Path, options: Options
) -> None:
    assert kept(specimen, journey, lab, options) == SURVIVES[journey] & CARRIES[specimen]


def test_the_table_names_every_journey_and_nothing_is_carried_for_nothing() -> None:
    assert list(SURVIVES) == list(JOURNEYS)
    assert list(CARRIES) == list(SPECIMENS)
    assert set().union(*CARRIES.values()) == set(Evidence)


def test_the_pixels_of_a_stripped_copy_are_those_of_the_specimen(lab: Path) -> None:
    for specimen in SPECIMENS:
        names = (SPECIMENS[specimen], name_copy(specimen, "stripped"))
        with Image.open(lab / FOLDER / names[0]) as one, Image.open(lab / FOLDER / names[1]) as other:
            assert one.convert("RGB").tobytes() == other.convert("RGB").tobytes()


def test_every_copy_that_was_altered_is_called_so_and_the_exact_one_is_not(lab: Path) -> None:
    written = {path.name for path in (lab / FOLDER).iterdir()}
    names = {name_copy(specimen, journey) for specimen in SPECIMENS for journey in JOURNEYS}
    assert written == names | set(SPECIMENS.values())
    for specimen, name in SPECIMENS.items():
        original = (lab / FOLDER / name).read_bytes()
        for journey in JOURNEYS:
            copy = name_copy(specimen, journey)
            assert ("-altered-" in copy) == (journey != AS_A_FILE)
            assert ((lab / FOLDER / copy).read_bytes() == original) == (journey == AS_A_FILE)


def test_no_file_of_a_user_can_go_on_a_journey() -> None:
    public = [
        function
        for name, function in introspect.getmembers(journeys, introspect.isfunction)
        if function.__module__ == journeys.__name__ and not name.startswith("_")
    ]
    assert [function.__name__ for function in public] == ["write_journeys"]
    assert list(introspect.signature(journeys.write_journeys).parameters) == ["folder", "cast"]
    # what is opened at all is opened out of memory, and was made here
    calls = [node for node in ast.walk(ast.parse(introspect.getsource(journeys))) if isinstance(node, ast.Call)]
    attributes = [node.func for node in calls if isinstance(node.func, ast.Attribute)]
    readers = [node for node in attributes if node.attr in ("open", "read_bytes", "read_text", "read")]
    assert [ast.unparse(node) for node in readers] == ["Image.open"]
    assert not [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "open"]


def test_the_marks_go_onto_drawings_and_no_command_leads_to_them() -> None:
    for function in (marking.add_label, marking.add_watermark):
        assert list(introspect.signature(function).parameters) == ["drawing"]
    root = Path(marking.__file__).parents[3]
    importers = [path for path in root.rglob("*.py") if re.search(r"import .*\bmarking\b", path.read_text("utf-8"))]
    assert [path.name for path in importers] == ["journeys.py"]


def test_the_command_writes_the_lab_and_the_lesson(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "class"
    assert main.main(["samples", str(folder), "--journeys", "--lesson", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    count = len(SPECIMENS) * (1 + len(JOURNEYS))
    assert Translator("en").count("pages.learn.travelled", count, folder=str(folder / FOLDER)) in out
    assert str(folder / "lesson.html") in out
    assert "One hour with Whence" in (folder / "lesson.html").read_text(encoding="utf-8")


def test_without_being_asked_the_command_alters_nothing(tmp_path: Path) -> None:
    assert main.main(["samples", str(tmp_path / "new"), "--lang", "en"]) == 0
    assert not (tmp_path / "new" / FOLDER).exists()
    assert not (tmp_path / "new" / "lesson.html").exists()
