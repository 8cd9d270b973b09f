"""A signed record as values: its manifests, and what each states, is signed with and points at.

All texts are untrusted; only `Signer.trust_list` says that somebody vouches for a name, and `Signer.known_list` that
somebody knows it.
"""

from __future__ import annotations

from msgspec import Struct

from verify.model.forms import PathText, Sha256, Time
from verify.model.revocation import CertificateChain, CertificateStatus
from verify.model.vocabularies.enumerations import FORGIVEN, Exclusion, Exposed, RecordState, Shortfall, StampedBytes


class Signer(Struct, frozen=True):
    """The subject of a signing certificate. All texts are untrusted unless `trust_list` is set."""

    organisation: str = ""
    common_name: str = ""
    unit: str = ""
    issuer: str = ""
    serial: str = ""
    not_before: Time = ""  # ISO 8601
    not_after: Time = ""  # ISO 8601
    trust_list: str = ""  # name of the trust list that vouches for it; empty if none does
    interim_list: str = ""  # name of an older list that knows it
    test: bool = False  # a certificate known to be for testing
    known_list: str = ""  # name of the list that identifies it, where none vouches for it now
    shortfalls: tuple[Shortfall, ...] = ()  # why none does
    certificates: tuple[Sha256, ...] = ()  # of its own and of its issuers' below a list's anchor, as far as known

    @property
    def name(self) -> str:
        """The name to show: organisation first, since it is what the issuer checked."""
        return self.organisation or self.common_name


class Action(Struct, frozen=True):
    """One entry of an actions assertion."""

    name: str
    source_type: str = ""  # as written
    software_agent: str = ""
    description: str = ""
    when: str = ""
    assertion: str = ""  # label of the assertion it stands in
    ingredients: tuple[str, ...] = ()  # labels of ingredient assertions it refers to
    regions: tuple[str, ...] = ()  # JSON of the changed regions, as stated
    mention: str = ""  # what in its parameters speaks of AI, beside the source type


class Ingredient(Struct, frozen=True):
    """One ingredient assertion: an edge of the history."""

    label: str
    relation: str  # parentOf, componentOf, inputTo, or as written
    title: str = ""
    media_type: str = ""
    manifest: str = ""  # label of its own manifest in the store; empty for a flat ingredient
    source_type: str = ""  # of a flat ingredient: the asserting signer's word
    codes: tuple[str, ...] = ()  # failure codes of the ingredient as validated now
    thumbnail: str = ""  # name of a Picture
    recorded_by: tuple[str, ...] = ()  # labels of the manifests on whose word alone it fails


class Identity(Struct, frozen=True):
    """A CAWG identity assertion; its failure never invalidates the manifest."""

    label: str
    kind: str  # signature type as written
    state: str  # trusted, valid, untrusted, invalid, unchecked
    name: str = ""
    codes: tuple[str, ...] = ()


class SoftBinding(Struct, frozen=True):
    """A watermark or fingerprint that the manifest says is present."""

    algorithm: str
    value: str = ""


class TimeStamp(Struct, frozen=True):
    """One time stamp of a manifest: who says that its signature existed when, and who knows that authority."""

    authority: str = ""  # as its certificate names it; untrusted unless `trust_list` is set
    time: Time = ""  # ISO 8601 UTC
    over: StampedBytes = StampedBytes.OTHER
    trust_list: str = ""  # name of the list that knows the authority; empty if none does
    confirmed: bool = False  # by an authority on a list, and over this signature
    codes: tuple[str, ...] = ()  # timeStamp.* of C2PA 2.2 section 15.2.2


class Manifest(Struct, frozen=True):
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
    signed_at: Time = ""  # ISO 8601; empty if no time was stated
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
    cut: tuple[tuple[str, int], ...] = ()  # (what was not read to the end, how many of it were read)
    gathered: tuple[str, ...] = ()  # labels of assertions that the signer took over and does not make its own
    redacted: tuple[tuple[str, str], ...] = ()  # (manifest, assertion) that this manifest says were taken out
    intact: bool = False  # its signature and its bytes fit, as the engine or a trusted holder says
    stamps: tuple[TimeStamp, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether a list identifies the signer, and only its age or the certificate's end keeps it from vouching."""
        signer = self.signer
        if signer is None or not signer.known_list or self.state not in (RecordState.UNTRUSTED, RecordState.EXPIRED):
            return False
        return bool(signer.shortfalls) and set(signer.shortfalls) <= FORGIVEN

    @property
    def signer_name(self) -> str:
        """The signer's name; empty where the certificate could not be read."""
        return self.signer.name if self.signer else ""


class SecondOpinion(Struct, frozen=True):
    """What an independent second engine says of the same record."""

    engine: str
    state: str
    agrees: bool
    codes: tuple[str, ...] = ()


class Uncovered(Struct, frozen=True):
    """One stretch, box or part of the file that the record's hash leaves out: it can be replaced and the hash fits."""

    kind: Exclusion
    content: Exposed
    what: str = ""  # in short: EXIF, XMP, names of boxes
    start: int | None = None  # offset in the file in bytes, where there is one
    bytes: int = 0
    share: float | None = None  # of the file's size


class Coverage(Struct, frozen=True):
    """What the hash of the record leaves out of its file, beyond the record itself. Empty: nothing."""

    ranges: tuple[Uncovered, ...] = ()

    @property
    def binds_content(self) -> bool:
        """Whether the hash covers all picture, sound or film data. What is not known is not taken for covered."""
        return not any(span.content in (Exposed.MEDIA, Exposed.UNKNOWN) for span in self.ranges)

    def leaves_out(self, offset: int) -> bool:
        """Return whether what begins at this byte lies outside the hash."""
        return any(span.start is not None and span.start <= offset < span.start + span.bytes for span in self.ranges)


class Record(Struct, frozen=True):
    """The signed record of a file: its state and every manifest of its store once, active one first."""

    state: RecordState = RecordState.ABSENT
    codes: tuple[str, ...] = ()
    manifests: tuple[Manifest, ...] = ()
    # embedded, sidecar, fetched, remote, alone (a .c2pa without its file), head (of a stream, whose pieces are other
    # files), none
    location: str = "none"
    beside: PathText = ""  # name of the sidecar that the record lies in
    url: str = ""  # of a remote record, as written in the file
    reason: str = ""  # engine's words where it could not read
    checking: bool = False  # content not hashed yet: the state is not known
    second_opinion: SecondOpinion | None = None
    raw: str = ""  # crJSON as text, for display; bounded
    coverage: Coverage | None = None  # None where there is no hash that fits, or it was not looked at
    revocations: tuple[CertificateStatus, ...] = ()  # what was answered about certificates, each once
    chains: tuple[CertificateChain, ...] = ()  # of identified signers about whose certificates somebody can be asked

    @property
    def active(self) -> Manifest | None:
        """The active manifest, or None where no manifest could be read."""
        return self.manifests[0] if self.manifests else None

    @property
    def is_known(self) -> bool:
        """Whether a list identifies the signer of the file itself, though none vouches for it now."""
        active = self.active
        return active is not None and active.is_known and self.state is active.state and not self.checking

    @property
    def is_alone(self) -> bool:
        """Whether the content that it speaks of is not in this file."""
        return self.location in ("alone", "head")

    @property
    def lacks_pieces(self) -> bool:
        """Whether its hash does not fit only because the pieces of the stream are other files."""
        return self.location == "head" and self.state is RecordState.ALTERED

    @property
    def binds_content(self) -> bool:
        """Whether nothing is known to be left out of the hash that a person sees or hears."""
        return self.coverage is None or self.coverage.binds_content
