"""The services that can be asked for a lost record: those that come with the program, and the user's own addresses."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

import resources
from verify.model import limits
from verify.store.folders import write_atomically
from verify.store.network.url_policy import FetchError, FetchProblem, parse_host

_FILE: Final = "resolvers.json"


class Resolver(Struct, frozen=True):
    """One service. A preset says which codes it takes, and where and when that was read; none was tried by us."""

    key: str  # of a preset; of an own one its address
    name: str
    base: str  # https address under which its API stands
    algorithms: tuple[str, ...] = ()  # empty: the service is asked which codes it takes
    source: str = ""
    date: str = ""  # ISO 8601

    @property
    def is_preset(self) -> bool:
        """Whether it came with the program."""
        return bool(self.source)

    @property
    def host(self) -> str:
        """The host that is asked."""
        return parse_host(self.base)


@cache
def list_presets() -> tuple[Resolver, ...]:
    """List the services that come with the program."""
    table = tomllib.loads((resources.FOLDER / "resolvers.toml").read_text(encoding="utf-8"))
    return tuple(
        Resolver(row["key"], row["name"], row["base"], tuple(row["algorithms"]), row["source"], row["date"].isoformat())
        for row in table["resolver"]
    )


def make_own(address: str) -> Resolver:
    """Make a resolver of an address that a person named. Raises FetchError where it is no https address."""
    base = address.strip().rstrip("/")
    host = parse_host(base)
    if "?" in base or "#" in base or len(base) > limits.FACT_CHARACTERS:
        raise FetchError(FetchProblem.BAD_ADDRESS, host)
    return Resolver(base, host, base)


class ResolverStore:
    """The user's own addresses, in one file of the data folder; one that is broken holds none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def list_own(self) -> tuple[Resolver, ...]:
        """List the addresses that the user added."""
        try:
            stored = json.loads(self._path.read_bytes()[: limits.MIB])
        except (OSError, ValueError, RecursionError):
            return ()
        listed = stored.get("resolvers") if isinstance(stored, dict) else None
        resolvers = (_load(address) for address in (listed if isinstance(listed, list) else [])[: limits.RESOLVERS])
        return tuple(resolver for resolver in resolvers if resolver is not None)

    def list_all(self) -> tuple[Resolver, ...]:
        """List the presets, then the user's own."""
        return (*list_presets(), *self.list_own())

    def add(self, address: str) -> Resolver:
        """Add an address. Raises FetchError where it is no https address, OSError where it cannot be kept."""
        new = make_own(address)
        own = [resolver for resolver in self.list_own() if resolver.base != new.base]
        self._write([*own, new][-limits.RESOLVERS :])
        return new

    def remove(self, key: str) -> None:
        """Remove an address of the user's. Raises OSError where that cannot be kept."""
        self._write([resolver for resolver in self.list_own() if resolver.key != key])

    def _write(self, own: list[Resolver]) -> None:
        content: dict[str, Any] = {"resolvers": [resolver.base for resolver in own]}
        write_atomically(self._path, json.dumps(content, indent=1).encode())


def find(name: str, folder: Path) -> Resolver:
    """Find a resolver by the key of a preset, or take `name` for an address. Raises FetchError for neither."""
    known = next(
        (resolver for resolver in ResolverStore(folder).list_all() if name in (resolver.key, resolver.base)), None
    )
    return known or make_own(name)


def _load(address: object) -> Resolver | None:
    try:
        return make_own(address) if isinstance(address, str) else None
    except FetchError:
        return None
