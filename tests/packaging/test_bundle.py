"""What goes into a bundle, what is told to the system about it, and that a bundle that lost something is noticed."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as Tree  # our own file, not a user's

import pytest

from verify import __version__
from verify.inspection.media import sniff
from verify.inspection.watermarks import perth, torch_checkpoint
from verify.model.readers import READERS
from verify.workers.process import relaunch

FOLDER = Path(__file__).resolve().parent.parent.parent / "packaging"


def loaded(monkeypatch: pytest.MonkeyPatch, name: str) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.syspath_prepend(str(FOLDER / "installer"))
    own = ("contents", "check_bundle", "debian", "bundle", "bill_of_materials", "locked_environment", "dev", "system")
    for each in own:
        monkeypatch.delitem(sys.modules, each, raising=False)
    return __import__(name)


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return loaded(monkeypatch, "contents")


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return loaded(monkeypatch, "check_bundle")


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return loaded(monkeypatch, "debian")


def report(*readings: tuple[str, str | None]) -> dict[str, Any]:
    return {
        "file": {"name": "photo.jpg"},
        "readings": [{"reader": reader, "problem": problem, "words": ""} for reader, problem in readings],
    }


ALL = tuple((name, None) for name in READERS)


def test_a_bundle_with_every_reader_passes(check: ModuleType) -> None:
    check.check_readers([report(*ALL)])


@pytest.mark.parametrize("lost", READERS)
def test_a_reader_that_is_missing_from_the_bundle_is_noticed(check: ModuleType, lost: str) -> None:
    with pytest.raises(check.BundleError, match=lost):
        check.check_readers([report(*ALL), report(*(one for one in ALL if one[0] != lost))])


def test_a_reader_that_lacks_its_library_is_noticed(check: ModuleType) -> None:
    lost = ALL[-1][0]
    with pytest.raises(check.BundleError, match=lost):
        check.check_readers([report(*ALL[:-1], (lost, "unavailable"))])


def test_a_library_under_the_gpl_is_noticed_by_its_name_and_by_how_it_was_built(
    check: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "libfine.so.1").write_bytes(b"\x7fELF")
    check.check_licences(tmp_path)
    for name, content in (("libreadline.so.8", b"\x7fELF"), ("libavcodec.so.62", b"--enable-gpl --enable-shared")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(check.BundleError, match=name):
            check.check_licences(tmp_path)
        path.unlink()


def test_a_bundle_that_grew_too_large_is_noticed(
    check: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate((check.MOST_MEGABYTES + 1) << 20)
    with pytest.raises(check.BundleError, match=f"{check.MOST_MEGABYTES + 1} MiB"):
        check.check_size(tmp_path)


def test_two_reports_are_the_same_whatever_the_time_and_the_milliseconds(check: ModuleType) -> None:
    one = {
        "verdict": "x",
        "run": {"checked_at": "1"},
        "readings": [{"reader": "c2pa", "problem": None, "words": "a", "ms": 1}],
    }
    other = {**one, "run": {"checked_at": "2"}, "readings": [{**one["readings"][0], "ms": 2}]}  # type: ignore[index]
    assert check._drop_run(one) == check._drop_run(other)
    assert check._drop_run(one) != check._drop_run({**other, "verdict": "y"})


def test_the_weights_in_a_bundle_are_the_detectors_whole_and_nothing_of_the_embedder(
    contents: ModuleType, tmp_path: Path
) -> None:
    kept, place = contents.write_perth_weights(tmp_path)
    assert place == "perth/perth_net/pretrained/implicit"
    assert perth.digest(torch_checkpoint.load(kept, "model", perth.PREFIX)) == perth._WEIGHTS_SHA256
    assert kept.stat().st_size < 0.8 * perth.find_weights().stat().st_size
    with pytest.raises(torch_checkpoint.CheckpointError):
        torch_checkpoint.load(kept, "model", "encoder.")


@pytest.mark.parametrize(
    "path",
    [
        "libreadline.so.8",
        "libgtk-3.so.0",
        "libgdk_pixbuf-2.0.so.0",
        "libcairo-gobject.so.2",
        "c2pa/libs/libc2pa_c.rlib",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "whence_provenance-0.2.0.dist-info/direct_url.json",
        "whence_provenance-0.2.0.dist-info/RECORD",
    ],
)
def test_what_nothing_uses_is_left_out(contents: ModuleType, path: str) -> None:
    assert not contents.is_wanted(path)
    assert not contents.is_wanted(path.replace("/", "\\"))


@pytest.mark.parametrize(
    "path",
    [
        "libglib-2.0.so.0",
        "libgthread-2.0.so.0",
        "c2pa/libs/libc2pa_c.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "pillow.libs/libharfbuzz-fb49c9fc.so.0.61450.0",
        "resources/trust/lists.toml",
        "whence_provenance-0.2.0.dist-info/METADATA",
        "numpy-2.4.6.dist-info/RECORD",
    ],
)
def test_what_is_used_stays(contents: ModuleType, path: str) -> None:
    assert contents.is_wanted(path)


def test_every_type_that_is_offered_to_open_is_one_that_whence_tells_by_its_bytes(contents: ModuleType) -> None:
    source = Path(sniff.__file__).read_text(encoding="utf-8")
    own = {"audio/x-wav": "audio/wav"}  # as the desktops call it
    assert [media for media in contents.MEDIA_TYPES if f'"{own.get(media, media)}"' not in source] == []


def test_macos_is_told_that_whence_looks_at_files_and_never_edits_them(contents: ModuleType) -> None:
    types = contents.make_info_plist("1.2.3")["CFBundleDocumentTypes"]
    assert {one["CFBundleTypeRole"] for one in types} == {"Viewer"}
    assert {one["LSHandlerRank"] for one in types} == {"Alternate"}
    assert len(types) == len(contents.MEDIA_TYPES)


def test_the_desktop_entry_opens_the_window_with_every_type(
    debian: ModuleType, contents: ModuleType, tmp_path: Path
) -> None:
    bundle = tmp_path / "dist" / "whence"
    bundle.mkdir(parents=True)
    debian.write_shared_files(tmp_path / "share", bundle)
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    path = tmp_path / "share" / "applications" / f"{contents.IDENTIFIER}.desktop"
    entry.read(path, encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == f"{relaunch.WINDOW} %F"
    assert entry["Desktop Entry"]["MimeType"].rstrip(";").split(";") == list(contents.MEDIA_TYPES)
    described = Tree.parse(tmp_path / "share" / "metainfo" / f"{contents.IDENTIFIER}.metainfo.xml").getroot()
    assert described.findtext("id") == contents.IDENTIFIER
    release = described.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", str(path)], check=True)


@pytest.mark.skipif(not all(map(shutil.which, ("dpkg", "objdump", "ldconfig"))), reason="needs a Debian system")
def test_the_package_depends_on_what_its_libraries_need_and_do_not_bring_along(
    debian: ModuleType, tmp_path: Path
) -> None:
    library = Path(os.path.realpath(shutil.which("dpkg") or ""))
    (tmp_path / "program").write_bytes(library.read_bytes())
    found = debian.find_dependencies(tmp_path)
    assert found[0].startswith("libc6 (>= 2.")
    control = debian.make_control_file(tmp_path, "amd64")
    assert f"Version: {__version__}\n" in control
    assert control.endswith("\n")
    assert all(line and (line.startswith(" ") or ": " in line) for line in control.splitlines())


def test_the_copyright_file_names_every_part(debian: ModuleType) -> None:
    from verify.store.licences import read_parts

    text = debian.make_copyright_file()
    assert [part.name for part in read_parts() if f"Comment: {part.name}" not in text] == []


@pytest.mark.skipif(not all(map(shutil.which, ("readelf", "strip"))), reason="needs binutils")
def test_a_library_that_stripping_would_break_stays_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bundle = loaded(monkeypatch, "bundle")
    from _ctypes import __file__ as some_library

    library = tmp_path / "library.so"
    shutil.copyfile(some_library, library)
    assert bundle.is_page_aligned(library)
    monkeypatch.setattr(bundle, "is_page_aligned", lambda _: False)
    before = library.read_bytes()
    bundle.strip(library)
    assert library.read_bytes() == before
    assert list(tmp_path.iterdir()) == [library]
    monkeypatch.setattr(bundle, "is_page_aligned", lambda _: True)
    bundle.strip(library)
    assert library.stat().st_size <= len(before)


def test_a_part_off_its_page_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = loaded(monkeypatch, "bundle")
    line = "  LOAD           0x{} 0x0000000000001000 0x0000000000001000 0x000100 0x000100 R E 0x1000\n"
    for offset, whole in (("001000", True), ("001008", False)):
        done = subprocess.CompletedProcess([], 0, stdout=line.format(offset))
        monkeypatch.setattr(bundle.subprocess, "run", lambda *_, found=done, **__: found)
        assert bundle.is_page_aligned(Path("x")) is whole
