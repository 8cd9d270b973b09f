"""From crJSON to the manifests of a store: the active one first, every manifest once, each with its own state.

Pure; the input is hostile and nothing here raises. `signer.trust_list` is left for the engine's reader to fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from verify import limits
from verify.model import Action, Identity, Ingredient, Manifest, RecordState, SoftBinding
from verify.record import conforming, hearsay
from verify.record.actions import actions_of
from verify.record.crjson import (
    NOTHING,
    absolute,
    assertion_label,
    base_label,
    entries,
    first_text,
    is_actions,
    is_ingredient,
    mapping,
    nested,
    serialised,
    text,
)
from verify.record.identities import identities_of
from verify.record.signals import signals_of
from verify.record.signers import signer_of
from verify.record.standing import Worth, worths
from verify.record.statuses import gather, read, target_of

NO_CONTENTS: Final[Mapping[str, bytes]] = {}


def parse(
    crjson: Mapping[str, object],
    alone: Mapping[str, object] = NOTHING,
    contents: Mapping[str, bytes] = NO_CONTENTS,
) -> tuple[Manifest, ...]:
    """The manifests of a crJSON store; empty where it has none.

    `alone` may give, by label, the engine's `validationResults` of ingredient manifests that were validated as the
    active one of a store holding nothing else: the only word on an ingredient that no wrapper can colour.
    `contents` gives, by label, the bytes of each manifest's box without its header, so that references can be
    checked here. Without either, an ingredient is trusted only as far as `verify.record.standing` tells.
    """
    manifests: dict[str, Mapping[str, object]] = {}
    for item in entries(crjson.get("manifests"), limits.MANIFESTS):
        manifests.setdefault(text(item.get("label")), item)
    if not manifests:
        return ()
    active = next(iter(manifests))
    evidence = gather(manifests)
    worth = worths(manifests, active, evidence, mapping(alone), contents)
    found = [
        _manifest(label, item, worth, identities_of(mapping(item.get("assertions")), evidence[label].now))
        for label, item in manifests.items()
    ]
    return hearsay.attributed(found, evidence, mapping(alone))


def _manifest(
    label: str, item: Mapping[str, object], worth: Mapping[str, Worth], identities: tuple[Identity, ...]
) -> Manifest:
    assertions = mapping(item.get("assertions"))
    claim = mapping(item.get("claim.v2")) or mapping(item.get("claim"))
    own = worth[label]
    actions = actions_of(assertions)
    signals = signals_of(item)
    signer = signer_of(item)
    # a product is a fact only where the name behind it is: anyone can write "Pixel Camera" into a certificate
    product = conforming.product(signer) if signer and own.state is RecordState.TRUSTED else None
    return Manifest(
        label=label,
        state=own.state,
        codes=own.codes,
        faults=own.faults,
        title=first_text(claim, "dc:title", "title"),
        media_type=first_text(claim, "dc:format", "format"),
        claim_generator=_generator(claim),
        claim_version=2 if "claim.v2" in item else 1 if "claim" in item else 0,
        signer=signer,
        signed_at=text(mapping(mapping(item.get("signature")).get("timeStampInfo")).get("timestamp")),
        time_confirmed=own.time_confirmed,
        update=item.get("isUpdateManifest") is True,
        inception=signals.inception,
        transformation=signals.transformation,
        actions=actions,
        ingredients=_ingredients(label, item, assertions, worth),
        assertions=tuple(list(assertions)[: limits.ASSERTIONS]),
        source_types=_source_types(assertions),
        soft_bindings=_soft_bindings(assertions),
        identities=identities,
        disallowed=product.disallowed if product else (),
        product=product.name if product else "",
        assurance_level=product.level if product else 0,
        thumbnail=_claim_thumbnail(label, assertions),
        marks=_marks(claim, actions, assertions),
    )


def _generator(claim: Mapping[str, object]) -> str:
    """The claim generator: version 1 has text, version 2 a name and a version."""
    written = text(claim.get("claim_generator"))
    return written or next(iter(_generator_names(claim)), "")


def _generator_names(claim: Mapping[str, object]) -> tuple[str, ...]:
    information = claim.get("claim_generator_info")
    listed = entries(information if isinstance(information, list) else [information], 20)
    names = (" ".join(filter(None, (text(item.get("name")), text(item.get("version"))))) for item in listed)
    return tuple(name for name in names if name)


def _ingredients(
    label: str, item: Mapping[str, object], assertions: Mapping[str, object], worth: Mapping[str, Worth]
) -> tuple[Ingredient, ...]:
    against: dict[str, list[str]] = {}
    for delta in entries(item.get("ingredientDeltas"), limits.INGREDIENTS):
        failures = [status.code for status, _ in read(delta.get("validationDeltas")) if status.failed]
        against.setdefault(assertion_label(delta.get("ingredientAssertionURI")), []).extend(failures)
    found = []
    for name in [name for name in assertions if is_ingredient(name)][: limits.INGREDIENTS]:
        value = mapping(assertions[name])
        target = target_of(value)
        known = worth.get(target)
        codes = [*against.get(name, ()), *([code for code, _ in known.faults] + [*known.objections] if known else ())]
        found.append(
            Ingredient(
                label=name,
                relation=text(value.get("relationship")),
                title=first_text(value, "dc:title", "title"),
                media_type=first_text(value, "dc:format", "format"),
                manifest=target,
                source_type=text(value.get("digitalSourceType")),
                codes=tuple(dict.fromkeys(codes)),
                thumbnail=absolute(mapping(value.get("thumbnail")).get("url"), label),
            )
        )
    return tuple(found)


def _claim_thumbnail(label: str, assertions: Mapping[str, object]) -> str:
    for name, value in assertions.items():
        if name.startswith("c2pa.thumbnail.claim"):
            return absolute(mapping(value).get("identifier"), label)
    return ""


def _soft_bindings(assertions: Mapping[str, object]) -> tuple[SoftBinding, ...]:
    found = []
    for name, value in list(assertions.items())[: limits.ASSERTIONS]:
        if base_label(name) == "c2pa.soft-binding":
            assertion = mapping(value)
            blocks = entries(assertion.get("blocks"), 1)
            found.append(SoftBinding(text(assertion.get("alg")), text(blocks[0].get("value")) if blocks else ""))
    return tuple(found)


# Assertions that hold structure, or that other readers of this package read.
_STRUCTURE: Final = (
    "c2pa.hash.",
    "c2pa.thumbnail.",
    "c2pa.icon",
    "c2pa.certificate-status",
    "c2pa.time-stamp",
    "cawg.identity",
)


def _stating(assertions: Mapping[str, object]) -> list[tuple[str, object]]:
    """The assertions that state something of the content, beside actions and ingredients."""
    found = [
        (name, value)
        for name, value in assertions.items()
        if not name.startswith(_STRUCTURE) and not is_actions(name) and not is_ingredient(name)
    ]
    return found[: limits.ASSERTIONS]


def _source_types(assertions: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """(assertion, value) of every digital source type in metadata assertions, whatever the prefix of the key."""
    found: dict[tuple[str, str], None] = {}
    for name, value in _stating(assertions):
        for key, inner in nested(value, limits.STATUSES):
            if key.rpartition(":")[2].casefold() == "digitalsourcetype":
                for item in inner[:20] if isinstance(inner, list) else [inner]:
                    written = text(item) or first_text(mapping(item), "@id", "@value")
                    if written:
                        found[name, written] = None
    return tuple(found)[: limits.MARKS]


def _marks(
    claim: Mapping[str, object], actions: tuple[Action, ...], assertions: Mapping[str, object]
) -> tuple[tuple[str, str], ...]:
    """What fingerprints may look at: (key, text as it stands there)."""
    found = [("claim_generator", text(claim.get("claim_generator")))]
    found += [("claim_generator_info", name) for name in _generator_names(claim)]
    found += [("software_agent", action.software_agent) for action in actions]
    found += [("action_description", action.description) for action in actions]
    for name, value in _stating(assertions):
        found += [("assertion", name), (f"assertion:{base_label(name)}", serialised(value))]
    return tuple(dict.fromkeys(mark for mark in found if mark[1]))[: limits.MARKS]
