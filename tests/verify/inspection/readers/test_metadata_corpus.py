"""The four readers of plain metadata on real files: they agree with ExifTool, and no malformed file holds them up."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.build.readings import seen, values
from verify.inspection import containers
from verify.inspection.media.input_file import Media
from verify.inspection.readers import container_text, exif, iptc, xmp

pytestmark = pytest.mark.corpus

READERS = (exif.READER, xmp.READER, iptc.READER, container_text.READER)
SLOWEST_SECONDS = 5.0  # a bomb of 128 MiB takes half a second on an idle core

# ExifTool's name → our key
SAME = {
    "IFD0:Make": "exif:Image:Make",
    "IFD0:Model": "exif:Image:Model",
    "IFD0:Software": "exif:Image:Software",
    "IFD0:Artist": "exif:Image:Artist",
    "IFD0:ImageDescription": "exif:Image:ImageDescription",
    "ExifIFD:DateTimeOriginal": "exif:EXIF:DateTimeOriginal",
    "ExifIFD:UserComment": "exif:EXIF:UserComment",
    "ExifIFD:LensModel": "exif:EXIF:LensModel",
    "XMP-iptcExt:DigitalSourceType": "xmp:Iptc4xmpExt:DigitalSourceType",
    "XMP-xmp:CreatorTool": "xmp:xmp:CreatorTool",
    "XMP-photoshop:Credit": "xmp:photoshop:Credit",
    "XMP-xmpMM:DocumentID": "xmp:xmpMM:DocumentID",
    "XMP-TC260:Aigc": "xmp:TC260:AIGC",
    "IPTC:Credit": "iptc:2:110",
    "IPTC:By-line": "iptc:2:80",
    "IPTC:SpecialInstructions": "iptc:2:40",
    "Keys:Software": "mp4:key:com.apple.quicktime.software",
}


def ours(path: Path) -> dict[str, list[str]]:
    return values([output for reader in READERS for output in seen(reader, path)])


def walked_formats(folder: Path) -> Iterator[Path]:
    """The files that have a walker, none of them malformed."""
    for path in sorted(folder.glob("*/*")):
        if path.parent.name in ("malformed", "trust"):
            continue
        with Media.open(path) as media:
            if media.media_type in containers.FORMATS:
                yield path


@pytest.fixture(scope="module")
def oracle(corpus: Path) -> dict[Path, dict[str, Any]]:
    """What ExifTool reads, by file."""
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("ExifTool is not installed")
    files = [str(path) for path in walked_formats(corpus)]
    command = [program, "-json", "-G1", "-a", "-n", "-struct", "-charset", "UTF8", *files]
    printed = subprocess.run(command, capture_output=True, check=False, timeout=300).stdout
    return {Path(item["SourceFile"]): item for item in json.loads(printed)}


def test_the_readers_agree_with_exiftool(oracle: dict[Path, dict[str, Any]]) -> None:
    agreed: Counter[str] = Counter()
    disagreements = []
    for path, theirs in oracle.items():
        found = ours(path)
        for name, key in SAME.items():
            if name not in theirs:
                continue
            if any(same(value, theirs[name]) for value in found.get(key, [])):
                agreed[name] += 1
            else:
                disagreements.append((path.name, key, found.get(key), theirs[name]))
    print("\n".join(f"{name:32} {number:4} files agree" for name, number in sorted(agreed.items())))
    assert disagreements == []
    assert agreed["IFD0:Make"] > 30
    assert agreed["XMP-xmp:CreatorTool"] > 10


def test_every_text_that_exiftool_finds_in_a_png_is_found(oracle: dict[Path, dict[str, Any]]) -> None:
    compared = 0
    for path, theirs in oracle.items():
        texts = {key: given for key, given in ours(path).items() if key.startswith("png:text:")}
        known = {folded(key.removeprefix("png:text:")) for key in texts}
        for name, value in theirs.items():
            if name == "PNG:CreationTime":
                continue  # ExifTool rewrites the date
            if name.startswith("PNG:") and folded(name.removeprefix("PNG:")) in known:
                compared += 1
                # ExifTool holds to Latin-1 where writers put UTF-8
                readings = [form for given in texts.values() for text in given for form in (text, latin(text))]
                assert any(same(form, value) for form in readings), (path.name, name)
    assert compared > 40


def latin(text: str) -> str:
    return text.encode().decode("latin-1")


def folded(name: str) -> str:
    """ExifTool leaves out what is no letter, and writes a great letter first."""
    return "".join(character for character in name.casefold() if character.isalnum())


def same(our: str, their: object) -> bool:
    """ExifTool turns what looks like a number into one, writes line ends its own way, and does not cut."""
    stated = json.dumps(their) if isinstance(their, dict | list) else str(their)
    if our.partition(" [cut, ")[0] != our:
        our = our.partition("… [cut, ")[0]
        stated = stated[: len(our)]
    try:
        return float(our) == float(stated)
    except ValueError:
        return "".join(our.split()) == "".join(stated.split())


def test_every_malformed_file_passes_every_reader_in_time(corpus: Path) -> None:
    files = sorted((corpus / "malformed").iterdir())
    assert len(files) == 65
    for path in files:
        begun = time.process_time()
        for reader in READERS:
            seen(reader, path)
        assert time.process_time() - begun < SLOWEST_SECONDS, path.name


def test_no_file_without_a_fault_is_called_damaged_for_being_ordinary(corpus: Path) -> None:
    damaged = set()
    for path in walked_formats(corpus):
        if any(
            getattr(output, "code", "") == "context.metadata_damaged"
            for reader in READERS
            for output in seen(reader, path)
        ):
            damaged.add(path.name)
    # one camera writes a dangling pointer, another is a fuzzed file of another project, one film is cut short,
    # one drawing uses a prefix that it never declares, and one document is locked with a password
    assert damaged <= {
        "contentauth__basic-password.pdf",
        "exiftool__Matroska.mkv",
        "exiftool__XMP.svg",
        "drewnoakes__Canon_PowerShot_S30_2_.jpg",
        "drewnoakes__NegativeArraySizeException.HeifReader.processBoxes.heif",
    }
