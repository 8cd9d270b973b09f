"""What the names of a file and of its subject disagree with: the ending with the bytes, a label with the file.

Names are often changed in good faith, so that nothing decides by it; but a reader of the answer must know which file
was really looked at, and that a label may speak of another picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from verify.inspection import opinions
from verify.inspection.metadata.context.values import READER
from verify.model import Field, Finding

ENDING: Final = "context.name_ending"
ABOUT: Final = "context.about_other"

_ENDING: Final = re.compile(r"\.([A-Za-z0-9]{2,5})$")
_SUBJECT: Final = "xmp:rdf:about"
_NAME_CHARACTERS: Final = 255


def find_ending(name: str, media_type: str) -> Iterator[Finding]:
    """Find an ending that names another format than the bytes have; none for a format that is not known."""
    match = _ENDING.search(name[-_NAME_CHARACTERS:])
    types = opinions.load_table("opinions/endings").get(match[1].lower()) if match else None
    if match and types and media_type and media_type not in types:
        facts = (("ending", f".{match[1]}"), ("format", media_type), ("name", name[-_NAME_CHARACTERS:]))
        yield Finding(ENDING, READER, facts=facts)


def find_subject(fields: Iterable[Field], name: str) -> Iterator[Finding]:
    """Find a label that says by its `rdf:about` that it describes a file of another name; at most one finding.

    ISO 16684-1 lets it be empty, or a number of the resource; some programs write a file's name or address.
    """
    own = _take_stem(name)
    for field in fields:
        if field.key != _SUBJECT or not own:
            continue
        subject = unquote(field.value.strip())[-_NAME_CHARACTERS:]
        if _ENDING.search(subject) and _take_stem(subject) != own:
            facts = (("about", field.value.strip()[:_NAME_CHARACTERS]), ("name", name[-_NAME_CHARACTERS:]))
            yield Finding(ABOUT, READER, where=field.where, facts=facts)
            return


def _take_stem(path: str) -> str:
    """Take the name without folders and endings, in small letters."""
    name = re.split(r"[/\\]", path)[-1].casefold()
    return name.partition(".")[0].strip()
