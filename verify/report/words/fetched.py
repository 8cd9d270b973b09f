"""Say from where a file was fetched, when, by which program, and what the host said of it."""

from __future__ import annotations

from collections.abc import Iterator

from verify.model import FetchedFrom, Fetcher
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_LINE_CHARACTERS = 1_000


def describe_fetch(translator: Translator, fetched: FetchedFrom | None) -> tuple[tuple[str, str], ...]:
    """Return rows of (caption, text) for a file that was fetched; none for any other."""
    if fetched is None:
        return ()
    text = translator.text
    return tuple((text(f"report.fetched.{key}"), value) for key, value in _list_rows(translator, fetched) if value)


def describe_address(translator: Translator, fetched: FetchedFrom) -> str:
    """Return the address on one line, which says where a query was left out."""
    address = plain(fetched.address, _LINE_CHARACTERS)
    if fetched.query_left_out:
        return translator.text("report.fetched.without_query", address=address)
    return address


def _list_rows(translator: Translator, fetched: FetchedFrom) -> Iterator[tuple[str, str]]:
    if fetched.by is Fetcher.WHENCE:
        by = "by_whence"
    else:
        by = "by_browser_with_login" if fetched.with_login else "by_browser"
    yield "address", describe_address(translator, fetched)
    yield "at", fetched.at
    yield "by", translator.text(f"report.fetched.{by}")
    yield "page", plain(fetched.page, _LINE_CHARACTERS)
    yield "hosts", translator.enumerate(*(plain(host) for host in fetched.hosts))
    yield "headers", translator.separate(*(plain(f"{name}: {value}") for name, value in fetched.headers))
