"""The canary tells every answer that newer engines change, and nothing where they change none."""

from __future__ import annotations

import argparse
import copy
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.build.reports import examples
from verify.report.formats import json as report_json
from verify.report.words.catalogue import Translator

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = report_json.document(examples()["made with AI, confirmed"], Translator("en"))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    specification = importlib.util.spec_from_file_location("canary", ROOT / "packaging" / "tools" / "canary.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["canary"] = module  # its dataclass looks itself up there
    specification.loader.exec_module(module)
    return module


def changed(**record: Any) -> dict[str, Any]:
    """The report, with other values in its record."""
    document: dict[str, Any] = copy.deepcopy(json.loads(json.dumps(REPORT)))
    document["record"].update(record)
    return document


def test_the_same_answers_are_no_change_whenever_they_were_given(tool: ModuleType) -> None:
    later = changed()
    later["run"]["checked_at"] = "2031-01-01T00:00:00Z"
    later["readings"][0]["ms"] = 9.0
    assert list(tool.compare({"a": tool.summarise(REPORT)}, {"a": tool.summarise(later)})) == []


def test_a_changed_state_is_told_with_both_values(tool: ModuleType) -> None:
    ((path, lines),) = tool.compare(
        {"a": tool.summarise(changed(state="trusted"))}, {"a": tool.summarise(changed(state="altered"))}
    )
    assert path == "a"
    assert lines == ["record.state: trusted → altered"]


def test_of_codes_it_is_told_which_came_and_which_went(tool: ModuleType) -> None:
    ((_, lines),) = tool.compare(
        {"a": tool.summarise(changed(codes=["x.kept", "x.gone"]))},
        {"a": tool.summarise(changed(codes=["x.kept", "x.new"]))},
    )
    assert lines == ["record.codes: -x.gone +x.new"]


def test_the_verdict_and_the_second_engine_are_compared_too(tool: ModuleType) -> None:
    other = changed(second_opinion={"engine": "e", "state": "expired", "agrees": False, "codes": []})
    other["verdict"]["conclusion"] = "unknown"
    ((_, lines),) = tool.compare({"a": tool.summarise(REPORT)}, {"a": tool.summarise(other)})
    assert "verdict.conclusion: ai_generated → unknown" in lines
    assert any(line.startswith("second.state: ") for line in lines)


def test_a_file_that_one_side_does_not_answer_is_a_change(tool: ModuleType) -> None:
    assert [path for path, _ in tool.compare({"a": tool.summarise(REPORT)}, {})] == ["a"]


@pytest.mark.parametrize("text", ["c2pa-python", "c2pa-python>=1", "", "--index-url=x==1"])
def test_only_exact_versions_are_taken(tool: ModuleType, text: str) -> None:
    with pytest.raises(tool.CanaryError):
        tool.split_versions(text)


def test_a_set_is_several_versions_and_a_dash_is_what_is_installed(tool: ModuleType) -> None:
    assert tool.split_versions("a==1, b==2") == ("a==1", "b==2")
    assert tool.split_versions("-") == ()
    assert tool.make_environment((), Path("nowhere")) == Path(sys.executable)


def test_another_version_than_was_asked_for_is_no_answer(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = changed()
    ran["run"]["engines"] = {"c2pa-python": "1"}
    monkeypatch.setattr(tool, "_run", lambda *_, **__: json.dumps(ran))
    wanted = argparse.Namespace(readers="quick", jobs=1, folder=tmp_path)
    assert tool.check(tool.Side(("c2pa-python==1",)), Path("python"), wanted, tmp_path / "one")
    with pytest.raises(tool.CanaryError, match="c2pa-python 1 ran, not 2"):
        tool.check(tool.Side(("c2pa-python==2",)), Path("python"), wanted, tmp_path / "two")
    ran["file"]["problem"] = "not_started"
    with pytest.raises(tool.CanaryError, match="does not start"):
        tool.check(tool.Side(()), Path("python"), wanted, tmp_path / "three")


def test_what_is_installed_compared_with_itself_changes_nothing(
    tool: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.txt").write_text("A lighthouse.\n")
    assert tool.main(["-", "-", str(tmp_path), "--readers", "c2pa_text"]) == 0
    assert capsys.readouterr().out.splitlines() == ["0 of 1 files changed"]
    assert tool.main(["nonsense", "-", str(tmp_path)]) == 2
