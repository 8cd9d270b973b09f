"""The only door to encypher-c2pa: what an independent engine says of the record in a file, offline, under our lists.

It sends and fetches nothing and leaves no preference file behind. It shares no code with the first engine, but its
maker has a root of its own on the C2PA list: independent code, not a disinterested party.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.engine import presence
from verify.inspection.c2pa.validation.status_codes import read_statuses
from verify.inspection.media.input_file import Media, MediaError
from verify.model import (
    Options,
    Problem,
    Record,
    RecordState,
    SecondOpinion,
    TrustList,
    limits,
)
from verify.model.run_info import find_version
from verify.model.vocabularies import validation_codes

NAME: Final = "encypher-c2pa"

_ELSEWHERE: Final = "manifest.inaccessible"
# The release that has these official lists compiled in, by the SHA-256 of their certificates as `resources/trust` gives
# them: reading them anew on every call would cost as much as the check itself.
COMPILED_IN: Final = (
    "1.7.1",
    frozenset((
        "86c1dd7885c6da6faa8c6a7446181de5eafc67b4933b4b9a33293264744b30d3",
        "9f284dd99a7f7a6f790572033d50b538ba96999a45649f541801f8dc7802b714",
        "fc73b241d75eeb77eaa05ad2f771dcfc7da3985117e4b9e298411a5a5925a4f4",
    )),
)  # fmt: skip
_OFFICIAL: Final = ("signing", "time_stamp", "end_entity")

_OWN_CODES: Final = "com.encypher."  # remarks of its maker, outside the specification


class SecondEngineError(Exception):
    """The second engine could not verify the file; its own words."""


def ask(media: Media, options: Options) -> Iterator[SecondOpinion]:
    """Yield the second engine's opinion, its `agrees` still unset; none where there surely is no record.

    Raises MediaError(TOO_LARGE) beyond what it takes, MediaError(CHANGED) where the file changed meanwhile, and
    SecondEngineError where it gives up.
    """
    store = options.fetched if options.fetched is not None else media.sidecar
    if store is None and presence.is_surely_absent(media):
        return
    data = _read_whole(media)
    try:
        report = _verify(data, media.media_type, None, options)
        if not report.get("present") and store is not None:
            report = _verify(data, media.media_type, store, options)
    except (ValueError, RuntimeError, OSError) as error:
        if store is None and not presence.carries_record(media):
            return  # it cannot parse the file; there is no record to have an opinion on
        raise SecondEngineError(str(error)) from error
    yield _to_opinion(report)


def ask_about(data: bytes, media_type: str, options: Options) -> Iterator[SecondOpinion]:
    """As `ask`, of bytes that are known to hold a record. Raises SecondEngineError where the engine gives up."""
    try:
        yield _to_opinion(_verify(data, media_type, None, options))
    except (ValueError, RuntimeError, OSError) as error:
        raise SecondEngineError(str(error)) from error


class Comparison(Struct, frozen=True):
    """Whether the content fits the hash of its record; `codes` are the failures where it does not, `match` else."""

    codes: tuple[str, ...] = ()
    match: str = ""


def compare_content(media: Media, store: bytes | None, options: Options) -> Comparison:
    """Compare the content of a file with the record in it, or with `store`: for formats that nobody else compares.

    Raises as `ask`, and MediaError(TOO_LARGE) beyond what the engine takes.
    """
    data = _read_whole(media)
    return _compare(lambda: _verify(data, media.media_type, store, options))


def compare_piece(media: Media, head: bytes, options: Options) -> Comparison:
    """Compare a piece of a stream with the record in the stream's head. Raises as `compare_content`."""
    piece = _read_whole(media)
    return _compare(lambda: _verify(head, "video/mp4", None, options, piece=piece))


def _read_whole(media: Media) -> bytes:
    if media.size > limits.SECOND_ENGINE_BYTES:
        raise MediaError(Problem.TOO_LARGE, f"{media.size} bytes")
    return media.read_at(0, media.size)


def _compare(verify: Callable[[], Mapping[str, Any]]) -> Comparison:
    try:
        report = verify()
    except (ValueError, RuntimeError, OSError) as error:
        raise SecondEngineError(str(error)) from error
    if report.get("hard_binding") == "match":
        match = next((code for code in _read_codes(report, "success") if code.endswith("Hash.match")), "")
        return Comparison(match=match or "assertion.dataHash.match")
    failures = tuple(code for code in _read_codes(report, "failure") if "Hash." in code or "hardBinding" in code)
    return Comparison(failures[: limits.CODES] or ("claim.hardBindings.missing",))


def _to_opinion(report: Mapping[str, Any]) -> SecondOpinion:
    codes = tuple(_list_codes(report))
    return SecondOpinion(NAME, _find_state(report, codes).value, agrees=False, codes=codes)


def _find_state(report: Mapping[str, Any], codes: tuple[str, ...]) -> RecordState:
    """Find the state that the codes give, as for the first engine; its own summary word is not used."""
    if not report.get("present"):
        return RecordState.ABSENT
    if _ELSEWHERE in codes:
        return RecordState.REMOTE
    trusted = _get_mapping(report, "trust").get("status") == "valid_for_supplied_material"
    standard = [code for code in codes if not code.startswith(_OWN_CODES)]
    return validation_codes.decide_state(
        standard, (validation_codes.CREDENTIAL_TRUSTED, validation_codes.SIGNATURE_VALIDATED) if trusted else ()
    )


def _verify(
    data: bytes, media_type: str, store: bytes | None, options: Options, *, piece: bytes | None = None
) -> Mapping[str, Any]:
    from verify.model.errors import UnavailableError

    try:
        # Where its folder cannot be made it writes no preference; `telemetry=False` rules the call all the same.
        os.environ["ENCYPHER_C2PA_CONFIG_DIR"] = os.devnull
        import encypher_c2pa
    except ImportError as error:
        raise UnavailableError(str(error)) from error
    compiled_in = are_compiled_in(options.trust)
    handed = tuple(
        trust_list for trust_list in options.trust if not (compiled_in and trust_list.facts.kind in _OFFICIAL)
    )
    lists = {
        kind: "\n".join(trust_list.pem for trust_list in handed if trust_list.facts.kind in kinds).strip() or None
        for kind, kinds in (
            ("signing", ("signing", "demonstration", "user")),
            ("time", ("time_stamp",)),
            ("allowed", ("end_entity",)),
        )
    }
    report: Mapping[str, Any] = encypher_c2pa.verify(
        data,
        media_type,
        None if piece is None else [piece],
        manifest_store=store,
        trust_pem=lists["signing"],
        tsa_trust_pem=lists["time"],
        allowed_list_pem=lists["allowed"],
        no_default_trust=not compiled_in,
        validation_time=options.now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        telemetry=False,
        online=False,
    )
    return report


@lru_cache(maxsize=4)
def are_compiled_in(trust: tuple[TrustList, ...]) -> bool:
    """Tell whether the official lists among `trust` are exactly those that the installed engine has compiled in."""
    release, digests = COMPILED_IN
    official = {
        hashlib.sha256(trust_list.pem.encode()).hexdigest()
        for trust_list in trust
        if trust_list.facts.kind in _OFFICIAL
    }
    return find_version(NAME) == release and official == digests


def _list_codes(report: Mapping[str, Any]) -> Iterator[str]:
    """List the failure codes of the active manifest, each once."""
    yield from list(_read_codes(report, "failure"))[: limits.CODES]


def _read_codes(report: Mapping[str, Any], kind: str) -> dict[str, None]:
    """Read the codes of one list, each once, in order."""
    return dict.fromkeys(
        status.code for status, _ in read_statuses(report.get("validation_results")) if status.kind == kind
    )


def _get_mapping(report: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = report.get(key)
    return value if isinstance(value, Mapping) else {}


# -- comparing the two engines

# States that mean the same for a person. Engines weigh faults differently, and the first one met hides the others:
# which of two broken seals is named first is no contradiction, nor whether an unknown signer is also out of date.
_ALIKE: Final = (
    frozenset((RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED)),
    frozenset((RecordState.UNTRUSTED, RecordState.EXPIRED)),
    frozenset((RecordState.ABSENT, RecordState.REMOTE)),
)

_INTACT: Final = (RecordState.TRUSTED, RecordState.UNTRUSTED, RecordState.EXPIRED)


def _agree(first: RecordState, second: RecordState) -> bool:
    """Whether two states mean the same for a person."""
    return first is second or any(first in alike and second in alike for alike in _ALIKE)


def attach_opinion(record: Record, second: SecondOpinion | None) -> Record:
    """Attach the second engine's opinion to `record`, where there is a record that both looked at.

    It decides nothing about the file. The second engine keeps a signature that was made with a certificate now out of
    date "valid" and says so in a code; compared are therefore the states that the codes give, never the engines'
    one-word summaries.
    """
    if second is None or record.checking or record.state is RecordState.UNREADABLE:
        return record
    state = RecordState(second.state)
    if RecordState.ABSENT in (record.state, state) and _agree(record.state, state):
        return record  # both find nothing: no opinion on nothing
    # of a record that the first engine cannot read at all, any word but "intact" says the same
    unread = not record.manifests and record.state is RecordState.MALFORMED and state not in _INTACT
    return replace(record, second_opinion=replace(second, agrees=unread or _agree(record.state, state)))
