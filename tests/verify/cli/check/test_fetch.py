"""`check https://… --fetch`: from the option to the report, with a server on this computer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import resources
from tests.build.loopback import Loopback, Reply, make_server_certificate, serving
from verify.cli.check import check
from verify.cli.check.fetch_links import LinkFetcher
from verify.cli.main import main

PAGE = b"<html><title>x</title><img src=/a.png width=4 height=2><img src=https://cdn.test/b.jpg></html>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with serving(make_server_certificate(tmp_path_factory.mktemp("server"))) as loopback:
        loopback.replies = {
            "/a.png": Reply(PNG, headers={"Content-Type": "image/png", "ETag": '"1"'}),
            "/page": Reply(PAGE, headers={"Content-Type": "text/html"}),
            "/away": Reply(status=302, headers={"location": f"https://127.0.0.1:{loopback.port}/a.png"}),
        }
        # the one seam for loopback: nothing that a person can choose leads to it
        monkeypatch.setattr(check, "LinkFetcher", partial(LinkFetcher, reach=loopback.reach))
        yield loopback


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    status = main(["check", "--json", "--readers", "quick", "--lang", "en", *arguments])
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err


def test_an_address_is_not_fetched_unless_it_is_asked_for(server: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    for address in (f"{server.base}/a.png", "http://example.org/a.png"):
        status, reports, err = run(capsys, address)
        assert (status, reports) == (2, [])
        assert "nothing was downloaded: add --fetch" in err
    assert server.connections == 0


def test_what_is_there_is_checked_and_its_report_says_from_where(
    server: Loopback, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(PNG)
    status, reports, err = run(capsys, "--fetch", str(other), f"{server.base}/a.png?key=secret")
    assert status == 0
    assert "Downloading from localhost." in err
    beside, fetched = reports
    assert beside["file"]["fetched_from"] is None
    assert fetched["file"]["name"] == "a.png"
    assert fetched["file"]["media_type"] == "image/png"
    assert fetched["run"]["network"] is True
    origin = fetched["file"]["fetched_from"]
    assert origin["address"] == f"{server.base}/a.png"
    assert origin["query_left_out"] is True
    assert origin["headers"]["ETag"] == '"1"'
    assert origin["sha256"] == fetched["file"]["sha256"]
    assert "secret" not in json.dumps(reports) + err
    assert not Path(fetched["file"]["path"]).exists()
    schema = json.loads((resources.FOLDER / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(fetched)


def test_of_a_page_its_pictures_are_listed_and_not_asked_for(
    server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    status, reports, err = run(capsys, "--fetch", f"{server.base}/page")
    assert (status, reports[0]["file"]["media_type"]) == (0, "text/html")
    assert "It names 2 pictures, videos and sounds, none of which were downloaded" in err
    assert f"{server.base}/a.png  4 × 2" in err
    assert "https://cdn.test/b.jpg" in err
    assert [asked.path for asked in server.asked] == ["/page"]


def test_another_host_is_asked_only_where_the_user_named_it(
    server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    status, reports, err = run(capsys, "--fetch", f"{server.base}/away")
    assert (status, reports) == (1, [])
    assert "redirects to 127.0.0.1, a host that you have not agreed to" in err
    assert len(server.asked) == 1
    status, reports, err = run(capsys, "--fetch", "--fetch-from", "127.0.0.1", f"{server.base}/away")
    assert status == 0
    assert reports[0]["file"]["fetched_from"]["hosts"] == ["localhost", "127.0.0.1"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--fetch-from", "a.test", "a.jpg"), "need --fetch"),
        (("--keep-query", "a.jpg"), "need --fetch"),
        (("--fetch", "a.jpg"), "needs an https address"),
        (("--fetch", "--out", "x.jsonl", "https://example.org/"), "works without --out"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reason: str
) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert reason in err


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://example.org/a.jpg", "does not use HTTPS"),
        ("https://user:word@example.org/a.jpg", "contains a user name or password"),
        ("https://example.org/" + "a" * 10_000, "longer than 2000 characters"),
        ("https://exa\u202emple.org/", "cannot be used"),
    ],
)
def test_a_hostile_address_is_a_clear_sentence(capsys: pytest.CaptureFixture[str], address: str, reason: str) -> None:
    status, reports, err = run(capsys, "--fetch", address)
    assert (status, reports) == (1, [])
    assert reason in err
    assert "\u202e" not in err
    assert len(err) < 1_000
