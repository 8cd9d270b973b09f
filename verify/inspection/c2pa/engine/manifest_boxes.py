"""The boxes of a record's manifests and the claim signatures in them, taken from the engine in one piece.

The engine cuts a store anew for every manifest that it is asked for, and writes out all that hangs under it: over a
chain of manifests, asking for each took the square of its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from verify.inspection.c2pa.engine import jumbf
from verify.inspection.c2pa.engine.c2pa_rs import OpenStore
from verify.model import limits

if TYPE_CHECKING:  # most files have no record, and need nothing that reads certificates
    from cryptography.x509 import Certificate

    from verify.inspection.c2pa.engine.credentials.cose import ClaimSignature


class ManifestBoxes:
    """What an open record holds, split by manifest. `active` is the label of its active manifest."""

    def __init__(self, opened: OpenStore, active: str) -> None:
        self._opened = opened
        self._active = active
        self.root = self._read(active)
        # label → bytes of the box without its header; empty where two have one label, as neither is surely meant
        self.contents: Mapping[str, bytes] = _split(self.root)
        self._signatures: dict[bytes, ClaimSignature | None] = {}

    def find_signature(self, label: str) -> bytes:
        """Find the COSE_Sign1 structure of a manifest; empty where there is none."""
        if content := self.contents.get(label):
            return jumbf.find_signature(content)
        listed = jumbf.list_manifests(self.read_store(label))
        return jumbf.find_signature(next((content for name, content in listed if name == label), b""))

    def read_certificates(self, label: str) -> tuple[Certificate, ...]:
        """Read the certificates of a manifest's signature, signer first; empty where it holds none that can be read."""
        signature = self.read_signature(self.find_signature(label))
        return signature.certificates if signature else ()

    def read_signature(self, data: bytes) -> ClaimSignature | None:
        """Read a claim signature once: it is verified, and its certificates are weighed and looked up."""
        if data not in self._signatures:
            from verify.inspection.c2pa.engine.credentials.cose import read_claim_signature

            self._signatures[data] = read_claim_signature(data)
        return self._signatures[data]

    def read_store(self, label: str) -> bytes:
        """Read the manifest store that holds the manifest `label` as its active one; empty where there is none."""
        return self.root if label == self._active else self._read(label)

    def _read(self, label: str) -> bytes:
        # the engine gives the store of a manifest for any address inside of that
        return self._opened.read_resource(f"self#jumbf=/c2pa/{label}/c2pa.signature", limits.STORE_BYTES)


def _split(store: bytes) -> dict[str, bytes]:
    boxes: dict[str, bytes] = {}
    for label, content in jumbf.list_manifests(store):
        boxes[label] = b"" if label in boxes else content
    return boxes
