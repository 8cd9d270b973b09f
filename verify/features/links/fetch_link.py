"""Fetch what is at an address into a file, because a person agreed to its host, and note where it came from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verify.features.links.link import Link
from verify.model import FetchedFrom, Fetcher, Report, limits
from verify.store.network.fetch import DEFAULT_REACH, Reach
from verify.store.network.file_fetch import GoOn, fetch_file

_PAGES: Final = ("text/html", "application/xhtml+xml")


class FetchedLink(Struct, frozen=True):
    """What came: the file that holds it, and from where. `page` is its final address where the host calls it a page."""

    path: Path
    fetched: FetchedFrom
    page: str = ""
    encoding: str = ""  # of a page, as the host states it


def fetch_link(
    link: Link,
    path: Path,
    go_on: GoOn,
    *,
    hosts: frozenset[str] = frozenset(),
    keep_query: bool = False,
    page: str = "",
    reach: Reach = DEFAULT_REACH,
) -> FetchedLink:
    """Fetch a link into the new file `path`, asking its host and those of `hosts`, to which the user agreed as well.

    `page` is the address of the page that named it. Raises FetchError or OSError; then no file is left.
    """
    reach = replace(reach, seconds=max(reach.seconds, limits.LINK_SECONDS)) if reach is DEFAULT_REACH else reach
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    agreed = hosts | {link.host}
    try:
        with path.open("xb") as out:
            came = fetch_file(link.url, out, limits.LINKED_BYTES, hosts=agreed, go_on=go_on, reach=reach)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    fetched = FetchedFrom(
        address=link.tell(with_query=keep_query),
        at=at,
        sha256=came.sha256,
        headers=came.headers,
        hosts=came.hosts,
        page=page,
        query_left_out=link.has_query and not keep_query,
    )
    is_page = came.media_type in _PAGES and came.size <= limits.PAGE_BYTES
    return FetchedLink(path, fetched, came.url if is_page else "", _read_encoding(came.headers))


def attach_origin(report: Report, fetched: FetchedFrom | None) -> Report:
    """Return the report with from where its file came, if its bytes are those that came."""
    if fetched is None or report.file.sha256 not in ("", fetched.sha256):
        return report
    run = replace(report.run, network=report.run.network or fetched.by is Fetcher.WHENCE)
    return replace(report, file=replace(report.file, fetched_from=fetched), run=run)


def _read_encoding(headers: tuple[tuple[str, str], ...]) -> str:
    stated = dict(headers).get("Content-Type", "").lower()
    return stated.partition("charset=")[2].partition(";")[0].strip(" \"'")[: limits.NAME_CHARACTERS]
