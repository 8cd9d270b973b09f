"""The manifest of a pack: the SHA-256 of each of its files, a line each, as `sha256sum -c` reads them.

The last line, a comment, is the sum of the lines above it: the pack's number, which stands for the whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Final

_LINE: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]{1,200})")


def write_manifest(sums: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the manifest of name → SHA-256, and the pack's number."""
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode("ascii")
    number = hashlib.sha256(lines).hexdigest()
    return lines + f"# sha256 of the lines above: {number}\n".encode("ascii"), number


def read_manifest(manifest: bytes) -> tuple[dict[str, str], str]:
    """Return name → SHA-256, and the pack's number, which is empty where the manifest is not as it was written.

    What can still be made out of a damaged manifest is given all the same.
    """
    text = manifest.decode("ascii", "replace")
    sums = {match[2]: match[1] for line in text.split("\n") if (match := _LINE.fullmatch(line))}
    whole, number = write_manifest(sums)
    return sums, number if whole == manifest else ""
