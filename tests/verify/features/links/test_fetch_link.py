"""What is at an address is fetched from a server on this computer, with a note from where and when."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.build.loopback import Loopback, Reply, make_server_certificate, serving
from verify.features.links.fetch_link import FetchedLink, attach_origin, fetch_link
from verify.features.links.link import Link, read_link
from verify.model import FetchedFrom, Fetcher, FileFacts, Problem, Report, limits
from verify.store.network import url_policy
from verify.store.network.url_policy import FetchError, FetchProblem

PICTURE = b"\xff\xd8 any bytes"
HEADERS = {
    "Content-Type": "image/jpeg",
    "Last-Modified": "Mon, 30 Nov 2026 10:00:00 GMT",
    "ETag": '"abc"',
    "Set-Cookie": "who=you",
    "X-Other": "is not kept",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    certificate = make_server_certificate(tmp_path_factory.mktemp("server"), "elsewhere.test")
    with serving(certificate) as loopback:
        elsewhere = f"https://127.0.0.1:{loopback.port}/a.jpg"
        loopback.replies = {
            "/a.jpg": Reply(PICTURE, headers=HEADERS),
            "/moved": Reply(status=302, headers={"location": "/a.jpg"}),
            "/away": Reply(status=302, headers={"location": elsewhere}),
            "/plain": Reply(status=302, headers={"location": "http://localhost/a.jpg"}),
            "/page": Reply(b"<img src=a.jpg>", headers={"Content-Type": "Text/HTML; charset=Latin-1"}),
            "/short": Reply(b"half", headers={"content-length": "8"}),
            "/packed": Reply(b"x", headers={"content-encoding": "gzip"}),
            "/claims": Reply(b"x", headers={"content-length": str(10**12)}),
        }
        yield loopback


def link_to(server: Loopback, path: str) -> Link:
    return read_link(f"{server.base}{path}", any_port=True)


def fetch(server: Loopback, path: str, place: Path, **more: Any) -> FetchedLink:
    return fetch_link(link_to(server, path), place, more.pop("go_on", lambda *_: True), reach=server.reach, **more)


def test_the_very_bytes_are_kept_with_from_where_and_what_the_host_says(server: Loopback, tmp_path: Path) -> None:
    came = fetch(server, "/a.jpg?token=secret", tmp_path / "a", page="https://example.org/page")
    assert came.path.read_bytes() == PICTURE
    assert came.page == ""
    fetched = came.fetched
    assert fetched.address == f"{server.base}/a.jpg"
    assert fetched.query_left_out
    assert fetched.page == "https://example.org/page"
    assert fetched.sha256 == hashlib.sha256(PICTURE).hexdigest()
    assert fetched.hosts == ("localhost",)
    assert dict(fetched.headers).keys() == {"Date", "Last-Modified", "ETag", "Content-Type", "Content-Length"}
    assert dict(fetched.headers)["ETag"] == '"abc"'
    assert server.asked[-1].path == "/a.jpg?token=secret"
    assert not {"Cookie", "Referer", "Authorization", "Origin"} & server.asked[-1].headers.keys()


def test_the_query_is_kept_where_the_user_wants_it(server: Loopback, tmp_path: Path) -> None:
    fetched = fetch(server, "/a.jpg?size=large", tmp_path / "a", keep_query=True).fetched
    assert (fetched.address, fetched.query_left_out) == (f"{server.base}/a.jpg?size=large", False)


def test_a_redirect_to_another_host_waits_for_the_user(server: Loopback, tmp_path: Path) -> None:
    before = len(server.asked)
    with pytest.raises(FetchError) as raised:
        fetch(server, "/away", tmp_path / "a")
    assert (raised.value.problem, raised.value.detail) == (FetchProblem.OTHER_HOST, "127.0.0.1")
    assert len(server.asked) == before + 1
    came = fetch(server, "/away", tmp_path / "a", hosts=frozenset({"127.0.0.1"}))
    assert came.fetched.hosts == ("localhost", "127.0.0.1")
    assert came.fetched.address == f"{server.base}/away"


def test_a_page_is_told_by_what_the_host_calls_it_with_its_final_address(server: Loopback, tmp_path: Path) -> None:
    came = fetch(server, "/page", tmp_path / "a")
    assert (came.page, came.encoding) == (f"{server.base}/page", "latin-1")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/plain", FetchProblem.NOT_HTTPS),
        ("/short", FetchProblem.UNREACHABLE),
        ("/packed", FetchProblem.ENCODED),
        ("/claims", FetchProblem.TOO_LARGE),
        ("/none", FetchProblem.STATUS),
    ],
)
def test_nothing_is_left_of_what_did_not_come_whole(
    server: Loopback, tmp_path: Path, path: str, problem: FetchProblem
) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(server, path, tmp_path / "a")
    assert raised.value.problem is problem
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_is_stopped_or_grows_too_large_leaves_nothing(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FetchError) as raised:
        fetch(server, "/a.jpg", tmp_path / "a", go_on=lambda *_: False)
    assert raised.value.problem is FetchProblem.STOPPED
    monkeypatch.setattr(limits, "LINKED_BYTES", 3)
    with pytest.raises(FetchError) as raised:
        fetch(server, "/a.jpg", tmp_path / "a")
    assert raised.value.problem is FetchProblem.TOO_LARGE
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_to_loopback_is_refused_and_nobody_is_asked_there(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = server.connections
    usual = replace(server.reach, private=False)
    with pytest.raises(FetchError) as raised:
        fetch_link(read_link("https://localhost/"), tmp_path / "a", lambda *_: True, reach=usual)
    assert raised.value.problem is FetchProblem.PRIVATE_ADDRESS
    assert server.connections == before


def test_a_name_that_leads_to_this_computer_once_a_redirect_is_followed_is_refused(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name server's second answer is another one than the first, which was public."""
    public = iter((True, False))
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    monkeypatch.setattr(url_policy, "is_public", lambda _: next(public))
    monkeypatch.setattr(url_policy, "_PORT", server.port)
    server.asked.clear()
    with pytest.raises(FetchError) as raised:
        fetch_link(
            read_link(f"{server.base}/moved"),
            tmp_path / "a",
            lambda *_: True,
            reach=replace(server.reach, private=False),
        )
    assert (raised.value.problem, raised.value.detail) == (FetchProblem.PRIVATE_ADDRESS, "localhost")
    assert [asked.path for asked in server.asked] == ["/moved"]


def test_only_the_bytes_that_came_are_said_to_have_come_from_there() -> None:
    fetched = FetchedFrom("https://example.org/a", "2026-11-30T10:00:00Z", "0" * 64)
    same = Report(FileFacts("/a", "a", sha256="0" * 64))
    attached = attach_origin(same, fetched)
    assert (attached.file.fetched_from, attached.run.network) == (fetched, True)
    by_browser = attach_origin(same, replace(fetched, by=Fetcher.BROWSER))
    assert not by_browser.run.network  # Whence asked nobody
    other = Report(FileFacts("/a", "a", sha256="1" * 64))
    assert attach_origin(other, fetched) == other
    assert attach_origin(same, None) == same
    unread = Report(FileFacts("/a", "a", problem=Problem.TOO_LARGE))
    assert attach_origin(unread, fetched).file.fetched_from == fetched
