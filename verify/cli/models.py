"""`whence models`: shows, adds, fetches and removes the models of others that some hidden marks need."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from verify.cli.command_parser import HelpText
from verify.cli.shared import (
    add_language_option,
    ask,
    can_ask,
    complain,
    describe_unused,
    format_command,
    say,
    translator_for,
)
from verify.model import limits
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store import models
from verify.store.folders import data_folder
from verify.store.models import AddedModel, KnownModel, ModelError, ModelStore
from verify.store.network.download import OnProgress
from verify.store.network.fetch import FetchError

_STEP: Final = 1_000_000  # bytes between two lines of progress


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `models`."""
    parser = subparsers.add_parser(
        "models",
        help="help.models.title",
        description="help.models.does",
        epilog="help.models.exit",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="help.models.list")
    names = ", ".join(model.name for model in models.KNOWN)
    add = actions.add_parser("add", help="help.models.add")
    add.add_argument("file", type=Path, metavar="FILE.onnx", help="help.models.file")
    add.add_argument("--as", dest="name", required=True, metavar="NAME", help=HelpText("help.models.as", names=names))
    get = actions.add_parser("get", help="help.models.get")
    get.add_argument("name", metavar="NAME", help=HelpText("help.models.name", names=names))
    get.add_argument("--yes", action="store_true", help="help.models.yes")
    remove = actions.add_parser("remove", help="help.models.remove")
    remove.add_argument("name", metavar="NAME", help="help.models.removed")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    translator = translator_for(arguments)
    store = ModelStore(data_folder())
    today = datetime.now(UTC).date()
    try:
        if arguments.action == "list":
            return _list(store, translator)
        wanted = models.find_model(arguments.name)
        if arguments.action == "add":
            return _say_added(translator, store.add(arguments.file, wanted, today))
        if arguments.action == "remove":
            store.remove(wanted)
            say(translator.text("commands.models.removed", model=wanted.title))
            return 0
        if not _may_fetch(translator, wanted, yes=arguments.yes):
            return 1
        return _say_added(translator, store.get(wanted, today, _make_progress_printer(translator)))
    except ModelError as error:
        reason = translator.text(f"commands.models.model_problems.{error.problem.value}", detail=error.detail)
        complain(f"whence models: {reason}")
    except FetchError as error:
        reason = translator.text(f"commands.library.fetch_problems.{error.problem.value}", detail=error.detail)
        complain(f"whence models: {reason}")
    return 1


def _list(store: ModelStore, translator: Translator) -> int:
    contents = store.read()
    added_models = {model.known.name: model for model in contents.added}
    for known in models.KNOWN:
        added = added_models.get(known.name)
        say(f"{known.name}  {plain(known.title)}")
        if added is None:
            get = format_command("models", "get", known.name)
            say("  " + translator.text("commands.models.missing", host=known.host, command=get))
        else:
            size = _format_size(added.size)
            say("  " + translator.text("commands.models.here", date=added.date, size=size, digest=added.sha256))
    for unused in contents.unused:
        complain(describe_unused(unused, translator))
    return 0


def _may_fetch(translator: Translator, wanted: KnownModel, *, yes: bool) -> bool:
    """Name the host and return whether the user lets it be asked; `yes` answers for the user."""
    say(translator.text("commands.library.hosts"))
    say(f"  {plain(wanted.host)}")
    say(translator.text("commands.models.sent"))
    if yes:
        return True
    if not can_ask():
        get = format_command("models", "get", wanted.name, "--yes")
        complain(f"whence models: {translator.text('commands.library.unanswered', command=get)}")
        return False
    if ask(translator.text("commands.library.question")):
        return True
    say(translator.text("commands.library.declined"))
    return False


def _make_progress_printer(translator: Translator) -> OnProgress:
    printed = 0

    def print_progress(here: int, total: int) -> None:
        nonlocal printed
        if here - printed >= _STEP or here == total:
            printed = here
            size = _format_size(total) if total else ""
            complain(translator.text("commands.models.progress", here=_format_size(here), total=size))

    return print_progress


def _say_added(translator: Translator, added: AddedModel) -> int:
    say(
        translator.text(
            "commands.models.added", model=added.known.title, size=_format_size(added.size), digest=added.sha256
        )
    )
    if not added.known.sha256:
        say(translator.text("commands.models.unpinned"))
    return 0


def _format_size(size: int) -> str:
    return f"{size / limits.MIB:.1f} MiB"
