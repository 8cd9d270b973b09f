"""Checks an address before anything is asked of it: HTTPS only, no password in it, and no private network behind it."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from verify.model import limits
from verify.model.errors import ProblemError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORT: Final = 443
_ADDRESSES: Final = 4  # of one host that are tried one after the other
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


class FetchProblem(StrEnum):
    """Why nothing was fetched."""

    NOT_HTTPS = "not_https"
    BAD_ADDRESS = "bad_address"
    OTHER_HOST = "other_host"  # the server sends us on to a host that the user was not shown
    PRIVATE_ADDRESS = "private_address"
    NAME_UNKNOWN = "name_unknown"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    STATUS = "status"
    ENCODED = "encoded"  # compressed although we asked for it plain


class FetchError(ProblemError[FetchProblem]):
    """Nothing was fetched; `problem` says why, `detail` names the host, the status or the limit."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: `url` with an international name in its ASCII form."""

    url: str
    host: str
    port: int


def parse_host(url: str) -> str:
    """Return the host that a fetch of `url` would ask, to be shown before. Raises FetchError for no usable address."""
    return parse_target(url, any_port=True).host


def parse_target(url: str, *, any_port: bool = False) -> Target:
    """Return the host and port that `url` names. Raises FetchError: NOT_HTTPS, BAD_ADDRESS."""
    import requests

    try:
        plain = requests.Request("GET", url.strip()).prepare().url or ""  # international names become ASCII
        parts = urlsplit(plain)
        host, port = parts.hostname or "", parts.port or _PORT
    except (requests.RequestException, ValueError) as error:
        raise FetchError(FetchProblem.BAD_ADDRESS, str(error)[: limits.FACT_CHARACTERS]) from error
    if parts.scheme != "https":
        raise FetchError(FetchProblem.NOT_HTTPS, parts.scheme[: limits.FACT_CHARACTERS])
    if not host or parts.username is not None or parts.password is not None or (port != _PORT and not any_port):
        raise FetchError(FetchProblem.BAD_ADDRESS, host)
    return Target(plain, host.lower(), port)


def resolve(target: Target, *, private: bool) -> tuple[Address, ...]:
    """Return the addresses of a host. One private address among them is enough to refuse them all, unless allowed.

    Raises FetchError: NAME_UNKNOWN, PRIVATE_ADDRESS.
    """
    try:
        entries = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = tuple(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in entries))
    except (OSError, UnicodeError) as error:
        raise FetchError(FetchProblem.NAME_UNKNOWN, target.host) from error
    except ValueError as error:  # an address with a zone: of the local network
        raise FetchError(FetchProblem.PRIVATE_ADDRESS, target.host) from error
    if not private and not all(_is_public(address) for address in addresses):
        raise FetchError(FetchProblem.PRIVATE_ADDRESS, target.host)
    return addresses[:_ADDRESSES]


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return _is_public(ipaddress.IPv4Address(address.packed[12:]))
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
