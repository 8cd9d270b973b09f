"""All languages are complete: the same keys, the same facts, every key is said, and no sentence stands in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from verify.report.words.catalogue import LANGUAGES, placeholders, variants_of, words_of

ROOT = Path(__file__).resolve().parents[4]
OTHERS = [language for language in LANGUAGES if language != "en"]

# names, signs and patterns that are the same in both languages
SAME = frozenset(
    {
        "SHA-256",
        "Whence",
        "Whence {version}",
        "{action}",
        "“{words}”",
        "100%",
        "125%",
        "150%",
        "175%",
        "200%",
        "whence trust update",
    }
)

# the only ways in which such a word may stand: denying it
DENIES = ("not that the scene was real", "This says nothing about whether the content is real.", "no AI label found")
DENIES_IN_CHINESE = ("不说明场景是真实的", "不能说明内容真实与否")

# what a table of words is keyed by, where code takes a name from elsewhere
SPOKEN_BY = ("text", "count", "term")
# said to no person: a place as readers name it, and a note of the program's check of itself
INTERNAL = frozenset({"the same folder", "no answer came"})
# gives no words: names of files and of other programs' things in other people's spelling
NO_WORDS = re.compile(r"^[\w./:{}<>%-]+$")


@cache
def modules() -> tuple[ast.Module, ...]:
    """The syntax of everything that can speak."""
    paths = [ROOT / "main.py", *(ROOT / "verify").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


@cache
def constants() -> frozenset[str]:
    """Every string in the code, and every word in the tables of `resources/`."""
    nodes = [node for module in modules() for node in ast.walk(module)]
    written = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    written |= {node.id.lower() for node in nodes if isinstance(node, ast.Name)}  # members whose values are `auto()`
    tables = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "resources").rglob("*.toml"))
    return frozenset(written | set(re.findall(r"[\w.:-]+", tables)))


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """The keys that the code puts together, with a group per open part, and the tables that it names."""
    roots = {key.partition(".")[0] for key in words_of("en")}
    found = set()
    for module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else "(.+)"
                    for part in node.values
                )
                found.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                found.add(re.escape(node.value) + r"\..+")  # a table that codes are looked up in
    # a key may begin with a table that was put together before
    return tuple(re.compile(one) for one in found if one.startswith(r"(.+)\.") or _root(one) in roots)


def _root(pattern: str) -> str:
    return re.split(r"\\?\.|\(", pattern, maxsplit=1)[0]


def is_said(key: str) -> bool:
    if key in constants() or key.startswith("finding."):  # test_finding_cards holds the cards to the vocabulary
        return True
    for pattern in patterns():
        match = pattern.fullmatch(key)
        if match and all(_is_known(part) for part in match.groups()):
            return True
    return False


def _is_known(part: str) -> bool:
    """Whether a name, or each of several joined by points, stands somewhere else in the code or its tables."""
    if part in constants() or any(key.startswith(f"{part}.") for key in words_of("en")):
        return True
    return all(piece in constants() or _is_built(piece) for piece in part.split("."))


def _is_built(piece: str) -> bool:
    """Whether a name is put together of two with a line between them, such as `text_size_` and `125`."""
    halves = [(piece[:at], piece[at + 1 :]) for at, sign in enumerate(piece) if sign == "_"]
    return any({first, f"{first}_"} & constants() and second in constants() for first, second in halves)


def sentences(language: str) -> Iterator[tuple[str, str]]:
    for key in words_of(language):
        for message in variants_of(key, language):
            yield key, message


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_holds_the_same_keys(language: str) -> None:
    assert set(words_of(language)) == set(words_of("en"))


@pytest.mark.parametrize("language", OTHERS)
def test_messages_take_the_same_facts_in_every_language(language: str) -> None:
    for key, words in words_of("en").items():
        other = words_of(language)[key]
        assert type(other) is type(words), key
        if isinstance(words, dict):
            facts = {name for form in words.values() for name in placeholders(form)}
            assert {name for text in variants_of(key, language) for name in placeholders(text)} == facts, key
        else:
            ours = [placeholders(message) for message in variants_of(key)]
            assert [placeholders(message) for message in variants_of(key, language)] == ours, key


def test_every_key_is_said() -> None:
    assert [key for key in words_of("en") if not is_said(key)] == []


def test_no_key_is_said_that_the_words_lack() -> None:
    lacking = [
        node.args[0].value
        for module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SPOKEN_BY
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and "." in node.args[0].value
        and node.args[0].value not in words_of("en")
    ]
    assert [name for name in lacking if not any(key.startswith(f"{name}.") for key in words_of("en"))] == []


def test_no_sentence_is_left_in_the_code_of_views() -> None:
    left = []
    for path in (*(ROOT / "gui").rglob("*.py"), *(ROOT / "verify" / "report").rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(inner) for node in ast.walk(module) if isinstance(node, ast.Raise) for inner in ast.walk(node)}
        for node in ast.walk(module):
            body = getattr(node, "body", None)
            if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
                silent.add(id(body[0].value))  # a docstring
        left += [
            node.value
            for node in ast.walk(module)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
            and not NO_WORDS.match(node.value)
            and node.value not in INTERNAL
            and (
                re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", node.value)
                or re.search("[\u4e00-\u9fff]{2,}", node.value)
            )
            and not re.search(r"\(\?P<|--|[{};]\s*$", node.value)  # patterns of places, style sheets
        ]
    assert left == []


def test_nothing_is_left_in_english() -> None:
    english = dict(words_of("en"))
    assert {str(words) for key, words in words_of("zh_CN").items() if words == english[key]} <= SAME


def test_chinese_uses_its_own_punctuation() -> None:
    for key, text in sentences("zh_CN"):
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", text), key
        assert not re.search(r"[\u4e00-\u9fff]\.", text), key


def test_a_sentence_ends_in_both_languages_or_in_none() -> None:
    for key in words_of("en"):
        ours = [message.endswith(".") for message in variants_of(key)][-1]
        assert ours == variants_of(key, "zh_CN")[-1].endswith("。"), key


def test_what_asks_further_and_what_has_a_letter_does_so_in_both_languages_or_in_none() -> None:
    for key in words_of("en"):
        for ours, theirs in zip(variants_of(key), variants_of(key, "zh_CN"), strict=False):
            assert ours.endswith("…") == theirs.endswith("…"), key
            assert ("&" in ours) == ("&" in theirs), key


def test_english_counts_in_two_forms_and_chinese_in_one() -> None:
    for language, forms in (("en", {"one", "other"}), ("zh_CN", {"other"})):
        for key, words in words_of(language).items():
            if isinstance(words, dict):
                assert words.keys() == forms, key
                assert "n" in placeholders(words["other"]), key


def test_nothing_is_called_real_except_to_deny_it() -> None:
    for key, message in sentences("en"):
        if re.search(r"\b(?:real|authentic|genuine|fake|no AI)\b", message, re.IGNORECASE):
            assert any(phrase in message for phrase in DENIES), key


def test_nothing_is_called_real_in_chinese_except_to_deny_it() -> None:
    for key, text in sentences("zh_CN"):
        if re.search("真实|真品|正品|真的|无人工智能|非人工智能生成", text):
            assert any(phrase in text for phrase in DENIES_IN_CHINESE), key


def test_no_message_speaks_in_percentages_scores_or_lights() -> None:
    for key, message in sentences("en"):
        if key.startswith("window.text_size_"):
            continue  # how large letters are
        assert not re.search(r"%|\bper cent|\bpercent|\bscore|\bprobabilit|\bgreen\b|\bred\b", message), key
