"""`whence samples`: writes the demonstration files into a folder, and says what to do with them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from verify.cli.shared import add_language_option, command, complain, translator_for
from verify.features.teaching.survival import FOLDER
from verify.features.teaching.worksheet import make_page
from verify.report.words.catalogue import Translator

LESSON: Final = "lesson.html"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `samples`."""
    parser = subparsers.add_parser(
        "samples",
        help="write some small files that show every kind of answer",
        description="Writes small files that the program makes and signs itself, to learn or to teach with.",
        epilog="Exit status: 0 done, 1 the folder could not be written, 2 wrong usage.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="an empty or new folder")
    parser.add_argument("--force", action="store_true", help="write into a folder that is not empty")
    parser.add_argument(
        "--journeys",
        action="store_true",
        help="also write the survival lab: copies of two samples as ordinary programs leave them behind",
    )
    parser.add_argument("--lesson", action="store_true", help="also write a page for a class of one hour, to print")
    add_language_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the samples and return the exit status."""
    from verify.features.teaching import samples
    from verify.features.teaching.samples.certificates import ROOT_NAME

    speech = translator_for(arguments)
    folder: Path = arguments.folder
    refusal = _refusal(folder, force=arguments.force)
    if refusal:
        complain(speech.text(refusal, folder=str(folder)))
        return 2
    written = samples.write(folder, travelled=arguments.journeys)
    lines = [
        speech.count("commands.library.written", len(written), folder=str(folder)),
        "",
        *(f"{sample.file}\n  {dict(sample.teaches)[speech.language]}" for sample in written),
        "",
        *_more(folder, speech, journeys=arguments.journeys, lesson=arguments.lesson),
        speech.text("commands.library.expected", file=str(folder / samples.EXPECTED)),
        "",
        speech.text("commands.library.next"),
        speech.text("commands.library.check_first"),
        "  " + command("check", str(folder)),
        speech.text("commands.library.add_anchor"),
        "  " + command("trust", "add", str(folder / samples.ANCHOR)),
        "  " + command("check", str(folder)),
        speech.text("commands.library.remove_anchor"),
        "  " + command("trust", "remove", ROOT_NAME),
    ]
    print("\n".join(lines))  # noqa: T201
    return 0


def _more(folder: Path, speech: Translator, *, journeys: bool, lesson: bool) -> list[str]:
    """Write the page for teachers, if it is wanted, and say what else lies in the folder."""
    told = []
    if journeys:
        below = folder / FOLDER
        told.append(speech.count("pages.learn.travelled", sum(1 for _ in below.iterdir()), folder=str(below)))
    if lesson:
        (folder / LESSON).write_text(make_page(speech), encoding="utf-8")
        told.append(speech.text("pages.learn.lesson_written", file=str(folder / LESSON)))
    return [*told, ""] if told else []


def _refusal(folder: Path, *, force: bool) -> str:
    """Return why nothing is written into this folder, or an empty string."""
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return "commands.library.not_a_folder"
    return "" if force or not any(folder.iterdir()) else "commands.library.not_empty"
