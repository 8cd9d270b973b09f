"""Signs samples with demonstration certificates. Besides the engine it is the one place that imports c2pa,
since it writes records where the engine reads them. It never asks a time-stamp authority or any other host.
"""

from __future__ import annotations

import io
from typing import Any, Final

from msgspec import Struct, field

from verify.features.teaching.samples.certificates import Identity, encode_pem

SOURCE_TYPE: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"

_SETTINGS: Final = {
    "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {
        "thumbnail": {"enabled": True, "long_edge": 160, "format": "jpeg", "quality": "low"},
        # the signer's own statement, not something gathered from elsewhere
        "created_assertion_labels": ["c2pa.actions"],
    },
}

Action = dict[str, Any]
Region = dict[str, Any]


class Part(Struct, frozen=True):
    """An ingredient: another picture that went into this one. `name` is the label by which actions refer to it."""

    data: bytes
    media_type: str
    relation: str  # parentOf or componentOf
    name: str
    title: str


class Statement(Struct, frozen=True):
    """What a manifest is to state."""

    generator: str  # the claim generator
    actions: tuple[Action, ...]
    parts: tuple[Part, ...] = field(default=())
    elsewhere: str = ""  # the address at which the record is kept, in place of inside the file
    title: str = ""  # name of the file as it was when it was signed
    beside: bool = False  # the record is kept in a file of its own, and the file does not mention it


def created(source_type: str, description: str = "") -> Action:
    """Return the action of a new file, with an IPTC digital source type."""
    return _make_action("c2pa.created", SOURCE_TYPE + source_type, description)


def opened(part: str) -> Action:
    """Return the action of a file that began as another one."""
    return {**_make_action("c2pa.opened"), "parameters": {"ingredientIds": [part]}}


def placed(part: str) -> Action:
    """Return the action of placing another file in this one."""
    return {**_make_action("c2pa.placed"), "parameters": {"ingredientIds": [part]}}


def edited(source_type: str = "", description: str = "", regions: tuple[Region, ...] = ()) -> Action:
    """Return the action of an edit, in these regions if any; with a digital source type of AI, an edit by AI."""
    action = _make_action("c2pa.edited", SOURCE_TYPE + source_type if source_type else "", description)
    return {**action, "changes": list(regions)} if regions else action


def region(shape: Region, start: float | None = None, end: float | None = None) -> Region:
    """Return a region of interest: a shape, and a stretch of time in seconds if wanted."""
    ranges: list[Region] = [{"type": "spatial", "shape": shape}]
    if start is not None and end is not None:
        time = {"type": "npt", "start": f"{start:g}", "end": f"{end:g}"}
        ranges.append({"type": "temporal", "time": time})
    return {"region": ranges}


def rectangle(left: float, top: float, width: float, height: float) -> Region:
    """Return a rectangle in per cent of the picture."""
    origin = {"x": left, "y": top}
    return {"type": "rectangle", "unit": "percent", "origin": origin, "width": width, "height": height}


def circle(x: float, y: float, diameter: float) -> Region:
    """Return a circle in pixels of the picture."""
    return {"type": "circle", "unit": "pixel", "origin": {"x": x, "y": y}, "width": diameter}


def polygon(*corners: tuple[float, float]) -> Region:
    """Return a polygon in per cent of the picture."""
    vertices = [{"x": x, "y": y} for x, y in corners]
    return {"type": "polygon", "unit": "percent", "origin": vertices[0], "vertices": vertices}


def _make_action(name: str, source_type: str = "", description: str = "") -> Action:
    action: Action = {"action": name}
    if source_type:
        action["digitalSourceType"] = source_type
    if description:
        action["description"] = description
    return action


def sign(data: bytes, media_type: str, statement: Statement, signer: Identity) -> tuple[bytes, bytes]:
    """Sign `data`. Return the signed file and the manifest store alone.

    The file does not embed its manifest store where the statement says that it is kept elsewhere or beside the file.
    """
    import c2pa

    definition: dict[str, Any] = {
        "format": media_type,
        "claim_generator_info": [{"name": statement.generator, "version": "1"}],
        "assertions": [
            {
                "label": "c2pa.actions",
                "data": {"actions": list(statement.actions), "allActionsIncluded": True},
            }
        ],
    }
    if statement.title:
        definition["title"] = statement.title
    builder = c2pa.Builder(definition, c2pa.Context(c2pa.Settings.from_dict(_SETTINGS)))
    for part in statement.parts:
        ingredient = {"title": part.title, "relationship": part.relation, "label": part.name}
        builder.add_ingredient(ingredient, part.media_type, io.BytesIO(part.data))
    if statement.beside or statement.elsewhere:
        builder.set_no_embed()
    if statement.elsewhere:
        builder.set_remote_url(statement.elsewhere)
    written = io.BytesIO()
    record: bytes = builder.sign(_make_signer(signer), media_type, io.BytesIO(data), written)
    if signer.expired is None:
        return written.getvalue(), record
    return _put_expired_certificate(written.getvalue(), signer), _put_expired_certificate(record, signer)


def _make_signer(identity: Identity) -> Any:
    import c2pa
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    def put_signature(message: bytes) -> bytes:
        r, s = decode_dss_signature(
            identity.key.sign(_put_expired_certificate(message, identity), ec.ECDSA(hashes.SHA256()))
        )
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    chain = encode_pem(identity.certificate, *identity.chain).decode("ascii")
    return c2pa.Signer.from_callback(put_signature, c2pa.C2paSigningAlg.ES256, chain)


def _put_expired_certificate(data: bytes, identity: Identity) -> bytes:
    """Return `data` with the certificate replaced by the expired one.

    The engine rightly refuses to sign with an expired certificate. What it hands over to be signed holds the
    certificate, as does what it writes: both of one length, neither under the hash of the content.
    """
    if identity.expired is None:
        return data
    from cryptography.hazmat.primitives.serialization import Encoding

    fresh = identity.certificate.public_bytes(Encoding.DER)
    return data.replace(fresh, identity.expired.public_bytes(Encoding.DER))
