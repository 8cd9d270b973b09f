"""What version 0.1 kept is read, shown and compared today: packs, results, batches, cases and the memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields

from tests.build import kept_by_0_1 as kept
from tests.build.media.drawings.motifs import looks, motif, report
from tests.build.memory import open_memory
from tests.verify.report.test_json import VALIDATOR
from verify import model
from verify.cli import main
from verify.features.batch import job, journal
from verify.features.batch.file_key import Source
from verify.features.batch.results import Results
from verify.features.cases.store import CaseStore
from verify.features.packs import archive, contents, recheck
from verify.features.packs.layout import FACTS, REPORTS
from verify.model import SIGNS, Conclusion, Report, Standing
from verify.report.formats.html import html
from verify.report.formats.json import SCHEMA, line
from verify.report.formats.text import text
from verify.report.words.catalogue import Translator
from verify.workers import protocol
from verify.workers.protocol import earlier_schemas

SOURCE = Source("file:///pictures/made.png", 1234, 5)
Said = Callable[..., tuple[int, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def run(*arguments: object) -> tuple[int, str]:
        status = main.main([*map(str, arguments)])
        return status, "".join(capsys.readouterr())

    return run


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHENCE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def assert_is_the_answer(found: Report) -> None:
    assert (found.verdict.conclusion, found.verdict.standing) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)
    assert found.record.active is not None
    assert found.record.active.signer is not None
    assert found.record.active.signer.name == "Somebody"
    assert [item.code for item in found.findings] == ["record.untrusted", "record.origin"]
    for language in ("en", "zh_CN"):
        wording = Translator(language)
        assert text(found, wording, 100)
        assert html([found], wording)
        VALIDATOR.validate(json.loads(line(found, wording)))


# -- the shapes --------------------------------------------------------------------------------------------------------


def test_a_public_report_becomes_one_of_today_and_keeps_what_it_said() -> None:
    document = earlier_schemas.upgrade(kept.PUBLIC)
    VALIDATOR.validate(document)
    for part in ("findings", "readings", "run", "label_card", "fields", "not_checked", "source"):
        assert document[part] == kept.PUBLIC[part]
    for part in ("file", "verdict", "record"):
        assert kept.PUBLIC[part].items() <= document[part].items()
    assert document["verdict"]["sign"] == "◇"


def test_a_report_of_today_stays_what_it_is_and_an_unknown_one_is_refused() -> None:
    today = {"schema": SCHEMA, "verdict": 3}
    assert earlier_schemas.upgrade(today) is today
    for schema in ("whence.report/3", None, 1, ["whence.report/1"]):
        with pytest.raises(ValueError, match="schema"):
            earlier_schemas.upgrade({"schema": schema})


@pytest.mark.parametrize("value", [3, None, [], "x", {"standing": []}, {"standing": "of_the_future"}])
def test_a_damaged_older_report_is_lifted_without_an_error(value: object) -> None:
    document = earlier_schemas.upgrade(
        {"schema": earlier_schemas.FIRST, "verdict": value, "file": value, "record": value}
    )
    assert document["verdict"]["sign"] == ""


def test_the_words_of_0_1_all_stand_today() -> None:
    assert {"confirmed", "unconfirmed", "broken", "decoded", "stated", "elsewhere", "none", "unchecked"} <= set(
        Standing
    )
    assert set(SIGNS) == set(Standing)
    assert len(set(SIGNS.values())) == len(Standing)


def test_a_kept_value_may_lack_only_what_has_a_default() -> None:
    assert_is_the_answer(earlier_schemas.load_earlier(Report, kept.line(kept.KEPT)))
    for lost in ("file", "verdict"):
        broken = {name: value for name, value in kept.KEPT.items() if name != lost}
        if next(item for item in fields(Report) if item.name == lost).required:
            with pytest.raises(protocol.WireError):
                earlier_schemas.load_earlier(Report, kept.line(broken))
        else:
            assert earlier_schemas.load_earlier(Report, kept.line(broken)).verdict == model.Verdict()


def test_what_crosses_between_processes_still_has_to_be_whole() -> None:
    with pytest.raises(protocol.WireError):
        protocol.load(Report, kept.KEPT)


def test_a_key_that_nobody_knows_is_refused_in_what_was_kept_too() -> None:
    with pytest.raises(protocol.WireError):
        earlier_schemas.load_earlier(Report, kept.line({**kept.KEPT, "of_the_future": 1}))


# -- the stores --------------------------------------------------------------------------------------------------------


def test_a_run_goes_on_with_results_of_0_1_and_judges_nothing_twice(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(kept.public_line(source=True) + b"\n")
    found = earlier_schemas.load_earlier(Report, kept.line(kept.KEPT))
    with Results(out, resume=True) as results:
        assert results.has(SOURCE)
        assert results.foreign_lines == 0
        results.add(SOURCE, found, Translator("en"))  # known: nothing is written
        results.add(Source("file:///pictures/other.png", 1, 2), found, Translator("en"))
    schemas = [json.loads(each)["schema"] for each in out.read_text(encoding="utf-8").splitlines()]
    assert schemas == [earlier_schemas.FIRST, SCHEMA]
    with Results(out, resume=True) as results:
        assert len(results) == 2
        assert results.foreign_lines == 0


def test_a_batch_of_0_1_shows_its_rows_and_its_reports(tmp_path: Path) -> None:
    kept.batch(tmp_path / "batch")
    assert job.read(tmp_path / "batch") is not None
    (row,) = journal.read_rows(tmp_path / "batch")
    assert (row.signer, row.standing) == ("Somebody", Standing.UNCONFIRMED)
    found = journal.read_report(tmp_path / "batch", row.at, row.length)
    assert found is not None
    assert_is_the_answer(found)
    with journal.Journal(tmp_path / "batch") as opened:
        assert opened.has(SOURCE)


def test_a_case_of_0_1_is_whole_and_is_handed_on(tmp_path: Path) -> None:
    kept.case(tmp_path)
    with CaseStore(tmp_path) as cases:
        assert cases.check("Harbour") == ()
        (item,) = cases.load_items("Harbour")
        assert cases.set_aside is None
    assert_is_the_answer(item.report)


def test_the_commands_show_and_export_a_case_of_0_1(data: Path, tmp_path: Path, said: Said) -> None:
    kept.case(data)
    status, shown = said("case", "show", "Harbour")
    assert status == 0
    assert "made.png" in shown
    assert said("case", "verify", "Harbour")[0] == 0
    assert said("case", "export", "Harbour", "--out", tmp_path / "case.zip")[0] == 0
    (past,) = contents.read_pack(tmp_path / "case.zip").files
    assert ("standing", "", "unconfirmed") in past.results


def _pack(path: Path) -> None:
    facts: dict[str, Any] = {"schema": "whence.pack/1", "settings": {"readers": ["c2pa", "exif"], "deep": False}}
    archive.write(path, [(FACTS, json.dumps(facts).encode()), (REPORTS, kept.public_line() + b"\n")])


def test_a_pack_of_0_1_is_compared_by_what_it_found(tmp_path: Path, said: Said) -> None:
    _pack(tmp_path / "pack.zip")
    (past,) = contents.read_pack(tmp_path / "pack.zip").files
    assert (past.name, past.sha256) == ("made.png", kept.SHA256)
    assert past.results == contents.extract_results(earlier_schemas.upgrade(kept.PUBLIC))
    assert ("alarm", "signer_unknown", "found") in past.results
    assert (
        recheck.compare(past.results, contents.extract_results(kept.PUBLIC)) == ()
    )  # the shape alone is no difference
    _, told = said("pack", "rerun", tmp_path / "pack.zip")
    assert "made.png" in told
    assert "not a pack" not in told.lower()


def test_a_memory_of_0_1_still_knows_what_it_saw(tmp_path: Path, data: Path, said: Said) -> None:
    seen = looks(motif(3))
    kept.memory(data, seen)
    with open_memory(data) as memory:
        (finding,) = memory.add_hints(report("copy", seen)).findings
    assert (finding.fact("name"), finding.fact("standing")) == ("made.png", "unconfirmed")
    status, told = said("memory", "show")
    assert status == 0
    assert "made.png" in told
