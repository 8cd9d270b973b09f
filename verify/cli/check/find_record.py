"""`check --find-record`: a lost record is looked for with a service that the user names, for one file at a time."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verify.cli.command_parser import HelpText
from verify.cli.shared import ask, can_ask
from verify.model import RecordSearch, Report, TrustList
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store import resolvers
from verify.store.folders import data_folder
from verify.store.network.url_policy import FetchError
from verify.store.resolvers import Resolver

_PATTERN: Final = frozenset("*?[")


def add_find_record_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    presets = ", ".join(preset.key for preset in resolvers.list_presets())
    parser.add_argument(
        "--find-record",
        default="",
        metavar="NAME|ADDRESS",
        help=HelpText("help.check.find_record", presets=presets),
    )
    parser.add_argument(
        "--record-from",
        action="append",
        default=[],
        metavar="HOST",
        help="help.check.record_from",
    )


def find_usage_problem(arguments: argparse.Namespace, translator: Translator) -> str:
    """Return why these arguments do not go together, or an empty string."""
    if not arguments.find_record:
        return translator.text("commands.usage.needs_find_record") if arguments.record_from else ""
    path = Path(arguments.paths[0])
    many = len(arguments.paths) > 1 or path.is_dir() or (not path.exists() and not _PATTERN.isdisjoint(str(path)))
    if many or arguments.out:
        return translator.text("commands.usage.find_record_one")
    try:
        resolvers.find(arguments.find_record, data_folder())
    except FetchError:
        known = ", ".join(preset.key for preset in resolvers.list_presets())
        return translator.text("commands.usage.find_record_where", known=known)
    return ""


def make_finder(
    arguments: argparse.Namespace,
    trust: tuple[TrustList, ...],
    tell: Callable[[str], None],
    translator: Translator,
) -> Callable[[Report], Report]:
    """Make what adds to a report what was found elsewhere; without the option it adds nothing."""
    if not arguments.find_record:
        return lambda report: report
    resolver = resolvers.find(arguments.find_record, data_folder())
    return _Finder(resolver, frozenset(arguments.record_from), trust, tell, translator).add_search


class _Finder(Struct, frozen=True):
    """Names whom it asks before it does, and asks the person before another host is asked."""

    resolver: Resolver
    allowed: frozenset[str]
    trust: tuple[TrustList, ...]
    tell: Callable[[str], None]
    translator: Translator

    def add_search(self, report: Report) -> Report:
        """Look for the record of a file, and add to its report what came of it."""
        from verify.features.lost_record import search  # it loads what speaks with others
        from verify.report.words.cards.found_record import name_codes

        codes = search.list_codes(report)
        if not codes.items:
            self.tell(self.translator.text("commands.find_record.no_code", file=report.file.name))
            return report
        names = name_codes(self.translator, [code.algorithm for code in codes.items])
        self.tell(self.translator.text("commands.find_record.asking", host=self.resolver.host, codes=names))
        answer = search.ask_resolver(self.resolver, codes)
        allowed = [host for host in answer.other_hosts if self._allows(answer, host)]
        answer = search.fetch_records(self.resolver, answer, codes, self.trust, allowed=allowed)
        return replace(report, search=answer, run=replace(report.run, network=True))

    def _allows(self, answer: RecordSearch, keeper: str) -> bool:
        """Whether the user lets another host be asked: named beforehand, or asked now."""
        text = self.translator.text
        if keeper in self.allowed:
            self.tell(text("commands.find_record.asking_other", host=answer.host, keeper=keeper))
            return True
        if can_ask() and ask(text("commands.find_record.question", host=answer.host, keeper=keeper)):
            return True
        self.tell(text("commands.find_record.not_asked", keeper=plain(keeper)))
        return False
