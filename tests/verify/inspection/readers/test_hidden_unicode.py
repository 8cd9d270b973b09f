"""Unusual characters are shown with counts and places, and never say anything about AI."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.readings import OPTIONS, findings, seen
from verify.inspection.inspect import inspect
from verify.inspection.readers import hidden_unicode
from verify.model import Conclusion, Finding, OriginClaim, Strength


def test_counts_and_places_are_told(tmp_path: Path) -> None:
    data = "one\u200b\ntwo\n\u200bthree" + "\u200b" * 12
    found = findings(seen(hidden_unicode.READER, tmp_path / "a.txt", data.encode()), "context.invisible_characters")
    assert [(item["kind"], item["count"]) for item in found] == [("zero_width", "14")]
    assert found[0]["places"].startswith("1:4, 3:1, 3:7,")
    assert found[0]["places"].endswith(" …")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.svg"])
def test_they_are_found_in_every_kind_of_text(tmp_path: Path, name: str) -> None:
    body = {
        "a.txt": "a\u202eb",
        "a.md": "# T\na\u202eb",
        "a.html": "<html>a\u202eb</html>",
        "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'><text>a&#x202e;b</text></svg>",
    }[name]
    found = findings(seen(hidden_unicode.READER, tmp_path / name, body.encode()), "context.invisible_characters")
    assert [item["kind"] for item in found] == ["direction"]


def test_they_are_never_evidence_of_ai(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("all\u200b of\u202fthem\u00ad a\u200db \u2060 p\u0430y a\ufe0f \U000e0041 \u202e", encoding="utf-8")
    report = inspect(path, OPTIONS)
    own = [
        finding
        for finding in report.findings
        if isinstance(finding, Finding) and finding.reader == "invisible_characters"
    ]
    assert len(own) == 8
    assert {(item.claim, item.strength) for item in own} == {(OriginClaim.NONE, Strength.HINT)}
    assert report.verdict.conclusion is Conclusion.UNKNOWN
