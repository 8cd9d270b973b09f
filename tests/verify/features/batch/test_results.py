from __future__ import annotations

import json
import os
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import plain_reports
from tests.verify.report.test_json import VALIDATOR
from verify.features.batch.append_log import PASSING_PROBLEMS, GoneError
from verify.features.batch.file_key import UNKNOWN, Source, identify
from verify.features.batch.results import Refusal, RefusedError, Results
from verify.model import FileFacts, Problem, Report
from verify.report.words.catalogue import Translator

WORDING = Translator("en")


def unread(problem: Problem) -> Report:
    return Report(FileFacts("/pictures/a.jpg", "a.jpg", problem=problem))


def source(number: int) -> Source:
    return Source(f"file:///pictures/{number}.jpg", 100 + number, 10**18 + number)


def write(path: Path, count: int, *, resume: bool = False) -> None:
    with Results(path, resume=resume) as results:
        for number in range(count):
            results.add(source(number), plain_reports.ai_edit(), WORDING)


def test_every_line_keeps_the_schema_and_names_its_source(tmp_path: Path) -> None:
    write(tmp_path / "out", 2)
    for number, text in enumerate((tmp_path / "out").read_text(encoding="utf-8").splitlines()):
        document = json.loads(text)
        jsonschema.validate(document, VALIDATOR.schema)
        assert document["source"]["uri"] == source(number).uri


def test_what_has_a_line_is_known_and_what_changed_since_is_not(tmp_path: Path) -> None:
    write(tmp_path / "out", 3)
    with Results(tmp_path / "out", resume=True) as results:
        assert len(results) == 3
        assert all(results.has(source(number)) for number in range(3))
        assert not results.has(source(3))
        assert not results.has(replace(source(0), size=1))
        assert not results.has(replace(source(0), modified_ns=1))


@pytest.mark.parametrize("cut", [1, 30, 500])
def test_a_line_that_was_cut_off_is_judged_again(tmp_path: Path, cut: int) -> None:
    write(tmp_path / "out", 3)
    whole = (tmp_path / "out").read_bytes()
    (tmp_path / "out").write_bytes(whole[:-cut])
    with Results(tmp_path / "out", resume=True) as results:
        assert results.torn_bytes > 0
        assert [results.has(source(number)) for number in range(3)] == [True, True, False]
        results.add(source(2), plain_reports.ai_edit(), WORDING)
    assert (tmp_path / "out").read_bytes() == whole


def test_a_run_that_was_killed_within_its_very_first_bytes_goes_on(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b'{"schema":"our')
    with pytest.raises(RefusedError):
        Results(tmp_path / "out", resume=True)
    (tmp_path / "out").write_bytes(b'{"schema":"whe')
    write(tmp_path / "out", 1, resume=True)
    assert len((tmp_path / "out").read_bytes().splitlines()) == 1


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff a photo", b'{"schema":"whence.report/1","file":{}}\n', b"\n", b"notes of mine\n"]
)
@pytest.mark.parametrize("resume", [False, True])
def test_a_file_of_somebody_else_is_left_as_it_is(tmp_path: Path, content: bytes, resume: bool) -> None:
    (tmp_path / "photo.jpg").write_bytes(content)
    with pytest.raises(RefusedError) as caught:
        Results(tmp_path / "photo.jpg", resume=resume)
    assert caught.value.refusal is (Refusal.OTHER if resume else Refusal.EXISTS)
    assert (tmp_path / "photo.jpg").read_bytes() == content


def test_two_runs_cannot_write_the_same_results(tmp_path: Path) -> None:
    with Results(tmp_path / "out", resume=True), pytest.raises(RefusedError) as caught:
        Results(tmp_path / "out", resume=True)
    assert caught.value.refusal is Refusal.IN_USE


@pytest.mark.parametrize("damage", [b"\0" * 400, b'{"schema":"whence.report/1","source":{}}', b"not ours", b""])
def test_a_damaged_line_between_others_stays_and_is_told(tmp_path: Path, damage: bytes) -> None:
    write(tmp_path / "out", 2)
    first, second = (tmp_path / "out").read_bytes().splitlines(keepends=True)
    (tmp_path / "out").write_bytes(first + damage + b"\n" + second)
    with Results(tmp_path / "out", resume=True) as results:
        assert results.foreign_lines == 1
        assert results.has(source(0))
        assert results.has(source(1))
    assert damage in (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "true", "null", '"7"', "[]", "1.0", "9" * 5_000])
@pytest.mark.parametrize("key", ["size", "modified_ns"])
def test_a_number_that_is_none_makes_a_line_that_is_not_ours(tmp_path: Path, key: str, number: str) -> None:
    write(tmp_path / "out", 1)
    document = json.loads((tmp_path / "out").read_bytes())
    document["source"][key] = "NUMBER"
    odd = json.dumps(document, separators=(",", ":")).replace('"NUMBER"', number)
    (tmp_path / "out").write_bytes((tmp_path / "out").read_bytes() + odd.encode() + b"\n")
    with Results(tmp_path / "out", resume=True) as results:
        assert (len(results), results.foreign_lines) == (1, 1)


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=5), st.data()
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_in_a_line_stops_a_run_that_goes_on(tmp_path: Path, value: object, data: st.DataObject) -> None:
    path = tmp_path / "out"
    path.unlink(missing_ok=True)
    write(path, 2)
    first, second = path.read_bytes().splitlines()
    document = json.loads(first)
    within = document[data.draw(st.sampled_from(("source", "file")))]
    within[data.draw(st.sampled_from(sorted(within)))] = value
    path.write_bytes(json.dumps(document, separators=(",", ":")).encode() + b"\n" + second + b"\n")
    with Results(path, resume=True) as results:
        assert results.has(source(1))


@pytest.mark.parametrize("mark", [b"", BOM_UTF8])
def test_an_editor_that_changed_the_ends_of_lines_costs_no_line(tmp_path: Path, mark: bytes) -> None:
    write(tmp_path / "out", 3)
    edited = mark + (tmp_path / "out").read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / "out").write_bytes(edited)
    with Results(tmp_path / "out", resume=True) as results:
        assert (len(results), results.foreign_lines) == (3, 0)
        results.add(source(2), plain_reports.ai_edit(), WORDING)
    assert (tmp_path / "out").read_bytes() == edited


def remove(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))


def replace_by_another(path: Path) -> None:
    path.with_name("other").write_bytes(b"{}\n")
    path.with_name("other").replace(path)


@pytest.mark.parametrize("deed", [remove, rename, replace_by_another])
def test_results_that_were_taken_away_are_noticed(tmp_path: Path, deed: Callable[[Path], None]) -> None:
    with Results(tmp_path / "out", resume=False) as results:
        results.add(source(0), plain_reports.ai_edit(), WORDING)
        results.settle()
        deed(tmp_path / "out")
        with pytest.raises(GoneError):
            results.add(source(1), plain_reports.ai_edit(), WORDING)
        with pytest.raises(GoneError):
            results.settle()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_results_go_into_a_file_and_nothing_else(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/full")):
        for resume in (False, True):
            with pytest.raises(RefusedError) as caught:
                Results(path, resume=resume)
            assert caught.value.refusal is Refusal.NOT_A_FILE


@pytest.mark.parametrize("problem", sorted(PASSING_PROBLEMS))
def test_what_could_not_be_read_for_a_while_is_tried_again_and_told_once(tmp_path: Path, problem: Problem) -> None:
    with Results(tmp_path / "out", resume=False) as results:
        results.add(source(0), unread(problem), WORDING)
    with Results(tmp_path / "out", resume=True) as results:
        assert not results.has(source(0))
        assert results.is_unread(source(0))
        results.add(source(0), unread(problem), WORDING)
    assert len((tmp_path / "out").read_bytes().splitlines()) == 1
    with Results(tmp_path / "out", resume=True) as results:
        results.add(source(0), plain_reports.ai_edit(), WORDING)
        assert results.has(source(0))
        assert not results.is_unread(source(0))
    assert len((tmp_path / "out").read_bytes().splitlines()) == 2


@pytest.mark.parametrize("problem", [Problem.WORKER_DIED, Problem.TIMED_OUT, Problem.EMPTY])
def test_a_file_that_is_its_own_obstacle_is_not_tried_again(tmp_path: Path, problem: Problem) -> None:
    with Results(tmp_path / "out", resume=False) as results:
        results.add(source(0), unread(problem), WORDING)
        assert results.has(source(0))


def test_names_that_differ_in_case_normalisation_or_undecodable_bytes_are_different_files(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "café") for form in ("NFC", "NFD"))
    names = ["a.jpg", "A.jpg", composed, decomposed, os.fsdecode(b"\xff"), os.fsdecode(b"\xfe"), "%FF"]
    sources = [identify(tmp_path / name)[0] for name in names]
    assert len({each.key for each in sources}) == len(names)
    with Results(tmp_path / "out", resume=False) as results:
        for each in sources[:-1]:
            results.add(each, plain_reports.nothing(), WORDING)
    with Results(tmp_path / "out", resume=True) as results:
        assert [results.has(each) for each in sources] == [True] * (len(names) - 1) + [False]


def test_a_file_that_is_not_there_has_a_source_all_the_same(tmp_path: Path) -> None:
    found, place = identify(tmp_path / "missing")
    assert (found.size, found.modified_ns, place) == (UNKNOWN, UNKNOWN, None)


def test_a_link_is_another_name_for_the_same_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (one, here), (other, there) = identify(tmp_path / "file"), identify(tmp_path / "link")
    assert here == there
    assert one.uri != other.uri
