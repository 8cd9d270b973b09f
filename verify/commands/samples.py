"""`whence samples`: writes the demonstration files into a folder, and says what to do with them."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from verify.commands.check import LANGUAGES, language
from verify.commands.trust import command
from verify.render import wording_library as words
from verify.render.speech import Speech


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the arguments of `samples`."""
    parser = subparsers.add_parser(
        "samples",
        help="write some small files that show every kind of answer",
        description="Writes small files that the program makes and signs itself, to learn or to teach with.",
        epilog="Exit status: 0 done, 1 the folder could not be written, 2 wrong usage.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="an empty or new folder")
    parser.add_argument("--force", action="store_true", help="write into a folder that is not empty")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the words (default: that of the system)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the samples and returns the exit status."""
    from verify import samples
    from verify.samples.certificates import ROOT_NAME

    speech = Speech(arguments.lang or language(os.environ))
    folder: Path = arguments.folder
    refusal = _refusal(folder, force=arguments.force)
    if refusal:
        print(speech.say(refusal, folder=str(folder)), file=sys.stderr)  # noqa: T201
        return 2
    written = samples.write(folder)
    lines = [
        speech.count(words.WRITTEN, len(written), folder=str(folder)),
        "",
        *(f"{sample.file}\n  {dict(sample.teaches)[speech.language]}" for sample in written),
        "",
        speech.say(words.EXPECTED, file=str(folder / samples.EXPECTED)),
        "",
        speech.say(words.NEXT),
        speech.say(words.CHECK_FIRST),
        "  " + command("check", str(folder)),
        speech.say(words.ADD_ANCHOR),
        "  " + command("trust", "add", str(folder / samples.ANCHOR)),
        "  " + command("check", str(folder)),
        speech.say(words.REMOVE_ANCHOR),
        "  " + command("trust", "remove", ROOT_NAME),
    ]
    print("\n".join(lines))  # noqa: T201
    return 0


def _refusal(folder: Path, *, force: bool) -> str:
    """Why nothing is written into this folder, or an empty string."""
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return words.NOT_A_FOLDER
    return "" if force or not any(folder.iterdir()) else words.NOT_EMPTY
