from __future__ import annotations

import pytest

from verify import __version__
from verify.cli import main
from verify.store.licences import read_parts


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_about_names_the_version_and_every_part_with_its_licence(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert main.main(["about", "--lang", language]) == 0
    out = capsys.readouterr().out
    assert __version__ in out
    for part in read_parts():
        assert any(line.startswith(part.name) and line.endswith(part.licence) for line in out.splitlines()), part
