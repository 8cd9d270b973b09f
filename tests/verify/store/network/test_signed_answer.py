"""The one fetch that may go over plain HTTP: an answer that bears its issuer's signature. It goes no further."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.build.loopback import Loopback, Reply, make_server_certificate, serving
from verify.model import limits
from verify.store.network.fetch import FetchError, FetchProblem, Reach, fetch, parse_host
from verify.store.network.signed_answer import fetch_signed_answer

LIMIT = limits.REVOCATION_ANSWER_BYTES


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as running:
        running.replies = {
            "/ocsp": Reply(b"signed", headers={"content-type": "application/ocsp-response"}),
            "/exact": Reply(bytes(LIMIT)),
            "/large": Reply(bytes(LIMIT + 1)),
            "/packed": Reply(b"\x1f\x8b", headers={"content-encoding": "gzip"}),
            "/elsewhere": Reply(b"", 302, {"location": "/ocsp"}),
            "/moved": Reply(b"", 301, {"location": "https://localhost/ocsp"}),
            "/drip": Reply(drips=True),
            "/silent": Reply(silent=True),
        }
        yield running


def problem_of(url: str, reach: Reach, limit: int = LIMIT) -> FetchProblem:
    with pytest.raises(FetchError) as raised:
        fetch_signed_answer(url, limit, reach=reach)
    return raised.value.problem


def test_a_question_is_posted_once_with_nothing_about_who_asks(server: Loopback) -> None:
    assert fetch_signed_answer(f"{server.base}/ocsp", LIMIT, question=b"which?", reach=server.reach) == b"signed"
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/ocsp", b"which?")
    assert {name.lower() for name in asked.headers} == {
        "host", "user-agent", "accept", "accept-encoding", "connection", "content-type", "content-length",
    }  # fmt: skip
    assert server.connections == 1


def test_a_list_is_fetched_without_a_question(server: Loopback) -> None:
    assert len(fetch_signed_answer(f"{server.base}/exact", LIMIT, reach=server.reach)) == LIMIT
    assert [asked.method for asked in server.asked] == ["GET"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("large", FetchProblem.TOO_LARGE),
        ("packed", FetchProblem.ENCODED),
        ("missing", FetchProblem.STATUS),
        ("elsewhere", FetchProblem.TOO_MANY_REDIRECTS),
        ("moved", FetchProblem.TOO_MANY_REDIRECTS),
    ],
)
def test_one_request_is_all(server: Loopback, path: str, problem: FetchProblem) -> None:
    assert problem_of(f"{server.base}/{path}", server.reach) is problem
    assert server.connections == 1


@pytest.mark.parametrize("path", ["drip", "silent"])
def test_a_server_that_dawdles_is_given_up(server: Loopback, path: str) -> None:
    assert problem_of(f"{server.base}/{path}", replace(server.reach, seconds=0.6)) is FetchProblem.TIMED_OUT


def test_an_address_of_https_is_asked_by_https(tmp_path: Path) -> None:
    with serving(make_server_certificate(tmp_path)) as server:
        server.replies = {"/ocsp": Reply(b"signed")}
        assert fetch_signed_answer(f"{server.base}/ocsp", LIMIT, reach=server.reach) == b"signed"
        strict = replace(server.reach, authorities=None)
        assert problem_of(f"{server.base}/ocsp", strict) is FetchProblem.CERTIFICATE


def test_no_private_address_is_asked(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = replace(server.reach, private=False)
    assert problem_of(f"http://127.0.0.1:{server.port}/ocsp", usual) is FetchProblem.BAD_ADDRESS  # another port
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: real("127.0.0.1", *more, **named))
    assert problem_of("http://ocsp.issuer.test/ocsp", usual) is FetchProblem.PRIVATE_ADDRESS
    assert server.connections == 0


@pytest.mark.parametrize("url", ["ftp://issuer.test/", "file:///etc/passwd", "ldap://issuer.test/cn=x", "", "http://"])
def test_only_web_addresses_are_asked(url: str) -> None:
    assert problem_of(url, Reach()) in (FetchProblem.NOT_HTTPS, FetchProblem.BAD_ADDRESS)


def test_nothing_else_goes_over_plain_http(server: Loopback) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(f"{server.base}/ocsp", LIMIT, reach=server.reach)
    assert raised.value.problem is FetchProblem.NOT_HTTPS
    with pytest.raises(FetchError):
        parse_host("http://issuer.test/")
    assert server.connections == 0
