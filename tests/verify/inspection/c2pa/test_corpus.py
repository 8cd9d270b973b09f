"""Real records: every AI statement as the corpus knows it to be (every state: readers/test_c2pa_corpus.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.build.records.manifests import NOW, TABLE, verdict
from verify.inspection.c2pa import findings
from verify.inspection.c2pa.engine.read_store import read_manifest_store
from verify.inspection.media.input_file import Media
from verify.model import Conclusion, Options, Record, RecordState, Standing
from verify.store.trust.store import TrustStore

pytestmark = pytest.mark.corpus

_AI = {Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI}
_AI_KINDS = re.compile("c2pa-(ai-.*|video-ai|phone-.*)")
# what the independent tools call an edit although the beginning of the graph is wholly AI
_WHOLLY_AI = "genai-actions-v2.jpg"


@cache
def examined(path: Path) -> Record:
    options = Options(NOW, trust=TrustStore(Path("/nonexistent")).lists())
    with Media.open(path) as media:
        found = [
            output
            for output in read_manifest_store(media, options, hashed=True, thumbnails=False)
            if isinstance(output, Record)
        ]
    return found[-1]


def signed(truth: dict[str, Any], kinds: str = ".") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, entry in truth.items():
        if entry["truth"]["c2pa"].get("present") and re.search(kinds, entry["kind"]):
            yield name, entry


def test_every_ai_record_says_so_and_how_far(corpus: Path, truth: dict[str, Any]) -> None:
    expected = {"generated": {Conclusion.AI_GENERATED}, "edited": {Conclusion.AI_EDITED, Conclusion.CONTAINS_AI}}
    wrong, seen = [], 0
    for name, entry in signed(truth):
        if not _AI_KINDS.fullmatch(entry["kind"]):
            continue
        seen += 1
        wanted = expected["generated" if name.endswith(_WHOLLY_AI) else entry["truth"]["ai_claim"]["value"]]
        got = verdict(examined(corpus / name))
        if got.conclusion not in wanted:
            wrong.append((name, got.conclusion.value))
    assert wrong == []
    assert seen >= 15


def test_no_test_file_and_no_ordinary_record_is_called_ai_or_disputed(corpus: Path, truth: dict[str, Any]) -> None:
    wrong = []
    for name, entry in signed(truth):
        if entry["truth"]["ai_claim"]["value"] == "none" and verdict(examined(corpus / name)).conclusion in {
            *_AI,
            Conclusion.DISPUTED,
        }:
            wrong.append(name)
    assert wrong == []


def test_only_trusted_records_confirm_and_nobody_boasts_without(corpus: Path, truth: dict[str, Any]) -> None:
    for name, entry in signed(truth):
        got = verdict(examined(corpus / name))
        if got.standing is Standing.CONFIRMED:
            assert entry["truth"]["c2pa"]["state_with_list_all_ekus"] == "Trusted", name
        if got.conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE):
            assert got.standing is Standing.CONFIRMED, name


def test_a_chat_of_eight_earlier_turns_is_confirmed_down_to_its_beginning(corpus: Path) -> None:
    provenance = examined(corpus / "c2pa-ai-google" / "GargantuaX__7.png")
    assert len(provenance.manifests) == 9
    assert {one.state for one in provenance.manifests} == {RecordState.TRUSTED}
    got = verdict(provenance)
    assert (got.conclusion, got.standing) == (Conclusion.AI_GENERATED, Standing.CONFIRMED)


def test_a_trusted_record_under_a_strangers_wrapper_is_not_confirmed(corpus: Path) -> None:
    """A camera maker's record under a broadcaster's that is on no list of ours."""
    provenance = examined(corpus / "c2pa-video" / "Security4Media__PTS_TRUSTED_sony_official_cawg_wdr.mp4")
    got = verdict(provenance)
    assert (got.conclusion, got.standing) == (Conclusion.UNKNOWN, Standing.UNCONFIRMED)


def test_findings_of_real_records_stay_few(corpus: Path, truth: dict[str, Any]) -> None:
    for name, _ in signed(truth):
        assert len(findings.find_findings(examined(corpus / name), TABLE, Options(NOW))) < 25, name
