"""Text in terminal columns: how wide it is, where it may break. East Asian characters take two columns.

It refuses to pass on anything that a terminal would obey.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from verify.report.words.untrusted import plain

# Chinese line breaking: no line begins with the first or ends with the second
_NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕〉”’…％,.;:?!)]}›»⟩")
_NOT_LAST: Final = frozenset("（《「『【〔〈“‘([{‹«⟨")
# where a line of signs of one column may break: behind a space
_BREAK: Final = re.compile(rf"(?<= )(?=[^ {re.escape(''.join(sorted(_NOT_FIRST)))}])")
# signs of one column each, of which none joins another: Latin letters, punctuation, lines, and those of our standings
SIMPLE: Final = re.compile(r"[ -~¡-¬®-ʯ‐-‧‰-⁞−─-▟▲-▽◆-◎●⚠✓✗]*")


def inert(text: str) -> str:
    """Put `text` on one line, with nothing in it that a terminal obeys or a reader cannot see."""
    return plain(" ".join(text.split()), len(text))


def width(text: str) -> int:
    """Count the columns that `text` takes."""
    if SIMPLE.fullmatch(text):
        return len(text)
    return _count_columns(text) if len(text) == 1 else _count_columns.__wrapped__(text)


@lru_cache(4_096)  # single signs, which a page of Chinese asks for again and again
def _count_columns(text: str) -> int:
    import wcwidth  # its tables take 20 ms to load, for which a page of simple signs need not wait

    return max(0, wcwidth.wcswidth(text))


def _split(text: str) -> Iterator[str]:
    """The signs of `text` as people see them: each with its marks, as one (grapheme clusters)."""
    if SIMPLE.fullmatch(text):
        return iter(text)
    import wcwidth

    return iter(wcwidth.iter_graphemes(text))


def pad(text: str, columns: int) -> str:
    """Fill `text` with spaces up to `columns`."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """Cut `text` to `columns`, with an ellipsis where something was left out."""
    return text if width(text) <= columns else next(_parts(text, columns - 1), "") + "…"


def wrap(text: str, columns: int) -> list[str]:
    """Break `text`, made inert, into lines of at most `columns` (at least two) columns; no line for no text."""
    columns = max(columns, 2)
    lines: list[str] = []
    line, used = "", 0
    for part in (part for piece in _pieces(inert(text)) for part in _parts(piece, columns)):
        if line and used + width(part.rstrip()) > columns:
            lines.append(line.rstrip())
            line, used = "", 0
        line += part
        used += width(part)
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """The parts between which a line may break: words with the space behind them, and wide characters."""
    if SIMPLE.fullmatch(text):
        yield from filter(None, _BREAK.split(text))
        return
    piece = ""
    for grapheme in _split(text):
        if piece and _may_break(piece[-1], piece, grapheme):
            yield piece
            piece = ""
        piece += grapheme
    if piece:
        yield piece


def _may_break(last: str, piece: str, following: str) -> bool:
    if following == " " or following in _NOT_FIRST:
        return False
    if last == " ":
        return True
    if last in _NOT_LAST:
        return False
    return width(following) == 2 or width(piece[-1]) == 2


def _parts(piece: str, columns: int) -> Iterator[str]:
    """A piece that is wider than a line in parts that are not; other pieces as they are."""
    if width(piece.rstrip()) <= columns:
        yield piece
        return
    part, used = "", 0
    for grapheme in _split(piece):
        taken = width(grapheme)
        if part and used + taken > columns:
            yield part
            part, used = "", 0
        part += grapheme
        used += taken
    if part:
        yield part
