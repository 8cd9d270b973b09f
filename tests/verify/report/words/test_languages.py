"""All languages are complete: every message is translated, and every translation is said."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import polib
import pytest

from verify.report.words.catalogue import LANGUAGES, placeholders

ROOT = Path(__file__).resolve().parents[4]

# names and codes that are the same in both languages
SAME = frozenset({"SHA-256", "Whence"})

# the only ways in which such a word may stand: denying it
DENIES = ("not that the scene was real", "This says nothing about whether the content is real.")
DENIES_IN_CHINESE = ("不说明场景是真实的", "不能说明内容真实与否")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    specification = importlib.util.spec_from_file_location("messages", ROOT / "packaging" / "tools" / "messages.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def source(tool: ModuleType) -> set[tuple[str, str]]:
    return set(tool.messages())


def catalogue_of(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "whence.po"))


@pytest.fixture(scope="module", params=[language for language in LANGUAGES if language != "en"])
def catalogue(request: pytest.FixtureRequest) -> polib.POFile:
    return catalogue_of(request.param)


@pytest.fixture(scope="module")
def chinese() -> polib.POFile:
    return catalogue_of("zh_CN")


def pairs(of: polib.POFile) -> list[tuple[str, str]]:
    found = []
    for entry in of:
        if entry.msgid_plural:
            found += [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]
        else:
            found.append((entry.msgid, entry.msgstr))
    return found


def test_every_message_has_a_translation(source: set[tuple[str, str]], catalogue: polib.POFile) -> None:
    translated = {(entry.msgid, entry.msgid_plural) for entry in catalogue if entry.translated()}
    assert source - translated == set(), "run packaging/tools/messages.py and translate what is new"


def test_every_translation_is_said(source: set[tuple[str, str]], catalogue: polib.POFile) -> None:
    assert {(entry.msgid, entry.msgid_plural) for entry in catalogue} - source == set()


def test_a_catalogue_holds_each_message_once(catalogue: polib.POFile) -> None:
    assert len({entry.msgid for entry in catalogue}) == len(catalogue)


def test_translations_take_the_same_facts(catalogue: polib.POFile) -> None:
    for message, text in pairs(catalogue):
        assert placeholders(text) == placeholders(message), message


def test_nothing_is_left_in_english(chinese: polib.POFile) -> None:
    assert {message for message, text in pairs(chinese) if message == text} == SAME


def test_chinese_uses_its_own_punctuation(chinese: polib.POFile) -> None:
    for _message, text in pairs(chinese):
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", text), text
        assert not re.search(r"[\u4e00-\u9fff]\.", text), text


def test_a_sentence_ends_in_both_languages_or_in_none(chinese: polib.POFile) -> None:
    for message, text in pairs(chinese):
        assert message.endswith(".") == text.endswith("。"), message


def test_nothing_is_called_real_except_to_deny_it(source: set[tuple[str, str]]) -> None:
    for message in {text for pair in source for text in pair}:
        if re.search(r"\b(?:real|authentic|genuine|fake|no AI)\b", message, re.IGNORECASE):
            assert any(phrase in message for phrase in DENIES), message


def test_nothing_is_called_real_in_chinese_except_to_deny_it(chinese: polib.POFile) -> None:
    for _message, text in pairs(chinese):
        if re.search("真实|真品|正品|真的|无人工智能|非人工智能生成", text):
            assert any(phrase in text for phrase in DENIES_IN_CHINESE), text


def test_no_message_speaks_in_percentages_scores_or_lights(source: set[tuple[str, str]]) -> None:
    for message in {text for pair in source for text in pair}:
        assert not re.search(r"%|\bper cent|\bpercent|\bscore|\bprobabilit|\bgreen\b|\bred\b", message), message
