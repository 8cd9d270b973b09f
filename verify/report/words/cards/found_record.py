"""What came of a search for a lost record, in words. None of it is said of the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from verify.model import CheckedStore, FoundRecord, RecordSearch
from verify.report.words.cards.finding_cards import finding_words
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_time
from verify.report.words.types import FindingWords

_STATED: Final = ("record.origin", "record.edit", "record.component", "record.generator", "record.ai_disclosed")
_STATEMENTS: Final = 4  # of one record that are told


def describe_search(
    translator: Translator, search: RecordSearch
) -> tuple[tuple[FindingWords, FoundRecord | None], ...]:
    """Describe each record that was found; or, in one card, that there is none or no answer."""
    if search.records:
        return tuple((_describe_record(translator, search, record), record) for record in search.records)
    facts = {
        "host": search.host,
        "at": say_time(translator, search.asked_at),
        "codes": name_codes(translator, [code.algorithm for code in search.codes]),
        "problem": translator.text(f"report.found_record.problems.{search.problem}") if search.problem else "",
    }
    table = "unanswered" if search.problem else "nothing"
    return ((_fill(translator, table, translator.text(f"report.found_record.{table}.found", facts)), None),)


def name_codes(translator: Translator, algorithms: Iterable[str]) -> str:
    """Name codes by their algorithms, as a list."""
    return translator.enumerate(*(_name_code(translator, algorithm) for algorithm in algorithms))


def _describe_record(translator: Translator, search: RecordSearch, record: FoundRecord) -> FindingWords:
    match, text = record.match, translator.text
    facts = {
        "host": search.host,
        "keeper": match.host,
        "code": _name_code(translator, match.algorithm),
        "problem": text(f"report.found_record.problems.{record.problem}") if record.problem else "",
    }
    if record.checked is None:
        return _fill(translator, "not_fetched", text("report.found_record.not_fetched.found", facts))
    whence = "given" if match.host == search.host else "kept_by"
    said = translator.join(
        text(f"report.found_record.{whence}", facts),
        *_tell(translator, record.checked),
        text(f"report.found_record.likeness.{record.checked.likeness}"),
    )
    return _fill(translator, "record", said)


def _tell(translator: Translator, checked: CheckedStore) -> Iterator[str]:
    """Tell the state of a record by itself, then what it states."""
    if not checked.findings:
        yield translator.text("report.found_record.unreadable")
        return
    yield finding_words(translator, checked.findings[0]).found
    stated = [finding for finding in checked.findings if finding.code in _STATED]
    for finding in stated[:_STATEMENTS]:
        yield finding_words(translator, finding).found


def _fill(translator: Translator, table: str, sentence: str) -> FindingWords:
    title, meaning, limits = (
        translator.text(f"report.found_record.{table}.{part}") for part in ("title", "meaning", "limits")
    )
    return FindingWords(title, sentence, meaning, limits)


def _name_code(translator: Translator, algorithm: str) -> str:
    return translator.term("report.found_record.codes", algorithm)
