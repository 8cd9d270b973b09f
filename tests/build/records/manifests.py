"""Makes crJSON manifests, manifests and records for the tests: only what a test is about needs to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from verify.inspection.c2pa import findings as claims
from verify.inspection.metadata import fingerprints
from verify.inspection.verdict.judge import judge
from verify.model import Action, Finding, Ingredient, Manifest, Options, Record, RecordState, Signer, Verdict

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
C2PA = "http://c2pa.org/digitalsourcetype/"
AI = IPTC + "trainedAlgorithmicMedia"
PARTLY_AI = IPTC + "compositeWithTrainedAlgorithmicMedia"
CAPTURE = IPTC + "digitalCapture"
HUMAN = IPTC + "digitalCreation"

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OPTIONS = Options(now=NOW)
TABLE = fingerprints.load_table()

Json = dict[str, Any]


def uri(label: str) -> str:
    """A source type's address."""
    return (C2PA if label in ("empty", "trainedAlgorithmicData") else IPTC) + label


# ---- crJSON


def status(code: str, label: str = "", place: str = "c2pa.signature", explanation: str = "") -> Json:
    url = f"self#jumbf=/c2pa/{label}/{place}" if label else f"self#jumbf={place}"
    return {"code": code, "url": url, "explanation": explanation}


def results(
    label: str, failure: Sequence[str] = (), success: Sequence[str] = (), informational: Sequence[str] = ()
) -> Json:
    return {
        "success": [status(code, label) for code in success],
        "informational": [status(code, label) for code in informational],
        "failure": [status(code, label) for code in failure],
        "validationTime": "2026-11-22T02:35:30.791112459+00:00",
    }


TRUSTED = ("signingCredential.trusted", "claimSignature.validated", "claimSignature.insideValidity")
INTACT = ("claimSignature.validated", "assertion.dataHash.match")


def crjson_manifest(
    label: str = "urn:c2pa:a",
    *,
    actions: Sequence[Json] | None = None,
    assertions: Mapping[str, Any] | None = None,
    failure: Sequence[str] = (),
    success: Sequence[str] = TRUSTED,
    organisation: str = "Demonstration",
    claim: Mapping[str, Any] | None = None,
) -> Json:
    stated: Json = dict(assertions or {})
    if actions is not None:
        stated["c2pa.actions.v2"] = {"actions": list(actions), "allActionsIncluded": True}
    return {
        "label": label,
        "assertions": stated,
        "claim.v2": {
            "claim_generator_info": {"name": "Program", "version": "1"},
            "dc:title": "picture.jpg",
            **(claim or {}),
        },
        "signature": {
            "certificateInfo": {
                "serialNumber": "1",
                "subject": {"O": organisation, "CN": "Signer"},
                "issuer": {"O": "Authority", "CN": "CA"},
                "validity": {"notBefore": "2026-01-01T00:00:00+00:00", "notAfter": "2027-01-01T00:00:00+00:00"},
            },
        },
        "validationResults": results(label, failure, success),
    }


def crjson(*manifests: Json) -> Json:
    return {"manifests": list(manifests)}


def ingredient_assertion(target: str = "", relation: str = "parentOf", **more: Any) -> Json:
    reference = {"activeManifest": {"url": f"self#jumbf=/c2pa/{target}"}} if target else {}
    return {"relationship": relation, "dc:title": "before.jpg", **reference, **more}


# ---- values


def action(name: str, source_type: str = "", **more: Any) -> Action:
    return Action(name, source_type, assertion=more.pop("assertion", "c2pa.actions.v2"), **more)


def ingredient(
    target: str = "", relation: str = "parentOf", label: str = "c2pa.ingredient.v3", **more: Any
) -> Ingredient:
    return Ingredient(label, relation, manifest=target, **more)


def manifest(
    label: str = "a",
    *actions: Action,
    state: RecordState = RecordState.TRUSTED,
    organisation: str = "Demonstration",
    **more: Any,
) -> Manifest:
    return Manifest(label, state, actions=actions, signer=Signer(organisation=organisation), **more)


def record(*manifests: Manifest, **more: Any) -> Record:
    return Record(manifests[0].state, manifests[0].codes, manifests, "embedded", **more)


def under(wrapper: Manifest, inner: Record, relation: str = "parentOf") -> Record:
    """`inner` with `wrapper` put over it."""
    edge = ingredient(inner.manifests[0].label, relation, label="c2pa.ingredient.v3__9")
    return record(replace(wrapper, ingredients=(*wrapper.ingredients, edge)), *inner.manifests)


def findings(of: Record) -> tuple[Finding, ...]:
    return claims.find_findings(of, TABLE, OPTIONS)


def found(of: Record, code: str) -> list[Finding]:
    return [one for one in findings(of) if one.code == code]


def verdict(of: Record, *others: Finding) -> Verdict:
    return judge((*findings(of), *others), of)
