"""Issuers are asked over loopback: however they behave, one answer or a reason comes of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from msgspec import Struct
from msgspec.structs import replace

from tests.build.loopback import Loopback, Reply, serving
from tests.build.records import signed as files
from tests.build.records.issuers import COMPROMISED, DAY, GOOD, NOW, REVOKED, UNKNOWN, House, make_certificate
from verify.features.revocation.ask import AskError, ask, list_hosts, list_questions
from verify.features.teaching.samples import certificates
from verify.inspection.c2pa.engine.revocation.issuers import digest_of
from verify.model import (
    CertificateChain,
    NoAnswer,
    Record,
    RevocationAnswer,
    RevocationQuestion,
    RevocationSource,
    TrustList,
    limits,
)
from verify.store.network.fetch import Reach


class Scene(Struct, frozen=True):
    """An issuer whose answers come from this computer, and what can be asked about its camera."""

    server: Loopback
    house: House
    trust: TrustList
    questions: tuple[RevocationQuestion, ...]

    @property
    def about_camera(self) -> tuple[RevocationQuestion, ...]:
        return self.questions[:1]


def chain_of(house: House) -> Record:
    """A record as a worker tells of it: the certificates behind it."""
    chain = (house.camera.certificate, house.issuer.certificate)
    encoded = tuple(one.public_bytes(Encoding.DER) for one in chain)
    return Record(chains=(CertificateChain(("urn:a",), encoded, tuple(map(digest_of, chain)), ("claimed.test",)),))


def list_of(house: House) -> TrustList:
    return files.trust_list("signing", certificates.encode_pem(house.root.certificate))


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with serving() as server:
        house = House(host=server.host)
        trust = list_of(house)
        yield Scene(server, house, trust, list_questions(chain_of(house), (trust,)))


def answer_of(scene: Scene, reply: Reply, reach: Reach | None = None) -> tuple[RevocationAnswer, NoAnswer | None]:
    scene.server.replies = {"/issuer": reply}
    (status,) = ask(scene.about_camera, reach or scene.server.reach)
    assert (status.source, status.name, status.host) == (RevocationSource.ASKED, "Camera", "localhost")
    assert status.certificate == digest_of(scene.house.camera.certificate)
    return status.answer, status.why


def test_every_certificate_below_the_anchor_is_asked_about_where_it_says(scene: Scene) -> None:
    camera, issuer = scene.questions
    assert (camera.name, camera.url) == ("Camera", f"{scene.server.base}/issuer")
    assert (issuer.name, issuer.url) == ("Issuer", f"{scene.server.base}/root")
    assert list_hosts(scene.questions) == ("localhost",)  # as the certificates say, whatever a worker claims
    request = ocsp.load_der_ocsp_request(camera.request)
    assert request.serial_number == scene.house.camera.certificate.serial_number


def test_nobody_is_asked_about_a_signer_whom_no_list_identifies(scene: Scene) -> None:
    before = scene.server.connections
    assert list_questions(chain_of(scene.house), (list_of(House()),)) == ()
    assert list_questions(chain_of(scene.house), ()) == ()
    assert list_questions(Record(), (scene.trust,)) == ()
    assert scene.server.connections == before


def test_what_a_worker_that_lies_calls_certificates_is_a_reason(scene: Scene) -> None:
    lies = Record(chains=(CertificateChain(("a",), (b"no certificate",), ("",)),))
    with pytest.raises(AskError):
        list_questions(lies, (scene.trust,))


def test_a_good_answer_is_told_with_its_time(scene: Scene) -> None:
    scene.server.replies = {
        "/issuer": Reply(scene.house.answer()),
        "/root": Reply(scene.house.answer(about=scene.house.issuer, issuer=scene.house.root)),
    }
    scene.server.asked.clear()
    camera, issuer = ask(scene.questions, scene.server.reach)
    assert (camera.answer, issuer.answer) == (RevocationAnswer.GOOD, RevocationAnswer.GOOD)
    assert camera.at == (NOW - DAY).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [(one.method, one.body) for one in scene.server.asked] == [("POST", one.request) for one in scene.questions]


def test_a_withdrawal_is_told_with_time_and_reason(scene: Scene) -> None:
    scene.server.replies = {"/issuer": Reply(scene.house.answer(REVOKED, reason=COMPROMISED))}
    (status,) = ask(scene.about_camera, scene.server.reach)
    assert (status.answer, status.reason) == (RevocationAnswer.REVOKED, "keyCompromise")
    assert status.revoked_at == (NOW - 3 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_unknown_is_told_as_unknown(scene: Scene) -> None:
    assert answer_of(scene, Reply(scene.house.answer(UNKNOWN)))[0] is RevocationAnswer.UNKNOWN


@pytest.mark.parametrize("status", [GOOD, REVOKED])
def test_an_answer_of_another_time_is_none(scene: Scene, status: ocsp.OCSPCertStatus) -> None:
    stale = scene.house.answer(status, (NOW - 9 * DAY, NOW - timedelta(hours=1)))
    assert answer_of(scene, Reply(stale))[1] is NoAnswer.OUTSIDE_WINDOW


@pytest.mark.parametrize("case", ["garbage", "stranger", "sibling", "refusal"])
def test_an_answer_that_does_not_count_is_none(scene: Scene, case: str) -> None:
    house = scene.house
    replies = {
        "garbage": (b"<html>no such page</html>", NoAnswer.UNREADABLE),
        "stranger": (house.answer(by=make_certificate("Stranger", authority=True)), NoAnswer.OTHER_SIGNER),
        "sibling": (house.answer(about=make_certificate("Sibling", house.issuer)), NoAnswer.OTHER_CERTIFICATE),
        "refusal": (
            ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(Encoding.DER),
            NoAnswer.REFUSED,
        ),
    }
    body, why = replies[case]
    assert answer_of(scene, Reply(body))[1] is why


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(bytes(limits.REVOCATION_ANSWER_BYTES + 1)), NoAnswer.TOO_LARGE),
        (Reply(b"", 302, {"location": "/root"}), NoAnswer.REDIRECTED),
        (Reply(b"", 500), NoAnswer.UNREACHABLE),
        (Reply(drips=True), NoAnswer.TIMED_OUT),
        (Reply(silent=True), NoAnswer.TIMED_OUT),
    ],
)
def test_a_server_that_misbehaves_gives_no_answer(scene: Scene, reply: Reply, why: NoAnswer) -> None:
    short = replace(scene.server.reach, seconds=0.6) if why is NoAnswer.TIMED_OUT else scene.server.reach
    before = scene.server.connections
    assert answer_of(scene, reply, short)[1] is why
    assert scene.server.connections == before + 1


def test_an_address_in_a_private_network_is_not_asked(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    before = scene.server.connections
    question = replace(scene.questions[0], url="http://ocsp.issuer.test/", host="ocsp.issuer.test")
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: real("127.0.0.1", *more, **named))
    (status,) = ask([question])
    assert (status.answer, status.why) == (RevocationAnswer.NO_ANSWER, NoAnswer.PRIVATE_ADDRESS)
    assert scene.server.connections == before


def test_a_list_is_fetched_where_no_other_address_is_given() -> None:
    with serving() as server:
        house = House(host="", crl_host=server.host)
        questions = list_questions(chain_of(house), (list_of(house),))
        assert [(one.url, one.request) for one in questions] == [(f"{server.base}/issuer.crl", b"")]
        for data, answer in (
            (house.crl(), RevocationAnswer.GOOD),
            (house.crl(house.camera), RevocationAnswer.REVOKED),
            (bytes(limits.REVOCATION_LIST_BYTES + 1), RevocationAnswer.NO_ANSWER),
        ):
            server.replies = {"/issuer.crl": Reply(data)}
            (status,) = ask(questions, server.reach)
            assert status.answer is answer
        assert [one.method for one in server.asked] == ["GET"] * 3
