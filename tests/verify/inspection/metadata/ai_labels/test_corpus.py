"""On real files, every label that ExifTool shows is shown with the same value, and no other file has one."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from verify.inspection.inspect import inspect
from verify.inspection.metadata.ai_labels import aigc
from verify.inspection.metadata.ai_labels.aigc import LabelState
from verify.model import Options

OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=("exif", "xmp", "iptc", "text_chunks"))
WORDS = (b"AIGC", b"aigc", b"A\x00I\x00G\x00C")


def naming(corpus: Path) -> list[Path]:
    """The files of the corpus that hold the word in the clear."""
    folders = [path for path in sorted(corpus.iterdir()) if path.is_dir() and path.name != "trust"]
    files = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in WORDS)]


def shown(path: Path) -> Iterator[str]:
    """The values that ExifTool shows for a field named AIGC, or that hold one wrapped."""
    command = ["exiftool", "-j", "-G1", "-a", str(path)]
    fields: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)[0]
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        if name.casefold().endswith(":aigc") or text.lstrip().casefold().startswith('{"aigc"'):
            yield text


@pytest.mark.corpus
@pytest.mark.skipif(shutil.which("exiftool") is None, reason="ExifTool is not installed")
def test_every_label_that_exiftool_shows_in_real_files_is_shown_with_the_same_value(corpus: Path) -> None:
    agreed = 0
    for path in naming(corpus):
        values = {field.value for field in inspect(path, OPTIONS).fields}
        for value in shown(path):
            assert value in values, path.name
            agreed += 1
    assert agreed >= 5


@pytest.mark.corpus
def test_labels_are_read_of_the_files_that_carry_them_and_of_no_others(corpus: Path) -> None:
    labelled = {path: found for path in naming(corpus) if (found := aigc.read_labels(inspect(path, OPTIONS).fields))}
    assert {path.parent.name for path in labelled} == {"aigc-cn", "malformed"}
    assert {path for path in labelled if path.parent.name == "aigc-cn"} == set((corpus / "aigc-cn").iterdir())
    for path, found in labelled.items():
        # the broken ones bear the label's own name and a value that the standard does not know
        wanted = LabelState.IS if path.parent.name == "aigc-cn" else LabelState.NON_STANDARD
        assert {label.state for label in found} == {wanted}, path.name
