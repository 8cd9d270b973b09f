"""crJSON that is wrong, shuffled or made of garbage: it is read as far as it goes and never raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build.records.manifests import (
    AI,
    CAPTURE,
    TRUSTED,
    crjson,
    crjson_manifest,
    findings,
    ingredient_assertion,
    record,
    results,
)
from verify.inspection.c2pa.crjson import find_assertion_label, find_manifest_label
from verify.inspection.c2pa.manifest.parse import parse
from verify.inspection.c2pa.statements import summarise_provenance
from verify.model import limits

_KEYS = st.sampled_from([
    "manifests", "label", "assertions", "c2pa.actions", "c2pa.actions.v2", "c2pa.ingredient.v3", "c2pa.ingredient",
    "c2pa.soft-binding", "cawg.identity", "c2pa.metadata", "claim", "claim.v2", "claim_generator_info", "signature",
    "certificateInfo", "subject", "issuer", "O", "CN", "validity", "notAfter", "timeStampInfo", "timestamp",
    "validationResults", "success", "failure", "informational", "code", "url", "explanation", "ingredientDeltas",
    "ingredientAssertionURI", "validationDeltas", "validationStatus", "activeManifest", "relationship", "actions",
    "action", "digitalSourceType", "softwareAgent", "softwareAgents", "softwareAgentIndex", "parameters",
    "ingredients", "changes", "blocks", "gathered_assertions", "thumbnail", "signer_payload", "verifiedIdentities",
])  # fmt: skip
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from([
        AI, CAPTURE, "c2pa.created", "c2pa.opened", "parentOf", "componentOf", "inputTo", "self#jumbf=/c2pa/a",
        "self#jumbf=/c2pa/a/c2pa.assertions/c2pa.ingredient.v3", "#jumbf=", "signingCredential.trusted",
        "claimSignature.mismatch", "cawg.x", "2026-01-01T00:00:00+00:00", "2026-01-01", "9999999-99",
    ]),
)  # fmt: skip
_GARBAGE = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS | st.text(max_size=4), inner, max_size=5),
    max_leaves=30,
)


def whole() -> dict[str, Any]:
    """A store that uses everything."""
    edge = ingredient_assertion("below", validationResults={"activeManifest": results("below", success=TRUSTED)})
    top = crjson_manifest(
        "top",
        actions=[{"action": "c2pa.opened", "parameters": {"ingredients": [{"url": "self#jumbf=c2pa.assertions/x"}]}}],
        assertions={
            "c2pa.ingredient.v3": edge,
            "c2pa.soft-binding": {"alg": "x", "blocks": [{"value": "y"}]},
            "cawg.identity": {
                "signer_payload": {"sig_type": "s"},
                "signature": {"verifiedIdentities": [{"name": "n"}]},
            },
            "c2pa.metadata": {"digitalSourceType": AI},
        },
    )
    top["ingredientDeltas"] = [
        {
            "ingredientAssertionURI": "self#jumbf=/c2pa/top/c2pa.assertions/c2pa.ingredient.v3",
            "validationDeltas": results("below", failure=["signingCredential.untrusted"]),
        }
    ]
    below = crjson_manifest("below", actions=[{"action": "c2pa.created", "digitalSourceType": CAPTURE}])
    return crjson(top, below)


def tell_all(document: Any) -> None:
    manifests = parse(document)
    if manifests:
        provenance = record(*manifests)
        findings(provenance)
        summarise_provenance(provenance)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(_KEYS, _GARBAGE, max_size=4))
def test_garbage_never_raises(document: dict[str, Any]) -> None:
    tell_all(document)
    tell_all({"manifests": [document, {"label": "a", **document}]})


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in items for place in _places(inner, (*path, key)))]


_PLACES = _places(whole())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_PLACES[1:]), _GARBAGE)
def test_a_wrong_type_anywhere_never_raises(place: tuple[Any, ...], wrong: Any) -> None:
    document = whole()
    inner: Any = document
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = wrong
    tell_all(document)


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_the_order_of_assertions_and_of_lower_manifests_changes_no_state(random: Any) -> None:
    document = whole()
    for manifest in document["manifests"]:
        shuffled = list(manifest["assertions"].items())
        random.shuffle(shuffled)
        manifest["assertions"] = dict(shuffled)
    first, *others = document["manifests"]
    random.shuffle(others)
    states = {one.label: one.state for one in parse(crjson(first, *others))}
    assert states == {one.label: one.state for one in parse(whole())}


@pytest.mark.parametrize("document", [{}, {"manifests": None}, {"manifests": {}}, {"manifests": [None, 1, "x", []]}])
def test_a_store_without_manifests_has_none(document: dict[str, Any]) -> None:
    assert parse(document) == ()


def test_a_deep_assertion_is_read_without_recursion() -> None:
    deep: Any = {"digitalSourceType": AI}
    for _ in range(5_000):
        deep = [deep]
    manifest = parse(crjson(crjson_manifest(assertions={"c2pa.metadata": deep})))[0]
    assert manifest.source_types == (("c2pa.metadata", AI),)


def test_counts_and_texts_are_bounded() -> None:
    many = [{"action": "c2pa.edited", "description": "x" * 100_000}] * (limits.ACTIONS + 10)
    assertions: dict[str, Any] = {f"c2pa.ingredient.v3__{number}": ingredient_assertion() for number in range(3_000)}
    crowd = [crjson_manifest(f"m{number}") for number in range(limits.MANIFESTS + 5)]
    first = crjson_manifest("first", actions=many, assertions=assertions)
    manifests = parse(crjson(first, *crowd))
    assert len(manifests) == limits.MANIFESTS
    assert len(manifests[0].actions) == limits.ACTIONS
    assert len(manifests[0].ingredients) == limits.INGREDIENTS
    assert len(manifests[0].actions[0].description) == limits.FACT_CHARACTERS
    assert len(manifests[0].marks) <= limits.MARKS
    assert len(findings(record(*manifests))) <= limits.FINDINGS_PER_READER


@pytest.mark.parametrize(
    ("url", "manifest", "assertion"),
    [
        ("self#jumbf=/c2pa/urn:a/c2pa.assertions/c2pa.actions", "urn:a", "c2pa.actions"),
        ("self#jumbf=c2pa/urn:a/c2pa.assertions/c2pa.actions", "urn:a", "c2pa.actions"),
        ("self#jumbf=c2pa.assertions/c2pa.actions", "", "c2pa.actions"),
        ("self#jumbf=/c2pa/urn:a", "urn:a", ""),
        ("self#jumbf=/c2pa/urn:a/c2pa.assertions", "urn:a", ""),
        ("https://example.org/c2pa/urn:a", "", ""),
        ("", "", ""),
        (None, "", ""),
        (7, "", ""),
    ],
)
def test_addresses_inside_a_store_are_taken_apart(url: object, manifest: str, assertion: str) -> None:
    assert (find_manifest_label(url), find_assertion_label(url)) == (manifest, assertion)


def test_a_store_survives_its_own_text() -> None:
    assert parse(json.loads(json.dumps(whole()))) == parse(whole())
