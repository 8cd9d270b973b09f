"""`whence batch`: results of a batch of the window and of `check --out`, as a typed table and as a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.build import plain_reports
from verify.cli import main
from verify.cli.serve import shared
from verify.features.batch.file_key import Source
from verify.features.batch.job import Job, Kind, begin
from verify.features.batch.journal import REPORTS, Journal
from verify.features.batch.results import Results
from verify.model import FileFacts, Problem, Report
from verify.report.words.catalogue import Translator, names_in

Make = Callable[[], str]
SECOND = 10**9
REPORTED = (plain_reports.ai_edit(), plain_reports.nothing("=SUM(A1).png"), plain_reports.hostile())
UNREAD = Report(FileFacts("/pictures/harbour.jpg", "harbour.jpg", problem=Problem.INPUT_OUTPUT))


def sources() -> list[Source]:
    return [Source(f"file:///pictures/{at}", 100 + at, (at + 1) * SECOND) for at in range(len(REPORTED))]


def make_results(folder: Path) -> str:
    """A file of results, in which the first file could be read only the second time."""
    path = folder / "results.jsonl"
    with Results(path, resume=False) as results:
        results.add(sources()[0], UNREAD, Translator("en"))
        for source, report in zip(sources(), REPORTED, strict=True):
            results.add(source, report, Translator("en"))
    return str(path)


def make_batch(_: Path) -> str:
    """A batch of the window, in which it was so, too."""
    folder = begin(Job(Kind.CHECK, ("/pictures",), ("c2pa",), datetime(2026, 1, 1, tzinfo=UTC)))
    with Journal(folder) as journal:
        journal.add(sources()[0], UNREAD)
        for source, report in zip(sources(), REPORTED, strict=True):
            journal.add(source, report)
    return folder.name


@pytest.fixture(params=[make_results, make_batch])
def kept(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "data"))
    make: Callable[[Path], str] = request.param
    return make(tmp_path)


def export(*arguments: str) -> int:
    return main.main(["batch", "export", "--lang", "en", *arguments])


def test_the_table_has_the_columns_of_the_other_one_with_types(kept: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = tmp_path / "table.parquet"
    assert export("--parquet", str(out), kept) == 0
    table = parquet.read_table(out)
    assert table.column_names == list(names_in("commands.pack.columns"))
    assert str(table.schema.field("size").type) == "int64"
    assert str(table.schema.field("modified").type) == "timestamp[us, tz=UTC]"
    assert str(table.schema.field("findings").type) == "list<element: string>"
    first, formula, hostile = table.to_pylist()
    assert (first["number"], first["name"], first["conclusion"]) == (1, "harbour.jpg", "ai_edited")
    assert first["problem"] is None
    assert [row["modified"].timestamp() for row in (first, formula, hostile)] == [1, 2, 3]
    assert formula["name"] == "=SUM(A1).png"
    assert "\n" not in hostile["path"] + hostile["by"]
    assert "\u202e" not in json.dumps(hostile, default=str, ensure_ascii=False)


def test_the_page_sums_up_the_last_result_of_each_file(kept: str, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert export("--summary", str(out), kept) == 0
    text = out.read_text(encoding="utf-8")
    assert "<p>3 results</p>" in text
    assert "couldn" not in text
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_results_that_cannot_be_read_are_counted_and_the_rest_is_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "data"))
    results, batch = Path(make_results(tmp_path)), make_batch(tmp_path)
    with results.open("ab") as file:
        file.write(b'{"schema":"whence.report/2"}\n["' + b"[" * 50_000 + b"\n\xff\n")
    reports = tmp_path / "data" / "batches" / batch / REPORTS
    reports.write_bytes(b"\0" * reports.stat().st_size)
    for place, lost, left in ((str(results), 3, 3), (batch, 3, 0)):
        out = tmp_path / f"{left}.html"
        assert export("--summary", str(out), place) == 1
        assert f"{lost} saved results could not be read and are left out." in capsys.readouterr().err
        assert f"<p>{left} results</p>" in out.read_text(encoding="utf-8")


def test_nothing_is_overwritten_or_begun_in_vain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "data"))
    results, out = make_results(tmp_path), tmp_path / "there.html"
    out.write_text("mine")
    assert export("--summary", str(out), results) == 2
    assert out.read_text() == "mine"
    assert export(results) == 2
    assert export("--summary", str(tmp_path / "new.html"), "20260101T000000") == 2
    assert "There is no batch and no file of results named" in capsys.readouterr().err
    assert export("--summary", str(tmp_path / "no folder" / "new.html"), results) == 1
    assert "Nothing was exported: No such file or directory." in capsys.readouterr().err


def test_without_the_extra_one_sentence_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "find_spec", lambda name: None)
    assert export("--parquet", str(tmp_path / "t.parquet"), make_results(tmp_path)) == 1
    assert "pip install 'whence-provenance[parquet]'" in capsys.readouterr().err
    assert not (tmp_path / "t.parquet").exists()


def test_the_page_needs_no_part_that_is_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert export("--summary", str(tmp_path / "page.html"), make_results(tmp_path)) == 0


def test_batches_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "data"))
    name = make_batch(tmp_path)
    assert main.main(["batch", "list", "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"{name}  check  open  /pictures\n"
