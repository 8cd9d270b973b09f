from __future__ import annotations

import sys
from pathlib import Path

import pytest

from verify import __version__
from verify.cli import main
from verify.store.licences import BILL_OF_MATERIALS, read_parts


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_about_names_the_version_and_every_part_with_its_licence(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert main.main(["about", "--lang", language]) == 0
    out = capsys.readouterr().out
    assert __version__ in out
    for part in read_parts():
        assert any(line.startswith(part.name) and line.endswith(part.licence) for line in out.splitlines()), part


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_about_tells_where_the_bill_of_materials_lies_or_that_there_is_none(
    capsys: pytest.CaptureFixture[str], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main.main(["about", "--lang", language])
    without = capsys.readouterr().out
    (tmp_path / BILL_OF_MATERIALS).write_text("{}")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "whence"))
    main.main(["about", "--lang", language])
    lines = set(capsys.readouterr().out.splitlines()) - set(without.splitlines())
    assert len(lines) == 1
    assert str(tmp_path / BILL_OF_MATERIALS) in lines.pop()
