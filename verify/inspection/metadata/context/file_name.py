"""Names of files as platforms and programs give them. A hint: anyone can rename a file, and nothing decides by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import opinions
from verify.inspection.metadata.context.values import READER
from verify.model import Finding

FILE_NAME: Final = "context.file_name"

_CHARACTERS: Final = 255


def find(name: str) -> Iterator[Finding]:
    """At most one finding: whose names the `name` of the file looks like."""
    name = name[:_CHARACTERS]
    for origin in opinions.opinions("context", "file_name"):
        if origin.pattern.search(name):
            yield Finding(FILE_NAME, READER, facts=(("platform", origin.name), ("name", name)))
            return
