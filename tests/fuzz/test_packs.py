"""What a pack holds of a hostile report cannot act either: printed pages, page, table and the names of its files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build import example_reports
from tests.fuzz import harmless
from tests.fuzz.hostile_texts import NASTY
from verify.features.packs.create import make_parts
from verify.features.packs.layout import PAGE, PRINT, TABLE
from verify.model import Field, FileFacts, Pack, PackItem, Report
from verify.report.words.catalogue import Translator

# what makes a printed page do something, and what it could bring along
ACTING_KEYS = frozenset(
    ("/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA", "/EmbeddedFiles", "/SubmitForm", "/RichMedia", "/XFA")
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def find_pack_offences(report: Report, wording: Translator) -> Iterator[str]:
    made = dict(make_parts(Pack((PackItem(report),), "2026-11-25T13:00:00Z"), wording))
    for name in made:
        if ".." in name or name.startswith("/") or harmless.find_acting(name):
            yield f"a file of the name {name!r}"
    page = made[PAGE].decode("utf-8")
    yield from harmless.find_page_offences(page)
    if found := harmless.find_acting(page):
        yield f"the page holds {found!r}"
    for row in csv.reader(io.StringIO(made[TABLE].decode("utf-8").removeprefix("\ufeff"), newline="")):
        yield from (f"a cell that computes: {cell[:40]!r}" for cell in row if cell.startswith(FORMULA))
        yield from (f"a cell that acts: {cell[:40]!r}" for cell in row if harmless.find_acting(cell))
    yield from _find_print_offences(made[PRINT])


def _find_print_offences(content: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                yield from (f"the print has {key}" for key in set(thing.keys()) if key in ACTING_KEYS)
                yield from _find_bad_address(thing)


def _find_bad_address(thing: Any) -> Iterator[str]:
    address = thing.get("/URI")
    if address is not None and not str(address).startswith("https://"):
        yield f"the print leads to {str(address)[:40]!r}"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=example_reports.reports(), language=st.sampled_from(("en", "zh_CN")))
def test_a_pack_of_any_report_holds_nothing_that_acts(report: Report, language: str) -> None:
    assert list(find_pack_offences(report, Translator(language))) == []


@pytest.mark.parametrize("text", NASTY)
def test_a_name_that_acts_is_harmless_in_a_pack(text: str) -> None:
    report = Report(FileFacts(f"/tmp/{text}", text, 1, "0" * 64), fields=(Field("exif:Image:Artist", text),))
    assert list(find_pack_offences(report, Translator("en"))) == []


def test_a_print_that_acts_would_be_seen() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    pdf.Root.Link = pdf.make_indirect(pikepdf.Dictionary(URI="file:///etc/passwd"))
    out = io.BytesIO()
    pdf.save(out)
    assert len(list(_find_print_offences(out.getvalue()))) == 3
