"""The option `--fetch`: what is at an https address is downloaded and checked; the host is named before it is asked."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from verify.cli.shared import ask, can_ask
from verify.features.links.link import is_address, make_file_name, read_link
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store.network.fetch import DEFAULT_REACH, Reach
from verify.store.network.url_policy import FetchError, FetchProblem

if TYPE_CHECKING:
    from verify.features.links.fetch_link import FetchedLink
    from verify.features.links.link import Link
    from verify.model import FetchedFrom, Report

_NAME: Final = "download"  # of a file whose address names none
_LISTED: Final = 40  # pictures and videos of a page


def add_fetch_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument(
        "--fetch",
        action="store_true",
        help="help.check.fetch",
    )
    parser.add_argument(
        "--fetch-from",
        action="append",
        default=[],
        metavar="HOST",
        help="help.check.fetch_from",
    )
    parser.add_argument(
        "--keep-query",
        action="store_true",
        help="help.check.keep_query",
    )


def find_usage_problem(arguments: argparse.Namespace, translator: Translator) -> str:
    """Return why these arguments do not go together, or an empty string."""
    addresses = _list_addresses(arguments.paths)
    if not arguments.fetch:
        if arguments.fetch_from or arguments.keep_query:
            return translator.text("commands.usage.needs_fetch")
        if addresses:
            return translator.text("commands.usage.address", address=addresses[0])
        return ""
    if arguments.out:
        return translator.text("commands.usage.fetch_out")
    if not addresses:
        return translator.text("commands.usage.fetch_nothing")
    return ""


class LinkFetcher:
    """Fetches the addresses among paths, and tells of each file afterwards where it came from."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        tell: Callable[[str], None],
        translator: Translator,
        reach: Reach = DEFAULT_REACH,
    ) -> None:
        self.failed = 0
        self._reach = reach
        self._arguments = arguments
        self._tell = tell
        self._translator = translator
        self._allowed: set[str] = set(arguments.fetch_from)
        self._fetched: dict[str, FetchedFrom] = {}

    @contextlib.contextmanager
    def fetch(self, paths: Sequence[str]) -> Iterator[list[str]]:
        """Yield the paths with a file for each address that could be fetched; the files go when the block ends."""
        if not self._arguments.fetch:
            yield list(paths)
            return
        addresses = set(_list_addresses(paths))
        with tempfile.TemporaryDirectory(prefix="whence-fetched-") as folder:
            places = []
            for number, path in enumerate(paths):
                if path not in addresses:
                    places.append(path)
                elif (place := self._fetch(path, Path(folder) / str(number))) is not None:
                    places.append(str(place))
            yield places

    def attach_origin(self, report: Report) -> Report:
        """Add to the report of a file that was fetched where it came from."""
        fetched = self._fetched.get(report.file.path)
        if fetched is None:
            return report
        from verify.features.links.fetch_link import attach_origin  # it loads what speaks with others

        return attach_origin(report, fetched)

    def _fetch(self, address: str, folder: Path) -> Path | None:
        try:
            link = read_link(address, any_port=self._reach.private)
            self._say("asking", host=link.host)
            came = self._fetch_from_hosts(link, folder)
        except FetchError as error:
            reason = self._translator.text(f"commands.library.fetch_problems.{error.problem}", detail=error.detail)
            self._say("not_fetched", address=plain(address), reason=reason)
            self.failed += 1
            return None
        self._fetched[str(came.path)] = came.fetched
        if came.page:
            self._list_page(came)
        return came.path

    def _fetch_from_hosts(self, link: Link, folder: Path) -> FetchedLink:
        """Fetch a link; before each further host that it leads to, the person is asked."""
        from verify.features.links.fetch_link import fetch_link

        folder.mkdir()
        path = folder / make_file_name(link.name, _NAME)
        while True:
            try:
                return fetch_link(
                    link,
                    path,
                    lambda _here, _all: True,
                    hosts=frozenset(self._allowed),
                    keep_query=self._arguments.keep_query,
                    reach=self._reach,
                )
            except FetchError as error:
                if error.problem is not FetchProblem.OTHER_HOST or not self._may_ask(link.host, error.detail):
                    raise
                self._allowed.add(error.detail)

    def _may_ask(self, host: str, other: str) -> bool:
        question = self._translator.text("commands.links.question", host=host, other=other)
        return can_ask() and ask(question)

    def _list_page(self, came: FetchedLink) -> None:
        """Name what a page shows; none of it is asked for."""
        from verify.features.links.page_media import list_page_media
        from verify.model.errors import TaskError

        try:
            media = list_page_media(came.path, came.page, came.encoding, any_port=self._reach.private)
        except TaskError as error:
            self._say("page_unread", reason=plain(str(error)))
            return
        count = len(media.items) + media.left_out
        self._tell(self._translator.count("commands.links.page", count) if count else self._text("page_empty"))
        for item, link in media.items[:_LISTED]:
            size = f"  {item.width or '?'} × {item.height or '?'}" if item.width or item.height else ""
            self._tell(f"  {plain(link.url, 2_000)}{size}")
        if count > _LISTED:
            self._say("page_more", n=str(count - min(_LISTED, len(media.items))))

    def _say(self, key: str, **facts: str) -> None:
        self._tell(self._text(key, **facts))

    def _text(self, key: str, **facts: str) -> str:
        return self._translator.text(f"commands.links.{key}", facts)


def _list_addresses(paths: Sequence[str]) -> list[str]:
    """Return those paths that are addresses; what exists under such a name is a file all the same."""
    return [path for path in paths if is_address(path) and not _exists(path)]


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False
