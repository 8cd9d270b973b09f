"""The signed record (C2PA) of texts and pages, where no engine reaches: A.7, A.8 and A.9 of the specification.

The text is compared with its record by Whence itself, and a finding says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.engine import read_text
from verify.inspection.c2pa.engine.text_binding import Form
from verify.inspection.media.input_file import Media
from verify.model import Finding, Options, Record

NAME: Final = "c2pa_text"
TITLE: Final = "Signed record (C2PA) in text"
FORMATS: Final = read_text.FORMATS
EMITS: Final = frozenset(("record.text_compared", "record.text_pasted"))

READER: Final = "c2pa_text"


def read(media: Media, options: Options) -> Iterator[Record | Finding]:
    """Yields the Record, then how the text was compared with it. Raises MediaError as `Media` does."""
    found = read_text.examine(media, options)
    yield found.record
    if found.pasted:
        yield Finding("record.text_pasted", READER)
    elif found.binding is not None:
        method = found.carrier.method.value if found.carrier else found.record.location
        result = "fits" if found.binding.form is not Form.NONE else "differs"
        form = found.binding.form.value if found.binding.form is not Form.NONE else found.binding.code
        yield Finding("record.text_compared", READER, facts=(("method", method), ("result", result), ("form", form)))
