"""`whence models`: shows, adds, fetches and removes the models of others that some hidden marks need."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from verify.cli.shared import add_language_option, ask, can_ask, command, complain, say, translator_for
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
        help="show, add or remove models that some hidden marks need",
        description="Shows, adds and removes models of others that some hidden marks need. None is part of Whence.",
        epilog="Exit status: 0 done, 1 something was refused or could not be fetched, 2 wrong usage.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the models that Whence has a use for, and which of them are here")
    names = ", ".join(each.name for each in models.KNOWN)
    add = actions.add_parser("add", help="take a model that you have")
    add.add_argument("file", type=Path, metavar="FILE.onnx", help="the model")
    add.add_argument("--as", dest="name", required=True, metavar="NAME", help=f"which model it is: {names}")
    get = actions.add_parser("get", help="fetch a model from its maker; goes on where it broke off")
    get.add_argument("name", metavar="NAME", help=names)
    get.add_argument("--yes", action="store_true", help="do not ask before talking to the host that is named")
    remove = actions.add_parser("remove", help="take a model away")
    remove.add_argument("name", metavar="NAME", help="as `list` gives it")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    speech = translator_for(arguments)
    store = ModelStore(data_folder())
    today = datetime.now(UTC).date()
    try:
        if arguments.action == "list":
            return _list(store, speech)
        wanted = models.find_model(arguments.name)
        if arguments.action == "add":
            return _say_added(speech, store.add(arguments.file, wanted, today))
        if arguments.action == "remove":
            store.remove(wanted)
            say(speech.text("commands.models.removed", model=wanted.title))
            return 0
        if not _agreed(speech, wanted, yes=arguments.yes):
            return 1
        return _say_added(speech, store.get(wanted, today, _progress(speech)))
    except ModelError as error:
        complain(
            "whence models: "
            + speech.text(f"commands.models.model_problems.{error.problem.value}", detail=error.detail)
        )
    except FetchError as error:
        complain(
            "whence models: "
            + speech.text(f"commands.library.fetch_problems.{error.problem.value}", detail=error.detail)
        )
    return 1


def _list(store: ModelStore, speech: Translator) -> int:
    here = {one.known.name: one for one in store.added()}
    for each in models.KNOWN:
        one = here.get(each.name)
        say(f"{each.name}  {plain(each.title)}")
        if one is None:
            say(
                "  "
                + speech.text("commands.models.missing", host=each.host, command=command("models", "get", each.name))
            )
        else:
            say("  " + speech.text("commands.models.here", date=one.date, size=_megabytes(one.size), digest=one.sha256))
    return 0


def _agreed(speech: Translator, wanted: KnownModel, *, yes: bool) -> bool:
    """Name the host and ask whether it may be talked to."""
    say(speech.text("commands.library.hosts"))
    say(f"  {plain(wanted.host)}")
    say(speech.text("commands.models.sent"))
    if yes:
        return True
    if not can_ask():
        complain(
            "whence models: "
            + speech.text("commands.library.unanswered", command=command("models", "get", wanted.name, "--yes"))
        )
        return False
    if ask(speech.text("commands.library.question")):
        return True
    say(speech.text("commands.library.declined"))
    return False


def _progress(speech: Translator) -> OnProgress:
    told = 0

    def tell(here: int, total: int) -> None:
        nonlocal told
        if here - told >= _STEP or here == total:
            told = here
            line = speech.text(
                "commands.models.progress", here=_megabytes(here), total=_megabytes(total) if total else ""
            )
            print(line, file=sys.stderr, flush=True)  # noqa: T201

    return tell


def _say_added(speech: Translator, one: AddedModel) -> int:
    say(speech.text("commands.models.added", model=one.known.title, size=_megabytes(one.size), digest=one.sha256))
    if not one.known.sha256:
        say(speech.text("commands.models.unpinned"))
    return 0


def _megabytes(size: int) -> str:
    return f"{size / limits.MIB:.1f} MiB"


def _complain(text: str) -> None:
    complain(f"whence models: {text}")
