"""Help and the complaints about options are whole in every language, and are read only when they are printed."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator

import pytest

from verify.cli.command_parser import CommandParser, find_language, speak
from verify.cli.main import COMMANDS, main, make_parser
from verify.report.words.catalogue import LANGUAGES, Translator, has_key, words_in

COLUMNS = 80
PARSERS = {language: make_parser("", language) for language in LANGUAGES}
NOT_TOLD = {"an option of the window": ["--asked"], "an action of the window": ["assemble"]}


def _walk(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser and all below it that help lists."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            shown = {choice.dest for choice in action._choices_actions}
            for name, below in action.choices.items():
                if name in shown:
                    yield from _walk(below)


def _keys(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from (text for text in (parser.description, parser.epilog) if text)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from (choice.help or "" for choice in action._choices_actions)
        elif action.help != argparse.SUPPRESS:
            yield action.help or ""


def _count_columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def test_every_text_of_help_is_a_key_of_the_words() -> None:
    keys = {key for parser in _walk(PARSERS["en"]) for key in _keys(parser)}
    assert [key for key in keys if not has_key(*key.rsplit(".", 1))] == []


def test_the_words_of_help_are_all_in_it() -> None:
    used = {key for parser in _walk(PARSERS["en"]) for key in _keys(parser)}
    own = {"help.shared.headings", "help.shared.parsing"}
    assert {key for key in words_in("help", "en") if key.rpartition(".")[0] not in own} == used


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_says_words_and_no_keys_within_the_width_of_the_terminal(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    for parser in _walk(PARSERS[language]):
        page = parser.format_help()
        assert "help." not in page
        usage, _, told = page.partition("\n\n")
        assert [line for line in told.splitlines() if _count_columns(line) > COLUMNS] == []
        if language == "zh_CN":
            assert not re.search(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b", told), parser.prog
            assert usage.startswith("用法：")


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["check"], "whence check: error: missing: PATH", "whence check：错误：缺少：PATH"),
        (["check", "a", "--jobs"], "argument --jobs: needs a value", "参数 --jobs：需要一个值"),
        (["check", "a", "--jobs", "x"], "not a valid value (int): 'x'", "无效的值（int）：'x'"),
        (["check", "a", "--text", "--json"], "not allowed with --text", "不能与 --text 同时使用"),
        (["check", "a", "--text=1"], "takes no value, but has '1'", "不带值，却给了 '1'"),
        (["check", "a", "--fet"], "--fet could mean any of these", "--fet 有多种可能"),
        (["check", "a", "--nope"], "unknown arguments: --nope", "无法识别的参数：--nope"),
        (["doctor", "--learn"], "needs at least one value", "至少需要一个值"),
        (["memory", "forget"], "one of these is needed: FILE", "需要其中之一：FILE"),
        (["trust", "bless"], "not a valid choice: 'bless'", "没有这个选项：'bless'"),
        (["check", "a", "--jobs", "0"], "--jobs must be at least 1, not 0", "--jobs 至少为 1，不能是 0"),
        (["check", "a", "--readers", "x"], "video_frames", "video_frames"),
        (["check", "https://example.org/"], "nothing was downloaded", "没有下载任何内容"),
        (["check", "a", "--scheduler", "tcp://127.0.0.1:1"], "--scheduler needs --out", "--scheduler 须与 --out 同用"),
        (["check", "a", "--find-record", "x"], "the https address of a service", "某个服务的 https 网址"),
        (["check", "a", "--shard", "4/3"], "not 4/3", "不能是 4/3"),
        (["serve", "--port", "99999"], "--port must be from 0 to 65535", "--port 须为 0 到 65535"),
        (["batch", "export", "x"], "--summary FILE.html is needed", "需要 --parquet FILE"),
        (["case", "add", "x", "-"], "needs files, folders or patterns", "需要文件、文件夹或通配符"),
        (["pack", "make", "--out", "x.zip", "-"], "needs files, folders or patterns", "需要文件、文件夹或通配符"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_system(
    arguments: list[str],
    english: str,
    chinese: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for language, said in (("en_GB.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        monkeypatch.setenv("LC_ALL", language)
        assert main(arguments) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "en"),
        (["check", "a"], "en"),
        (["check", "--lang", "zh_CN"], "zh_CN"),
        (["check", "--lang=zh_CN", "--help"], "zh_CN"),
        (["check", "--lang"], "en"),
        (["check", "--lang", "fr"], "en"),
    ],
)
def test_the_option_decides_the_language_before_the_system_does(
    arguments: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB")
    assert find_language(arguments) == language


def test_a_command_that_runs_reads_no_words_of_help(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise AssertionError

    monkeypatch.setattr(Translator, "text", fail)
    for command in COMMANDS:
        make_parser(command)
    with speak("zh_CN"):
        assert make_parser("check").parse_args(["check", "a", "--json", "--jobs", "2"]).form == "json"


def test_what_only_the_window_gives_is_not_listed() -> None:
    pages = "".join(parser.format_help() for parser in _walk(PARSERS["en"]))
    assert not any(word in pages for words in NOT_TOLD.values() for word in words)


def test_other_programs_sentences_stay_as_they_were() -> None:
    parser = CommandParser(language="zh_CN", prog="x")
    with speak("zh_CN"):
        pass
    with pytest.raises(SystemExit):
        parser.parse_args(["--nope"])
    assert vars(argparse)["_"]("expected one argument") == "expected one argument"
