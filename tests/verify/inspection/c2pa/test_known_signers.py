"""Who is known and no more: named by a list that does not confirm the name now, and never taken for a camera."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.build.records import authorities as made
from tests.build.records.authorities import BETWEEN, CLOCKS, ENDED, MAIL, NOW, ROOT, SIGNER, YEAR, Plan, Stamp
from tests.build.records.manifests import TABLE
from tests.build.records.signed import pixels
from verify.features.teaching.samples import signing as engine
from verify.inspection.c2pa import findings
from verify.inspection.c2pa.engine.credentials import withdrawn
from verify.inspection.c2pa.engine.credentials.withdrawn import WithdrawnSigner
from verify.inspection.c2pa.engine.read_store import read_manifest_store
from verify.inspection.media.input_file import Media
from verify.inspection.verdict.judge import judge
from verify.model import (
    Alarm,
    CertificateStatus,
    Conclusion,
    Finding,
    Options,
    Record,
    RecordState,
    RevocationAnswer,
    RevocationSource,
    Shortfall,
    Standing,
    Strength,
    TrustList,
    Verdict,
)
from verify.store.trust import official_lists

AI = engine.SOURCE_TYPE + "trainedAlgorithmicMedia"
EDIT = engine.SOURCE_TYPE + "compositeWithTrainedAlgorithmicMedia"
OLDER = made.table(ROOT, clocks=(CLOCKS,))
OWN = made.listed("user", ROOT)
OFFICIAL_TIMES = made.listed("time_stamp", CLOCKS)
OLD = replace(SIGNER, span=ENDED)
WHILE_VALID = NOW - 1.5 * YEAR  # of a certificate that has ended since
REAL = tuple(official_lists.read_bundled(item) for item in official_lists.read_index())


class Told:
    """What is found and judged of one file."""

    def __init__(self, record: Record, options: Options) -> None:
        self.record = record
        self.findings = findings.find_findings(record, TABLE, options)
        self.verdict: Verdict = judge(self.findings, record)

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def one(self, code: str) -> Finding:
        (found,) = (finding for finding in self.findings if finding.code == code)
        return found

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        assert self.record.active
        assert self.record.active.signer
        return self.record.active.signer.shortfalls


Tell = Callable[..., Told]


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    def look(data: bytes, *trust: TrustList, now: object = None) -> Told:
        path = tmp_path / "file.jpg"
        path.write_bytes(data)
        options = Options(now or NOW, trust=trust, previews=False)  # type: ignore[arg-type]
        with Media.open(path) as media:
            found = list(read_manifest_store(media, options, hashed=True, thumbnails=False))
        assert isinstance(found[-1], Record)
        return Told(found[-1], options)

    return look


def signed(signer: Plan = SIGNER, *stamps: Stamp, source_type: str = AI, protects_chain: bool = True) -> bytes:
    how = made.signing(signer, BETWEEN, ROOT, stamps=stamps, protects_chain=protects_chain)
    return made.sign(pixels(), how, source_type)


# -- the two ways of being known


def test_whom_only_the_older_list_has_is_known_by_name(tell: Tell) -> None:
    outcome = tell(signed(), OLDER)
    assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.AI_GENERATED, Standing.KNOWN)
    assert (outcome.verdict.by, outcome.record.state) == ("Known Maker", RecordState.UNTRUSTED)
    assert outcome.shortfalls == (Shortfall.OLDER_LIST,)
    assert outcome.verdict.alarms == ()
    assert outcome.one("record.interim").strength is Strength.KNOWN


def test_whose_certificate_has_ended_without_a_confirmed_time_is_known_by_any_list(tell: Tell) -> None:
    for trust in (OWN, made.listed("signing", ROOT)):
        outcome = tell(signed(OLD), trust)
        assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.AI_GENERATED, Standing.KNOWN)
        assert (outcome.record.state, outcome.shortfalls) == (RecordState.EXPIRED, (Shortfall.EXPIRED,))
        assert outcome.one("record.expired").fact("list") == trust.facts.name


def test_both_reasons_are_told(tell: Tell) -> None:
    outcome = tell(signed(OLD), OLDER)
    assert outcome.verdict.standing is Standing.KNOWN
    assert outcome.shortfalls == (Shortfall.OLDER_LIST, Shortfall.EXPIRED)
    assert outcome.one("record.expired").fact("older_list") == "older list"


def test_a_single_signer_of_the_older_list_is_known(tell: Tell) -> None:
    how = made.signing(SIGNER, BETWEEN, ROOT)
    digest = base64.b64encode(made.digest_of(how.chain[0])).decode()
    data = made.sign(pixels(), how, AI)
    assert tell(data, made.table(singles=f"{digest}\n")).verdict.standing is Standing.KNOWN
    assert tell(data, made.table()).verdict.standing is Standing.UNCONFIRMED


def test_a_current_list_is_asked_before_the_older_one(tell: Tell) -> None:
    outcome = tell(signed(), OLDER, OWN)
    assert (outcome.record.state, outcome.verdict.standing) == (RecordState.TRUSTED, Standing.CONFIRMED)


def test_an_authority_of_the_older_list_confirms_times_for_its_signers_and_for_no_others(tell: Tell) -> None:
    data = signed(OLD, Stamp(WHILE_VALID))
    assert tell(data, OLDER).shortfalls == (Shortfall.OLDER_LIST,)
    assert tell(data, made.table(clocks=(CLOCKS,)), OWN).shortfalls == (Shortfall.EXPIRED,)
    outcome = tell(data, OWN, OFFICIAL_TIMES)
    assert (outcome.record.state, outcome.verdict.standing) == (RecordState.TRUSTED, Standing.CONFIRMED)


def test_known_is_no_camera_and_no_hand(tell: Tell) -> None:
    for source in ("digitalCapture", "digitalCreation"):
        outcome = tell(signed(source_type=engine.SOURCE_TYPE + source), OLDER)
        assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.UNKNOWN, Standing.KNOWN)


# -- what is never known


@pytest.mark.parametrize("trust", [OLDER, OWN], ids=["older", "own"])
def test_a_confirmed_time_outside_the_certificates_validity(tell: Tell, trust: TrustList) -> None:
    for time in (NOW - timedelta(days=9), NOW - 2.5 * YEAR):
        outcome = tell(signed(OLD, Stamp(time)), trust, OFFICIAL_TIMES)
        assert outcome.verdict.standing is Standing.UNCONFIRMED
        assert outcome.record.state in (RecordState.EXPIRED, RecordState.UNTRUSTED, RecordState.MALFORMED)
        if outcome.record.state is not RecordState.MALFORMED:
            assert Shortfall.TIME_OUTSIDE in outcome.shortfalls
            assert outcome.one("record.signed_outside").fact("time").startswith(time.date().isoformat())


def test_a_certificate_that_is_not_valid_yet(tell: Tell) -> None:
    outcome = tell(signed(replace(SIGNER, span=(NOW + YEAR, NOW + 2 * YEAR))), OLDER)
    assert outcome.verdict.standing is Standing.UNCONFIRMED
    assert Shortfall.NOT_YET_VALID in outcome.shortfalls
    assert "record.not_yet_valid" in outcome.codes


def test_a_claimed_time_after_the_certificates_end(tell: Tell) -> None:
    late = Stamp(NOW - timedelta(days=9), above=replace(CLOCKS, key=7))  # by an authority that nobody knows
    for trust in (OLDER, OWN):
        outcome = tell(signed(OLD, late), trust)
        assert outcome.verdict.standing is Standing.UNCONFIRMED
        assert Shortfall.CLAIMED_LATE in outcome.shortfalls
        assert outcome.one("record.claimed_late").fact("signer") == "Known Maker"


def test_a_clock_older_than_the_newest_list_calls_no_certificate_expired_or_valid(tell: Tell) -> None:
    behind = NOW - 3 * YEAR  # before the lists on board
    early = replace(made.table(ROOT), facts=replace(OLDER.facts, date=NOW.date().isoformat()))
    outcome = tell(signed(), early, now=behind)
    assert outcome.verdict.standing is Standing.UNCONFIRMED
    assert Shortfall.CLOCK_BEHIND in outcome.shortfalls
    assert outcome.one("record.clock_behind").fact("date") == NOW.date().isoformat()
    own = replace(OWN, facts=replace(OWN.facts, date=NOW.date().isoformat()))
    trusted = tell(signed(), own, now=behind)
    assert (trusted.record.state, trusted.verdict.standing) == (RecordState.TRUSTED, Standing.UNCONFIRMED)
    stamped = tell(signed(SIGNER, Stamp(NOW - timedelta(days=9))), own, OFFICIAL_TIMES, now=behind)
    assert stamped.verdict.standing is Standing.CONFIRMED  # a confirmed time needs no clock


@pytest.mark.parametrize("purposes", [(made.SERVER,), ()])
def test_a_certificate_that_is_not_fit_to_sign(tell: Tell, purposes: tuple[str, ...]) -> None:
    assert tell(signed(replace(SIGNER, purposes=purposes)), OLDER).verdict.standing is Standing.UNCONFIRMED


def test_any_purpose_that_the_list_itself_names_is_fit(tell: Tell) -> None:
    strange = "1.3.6.1.4.1.99999.7"
    data = signed(replace(SIGNER, purposes=(strange,)))
    assert tell(data, made.table(ROOT, purposes=f"{MAIL}\n{strange}\n")).verdict.standing is Standing.KNOWN
    assert tell(data, OLDER).verdict.standing is Standing.UNCONFIRMED


def test_a_test_certificate(tell: Tell) -> None:
    tester = replace(OLD, organisation="C2PA Test Signing Cert", common_name="C2PA Signer")
    for trust in (OLDER, OWN):
        outcome = tell(signed(tester), trust)
        assert outcome.verdict.standing is Standing.UNCONFIRMED
        assert Alarm.TEST_CERTIFICATE in outcome.verdict.alarms


def test_a_changed_picture_of_a_known_signer_is_broken(tell: Tell) -> None:
    data = bytearray(signed())
    data[-10] ^= 0xFF
    outcome = tell(bytes(data), OLDER)
    assert (outcome.record.state, outcome.verdict.standing) == (RecordState.ALTERED, Standing.STATED)
    assert Alarm.RECORD_BROKEN in outcome.verdict.alarms


@pytest.mark.parametrize("number", range(len(REAL[-1].authorities)))
def test_a_record_in_the_name_of_any_authority_of_the_list_on_board_is_unconfirmed(tell: Tell, number: int) -> None:
    authority = REAL[-1].authorities[number]
    organisation, _, common_name = authority.name.partition(", ")
    root = replace(ROOT, organisation=organisation, common_name=common_name or organisation)
    for signer in (SIGNER, OLD):
        how = made.signing(
            replace(signer, organisation=organisation), replace(BETWEEN, organisation=organisation), root
        )
        outcome = tell(made.sign(pixels(), replace(how, chain=(*how.chain, made.issue(root))), AI), *REAL)
        assert outcome.verdict.standing is Standing.UNCONFIRMED
        assert outcome.shortfalls == ()


def test_the_certificate_of_somebody_known_pasted_over_a_strangers_signature_names_nobody(tell: Tell) -> None:
    how = made.signing(SIGNER, BETWEEN, ROOT)
    outcome = tell(made.sign(pixels(), replace(how, key=made.key_of(replace(SIGNER, key=6))), AI), OLDER)
    assert outcome.verdict.standing not in (Standing.KNOWN, Standing.CONFIRMED)
    assert outcome.record.state is RecordState.BAD_SIGNATURE


# -- earlier versions and parts


def wrapped(tell: Tell, below: bytes, above: Plan, *trust: TrustList, actions: tuple[engine.Action, ...] = ()) -> Told:
    part = engine.Part(below, "image/jpeg", "parentOf", "p", "before.jpg")
    statement = engine.Statement(generator="Program", actions=(engine.opened("p"), *actions), parts=(part,))
    data = engine.sign(pixels(), "image/jpeg", statement, made._ENGINE)[0]
    return tell(made.sign_again(data, made.signing(above, BETWEEN, ROOT)), *trust)


def test_a_strangers_wrapper_makes_a_known_record_unconfirmed(tell: Tell) -> None:
    part = engine.Part(signed(), "image/jpeg", "parentOf", "p", "before.jpg")
    statement = engine.Statement(generator="Program", actions=(engine.opened("p"),), parts=(part,))
    data = engine.sign(pixels(), "image/jpeg", statement, made._ENGINE)[0]
    outcome = tell(made.sign_again(data, made.signing(replace(SIGNER, key=6), replace(ROOT, key=7))), OLDER)
    assert outcome.verdict.standing is Standing.UNCONFIRMED
    assert outcome.record.manifests[1].is_known
    assert "record.wrapped" in outcome.codes


def test_what_a_known_signer_says_of_a_known_signers_earlier_version_is_known(tell: Tell) -> None:
    provenance = wrapped(tell, signed(), replace(SIGNER, organisation="Other Maker"), OLDER)
    assert (provenance.verdict.conclusion, provenance.verdict.standing) == (Conclusion.AI_GENERATED, Standing.KNOWN)
    assert provenance.verdict.by == "Known Maker"


def test_a_known_wrapper_that_says_ai_over_somebodys_camera_names_both(tell: Tell) -> None:
    """A wrapper by a third party is an accusation and no admission."""
    photo = signed(replace(SIGNER, organisation="Camera Maker"), source_type=engine.SOURCE_TYPE + "digitalCapture")
    edit = engine.edited("compositeWithTrainedAlgorithmicMedia")
    provenance = wrapped(tell, photo, replace(SIGNER, organisation="Other Maker"), OLDER, actions=(edit,))
    assert (provenance.verdict.conclusion, provenance.verdict.standing) == (Conclusion.AI_EDITED, Standing.KNOWN)
    assert provenance.verdict.by == "Other Maker"
    first = provenance.findings[provenance.verdict.doubts[0]]
    assert (first.code, first.fact("signer")) == ("record.origin", "Camera Maker")


def test_a_known_part_spoils_a_boast(tell: Tell) -> None:
    """A known record never carries a camera or a hand, so it cannot carry the part of one either."""
    sky = made.sign(pixels(), made.signing(OLD, BETWEEN, ROOT), engine.SOURCE_TYPE + "digitalCapture")
    part = engine.Part(sky, "image/jpeg", "componentOf", "part", "sky.jpg")
    statement = engine.Statement(generator="Program", actions=(engine.created("digitalCreation"),), parts=(part,))
    data = engine.sign(pixels(), "image/jpeg", statement, made._ENGINE)[0]
    outcome = tell(made.sign_again(data, made.signing(SIGNER, BETWEEN, ROOT)), OWN)
    assert outcome.record.manifests[1].is_known
    assert outcome.verdict.conclusion is Conclusion.MAY_CONTAIN_AI
    assert outcome.one("record.incomplete").fact("what") == "manifest_unfit"


def broken_below(tell: Tell, organisation: str, actions: tuple[engine.Action, ...]) -> Told:
    """A later version by a known signer of a file whose record says AI and no longer fitted when it was taken in."""
    below = bytearray(signed())
    below[-10] ^= 0xFF
    return wrapped(tell, bytes(below), replace(SIGNER, organisation=organisation), OLDER, actions=actions)


def test_a_record_that_did_not_fit_is_not_told_in_its_signers_name_under_anybody_else(tell: Tell) -> None:
    edit = engine.edited("compositeWithTrainedAlgorithmicMedia")
    provenance = broken_below(tell, "Other Maker", (edit,))
    assert provenance.record.manifests[1].state is RecordState.ALTERED
    assert (provenance.verdict.conclusion, provenance.verdict.standing) == (Conclusion.AI_EDITED, Standing.KNOWN)
    assert provenance.verdict.by == "Other Maker"
    assert broken_below(tell, "Other Maker", ()).verdict.standing is Standing.UNCONFIRMED


def test_whoever_admits_ai_says_how_far_it_went_in_its_own_earlier_record(tell: Tell) -> None:
    edit = engine.edited("compositeWithTrainedAlgorithmicMedia")
    provenance = broken_below(tell, "Known Maker", (edit,))
    assert (provenance.verdict.conclusion, provenance.verdict.standing) == (Conclusion.AI_GENERATED, Standing.KNOWN)
    assert Alarm.INGREDIENT_BROKEN in provenance.verdict.alarms
    silent = broken_below(tell, "Known Maker", ())
    assert silent.verdict.standing is Standing.UNCONFIRMED  # who merely opened a pasted record admits nothing


# -- time stamps


def test_every_time_stamp_of_a_record_is_told(tell: Tell) -> None:
    stranger = replace(CLOCKS, organisation="Nobody", key=7)
    stamps = (Stamp(WHILE_VALID), Stamp(WHILE_VALID + timedelta(days=3), replace(made.CLOCK, key=6), stranger))
    outcome = tell(signed(SIGNER, *stamps), OLDER)
    cards = [finding for finding in outcome.findings if finding.code == "record.time_stamp"]
    assert [card.fact("stamped") for card in cards] == ["confirmed", "unlisted"]
    assert (cards[0].fact("authority"), cards[0].fact("list")) == ("Clocks, Clock 1", "older list")
    assert len(outcome.one("record.stamps_compete").fact("times").split(", ")) == 2


@pytest.mark.parametrize("first", [True, False])
def test_a_stamp_put_beside_a_good_one_takes_the_name_from_nobody(tell: Tell, first: bool) -> None:
    """It lies where no signature covers it, so anybody can do that to anybody's record."""
    stranger = replace(CLOCKS, organisation="Nobody", key=7)
    good, other = Stamp(WHILE_VALID), Stamp(NOW - 1.2 * YEAR, replace(made.CLOCK, key=6), stranger)
    outcome = tell(signed(OLD, *((other, good) if first else (good, other))), OWN, OFFICIAL_TIMES)
    assert outcome.verdict.standing in (Standing.KNOWN, Standing.CONFIRMED)
    assert "record.stamps_compete" in outcome.codes


def test_one_unconfirmed_time_is_told_once_with_its_authority(tell: Tell) -> None:
    outcome = tell(signed(SIGNER, Stamp(NOW - timedelta(days=9))), OWN)
    assert "record.time_stamp" not in outcome.codes
    assert outcome.one("record.time_unconfirmed").fact("authority") == "Clocks, Clock 1"


def test_a_stamp_that_does_not_bind_the_signer_does_not_undo_an_expiry(tell: Tell) -> None:
    """The engine takes it; but it would as well fit the signature of anybody else over the same claim."""
    stamp = Stamp(WHILE_VALID, over_signature=False)
    bound = tell(signed(OLD, stamp), OWN, OFFICIAL_TIMES)
    loose = tell(signed(OLD, stamp, protects_chain=False), OWN, OFFICIAL_TIMES)
    assert bound.verdict.standing is Standing.CONFIRMED
    assert loose.record.state is RecordState.EXPIRED
    assert (loose.verdict.standing, loose.shortfalls) == (Standing.KNOWN, (Shortfall.EXPIRED,))
    assert loose.one("record.time_unconfirmed").fact("stamped") == "claim"


# -- withdrawn signers


@pytest.fixture
def withdraw(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def put(reason: str = "signed_falsely", at: str = "", **entry: object) -> None:
        status = CertificateStatus(
            "",
            RevocationAnswer.REVOKED,
            RevocationSource.LIST,
            "Known Maker",
            at=NOW.date().isoformat(),
            revoked_at=at or (NOW - timedelta(days=30)).date().isoformat(),
            reason=reason,
            by="maker",
            address="https://example.org/why",
        )
        monkeypatch.setattr(withdrawn, "load_withdrawn", lambda: (WithdrawnSigner(status, **entry),))  # type: ignore[arg-type]

    return put


@pytest.mark.parametrize("trust", [OLDER, OWN, made.table()], ids=["older", "own", "none"])
def test_a_withdrawn_signer_is_revoked_whatever_list_knows_it(
    tell: Tell, withdraw: Callable[..., None], trust: TrustList
) -> None:
    withdraw(key=made.encode_key(ROOT))
    outcome = tell(signed(), trust)
    assert (outcome.record.state, outcome.verdict.standing) == (RecordState.REVOKED, Standing.STATED)
    assert Alarm.RECORD_BROKEN in outcome.verdict.alarms
    card = outcome.one("record.revoked")
    assert (card.fact("by"), card.fact("reason")) == ("maker", "signed_falsely")
    assert outcome.record.revocations[0].source is RevocationSource.LIST


def test_a_withdrawn_cameras_photo_is_not_known_how_it_was_made(tell: Tell, withdraw: Callable[..., None]) -> None:
    withdraw(key=made.encode_key(ROOT))
    outcome = tell(signed(source_type=engine.SOURCE_TYPE + "digitalCapture"), OWN)
    assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.UNKNOWN, Standing.BROKEN)


def test_only_what_was_issued_in_the_window_is_withdrawn(tell: Tell, withdraw: Callable[..., None]) -> None:
    begun = SIGNER.span[0].date()
    withdraw(key=made.encode_key(ROOT), issued_from=begun, issued_until=begun)
    assert tell(signed(), OLDER).record.state is RecordState.REVOKED
    withdraw(key=made.encode_key(ROOT), issued_from=begun + timedelta(days=1))
    assert tell(signed(), OLDER).verdict.standing is Standing.KNOWN
    withdraw(key=made.encode_key(ROOT), issued_until=begun - timedelta(days=1))
    assert tell(signed(), OLDER).verdict.standing is Standing.KNOWN


def test_a_name_alone_withdraws_nobody(tell: Tell, withdraw: Callable[..., None]) -> None:
    withdraw(key=made.encode_key(replace(ROOT, key=7)))  # the same names by another key
    assert tell(signed(), OLDER).verdict.standing is Standing.KNOWN
    withdraw(certificate=bytes(32))
    assert tell(signed(), OLDER).verdict.standing is Standing.KNOWN


def test_a_single_certificate_is_withdrawn_by_its_digest(tell: Tell, withdraw: Callable[..., None]) -> None:
    how = made.signing(SIGNER, BETWEEN, ROOT)
    withdraw(certificate=made.digest_of(how.chain[0]))
    assert tell(made.sign(pixels(), how, AI), OWN).record.state is RecordState.REVOKED


def test_what_was_signed_before_counts_unless_the_reason_touches_every_signature(
    tell: Tell, withdraw: Callable[..., None]
) -> None:
    data = signed(SIGNER, Stamp(NOW - timedelta(days=60)))
    later = signed(SIGNER, Stamp(NOW - timedelta(days=9)))
    withdraw("other", key=made.encode_key(ROOT))
    outcome = tell(data, OWN, OFFICIAL_TIMES)
    assert (outcome.record.state, outcome.verdict.standing) == (RecordState.TRUSTED, Standing.CONFIRMED)
    assert outcome.one("record.revoked_later").fact("by") == "maker"
    assert tell(later, OWN, OFFICIAL_TIMES).record.state is RecordState.REVOKED
    assert tell(signed(), OWN, OFFICIAL_TIMES).record.state is RecordState.REVOKED  # no confirmed time
    for reason in ("signed_falsely", "key_compromised"):
        withdraw(reason, key=made.encode_key(ROOT))
        assert tell(data, OWN, OFFICIAL_TIMES).record.state is RecordState.REVOKED


def test_the_list_on_board_names_nikons_issue_of_2025_by_its_authoritys_key() -> None:
    (entry,) = withdrawn.load_withdrawn()
    nikon = next(authority for authority in REAL[-1].authorities if authority.name.startswith("NIKON"))
    assert base64.b64encode(entry.key).decode() == nikon.key
    assert (entry.issued_from.year, entry.issued_until.year) == (2025, 2025)
    assert (entry.status.revoked_at, entry.status.by) == ("2025-09-21", "maker")
    assert entry.status.address.startswith("https://")
