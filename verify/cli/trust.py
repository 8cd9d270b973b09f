"""`whence trust`: shows the trust lists, renews them when asked, and keeps the user's own anchors."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

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
from verify.report.words import commands as words
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store.folders import data_folder
from verify.store.network.fetch import FetchError
from verify.store.trust import official_lists
from verify.store.trust import store as trust
from verify.store.trust import update as renewal
from verify.store.trust.certificates import TrustError
from verify.store.trust.store import TrustStore


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments of `trust`."""
    parser = subparsers.add_parser(
        "trust",
        help="help.trust.title",
        description="help.trust.does",
        epilog="help.trust.exit",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("show", help="help.trust.show")
    update = actions.add_parser("update", help="help.trust.update")
    update.add_argument("--yes", action="store_true", help="help.trust.yes")
    add = actions.add_parser("add", help="help.trust.add")
    add.add_argument("file", type=Path, metavar="FILE.pem", help="help.trust.file")
    remove = actions.add_parser("remove", help="help.trust.remove")
    remove.add_argument("name", metavar="NAME", help="help.trust.name")
    add_language_option(parser, actions.choices.values())
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and return the exit status."""
    translator = translator_for(arguments)
    store = TrustStore(data_folder())
    today = datetime.now(UTC).date()
    try:
        if arguments.action == "show":
            return _show(store, translator, today)
        if arguments.action == "update":
            return _update(store, translator, today, agreed=arguments.yes)
        if arguments.action == "add":
            return _add(store, translator, today, arguments.file)
        return _remove(store, translator, arguments.name)
    except TrustError as error:
        complain(describe_error(translator, error))
        return 1


def describe_error(translator: Translator, error: TrustError | FetchError) -> str:
    """Return why a trust list was refused, not found or not fetched, in one or two sentences."""
    return words.describe_problem(translator, error.problem.value, error.detail)


def _show(store: TrustStore, translator: Translator, today: date) -> int:
    contents = store.read()
    for trust_list in contents.lists:
        facts = trust_list.facts
        say(plain(facts.name))
        say("  " + translator.count(f"commands.library.kinds.{facts.kind}", facts.certificates, date=facts.date))
        if trust.is_stale(facts, today):
            days = str(trust.count_days_since(facts, today))
            say("  " + translator.text("commands.library.stale", days=days, command=format_command("trust", "update")))
    for unused in contents.unused:
        complain(describe_unused(unused, translator))
    return 0


def _update(store: TrustStore, translator: Translator, today: date, *, agreed: bool) -> int:
    lists = official_lists.read_index()
    say(words.describe_renewal_hosts(translator, renewal.list_hosts(lists)))
    if not agreed:
        if not can_ask():
            complain(translator.text("commands.library.unanswered", command=format_command("trust", "update", "--yes")))
            return 2
        if not ask(translator.text("commands.library.question")):
            say(translator.text("commands.library.declined"))
            return 1
    failed = 0
    for official in lists:
        try:
            renewed = renewal.update_list(store, official, today)
        except (FetchError, TrustError) as error:
            failed += 1
            complain(
                translator.text(
                    "commands.library.not_renewed", list=official.name, reason=describe_error(translator, error)
                )
            )
        else:
            say(translator.count("commands.library.renewed", renewed.facts.certificates, list=official.name))
    return 1 if failed else 0


def _add(store: TrustStore, translator: Translator, today: date, path: Path) -> int:
    added = store.add(path, today).facts
    say(translator.count("commands.library.added", added.certificates, list=added.name))
    say(translator.text("commands.library.remove_with", command=format_command("trust", "remove", added.name)))
    return 0


def _remove(store: TrustStore, translator: Translator, name: str) -> int:
    say(translator.text("commands.library.removed", list=store.remove(name).facts.name))
    return 0
