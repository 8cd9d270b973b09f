"""The report of one file, and the circumstances under which it was made."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from verify.model.findings import Field, Finding, Imprint, Picture, Waveform
from verify.model.forms import MediaType, PathText, Sha256, Time
from verify.model.manifest_store import Record
from verify.model.record_search import RecordSearch
from verify.model.revocation import CertificateStatus
from verify.model.vocabularies.enumerations import (
    Alarm,
    Conclusion,
    Edits,
    Origin,
    Problem,
    RecordState,
    Standing,
)


class Reading(Struct, frozen=True):
    """How one reader fared. `looked` is False where it had no say; `problem` tells why or what went wrong."""

    reader: str
    looked: bool
    problem: Problem | None = None
    detail: str = ""  # untrusted, technical
    ms: float = 0.0


class Beginning(Struct, frozen=True):
    """A reader begins to look; with an empty name, all have looked."""

    reader: str


class PartVerdict(Struct, frozen=True):
    """The small verdict of a file inside a file: a picture in a document, an attachment."""

    place: str  # where in the file it lies; untrusted
    media_type: MediaType = ""
    conclusion: Conclusion = Conclusion.UNKNOWN
    standing: Standing = Standing.NONE
    state: RecordState = RecordState.ABSENT
    by: str = ""  # who or what carries it; untrusted


class Verdict(Struct, frozen=True):
    """The answer. `reasons` and `doubts` are indices into the report's findings."""

    conclusion: Conclusion = Conclusion.UNKNOWN
    standing: Standing = Standing.NONE
    alarms: tuple[Alarm, ...] = ()
    origin: Origin = Origin.UNSTATED
    edits: Edits = Edits.NONE
    by: str = ""  # who or what carries it: signer's name, scheme or tool; untrusted text
    reasons: tuple[int, ...] = ()
    doubts: tuple[int, ...] = ()
    provisional: bool = False  # over what is known so far; never kept, exported or remembered
    parts: tuple[PartVerdict, ...] = ()


class Fetcher(StrEnum):
    """Which program asked the host."""

    WHENCE = "whence"
    BROWSER = "browser"  # it handed the bytes to Whence: that they are those of the address is its word


class FetchedFrom(Struct, frozen=True):
    """From where a file came that was fetched because somebody asked. Its headers are the host's word.

    Addresses are without password and fragment, and without their query unless the user kept it.
    """

    address: str  # as it was asked for; of a browser it may be empty
    at: Time  # ISO 8601 UTC
    sha256: Sha256  # of the bytes that came
    headers: tuple[tuple[str, str], ...] = ()  # (name, value), of `limits.KEPT_HEADERS`
    hosts: tuple[str, ...] = ()  # all that were asked, in order: that of the address, and where each redirect led
    page: str = ""  # address of the page that named it
    by: Fetcher = Fetcher.WHENCE
    with_login: bool = False  # the user's log-in may have been sent: others may get something else, or nothing
    query_left_out: bool = False  # the address that was asked for has a query, which is not told


class FileFacts(Struct, frozen=True):
    """The file as it was read. `problem` is set where it could not be read at all."""

    path: PathText
    name: PathText
    size: int = 0
    sha256: Sha256 = ""
    media_type: MediaType = ""
    problem: Problem | None = None
    detail: str = ""
    fetched_from: FetchedFrom | None = None  # no reader's word, and no worker may send one


class TrustListFacts(Struct, frozen=True):
    """A trust list that took part in the judgement."""

    name: str
    date: Time  # ISO date of the copy
    kind: str  # signing, time_stamp, end_entity, interim, demonstration, user
    certificates: int = 0


class Run(Struct, frozen=True):
    """The circumstances of a check, so that another person can repeat it."""

    checked_at: Time = ""  # ISO 8601 UTC
    whence: str = ""
    engines: tuple[tuple[str, str], ...] = ()
    lists: tuple[TrustListFacts, ...] = ()
    rubric: str = "1.0"
    readers: tuple[str, ...] = ()
    network: bool = False


class Report(Struct, frozen=True):
    """Everything Whence knows about one file. Views only read it."""

    file: FileFacts
    verdict: Verdict = field(default_factory=Verdict)
    record: Record = field(default_factory=Record)
    findings: tuple[Finding, ...] = ()
    fields: tuple[Field, ...] = ()
    readings: tuple[Reading, ...] = ()
    run: Run = field(default_factory=Run)
    pictures: tuple[Picture, ...] = ()
    imprints: tuple[Imprint, ...] = ()  # only where the options ask for them
    waveform: Waveform | None = None
    search: RecordSearch | None = None  # for a lost record; no reader's word, and no worker may send one


class Authority(Struct, frozen=True):
    """An authority of a list that is kept as a table of facts: its key is enough to check what it issued."""

    name: str
    purpose: str  # signing, time_stamp
    key: str  # SubjectPublicKeyInfo, DER in base64
    sha256: str  # of its certificate, in hex
    not_before: str  # ISO 8601 date
    not_after: str


class TrustList(Struct, frozen=True):
    """A trust list with its certificates, as handed to the engines."""

    facts: TrustListFacts
    pem: str
    config: str = ""  # certificate purposes (EKU OIDs, one a line) that came with the list
    allowed: str = ""  # SHA-256 (base64, one a line) of single signing certificates that the list also allows
    authorities: tuple[Authority, ...] = ()  # of a list without certificates


class ModelFile(Struct, frozen=True):
    """A model that the user added, as handed to a worker, which reads this file and no other of that folder."""

    name: str
    scheme: str  # of the marks that it reads
    variant: str
    path: PathText
    sha256: Sha256  # of the file as it was added
    descriptor: int | None = None  # where the worker's parent opened it


class Supplement(Struct, frozen=True):
    """What was brought from elsewhere for one file because the user asked, to inspect it with."""

    record: bytes | None = None  # a remote manifest store
    revocation: tuple[CertificateStatus, ...] = ()  # answers of issuers

    def add(self, more: Supplement) -> Supplement:
        """Return this and more; what is brought anew takes the place of what was brought before."""
        return Supplement(more.record or self.record, more.revocation or self.revocation)


class Options(Struct, frozen=True):
    """How to inspect. `now` is the time of judgement (UTC); `fetched` is a remote manifest store that the
    parent fetched because the user asked."""

    now: datetime
    readers: tuple[str, ...] = ()  # empty: all
    trust: tuple[TrustList, ...] = ()
    previews: bool = True
    fetched: bytes | None = None
    network: bool = False  # the user allowed the parent to fetch
    deep: bool = False  # also look where it takes seconds
    models: tuple[ModelFile, ...] = ()
    imprints: bool = False  # also tell what pictures look like, for the memory
    revocation: tuple[CertificateStatus, ...] = ()  # answers that the parent asked for because the user wished it
    in_batch: bool = False  # one of many files: what is dear does not look where it could change no answer
    failed: tuple[Reading, ...] = ()  # readers that ended a worker over this very file: they do not look again

    @property
    def newest_list_date(self) -> str:
        """The day of the newest list on board (ISO 8601); empty where there is none."""
        return max((trust_list.facts.date for trust_list in self.trust), default="")

    @property
    def is_clock_behind(self) -> bool:
        """Whether the time of judgement lies before the day of a list on board: then the clock is wrong."""
        return self.now.date().isoformat() < self.newest_list_date
