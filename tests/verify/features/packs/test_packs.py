"""Packs: whole and self-contained, the same facts in every form, and no changed byte goes unnoticed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import example_reports
from verify.features.packs import archive, contents, verify
from verify.features.packs.cover import Captions, make_annex, make_cover
from verify.features.packs.create import make_pack, make_parts, settings_of
from verify.features.packs.layout import (
    APPENDIX,
    FACTS,
    MANIFEST,
    PAGE,
    PRINT,
    README,
    REPORTS,
    TABLE,
    PackError,
    PackProblem,
    shorten_number,
)
from verify.features.packs.order import Group, count_results, find_group, order_items
from verify.features.packs.pdf.pages import Printed, make_panels, report_pdf
from verify.features.packs.pdf.style import Setting
from verify.model import LeftOut, LeftReason, Pack, PackItem, PackSettings, Remark, limits
from verify.model.errors import TaskError, TaskProblem
from verify.report.words.catalogue import Translator
from verify.workers import protocol
from verify.workers.confined_task import Task

PACK = Pack(
    items=(
        PackItem(example_reports.full(), "2026-11-20T08:00:00Z"),
        PackItem(example_reports.nothing()),
        PackItem(example_reports.unreadable()),
    ),
    made_at="2026-11-25T13:00:00Z",
    note="Came by mail.\n=HYPERLINK(1)\n<b>see</b>",
    by="Ada \u202eLovelace",
    settings=PackSettings(("quick",), True, (("trustmark-q", "ab" * 32),)),
)


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def content(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return dict(make_parts(PACK, Translator(request.param)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("packs") / "pack.zip"
    make_pack(PACK, out, Translator("en"))
    return out


def test_what_needs_a_look_comes_first_in_every_form(content: dict[str, bytes]) -> None:
    wording = Translator("en")
    ordered = order_items(PACK.items, wording)
    groups = [find_group(item.report, wording) for item in ordered]
    assert groups == sorted(groups, key=tuple(Group).index)
    names = [item.report.file.name for item in ordered]
    assert [json.loads(line)["file"]["name"] for line in content[REPORTS].decode().splitlines()] == names
    counted = count_results((item.report for item in ordered), wording)
    assert sum(one.number for one in counted) == len(ordered)


def test_without_its_appendix_a_pack_points_to_the_page() -> None:
    told: list[tuple[int, int]] = []
    made = dict(make_parts(replace(PACK, appendix=False), Translator("en"), lambda done, of: told.append((done, of))))
    assert APPENDIX not in made
    assert APPENDIX not in made[README].decode()
    assert told == [(done, 2 * len(PACK.items)) for done in range(1, 2 * len(PACK.items) + 1)]


def test_a_number_is_read_out_in_groups() -> None:
    assert shorten_number("0123456789abcdef" * 4) == "0123 4567 89ab cdef 0123"


def _small(out: Path) -> str:
    """A pack of few bytes, so that each of them can be flipped."""
    return archive.write(out, [(FACTS, b"{}"), (REPORTS, b"a line\n" * 20), ("records/0001.json", b"[1, 2, 3]")])


def _check_zip(path: Path) -> verify.PackCheck:
    """What the confined task does, in this process: starting one for each flipped byte would take minutes."""
    with path.open("rb") as source:
        return verify.check_zip(source)


def _outcome(path: Path) -> bool | PackProblem:
    try:
        return _check_zip(path).is_unchanged
    except PackError as error:
        return error.problem


def read_facts(path: Path) -> contents.PackFacts:
    """What a pack says of itself, read in this process."""
    with path.open("rb") as source:
        return protocol.load(contents.PackFacts, contents.read_facts_task(source, {"zip": True}))


def test_a_pack_holds_every_form_and_its_manifest(made: Path) -> None:
    with zipfile.ZipFile(made) as file:
        names = file.namelist()
    assert {README, PAGE, PRINT, APPENDIX, TABLE, REPORTS, FACTS, MANIFEST, "records/0001.json"} <= set(names)
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) and ".." not in name for name in names)


def test_a_pack_and_its_folder_are_unchanged_when_they_are_made(made: Path, tmp_path: Path) -> None:
    number = make_pack(PACK, tmp_path / "folder", Translator("zh_CN"))
    folder = verify.check_pack(tmp_path / "folder")
    assert folder.is_unchanged
    assert folder.number == number
    assert folder.sealed is None
    whole = verify.check_pack(made)
    assert whole.is_unchanged
    assert whole.sealed is True


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_a_pack_can_be_checked_without_the_program(tmp_path: Path) -> None:
    make_pack(PACK, tmp_path / "folder", Translator("en"))
    command = ["sha256sum", "--check", "--strict", "--quiet", MANIFEST]
    assert subprocess.run(command, cwd=tmp_path / "folder", check=False).returncode == 0


def test_the_number_of_a_pack_stands_for_its_content(tmp_path: Path) -> None:
    one, other = _small(tmp_path / "one.zip"), _small(tmp_path / "other")
    assert one == other == verify.check_pack(tmp_path / "one.zip").number
    assert one != archive.write(tmp_path / "third.zip", [(FACTS, b"{ }")])


def test_no_flipped_byte_goes_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    _small(path)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x01]) + whole[at + 1 :])
        assert _outcome(path) is False, at


def test_the_file_with_a_flipped_byte_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    _small(path)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as file:
        entries = {entry.filename: entry for entry in file.infolist()}
    for name, entry in entries.items():
        start = entry.header_offset + 30 + len(name)
        for at in range(start, start + entry.compress_size):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
            checked = _check_zip(path)
            if checked.changed or not checked.manifest_whole:
                assert checked.changed == (() if name == MANIFEST else (name,)) or name == MANIFEST
                assert checked.manifest_whole is (name != MANIFEST)
            else:  # a bit that means nothing, such as those that fill the last byte up
                assert checked.sealed is False


def test_a_changed_missing_and_added_file_is_named_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    _small(folder)
    (folder / FACTS).write_bytes(b"{ }")
    (folder / REPORTS).unlink()
    (folder / "records" / "more.json").write_bytes(b"")
    checked = verify.check_pack(folder)
    assert (checked.changed, checked.missing, checked.added) == ((FACTS,), (REPORTS,), ("records/more.json",))
    assert not checked.is_unchanged


def test_what_is_added_to_a_zip_is_named_even_under_a_name_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    _small(path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../../outside", b"")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr(FACTS, b"{}")
    checked = verify.check_pack(path)
    assert checked.added == ("../../outside", FACTS)
    assert checked.sealed is not True


def test_a_pack_that_was_packed_anew_is_still_unchanged(tmp_path: Path) -> None:
    _small(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    checked = verify.check_pack(tmp_path / "new.zip")
    assert checked.is_unchanged
    assert checked.sealed is None


def test_a_link_in_a_folder_leads_nowhere(tmp_path: Path) -> None:
    _small(tmp_path / "pack")
    target = tmp_path / "outside"
    shutil.move(tmp_path / "pack" / FACTS, target)
    (tmp_path / "pack" / FACTS).symlink_to(target)
    assert verify.check_pack(tmp_path / "pack").changed == (FACTS,)


def test_a_cut_off_pack_is_a_broken_one_and_another_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    _small(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    assert not verify.check_pack(path).is_unchanged
    path.write_bytes(whole[: len(whole) // 2])
    assert not verify.check_pack(path).opened
    for name, made in (("text.zip", b"no zip"), ("empty.zip", b"")):
        (tmp_path / name).write_bytes(made)
        with pytest.raises(PackError) as caught:
            verify.check_pack(tmp_path / name)
        assert caught.value.problem is PackProblem.NOT_A_PACK
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("holiday.jpg", b"")
    with pytest.raises(PackError) as caught:
        verify.check_pack(tmp_path / "other.zip")
    assert caught.value.problem is PackProblem.NOT_A_PACK
    with pytest.raises(PackError) as caught:
        verify.check_pack(tmp_path / "nowhere.zip")
    assert caught.value.problem is PackProblem.NOT_FOUND


def test_a_part_that_unpacks_without_end_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PACK_PART_BYTES", 10_000)
    archive.write(tmp_path / "pack.zip", [(FACTS, bytes(50_000_000))])
    assert _check_zip(tmp_path / "pack.zip").changed == (FACTS,)


def test_nothing_is_replaced_and_nothing_left_where_a_pack_cannot_be_written(tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    out.write_bytes(b"mine")
    with pytest.raises(PackError) as caught:
        _small(out)
    assert caught.value.problem is PackProblem.EXISTS
    assert out.read_bytes() == b"mine"
    with pytest.raises(PackError) as caught:
        _small(out / "below" / "pack.zip")
    assert caught.value.problem is PackProblem.NOT_WRITABLE

    def full() -> Iterator[tuple[str, bytes]]:
        yield FACTS, b"{}"
        raise OSError(28, "No space left on device")

    for name in ("second.zip", "folder"):
        with pytest.raises(PackError) as caught:
            archive.write(tmp_path / name, full())
        assert caught.value.problem is PackProblem.FULL
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


def test_an_empty_selection_and_one_that_is_too_large_are_refused(tmp_path: Path) -> None:
    for items, problem in (((), PackProblem.NOTHING), (PACK.items * limits.PACK_FILES, PackProblem.TOO_MANY)):
        with pytest.raises(PackError) as caught:
            make_pack(replace(PACK, items=items), tmp_path / "pack.zip", Translator("en"))
        assert caught.value.problem is problem
    assert list(tmp_path.iterdir()) == []


def test_the_page_loads_nothing_and_obeys_no_file(content: dict[str, bytes]) -> None:
    page = content[PAGE].decode()
    assert "default-src &#x27;none&#x27;" in page
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;b&gt;see&lt;/b&gt;" in page


def test_page_and_facts_tell_what_a_colleague_needs(content: dict[str, bytes]) -> None:
    page, facts = content[PAGE].decode(), json.loads(content[FACTS])
    report = PACK.items[0].report
    digest = hashlib.sha256(content["records/0001.json"]).hexdigest()
    for text in (
        report.file.sha256,
        "2026-11-20T08:00:00Z",
        PACK.made_at,
        "trustmark-q",
        digest,
        report.run.rubric,
        *(item.date for item in report.run.lists),
        *(version for _, version in report.run.engines),
        *(finding.code for finding in report.findings),
        *(code for manifest in report.record.manifests for code in manifest.codes if code.isprintable()),
    ):
        assert text in page
    assert content["records/0001.json"].decode() == report.record.raw
    assert facts["settings"] == {
        "readers": ["quick"],
        "deep": True,
        "models": [{"name": "trustmark-q", "sha256": "ab" * 32}],
    }
    assert [item["number"] for item in facts["files"]] == [1, 2, 3]
    assert facts["note"] == PACK.note


def test_each_line_of_the_reports_is_one_file(content: dict[str, bytes]) -> None:
    lines = content[REPORTS].decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["schema"] for line in lines] == ["whence.report/2"] * 3


def test_no_cell_of_the_table_is_a_formula() -> None:
    nasty = [f"{start}cmd|' /C calc'!A0" for start in ("=", "+", "-", "@", "\t=", "  =", "＝", "\r\n=")]
    items = [
        PackItem(replace(example_reports.nothing(), file=replace(example_reports.nothing().file, name=name, path=name)))
        for name in nasty
    ]
    for language in ("en", "zh_CN"):
        text = dict(make_parts(replace(PACK, items=tuple(items)), Translator(language)))[TABLE].decode()
        assert text.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(text[1:], newline="")))
        assert len(rows) == 1 + len(nasty)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert [cell for row in rows for cell in row if re.match(r"[\s]*[=+\-@\t\r|%＝＋－＠]", cell)] == []


@given(st.binary(max_size=400), st.binary(max_size=400))
@example(b"0", b"")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_pack_or_a_reason(tmp_path: Path, one: bytes, other: bytes) -> None:
    path = tmp_path / "any.zip"
    for content in (one, b"PK\x03\x04" + one):
        path.write_bytes(content)
        assert _outcome(path) is not True
    path.unlink()
    archive.write(path, [(FACTS, b'{"schema": "whence.pack/1", "settings": %s}' % one), (REPORTS, other)])
    with path.open("rb") as source:
        refused = [_refuses(task, source) for task in (contents.read_facts_task, contents.read_reports_task)]
    assert any(refused)
    path.unlink()


def _refuses(task: Task, source: BinaryIO) -> bool:
    try:
        task(source, {"zip": True})
    except TaskError as error:
        return error.problem is TaskProblem.REFUSED
    return False


def test_a_pack_names_the_choices_that_the_reports_tell_of() -> None:
    from verify.model.readers import ON_REQUEST, QUICK, READERS

    def of(*names: str) -> PackSettings:
        report = example_reports.nothing()
        return settings_of([PackItem(replace(report, run=replace(report.run, readers=names)))], ())

    usual = [name for name in READERS if name not in ON_REQUEST]
    assert of(*usual) == PackSettings()
    assert of(*usual, *ON_REQUEST) == PackSettings(deep=True)
    assert of(*QUICK) == PackSettings(("quick",))
    assert of("xmp", "exif") == PackSettings(("exif", "xmp"))


def test_a_case_stands_in_its_pack_with_its_notes_and_custody() -> None:
    case = replace(
        PACK,
        title="Harbour",
        tags=("storm", "2026"),
        notes=(Remark("2026-11-21T09:00:00Z", "Bo", "Seen before"),),
        custody=(Remark("2026-11-21T08:00:00Z", "Bo", "Case begun", "ef" * 32),),
    )
    content = dict(make_parts(case, Translator("en")))
    page = content[PAGE].decode()
    for text in (
        "Evidence pack: Harbour",
        "storm, 2026",
        "Seen before",
        "Case begun",
        "2026-11-21T08:00:00Z · Bo",
        "ef" * 32,
    ):
        assert text in page
    facts = json.loads(content[FACTS])["case"]
    assert facts["title"] == "Harbour"
    assert facts["custody"] == [{"at": "2026-11-21T08:00:00Z", "by": "Bo", "text": "Case begun", "sum": "ef" * 32}]


def test_what_one_computer_remembers_is_no_difference() -> None:
    finding = {"code": "memory.looks_like", "claim": "none", "strength": "hint"}
    other = {"code": "context.editor", "claim": "none", "strength": "hint"}
    assert contents.extract_results({"findings": [finding, other]}) == contents.extract_results({"findings": [other]})


LEFT = (
    LeftOut("/photos/a.jpg", "a.jpg", LeftReason.PENDING),
    LeftOut("/other/=1+1.jpg", "=1+1.jpg", LeftReason.GONE),
    LeftOut("/photos/<b>link</b>", "link", LeftReason.LINK),
    LeftOut("", "", LeftReason.PENDING, 13),
)


@pytest.mark.parametrize(
    ("language", "all_of_them", "one"),
    [
        ("en", "16 selected files are not in this pack", "13 more files of the batch"),
        ("zh_CN", "所选文件中有 16 个不在本证据包中", "该批次的另外 13 个文件"),
    ],
)
def test_every_form_of_a_pack_lists_what_it_leaves_out_and_why(language: str, all_of_them: str, one: str) -> None:
    wording = Translator(language)
    made = dict(make_parts(replace(PACK, left=LEFT), wording))
    captions = Captions(wording)
    for text in (made[PAGE].decode(), made[README].decode()):
        assert all_of_them in text
        assert one in text
        assert "/photos/a.jpg" in text
        for item in LEFT:
            assert captions.translator.text(f"commands.pack.left.{item.reason}") in text
    assert "<b>link</b>" not in made[PAGE].decode()
    facts = json.loads(made[FACTS])
    assert [(item["path"], item["number"], item["reason"]) for item in facts["left_out"]] == [
        (item.path, item.number, item.reason) for item in LEFT
    ]
    rows = list(csv.reader(io.StringIO(made[TABLE].decode()[1:], newline="")))[-len(LEFT) :]
    assert [row[0] for row in rows] == [""] * len(LEFT)  # no number: it is none of the pack's files
    assert [row[2] for row in rows] == ["/photos/a.jpg", "/other/=1+1.jpg", "/photos/<b>link</b>", ""]
    assert rows[1][1] == "'=1+1.jpg"
    assert rows[3][1] == one
    assert len(made[REPORTS].decode().splitlines()) == len(PACK.items)


def test_the_print_lists_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    wording = Translator("en")
    front = make_cover(replace(PACK, left=LEFT), wording)
    seen: list[str] = []
    plain_text = Setting.text

    def noted(self: Setting, text: str, *rest: Any, **more: Any) -> Any:
        seen.append(text)
        return plain_text(self, text, *rest, **more)

    monkeypatch.setattr(Setting, "text", noted)
    annexes = tuple(make_annex(item, wording, {}, "", "") for item in PACK.items)
    report_pdf(Printed(front, make_panels(PACK, wording), annexes, wording), PAGE)
    assert front.introduction[-1].startswith("16 selected files are not in this pack")
    assert front.introduction[-1] in seen
    assert {name for name, _reason in front.left} | {reason for _name, reason in front.left} <= set(seen)


def test_a_pack_that_leaves_nothing_out_says_nothing_of_it(content: dict[str, bytes]) -> None:
    assert json.loads(content[FACTS])["left_out"] == []
    assert "Left out" not in content[PAGE].decode()
    assert "未包含" not in content[PAGE].decode()


def test_a_pack_of_an_older_version_without_that_list_is_read(tmp_path: Path) -> None:
    made = dict(make_parts(PACK, Translator("en")))
    facts = json.loads(made[FACTS])
    del facts["left_out"]
    made[FACTS] = json.dumps(facts).encode()
    archive.write(tmp_path / "old.zip", made.items())
    assert verify.check_pack(tmp_path / "old.zip").is_unchanged
    assert read_facts(tmp_path / "old.zip").left == 0


@pytest.mark.parametrize("left", [None, 3, "x", [1, "y", None], [{"number": "many"}], [{"number": -5}], {"a": 1}])
def test_a_list_of_what_is_left_out_that_is_not_well_made_does_no_harm(tmp_path: Path, left: object) -> None:
    made = dict(make_parts(PACK, Translator("en")))
    made[FACTS] = json.dumps({**json.loads(made[FACTS]), "left_out": left}).encode()
    archive.write(tmp_path / "odd.zip", made.items())
    assert read_facts(tmp_path / "odd.zip").left in (0, 1)


def test_what_is_left_out_is_counted_when_a_pack_is_read(tmp_path: Path) -> None:
    make_pack(replace(PACK, left=LEFT), tmp_path / "pack.zip", Translator("en"))
    assert read_facts(tmp_path / "pack.zip").left == 16


def test_no_form_of_a_pack_contracts_its_words() -> None:
    for name, content in make_parts(PACK, Translator("en")):
        if name in (README, PAGE, TABLE, REPORTS):
            assert re.findall(r"\w+n['’]t\b|\b(?:[Ii]t|[Tt]hat|[Tt]here)['’]s\b", content.decode()) == [], name
