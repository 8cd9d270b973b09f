"""Addresses that people drop, paste and type: what is asked for, whom, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.features.links.link import is_address, make_file_name, read_link
from verify.model import limits
from verify.store.network.url_policy import FetchError, FetchProblem


@pytest.mark.parametrize(
    ("text", "url", "host"),
    [
        ("https://example.org/a/b.jpg", "https://example.org/a/b.jpg", "example.org"),
        ("  HTTPS://Example.ORG/a?b=c#d \n", "https://example.org/a?b=c", "example.org"),
        ("https://example.org", "https://example.org/", "example.org"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9", "xn--bcher-kva.example"),
        ("https://аpple.com/", "https://xn--pple-43d.com/", "xn--pple-43d.com"),  # its first letter is Cyrillic
    ],
)
def test_an_address_names_the_host_that_will_be_asked(text: str, url: str, host: str) -> None:
    link = read_link(text)
    assert (link.url, link.host) == (url, host)
    assert is_address(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("http://example.org/a.jpg", FetchProblem.NOT_HTTPS),
        ("file:///etc/passwd", FetchProblem.NOT_HTTPS),
        ("data:image/png;base64,AAAA", FetchProblem.NOT_HTTPS),
        ("javascript:alert(1)", FetchProblem.NOT_HTTPS),
        ("example.org/a.jpg", FetchProblem.BAD_ADDRESS),
        ("", FetchProblem.BAD_ADDRESS),
        ("https://", FetchProblem.BAD_ADDRESS),
        ("https://example.org:8443/", FetchProblem.BAD_ADDRESS),
        ("https://user:secret@example.org/", FetchProblem.CREDENTIALS),
        ("https://example.org@evil.example/", FetchProblem.CREDENTIALS),
        ("https://good.example\\@evil.example/", FetchProblem.BAD_ADDRESS),
        ("https://example.org/a b.jpg", FetchProblem.BAD_ADDRESS),
        ("https://example.org/a\r\nHost: evil.example", FetchProblem.BAD_ADDRESS),
        ("https://exam\tple.org/", FetchProblem.BAD_ADDRESS),
        ("https://example.org/\u202egpj.exe", FetchProblem.BAD_ADDRESS),
        ("https://exam\u200bple.org/", FetchProblem.BAD_ADDRESS),
        ("https://[::1/", FetchProblem.BAD_ADDRESS),
        ("https://example.org/" + "a" * 10_000, FetchProblem.TOO_LONG),
    ],
)
def test_any_other_address_is_refused_with_its_reason(text: str, problem: FetchProblem) -> None:
    with pytest.raises(FetchError) as raised:
        read_link(text)
    assert raised.value.problem is problem


def test_the_query_is_told_only_where_the_user_keeps_it() -> None:
    link = read_link("https://example.org/a.jpg?token=secret#part")
    assert link.has_query
    assert link.tell(with_query=False) == "https://example.org/a.jpg"
    assert link.tell(with_query=True) == "https://example.org/a.jpg?token=secret"
    assert not read_link("https://example.org/a.jpg#part").has_query


@pytest.mark.parametrize("text", ["a.jpg", "C:\\a.jpg", "/https:/a", "ftp://example.org/", "see https://example.org/"])
def test_what_is_no_address_of_a_page_is_not_taken_for_one(text: str) -> None:
    assert not is_address(text)


@given(st.text(max_size=60).map(lambda rest: f"https://{rest}") | st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_plain_https_address_or_refused(text: str) -> None:
    try:
        link = read_link(text)
    except FetchError:
        return
    assert link.url.startswith("https://")
    assert link.url.isascii()
    assert link.url.isprintable()
    assert "@" not in link.url.split("/")[2]
    assert len(text.strip()) <= limits.LINK_CHARACTERS


@pytest.mark.parametrize("name", ["../../evil.jpg", "a\u202egpj.exe", "CON\0.jpg", "   ", ".", "", "x" * 500, "-rf"])
def test_no_name_in_an_address_leads_anywhere(name: str) -> None:
    safe = make_file_name(name, "download")
    assert safe
    assert len(safe) <= 100
    assert safe.isprintable()
    assert not {"/", "\\", "\0"} & set(safe)
    assert safe.strip(".")
