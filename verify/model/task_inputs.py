"""What confined tasks are given to read, and what they give back where that is more than one value."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from verify.model.findings import Picture
from verify.model.record_search import RecordMatch
from verify.model.report import TrustList
from verify.model.revocation import RevocationQuestion


class ChainsToAsk(Struct, frozen=True):
    """Chains of certificates in DER, each with the signer's first, and the lists that may identify the signers."""

    chains: tuple[tuple[bytes, ...], ...]
    trust: tuple[TrustList, ...]


class Questions(Struct, frozen=True):
    """The questions that can be asked about chains of certificates."""

    items: tuple[RevocationQuestion, ...]


class AnswerToRead(Struct, frozen=True):
    """An answer about a certificate, as it came; certificates in DER."""

    answer: bytes
    certificate: bytes
    issuer: bytes
    is_list: bool  # a list of revoked certificates (CRL)
    now: datetime  # of asking


class PictureToCode(Struct, frozen=True):
    """A small picture of which a code is wanted; None gives none."""

    preview: Picture


class CodeOfPicture(Struct, frozen=True):
    """The ISCC image code of a picture, of 256 bits; empty where there is too little in it."""

    code: bytes = b""


class Matches(Struct, frozen=True):
    """The matches that a resolver names."""

    items: tuple[RecordMatch, ...]


class Algorithms(Struct, frozen=True):
    """The algorithms of codes that a resolver takes."""

    names: tuple[str, ...]


class StoreToCheck(Struct, frozen=True):
    """A manifest store that was found elsewhere, and the picture with which its own is compared."""

    store: bytes
    now: datetime
    trust: tuple[TrustList, ...]
    preview: Picture | None = None
