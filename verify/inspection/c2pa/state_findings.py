"""The findings about a record itself: its state, its signer, where it lies, who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from verify.inspection import opinions
from verify.inspection.c2pa.revocation_findings import find_answers, find_withdrawal
from verify.inspection.c2pa.signer_findings import find_signer_findings
from verify.inspection.c2pa.validation.status_codes import UNSUPPORTED
from verify.model import (
    Exposed,
    Finding,
    Manifest,
    Options,
    Record,
    RecordState,
    Shortfall,
    Signer,
    SoftBinding,
    Strength,
)
from verify.model.vocabularies.validation_codes import Fault, find_fault

_READER: Final = "c2pa"
_BROKEN: Final = frozenset({RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED})
_FIRST_ENGINE: Final = "c2pa-python"


def find_state_findings(record: Record, options: Options) -> Iterator[Finding]:
    """Find exactly one state where a record is or was looked for in vain, then what belongs to it."""
    active = record.active
    states = () if record.checking else tuple(_find_state(record, active, options))  # nothing is known of it yet
    yield from (_bound(finding, record) for finding in states)
    yield from _find_uncovered(record)
    yield from _find_location(record)
    if active is not None:
        yield from (_bound(finding, record) for finding in find_signer_findings(record, active, options))
        yield from () if record.checking else find_answers(record)
        yield from _find_identities(active)
        for binding in active.soft_bindings:
            yield _name_soft_binding(binding)
    second = record.second_opinion
    if second is not None and not second.agrees:
        yield _build_finding(
            "record.engines_disagree",
            first_engine=_FIRST_ENGINE,
            first_state=record.state.value,
            second_engine=second.engine,
            second_state=second.state,
            codes=", ".join(dict.fromkeys((*record.codes, *second.codes))),
        )


_FITTING: Final = frozenset(
    ("record.trusted", "record.untrusted", "record.interim", "record.expired", "record.unfit_certificate")
)


def _bound(state: Finding, record: Record) -> Finding:
    """Add the fact that keeps a finding's words from saying more of the content than was compared."""
    if record.is_alone:
        return _mark_uncompared(state)
    left = record.coverage.ranges if record.coverage else ()
    if not left or state.code not in _FITTING:
        return state
    return replace(state, facts=(*state.facts, ("covered", "part" if record.binds_content else "content")))


def _mark_uncompared(state: Finding) -> Finding:
    """Mark the state of a record without its file: compared with nothing, it cannot be called confirmed."""
    if state.strength is Strength.HINT:
        return state
    return replace(state, strength=Strength.HINT, facts=(*state.facts, ("compared", "no")))


def _find_state(record: Record, active: Manifest | None, options: Options) -> Iterator[Finding]:
    signer = (active.signer if active else None) or Signer()
    name = signer.name
    match record.state:
        case RecordState.TRUSTED:
            firm = record.binds_content and not signer.shortfalls
            yield _build_finding(
                "record.trusted",
                Strength.CONFIRMED if firm else Strength.UNCONFIRMED,
                signer=name,
                common_name=signer.common_name,
                signed_at=active.signed_at if active else "",
                list=signer.trust_list,
                list_date=_find_list_date(signer.trust_list, options),
            )
        case RecordState.UNTRUSTED | RecordState.EXPIRED if signer.known_list or signer.interim_list:
            yield _find_known(record, signer, options)
        case RecordState.UNTRUSTED:
            yield _build_finding(
                "record.untrusted",
                Strength.UNCONFIRMED,
                signer=name,
                common_name=signer.common_name,
                issuer=signer.issuer,
                signed_at=active.signed_at if active else "",
            )
        case RecordState.EXPIRED:
            yield _build_finding("record.expired", Strength.UNCONFIRMED, signer=name, not_after=signer.not_after)
        case RecordState.REVOKED:
            yield find_withdrawal(record, active)
        case RecordState.BAD_SIGNATURE:
            yield _build_finding("record.bad_signature", signer=name)
        case RecordState.ALTERED if record.lacks_pieces:
            return  # the hash of what is not here was not compared
        case RecordState.ALTERED:
            place = (
                next((where for code, where in active.faults if find_fault(code) is Fault.CONTENT), "")
                if active
                else ""
            )
            yield _build_finding("record.altered", signer=name, codes=_join_failures(record, active), assertion=place)
        case RecordState.MALFORMED:
            failures = _join_failures(record, active)
            unsupported = "unsupported" if UNSUPPORTED in failures.split(", ") else ""
            yield _build_finding("record.malformed", signer=name, codes=failures, hash=unsupported)
        case RecordState.REMOTE:
            yield _build_finding("record.remote", host=_find_host(record.url))
        case RecordState.UNREADABLE if record.location == "embedded":  # it is there, and no engine reads it
            yield _build_finding("record.unreadable", reason="", place=record.reason)
        case RecordState.UNREADABLE:
            yield _build_finding("record.unreadable", reason=record.reason)
        case RecordState.ABSENT if record.reason:
            yield _build_finding("record.not_looked_for", reason=record.reason)


def _find_known(record: Record, signer: Signer, options: Options) -> Finding:
    """Find the state of a record whose signer a list identifies, though none vouches for it now."""
    older, name = bool(signer.interim_list), signer.known_list or signer.interim_list
    facts = {
        "signer": signer.name,
        "common_name": signer.common_name,
        "list": name,
        "list_date": _find_list_date(name, options),
        "older_list": name if older else "",
        "not_after": signer.not_after if Shortfall.EXPIRED in signer.shortfalls else "",
    }
    code = "record.interim" if older and record.state is RecordState.UNTRUSTED else "record.expired"
    firm = record.is_known and record.binds_content
    return _build_finding(code, Strength.KNOWN if firm else Strength.UNCONFIRMED, **facts)


_NAMED: Final = 12  # parts that one finding names


def _find_uncovered(record: Record) -> Iterator[Finding]:
    """Find what the hash leaves out, by sort of content: what a person sees or hears comes first."""
    ranges = record.coverage.ranges if record.coverage else ()
    for content in (Exposed.MEDIA, Exposed.UNKNOWN, Exposed.METADATA, Exposed.APPENDED):
        of_content = [gap for gap in ranges if gap.content is content]
        if not of_content:
            continue
        names = list(dict.fromkeys(gap.what for gap in of_content if gap.what))
        shares = [gap.share for gap in of_content if gap.share is not None]
        length = sum(gap.bytes for gap in of_content)
        yield _build_finding(
            "record.not_covered",
            kind=of_content[0].kind.value,
            content=content.value,
            what=", ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]),
            bytes=str(length) if length else "",
            share=_format_share(sum(shares)) if shares and length else "",
        )


def _format_share(share: float) -> str:
    """Format a share in per cent: a little is not rounded to 0, nor nearly all to 100."""
    return f"{min(99.9, max(0.1, 100 * share)):.1f}" if 0 < share < 1 else "100"


def _find_location(record: Record) -> Iterator[Finding]:
    if record.location == "sidecar":
        mismatch = record.state is RecordState.ALTERED
        yield _build_finding("record.sidecar_mismatch" if mismatch else "record.sidecar", name=record.beside)
    elif record.is_alone:
        yield _build_finding("record.stream_head" if record.location == "head" else "record.alone")


_IDENTITIES: Final = {
    "trusted": "record.identity_trusted",
    "valid": "record.identity_untrusted",  # its signature fits, and nobody on a list vouches for the issuer
    "untrusted": "record.identity_untrusted",
    "invalid": "record.identity_invalid",
    "unchecked": "record.identity_unchecked",
}


def _find_identities(active: Manifest) -> Iterator[Finding]:
    for identity in active.identities:
        facts = (("name", identity.name), ("kind", identity.kind), ("codes", ", ".join(identity.codes)))
        code = _IDENTITIES.get(identity.state, "record.identity_unchecked")
        yield Finding(code, _READER, facts=facts[: 2 if identity.state == "trusted" else 3])


def _name_soft_binding(binding: SoftBinding) -> Finding:
    algorithm = _load_algorithms().get(binding.algorithm, {})
    return _build_finding(
        "record.soft_binding",
        algorithm=binding.algorithm,
        name=str(algorithm.get("name", "")),
        checkable="here" if algorithm.get("here") else "open" if algorithm.get("open") else "no",
    )


@cache
def _load_algorithms() -> dict[str, dict[str, object]]:
    """Load the soft-binding algorithms that have a name: algorithm → row of the table."""
    return {row["algorithm"]: row for row in opinions.load_table("soft_bindings")["binding"]}


def _build_finding(code: str, strength: Strength = Strength.HINT, **facts: str) -> Finding:
    return Finding(code, _READER, strength=strength, facts=tuple(facts.items()))


def _join_failures(record: Record, active: Manifest | None) -> str:
    codes = [code for code, _ in active.faults] if active else list(record.codes)
    return ", ".join(dict.fromkeys(codes))


def _find_list_date(name: str, options: Options) -> str:
    return next((trust_list.facts.date for trust_list in options.trust if trust_list.facts.name == name), "")


def _find_host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
