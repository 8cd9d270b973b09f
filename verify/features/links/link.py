"""Read an address that somebody dropped, pasted, typed or found on a page: https, one host, nothing hidden in it."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from verify.model import limits
from verify.store.network.url_policy import FetchError, FetchProblem, parse_target

_SCHEMES: Final = ("https:", "http:")
_NAME_CHARACTERS: Final = 100
_REFUSED: Final = frozenset(' \\"<>^`{|}')  # RFC 3986 has none of them in an address; programs read some differently


class Link(Struct, frozen=True):
    """A checked address. `url` is asked for; `host` is its ASCII form, in which look-alikes cannot hide."""

    url: str
    host: str
    has_query: bool

    @property
    def without_query(self) -> str:
        """The address as it is told to others."""
        return urlsplit(self.url)._replace(query="", fragment="").geturl()

    def tell(self, *, with_query: bool) -> str:
        """Return the address as it stands in reports, with its query only where the user wants it there."""
        return urlsplit(self.url)._replace(fragment="").geturl() if with_query else self.without_query

    @property
    def name(self) -> str:
        """The last part of its path, which a file may be named after; nobody has looked at it."""
        return unquote(urlsplit(self.url).path.rpartition("/")[2], errors="replace")


def is_address(text: str) -> bool:
    """Return whether a text as a whole looks like the address of a web page, whether or not it may be used."""
    return text.strip()[:8].lower().startswith(_SCHEMES)


def read_link(text: str, *, any_port: bool = False) -> Link:
    """Read one address. `any_port` is for tests alone.

    Raises FetchError: NOT_HTTPS, BAD_ADDRESS, CREDENTIALS, TOO_LONG.
    """
    address = text.strip()
    if len(address) > limits.LINK_CHARACTERS:
        raise FetchError(FetchProblem.TOO_LONG, str(limits.LINK_CHARACTERS))
    if not address.isprintable() or not _REFUSED.isdisjoint(address):
        raise FetchError(FetchProblem.BAD_ADDRESS)
    try:
        written = urlsplit(address)
        has_credentials = "@" in written.netloc
    except ValueError as error:
        raise FetchError(FetchProblem.BAD_ADDRESS) from error
    if has_credentials:
        raise FetchError(FetchProblem.CREDENTIALS)
    target = parse_target(address, any_port=any_port)
    parts = urlsplit(target.url)
    return Link(parts._replace(fragment="").geturl(), target.host, bool(parts.query))


def make_file_name(name: str, otherwise: str) -> str:
    """Return a name that leads nowhere and is safe to write on every system, made of one that somebody else gave."""
    safe = "".join(each if each.isalnum() or each in "._-" else "_" for each in name).strip("._ ")
    return safe[-_NAME_CHARACTERS:] or otherwise
