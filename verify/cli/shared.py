"""What commands share: the option `--lang`, lines and questions on the terminal, and files inspected in order."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from verify.report.words.catalogue import LANGUAGES, SafeText, Translator, language_of
from verify.report.words.untrusted import plain
from verify.workers.process import relaunch

if TYPE_CHECKING:
    from verify.features.batch.inspect_files import Followup
    from verify.model import Options, Report
    from verify.store.set_aside import OnUnused, UnusedFile

_COMMAND_CHARACTERS: Final = 8_000  # paths may be long, and a shortened command would not work
_YES: Final = ("y", "yes", "是")


def add_language_option(parser: argparse.ArgumentParser, actions: Iterable[argparse.ArgumentParser] = ()) -> None:
    """Describe the option `--lang`, which may stand before the name of an action and after it."""
    parser.add_argument("--lang", choices=LANGUAGES, help="help.shared.lang")
    for action in actions:
        action.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def translator_for(arguments: argparse.Namespace) -> Translator:
    """Return the Translator of the language of `--lang`, else of the system's settings."""
    return Translator(arguments.lang or language_of(os.environ))


def split_names(names: str) -> tuple[str, ...]:
    """Return the names of an option like `--readers`, which are separated by commas."""
    return tuple(name.strip() for name in names.split(","))


def say(*lines: str) -> None:
    """Print those lines that are not empty."""
    for line in filter(None, lines):
        print(line, flush=True)  # noqa: T201


def complain(*lines: str) -> None:
    """Print lines to standard error."""
    for line in lines:
        print(line, file=sys.stderr, flush=True)  # noqa: T201


def can_ask() -> bool:
    """Return whether standard input is a terminal, so that somebody can answer."""
    return sys.stdin.isatty()


def ask(question: str) -> bool:
    """Ask a question and return whether the answer is yes."""
    print(question, end="", flush=True)  # noqa: T201
    return sys.stdin.readline().strip().casefold() in _YES


def format_command(*parts: str) -> SafeText:
    """Return a command of this program as it is typed into a terminal on this computer, quoted for a shell."""
    frozen = getattr(sys, "frozen", False)
    if frozen and os.path.realpath(shutil.which(relaunch.CONSOLE) or "") == os.path.realpath(sys.executable):
        typed = [relaunch.CONSOLE]
    else:
        typed = [_shorten_path(path) for path in ([sys.executable] if frozen else [sys.executable, sys.argv[0]])]
    return SafeText(plain(shlex.join((*typed, *parts)), _COMMAND_CHARACTERS))


def _shorten_path(path: str) -> str:
    """Return a path relative to the current folder where it lies below it."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def tell_unused(tell: Callable[[str], object], translator: Translator) -> OnUnused:
    """Return what tells once of each file of the user's own that is not used."""
    reported: set[UnusedFile] = set()

    def tell_once(unused: UnusedFile) -> None:
        if unused not in reported:
            reported.add(unused)
            tell(describe_unused(unused, translator))

    return tell_once


def describe_unused(unused: UnusedFile, translator: Translator) -> str:
    """Return which file is not used and, where it was damaged, where it is kept."""
    if unused.kept is None:
        return translator.text("commands.library.unread", file=str(unused.path))
    return translator.text("commands.library.set_aside", file=str(unused.path), kept=str(unused.kept))


def inspect_files(
    paths: Iterable[Path], options: Options, jobs: int, followups: Sequence[Followup] = ()
) -> Iterator[Report]:
    """Yield a report for each path, in order, with what `followups` bring from elsewhere, and show the progress."""
    from verify.features.batch.inspect_files import inspect_in_order
    from verify.features.batch.progress import Progress
    from verify.workers.pool import Pool

    progress = Progress(sys.stderr)
    with Pool(options, jobs, tell=False) as pool:
        for report in inspect_in_order(pool, progress.count(paths), followups):
            progress.count_done(report.file.name)
            yield report
    progress.clear()
