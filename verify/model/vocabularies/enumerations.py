"""The closed vocabularies of findings, records and verdicts. Standard library only."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

REPORT_SCHEMA: Final = "whence.report/2"  # of the public document that is written


class OriginClaim(StrEnum):
    """Origin claim: what one finding says about where the content comes from."""

    AI_GENERATED = "ai_generated"
    AI_EDITED = "ai_edited"
    CONTAINS_AI = "contains_ai"
    MAY_CONTAIN_AI = "may_contain_ai"
    CAPTURED = "captured"
    HUMAN_MADE = "human_made"
    NONE = "none"


AI_CLAIMS: Final = (OriginClaim.AI_GENERATED, OriginClaim.AI_EDITED, OriginClaim.CONTAINS_AI)  # the gravest first
AUTHENTICITY_CLAIMS: Final = (OriginClaim.CAPTURED, OriginClaim.HUMAN_MADE)


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


# what may be said while readers still look: an admission of AI, alone or against a boast; what leaves AI open is none
EARLY_CONCLUSIONS: Final = (
    Conclusion.AI_GENERATED,
    Conclusion.AI_EDITED,
    Conclusion.CONTAINS_AI,
    Conclusion.DISPUTED,
)


class Standing(StrEnum):
    """Who or what carries the conclusion. A closed vocabulary of the report schema."""

    CONFIRMED = "confirmed"
    KNOWN = "known"  # a list identifies the signer, but does not vouch for it now; it names and never asserts
    UNCONFIRMED = "unconfirmed"
    BROKEN = "broken"
    DECODED = "decoded"
    STATED = "stated"
    ELSEWHERE = "elsewhere"
    NONE = "none"
    UNCHECKED = "unchecked"


# one sign each, the same in every language and view
SIGNS: Final[dict[Standing, str]] = {
    Standing.CONFIRMED: "◆",
    Standing.KNOWN: "◈",
    Standing.UNCONFIRMED: "◇",
    Standing.BROKEN: "✕",
    Standing.DECODED: "▲",
    Standing.STATED: "●",
    Standing.ELSEWHERE: "↗",
    Standing.NONE: "–",
    Standing.UNCHECKED: "?",
}


class Strength(StrEnum):
    """The kind of proof behind a finding. Kinds do not add up.

    Marks without a signature: HINT < STATED < DECODED. Signed records: UNCONFIRMED < KNOWN < CONFIRMED.
    """

    HINT = "hint"
    STATED = "stated"
    DECODED = "decoded"
    UNCONFIRMED = "unconfirmed"
    KNOWN = "known"
    CONFIRMED = "confirmed"


class Layer(StrEnum):
    """Where in a file a finding lives; the verdict treats layers differently."""

    RECORD = "record"  # a signed C2PA record
    METADATA = "metadata"  # unsigned text that the file states about itself
    SIGNAL = "signal"  # a mark decoded out of pixels or samples
    VISIBLE = "visible"  # text or a logo seen in the picture; never makes a dispute
    PART = "part"  # a file inside this file: it lends `contains_ai` at most, and makes no dispute
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


class Shortfall(StrEnum):
    """Why a signer whom a list identifies is not confirmed. A closed vocabulary of the report schema.

    With one of the first two alone, or with both, the record is `known`; with any other it is not.
    """

    OLDER_LIST = "older_list"  # only the older list, closed to new entries, identifies the signer
    EXPIRED = "expired"  # the certificate has expired since, and no confirmed time shows that it signed before
    TIME_OUTSIDE = "time_outside"  # the confirmed time of signing lies outside the certificate's validity
    NOT_YET_VALID = "not_yet_valid"
    CLAIMED_LATE = "claimed_late"  # the record itself states a time of signing after the certificate's end
    CLOCK_BEHIND = "clock_behind"  # this computer's clock is older than a list on board: nothing is dated by it


FORGIVEN: Final = frozenset((Shortfall.OLDER_LIST, Shortfall.EXPIRED))  # with these a signer is still `known`


class StampedBytes(StrEnum):
    """What a time stamp is over. A closed vocabulary of the report schema."""

    SIGNATURE = "signature"  # or the claim together with the signer's certificate
    CLAIM = "claim"  # the claim, but not who signed it: the same stamp would fit another signer's signature
    OTHER = "other"  # something else, or it cannot be read


class Exclusion(StrEnum):
    """What leaves bytes out of a record's hash: the sort of hash, or that they were appended behind the signed part."""

    DATA = "data"
    BOXES = "boxes"
    BMFF = "bmff"
    APPENDED = "appended"


class Exposed(StrEnum):
    """What lies in bytes that a record's hash leaves out. What could not be told is never taken for harmless."""

    MEDIA = "media"  # picture, sound or film data, and what tells how to show or play them
    METADATA = "metadata"
    APPENDED = "appended"
    UNKNOWN = "unknown"


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
    CONTENT_NOT_COVERED = "content_not_covered"  # picture, sound or film data outside the hash
    PART_BROKEN = "part_broken"  # the record of a file inside this file; never of the file itself
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


class Relation(StrEnum):
    """How an ingredient belongs to the manifest that refers to it (`relationship` in C2PA's ingredient assertion).

    A record may write another one: `Ingredient.relation` is a text, to be compared with these.
    """

    PARENT = "parentOf"
    COMPONENT = "componentOf"
    INPUT = "inputTo"


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
    ON_REQUEST = "on_request"  # takes long, and the user did not ask for it
    NOT_NEEDED = "not_needed"  # in a batch: it is dear, and could change nothing in the answer
    NEEDS_MODEL = "needs_model"  # of somebody else, which the user can add
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
    NOT_STARTED = "not_started"  # no worker could be started: the program's fault, not the file's
    OUT_OF_MEMORY = "out_of_memory"
    CANCELLED = "cancelled"
