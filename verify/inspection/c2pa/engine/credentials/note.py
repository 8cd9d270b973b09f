"""Write down at the manifests of a record what was found of their claim signatures.

The state stays what the codes say, but where the engine confirms a time by a stamp which does not bind this signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from verify.inspection.c2pa.engine.credentials.examine import Credential
from verify.model import Manifest, Record, RecordState, Shortfall, Signer, StampedBytes
from verify.model.vocabularies.validation_codes import is_unfit

_INTACT: Final = frozenset({RecordState.TRUSTED, RecordState.UNTRUSTED, RecordState.EXPIRED})
_EXPIRED: Final = "signingCredential.expired"


def note_credentials(record: Record, credentials: Mapping[str, Credential]) -> Record:
    """Note at each manifest its time stamps, and which list identifies its signer."""
    manifests = tuple(_note(manifest, credentials.get(manifest.label)) for manifest in record.manifests)
    if not manifests:
        return record
    active, before = manifests[0], record.manifests[0]
    if active.state is before.state:
        return replace(record, manifests=manifests)
    return replace(record, state=active.state, codes=active.codes, manifests=manifests)


def _note(manifest: Manifest, credential: Credential | None) -> Manifest:
    signer = manifest.signer
    if credential is None or signer is None or not _is_same(signer, credential):
        return manifest
    manifest = _note_times(replace(manifest, stamps=credential.stamps), credential)
    if manifest.state in (*_INTACT, RecordState.ALTERED):
        return _note_list(manifest, signer, credential)
    return manifest


def _is_same(signer: Signer, credential: Credential) -> bool:
    """Tell whether the engine speaks of the certificate whose key made the signature."""
    try:
        return int(signer.serial, 16) == credential.serial
    except ValueError:
        return False


def _note_times(manifest: Manifest, credential: Credential) -> Manifest:
    """Keep a confirmed time only where a stamp binds this signature; without one, what has ended is expired."""
    if manifest.time_confirmed and credential.time is None:
        manifest = replace(manifest, time_confirmed=False)
    if manifest.state is RecordState.TRUSTED and credential.ended and not manifest.time_confirmed:
        return _change_state(manifest, RecordState.EXPIRED, _EXPIRED)
    return manifest


def _note_list(manifest: Manifest, signer: Signer, credential: Credential) -> Manifest:
    """Note which list identifies the signer where none vouches for it, and why none does."""
    if manifest.state is RecordState.TRUSTED:
        behind = Shortfall.CLOCK_BEHIND in credential.shortfalls and not manifest.time_confirmed
        return replace(manifest, signer=replace(signer, shortfalls=(Shortfall.CLOCK_BEHIND,) if behind else ()))
    shortfalls = credential.shortfalls
    undecided = not shortfalls and _is_undecided(manifest, credential)
    if undecided:
        shortfalls = (Shortfall.EXPIRED,)
    if not shortfalls or not manifest.intact or signer.test or is_unfit(manifest.codes):
        return manifest  # nobody's list, or the engine has another reason, which counts
    signer = replace(
        signer,
        trust_list="",
        known_list=credential.known_list,
        interim_list=credential.known_list if credential.is_older else "",
        shortfalls=shortfalls,
    )
    if credential.signed is not None and not undecided:
        written = credential.signed.isoformat(timespec="seconds")
        return replace(manifest, signer=signer, time_confirmed=True, signed_at=written)
    return replace(manifest, signer=signer)


def _is_undecided(manifest: Manifest, credential: Credential) -> bool:
    """Tell whether stamps of several times compete over a certificate that has ended, and the engine takes another.

    Anybody can put one more stamp beside a good one: it lies where no signature covers it.
    """
    times = {stamp.time for stamp in credential.stamps if stamp.over is not StampedBytes.OTHER}
    return manifest.state is RecordState.EXPIRED and credential.ended and bool(credential.known_list) and len(times) > 1


def _change_state(manifest: Manifest, state: RecordState, code: str) -> Manifest:
    return replace(
        manifest,
        state=state,
        codes=tuple(dict.fromkeys((code, *manifest.codes))),
        faults=tuple(dict.fromkeys((*manifest.faults, (code, "")))),
        product="",
        disallowed=(),
        assurance_level=0,
    )
