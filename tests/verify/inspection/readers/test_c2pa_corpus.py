"""Both engines over real files with known truth."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.build.signed import options
from verify.inspection.c2pa.engine import encypher
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.readers import c2pa
from verify.model import Options, Record, RecordState
from verify.store.trust.store import TrustStore

pytestmark = pytest.mark.corpus

_HASH = re.compile(
    r"(dataHash|bmffHash|boxesHash|collectionHash|multiAssetHash|hashedURI)\.mismatch|assertion\.missing"
)
_TIMES = {
    "signingCredential.expired", "claimSignature.outsideValidity", "timeStamp.untrusted", "timeStamp.outsideValidity",
}  # fmt: skip

# Where the engines are known to contradict each other: the second finds no record in Bing's JPEG.
_KNOWN_DISAGREEMENTS = {"c2pa-ai-microsoft/microsoft__bing_creator_cloud_surfing_puppy.jpg"}


def _expected(truth: dict[str, Any]) -> str | None:
    """The state of the active manifest by the codes that an independent run gave; None where they do not tell."""
    facts = truth["c2pa"]
    if not facts.get("present"):
        return {"none": "absent", "remote": "remote", "remote-only": "remote"}.get(facts.get("status"))
    codes = {code for code in facts.get("failure_codes") or [] if not code.startswith("cawg.")}
    if facts.get("state_with_list_all_ekus") == "Trusted":
        return "trusted"
    if "signingCredential.invalid" in codes:
        return "untrusted"
    if "claimSignature.mismatch" in codes:
        return "bad_signature"
    if any(_HASH.search(code) for code in codes):
        return "altered"
    if any("malformed" in code or "required.missing" in code or "ingredientMismatch" in code for code in codes):
        return "malformed"
    rest = codes - {"signingCredential.untrusted"}
    if rest and rest <= _TIMES:
        return "expired"
    return None if rest else "untrusted" if codes else "trusted"


@pytest.fixture(scope="module")
def records(corpus: Path, truth: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """File → its record, with the second engine's opinion, for every file whose format the engine knows."""
    lists = TrustStore(tmp_path_factory.mktemp("trust")).lists()
    wanted = options(*lists, previews=False)
    found = {}
    for name in truth:
        try:
            with Media.open(corpus / name) as media:
                if media.media_type in c2pa.READER.formats:
                    found[name] = _joined(media, wanted)
        except MediaError:
            continue
    assert found
    return found


def _joined(media: Media, wanted: Options) -> Record:
    record = next(iter(c2pa.read(media, wanted)))
    assert isinstance(record, Record)
    try:
        opinion = (
            next(c2pa.read_by_second_engine(media, wanted), None)
            if media.media_type in c2pa.SECOND_READER.formats
            else None
        )
    except encypher.SecondEngineError:
        opinion = None
    return encypher.attach_opinion(record, opinion)


def test_every_state_is_the_true_one(records: dict[str, Record], truth: dict[str, Any]) -> None:
    wanted = {name: _expected(truth[name]["truth"]) for name in records}
    wrong = {
        name: (state, records[name].state.value)
        for name, state in wanted.items()
        if state is not None and state != records[name].state
    }
    assert wrong == {}
    assert len([state for state in wanted.values() if state]) > 100


def test_identity_codes_do_not_change_a_records_state(records: dict[str, Record], truth: dict[str, Any]) -> None:
    seen = 0
    for name, record in records.items():
        codes = truth[name]["truth"]["c2pa"].get("failure_codes") or []
        if codes and all(code.startswith("cawg.") or code == "signingCredential.untrusted" for code in codes):
            assert record.state in (RecordState.TRUSTED, RecordState.UNTRUSTED), name
            seen += any(code.startswith("cawg.") for code in codes)
    assert seen


def test_every_trusted_signer_has_a_list(records: dict[str, Record]) -> None:
    trusted = [
        manifest
        for record in records.values()
        for manifest in record.manifests
        if manifest.state is RecordState.TRUSTED
    ]
    assert len(trusted) >= 10
    assert {manifest.signer.trust_list for manifest in trusted if manifest.signer} == {"C2PA Trust List"}


def test_the_engines_disagree_only_where_it_is_known(records: dict[str, Record]) -> None:
    found = {name for name, record in records.items() if record.second_opinion and not record.second_opinion.agrees}
    assert found == {name for name in _KNOWN_DISAGREEMENTS if name in records}


def test_ordinary_files_without_a_record_never_look_damaged(records: dict[str, Record], truth: dict[str, Any]) -> None:
    ordinary = re.compile(r"neg-|sd-|wm-|visible-|aigc|audio-plain|video-plain|pdf-plain|c2pa-none|iptc")
    odd = {
        name: record.state.value
        for name, record in records.items()
        if ordinary.match(truth[name]["kind"])
        and record.state is not RecordState.ABSENT
        and not truth[name]["truth"]["c2pa"].get("present")
        and truth[name]["truth"]["c2pa"].get("status") == "none"
    }
    assert odd == {}


def test_a_signed_file_has_thumbnails_that_its_record_names(corpus: Path) -> None:
    with Media.open(corpus / "c2pa-test-valid" / "contentauth__CA.jpg") as media:
        record, *pictures = c2pa.read(media, options())
    assert isinstance(record, Record)
    names = {manifest.thumbnail for manifest in record.manifests}
    names |= {item.thumbnail for manifest in record.manifests for item in manifest.ingredients}
    assert {getattr(picture, "name", "") for picture in pictures} == names - {""}
