"""Checks an address before anything is asked of it: HTTPS only, no password in it, and no private network behind it.

Plain HTTP is for answers alone that bear their issuer's signature (`signed_answer`).
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from verify.model import limits
from verify.model.errors import ProblemError
from verify.store.network.special_addresses import Address, is_public

_PORT: Final = 443
_PLAIN_PORT: Final = 80
_ADDRESSES: Final = 4  # of one host that are tried one after the other


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
    STOPPED = "stopped"  # by the person who asked for it
    CREDENTIALS = "credentials"  # a user name or a password within the address
    TOO_LONG = "too_long"  # the address


class FetchError(ProblemError[FetchProblem]):
    """Nothing was fetched; `problem` says why, `detail` names the host, the status or the limit."""


class Target(Struct, frozen=True):
    """A checked address: `url` with an international name in its ASCII form; `plain` where it is not HTTPS."""

    url: str
    host: str
    port: int
    plain: bool = False


def parse_host(url: str) -> str:
    """Return the host that a fetch of `url` would ask, to be shown before. Raises FetchError for no usable address."""
    return parse_target(url, any_port=True).host


def parse_target(url: str, *, any_port: bool = False, plain: bool = False) -> Target:
    """Return the host and port that `url` names. `plain`: it may be one of plain HTTP, too.

    Raises FetchError: NOT_HTTPS, BAD_ADDRESS.
    """
    import requests

    try:
        ascii_url = requests.Request("GET", url.strip()).prepare().url or ""  # international names become ASCII
        parts = urlsplit(ascii_url)
        usual = _PLAIN_PORT if parts.scheme == "http" else _PORT
        host, port = parts.hostname or "", parts.port or usual
    except (requests.RequestException, ValueError) as error:
        raise FetchError(FetchProblem.BAD_ADDRESS, str(error)[: limits.FACT_CHARACTERS]) from error
    if parts.scheme != "https" and not (plain and parts.scheme == "http"):
        raise FetchError(FetchProblem.NOT_HTTPS, parts.scheme[: limits.FACT_CHARACTERS])
    if not host or parts.username is not None or parts.password is not None or (port != usual and not any_port):
        raise FetchError(FetchProblem.BAD_ADDRESS, host)
    return Target(ascii_url, host.lower(), port, plain=parts.scheme == "http")


def resolve(target: Target, deadline: float, *, private: bool) -> tuple[Address, ...]:
    """Return the addresses of a host. One private address among them is enough to refuse them all, unless allowed.

    Raises FetchError: NAME_UNKNOWN, PRIVATE_ADDRESS, TIMED_OUT.
    """
    try:
        addresses = tuple(dict.fromkeys(ipaddress.ip_address(text) for text in _ask_name_server(target, deadline)))
    except TimeoutError as error:
        raise FetchError(FetchProblem.TIMED_OUT, target.host) from error
    except (OSError, UnicodeError) as error:
        raise FetchError(FetchProblem.NAME_UNKNOWN, target.host) from error
    except ValueError as error:  # an address with a zone: of the local network
        raise FetchError(FetchProblem.PRIVATE_ADDRESS, target.host) from error
    if not private and not all(is_public(address) for address in addresses):
        raise FetchError(FetchProblem.PRIVATE_ADDRESS, target.host)
    return addresses[:_ADDRESSES]


def _ask_name_server(target: Target, deadline: float) -> list[str]:
    """Return the addresses that the system knows for a name, as text, and wait for them until `deadline`.

    The system's resolver can be neither bounded nor broken off. Hence a thread, which ends when the resolver gives up
    by its own limits, and which opens no connection.
    """
    answers: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.append([str(entry[4][0]) for entry in entries])
        except (OSError, UnicodeError) as error:
            answers.append(error)

    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(max(0.0, deadline - time.monotonic()))
    if not answers:
        raise TimeoutError
    if isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0]
