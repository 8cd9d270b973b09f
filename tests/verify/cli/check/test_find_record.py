"""`check --find-record` from the option to the report: real workers, and a resolver on this computer over HTTPS."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.build.records import signed as files
from tests.build.records.resolver import FakeResolver, resolving
from tests.verify.features.lost_record.test_search import IDENTIFIER, draw, encode
from verify.cli.main import main
from verify.features.lost_record import search
from verify.features.teaching.samples import certificates, signing


class Scene:
    """A picture that lost its record, and a resolver that may know it."""

    def __init__(self, resolver: FakeResolver, folder: Path) -> None:
        self.resolver = resolver
        self.picture = folder / "picture.jpg"
        self.picture.write_bytes(encode(draw(0)))
        cast = certificates.make_cast()
        statement = files.statement(actions=(signing.created("trainedAlgorithmicMedia"),))
        _, self.store = signing.sign(self.picture.read_bytes(), "image/jpeg", statement, cast.camera)

    @property
    def address(self) -> str:
        return self.resolver.own.base

    def register(self, capsys: pytest.CaptureFixture[str], **more: object) -> None:
        """Have the resolver know the record, by the code that was sent in a search."""
        check(self, capsys)
        self.resolver.register(self.resolver.sent[-1][1], IDENTIFIER, self.store, **more)


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    with resolving(tmp_path) as resolver:
        reach = resolver.server.reach
        # the one seam for loopback: nothing that a person can choose leads to it
        monkeypatch.setattr(search, "ask_resolver", partial(search.ask_resolver, reach=reach))
        monkeypatch.setattr(search, "fetch_records", partial(search.fetch_records, reach=reach))
        yield Scene(resolver, tmp_path)


def check(
    scene: Scene, capsys: pytest.CaptureFixture[str], *more: str, find: bool = True
) -> tuple[dict[str, Any], str]:
    capsys.readouterr()
    looking = ["--find-record", scene.address] if find else []
    assert main(["check", "--json", "--readers", "quick", *looking, *more, str(scene.picture)]) == 0
    out, err = capsys.readouterr()
    return json.loads(out), err


def answer(report: dict[str, Any]) -> dict[str, Any]:
    """Everything that is said of the file itself."""
    return {key: report[key] for key in ("verdict", "record", "findings", "label_card", "not_checked")}


def test_nobody_is_asked_unless_it_is_asked_for(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    report, _ = check(scene, capsys, find=False)
    assert report["found_elsewhere"] is None
    assert scene.resolver.server.connections == 0


def test_a_record_is_found_and_the_answer_about_the_file_stays(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    before, _ = check(scene, capsys, find=False)
    scene.register(capsys)
    after, err = check(scene, capsys)
    assert "Asking localhost for a record, using the code of how it looks (ISCC)" in err
    (record,) = after["found_elsewhere"]["records"]
    assert (record["signer"], record["state"], record["likeness"]) == ("Demonstration Camera", "untrusted", "alike")
    assert "“AI-generated”" in record["found"]
    assert "Anyone can register a record" in record["limits"]
    assert answer(after) == answer(before)
    assert (after["verdict"]["conclusion"], after["verdict"]["standing"]) == ("unknown", "none")
    assert after["run"]["network"]


def test_nothing_found_is_told(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    report, _ = check(scene, capsys)
    assert report["found_elsewhere"]["records"] == []
    assert "knows no record" in report["found_elsewhere"]["words"]["found"]


def test_a_record_at_another_host_is_a_second_question(
    scene: Scene, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *more, **named: real("127.0.0.1" if host == "other.test" else host, *more, **named),
    )
    scene.register(capsys, endpoint=f"https://other.test:{scene.resolver.server.port}/v1")
    report, err = check(scene, capsys)
    assert "Nothing was downloaded from other.test. To allow it, add --record-from other.test" in err
    assert report["found_elsewhere"]["records"][0]["problem"] == "not_allowed"
    report, err = check(scene, capsys, "--record-from", "other.test")
    assert "Downloading it from there, as you allowed" in err
    assert report["found_elsewhere"]["records"][0]["state"] == "untrusted"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--find-record", "iscc", "a.jpg", "b.jpg"],
        ["--find-record", "iscc", "."],
        ["--find-record", "iscc", "*.jpg"],
        ["--find-record", "iscc", "--out", "results.jsonl", "a.jpg"],
        ["--find-record", "nobody", "a.jpg"],
        ["--find-record", "http://plain.test/v1", "a.jpg"],
        ["--record-from", "other.test", "a.jpg"],
    ],
)
def test_a_search_is_for_one_file_and_with_a_service_that_can_be_asked(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == 2
    assert "--find-record" in capsys.readouterr().err


def test_what_gives_no_code_is_looked_for_nowhere(
    scene: Scene, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scene.picture = tmp_path / "note.txt"
    scene.picture.write_text("a note", encoding="utf-8")
    report, err = check(scene, capsys)
    assert "No service was asked" in err
    assert report["found_elsewhere"] is None
    assert scene.resolver.server.connections == 0


def test_no_option_leads_to_this_computer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(encode(draw(0)))
    found = main(["check", "--json", "--readers", "quick", "--find-record", "https://localhost/v1", str(picture)])
    assert found == 0
    assert json.loads(capsys.readouterr().out)["found_elsewhere"]["problem"] == "private_address"
