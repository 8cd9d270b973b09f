"""A lost record is looked for by a code alone, with a resolver on this computer; what comes back is checked apart."""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, ImageDraw

from tests.build.loopback import Reply
from tests.build.records import signed as files
from tests.build.records.resolver import ISCC, FakeResolver, resolving
from verify.features.lost_record.search import (
    Codes,
    ask_resolver,
    fetch_records,
    list_codes,
)
from verify.features.teaching.samples import certificates, signing
from verify.model import (
    FileFacts,
    Finding,
    Likeness,
    Picture,
    Problem,
    RecordSearch,
    RecordState,
    Report,
    SearchProblem,
    SoftCode,
    TrustList,
    limits,
)
from verify.report import report_facts

IDENTIFIER = "urn:c2pa:F9168C5E-CEB2-4FAA-B6BF-329BF39FA1E4"


def draw(seed: int) -> Image.Image:
    """A picture with something in it, another one for each seed."""
    picture = Image.effect_mandelbrot((480, 320), (-2.0 + seed / 5, -1.2, 0.8 + seed / 7, 1.2), 60).convert("RGB")
    ImageDraw.Draw(picture).ellipse((40 + 60 * seed, 60, 200 + 60 * seed, 200), fill="orange")
    return picture


def encode(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=90)
    return written.getvalue()


def preview_of(picture: Image.Image) -> Picture:
    return Picture("preview", picture.width, picture.height, picture.tobytes())


def report_of(picture: Image.Image, *findings: Finding) -> Report:
    """What a worker tells of a picture that lost its record."""
    return Report(
        FileFacts("/a/picture.jpg", "picture.jpg", media_type="image/jpeg"),
        findings=findings,
        pictures=(preview_of(picture),),
    )


class Lost(Struct, frozen=True):
    """A picture, the record that it lost, and the list that knows its signer."""

    picture: Image.Image
    store: bytes
    trust: tuple[TrustList, ...]
    codes: Codes


@pytest.fixture(scope="module")
def lost() -> Lost:
    cast = certificates.make_cast()
    picture = draw(0)
    statement = files.statement(actions=(signing.created("trainedAlgorithmicMedia"),))
    _, store = signing.sign(encode(picture), "image/jpeg", statement, cast.camera)
    trust = files.trust_list("signing", certificates.encode_pem(cast.root))
    shown = picture.resize((300, 200)).crop((2, 2, 298, 198))  # as an upload leaves it
    return Lost(picture, store, (trust,), list_codes(report_of(shown)))


@pytest.fixture
def resolver(tmp_path: Path) -> Iterator[FakeResolver]:
    with resolving(tmp_path) as running:
        yield running


def search(resolver: FakeResolver, lost: Lost, *, allowed: tuple[str, ...] = ()) -> RecordSearch:
    reach = resolver.server.reach
    asked = ask_resolver(resolver.preset, lost.codes, reach)
    return fetch_records(resolver.preset, asked, lost.codes, lost.trust, allowed=allowed, reach=reach)


# -- codes


def test_the_code_of_a_picture_is_one_unit_of_an_iscc_sequence(lost: Lost) -> None:
    (code,) = lost.codes.items
    assert code.algorithm == ISCC
    assert (code.value[:2], len(code.value)) == (bytes((0x21, 0x07)), 34)


def test_a_picture_that_was_saved_again_has_nearly_the_same_code(lost: Lost) -> None:
    (original,) = list_codes(report_of(lost.picture)).items
    bits = int.from_bytes(original.value) ^ int.from_bytes(lost.codes.items[0].value)
    assert bits.bit_count() <= 24


def test_the_number_in_a_watermark_is_a_code_of_its_own(lost: Lost) -> None:
    facts = (("variant", "P"), ("schema", "BCH_4"), ("identifier", "0101" * 17))
    codes = list_codes(report_of(lost.picture, Finding("signal.trustmark", "trustmark", facts=facts)))
    assert [code.algorithm for code in codes.items] == [ISCC, "com.adobe.trustmark.P"]
    assert codes.items[1].value == b"2*" + b"0101" * 17  # as records and Adobe's resolver write it


def test_nothing_is_looked_for_where_there_is_no_code(lost: Lost) -> None:
    blank = Image.new("RGB", (300, 200), "white")
    assert list_codes(report_of(blank)).items == ()
    sound = Report(FileFacts("/a/sound.wav", "sound.wav", media_type="audio/wav"))
    unread = replace(report_of(lost.picture), file=FileFacts("/a", "a", problem=Problem.CHANGED))
    assert [report_facts.gives_code(one) for one in (report_of(lost.picture), sound, unread)] == [True, False, False]
    assert list_codes(sound).items == list_codes(unread).items == ()


# -- the search


def test_only_the_code_is_sent_and_only_to_the_one_that_was_chosen(resolver: FakeResolver, lost: Lost) -> None:
    found = ask_resolver(resolver.preset, lost.codes, resolver.server.reach)
    assert (found.host, found.codes, found.records, found.problem) == ("localhost", lost.codes.items, (), None)
    (asked,) = resolver.server.asked
    assert (asked.method, asked.body) == ("GET", b"")
    assert resolver.sent == [(ISCC, lost.codes.items[0].value)]
    assert {name.lower() for name in asked.headers} == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_a_record_is_found_checked_and_compared(resolver: FakeResolver, lost: Lost) -> None:
    resolver.register(lost.codes.items[0].value, IDENTIFIER, lost.store, similarityScore=93)
    (found,) = search(resolver, lost).records
    assert (found.match.manifest_id, found.match.score, found.match.host) == (IDENTIFIER, 93, "localhost")
    assert found.checked is not None
    record = found.checked.record
    assert (record.state, record.location) == (RecordState.TRUSTED, "alone")
    assert record.active is not None
    assert record.active.signer_name == "Demonstration Camera"
    assert {"record.trusted", "record.origin", "record.alone"} <= {one.code for one in found.checked.findings}
    assert found.checked.likeness is Likeness.ALIKE
    assert found.checked.picture is not None


def test_a_record_of_another_picture_is_told_as_that(resolver: FakeResolver, lost: Lost) -> None:
    other = Image.linear_gradient("L").resize((480, 320)).rotate(90).convert("RGB")
    ImageDraw.Draw(other).rectangle((300, 20, 460, 300), fill="navy")
    _, store = signing.sign(encode(other), "image/jpeg", files.statement(), certificates.make_cast().stranger)
    resolver.register(lost.codes.items[0].value, IDENTIFIER, store)
    (found,) = search(resolver, lost).records
    assert found.checked is not None
    assert found.checked.record.state is RecordState.UNTRUSTED
    assert found.checked.likeness is Likeness.UNLIKE


def test_an_address_of_the_users_is_asked_first_which_codes_it_takes(resolver: FakeResolver, lost: Lost) -> None:
    resolver.register(lost.codes.items[0].value, IDENTIFIER, lost.store)
    found = ask_resolver(resolver.own, lost.codes, resolver.server.reach)
    assert [asked.path.partition("?")[0] for asked in resolver.server.asked] == [
        "/v1/services/supportedAlgorithms",
        "/v1/matches/byBinding",
    ]
    assert len(found.records) == 1


def test_a_code_that_is_not_taken_is_not_sent(resolver: FakeResolver, lost: Lost) -> None:
    resolver.algorithms = ["org.example.other"]
    found = ask_resolver(resolver.own, lost.codes, resolver.server.reach)
    assert (found.problem, found.codes) == (SearchProblem.NO_CODE_TAKEN, ())
    assert resolver.sent == []


def test_a_record_at_another_host_is_fetched_only_where_the_user_allowed_it(
    resolver: FakeResolver, lost: Lost, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *more, **named: real("127.0.0.1" if host == "other.test" else host, *more, **named),
    )
    elsewhere = f"https://other.test:{resolver.server.port}/v1"
    resolver.register(lost.codes.items[0].value, IDENTIFIER, lost.store, endpoint=elsewhere)
    asked = ask_resolver(resolver.preset, lost.codes, resolver.server.reach)
    assert asked.other_hosts == ("other.test",)
    before = len(resolver.server.asked)
    (refused,) = search(resolver, lost).records
    assert refused.problem is SearchProblem.NOT_ALLOWED
    assert len(resolver.server.asked) == before + 1  # the question again, and no record
    (allowed,) = search(resolver, lost, allowed=("other.test",)).records
    assert allowed.checked is not None


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(b"<html>"), SearchProblem.UNREADABLE),
        (Reply(b'{"matches": 7}'), SearchProblem.UNREADABLE),
        (Reply(b"[" * 40_000), SearchProblem.UNREADABLE),
        (Reply(b"no", 500), SearchProblem.REFUSED),
        (Reply(bytes(limits.RESOLVER_ANSWER_BYTES + 1)), SearchProblem.TOO_LARGE),
        (Reply(b"", 302, {"location": "https://elsewhere.test/"}), SearchProblem.UNREACHABLE),
        (Reply(drips=True), SearchProblem.TIMED_OUT),
        (Reply(silent=True), SearchProblem.TIMED_OUT),
    ],
)
def test_a_resolver_that_misbehaves_gives_a_reason(
    resolver: FakeResolver, lost: Lost, reply: Reply, problem: SearchProblem
) -> None:
    resolver.server.replies["/v1/matches/byBinding"] = reply
    short = replace(resolver.server.reach, seconds=0.6 if problem is SearchProblem.TIMED_OUT else 10)
    found = ask_resolver(resolver.preset, lost.codes, short)
    assert (found.problem, found.records) == (problem, ())


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(b"gone", 404), SearchProblem.REFUSED),
        (Reply(headers={"content-length": str(limits.FOUND_STORE_BYTES + 1)}), SearchProblem.TOO_LARGE),
        (Reply(b"", 301, {"location": "https://elsewhere.test/"}), SearchProblem.UNREACHABLE),
    ],
)
def test_a_record_that_does_not_come_is_told_with_the_reason(
    resolver: FakeResolver, lost: Lost, reply: Reply, problem: SearchProblem
) -> None:
    resolver.register(lost.codes.items[0].value, IDENTIFIER, lost.store)
    resolver.server.replies[f"/v1/manifests/{IDENTIFIER}"] = reply
    (found,) = search(resolver, lost).records
    assert (found.problem, found.checked) == (problem, None)


def test_a_record_that_is_none_is_malformed(resolver: FakeResolver, lost: Lost) -> None:
    resolver.register(lost.codes.items[0].value, IDENTIFIER, b"no manifest store at all")
    (found,) = search(resolver, lost).records
    assert found.checked is not None
    assert (found.checked.record.state, found.checked.likeness) == (RecordState.MALFORMED, Likeness.NOT_COMPARED)


def test_a_private_address_is_asked_nothing(resolver: FakeResolver, lost: Lost) -> None:
    usual = replace(resolver.server.reach, private=False)
    found = ask_resolver(replace(resolver.preset, base="https://localhost/v1"), lost.codes, usual)
    assert found.problem is SearchProblem.PRIVATE_ADDRESS
    assert resolver.server.connections == 0


def test_matches_that_are_none_are_passed_over_and_few_are_fetched(resolver: FakeResolver, lost: Lost) -> None:
    odd: list[object] = [
        None, 7, {}, {"manifestId": 7}, {"manifestId": ""}, {"manifestId": "x" * 400}, {"manifestId": "a\nb"},
        {"manifestId": "a", "endpoint": "http://plain.test/"}, {"manifestId": "a", "endpoint": 7},
    ]  # fmt: skip
    fine = [{"manifestId": IDENTIFIER, "similarityScore": score} for score in (101, True, "9", -1)]
    more = [{"manifestId": f"urn:{number}"} for number in range(40)]
    body = json.dumps({"matches": [fine[0], *more]}).encode()
    resolver.server.replies["/v1/matches/byBinding"] = Reply(json.dumps({"matches": [*odd, fine[1]]}).encode())
    assert [one.match.manifest_id for one in ask_resolver(resolver.preset, lost.codes, resolver.server.reach).records] \
        == [IDENTIFIER]  # fmt: skip
    resolver.server.replies["/v1/matches/byBinding"] = Reply(body)
    found = search(resolver, lost)
    assert len(found.records) <= limits.FOUND_MATCHES
    fetched = [asked.path for asked in resolver.server.asked if "/manifests/" in asked.path]
    assert len(fetched) == limits.FOUND_RECORDS
    assert found.records[0].match.score is None


def test_without_a_code_nobody_is_asked(resolver: FakeResolver) -> None:
    found = ask_resolver(resolver.preset, Codes(()), resolver.server.reach)
    assert found.problem is SearchProblem.NO_CODE_TAKEN
    assert resolver.server.connections == 0


def test_a_code_of_another_kind_stays_here(resolver: FakeResolver) -> None:
    number = Codes((SoftCode("com.adobe.trustmark.P", b"2*01"),))
    assert ask_resolver(resolver.preset, number, resolver.server.reach).problem is SearchProblem.NO_CODE_TAKEN
    assert resolver.server.connections == 0
