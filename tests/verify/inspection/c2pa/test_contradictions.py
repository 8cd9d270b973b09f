"""Two beginnings in one record: where both are confirmed nobody wins; else AI carries and the other is a doubt."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build.records.manifests import (
    AI,
    CAPTURE,
    HUMAN,
    PARTLY_AI,
    action,
    crjson,
    crjson_manifest,
    findings,
    found,
    ingredient,
    manifest,
    record,
    under,
    verdict,
)
from verify.inspection.c2pa.manifest.parse import parse
from verify.model import Conclusion, Manifest, OriginClaim, Record, RecordState, Standing

OPENED = action("c2pa.opened")
BOASTING = pytest.mark.parametrize("boast", [CAPTURE, HUMAN])
METADATA = (("c2pa.metadata", AI),)


def twofold(boast: str, **more: Any) -> list[Record]:
    """Records of one manifest that state two beginnings, each in another way."""
    return [
        record(manifest("a", action("c2pa.created", boast), source_types=METADATA, **more)),
        record(manifest("a", action("c2pa.created", AI), source_types=(("cawg.metadata", boast),), **more)),
        record(manifest("a", action("c2pa.created", boast), action("c2pa.created", AI), **more)),
        record(manifest("a", action("c2pa.created", AI), action("c2pa.opened", boast), **more)),
        record(manifest("a", action("c2pa.edited"), source_types=(*METADATA, ("c2pa.metadata", boast)), **more)),
    ]


def carriers(of: Record) -> set[OriginClaim]:
    everything = findings(of)
    return {everything[index].claim for index in verdict(of).reasons} - {OriginClaim.NONE}


def doubted(of: Record) -> list[str]:
    everything = findings(of)
    return [everything[index].fact("source_type") for index in verdict(of).doubts]


@BOASTING
def test_two_beginnings_in_one_confirmed_manifest_are_disputed_and_both_named(boast: str) -> None:
    for told in twofold(boast):
        answer = verdict(told)
        assert (answer.conclusion, answer.standing) == (Conclusion.DISPUTED, Standing.CONFIRMED)
        assert carriers(told) == {
            OriginClaim.AI_GENERATED,
            OriginClaim.CAPTURED if boast == CAPTURE else OriginClaim.HUMAN_MADE,
        }


@BOASTING
@pytest.mark.parametrize("state", [RecordState.UNTRUSTED, RecordState.EXPIRED, RecordState.MALFORMED])
def test_at_weaker_standings_ai_carries_and_the_other_beginning_is_a_doubt(boast: str, state: RecordState) -> None:
    for told in twofold(boast, state=state):
        answer = verdict(told)
        assert (answer.conclusion, answer.standing) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)
        assert doubted(told) == [boast.rpartition("/")[2]]


@BOASTING
def test_a_list_of_types_of_both_kinds_is_read_whole(boast: str) -> None:
    both = [boast, AI]
    for types in (both, both[::-1], [{"@id": boast}, {"@id": AI}]):
        step = record(*parse(crjson(crjson_manifest(actions=[{"action": "c2pa.created", "digitalSourceType": types}]))))
        field = record(
            *parse(crjson(crjson_manifest(actions=[], assertions={"c2pa.metadata": {"digitalSourceType": types}})))
        )
        for told in (step, field):
            trusted = record(*(_trusted(one) for one in told.manifests))
            assert verdict(trusted).conclusion is Conclusion.DISPUTED


def _trusted(one: Manifest) -> Manifest:
    assert one.state is RecordState.TRUSTED
    return one


@BOASTING
def test_two_confirmed_manifests_that_contradict_each_other_are_disputed_in_either_order(boast: str) -> None:
    ai, real = action("c2pa.created", AI), action("c2pa.created", boast)
    for above, below in ((ai, real), (real, ai)):
        provenance = under(manifest("top", above), record(manifest("below", below)))
        assert verdict(provenance).conclusion is Conclusion.DISPUTED
    metadata = under(manifest("top", OPENED, source_types=METADATA), record(manifest("below", real)))
    assert verdict(metadata).conclusion is Conclusion.DISPUTED


@BOASTING
def test_a_strangers_ai_over_a_confirmed_record_carries_and_what_lies_below_is_a_doubt(boast: str) -> None:
    stranger = manifest("top", action("c2pa.created", AI), state=RecordState.UNTRUSTED, organisation="Stranger")
    provenance = under(stranger, record(manifest("below", action("c2pa.created", boast))))
    answer = verdict(provenance)
    assert (answer.conclusion, answer.standing) == (Conclusion.AI_GENERATED, Standing.UNCONFIRMED)
    assert boast.rpartition("/")[2] in doubted(provenance)


@BOASTING
def test_boasts_in_metadata_carry_nothing_of_themselves(boast: str) -> None:
    provenance = record(manifest("a", action("c2pa.edited"), source_types=(("c2pa.metadata", boast),)))
    assert verdict(provenance).conclusion is Conclusion.UNKNOWN
    assert found(provenance, "record.origin") == []


def test_what_is_partly_ai_is_no_other_beginning() -> None:
    provenance = record(manifest("a", action("c2pa.created", CAPTURE), source_types=(("c2pa.metadata", PARTLY_AI),)))
    assert verdict(provenance).conclusion is Conclusion.AI_EDITED


def test_steps_that_the_signer_took_over_are_a_doubt_beside_a_capture() -> None:
    def told(listed: str) -> Record:
        claim = {listed: [{"url": "self#jumbf=c2pa.assertions/c2pa.actions.v2"}]}
        camera = [{"action": "c2pa.created", "digitalSourceType": CAPTURE}]
        return record(*parse(crjson(crjson_manifest(actions=camera, claim=claim))))

    gathered = told("gathered_assertions")
    everything = findings(gathered)
    assert ("gathered", "c2pa.actions.v2") in [
        (everything[index].fact("what"), everything[index].fact("value")) for index in verdict(gathered).doubts
    ]
    assert found(told("created_assertions"), "record.outside_signals") == []


def test_a_watermark_step_is_not_hidden_by_a_weaker_record_that_says_more() -> None:
    step = action("c2pa.edited", AI, description="Applied imperceptible SynthID watermark.")
    top = manifest("top", OPENED, step, ingredients=(ingredient("root"),))
    for state, expected in ((RecordState.TRUSTED, OriginClaim.NONE), (RecordState.UNTRUSTED, OriginClaim.AI_EDITED)):
        provenance = record(top, manifest("root", action("c2pa.created", AI), state=state))
        assert [one.claim for one in found(provenance, "record.watermarked")] == [expected]


def test_a_template_that_admits_ai_gives_its_type_to_the_steps_it_is_for() -> None:
    def told(template: dict[str, Any]) -> Record:
        camera = {"action": "c2pa.created", "digitalSourceType": CAPTURE}
        assertion = {"actions": [camera, {"action": "c2pa.edited"}], "templates": [template]}
        return record(*parse(crjson(crjson_manifest(assertions={"c2pa.actions.v2": assertion}))))

    for name, expected in (
        ("c2pa.edited", Conclusion.AI_EDITED),
        ("*", Conclusion.AI_EDITED),
        ("c2pa.x", Conclusion.CAPTURED),
    ):
        assert verdict(told({"action": name, "digitalSourceType": PARTLY_AI})).conclusion is expected
