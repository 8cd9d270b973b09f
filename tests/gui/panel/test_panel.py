from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.file_item import FileItem
from gui.panel.finding_card import FindingCard
from gui.panel.panel import ProvenancePanel
from tests.build import plain_reports
from verify.model import (
    Alarm,
    Conclusion,
    Field,
    Finding,
    Manifest,
    OriginClaim,
    Problem,
    Reading,
    Record,
    RecordState,
    Report,
    Standing,
    Verdict,
    limits,
)
from verify.model.manifest_store import Ingredient
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report.words import readers
from verify.report.words.cards import finding_cards
from verify.report.words.cards.graph import line_words
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import next_steps, not_checked
from verify.report.words.verdict.answer import answer

ENGLISH = Translator("en")
CHINESE = Translator("zh_CN")


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ProvenancePanel]:
    host = QWidget()
    shown = ProvenancePanel(host)
    shown.resize(800, 700)
    host.resize(800, 700)
    host.show()
    qtbot.waitExposed(host)
    yield shown
    host.close()
    host.deleteLater()


@pytest.fixture
def show(panel: ProvenancePanel, qtbot: QtBot) -> Callable[..., FileItem]:
    def show_one(report: Report, translator: Translator = ENGLISH) -> FileItem:
        entry = FileItem(1, report.file.path)
        entry.finish(report)
        panel.show_entry(entry, translator)
        qtbot.wait(50)  # Qt shows what is new in a layout when the loop runs
        return entry

    return show_one


def labels(widget: QWidget) -> list[QLabel]:
    return [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def texts(widget: QWidget) -> str:
    return "\n".join(label.accessibleName() or label.text() for label in labels(widget))


def open_tab(panel: ProvenancePanel, key: str) -> None:
    panel.tabs.button(key).click()


def cards(widget: QWidget) -> list[FindingCard]:
    return [card for card in widget.findChildren(FindingCard) if card.isVisibleTo(widget)]


def test_the_answer_says_the_four_lines_and_the_warnings(panel: ProvenancePanel, show: Callable[..., FileItem]) -> None:
    report = plain_reports.ai_edit()
    show(report)
    said = texts(panel.answer)
    whole = answer(ENGLISH, report)
    for words in (whole.headline, whole.according_to, whole.summary):
        assert words
        assert words in said
    assert panel.answer.pill.text().startswith(whole.pill)
    emptied = replace(report, verdict=replace(report.verdict, alarms=(Alarm.LABEL_EMPTIED,)))
    show(emptied)
    assert "⚠ Emptied AI label" in texts(panel.answer)


def test_the_answer_says_what_it_must_not_leave_out_and_what_the_file_says_unsigned(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    camera = Finding("context.camera", "exif", facts=(("make", "Apple"), ("model", "iPhone 7")))
    damaged = Finding("context.metadata_damaged", "exif", facts=(("what", "JPEG file"), ("reason", "cut off")))
    report = replace(plain_reports.nothing(), findings=(camera, damaged))
    show(report)
    said = texts(panel.answer)
    assert "In the file, unsigned: Apple iPhone 7" in said
    assert "⚠ The file is damaged; a label may have been missed" in said
    show(plain_reports.nothing())
    assert "unsigned" not in texts(panel.answer)


def test_reasons_doubts_and_the_rest_each_have_their_cards(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    report = plain_reports.ai_edit()
    show(report)
    reasons = [report.findings[index] for index in report.verdict.reasons]
    reasons.sort(key=lambda finding: finding.claim is OriginClaim.NONE)  # how it was made, then who signed it
    assert [card.accessibleName() for card in cards(panel.reasons)] == [
        finding_cards.finding_words(ENGLISH, finding).title for finding in reasons
    ]
    assert cards(panel.others) == []
    assert finding_cards.finding_words(ENGLISH, reasons[0]).limits in cards(panel.reasons)[0].accessibleDescription()
    assert panel.tabs.button("evidence").text() == "Evidence 2"
    assert panel.tabs.button("against").text() == "Against 1"
    open_tab(panel, "against")
    assert [card.accessibleName() for card in cards(panel.doubts)] == [
        finding_cards.finding_words(ENGLISH, report.findings[2]).title
    ]


def test_nothing_found_shows_who_looked_and_what_was_not_checked(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    report = plain_reports.nothing()
    show(report)
    assert not panel.history_row.isVisible()
    open_tab(panel, "checks")
    for reading in report.readings:
        assert readers.reading_sentence(ENGLISH, reading, report) in texts(panel.lookers)
    for sentence in not_checked.not_checked(ENGLISH, report):
        assert sentence in texts(panel.unchecked)


def test_a_story_of_thousands_is_bounded_and_says_what_is_left_out(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    parts = tuple(Ingredient(f"c2pa.ingredient__{n}", "componentOf", f"part {n}") for n in range(2_000))
    manifest = Manifest("urn:x", RecordState.UNTRUSTED, title="many", ingredients=parts)
    record = Record(RecordState.UNTRUSTED, manifests=(manifest,), location="embedded")
    show(replace(plain_reports.nothing(), record=record))
    panel.history_row.details.click()
    model = panel.history.model()
    assert model.rowCount() == 3  # the parts in one line, this file, and how many are missing
    assert model.index(2, 0).data() == ENGLISH.text("window.steps_left_out", n="1701")


def test_texts_out_of_a_file_are_shown_as_text_and_never_as_markup(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    panel.history_row.details.click()
    show(plain_reports.hostile())
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in panel.findChildren(QLabel) if label.text())
    said = texts(panel)
    assert "<b>bold</b>⟨U+202E⟩gpj.exe⟨U+000A⟩<img src=x>&amp;" in said
    model = panel.history.model()
    open_tab(panel, "metadata")
    values = [panel.fields.table.model().index(row, 2).data() for row in range(panel.fields.table.model().rowCount())]
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "<b>bold</b>⟨U+202E⟩" in spoken
    for text in (said, spoken, *values):
        assert "\u202e" not in text


def test_a_name_without_a_space_does_not_push_the_panel_wide(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    report = plain_reports.hostile("x" * 400 + ".jpg")
    show(replace(report, verdict=replace(report.verdict, by="y" * 400)))
    page = panel.widget()
    assert page is not None
    assert page.minimumSizeHint().width() <= panel.viewport().width()


def test_links_open_the_browser_only_when_clicked(
    panel: ProvenancePanel, show: Callable[..., FileItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    report = plain_reports.ai_edit()
    show(report)
    steps = [step for step in next_steps.next_steps(ENGLISH, report) if step.url]
    leading = [button for button in panel.steps.buttons if button.address]
    assert [button.accessibleName() for button in leading] == [step.label for step in steps]
    assert all(step.text in button.toolTip() for step, button in zip(steps, leading, strict=True))
    assert opened == []
    QTest.mouseClick(leading[0], Qt.MouseButton.LeftButton)
    assert [url.toString() for url in opened] == [step.url for step in steps][:1]


def test_advice_that_cannot_be_pressed_is_a_line_and_no_button(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    report = plain_reports.ai_edit()
    show(report)
    steps = next_steps.next_steps(ENGLISH, report)
    advice = [step.text for step in steps if not step.url]  # a panel by itself does no step of the window's
    assert any(not step.label for step in steps)
    assert [label.text() for label in labels(panel.steps.advice)] == advice
    assert not any(button.accessibleName() in advice for button in panel.steps.buttons)


def test_fields_are_filtered_by_what_is_typed_and_copied_by_key(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    show(plain_reports.ai_edit())
    open_tab(panel, "metadata")
    table = panel.fields.table
    QTest.keyClicks(panel.fields.filter, "creatortool")
    assert table.model().rowCount() == 1
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Editor 3" in QGuiApplication.clipboard().text()


def test_the_whole_text_of_a_long_field_is_shown_with_its_lines(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    value = "first line\nsecond \u202eline " + "z" * 3_000
    show(replace(plain_reports.nothing(), fields=(Field("png:text:parameters", value),)))
    open_tab(panel, "metadata")
    model = panel.fields.table.model()
    row = next(row for row in range(model.rowCount()) if "parameters" in model.index(row, 1).data())
    panel.fields.table.setCurrentIndex(model.index(row, 0))
    assert panel.fields.value is not None
    whole = panel.fields.value.toPlainText()
    assert whole.startswith("first line\nsecond ⟨U+202E⟩line zzz")
    assert len(whole) > 3_000
    assert len(model.index(row, 2).data()) < 1_000


def test_the_raw_record_is_made_when_its_tab_is_chosen_and_can_be_searched(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    show(plain_reports.ai_edit())
    assert panel.raw.text.toPlainText() == ""
    open_tab(panel, "raw")
    assert '"title": "harbour"' in panel.raw.text.toPlainText()
    QTest.keyClicks(panel.raw.search, "harbour")
    QTest.keyClick(panel.raw.search, Qt.Key.Key_Return)
    assert panel.raw.text.textCursor().selectedText() == "harbour"


def test_many_findings_come_twenty_at_a_time(panel: ProvenancePanel, show: Callable[..., FileItem]) -> None:
    report = plain_reports.hostile()
    codes = sorted(FINDINGS)[: 3 * limits.CARDS_AT_ONCE]
    many = tuple(replace(report.findings[0], code=code) for code in codes if not code.startswith("memory."))
    show(replace(report, findings=many, verdict=replace(report.verdict, reasons=())))
    assert len(cards(panel.others)) == limits.CARDS_AT_ONCE
    QTest.mouseClick(panel.others.more, Qt.MouseButton.LeftButton)
    QTest.qWait(50)
    assert len(cards(panel.others)) == 2 * limits.CARDS_AT_ONCE


def test_a_remote_record_is_fetched_only_when_asked_and_from_the_named_host(
    panel: ProvenancePanel, show: Callable[..., FileItem], qtbot: QtBot
) -> None:
    record = Record(RecordState.REMOTE, location="remote", url="https://records.example.org/a.c2pa")
    verdict = Verdict(Conclusion.UNKNOWN, Standing.ELSEWHERE)
    show(replace(plain_reports.nothing(), record=record, verdict=verdict))
    assert panel.steps.fetch.isVisible()
    assert "records.example.org" in panel.steps.fetch.text()
    with qtbot.waitSignal(panel.steps.fetch_wanted):
        QTest.mouseClick(panel.steps.fetch, Qt.MouseButton.LeftButton)
    show(replace(plain_reports.nothing(), record=replace(record, url="http://10.0.0.1:8/<b>")))
    assert not panel.steps.fetch.isVisible()


@pytest.mark.parametrize("translator", [ENGLISH, CHINESE], ids=["en", "zh_CN"])
@pytest.mark.parametrize("width", [360, 560, 800, 1500])
def test_every_word_fits_at_every_width(
    panel: ProvenancePanel, show: Callable[..., FileItem], qtbot: QtBot, translator: Translator, width: int
) -> None:
    panel.resize(width, 700)
    panel.answer.pill.setChecked(True)
    show(plain_reports.ai_edit(), translator)

    def all_fits() -> None:
        for button in panel.findChildren(QAbstractButton):
            if button.isVisibleTo(panel) and button.text():
                assert button.mapTo(panel, QPoint(button.width(), 0)).x() <= panel.width(), button.text()
                assert button.width() >= button.sizeHint().width(), button.text()
        for label in labels(panel.widget() or panel):
            assert label.mapTo(panel, QPoint(label.width(), 0)).x() <= panel.width(), label.text()
            assert label.height() >= label.heightForWidth(label.width()), label.text()

    qtbot.waitUntil(all_fits)


@pytest.mark.parametrize("translator", [ENGLISH, CHINESE], ids=["en", "zh_CN"])
def test_everything_that_can_be_operated_has_a_name(
    panel: ProvenancePanel, show: Callable[..., FileItem], translator: Translator
) -> None:
    show(plain_reports.ai_edit(), translator)
    panel.answer.pill.click()
    panel.history_row.details.click()
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView, FindingCard)
    count = 0
    for key in panel.tabs.keys:
        open_tab(panel, key)
        for widget in (widget for kind in kinds for widget in panel.findChildren(kind)):
            if widget.isVisibleTo(panel) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface is not None
                assert interface.text(QAccessible.Text.Name), widget
                count += 1
    assert count > 60


def test_a_long_headline_is_set_smaller_so_that_the_answer_stays_on_the_first_screen(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    opened = plain_reports.ai_edit()
    opened = replace(
        opened, verdict=replace(opened.verdict, conclusion=Conclusion.MAY_CONTAIN_AI, standing=Standing.KNOWN)
    )
    panel.resize(400, 700)
    show(opened)
    assert panel.answer.headline.property("kind") == "smallHeadline"
    assert panel.answer.whom.property("kind") == "smallWhom"
    panel.resize(1300, 700)
    show(plain_reports.nothing())
    assert panel.answer.headline.property("kind") == "headline"


def test_the_commonest_answer_stands_in_one_line_at_the_width_that_the_window_begins_with(
    panel: ProvenancePanel, show: Callable[..., FileItem], qtbot: QtBot
) -> None:
    panel.resize(850, 700)
    show(plain_reports.nothing())
    headline = panel.answer.headline
    qtbot.waitUntil(lambda: headline.height() < 2 * headline.fontMetrics().lineSpacing())


@pytest.mark.parametrize(("width", "above"), [(300, True), (400, True), (700, False), (1180, False)])
def test_the_preview_is_above_the_words_where_they_would_have_no_room_beside_it(
    panel: ProvenancePanel, show: Callable[..., FileItem], qtbot: QtBot, width: int, above: bool
) -> None:
    panel.resize(width, 700)
    show(plain_reports.ai_edit())
    headline, preview = panel.answer.headline, panel.answer.preview
    qtbot.waitUntil(lambda: (headline.x() > preview.geometry().right()) is not above)
    assert headline.y() > preview.geometry().bottom() or not above
    assert headline.width() > 180
    tools = panel.answer.share.parentWidget()
    assert tools is not None
    assert (tools.y() > panel.answer.summary.y()) is above


@pytest.mark.parametrize("translator", [ENGLISH, CHINESE], ids=["en", "zh_CN"])
def test_the_pill_opens_the_whole_scale_with_this_files_own_case(
    panel: ProvenancePanel, show: Callable[..., FileItem], translator: Translator
) -> None:
    report = plain_reports.ai_edit()
    show(report, translator)
    assert not panel.how_sure.isVisibleTo(panel)
    QTest.keyClick(panel.answer.pill, Qt.Key.Key_Space)
    sure = answer(translator, report).how_sure
    said = texts(panel.how_sure)
    for sentence in (sure.heading, *sure.case, *sure.notes, *sure.always):
        assert sentence in said
    for row in sure.scale:
        assert row.standing in said
        assert row.who_can_forge in said
    assert said.count("▸") == 1
    assert f"▸ {answer(translator, report).sign}" in said


def test_the_history_is_one_row_and_its_graph_opens_on_request(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    report = plain_reports.ai_edit()
    show(report)
    assert line_words(ENGLISH, report) in texts(panel.history_row)
    assert line_words(ENGLISH, report) == (
        "Recorded by a device → Edited with AI → this file (1 more step beside this line)"
    )
    assert panel.history.model().rowCount() == 0
    panel.history_row.details.click()
    assert panel.history.model().rowCount() > 0
    assert panel.history.isVisibleTo(panel)


def test_nothing_scrolls_but_the_page(panel: ProvenancePanel, show: Callable[..., FileItem], qtbot: QtBot) -> None:
    value = "a very long value " * 300
    fields = (*(Field("png:text:parameters", f"{n} {value}") for n in range(80)),)
    raw = json.dumps({f"key {n}": value for n in range(200)})
    report = plain_reports.ai_edit()
    panel.history_row.details.click()
    show(replace(report, fields=fields, record=replace(report.record, raw=raw)))
    for key in panel.tabs.keys:
        open_tab(panel, key)
        panel.fields.table.selectRow(5)
        qtbot.wait(20)
        inner = [area for area in panel.findChildren(QAbstractScrollArea) if area.isVisibleTo(panel)]
        assert [(key, area) for area in inner if area.verticalScrollBar().maximum()] == []
    assert panel.verticalScrollBar().maximum() > 1_000


def test_a_search_in_the_raw_record_shows_what_was_not_yet_shown(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    report = plain_reports.ai_edit()
    raw = json.dumps([f"line {n}" for n in range(5_000)])
    show(replace(report, record=replace(report.record, raw=raw)))
    open_tab(panel, "raw")
    assert panel.raw.text.blockCount() == 1_000
    panel.raw.search.setText("line 4321")
    QTest.keyClick(panel.raw.search, Qt.Key.Key_Return)
    assert panel.raw.text.textCursor().selectedText() == "line 4321"
    assert panel.raw.more.isHidden()


def test_the_tab_that_a_person_chose_stays_for_the_next_file_that_has_it(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    show(plain_reports.ai_edit())
    assert panel.tabs.current == "evidence"
    open_tab(panel, "raw")
    show(plain_reports.nothing())
    assert panel.tabs.current == "evidence"  # it has no record
    show(plain_reports.ai_edit())
    assert panel.tabs.current == "raw"


def test_readers_that_have_no_say_share_one_line(panel: ProvenancePanel, show: Callable[..., FileItem]) -> None:
    idle = tuple(Reading(name, looked=False, problem=Problem.NOT_THIS_FORMAT) for name in ("sound_marks", "iptc"))
    show(replace(plain_reports.nothing(), readings=(*plain_reports.READINGS, *idle)))
    open_tab(panel, "checks")
    said = texts(panel.lookers).split("\n")
    assert len(said) == len(plain_reports.READINGS) + 1
    assert said[-1].startswith("Not applicable to this kind of file: ")
    assert readers.reader_name(ENGLISH, "iptc") in said[-1]


def test_the_parts_of_an_answer_fold_as_the_file_needs_unless_a_person_says_otherwise(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    found = panel.sections["also_found"].heading
    camera = Finding("context.camera", "exif", facts=(("make", "Apple"), ("model", "iPhone 7")))
    silent = replace(plain_reports.nothing(), findings=(camera,))
    show(silent)
    assert found.isChecked()  # where nothing else was found, this is what a person asks next
    show(plain_reports.ai_edit())
    assert not found.isChecked()
    found.click()
    show(silent)
    show(plain_reports.ai_edit())
    assert found.isChecked()


def test_a_contradiction_is_the_headline(panel: ProvenancePanel, show: Callable[..., FileItem]) -> None:
    report = plain_reports.hostile()
    show(replace(report, verdict=replace(report.verdict, conclusion=Conclusion.DISPUTED)))
    assert "Marks disagree" in texts(panel.answer)


def test_a_short_answer_leaves_its_room_to_the_bottom_of_the_page(
    panel: ProvenancePanel, show: Callable[..., FileItem], qtbot: QtBot
) -> None:
    panel.resize(800, 2_000)
    show(plain_reports.ai_edit())
    unread = replace(plain_reports.facts(), problem=Problem.NOT_PERMITTED)
    show(Report(unread, verdict=Verdict(standing=Standing.UNCHECKED)))
    needed = panel.answer.heightForWidth
    qtbot.waitUntil(lambda: panel.answer.height() <= needed(panel.answer.width()) + 1)


def test_a_place_has_a_map_that_opens_only_on_a_click(
    panel: ProvenancePanel, show: Callable[..., FileItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    spot = Finding("context.place", "exif", facts=(("latitude", "53.38123"), ("longitude", "-1.46987")))
    show(replace(plain_reports.nothing(), findings=(spot,)))
    assert panel.answer.map.isVisibleTo(panel)
    assert opened == []
    panel.answer.map.click()
    assert opened == ["https://www.openstreetmap.org/?mlat=53.38&mlon=-1.47#map=12/53.38/-1.47"]
    show(plain_reports.nothing())
    assert not panel.answer.map.isVisibleTo(panel)


def test_a_card_says_in_words_where_its_finding_sits_and_in_its_tip_the_label_for_experts(
    panel: ProvenancePanel, show: Callable[..., FileItem]
) -> None:
    show(plain_reports.ai_edit())
    by_text = {label.text(): label for card in cards(panel.reasons) for label in labels(card)}
    said = ENGLISH.text("report.places.records.unnamed")
    assert said in by_text
    assert by_text[said].toolTip() == ENGLISH.text("report.places.version", version="C2PA record")
