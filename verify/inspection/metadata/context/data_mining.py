"""PLUS Data Mining (IPTC Photo Metadata 2023.1): what may be done with a picture. It says nothing of its origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from verify.inspection.metadata.context.values import READER
from verify.model import Field, Finding

DATA_MINING: Final = "context.data_mining"

_KEY: Final = "xmp:plus:DataMining"
_CONSTRAINT: Final = "xmp:plus:OtherConstraints"
_CHARACTERS: Final = 300

# the vocabulary http://ns.useplus.org/ldf/vocab/DMI-…
PERMISSIONS: Final = frozenset(
    {
        "UNSPECIFIED",
        "ALLOWED",
        "PROHIBITED",
        "PROHIBITED-AIMLTRAINING",
        "PROHIBITED-GENAIMLTRAINING",
        "PROHIBITED-EXCEPTSEARCHENGINEINDEXING",
        "PROHIBITED-SEECONSTRAINT",
        "PROHIBITED-SEEEMBEDDEDRIGHTSEXPR",
        "PROHIBITED-SEELINKEDRIGHTSEXPR",
    }
)


def find(fields: Iterable[Field]) -> Iterator[Finding]:
    """Find each different permission once; a value outside the vocabulary is given as it stands."""
    fields = tuple(fields)
    constraint = next((field.value.strip() for field in fields if field.key == _CONSTRAINT), "")[:_CHARACTERS]
    permissions: set[str] = set()
    for field in fields:
        value = field.value.strip()
        if field.key != _KEY or not value:
            continue
        code = re.split(r"[/#:]", value)[-1].removeprefix("DMI-")
        permission = code if code in PERMISSIONS else value[:_CHARACTERS]
        if permission in permissions or permission == "UNSPECIFIED":
            continue
        permissions.add(permission)
        yield Finding(
            DATA_MINING, READER, where=field.where, facts=(("permission", permission), ("constraint", constraint))
        )
