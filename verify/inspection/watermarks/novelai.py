"""NovelAI's signature over a picture's pixels and settings: the one mark of a generator with cryptographic strength.

Ed25519 over the RGB bytes, row by row, followed by the settings as JSON in Python's default form. It says that
NovelAI's key signed exactly these pixels. That it does not fit means nothing: every re-encoding breaks it.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Final

import numpy as np
from numpy.typing import NDArray

# published by NovelAI with its own verification script
PUBLIC_KEY: Final = base64.b64decode("Y2JcQAOhLwzwSDUJPNgL04nS0Tbqm7cSRc4xk0vRMic=")
_SIGNATURE_BYTES: Final = 64


def verify_signature(pixels: NDArray[np.uint8], comment: str, key: bytes = PUBLIC_KEY) -> bool | None:
    """Tell whether `key` signed these pixels (height × width × 3 or more, uint8) with this comment.

    None where the comment carries no signature at all.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    settings = settings_of(comment)
    written = settings.pop("signed_hash", None) if settings is not None else None
    if not isinstance(written, str):
        return None
    try:
        signature = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(signature) != _SIGNATURE_BYTES:
        return None
    # order of members, number forms and ASCII escapes as Python's json writes them: the signer did so
    message = np.ascontiguousarray(pixels[:, :, :3]).tobytes() + json.dumps(settings).encode()
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def settings_of(comment: str) -> dict[str, object] | None:
    """Return the settings object of a comment; where it is wrapped in another's `Comment` text, the inner one."""
    try:
        data = json.loads(comment)
        if isinstance(data, dict) and isinstance(data.get("Comment"), str):
            data = json.loads(data["Comment"])
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
