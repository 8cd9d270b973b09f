"""`whence samples`: writes the demonstration files into a folder, and says what to do with them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from verify.cli.shared import add_language_option, complain, format_command, translator_for
from verify.features.teaching.survival import FOLDER
from verify.features.teaching.worksheet import make_page
from verify.report.words import commands as words
from verify.report.words.catalogue import Translator
from verify.store.folders import data_folder

if TYPE_CHECKING:
    from verify.features.teaching.samples.certificates import Cast

LESSON: Final = "lesson.html"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `samples`."""
    parser = subparsers.add_parser(
        "samples",
        help="help.samples.title",
        description="help.samples.does",
        epilog="help.samples.exit",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="help.samples.folder")
    parser.add_argument("--force", action="store_true", help="help.samples.force")
    parser.add_argument(
        "--journeys",
        action="store_true",
        help="help.samples.journeys",
    )
    parser.add_argument("--lesson", action="store_true", help="help.samples.lesson")
    add_language_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the samples and return the exit status."""
    from verify.features.teaching import samples
    from verify.features.teaching.samples.certificates import make_cast

    translator = translator_for(arguments)
    folder: Path = arguments.folder
    refusal = _find_refusal(folder, force=arguments.force)
    if refusal:
        complain(translator.text(refusal, folder=str(folder)))
        return 2
    cast = make_cast()
    written = samples.write_samples(folder, cast, with_journeys=arguments.journeys)
    lines = [
        translator.count("commands.library.written", len(written), folder=str(folder)),
        "",
        *(f"{sample.file}\n  {dict(sample.teaches)[translator.language]}" for sample in written),
        "",
        *_write_extras(folder, translator, journeys=arguments.journeys, lesson=arguments.lesson),
        translator.text("commands.library.expected", file=str(folder / samples.EXPECTED)),
        "",
        translator.text("commands.library.next"),
        *_keep_root(cast, translator, format_command("check", str(folder))),
        translator.text("commands.library.add_anchor"),
        "  " + format_command("trust", "add", str(folder / samples.ANCHOR)),
    ]
    print("\n".join(lines))  # noqa: T201
    return 0


def _keep_root(cast: Cast, translator: Translator, check: str) -> list[str]:
    """Let checks on this computer recognise the root, and return lines on that; none where it cannot be kept.

    It is taken from the cast and not from the folder, in which somebody else may write.
    """
    from verify.features.teaching.samples.certificates import encode_pem
    from verify.store.trust.certificates import TrustError
    from verify.store.trust.file_format import DEMONSTRATION_NAME
    from verify.store.trust.store import TrustStore

    try:
        TrustStore(data_folder()).add_demonstration(encode_pem(cast.root), datetime.now(UTC).date())
    except TrustError as error:
        complain(words.describe_problem(translator, error.problem.value, error.detail))
        return []
    return [
        translator.text("commands.library.check_first"),
        "  " + check,
        translator.text("commands.library.remove_anchor"),
        "  " + format_command("trust", "remove", DEMONSTRATION_NAME),
        "  " + check,
    ]


def _write_extras(folder: Path, translator: Translator, *, journeys: bool, lesson: bool) -> list[str]:
    """Write the page for teachers if `lesson`, and return lines on it and on the copies of the survival lab."""
    lines = []
    if journeys:
        below = folder / FOLDER
        lines.append(translator.count("pages.learn.travelled", sum(1 for _ in below.iterdir()), folder=str(below)))
    if lesson:
        (folder / LESSON).write_text(make_page(translator), encoding="utf-8")
        lines.append(translator.text("pages.learn.lesson_written", file=str(folder / LESSON)))
    return [*lines, ""] if lines else []


def _find_refusal(folder: Path, *, force: bool) -> str:
    """Return why nothing is written into this folder, or an empty string."""
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return "commands.library.not_a_folder"
    return "" if force or not any(folder.iterdir()) else "commands.library.not_empty"
