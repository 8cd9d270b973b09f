"""The command line: finds the command, runs it, and lets no traceback reach a person."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from verify import __version__
from verify.cli.command_parser import CommandParser, HelpText, find_language, speak
from verify.workers.process import relaunch

if TYPE_CHECKING:
    from types import ModuleType

INTERRUPTED: Final = 130  # what shells expect after Ctrl-C
COMMANDS: Final = {  # each is imported when it is named
    "check": "verify.cli.check.check",
    "watch": "verify.cli.watch",
    "batch": "verify.cli.batch.batch",
    **{name: f"verify.cli.{name}" for name in ("pack", "case", "samples", "trust", "models", "memory")},
    "serve": "verify.cli.serve.serve",
    "mcp": "verify.cli.serve.mcp",
    **{name: f"verify.cli.{name}" for name in ("browser", "doctor", "about")},
}
_INTERNAL_COMMANDS: Final = (
    "worker",
    "dispatch",
    "view",
    "batch-run",
    "batch-export",
    "browser-host",
    "--task",
    relaunch.WRITTEN,
)  # by which it starts itself again
_COMPLAINT_CHARACTERS: Final = 500


def is_for_command_line(arguments: list[str]) -> bool:
    """Return whether these arguments name a command; others name files for the window."""
    return bool(arguments) and arguments[0] in (*COMMANDS, *_INTERNAL_COMMANDS, "--help", "-h", "--version")


def main(arguments: list[str]) -> int:
    """Run one command and return the exit status: 0 done, 1 not all could be done, 2 wrong usage, 130 interrupted."""
    _load_msgspec()
    arguments = relaunch.read_arguments(arguments)
    if arguments == ["worker"] or (len(arguments) == 3 and arguments[:2] == ["worker", "--learn"]):
        from verify.workers import worker

        return worker.main(*arguments[2:])
    if arguments == ["dispatch"]:
        from verify.workers import supervisor

        return supervisor.main()
    if arguments == ["view"]:
        from verify.workers import viewer

        return viewer.main()
    if len(arguments) == 2 and arguments[0] == "batch-run":
        return _work_on_batch(Path(arguments[1]))
    if len(arguments) in (4, 5) and arguments[0] == "batch-export":
        from verify.cli.batch import window_export

        return window_export.main(Path(arguments[1]), Path(arguments[2]), *arguments[3:])
    if len(arguments) == 3 and arguments[0] == "--task":
        from verify.cli import task

        return task.main(arguments[1], arguments[2])
    if arguments[:1] == ["browser-host"]:
        from verify.cli import browser

        return browser.run_host(arguments[1:])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # names need not be printable here
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        _forget_output()
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return 1
    except OSError as error:
        _complain(f"{error.strerror or error}")
        _forget_output()
        return 1
    except Exception as error:  # noqa: BLE001  (no traceback reaches a person)
        _complain(_describe_internal(error, find_language(arguments)))
        return 1


def _load_msgspec() -> None:
    """Load msgspec, in which all values are written, without typing_extensions: that takes 8 ms of each process.

    What msgspec wants of it is in `typing` since Python 3.11, and is looked for there where it is missing.
    """
    name = "typing_extensions"
    if name in sys.modules:
        return
    sys.modules[name] = cast("ModuleType", None)  # which says that it is missing
    try:
        import_module("msgspec")
    finally:
        del sys.modules[name]


def _work_on_batch(folder: Path) -> int:
    """Run the window's child process for one batch."""
    from verify.features.batch import process
    from verify.features.memory.hook import open_memory

    return process.main(folder, open_memory)


def _run(arguments: list[str]) -> int:
    gc.disable()  # what modules make stays, and need not be looked through again and again
    language = find_language(arguments)
    parser = make_parser(arguments[0] if arguments else "", language)
    gc.freeze()
    gc.enable()
    if not arguments:
        parser.print_help()
        return 0
    try:
        with speak(language):
            parsed = parser.parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    status = cast("Callable[[argparse.Namespace], int]", parsed.run)(parsed)
    sys.stdout.flush()
    return status


def make_parser(named: str, language: str = "en") -> argparse.ArgumentParser:
    """Make a parser that knows the named command, or every one where help is asked for, and prints its help."""
    parser = CommandParser(
        language=language,
        prog="whence",
        description="help.shared.program",
        epilog="help.shared.without_command",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=HelpText("help.shared.headings.version", version=__version__),
        help="help.shared.version",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in [named] if named in COMMANDS else COMMANDS:
        import_module(COMMANDS[command]).add_parser(commands)
    return parser


def _describe_internal(error: Exception, language: str) -> str:
    from verify.report.words.catalogue import Translator

    return Translator(language).text("commands.usage.internal", kind=type(error).__name__, detail=str(error))


def _complain(text: str) -> None:
    from verify.report.words.untrusted import plain

    print(f"whence: {plain(text, _COMPLAINT_CHARACTERS)}", file=sys.stderr)  # noqa: T201


def _forget_output() -> None:
    """Let the interpreter's last flush go nowhere instead of failing loudly."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
