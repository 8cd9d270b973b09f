"""The frozen values that flow from a file to a report.

Standard library only. Every text that came out of a file lives in `Field.value`, `Finding.facts` or the
text attributes of `Manifest` and its parts, and is untrusted wherever it goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Claim(StrEnum):
    """What one finding says about the content."""

    AI_GENERATED = "ai_generated"
    AI_EDITED = "ai_edited"
    CONTAINS_AI = "contains_ai"
    MAY_CONTAIN_AI = "may_contain_ai"
    CAPTURED = "captured"
    HUMAN_MADE = "human_made"
    NONE = "none"


class Conclusion(StrEnum):
    """What the verdict says about the content. A closed vocabulary of the report schema."""

    AI_GENERATED = "ai_generated"
    AI_EDITED = "ai_edited"
    CONTAINS_AI = "contains_ai"
    MAY_CONTAIN_AI = "may_contain_ai"
    CAPTURED = "captured"
    HUMAN_MADE = "human_made"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Who or what carries the conclusion. A closed vocabulary of the report schema."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    BROKEN = "broken"
    DECODED = "decoded"
    STATED = "stated"
    ELSEWHERE = "elsewhere"
    NONE = "none"
    UNCHECKED = "unchecked"


class Strength(StrEnum):
    """The kind of proof behind a finding. Kinds do not add up.

    Marks without a signature: HINT < STATED < DECODED. Signed records: UNCONFIRMED < CONFIRMED.
    """

    HINT = "hint"
    STATED = "stated"
    DECODED = "decoded"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"


class Layer(StrEnum):
    """Where in a file a finding lives; the verdict treats layers differently."""

    RECORD = "record"  # a signed C2PA record
    METADATA = "metadata"  # unsigned text that the file states about itself
    SIGNAL = "signal"  # a mark decoded out of pixels or samples
    VISIBLE = "visible"  # text or a logo seen in the picture; never makes a dispute
    CONTEXT = "context"  # camera data, editors, platforms: shown, never decides


class RecordState(StrEnum):
    """State of one manifest, decided from validation codes (never from an engine's one-word summary)."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ALTERED = "altered"
    BAD_SIGNATURE = "bad_signature"
    MALFORMED = "malformed"
    REMOTE = "remote"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


class Alarm(StrEnum):
    """What a person must not overlook. A closed vocabulary of the report schema; several may stand."""

    RECORD_BROKEN = "record_broken"
    RECORD_MALFORMED = "record_malformed"
    INGREDIENT_BROKEN = "ingredient_broken"
    IDENTITY_INVALID = "identity_invalid"
    IDENTITY_UNCHECKED = "identity_unchecked"
    SIGNER_UNKNOWN = "signer_unknown"
    CERTIFICATE_EXPIRED = "certificate_expired"
    TEST_CERTIFICATE = "test_certificate"
    DISALLOWED_CLAIM = "disallowed_claim"
    ENGINES_DISAGREE = "engines_disagree"
    RECORD_ELSEWHERE = "record_elsewhere"
    LAYERS_CONTRADICT = "layers_contradict"
    LABEL_EMPTIED = "label_emptied"
    LIST_STALE = "list_stale"
    NOT_ALL_CHECKED = "not_all_checked"


class Origin(StrEnum):
    """How the content began, as the carrying claim or record tells it."""

    AI = "ai"
    AI_PART = "ai_part"
    CAPTURE = "capture"
    SCAN = "scan"
    HUMAN = "human"
    SCREEN = "screen"
    COMPOSITE = "composite"
    VIRTUAL = "virtual"
    BLANK = "blank"
    OTHER = "other"  # a stated source type that makes no claim (algorithmicMedia, softwareImage …)
    UNRECORDED = "unrecorded"  # built on material whose history is not recorded
    UNSTATED = "unstated"  # nothing says how it began


class Edits(StrEnum):
    """What was done after the beginning, as far as a record tells it; the gravest one wins."""

    AI = "ai"
    AI_COMPONENT = "ai_component"
    POSSIBLY_AI = "possibly_ai"
    OTHER = "other"
    TECHNICAL = "technical"
    NONE = "none"


class Problem(StrEnum):
    """Why a reader did not look, or did not finish; or why a file could not be read."""

    NOT_THIS_FORMAT = "not_this_format"
    UNAVAILABLE = "unavailable"  # a library or model is not installed
    SWITCHED_OFF = "switched_off"  # not among the readers that the user chose
    NEEDS_NETWORK = "needs_network"
    FAILED = "failed"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    CHANGED = "changed"  # the file changed while it was read
    EMPTY = "empty"
    NOT_FOUND = "not_found"
    NOT_A_FILE = "not_a_file"
    NOT_PERMITTED = "not_permitted"
    INPUT_OUTPUT = "input_output"
    UNKNOWN_FORMAT = "unknown_format"
    WORKER_DIED = "worker_died"
    OUT_OF_MEMORY = "out_of_memory"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of text as it stands in the file: no opinion. `key` is `group:name`, `where` the place."""

    key: str
    value: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One opinion: a code of `verify.vocabulary.FINDINGS` plus the facts that its words need.

    `claim` is what the finding says about the content (NONE if it says nothing), `strength` the kind of
    proof, `where` the place in the file, `facts` pairs of (name, untrusted text).
    """

    code: str
    reader: str
    claim: Claim = Claim.NONE
    strength: Strength = Strength.HINT
    where: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """The fact called `name`, or an empty string."""
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True)
class Picture:
    """A small preview or thumbnail as raw pixels, 8-bit RGB row by row, so no image parser runs on it later."""

    name: str  # "preview", or the manifest thumbnail's reference
    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Signer:
    """The subject of a signing certificate. All texts are untrusted unless `trust_list` is set."""

    organisation: str = ""
    common_name: str = ""
    unit: str = ""
    issuer: str = ""
    serial: str = ""
    not_before: str = ""  # ISO 8601
    not_after: str = ""  # ISO 8601
    trust_list: str = ""  # name of the trust list that vouches for it; empty if none does
    interim_list: str = ""  # name of an older list that knows it; never raises a standing
    test: bool = False  # a certificate known to be for testing

    @property
    def name(self) -> str:
        """The name to show: organisation first, since it is what the issuer checked."""
        return self.organisation or self.common_name


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of an actions assertion."""

    name: str
    source_type: str = ""  # as written
    software_agent: str = ""
    description: str = ""
    when: str = ""
    assertion: str = ""  # label of the assertion it stands in
    ingredients: tuple[str, ...] = ()  # labels of ingredient assertions it refers to
    regions: tuple[str, ...] = ()  # JSON of the changed regions, as stated


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One ingredient assertion: an edge of the history."""

    label: str
    relation: str  # parentOf, componentOf, inputTo, or as written
    title: str = ""
    media_type: str = ""
    manifest: str = ""  # label of its own manifest in the store; empty for a flat ingredient
    source_type: str = ""  # of a flat ingredient: the asserting signer's word
    codes: tuple[str, ...] = ()  # failure codes of the ingredient as validated now
    thumbnail: str = ""  # name of a Picture


@dataclass(frozen=True, slots=True)
class Identity:
    """A CAWG identity assertion; its failure never invalidates the manifest."""

    label: str
    kind: str  # signature type as written
    state: str  # trusted, valid, untrusted, invalid, unchecked
    name: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SoftBinding:
    """A watermark or fingerprint that the manifest says is present."""

    algorithm: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest of the store: a node of the history, with its own state."""

    label: str
    state: RecordState
    codes: tuple[str, ...] = ()  # failure and notable informational codes
    faults: tuple[tuple[str, str], ...] = ()  # (failure code, label of the assertion it concerns or "")
    title: str = ""
    media_type: str = ""
    claim_generator: str = ""
    claim_version: int = 0
    signer: Signer | None = None
    signed_at: str = ""  # ISO 8601; empty if no time was stated
    time_confirmed: bool = False  # the time comes from a time-stamp authority on a list
    update: bool = False  # an update manifest
    inception: tuple[str, ...] = ()  # signals of the official rubric
    transformation: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    assertions: tuple[str, ...] = ()  # labels
    source_types: tuple[tuple[str, str], ...] = ()  # (assertion label, value) stated outside actions
    soft_bindings: tuple[SoftBinding, ...] = ()
    identities: tuple[Identity, ...] = ()
    disallowed: tuple[str, ...] = ()  # signals the Conforming Products List forbids to this signer
    product: str = ""  # product name on the Conforming Products List
    assurance_level: int = 0  # 0 if not on the list
    thumbnail: str = ""  # name of a Picture
    marks: tuple[tuple[str, str], ...] = ()  # (key, text) of what else the manifest states, for fingerprints


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What an independent second engine says of the same record."""

    engine: str
    state: str
    agrees: bool
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The signed record of a file: its state and every manifest of its store once, active one first."""

    state: RecordState = RecordState.ABSENT
    codes: tuple[str, ...] = ()
    manifests: tuple[Manifest, ...] = ()
    location: str = "none"  # embedded, sidecar, fetched, remote, alone (a .c2pa without its file), none
    url: str = ""  # of a remote record, as written in the file
    reason: str = ""  # engine's words where it could not read
    checking: bool = False  # content not hashed yet: the state is not known
    second_opinion: SecondOpinion | None = None
    raw: str = ""  # crJSON as text, for display; bounded

    @property
    def active(self) -> Manifest | None:
        """The active manifest, or None where no manifest could be read."""
        return self.manifests[0] if self.manifests else None


@dataclass(frozen=True, slots=True)
class Reading:
    """How one reader fared. `looked` is False where it had no say; `problem` tells why or what went wrong."""

    reader: str
    looked: bool
    problem: Problem | None = None
    detail: str = ""  # untrusted, technical
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `reasons` and `doubts` are indices into the report's findings."""

    conclusion: Conclusion = Conclusion.UNKNOWN
    standing: Standing = Standing.NONE
    alarms: tuple[Alarm, ...] = ()
    origin: Origin = Origin.UNSTATED
    edits: Edits = Edits.NONE
    by: str = ""  # who or what carries it: signer's name, scheme or tool; untrusted text
    reasons: tuple[int, ...] = ()
    doubts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The file as it was read. `problem` is set where it could not be read at all."""

    path: str
    name: str
    size: int = 0
    sha256: str = ""
    media_type: str = ""
    problem: Problem | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TrustListFacts:
    """A trust list that took part in the judgement."""

    name: str
    date: str  # ISO date of the copy
    kind: str  # signing, time_stamp, end_entity, interim, user
    certificates: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """The circumstances of a check, so that another person can repeat it."""

    checked_at: str = ""  # ISO 8601 UTC
    whence: str = ""
    engines: tuple[tuple[str, str], ...] = ()
    lists: tuple[TrustListFacts, ...] = ()
    rubric: str = "1.0"
    readers: tuple[str, ...] = ()
    network: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Everything Whence knows about one file. Views only read it."""

    file: FileFacts
    verdict: Verdict = field(default_factory=Verdict)
    record: Record = field(default_factory=Record)
    findings: tuple[Finding, ...] = ()
    fields: tuple[Field, ...] = ()
    readings: tuple[Reading, ...] = ()
    run: Run = field(default_factory=Run)
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class TrustList:
    """A trust list with its certificates, as handed to the engines."""

    facts: TrustListFacts
    pem: str
    config: str = ""  # certificate purposes (EKU OIDs, one a line) that came with the list
    allowed: str = ""  # SHA-256 (base64, one a line) of single signing certificates that the list also allows


@dataclass(frozen=True, slots=True)
class Options:
    """How to inspect. `now` is the time of judgement (UTC); `fetched` is a remote manifest store that the
    parent fetched because the user asked."""

    now: datetime
    readers: tuple[str, ...] = ()  # empty: all
    trust: tuple[TrustList, ...] = ()
    previews: bool = True
    fetched: bytes | None = None
    network: bool = False  # the user allowed the parent to fetch
