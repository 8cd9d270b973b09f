"""A search for a lost record, as values: the codes that were sent, who was asked, and what was found elsewhere.

It is no finding of the file: anyone can register a record for a similar picture (C2PA soft bindings).
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from verify.model.findings import Finding, Picture
from verify.model.forms import Time
from verify.model.manifest_store import Record


class Likeness(StrEnum):
    """How the small picture in a found record compares with this one. A closed vocabulary of the report schema."""

    ALIKE = "alike"
    UNCLEAR = "unclear"  # of another shape, or neither alike nor unlike
    UNLIKE = "unlike"
    NOT_COMPARED = "not_compared"  # the record holds no picture, or there is too little in one of them


class SearchProblem(StrEnum):
    """Why nothing came of a search, or of one match. A closed vocabulary of the report schema."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    PRIVATE_ADDRESS = "private_address"
    REFUSED = "refused"  # the service answers with a status that is no answer
    UNREADABLE = "unreadable"
    NO_CODE_TAKEN = "no_code_taken"  # the service takes none of the codes of this file
    NOT_ALLOWED = "not_allowed"  # the record is kept by a host that the user was asked about, and did not allow


class SoftCode(Struct, frozen=True):
    """A code of a picture: a fingerprint computed from it (`io.iscc.v0`), or the number in a watermark."""

    algorithm: str  # name on C2PA's list of soft-binding algorithms
    value: bytes  # as the Soft Binding Resolution API takes it, in base64


class RecordMatch(Struct, frozen=True):
    """One match of a resolver: a manifest, and where it can be had."""

    manifest_id: str
    algorithm: str = ""  # of the code that it was found by
    endpoint: str = ""  # address of another API that keeps it; empty: the one that was asked
    host: str = ""  # that keeps it
    score: int | None = None  # 0 to 100, as the resolver says


class CheckedStore(Struct, frozen=True):
    """What became of a match: its record by itself, what that states, its picture, and how this compares."""

    record: Record
    findings: tuple[Finding, ...] = ()
    picture: Picture | None = None
    likeness: Likeness = Likeness.NOT_COMPARED


class FoundRecord(Struct, frozen=True):
    """A match with what became of it; `problem` is set where its record did not come."""

    match: RecordMatch
    checked: CheckedStore | None = None
    problem: SearchProblem | None = None


class RecordSearch(Struct, frozen=True):
    """One search, as it stands in a report. `problem` is set where the resolver gave no answer."""

    resolver: str  # its name, or its address where the user added it
    host: str
    asked_at: Time  # ISO 8601 UTC
    codes: tuple[SoftCode, ...] = ()  # that were sent
    records: tuple[FoundRecord, ...] = ()
    problem: SearchProblem | None = None

    @property
    def other_hosts(self) -> tuple[str, ...]:
        """The hosts, beside the one that was asked, that keep records which were found."""
        hosts = (record.match.host for record in self.records)
        return tuple(dict.fromkeys(host for host in hosts if host != self.host))
