"""The printed pack: its fonts stand in it, its text can be read out again, and nothing in it is obeyed or lost."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from tests.build import example_reports
from verify.features.packs.cover import make_annex, make_cover
from verify.features.packs.layout import PAGE
from verify.features.packs.pdf.fonts import load_fonts
from verify.features.packs.pdf.pages import Printed, make_panels, report_pdf
from verify.model import SIGNS, Pack, PackItem, Report
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline

NAME = "Bücher şehir 港口 مرحبا 👍 <b>&amp; ✕⚑⟨⟩.jpg"


def _pdf(report: Report, language: str) -> bytes:
    wording = Translator(language)
    pack = Pack((PackItem(report),), "2026-11-25T13:00:00Z", note="Line one\nLine two", by="Ada")
    return print_report(pack, wording)


def print_report(pack: Pack, wording: Translator) -> bytes:
    return report_pdf(make_printed(pack, wording), PAGE)


def make_printed(pack: Pack, wording: Translator) -> Printed:
    annexes = tuple(make_annex(item, wording, {}, "", "") for item in pack.items)
    return Printed(make_cover(pack, wording), make_panels(pack, wording), annexes, wording)


def _text(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    (folder / "pack.pdf").write_bytes(pdf)  # out of a pipe it does not read all of it
    command = ["pdftotext", "-enc", "UTF-8", str(folder / "pack.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_font_of_the_text_stands_in_the_document(language: str) -> None:
    with pikepdf.open(io.BytesIO(_pdf(example_reports.full(), language))) as document:
        found = [
            font.FontDescriptor
            for page in document.pages
            for font in page.Resources.Font.as_dict().values()
            if "/FontDescriptor" in font
        ]
        assert found
        assert all("/FontFile2" in descriptor for descriptor in found)
        assert str(document.Root.Lang) == language.replace("_", "-")
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(document.Root.keys())
        assert "/JavaScript" not in str(document.Root)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_text_can_be_read_out_again(language: str, tmp_path: Path) -> None:
    report = example_reports.nothing()
    text = _text(_pdf(replace(report, file=replace(report.file, name=NAME)), language), tmp_path)
    assert "Bücher şehir 港口" in text
    assert "<b>&amp; ✕⚑⟨⟩.jpg" in text
    assert "⟨U+0645⟩" in text  # Arabic is not set, but neither is it lost
    assert "⟨U+1F44D⟩" in text
    assert report.file.sha256 in text
    assert headline.headline(Translator(language), report) in text.replace("\n", " ")
    counted = Translator(language).text("commands.pack.counts")
    assert 0 < text.index("Line one") < text.index(counted)  # a short note is read before the table


@pytest.mark.parametrize("chinese", [False, True])
def test_every_sign_of_a_standing_can_be_printed(chinese: bool) -> None:
    signs = "".join(SIGNS.values())
    assert load_fonts([signs], chinese=chinese).replace_missing(signs) == signs


def test_a_character_that_no_font_has_is_shown_by_its_number() -> None:
    made = load_fonts(["plain 文 ع"], chinese=False)
    assert made.replace_missing("plain 文") == "plain 文"
    assert made.replace_missing("ع") == "⟨U+0639⟩"
    assert made.regular != made.bold


def test_a_long_note_and_long_names_flow_over_pages() -> None:
    report = example_reports.full()
    long = replace(report, file=replace(report.file, path="/p" * 2000, name="n" * 5000))
    wording = Translator("en")
    pack = Pack((PackItem(long),), "2026-11-25T13:00:00Z", note="word " * 4000, by="Ada")
    pdf = print_report(pack, wording)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) > 4


def test_every_file_has_one_page_however_much_there_is_to_say() -> None:
    report = example_reports.full()
    long = replace(report, file=replace(report.file, path="/p" * 2000, name="n " * 2500))
    wording = Translator("en")
    pack = Pack((PackItem(long), PackItem(example_reports.nothing()), PackItem(long)), "2026-11-25T13:00:00Z")
    with pikepdf.open(io.BytesIO(print_report(pack, wording))) as document, document.open_outline() as outline:
        places = [entry.destination for entry in outline.root]
        pages = [document.pages.index(pikepdf.Page(at[0])) for at in places if isinstance(at, pikepdf.Array)]
        assert pages == [len(document.pages) - 3, len(document.pages) - 2, len(document.pages) - 1]


@given(example_reports.reports())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_report_can_be_printed(report: Report) -> None:
    assert _pdf(report, "zh_CN").startswith(b"%PDF-")
