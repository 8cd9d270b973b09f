"""From crJSON to the manifests of a store: the active one first, every manifest once, each with its own state.

Pure; the input is hostile and nothing here raises. `signer.trust_list` is left for the engine's reader to fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.crjson import (
    NOTHING,
    as_entries,
    as_mapping,
    as_text,
    as_time,
    claim_of,
    find_assertion_label,
    find_manifest_label,
    find_text,
    is_actions,
    is_ingredient,
    make_absolute,
    strip_instance,
    target_of,
)
from verify.inspection.c2pa.manifest.actions import actions_of
from verify.inspection.c2pa.manifest.fingerprint_texts import list_statements, marks_of
from verify.inspection.c2pa.manifest.identities import identities_of
from verify.inspection.c2pa.manifest.local_signals import signals_of
from verify.inspection.c2pa.manifest.signer import find_product, signer_of
from verify.inspection.c2pa.manifest.within_bounds import (
    choose_manifests,
    find_reaching_ai,
    keep_within,
    list_source_types,
    tells_of_ai,
)
from verify.inspection.c2pa.validation.ingredient_trust import Assessment, assess_manifests, attribute_failures
from verify.inspection.c2pa.validation.status_codes import (
    NO_REVOCATIONS,
    Evidence,
    Revocations,
    gather_evidence,
    read_statuses,
    settle_results,
    settle_revocations,
)
from verify.model import Ingredient, Manifest, RecordState, Relation, SoftBinding, limits
from verify.model.vocabularies import digital_source_type

NO_CONTENTS: Final[Mapping[str, bytes]] = {}


def parse(
    crjson: Mapping[str, object],
    alone: Mapping[str, object] = NOTHING,
    contents: Mapping[str, bytes] = NO_CONTENTS,
    revocations: Revocations = NO_REVOCATIONS,
) -> tuple[Manifest, ...]:
    """Parse the manifests of a crJSON store; empty where it has none.

    `alone` may give, by label, the engine's `validationResults` of ingredient manifests that were validated as the
    active one of a store holding nothing else: the only word on an ingredient that no wrapper can colour.
    `contents` gives, by label, the bytes of each manifest's box without its header, so that references can be
    checked here. Without either, an ingredient is trusted only as far as `validation.ingredient_trust` tells.
    `revocations` is our own reading of what issuers answered.
    """
    listed: dict[str, Mapping[str, object]] = {}
    for manifest in as_entries(crjson.get("manifests")):
        listed.setdefault(as_text(manifest.get("label")), manifest)
    if not listed:
        return ()
    active = next(iter(listed))
    evidence = gather_evidence(listed)  # of all: an objection must not be hidden behind a bound
    settle_revocations(evidence, revocations)
    alone = {
        label: settle_results(results, revocations.withdrawn.get(label)) for label, results in as_mapping(alone).items()
    }
    manifests = choose_manifests(listed, limits.MANIFESTS)
    assessments = assess_manifests(manifests, active, evidence, alone, contents)
    bounds = _choose_bounds(manifests, find_reaching_ai(listed) if _may_be_cut(manifests) else set())
    parsed = [
        _parse_manifest(label, manifest, assessments, evidence[label], bounds) for label, manifest in manifests.items()
    ]
    if len(manifests) < len(listed):
        parsed[0] = replace(parsed[0], cut=(*parsed[0].cut, ("manifests", len(manifests))))
    return attribute_failures(parsed, evidence, alone)


class _Bounds(Struct, frozen=True):
    """How many of each are read of one manifest, and which manifests tell of AI, so that those are kept first."""

    actions: int
    ingredients: int
    with_ai: set[str]


def _may_be_cut(manifests: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether some bound on ingredients may cut."""
    counts = [sum(map(is_ingredient, as_mapping(manifest.get("assertions")))) for manifest in manifests.values()]
    return max(counts) > limits.INGREDIENTS or _count_steps(manifests) > limits.HISTORY_ITEMS


def _choose_bounds(manifests: Mapping[str, Mapping[str, object]], with_ai: set[str]) -> _Bounds:
    """Choose the usual bounds, or so much less that the whole history stays within `limits.HISTORY_ITEMS`."""
    if _count_steps(manifests) <= limits.HISTORY_ITEMS:
        return _Bounds(limits.ACTIONS, limits.INGREDIENTS, with_ai)
    each = limits.HISTORY_ITEMS // (2 * len(manifests))
    return _Bounds(min(limits.ACTIONS, each), min(limits.INGREDIENTS, each), with_ai)


def _count_steps(manifests: Mapping[str, Mapping[str, object]]) -> int:
    """Count the actions and ingredients of all manifests, as far as the bounds of one let them be read."""
    total = 0
    for manifest in manifests.values():
        assertions = as_mapping(manifest.get("assertions"))
        written = [as_mapping(value).get("actions") for name, value in assertions.items() if is_actions(name)]
        actions = sum(len(steps) for steps in written if isinstance(steps, list))
        total += min(limits.ACTIONS, actions) + min(limits.INGREDIENTS, sum(map(is_ingredient, assertions)))
    return total


def _parse_manifest(
    label: str,
    manifest: Mapping[str, object],
    assessments: Mapping[str, Assessment],
    evidence: Evidence,
    bounds: _Bounds,
) -> Manifest:
    assertions = as_mapping(manifest.get("assertions"))
    claim = claim_of(manifest)
    assessment = assessments[label]
    actions, all_actions = actions_of(assertions, bounds.actions)
    ingredients, all_ingredients = _parse_ingredients(label, manifest, assertions, assessments, bounds)
    types, all_types = _find_source_types(assertions)
    marks, all_marks = marks_of(
        ("claim_generator", _find_stated_generator(claim)), _list_generators(claim), actions, assertions
    )
    cut = (
        ("actions", len(actions), all_actions),
        ("ingredients", len(ingredients), all_ingredients),
        ("marks", len(types), all_types),
        ("marks", len(marks), all_marks),
    )
    signals = signals_of(manifest)
    signer = signer_of(manifest)
    # a product is a fact only where the name behind it is: anyone can write "Pixel Camera" into a certificate
    product = find_product(signer) if signer and assessment.state is RecordState.TRUSTED else None
    return Manifest(
        label=label,
        state=assessment.state,
        codes=assessment.codes,
        faults=assessment.faults,
        title=find_text(claim, "dc:title", "title"),
        media_type=find_text(claim, "dc:format", "format"),
        claim_generator=_find_generator(claim),
        claim_version=2 if "claim.v2" in manifest else 1 if "claim" in manifest else 0,
        signer=signer,
        signed_at=as_time(as_mapping(as_mapping(manifest.get("signature")).get("timeStampInfo")).get("timestamp")),
        time_confirmed=assessment.time_confirmed,
        update=manifest.get("isUpdateManifest") is True,
        inception=signals.inception,
        transformation=signals.transformation,
        actions=actions,
        ingredients=ingredients,
        assertions=tuple(list(assertions)[: limits.ASSERTIONS]),
        source_types=types,
        soft_bindings=_find_soft_bindings(assertions),
        identities=identities_of(assertions, evidence.now),
        disallowed=product.disallowed if product else (),
        product=product.name if product else "",
        assurance_level=product.level if product else 0,
        thumbnail=_find_thumbnail(label, assertions),
        marks=marks,
        cut=tuple((what, number) for what, number, whole in cut if not whole),
        gathered=_find_gathered(claim),
        redacted=_find_redacted(label, claim),
        intact=assessment.intact,
    )


def _find_gathered(claim: Mapping[str, object]) -> tuple[str, ...]:
    """Find the labels of assertions that the claim lists as gathered (C2PA 2.2 section 10.3.2)."""
    labels = (find_assertion_label(reference.get("url")) for reference in as_entries(claim.get("gathered_assertions")))
    return tuple(dict.fromkeys(filter(None, labels)))[: limits.ASSERTIONS]


def _find_redacted(label: str, claim: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Find (manifest, assertion) of the actions and ingredients that a claim says were redacted."""
    written = claim.get("redacted_assertions")
    addresses = written if isinstance(written, list) else []
    pairs = ((find_manifest_label(address) or label, find_assertion_label(address)) for address in addresses)
    redactions = (pair for pair in pairs if is_actions(pair[1]) or is_ingredient(pair[1]))
    return tuple(dict.fromkeys(redactions))[: limits.ASSERTIONS]


def _find_stated_generator(claim: Mapping[str, object]) -> str:
    return as_text(claim.get("claim_generator"))


def _find_generator(claim: Mapping[str, object]) -> str:
    """Find the claim generator: version 1 has text, version 2 a name and a version."""
    written = as_text(claim.get("claim_generator"))
    return written or next(iter(_list_generators(claim)), "")


def _list_generators(claim: Mapping[str, object]) -> tuple[str, ...]:
    information = claim.get("claim_generator_info")
    listed = as_entries(information if isinstance(information, list) else [information], 20)
    names = (
        " ".join(filter(None, (as_text(generator.get("name")), as_text(generator.get("version")))))
        for generator in listed
    )
    return tuple(name for name in names if name)


def _parse_ingredients(
    label: str,
    manifest: Mapping[str, object],
    assertions: Mapping[str, object],
    assessments: Mapping[str, Assessment],
    bounds: _Bounds,
) -> tuple[tuple[Ingredient, ...], bool]:
    """Parse the ingredients, parents and what tells of AI before all else, and whether they are all."""
    against: dict[str, list[str]] = {}
    for delta in as_entries(manifest.get("ingredientDeltas")):
        failures = [status.code for status, _ in read_statuses(delta.get("validationDeltas")) if status.failed]
        against.setdefault(find_assertion_label(delta.get("ingredientAssertionURI")), []).extend(failures)
    ingredients = []
    names = [name for name in assertions if is_ingredient(name)]

    def weight(name: str) -> int:
        value = as_mapping(assertions[name])
        if as_text(value.get("relationship")) == Relation.PARENT:
            return 0
        return 1 if target_of(value) in bounds.with_ai or tells_of_ai(value) else 2

    selection = keep_within(names, bounds.ingredients, weight)
    for name in selection:
        value = as_mapping(assertions[name])
        target = target_of(value)
        assessment = assessments.get(target)
        codes = against.get(name, [])
        if assessment is not None:
            codes = [*codes, *(code for code, _ in assessment.faults), *assessment.objections]
        ingredients.append(
            Ingredient(
                label=name,
                relation=as_text(value.get("relationship")),
                title=find_text(value, "dc:title", "title"),
                media_type=find_text(value, "dc:format", "format"),
                manifest=target,
                source_type=as_text(value.get("digitalSourceType")),
                codes=tuple(dict.fromkeys(codes)),
                thumbnail=make_absolute(as_mapping(value.get("thumbnail")).get("url"), label),
            )
        )
    return tuple(ingredients), len(selection) == len(names)


def _find_thumbnail(label: str, assertions: Mapping[str, object]) -> str:
    for name, value in assertions.items():
        if name.startswith("c2pa.thumbnail.claim"):
            return make_absolute(as_mapping(value).get("identifier"), label)
    return ""


def _find_soft_bindings(assertions: Mapping[str, object]) -> tuple[SoftBinding, ...]:
    bindings = []
    for name, value in list(assertions.items())[: limits.ASSERTIONS]:
        if strip_instance(name) == "c2pa.soft-binding":
            assertion = as_mapping(value)
            blocks = as_entries(assertion.get("blocks"), 1)
            bindings.append(
                SoftBinding(as_text(assertion.get("alg")), as_text(blocks[0].get("value")) if blocks else "")
            )
    return tuple(bindings)


def _find_source_types(assertions: Mapping[str, object]) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Find (assertion, value) of source types in metadata assertions, admissions first, and whether they are all."""
    pairs = [(name, written) for name, value in list_statements(assertions) for written in list_source_types(value)]
    short = [(name, as_text(written)) for name, written in pairs if len(written) <= limits.FACT_CHARACTERS]
    selection = keep_within(short, limits.MARKS, lambda pair: 0 if digital_source_type.read(pair[1]).admits_ai else 1)
    return tuple(selection), len(selection) == len(pairs)
