"""crJSON becomes manifests: every part of the model, and whose word counts for an ingredient."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from tests.build.records.manifests import (
    AI,
    CAPTURE,
    INTACT,
    TRUSTED,
    crjson,
    crjson_manifest,
    ingredient_assertion,
    results,
    status,
)
from verify.inspection.c2pa.manifest.parse import parse
from verify.model import RecordState

TOP, BELOW = "urn:c2pa:top", "urn:c2pa:below"
UNKNOWN_SIGNER = "signingCredential.untrusted"


def store(
    *,
    wrapper_trusted: bool = True,
    recorded: Any = None,
    delta: Any = None,
    more: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A wrapper over one ingredient: what the wrapper recorded of it, and what the engine finds different now."""
    edge = ingredient_assertion(BELOW)
    if recorded:
        edge["validationResults"] = {"activeManifest": recorded}
    top = crjson_manifest(
        TOP,
        actions=[{"action": "c2pa.opened"}],
        assertions={"c2pa.ingredient.v3": edge, **(more or {})},
        failure=() if wrapper_trusted else (UNKNOWN_SIGNER,),
        success=TRUSTED if wrapper_trusted else INTACT,
        organisation="Wrapper",
    )
    top["ingredientDeltas"] = [
        {
            "ingredientAssertionURI": f"self#jumbf=/c2pa/{TOP}/c2pa.assertions/c2pa.ingredient.v3",
            "validationDeltas": delta or results(BELOW, success=["ingredient.manifest.validated"]),
        }
    ]
    below = crjson_manifest(BELOW, actions=[{"action": "c2pa.created", "digitalSourceType": CAPTURE}])
    below["validationResults"] = results(BELOW, success=["ingredient.manifest.validated"])
    return crjson(top, below)


def below_of(document: dict[str, Any], **alone: Any) -> RecordState:
    return parse(document, {BELOW: alone} if alone else {})[1].state


# ---- whose word counts for an ingredient


def recorders_of(document: dict[str, Any], **alone: Any) -> tuple[str, ...]:
    return parse(document, {BELOW: alone} if alone else {})[0].ingredients[0].recorded_by


@pytest.mark.parametrize(
    "code", ["assertion.dataHash.mismatch", "claimSignature.mismatch", "signingCredential.revoked"]
)
def test_a_failure_that_is_only_recorded_is_its_recorders_word(code: str) -> None:
    assert recorders_of(store(recorded=results(BELOW, failure=[code]))) == (TOP,)


def test_a_failure_that_the_engine_finds_itself_is_nobodys_word() -> None:
    recorded = results(BELOW, failure=["assertion.dataHash.mismatch"])
    delta = results(BELOW, failure=["claimSignature.mismatch"])
    assert recorders_of(store(recorded=recorded, delta=delta)) == ()
    assert recorders_of(store(recorded=recorded), failure=[status("claimSignature.mismatch", BELOW)]) == ()
    assert recorders_of(store(delta=delta)) == ()


def test_a_signer_on_no_list_is_no_failure_that_anybody_records() -> None:
    assert recorders_of(store(recorded=results(BELOW, failure=[UNKNOWN_SIGNER]))) == ()


def test_an_ingredient_is_trusted_where_the_engine_says_so_now() -> None:
    said = results(BELOW, success=[*TRUSTED, "ingredient.manifest.validated"])
    assert below_of(store(wrapper_trusted=False, delta=said)) is RecordState.TRUSTED


def test_an_ingredient_is_trusted_on_the_recorded_word_of_a_trusted_wrapper() -> None:
    assert below_of(store(recorded=results(BELOW, success=TRUSTED))) is RecordState.TRUSTED


def test_the_recorded_word_of_an_unknown_wrapper_makes_nobody_trusted() -> None:
    assert below_of(store(wrapper_trusted=False, recorded=results(BELOW, success=TRUSTED))) is RecordState.UNTRUSTED


def test_nothing_said_at_all_makes_nobody_trusted() -> None:
    assert below_of(store()) is RecordState.UNTRUSTED


@pytest.mark.parametrize("name", ["success", "informational", "failure"])
def test_a_failure_counts_in_whichever_list_a_wrapper_hid_it(name: str) -> None:
    recorded = results(BELOW, success=TRUSTED)
    recorded[name] = [*recorded[name], status(UNKNOWN_SIGNER, BELOW)]
    assert below_of(store(recorded=recorded)) is RecordState.UNTRUSTED


@pytest.mark.parametrize(
    "hiding",
    [
        {"validationStatus": [status(UNKNOWN_SIGNER, BELOW)]},
        {"validationResults": {"activeManifest": {"failure": [status(UNKNOWN_SIGNER, BELOW)]}}},
        {
            "validationResults": {
                "ingredientDeltas": [{"validationDeltas": {"failure": [status(UNKNOWN_SIGNER, BELOW)]}}]
            }
        },
    ],
)
def test_an_objection_hidden_in_another_ingredient_still_counts(hiding: dict[str, Any]) -> None:
    """The engine leaves out what any ingredient assertion of the store has recorded: tried with c2pa-rs 0.91.3."""
    other = {"c2pa.ingredient__1": {"dc:title": "x", "relationship": "inputTo", **hiding}}
    assert below_of(store(recorded=results(BELOW, success=TRUSTED), more=other)) is RecordState.UNTRUSTED


def test_a_success_recorded_at_another_ingredient_counts_for_nothing() -> None:
    other = {
        "c2pa.ingredient.v3__1": ingredient_assertion(
            relation="inputTo", validationResults={"activeManifest": results(BELOW, success=TRUSTED)}
        )
    }
    assert below_of(store(more=other)) is RecordState.UNTRUSTED


def test_the_engines_objection_now_outweighs_what_was_recorded() -> None:
    delta = results(BELOW, failure=["signingCredential.ocsp.revoked"])
    assert below_of(store(recorded=results(BELOW, success=TRUSTED), delta=delta)) is RecordState.REVOKED


def test_a_signer_that_was_unknown_when_it_was_recorded_may_be_known_now() -> None:
    recorded = results(BELOW, failure=[UNKNOWN_SIGNER], success=INTACT)
    delta = results(BELOW, success=[*TRUSTED, "ingredient.manifest.validated"])
    assert below_of(store(recorded=recorded, delta=delta)) is RecordState.TRUSTED


def test_content_that_did_not_fit_when_it_was_recorded_stays_altered() -> None:
    recorded = results(BELOW, failure=["assertion.dataHash.mismatch"], success=TRUSTED)
    document = store(recorded=recorded)
    assert below_of(document) is RecordState.ALTERED
    assert below_of(document, **results(BELOW, success=TRUSTED)) is RecordState.ALTERED
    assert parse(document)[0].state is RecordState.TRUSTED


def test_the_engines_word_on_the_ingredient_alone_outweighs_every_record() -> None:
    forged = store(recorded=results(BELOW, success=TRUSTED))
    unknown = results(BELOW, failure=[UNKNOWN_SIGNER, "assertion.dataHash.mismatch"], success=INTACT[:1])
    known = results(BELOW, failure=["assertion.dataHash.mismatch", "ingredient.manifest.missing"], success=TRUSTED)
    assert below_of(forged, **unknown) is RecordState.UNTRUSTED
    assert below_of(store(wrapper_trusted=False), **known) is RecordState.TRUSTED


def written_hash(content: bytes) -> str:
    return f"b64'{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"


def chain(length: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Manifests that each recorded the next one as trusted, of which the engine says nothing now; and their bytes."""
    labels = [f"urn:c2pa:{number}" for number in range(length)]
    contents = {label: label.encode() for label in labels}
    manifests: list[dict[str, Any]] = []
    for label, below in zip(labels, [*labels[1:], ""], strict=True):
        edge = ingredient_assertion(below, validationResults={"activeManifest": results(below, success=TRUSTED)})
        if below:
            edge["activeManifest"]["hash"] = written_hash(contents[below])
        assertions = {"c2pa.ingredient.v3": edge} if below else {}
        manifests.append(crjson_manifest(label, assertions=assertions, success=() if manifests else TRUSTED))
    return crjson(*manifests), contents


def states(document: dict[str, Any], contents: dict[str, bytes]) -> list[str]:
    return [one.state.value for one in parse(document, contents=contents)]


def test_a_chain_of_trusted_wrappers_vouches_down_to_the_end_and_breaks_where_one_is_unknown() -> None:
    document, contents = chain(5)
    assert states(document, contents) == ["trusted"] * 5
    document["manifests"][2]["validationResults"] = results("urn:c2pa:2", failure=[UNKNOWN_SIGNER])
    assert states(document, contents) == ["trusted"] * 2 + ["untrusted"] * 3


def test_an_ingredient_whose_bytes_nobody_can_vouch_for_is_not_the_one_that_was_meant() -> None:
    document, contents = chain(2)
    assert states(document, {}) == ["trusted", "untrusted"]
    assert states(document, {**contents, "urn:c2pa:1": b"something else"}) == ["trusted", "untrusted"]
    document["manifests"][0]["assertions"]["c2pa.ingredient.v3"]["activeManifest"]["alg"] = "md5"
    assert states(document, contents) == ["trusted", "untrusted"]


def test_silence_on_a_reference_that_no_longer_fits_is_not_taken_for_consent() -> None:
    """Whoever adds a manifest to a store can make the engine silent on an exchanged ingredient."""
    document = store(recorded=results(BELOW, success=TRUSTED))
    assert below_of(document) is RecordState.TRUSTED
    document["manifests"][0]["ingredientDeltas"] = []
    assert below_of(document) is RecordState.UNTRUSTED


def test_two_ingredients_that_vouch_for_each_other_are_trusted_by_nobody() -> None:
    first = ingredient_assertion("b", validationResults={"activeManifest": results("b", success=TRUSTED)})
    second = ingredient_assertion("c", validationResults={"activeManifest": results("c", success=TRUSTED)})
    document = crjson(
        crjson_manifest("a"),
        crjson_manifest("c", assertions={"c2pa.ingredient.v3": first}, success=()),
        crjson_manifest("b", assertions={"c2pa.ingredient.v3": second}, success=()),
    )
    assert [one.state.value for one in parse(document)] == ["trusted", "untrusted", "untrusted"]


def test_an_ingredients_fault_listed_at_its_holder_stays_the_ingredients() -> None:
    document = store()
    document["manifests"][0]["validationResults"]["failure"] = [
        status("assertion.hashedURI.mismatch", BELOW, "c2pa.assertions/c2pa.actions.v2"),
        status("ingredient.manifest.mismatch", TOP, "c2pa.assertions/c2pa.ingredient.v3"),
        status("cawg.x509.signature.mismatch", TOP, "c2pa.assertions/cawg.identity"),
    ]
    top, below = parse(document)
    assert (top.state, below.state) == (RecordState.TRUSTED, RecordState.ALTERED)
    assert set(top.ingredients[0].codes) == {"assertion.hashedURI.mismatch", "ingredient.manifest.mismatch"}


# ---- time


def timed(explanation: str, ended: str = "2026-06-01T00:00:00+00:00") -> dict[str, Any]:
    document = crjson_manifest("a")
    document["validationResults"]["success"].append(status("timeStamp.trusted", "a", explanation=explanation))
    document["signature"]["certificateInfo"]["validity"]["notAfter"] = ended
    document["signature"]["timeStampInfo"] = {"timestamp": "2026-02-10T19:19:37+00:00"}
    return crjson(document)


def test_time_is_confirmed_only_by_an_authority_on_a_list() -> None:
    listed = parse(timed("timestamp cert trusted: Authority, trust list: system_anchors"))[0]
    unlisted = parse(timed("legacy timestamp cert trusted: Somebody"))[0]
    assert (listed.time_confirmed, listed.signed_at) == (True, "2026-02-10T19:19:37+00:00")
    assert not unlisted.time_confirmed


def test_a_trusted_certificate_that_is_over_is_expired_unless_the_time_is_confirmed() -> None:
    assert parse(timed("timestamp cert trusted: Authority, trust list: 1"))[0].state is RecordState.TRUSTED
    assert parse(timed("legacy timestamp cert trusted: Somebody"))[0].state is RecordState.EXPIRED
    later = timed("legacy timestamp cert trusted: Somebody", ended="2027-06-01T00:00:00+00:00")
    assert parse(later)[0].state is RecordState.TRUSTED


# ---- the parts of a manifest


def test_the_active_manifest_comes_first_and_every_manifest_once() -> None:
    document = crjson(crjson_manifest("a"), crjson_manifest("b"), crjson_manifest("a", failure=[UNKNOWN_SIGNER]))
    assert [one.label for one in parse(document)] == ["a", "b"]
    assert parse(document)[0].state is RecordState.TRUSTED


def test_a_claim_is_read_in_both_versions() -> None:
    second = parse(crjson(crjson_manifest()))[0]
    assert (second.claim_version, second.claim_generator, second.title) == (2, "Program 1", "picture.jpg")
    old = crjson_manifest()
    del old["claim.v2"]
    old["claim"] = {"claim_generator": "Old/1.0", "claim_generator_info": [{"name": "Old"}], "dc:format": "image/png"}
    first = parse(crjson(old))[0]
    assert (first.claim_version, first.claim_generator, first.media_type) == (1, "Old/1.0", "image/png")
    assert ("claim_generator_info", "Old") in first.marks


def test_actions_of_both_versions_and_of_further_assertions_are_read() -> None:
    document = crjson_manifest(
        assertions={
            "c2pa.ingredient": {"relationship": "parentOf", "instanceID": "xmp:iid:1", "dc:title": "before.jpg"},
            "c2pa.actions": {
                "actions": [
                    {"action": "c2pa.opened", "parameters": {"instanceId": "xmp:iid:1", "description": "Opened it"}},
                    {"action": "c2pa.edited", "softwareAgent": "Firefly", "when": "2024-01-01T00:00:00Z"},
                ]
            },
            "c2pa.actions.v2__1": {
                "softwareAgents": [{"name": "Studio", "version": "2"}],
                "actions": [
                    {
                        "action": "c2pa.placed",
                        "softwareAgentIndex": 0,
                        "digitalSourceType": AI,
                        "parameters": {"ingredients": [{"url": "self#jumbf=c2pa.assertions/c2pa.ingredient.v3__2"}]},
                        "changes": [{"region": [{"type": "spatial"}]}],
                    },
                    {"action": "c2pa.edited", "softwareAgent": {"name": "Agent"}},
                ],
            },
        }
    )
    opened, edited, placed, other = parse(crjson(document))[0].actions
    assert (opened.ingredients, opened.description) == (("c2pa.ingredient",), "Opened it")
    assert (edited.software_agent, edited.when, edited.assertion) == ("Firefly", "2024-01-01T00:00:00Z", "c2pa.actions")
    assert (placed.software_agent, placed.source_type) == ("Studio 2", AI)
    assert placed.ingredients == ("c2pa.ingredient.v3__2",)
    assert placed.regions == ('{"region": [{"type": "spatial"}]}',)
    assert other.software_agent == "Agent"


def test_ingredients_of_all_versions_are_edges() -> None:
    document = crjson_manifest(
        assertions={
            "c2pa.ingredient": {"relationship": "parentOf", "c2pa_manifest": {"url": "self#jumbf=/c2pa/old"}},
            "c2pa.ingredient.v2__1": {"relationship": "componentOf", "dc:title": "part", "dc:format": "image/png"},
            "c2pa.ingredient.v3__2": ingredient_assertion(
                "new",
                "inputTo",
                digitalSourceType=AI,
                thumbnail={"url": "self#jumbf=c2pa.assertions/c2pa.thumbnail.ingredient"},
            ),
            "c2pa.ingredientish": {"relationship": "parentOf"},
        }
    )
    old, part, fed = parse(crjson(document))[0].ingredients
    assert (old.label, old.manifest, old.relation) == ("c2pa.ingredient", "old", "parentOf")
    assert (part.manifest, part.title, part.media_type) == ("", "part", "image/png")
    assert (fed.manifest, fed.source_type) == ("new", AI)
    assert fed.thumbnail == "self#jumbf=/c2pa/urn:c2pa:a/c2pa.assertions/c2pa.thumbnail.ingredient"


def test_source_types_outside_actions_and_soft_bindings_are_found() -> None:
    document = crjson_manifest(
        assertions={
            "c2pa.metadata": {"@context": {}, "Iptc4xmpExt:DigitalSourceType": AI},
            "stds.schema-org.CreativeWork": {"deep": [{"digitalSourceType": {"@id": CAPTURE}}]},
            "c2pa.soft-binding": {"alg": "com.adobe.trustmark.P", "blocks": [{"value": "2*01"}]},
        }
    )
    manifest = parse(crjson(document))[0]
    assert manifest.source_types == (("c2pa.metadata", AI), ("stds.schema-org.CreativeWork", CAPTURE))
    assert [(binding.algorithm, binding.value) for binding in manifest.soft_bindings] == [
        ("com.adobe.trustmark.P", "2*01")
    ]


def test_marks_give_fingerprints_what_they_look_at() -> None:
    document = crjson_manifest(
        actions=[{"action": "c2pa.created", "softwareAgent": "Agent", "description": "AI Generated Image"}],
        assertions={"com.adobe.generative-ai": {"prompt": "x"}, "c2pa.hash.data": {"hash": "x"}},
    )
    marks = parse(crjson(document))[0].marks
    assert ("software_agent", "Agent") in marks
    assert ("action_description", "AI Generated Image") in marks
    assert ("assertion", "com.adobe.generative-ai") in marks
    assert ("assertion:com.adobe.generative-ai", '{"prompt": "x"}') in marks
    assert not any("hash" in key or "hash" in value for key, value in marks)


@pytest.mark.parametrize(
    ("organisation", "test"),
    [
        ("C2PA Test Signing Cert", True),
        ("C2PA Extension Validator", True),
        ("Encypher Test Vectors", True),
        ("Adobe Inc.", False),
    ],
)
def test_published_test_certificates_are_known(organisation: str, test: bool) -> None:
    signer = parse(crjson(crjson_manifest(organisation=organisation)))[0].signer
    assert signer is not None
    assert signer.test is test


def test_a_product_is_named_only_where_the_signer_is_trusted() -> None:
    real = crjson_manifest(organisation="Google LLC")
    real["signature"]["certificateInfo"]["subject"]["CN"] = "Pixel Camera"
    manifest = parse(crjson(real))[0]
    assert (manifest.product, manifest.assurance_level) == ("Pixel Camera", 2)
    real["validationResults"] = results("urn:c2pa:a", failure=[UNKNOWN_SIGNER])
    spoofed = parse(crjson(real))[0]
    assert (spoofed.product, spoofed.assurance_level, spoofed.disallowed) == ("", 0, ())
