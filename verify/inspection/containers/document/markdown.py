"""Read the front matter of Markdown files: YAML at the head, or at the end, where providers have put labels.

A block in the middle of a text, or one that a heading or sentence leads up to, is an example and not a statement:
it is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.base import Damage, Part, PartKind, RefusalError, Source, make_damage
from verify.inspection.containers.document import front_matter
from verify.model import limits

_BLOCKS: Final = 8  # in a row at the head
_BLANK: Final = re.compile(r"(?:\s|<summary>[^<\n]{0,200}</summary>|</?details[^>\n]{0,100}>|<!--[^>\n]{0,200}-->)*+")
_RULED: Final = re.compile(r"^---[ \t]*\n", re.MULTILINE)
_RULE: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FENCED: Final = re.compile(r"^(`{3,}+|~{3,}+)[ \t]*(?:ya?ml)?[ \t]*\n", re.MULTILINE)
_NAMED: Final = re.compile(r"^[\"']?AIGC[\"']?[ \t]*:", re.MULTILINE | re.IGNORECASE)
_REMARK: Final = re.compile(r"<!--\s*+(AIGC[^<>]{1,20000})-->", re.IGNORECASE)
_TAIL_CHARACTERS: Final = limits.FIELD_CHARACTERS


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `markdown:front:<key>`, a nested value as JSON text, and `markdown:comment` for a label in one."""
    if source.size > limits.DOCUMENT_BYTES:
        yield make_damage("Markdown text", Damage.TOO_LARGE, limits.DOCUMENT_BYTES)
    text = texts.decode(source.read_at(0, limits.DOCUMENT_BYTES)).replace("\r\n", "\n")
    lines = texts.Lines(text)
    at = 0
    for _ in range(_BLOCKS):
        at = _skip_blank(text, at)
        block = _find_block(text, at)
        if block is None:
            break
        start, end, after = block
        yield from _walk_fields(text, start, end, f"front matter on line {lines.number(at)}")
        at = after
    yield from _walk_remarks(text, at, lines)
    last = _find_last_block(text, at)
    if last is not None:
        where = f"YAML at the end of the text, on line {lines.number(last[0])}"
        # what cannot be read there is text that shows how a label looks, and nothing damaged
        yield from (part for part in _walk_fields(text, *last, where) if part.kind is not PartKind.DAMAGE)


def _walk_remarks(text: str, head: int, lines: texts.Lines) -> Iterator[Part]:
    """Walk comments that name a label, at the head or the end of the text; in its middle one may be an example."""
    for remark in islice(_REMARK.finditer(text), _BLOCKS):
        if remark.start() < head or _skip_blank(text, remark.end()) == len(text):
            where = f"comment on line {lines.number(remark.start())}"
            body = remark[1].encode("utf-8", "replace")
            yield Part(PartKind.TEXT, remark.start(), body, where, key="markdown:comment", encoding="utf-8")


def _skip_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at + (text[at : at + 1] == "\ufeff"))
    return match.end() if match else at


def _find_block(text: str, at: int) -> tuple[int, int, int] | None:
    """Return where the block that begins at `at` has its first and last character, and where the text goes on."""
    ruled = _RULED.match(text, at)
    if ruled:
        end = _RULE.search(text, ruled.end())
        return (ruled.end(), end.start(), end.end()) if end else None
    fenced = _FENCED.match(text, at)
    if fenced:
        end = re.compile(rf"^{fenced[1]}[ \t]*$", re.MULTILINE).search(text, fenced.end())
        if end and _NAMED.search(text, fenced.end(), end.start()):
            inner = _RULED.match(text, fenced.end())
            return (inner.end() if inner else fenced.end()), end.start(), end.end()
    return None


def _find_last_block(text: str, at: int) -> tuple[int, int] | None:
    """Return the block that ends the text, if it names a label.

    It stands between rules, after a rule, or in a fence of its own.
    """
    start = max(at, len(text) - _TAIL_CHARACTERS)
    tail = text[start:]
    named = list(_NAMED.finditer(tail))
    if not named:
        return None
    label = named[-1]
    rules = [match for match in _RULE.finditer(tail) if match.end() < label.start()]
    rule = rules[-1] if rules else None
    fences = list(_FENCED.finditer(tail, rule.end() if rule else 0, label.start()))
    fence = fences[-1] if len(fences) % 2 else None  # as many closed as opened: the label stands in none
    opening = fence or rule
    if opening is None:
        return _find_bare_block(tail, start)
    if fence:
        closing = tail.find(f"\n{fence[1]}", label.start())
        before = tail[: fence.start()].rstrip()
        own = before.endswith(("---", "</summary>", "-->")) or re.search(r"<details[^>\n]{0,100}>$", before) is not None
        if closing < 0 or not own:
            return None
        end, rest = closing, closing + 1 + len(fence[1])
    else:
        match = _RULE.search(tail, label.start())
        end, rest = (match.start(), match.end()) if match else (len(tail), len(tail))
    if _skip_blank(tail, rest) < len(tail):
        return None  # the text goes on
    return start + opening.end(), start + end


def _find_bare_block(tail: str, start: int) -> tuple[int, int] | None:
    """Return the last paragraph of the text where it begins with the label, as some programs append their members.

    A heading, or a sentence that ends with a colon, leads up to an example.
    """
    at = tail.rstrip().rfind("\n\n")
    if at < 0 or not _NAMED.match(tail, at + 2):
        return None
    before = tail[:at].rstrip().rpartition("\n")[2]
    if before.startswith("#") or before.endswith((":", "：", "```", "~~~")):
        return None
    return start + at + 2, start + len(tail.rstrip())


def _walk_fields(text: str, start: int, end: int, where: str) -> Iterator[Part]:
    try:
        members = front_matter.read(text[start:end].removesuffix("\n---\n"))
    except RefusalError as refusal:
        yield make_damage(where, refusal.reason, start)
        return
    for name, value in members:
        body = value.encode("utf-8", "replace")
        yield Part(PartKind.TEXT, start, body, where, key=f"markdown:front:{name}", encoding="utf-8")
