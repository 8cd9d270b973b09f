"""The one way to the network: fetches one small file over HTTPS because the user asked for it.

It talks only to hosts that the caller has shown, refuses private addresses, sends no cookie, no password and nothing
about the user, and gives up early. Proxies, certificates and passwords named in the environment are not used: a
proxy would resolve the name anew, and the address that was checked would not be the one that is asked.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from verify import __version__
from verify.model import limits
from verify.store.network.deadline import count_seconds_left, make_adapter, make_plain_adapter
from verify.store.network.special_addresses import Address
from verify.store.network.url_policy import (
    FetchError,
    FetchProblem,
    Target,
    parse_host,
    parse_target,
    resolve,
)

__all__ = ["DEFAULT_REACH", "FetchError", "FetchProblem", "Fetched", "Reach", "fetch", "parse_host"]

if TYPE_CHECKING:
    import requests

_PIECE_BYTES: Final = 64 * limits.KIB


class Fetched(Struct, frozen=True):
    """What a server gave. `url` is where it came from in the end."""

    url: str
    content: bytes
    media_type: str = ""


class Reach(Struct, frozen=True):
    """How far a fetch may go. Only tests change it."""

    private: bool = False  # private and loopback addresses and any port
    authorities: Path | None = None  # PEM file of who may vouch for servers; None: the usual ones
    seconds: float = limits.FETCH_TOTAL_SECONDS


DEFAULT_REACH: Final = Reach()


class Answer(Struct, frozen=True):
    """The head of an answer that is no redirect, and the hosts that were asked until it came, each once in order."""

    target: Target
    response: requests.Response
    hosts: tuple[str, ...]


def fetch(url: str, limit: int, *, hosts: frozenset[str] | None = None, reach: Reach = DEFAULT_REACH) -> Fetched:
    """Fetch at most `limit` bytes. `hosts` are those that the user has agreed to; None: the one of `url` alone.

    Raises FetchError.
    """
    agreed = frozenset({parse_host(url)}) if hosts is None else hosts
    deadline = time.monotonic() + reach.seconds
    with open_answer(url, agreed, reach, deadline) as answer:
        content = read_body(answer.response, answer.target.host, limit, deadline)
        return Fetched(answer.target.url, content, read_media_type(answer.response))


@contextlib.contextmanager
def open_answer(url: str, agreed: frozenset[str], reach: Reach, deadline: float) -> Iterator[Answer]:
    """Ask for `url` and follow redirects, each checked like the first and to no host but those of `agreed`.

    Yield the answer before its body is read. Raises FetchError.
    """
    hosts: list[str] = []
    for _ in range(limits.FETCH_REDIRECTS + 1):
        target = parse_target(url, any_port=reach.private)
        if target.host not in agreed:
            raise FetchError(FetchProblem.OTHER_HOST, target.host)
        hosts.append(target.host)
        with contextlib.ExitStack() as closing:
            response = send_request(target, reach, deadline, closing)
            if not response.is_redirect:
                yield Answer(target, response, tuple(dict.fromkeys(hosts)))
                return
            url = resolve_redirect(target, response.headers["location"])
    raise FetchError(FetchProblem.TOO_MANY_REDIRECTS, str(limits.FETCH_REDIRECTS))


def resolve_redirect(target: Target, location: str) -> str:
    """Return where a redirect leads. Raises FetchError for no usable address."""
    try:
        return urljoin(target.url, location)
    except ValueError as error:
        raise FetchError(FetchProblem.BAD_ADDRESS, target.host) from error


def send_request(
    target: Target,
    reach: Reach,
    deadline: float,
    closing: contextlib.ExitStack,
    headers: Mapping[str, str] | None = None,
    *,
    body: bytes | None = None,
) -> requests.Response:
    """Ask the very addresses that were checked, one after the other until somebody answers or `deadline` has come.

    The answer is the content (200), a redirect, or the rest of the content (206) where `headers` ask for it.
    `body` is a question that is posted. `closing` ends the connection. Raises FetchError.
    """
    wanted = (200, 206) if headers and "Range" in headers else (200,)
    failure = FetchError(FetchProblem.UNREACHABLE, target.host)
    for address in resolve(target, deadline, private=reach.private):
        try:
            asked = _make_request(target, address, headers or {}, body)
            response = _send(asked, target, reach.authorities, deadline, closing)
        except FetchError as error:
            if error.problem is not FetchProblem.UNREACHABLE:
                raise
            failure = error
        else:
            if response.is_redirect or response.status_code in wanted:
                return response
            raise FetchError(FetchProblem.STATUS, str(response.status_code))
    raise failure


def _make_request(
    target: Target, address: Address, headers: Mapping[str, str], body: bytes | None
) -> requests.PreparedRequest:
    """Make the request to an address of a host, with nothing in it about who asks."""
    import requests

    parts = urlsplit(target.url)
    literal = f"[{address}]" if address.version == 6 else str(address)
    return requests.Request(
        "GET" if body is None else "POST",
        parts._replace(netloc=f"{literal}:{target.port}", fragment="").geturl(),
        headers={
            "Host": parts.netloc,
            "User-Agent": f"Whence/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
            **headers,
        },
        data=body,
    ).prepare()


def _send(
    request: requests.PreparedRequest,
    target: Target,
    authorities: Path | None,
    deadline: float,
    closing: contextlib.ExitStack,
) -> requests.Response:
    """Connect to an address while the server must prove that it is the host; over plain HTTP nobody can.

    The adapter is used without a session: a session reads the whole body of a redirect, keeps cookies and looks
    for passwords and proxies.
    """
    adapter = make_plain_adapter(deadline) if target.plain else make_adapter(target.host, deadline)
    closing.callback(adapter.close)
    with tell_failure(target.host, deadline):
        left = count_seconds_left(deadline)
        response = adapter.send(
            request,
            stream=True,
            timeout=(min(limits.FETCH_CONNECT_SECONDS, left), min(limits.FETCH_READ_SECONDS, left)),
            verify=True if authorities is None else str(authorities),
        )
    return closing.enter_context(response)


@contextlib.contextmanager
def tell_failure(host: str, deadline: float) -> Iterator[None]:
    """Turn whatever a connection to `host` raises into a FetchError: TIMED_OUT, CERTIFICATE, UNREACHABLE."""
    import requests
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    try:
        yield
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        silent = isinstance(error, requests.exceptions.ReadTimeout | ReadTimeoutError | TimeoutError)
        if silent or time.monotonic() >= deadline:
            raise FetchError(FetchProblem.TIMED_OUT, host) from error
        if isinstance(error, requests.exceptions.SSLError):
            raise FetchError(FetchProblem.CERTIFICATE, host) from error
        raise FetchError(FetchProblem.UNREACHABLE, host) from error


def read_body(response: requests.Response, host: str, limit: int, deadline: float) -> bytes:
    """Return the content, in pieces as they come. Raises FetchError beyond the limits of size and time."""
    if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise FetchError(FetchProblem.ENCODED)
    length = 0
    with contextlib.suppress(ValueError):
        length = int(response.headers.get("content-length", ""))
    body = bytearray()
    with tell_failure(host, deadline):
        while length <= limit:
            piece = response.raw.read1(_PIECE_BYTES, decode_content=False)
            body += piece
            length = max(length, len(body))
            if not piece:
                break
    if length > limit:
        raise FetchError(FetchProblem.TOO_LARGE, str(limit))
    return bytes(body)


def read_media_type(response: requests.Response) -> str:
    """Return the media type that the server states, without parameters; empty where it states none."""
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()[: limits.FACT_CHARACTERS]
