"""The root of the command line: help, version, and errors without a traceback."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from verify import __version__
from verify.cli import main as cli
from verify.cli.check import check
from verify.report.words.catalogue import language_of

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_help_names_every_command_for_people_and_no_other(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 0
    said = capsys.readouterr().out
    assert all(command in said for command in ("check", "pack", "case", "trust", "samples", "models"))
    assert "dispatch" not in said
    assert "worker" not in said


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"Whence {__version__}\n"


@pytest.mark.parametrize("command", ["check", "pack", "case", "trust", "samples", "models"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--help"]) == 0
    assert f"whence {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 1, ""),
        (PermissionError(13, "Permission denied"), 1, "whence: Permission denied\n"),
        (
            RuntimeError("a\nb\x1b[31m"),
            1,
            "whence: internal error: RuntimeError: a⟨U+000A⟩b⟨U+001B⟩[31m\n",
        ),
    ],
)
def test_no_error_reaches_a_person_as_a_traceback(
    error: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(check, "run", fail)
    assert cli.main(["check", "a.png"]) == status
    assert tuple(capsys.readouterr()) == ("", said)


def test_the_program_answers_without_a_window() -> None:
    code = (
        "import sys, main; sys.argv[1:] = ['--version']; main.main();"
        "sys.exit(any('PySide6' in name for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.GB18030"}, "zh_CN"),
        ({"LANG": "en_GB", "LC_MESSAGES": "zh_SG"}, "zh_CN"),
        ({"LANG": "zh_CN", "LC_ALL": "fr_FR"}, "en"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh_CN"),
    ],
)
def test_the_language_follows_the_settings_in_their_order(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_every_command_goes_to_the_command_line_and_files_to_the_window() -> None:
    assert _find_commands("") == [*cli.COMMANDS]
    assert all(cli.is_for_command_line([command]) for command in cli.COMMANDS)
    assert not cli.is_for_command_line([])
    assert not cli.is_for_command_line(["photo.jpg", "check"])


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_a_named_command_is_the_only_one_that_is_loaded(command: str) -> None:
    assert _find_commands(command) == [command]


def _find_commands(named: str) -> list[str]:
    known = cli.make_parser(named)._subparsers
    assert known is not None
    (commands,) = (group.choices for group in known._group_actions)
    assert commands is not None
    return [*commands]
