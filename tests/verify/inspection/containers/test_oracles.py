"""Other programs that read metadata show no text of a file that our walkers pass over, unless a table explains it.

They are compared and nothing more: mutagen and hachoir are under the GPL, and none of them ships. Each test is skipped
where its program is missing.
"""

from __future__ import annotations

import fnmatch
import importlib.util
import json
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.build.media.every_container import make_files
from verify.inspection.inspect import inspect
from verify.model import Options

OPTIONS = Options(now=datetime(2026, 1, 1, tzinfo=UTC), readers=("exif", "xmp", "iptc", "text_chunks"))
TABLE = tomllib.loads(Path(__file__).with_name("oracles.toml").read_text(encoding="utf-8"))["difference"]
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
LARGEST = 1_000_000  # bytes of a file of the corpus
FOLDERS = ("audio-plain", "c2pa-audio", "c2pa-video", "c2pa-video-ai", "aigc-cn", "sd-comfyui", "sd-a1111")

Shown = Iterator[tuple[str, str]]  # the other program's name of a text, and the text


def read_by_mutagen(path: Path) -> Shown:
    import mutagen

    try:
        tags = getattr(mutagen.File(path), "tags", None) or {}
    except mutagen.MutagenError:
        return
    for name, value in dict(tags).items():
        values = getattr(value, "text", None) or (value if isinstance(value, list | tuple) else [value])
        yield from ((name, str(getattr(one, "value", one))) for one in values if not isinstance(one, bytes))


def read_by_mediainfo(path: Path) -> Shown:
    from pymediainfo import MediaInfo

    for track in MediaInfo.parse(path).to_data()["tracks"]:
        for name, value in track.items():
            values = value if isinstance(value, list) else [value]
            yield from ((f"{track['track_type']}:{name}", one) for one in values if isinstance(one, str))


def read_by_hachoir(path: Path) -> Shown:
    from hachoir.core import config
    from hachoir.metadata import extractMetadata
    from hachoir.parser import createParser

    config.quiet = True
    parser = createParser(str(path))
    if not parser:
        return
    with parser:
        found = extractMetadata(parser)
    for item in found or ():
        yield from ((item.key, value.text) for value in item.values)


def read_by_exiftool(path: Path) -> Shown:
    command = ["exiftool", "-j", "-G1", "-a", str(path)]
    entries: list[dict[str, Any]] = json.loads(subprocess.run(command, capture_output=True, check=False).stdout or "[]")
    for name, value in (entries[0] if entries else {}).items():
        yield from ((name, one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))


ORACLES: dict[str, tuple[Callable[[Path], Shown], bool]] = {
    "mutagen": (read_by_mutagen, importlib.util.find_spec("mutagen") is not None),
    "mediainfo": (read_by_mediainfo, importlib.util.find_spec("pymediainfo") is not None),
    "hachoir": (read_by_hachoir, importlib.util.find_spec("hachoir") is not None),
    "exiftool": (read_by_exiftool, shutil.which("exiftool") is not None),
}


def explain(oracle: str, name: str) -> str:
    """The reason why a text that the other program calls so is none of our fields; empty where there is none."""
    for row in TABLE:
        if row["oracle"] == oracle and any(fnmatch.fnmatchcase(name, pattern) for pattern in row["names"]):
            return str(row["reason"])
    return ""


def compare(oracle: str, path: Path) -> tuple[int, list[str]]:
    """How many texts both read, and what only the other program shows without an explanation."""
    data = path.read_bytes()
    ours = "\n".join(field.value for field in inspect(path, OPTIONS).fields)
    agreed, differing = 0, []
    for name, value in ORACLES[oracle][0](path):
        text = value.strip().strip("\x00").strip()
        is_literal = any(text.encode(one, "replace") in data for one in ENCODINGS)
        if len(text) < 4 or not any(sign.isalpha() for sign in text) or not is_literal:
            continue  # computed, translated or a number: nothing that stands in the file as text
        if text in ours:
            agreed += 1
        elif not explain(oracle, name):
            differing.append(f"{path.name}: {name} = {text[:60]!r}")
    return agreed, differing


def needs(oracle: str) -> None:
    if not ORACLES[oracle][1]:
        pytest.skip(f"{oracle} is not installed")


@pytest.mark.parametrize("oracle", ORACLES)
def test_every_text_that_another_program_reads_in_our_files_is_among_our_fields(oracle: str, tmp_path: Path) -> None:
    needs(oracle)
    agreed, differing = 0, []
    for number, data in enumerate(make_files(tmp_path)):
        path = tmp_path / f"file{number}"
        path.write_bytes(data)
        both, only = compare(oracle, path)
        agreed += both
        differing += only
    assert differing == []
    assert agreed > 0


@pytest.mark.corpus
@pytest.mark.parametrize("oracle", ORACLES)
def test_every_text_that_another_program_reads_in_real_files_is_among_our_fields(oracle: str, corpus: Path) -> None:
    needs(oracle)
    paths = [path for folder in FOLDERS if (corpus / folder).is_dir() for path in sorted((corpus / folder).iterdir())]
    differing = []
    for path in paths:
        if path.is_file() and path.stat().st_size <= LARGEST:
            differing += compare(oracle, path)[1]
    assert differing == []


def test_every_difference_is_of_a_known_program_and_has_a_reason() -> None:
    for row in TABLE:
        assert row.keys() == {"oracle", "names", "reason"}
        assert row["oracle"] in ORACLES
        assert row["names"]
        assert row["reason"]
    assert explain("mutagen", "COMM::eng") == ""
