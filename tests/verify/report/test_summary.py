"""The page that sums up many results: it counts each once, in the words of the results, whatever stands in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import plain_reports
from tests.verify.report.test_html import KNOWN, Page
from verify.model import FileFacts, Problem, Report
from verify.report.formats.json import document
from verify.report.results.result import Result, read_result
from verify.report.results.summary import summary_page
from verify.report.results.tallies import MOST_NAMES, sum_up
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")
DRAWN = {"table", "tbody", "tr", "th", "td", "svg", "rect"}
SECOND = 10**9


def result(report: Report, modified_ns: int = -1) -> Result:
    source: dict[str, object] = {"uri": "file:///a", "size": 1, "modified_ns": modified_ns}
    return read_result(json.loads(json.dumps(document(report, ENGLISH, source))), ENGLISH)


def unread() -> Report:
    return Report(FileFacts("/a", "a", problem=Problem.NOT_FOUND))


def test_each_result_is_counted_once_with_how_sure_it_is() -> None:
    said = result(plain_reports.ai_edit())
    summary = sum_up([said, said, result(plain_reports.nothing()), result(unread())])
    assert (summary.count, summary.unread) == (4, 1)
    assert sum(bar.count for bar in summary.kinds.bars) == 4
    first = summary.kinds.bars[0]
    assert (first.name, first.parts) == (said.headline, (((said.standing, said.standing_words), 2),))
    assert [bar.name for bar in summary.signers.bars][:1] == [said.signer]
    assert sum(summary.sizes) == 3


@pytest.mark.parametrize(
    ("years", "first", "last", "count"),
    [
        ((2024, 2024), "2024-01-01", "2024-01-01", 1),
        ((2024, 2026), "2024-01", "2026-01", 25),
        ((2001, 2026), "2001", "2026", 26),
        ((1970, 2026), "1970–1979", "2020–2029", 6),
        ((1, 9999), "0000–0999", "9000–9999", 10),
    ],
)
def test_periods_are_as_short_as_can_be_shown(years: tuple[int, int], first: str, last: str, count: int) -> None:
    moments = [datetime(year, 1, 1, tzinfo=UTC) for year in years]
    results = [replace(result(plain_reports.nothing()), modified=moment) for moment in moments]
    timeline = sum_up([*results, result(plain_reports.nothing())]).timeline
    assert (timeline.periods[0], timeline.periods[-1], len(timeline.periods)) == (first, last, count)
    assert [sum(counts) for _, counts in timeline.rows] == [2]
    assert timeline.undated == 1


def test_names_beyond_the_most_are_counted_together() -> None:
    results = [replace(result(plain_reports.ai_edit()), signer=f"Signer {at}") for at in range(MOST_NAMES + 5)]
    chart = sum_up(results).signers
    assert (len(chart.bars), chart.more_names, chart.more_results) == (MOST_NAMES, 5, 5)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_loads_nothing_and_no_name_is_markup(language: str) -> None:
    hostile = replace(
        result(plain_reports.hostile(), SECOND),
        signer="<script>alert(1)</script>\u202e",
        generator='"><img src=x onerror=alert(1)>',
        standing='" onload="x',
    )
    text = summary_page(sum_up([hostile]), 3, Translator(language))
    page = Page(text)
    assert {tag for tag, _ in page.elements} <= KNOWN | DRAWN
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not {"src", "href", "style", "xlink:href"} & {name for _, attributes in page.elements for name in attributes}
    assert "url(" not in text
    assert "\u202e" not in text
    assert "default-src 'none'" in " ".join(page.attributes("meta", "content"))


def test_what_could_not_be_read_is_said() -> None:
    text = summary_page(sum_up([result(unread())]), 3, ENGLISH)
    assert "1 file couldn&#x27;t be read." in text
    assert "3 saved results couldn&#x27;t be read. They are in none of the figures." in text


def test_no_result_at_all_is_a_page_too() -> None:
    assert "0 results" in summary_page(sum_up([]), 0, ENGLISH)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(document(unread(), ENGLISH))), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_document_is_a_result_or_none(data: st.DataObject) -> None:
    made = document(plain_reports.ai_edit(), ENGLISH, {"uri": "file:///a", "size": 1, "modified_ns": 1})
    for part in data.draw(st.lists(st.sampled_from(sorted(made)), max_size=3)):
        within = made[part]
        if isinstance(within, dict) and within and data.draw(st.booleans()):
            made[part] = within | {data.draw(st.sampled_from(sorted(within))): data.draw(ANYTHING)}
        else:
            made[part] = data.draw(ANYTHING)
    try:
        read = read_result(made, ENGLISH)
    except ValueError:
        return
    Page(summary_page(sum_up([read]), 0, ENGLISH))
