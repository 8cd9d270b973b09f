"""`check --ask-revocation` from the option to the report, with real workers, and with an issuer on this computer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.build.loopback import Loopback, Reply, serving
from tests.build.records import signed as files
from tests.build.records.issuers import COMPROMISED, DAY, NOW, REVOKED, House
from verify.cli.main import main
from verify.features.revocation import ask
from verify.features.teaching.samples import certificates, signing

NOW_MINUS_A_DAY = (NOW - DAY).strftime("%Y-%m-%dT%H:%M:%SZ")


class Scene:
    """An issuer that answers on this computer, and two files that its camera signed."""

    def __init__(self, server: Loopback, folder: Path) -> None:
        self.server = server
        self.house = House(host=server.host)
        self.files = []
        for name in ("one.jpg", "two.jpg"):
            data, _ = signing.sign(files.pixels(), "image/jpeg", files.statement(), self.house.camera)
            self.files.append(folder / name)
            self.files[-1].write_bytes(data)
        anchor = folder / "anchor.pem"
        anchor.write_bytes(certificates.encode_pem(self.house.root.certificate))
        assert main(["trust", "add", str(anchor)]) == 0

    def answer(self, camera: bytes) -> None:
        issuer = self.house.answer(about=self.house.issuer, issuer=self.house.root)
        self.server.replies = {"/issuer": Reply(camera), "/root": Reply(issuer)}


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    with serving() as server:
        # the one seam for loopback: nothing that a person can choose leads to it
        monkeypatch.setattr(ask, "ask", partial(ask.ask, reach=server.reach))
        yield Scene(server, tmp_path)


def check(scene: Scene, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[list[dict[str, Any]], str]:
    capsys.readouterr()
    assert main(["check", "--json", "--readers", "c2pa", *arguments, *map(str, scene.files)]) == 0
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def codes(report: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in report["findings"]}


def test_nobody_is_asked_unless_it_is_asked_for(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    scene.answer(scene.house.answer(REVOKED))
    reports, _ = check(scene, capsys)
    assert scene.server.connections == 0
    assert [report["record"]["state"] for report in reports] == ["trusted", "trusted"]
    assert {report["record"]["revocation"] is None for report in reports} == {True}
    assert all("record.revocation_unchecked" in codes(report) for report in reports)


def test_a_good_answer_is_in_the_report_and_each_certificate_is_asked_about_once(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.answer(scene.house.answer())
    reports, err = check(scene, capsys, "--ask-revocation")
    assert err.count("Asking whether certificates were revoked: localhost") == 1
    assert [asked.path for asked in scene.server.asked] == ["/issuer", "/root"]
    for report in reports:
        assert report["record"]["state"] == "trusted"
        answer = report["record"]["revocation"]
        assert (answer["answer"], answer["source"], answer["host"]) == ("good", "asked", "localhost")
        assert [(each["name"], each["answer"]) for each in answer["certificates"]] == [
            ("Camera", "good"),
            ("Issuer", "good"),
        ]
        assert "record.revocation_good" in codes(report)
        assert "record.revocation_unchecked" not in codes(report)
        assert not any("withdrawn" in point for point in report["not_checked"])
        assert report["run"]["network"]


def test_a_withdrawn_certificate_breaks_the_record(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    scene.answer(scene.house.answer(REVOKED, reason=COMPROMISED))
    for report in check(scene, capsys, "--ask-revocation")[0]:
        assert report["record"]["state"] == "revoked"
        assert (report["verdict"]["standing"], report["verdict"]["sign"]) == ("broken", "✕")
        assert "record_broken" in report["verdict"]["alarms"]
        assert report["record"]["revocation"]["reason"] == "keyCompromise"
        (state,) = [one for one in report["findings"] if one["code"] == "record.revoked"]
        assert "somebody else had the key" in state["found"]


def test_no_answer_is_told_and_changes_nothing_else(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    before, _ = check(scene, capsys)
    scene.answer(b"<html>gone</html>")
    after, err = check(scene, capsys, "--ask-revocation")
    assert "Some questions about the certificates of one.jpg were not answered" in err
    for then, now in zip(before, after, strict=True):
        kept = ("conclusion", "standing", "alarms", "sign", "by")
        assert [then["verdict"][name] for name in kept] == [now["verdict"][name] for name in kept]
        assert now["record"]["revocation"]["why"] == "unreadable"
        assert "record.revocation_no_answer" in codes(now)


def test_nobody_is_asked_about_a_signer_on_no_list(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trust", "remove", "Root of trust"]) == 0
    scene.answer(scene.house.answer())
    reports, err = check(scene, capsys, "--ask-revocation")
    assert scene.server.connections == 0
    assert "Asking" not in err
    assert {report["record"]["state"] for report in reports} == {"untrusted"}


def test_a_pack_keeps_the_answers_with_their_time(
    scene: Scene, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scene.answer(scene.house.answer())
    out = tmp_path / "pack"
    asking = ["--ask-revocation", "--readers", "c2pa", "--out", str(out), str(scene.files[0])]
    assert main(["pack", "make", *asking]) == 0
    (line,) = (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    answer = json.loads(line)["record"]["revocation"]
    assert (answer["answer"], answer["host"], answer["at"]) == ("good", "localhost", NOW_MINUS_A_DAY)
    assert "Issuer says: not revoked" in (out / "report.html").read_text(encoding="utf-8")
    connections = scene.server.connections
    capsys.readouterr()
    assert main(["pack", "rerun", str(out)]) == 0  # nobody is asked again, and no difference is made of it
    assert "The issuer's answer about the certificate of Camera" in capsys.readouterr().out
    assert scene.server.connections == connections
