"""One voice in every sentence: an editor's plain English and the Chinese of the labelling law, each word for one thing.

The tables name what is not said and what is said instead. A word that is right in its sense, in a name or of a person's
own eyes, is an exception with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from msgspec import Struct, field

from verify.features.teaching import samples
from verify.report.words.catalogue import variants_of, words_of

ROOT: Final = Path(__file__).resolve().parents[4]


class Banned(Struct, frozen=True):
    """What is not said, what is said instead, and where it is right all the same, with the reason."""

    pattern: str
    instead: str
    right_in: Mapping[str, str] = field(default_factory=dict)

    def is_in(self, message: str) -> bool:
        return re.search(self.pattern, message, re.IGNORECASE) is not None

    def is_right(self, key: str) -> bool:
        return any(key == right or key.startswith(f"{right}.") for right in self.right_in)


ENGLISH: Final = (
    Banned(r"\bfit(?:s|ted|ting)?\b", "matches, no longer matches"),
    Banned(
        r"\b(?:stands?|stood|lies|lay|lain|lie) (?:in|on|at|beside|below|behind|above|between|outside|over|there|in)\b",
        "is in, appears in",
    ),
    Banned(r"\btell(?:s|ing)? of\b|\btold of\b|\btells whether\b", "says, shows"),
    Banned(
        r"\blook(?:s|ed|ing)? (?:for|at|into|through)\b|\breaders? looks?\b",
        "checks, finds",
        {"pages.learn_notes.tour_told": "pupils do so with their own eyes"},
    ),
    Banned(r"\bvouch", "is on a trust list, is verified by"),
    Banned(r"\bunconfirmed\b|\b(?:could|can)(?:n't|not| not) (?:be )?confirm", "not verified"),
    Banned(
        r"\b(?:has|have|had) ended\b|\bended on\b|\bwithdrawn\b",
        "has expired, was revoked",
        {"commands.doctor.barriers.orphan": "a program ends"},
    ),
    Banned(r"\bto be (?:seen|heard|read)\b", "visible, audible"),
    Banned(r"\bother bytes\b", "belongs to another file"),
    Banned(r"\bdid(?: not|n't) come\b", "couldn't be downloaded"),
    Banned(
        r"\b(?:by|with) a model\b|\bmade (?:by|with) generative AI\b|\bAI-made\b", "generated with AI, AI-generated"
    ),
    Banned(r"\bsettle[sd]?\b", "decides"),
    Banned(r"\bbears?\b", "supports"),
    Banned(r"\bholds? from\b", "takes effect"),
    Banned(r"\bmind this\b", "warnings"),
    Banned(
        r"\bstory\b|\bstories\b",
        "history",
        {"pages.learn_tour.signed_photo.choices.1.reply": "the tale that somebody spins around a photo"},
    ),
    Banned(r"\bwhom\b|\bthereby\b|\banew\b", "plain words"),
    Banned(r"\bnot (?:un(?!der|less|til|i)\w+|without|impossible|infrequent)\b", "no double negative"),
    Banned(r"\bhidden marks?\b", "watermark (in pixels or sound), metadata label"),
)

CHINESE: Final = (
    Banned(r"AI ?制作|人工智能(?:所)?制作", "人工智能生成、人工智能生成合成内容"),
    Banned(r"(?<![A-Za-z“.])(?<![A-Za-z] )(?-i:AI)(?![A-Za-z])", "人工智能；引用标识原文时照录“AI”"),
    Banned(r"可读到|可看见|看得见|可看到|可见的?标识", "显式标识"),
    Banned(r"隐藏的?(?:标记|标识|水印)", "隐式标识（元数据）、水印（像素或声音）"),
    Banned(r"(?:属于|可能为|疑似为?)人工智能生成(?!合成)", "属于／可能为／疑似为人工智能生成合成内容"),
    Banned(
        r"(?<!合成服务)生成者|(?<!内容)传播(?:服务提供)?者|(?<!生成合成)(?<!内容传播)服务提供者",
        "生成合成服务提供者、内容传播服务提供者",
    ),
    Banned(r"[未已经]确认|确认的", "身份已验证、身份未验证"),
    Banned(r"吻合", "签名后未改动、签名后被改动"),
    Banned(r"已结束|撤回|撤销|已到期", "已过期、已被吊销"),
    Banned(r"名单", "信任列表"),
    Banned(r"答案|结论|回答", "检查结果"),
    Banned(r"故事|经过|来历", "来源与历史"),
    Banned(r"资料包", "证据包"),
    Banned(r"样本学习|存活实验室|耐心搜索", "示例与课堂、标识留存实验、深度检索"),
    Banned(r"查看|寻找", "检查；供人打开的用“打开”“显示”"),
    Banned(r"案卷", "案件"),
    Banned(r"监视", "监控"),
)

TABLES: Final = {"en": ENGLISH, "zh_CN": CHINESE}

# the window speaks as people do, and a pack writes its contractions out; its own words have none
EXPANDED: Final = r"\b(?:do|does|did|is|are|was|were|has|have|had|could|would|should) not\b|\bcannot\b"
CONTRACTED: Final = r"n['’]t\b|\b(?:it|that|there|they|we|you|who|what)['’](?:s|re|ve|ll|d)\b"

# an address that pupils are given, and the pages that give it
FOR_PUPILS: Final = ("pages.learn_tour.",)
ADDRESSES_NOBODY: Final = ("pages.learn.", "pages.learn_notes.")

# how long a sentence is, in words, and in characters of Chinese with a foreign word or a number as one
FIRST_SCREEN: Final = tuple(
    f"verdict.{line}." for line in ("headline", "according_to", "standing", "summary", "warnings")
)
MOST: Final = {"en": 30, "zh_CN": 50}
MOST_ON_THE_FIRST_SCREEN: Final = {"en": 20, "zh_CN": 34}

OF_THE_COMMAND_LINE: Final = (
    r"\bcommand line\b|\bcommands?\b|\bterminal\b|(?<!\S)--[a-z]|命令|终端"
    r"|\bwhence (?:check|trust|models|samples|case|pack|batch|memory|doctor)\b"
)
OF_THE_WINDOW: Final = r"\bmenus?\b|\bbuttons?\b|\bclick\w*\b|\bdialog\b|菜单|按钮|点击|单击|对话框"
SAID_BY_A_TERMINAL_ALONE: Final = (
    *("commands.", "help.", "verdict.next_steps.commands."),
    *("terms.memory.how_to_forget", "terms.memory.more", "terms.memory.pin_with"),
    *("terms.memory.shared.addresses.", "terms.memory.shared.back", "terms.memory.shared.others"),
)
NAMES_WHAT_A_PICTURE_SHOWS: Final = "finding.visible.words.meaning"  # a button may be drawn in one
SAID_BY_THE_WINDOW: Final = ("window.", "pages.")

# a short text that several rooms say, with the one meaning that it has in all of them
OF_EVERY_REPORT: Final = (
    *("counted", "everything", "found", "group_check", "group_file", "label_card", "means"),
    *("does_not_prove", "not_checked", "reasons", "remembered", "story", "technical", "this_file"),
)
ONE_MEANING: Final[Mapping[str, str]] = {
    **{f"window.{heading}": "heads the same part of every report" for heading in OF_EVERY_REPORT},
    "window.cancel": "leaves a dialog without doing anything",
    "window.show_more": "shows the next ones of cards, or lines of a record",
    "pages.batch.search": "names the field that searches among files, of a list or of a table",
    "window.files": "heads a list of files, of those brought in or of a batch",
    "pages.learn.question": "heads a question before its answer, on the page and on the worksheet",
}


def messages(language: str) -> Iterator[tuple[str, str]]:
    for key in words_of(language):
        for message in variants_of(key, language):
            yield key, message
    for sample in samples.read_samples():
        yield f"samples.{sample.file}", dict(sample.teaches)[language]


def sentences(message: str, language: str) -> list[str]:
    ends = r"(?<=[.!?])[”’]?\s+" if language == "en" else r"[。！？；\n]"
    return [sentence for sentence in re.split(ends, message) if sentence]


def length(sentence: str, language: str) -> int:
    filled = re.sub(r"\{\w+\}", "X", sentence)
    if language == "en":
        return len(re.findall(r"[\w’'-]+", filled))
    return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9][\w.-]*", filled))


@pytest.mark.parametrize("language", TABLES)
def test_nothing_is_said_that_the_tables_replace(language: str) -> None:
    found = [
        (key, banned.instead, message)
        for key, message in messages(language)
        for banned in TABLES[language]
        if banned.is_in(message) and not banned.is_right(key)
    ]
    assert found == []


@pytest.mark.parametrize("language", TABLES)
def test_every_exception_is_still_needed(language: str) -> None:
    idle = [
        (banned.pattern, right)
        for banned in TABLES[language]
        for right in banned.right_in
        if not any(
            banned.is_in(message)
            for key in words_of(language)
            if key == right or key.startswith(f"{right}.")
            for message in variants_of(key, language)
        )
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "The record still fits the file."),
        ("en", "We looked for eight kinds of marks."),
        ("en", "The certificate was withdrawn."),
        ("en", "An unconfirmed record says so."),
        ("zh_CN", "由人工智能制作"),
        ("zh_CN", "由 AI 生成"),
        ("zh_CN", "属于人工智能生成"),
        ("zh_CN", "生成服务提供者"),
    ],
)
def test_the_tables_catch_what_they_are_for(language: str, message: str) -> None:
    assert any(banned.is_in(message) for banned in TABLES[language])


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "The signature matches the file."),
        ("en", "The certificate has expired, and nothing shows when it was used."),
        ("zh_CN", "文件元数据中的隐式标识：“属于人工智能生成合成内容”"),
        ("zh_CN", "画面带有“AI生成”显式标识"),
        ("zh_CN", "据 Meta AI 声明，生成合成服务提供者为……"),
        ("zh_CN", "内容传播服务提供者"),
    ],
)
def test_the_tables_leave_what_is_said_instead(language: str, message: str) -> None:
    assert not any(banned.is_in(message) for banned in TABLES[language])


@pytest.mark.parametrize("language", TABLES)
def test_no_sentence_is_long(language: str) -> None:
    found = [
        (key, length(sentence, language), sentence)
        for key, message in messages(language)
        for sentence in sentences(message, language)
        if length(sentence, language) > (MOST_ON_THE_FIRST_SCREEN if key.startswith(FIRST_SCREEN) else MOST)[language]
    ]
    assert found == []


def test_the_window_contracts_and_packs_do_not() -> None:
    found = [
        (key, message)
        for key, message in messages("en")
        if (key.startswith(SAID_BY_THE_WINDOW) and re.search(EXPANDED, message, re.IGNORECASE))
        or (key.startswith("commands.pack.") and re.search(CONTRACTED, message, re.IGNORECASE))
    ]
    assert found == []


def test_a_page_has_one_form_of_address() -> None:
    found = [
        (key, message)
        for key, message in messages("zh_CN")
        if ("您" in message and key.startswith(FOR_PUPILS + ADDRESSES_NOBODY))
        or (re.search("你(?!我)", message) and not key.startswith(FOR_PUPILS))
    ]
    assert found == []


@pytest.mark.parametrize("language", TABLES)
def test_the_window_names_no_command_and_a_terminal_no_button(language: str) -> None:
    """What both say, as every answer, names neither."""
    found = [
        (key, message)
        for key, message in messages(language)
        if (not key.startswith(SAID_BY_A_TERMINAL_ALONE) and re.search(OF_THE_COMMAND_LINE, message, re.IGNORECASE))
        or (
            not key.startswith(SAID_BY_THE_WINDOW)
            and key != NAMES_WHAT_A_PICTURE_SHOWS
            and re.search(OF_THE_WINDOW, message, re.IGNORECASE)
        )
    ]
    assert found == []


def keys_by_room() -> Mapping[str, set[str]]:
    """The keys that the code spells out, each with the folders of the code that say it."""
    rooms: dict[str, set[str]] = {}
    for path in (*(ROOT / "gui").rglob("*.py"), *(ROOT / "verify").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in words_of("en"):
                rooms.setdefault(node.value, set()).add(path.parent.relative_to(ROOT).as_posix())
    return rooms


def test_a_short_text_of_several_rooms_has_one_meaning() -> None:
    shared = {key for key, rooms in keys_by_room().items() if len(rooms) > 1 and _is_short(" ".join(variants_of(key)))}
    assert shared == set(ONE_MEANING)


def _is_short(text: str) -> bool:
    """Whether a text is so short that it may mean several things; an address means one."""
    return len(text.split()) <= 2 and not text.startswith("https://")
