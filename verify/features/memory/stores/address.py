"""The address of a shared memory: what of libpq's connection strings is taken, and what is never sent without TLS.

It is read without libpq, so that everybody can ask where the memory is. A password never belongs into it: it would lie
in our settings and in the history of a shell. libpq's own places for one are used instead.
"""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from msgspec import Struct

LONGEST: Final = 1_000  # characters of an address

_SERVICE: Final = re.compile(r"service=(?P<name>[A-Za-z0-9_.-]{1,63})")
_SCHEMES: Final = ("postgresql", "postgres")
_HOST: Final = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}|/[^\x00-\x1f,]{0,100}")
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f=]{1,63}")
_VALUE: Final = re.compile(r"[^\x00-\x1f\x7f]{1,500}")
_PORT: Final = re.compile(r"[0-9]{1,5}")
# what an address may say beside who and where: files of libpq, and nothing that opens a way around the rules below
_OPTIONS: Final = ("sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile")
_SECRETS: Final = ("password", "sslpassword")
_NAMED: Final = {"host": _HOST, "port": _PORT, "user": _NAME, "dbname": _NAME}
_VERIFIED: Final = "verify-full"
_MODES: Final = ("disable", "allow", "prefer", "require", "verify-ca", _VERIFIED)
_LOCALHOST: Final = "localhost"


class AddressProblem(StrEnum):
    """Why an address is not taken."""

    NO_ADDRESS = "no_address"
    PASSWORD = "password"  # noqa: S105 - a name
    OPTION = "option"  # that is not taken
    NOT_VERIFIED = "not_verified"  # it leads to another computer without TLS and a certificate that is verified


class AddressError(Exception):
    """`problem` says why, `detail` names the part of the address that is meant; it never holds a password."""

    def __init__(self, problem: AddressProblem, detail: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.detail = detail


class Address(Struct, frozen=True):
    """`text` is what was given, `place` what is shown; `parameters` are those of libpq, in which nothing of the rules
    is left to its other sources."""

    text: str
    place: str
    parameters: tuple[tuple[str, str], ...]


def parse_address(text: str) -> Address:
    """Read `postgresql://…` or `service=NAME`. Raises AddressError."""
    text = text.strip()
    if service := _SERVICE.fullmatch(text):
        # whatever its file says of TLS, this is stronger; libpq uses none on a socket of this computer
        return Address(text, service["name"], (("service", service["name"]), *_protect("")))
    try:
        url = urlsplit(text)
        given = _list_parts(url)
    except ValueError as error:
        raise AddressError(AddressProblem.NO_ADDRESS) from error
    if len(text) > LONGEST or url.scheme not in _SCHEMES or url.fragment or "host" not in given:
        raise AddressError(AddressProblem.NO_ADDRESS)
    for name, value in given.items():
        if name in _NAMED and not _NAMED[name].fullmatch(value):
            raise AddressError(AddressProblem.NO_ADDRESS, name)
    host, mode = given.get("host", ""), given.get("sslmode", "")
    protection = dict(_protect(host))
    if mode and mode != _VERIFIED and protection.get("sslmode") == _VERIFIED and not host.startswith("/"):
        raise AddressError(AddressProblem.NOT_VERIFIED, f"sslmode={mode}")
    place = "/".join(filter(None, (host, given.get("dbname", ""))))
    return Address(text, place, tuple({**given, **protection}.items()))


def _list_parts(url: SplitResult) -> dict[str, str]:
    """Return the parameters that a URI names. Raises AddressError, and ValueError for one that is none."""
    if url.password is not None:
        raise AddressError(AddressProblem.PASSWORD)
    given = {
        "user": unquote(url.username or "", errors="strict"),
        "host": _find_host(url.netloc),
        "port": str(url.port or ""),
        "dbname": unquote(url.path.removeprefix("/"), errors="strict"),
    }
    for name, value in parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query), errors="strict"):
        if name in _SECRETS:
            raise AddressError(AddressProblem.PASSWORD)
        if name not in (*_OPTIONS, *_NAMED) or not _VALUE.fullmatch(value) or given.get(name):
            raise AddressError(AddressProblem.OPTION, name)
        if name == "sslmode" and value not in _MODES:
            raise AddressError(AddressProblem.OPTION, f"{name}={value}")
        given[name] = value
    return {name: value for name, value in given.items() if value}


def _find_host(netloc: str) -> str:
    """Return the host as it is written; urlsplit would change its case, which matters in the path of a socket."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1 : host.index("]")]
    return unquote(host.partition(":")[0], errors="strict")


def _protect(host: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters that bind where a connection leads, and how, whatever libpq finds elsewhere.

    TLS with a verified certificate, except for an address of this computer itself. There, a listener that asks for the
    password in clear text is refused, since any user may be the one who listens.
    """
    always = (("gssencmode", "disable"),)  # else a ticket would take the place of the certificate
    unproven = ("require_auth", "scram-sha-256,none")
    if host.startswith("/"):
        return (("hostaddr", ""), unproven, *always)
    numeric = "127.0.0.1" if host.lower() == _LOCALHOST else host
    try:
        if ipaddress.ip_address(numeric).is_loopback:
            return (("hostaddr", numeric), unproven, *always)
    except ValueError:
        pass  # a name, which only a certificate can hold to its word
    return (("sslmode", _VERIFIED), *always)
