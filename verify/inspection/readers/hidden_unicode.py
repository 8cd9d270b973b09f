"""Show unusual characters in a text that nobody sees: how many, where, and what they spell. Never evidence of AI.

What is normal where it stands is left out: joiners in the scripts that need them, selectors after emoji, the wrapper
of a signed record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import text as texts
from verify.inspection.media.input_file import Media
from verify.inspection.metadata import hidden_unicode
from verify.inspection.readers.base import Reader
from verify.model import Finding, Options, limits
from verify.model.vocabularies import media_types

NAME: Final = "invisible_characters"


_PLACES: Final = 10  # named of one kind
_REFERENCES: Final = frozenset(("text/html", "image/svg+xml", "application/xml"))  # where `&#8203;` is a character


def read(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield a finding per kind of character. Raises MediaError as `Media` does; the end of a long text is not read."""
    text = texts.decode(media.read_at(0, limits.DOCUMENT_BYTES))
    characters = hidden_unicode.find(text, references=media.media_type in _REFERENCES)
    lines = texts.Lines(text)
    for kind, group in hidden_unicode.group_by_kind(characters).items():
        places = ", ".join(_describe_place(text, lines, character.start) for character in group[:_PLACES])
        facts = (
            ("kind", kind.value),
            ("count", str(len(group)) + ("+" if len(characters) >= limits.UNSEEN_CHARACTERS else "")),
            ("places", places + (" …" if len(group) > _PLACES else "")),
            ("hidden", hidden_unicode.spell(group)[: limits.FACT_CHARACTERS]),
        )
        yield Finding("context.invisible_characters", NAME, where=places, facts=facts)


def _describe_place(text: str, lines: texts.Lines, at: int) -> str:
    """Return line and column, both counted from one."""
    return f"{lines.number(at)}:{at - text.rfind(chr(10), 0, at)}"


READER: Final = Reader(
    NAME,
    media_types.TEXT | {"image/svg+xml"},
    frozenset(("context.invisible_characters",)),
    read,
)
