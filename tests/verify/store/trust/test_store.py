from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.model import TrustList, TrustListFacts, limits
from verify.store.folders import data_folder, write_atomically
from verify.store.set_aside import UnusedFile
from verify.store.trust import certificates, file_format, official_lists
from verify.store.trust.certificates import TrustError, TrustProblem
from verify.store.trust.store import TrustStore, count_days_since, is_stale

TODAY = date(2026, 11, 22)
KEY = ec.generate_private_key(ec.SECP256R1())
BUNDLED = official_lists.read_index()


def certificate(name: str = "Anchor of a test", *, authority: bool = True) -> bytes:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(KEY.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .sign(KEY, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


def anchor_file(folder: Path, data: bytes | None = None, name: str = "mine.pem") -> Path:
    path = folder / name
    path.write_bytes(certificate() if data is None else data)
    return path


@pytest.fixture
def store(tmp_path: Path) -> TrustStore:
    return TrustStore(tmp_path / "data")


def problem_of(store: TrustStore, path: Path) -> TrustProblem:
    with pytest.raises(TrustError) as raised:
        store.add(path, TODAY)
    return raised.value.problem


def test_the_data_folder_can_be_named(own_data_folder: Path) -> None:
    assert data_folder() == own_data_folder


def test_the_data_folder_is_the_systems_own_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WHENCE_DATA")
    assert data_folder().name == "whence"


def test_each_bundled_list_is_the_file_that_the_index_describes() -> None:
    for known in official_lists.read_index():
        if known.file:
            data = (resources.files("resources") / "trust" / known.file).read_bytes()
            assert hashlib.sha256(data).hexdigest() == known.sha256
            bundled = official_lists.read_bundled(known)
            if bundled.authorities:
                assert len(bundled.authorities) == known.certificates
                continue
            assert certificates.read_certificates(data).count == known.certificates
            assert bundled.pem.count("BEGIN") == known.certificates


def test_the_bundled_lists_are_in_force_without_a_data_folder(store: TrustStore) -> None:
    kinds = [(item.facts.kind, item.facts.date, item.facts.certificates) for item in store.lists()]
    assert kinds == [
        ("signing", "2026-09-24", 30),
        ("time_stamp", "2026-09-24", 22),
        ("end_entity", "2026-09-24", 20),
        ("interim", "2025-08-28", 18),
    ]
    assert not store.folder.exists()


def test_every_list_in_the_folder_is_in_the_index_and_attributed() -> None:
    folder = resources.files("resources") / "trust"
    files = {item.name for item in folder.iterdir() if item.name.endswith(".pem")} | {"interim.toml"}
    note = (folder / "README.md").read_text(encoding="utf-8")
    assert files == {known.file for known in official_lists.read_index() if known.file}
    assert all(name in note for name in files)


def test_an_anchor_is_added_under_its_subject_and_removed_by_that_name(store: TrustStore, tmp_path: Path) -> None:
    added = store.add(anchor_file(tmp_path), TODAY)
    assert added.facts == TrustListFacts("Anchor of a test", "2026-11-22", "user", 1)
    assert store.lists()[-1] == added
    assert store.remove("anchor OF a test").facts == added.facts
    assert len(store.lists()) == len(BUNDLED)


def test_adding_the_same_anchor_again_changes_nothing(store: TrustStore, tmp_path: Path) -> None:
    path = anchor_file(tmp_path)
    first = store.add(path, TODAY)
    assert store.add(path, TODAY + timedelta(days=9)) == first
    assert len(store.lists()) == len(BUNDLED) + 1


def test_two_anchors_of_one_name_are_kept_apart(store: TrustStore, tmp_path: Path) -> None:
    store.add(anchor_file(tmp_path), TODAY)
    assert store.add(anchor_file(tmp_path), TODAY).facts.name == "Anchor of a test (2)"


def test_roots_of_samples_made_here_are_one_list_with_the_newest_first(store: TrustStore) -> None:
    roots = [certificate().decode() for _ in range(limits.DEMONSTRATION_ROOTS + 1)]
    for root in roots:
        store.add_demonstration(root.encode(), TODAY)
    store.add_demonstration(roots[-1].encode(), TODAY)
    kept = store.lists()[-1]
    assert kept.facts.kind == "demonstration"
    assert kept.facts.certificates == limits.DEMONSTRATION_ROOTS
    assert kept.pem == "".join(reversed(roots[1:]))


def test_the_lessons_list_is_asked_before_the_users_own_certificates(store: TrustStore, tmp_path: Path) -> None:
    root = certificate()
    store.add(anchor_file(tmp_path, root), TODAY)
    store.add_demonstration(root, TODAY)
    assert [item.facts.kind for item in store.lists()[len(BUNDLED) :]] == ["demonstration", "user"]


def test_the_lessons_list_is_removed_by_its_name(store: TrustStore) -> None:
    store.add_demonstration(certificate(), TODAY)
    store.remove(file_format.DEMONSTRATION_NAME)
    assert len(store.lists()) == len(BUNDLED)


def test_no_certificate_of_a_signer_becomes_the_root_of_the_lesson(store: TrustStore) -> None:
    with pytest.raises(TrustError):
        store.add_demonstration(certificate(authority=False), TODAY)


@pytest.mark.parametrize(
    ("kind", "name"), [("user", file_format.DEMONSTRATION_NAME), ("demonstration", "Anchor of a test")]
)
def test_a_file_that_claims_the_lessons_kind_or_name_without_the_other_is_set_aside(
    store: TrustStore, kind: str, name: str
) -> None:
    made = TrustList(TrustListFacts(name, TODAY.isoformat(), kind, 1), certificate().decode())
    store.keep(made)
    assert len(store.read().unused) == 1
    assert len(store.lists()) == len(BUNDLED)


@pytest.mark.parametrize(
    "name",
    ["C2PA Trust List", "c2pa trust-list", file_format.DEMONSTRATION_NAME, "whence DEMONSTRATION not for real use"],
)
def test_an_anchor_cannot_take_the_name_of_an_official_list(store: TrustStore, tmp_path: Path, name: str) -> None:
    added = store.add(anchor_file(tmp_path, certificate(name)), TODAY)
    assert added.facts.name == f"{name} (2)"
    assert added.facts.kind == "user"


def test_a_name_is_made_harmless_before_it_is_shown_or_written(store: TrustStore, tmp_path: Path) -> None:
    added = store.add(anchor_file(tmp_path, certificate("../..\n\u202eevil\u0007")), TODAY)
    assert added.facts.name == "../.. evil"
    assert [path.name for path in store.folder.iterdir()] == ["user-evil.json"]


def test_a_name_in_another_script_gets_a_file_of_its_own(store: TrustStore, tmp_path: Path) -> None:
    first = store.add(anchor_file(tmp_path, certificate("演示")), TODAY)
    second = store.add(anchor_file(tmp_path, certificate("示范")), TODAY)
    assert [item.facts.name for item in store.lists()[len(BUNDLED) :]] in (
        [first.facts.name, second.facts.name],
        [second.facts.name, first.facts.name],
    )


def test_a_certificate_in_binary_form_is_taken_too(store: TrustStore, tmp_path: Path) -> None:
    binary = x509.load_pem_x509_certificate(certificate()).public_bytes(serialization.Encoding.DER)
    assert store.add(anchor_file(tmp_path, binary, "mine.cer"), TODAY).facts.certificates == 1


def test_a_private_key_is_refused_and_not_copied(store: TrustStore, tmp_path: Path) -> None:
    key = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    assert problem_of(store, anchor_file(tmp_path, certificate() + key)) is TrustProblem.PRIVATE_KEY
    assert not store.folder.exists()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", TrustProblem.NO_CERTIFICATES),
        (b"hello", TrustProblem.NO_CERTIFICATES),
        (b"\x30\x82\x01", TrustProblem.BROKEN_CERTIFICATE),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", TrustProblem.BROKEN_CERTIFICATE),
        (b"-----BEGIN CERTIFICATE-----\n", TrustProblem.BROKEN_CERTIFICATE),
        (b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", TrustProblem.OTHER_CONTENT),
        (b" " * (limits.TRUST_LIST_BYTES + 1), TrustProblem.TOO_LARGE),
        (b"-----BEGIN CERTIFICATE-----\n" * (limits.TRUST_LIST_CERTIFICATES + 1), TrustProblem.TOO_MANY),
    ],
)
def test_what_is_not_a_list_of_certificates_is_refused(
    store: TrustStore, tmp_path: Path, data: bytes, problem: TrustProblem
) -> None:
    assert problem_of(store, anchor_file(tmp_path, data)) is problem


def test_a_signers_own_certificate_is_no_anchor(store: TrustStore, tmp_path: Path) -> None:
    path = anchor_file(tmp_path, certificate(authority=False))
    assert problem_of(store, path) is TrustProblem.NOT_AN_AUTHORITY


def test_a_missing_file_and_a_folder_are_named(store: TrustStore, tmp_path: Path) -> None:
    assert problem_of(store, tmp_path / "none.pem") is TrustProblem.NOT_FOUND
    assert problem_of(store, tmp_path) is TrustProblem.NOT_READABLE


def test_a_list_that_came_with_the_program_cannot_be_removed(store: TrustStore) -> None:
    with pytest.raises(TrustError) as raised:
        store.remove("C2PA Trust List")
    assert raised.value.problem is TrustProblem.BUILT_IN
    with pytest.raises(TrustError) as raised:
        store.remove("nobody")
    assert raised.value.problem is TrustProblem.NO_SUCH_LIST


def fetched(day: str, name: str = "C2PA Trust List", kind: str = "signing") -> TrustList:
    return TrustList(TrustListFacts(name, day, kind, 1), certificates.read_certificates(certificate()).pem)


def test_a_newer_fetched_copy_stands_in_place_of_the_bundled_one(store: TrustStore) -> None:
    newer = fetched("2026-10-01")
    store.keep(newer)
    assert store.lists()[0] == newer
    store.remove("C2PA Trust List")
    assert store.lists()[0].facts.date == "2026-09-24"


def test_a_fetched_copy_older_than_the_bundled_one_is_not_used(store: TrustStore) -> None:
    store.keep(fetched("2026-09-01"))
    assert store.lists()[0].facts.date == "2026-09-24"


def test_the_older_list_once_fetched_stands_in_place_of_the_table(store: TrustStore) -> None:
    assert store.lists()[-1].authorities
    interim = fetched("2026-11-01", "Content Credentials interim list", "interim")
    store.keep(interim)
    assert [item.facts.kind for item in store.lists()] == ["signing", "time_stamp", "end_entity", "interim"]
    assert store.lists()[-1] == interim


def test_a_hash_that_begins_like_a_comment_is_a_hash() -> None:
    assert certificates.read_hashes(b"// signers\n//" + b"A" * 41 + b"=\n# end\n") == "//" + "A" * 41 + "=\n"


def test_the_table_of_the_older_list_holds_keys_digests_and_purposes_that_can_be_read() -> None:
    table = official_lists.read_bundled(official_lists.read_index()[-1])
    assert certificates.read_purposes(table.config.encode()) == table.config
    assert certificates.read_hashes(table.allowed.encode()) == table.allowed
    assert len(set(table.allowed.split())) == 86
    assert [item.purpose for item in table.authorities].count("time_stamp") == 2
    for authority in table.authorities:
        key = serialization.load_der_public_key(base64.b64decode(authority.key, validate=True))
        assert key
        assert len(bytes.fromhex(authority.sha256)) == 32
        assert date.fromisoformat(authority.not_before) < date.fromisoformat(authority.not_after)


def spoiled(entry: dict[str, object]) -> list[bytes]:
    return [
        b"",
        b"[]",
        b"[" * 200_000,
        b"\xff\xfe",
        json.dumps({**entry, "sha256": "0" * 64}).encode(),
        json.dumps({**entry, "schema": "other"}).encode(),
        json.dumps({**entry, "kind": "signing"}).encode(),
        json.dumps({**entry, "name": "C2PA Trust List"}).encode(),
        json.dumps({**entry, "name": "a\nb"}).encode(),
        json.dumps({**entry, "date": "yesterday"}).encode(),
        json.dumps({**entry, "date": "2026-02-30"}).encode(),
        json.dumps({**entry, "date": "20260901"}).encode(),
        json.dumps({**entry, "pem": 7}).encode(),
        json.dumps({**entry, "config": "not an identifier"}).encode(),
        json.dumps({**entry, "allowed": "AAAA"}).encode(),
    ]


def test_a_broken_file_is_set_aside_and_named_once(store: TrustStore, tmp_path: Path) -> None:
    store.add(anchor_file(tmp_path), TODAY)
    (path,) = store.folder.iterdir()
    whole = path.read_bytes()
    for data in spoiled(json.loads(whole)):
        path.write_bytes(data)
        contents = store.read()
        assert contents.set_aside == (path.name,), data[:80]
        assert len(contents.lists) == len(BUNDLED)
        assert store.read().set_aside == ()
    path.write_bytes(whole)
    assert len(store.lists()) == len(BUNDLED) + 1


@pytest.mark.skipif(os.name != "posix", reason="pipes are files there")
def test_a_file_that_cannot_be_read_is_named_and_left_where_it_lies(store: TrustStore) -> None:
    store.folder.mkdir(parents=True)
    os.mkfifo(store.folder / "user-pipe.json")
    for _ in range(2):
        contents = store.read()
        assert contents.unused == (UnusedFile(store.folder / "user-pipe.json"),)
        assert len(contents.lists) == len(BUNDLED)


def test_no_byte_of_a_certificate_makes_reading_it_raise_anything_else(store: TrustStore, tmp_path: Path) -> None:
    store.add(anchor_file(tmp_path), TODAY)
    (path,) = store.folder.iterdir()
    entry = json.loads(path.read_bytes())
    whole = base64.b64decode("".join(entry["pem"].splitlines()[1:-1]))
    for at in range(0, len(whole), 7):
        changed = base64.encodebytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]).decode()
        pem = f"-----BEGIN CERTIFICATE-----\n{changed}-----END CERTIFICATE-----\n"
        with contextlib.suppress(TrustError):
            certificates.read_certificates(pem.encode())
        digest = hashlib.sha256(f"{pem}\0\0".encode()).hexdigest()
        path.write_text(json.dumps({**entry, "pem": pem, "sha256": digest}))
        assert len(store.lists()) in (3, 4)


def test_a_list_survives_being_written_and_read(store: TrustStore) -> None:
    hashed = "".join(c + "=\n" for c in ("A" * 43, "B" * 42 + "A"))
    whole = TrustList(
        TrustListFacts("Content Credentials interim list", "2026-11-01", "interim", 1),
        certificates.read_certificates(certificate()).pem,
        certificates.read_purposes(b"// mail\n1.3.6.1.5.5.7.3.4\n\n#documents\n1.3.6.1.5.5.7.3.36\r\n"),
        certificates.read_hashes(b"// signers\n" + hashed.encode()),
    )
    store.keep(whole)
    assert store.lists()[-1] == whole
    assert whole.config == "1.3.6.1.5.5.7.3.4\n1.3.6.1.5.5.7.3.36\n"
    assert whole.allowed == hashed


@pytest.mark.parametrize("data", [b"1.3\n", b"1.3.6 x\n", b"<html>", b"\xff", b"1.3.6.1\n" * 30_000])
def test_a_list_of_purposes_with_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(TrustError):
        certificates.read_purposes(data)


@pytest.mark.parametrize("data", [b"AAAA\n", b"<html>", b"-----BEGIN CERTIFICATE-----", b"\xff"])
def test_a_list_of_single_certificates_with_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(TrustError):
        certificates.read_hashes(data)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.json"
    write_atomically(path, b"old")

    def refuse(descriptor: int) -> None:
        raise OSError("full")

    monkeypatch.setattr("verify.store.folders.os.fsync", refuse)
    with pytest.raises(OSError, match="full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["list.json"]


def test_a_folder_that_cannot_be_written_is_a_sentence_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    store = TrustStore(tmp_path / "data")
    assert problem_of(store, anchor_file(tmp_path)) is TrustProblem.NOT_WRITABLE
    assert len(store.lists()) == len(BUNDLED)


def test_an_official_list_is_stale_after_half_a_year() -> None:
    known = TrustListFacts("C2PA Trust List", "2026-09-24", "signing", 30)
    assert count_days_since(known, TODAY) == 59
    last = date(2026, 9, 24) + timedelta(days=limits.LIST_STALE_DAYS)
    assert not is_stale(known, last)
    assert is_stale(known, last + timedelta(days=1))


@pytest.mark.parametrize("kind", ["user", "interim"])
def test_a_users_anchor_and_the_closed_list_never_grow_stale(kind: str) -> None:
    assert not is_stale(TrustListFacts("old", "2001-01-01", kind, 1), TODAY)


def test_a_list_dated_in_the_future_has_no_age() -> None:
    assert count_days_since(TrustListFacts("x", "2027-01-01", "signing"), TODAY) == 0


@given(st.binary(max_size=400) | st.binary(max_size=60).map(lambda body: certificate()[:400] + body))
@settings(max_examples=60, deadline=None)
def test_no_bytes_make_the_reading_of_certificates_fail_otherwise_than_with_a_reason(data: bytes) -> None:
    with contextlib.suppress(TrustError):
        assert certificates.read_certificates(data).count >= 1


@given(st.text(max_size=120))
def test_a_file_name_made_of_any_name_is_plain(name: str) -> None:
    made = file_format.make_file_name(TrustListFacts(name, "", "user"))
    assert made.startswith("user-")
    assert made.isascii()
    assert not set(made) & set('/\\:*?"<>| ')
