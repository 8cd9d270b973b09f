"""The names of digital source types as a sentence quotes them."""

from __future__ import annotations

from verify.model import digital_source_type
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import SHOWN_CHARACTERS, plain


def source_type_name(translator: Translator, written: str, limit: int = SHOWN_CHARACTERS) -> str:
    """Name a digital source type in words.

    What no vocabulary defines is quoted as it stands there, `limit` characters of it at most: it is not silence, and
    not ours to translate.
    """
    known = digital_source_type.find(written)
    return translator.text(f"terms.source_types.{known.name}.name") if known else plain(written, limit)
