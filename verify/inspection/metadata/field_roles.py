"""What a field is for, told by its key: text beside the content, a program's name, running text of a document.

The keys stand in `resources/opinions/fields.toml`. A key that no table names is a field for any statement.
"""

from __future__ import annotations

from enum import Flag, auto
from functools import lru_cache
from typing import Final

from verify.inspection import opinions


class FieldRole(Flag):
    """What a field may be for; one may be several things."""

    ANY = 0
    BESIDE = auto()  # title, description, keywords …: what it says of AI may be said of itself
    RUNNING = auto()  # text of a page and its source: no statement of the file about itself
    DOCUMENT = auto()  # of a format that holds running text: settings may be quoted
    PROGRAM = auto()  # made for the name of a program


_TABLES: Final = {
    "beside": FieldRole.BESIDE,
    "running": FieldRole.RUNNING,
    "document": FieldRole.DOCUMENT,
    "program": FieldRole.PROGRAM,
}


@lru_cache(maxsize=4096)
def find_role(key: str) -> FieldRole:
    """Find what the field of this key is for."""
    role = FieldRole.ANY
    for table, one in _TABLES.items():
        if opinions.load_pattern("fields", table).search(key):
            role |= one
    return role
