"""Find where a text holds its signed record: in invisible characters, in a block between two lines, in a page's head.

C2PA 2.4 A.8 (unstructured text), A.9 (structured text) and A.7 (HTML). What merely mentions these forms carries
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.inspection.containers.document import html

MARK: Final = "\ufeff"  # begins a wrapper; at the head of a file it is a byte order mark
MAGIC: Final = b"C2PATXT\0"
_SELECTORS: Final = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"


def selector_for(byte: int) -> str:
    """Return the variation selector that stands for one byte (A.8.1)."""
    return chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16)


WRAPPER: Final = re.compile(MARK + "".join(map(selector_for, MAGIC)) + _SELECTORS + "*")
_BEGIN: Final = "-----BEGIN C2PA MANIFEST-----"
_END: Final = "-----END C2PA MANIFEST-----"
_BLOCK: Final = re.compile(f"{_BEGIN}((?:(?!-----).)*){_END}", re.DOTALL)
_COMMENT_CHARACTERS: Final = 12  # of the signs that open or close a comment around a block
_SIGNS: Final = re.compile(r"[^\w\n]*")
_SPACE: Final = " \t\r\n" + MARK
_RULES: Final = {rule: re.compile(rf"^{re.escape(rule)}[ \t\r]*$", re.MULTILINE) for rule in ("---", "+++")}
_ADDRESS: Final = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_PAGE_SCRIPT: Final = "application/c2pa"
_PAGE_LINK: Final = "c2pa-manifest"

# C2PA 2.4 section 15.2.1, text carriers
CORRUPTED: Final = "manifest.text.corruptedWrapper"
WRAPPERS: Final = "manifest.text.multipleWrappers"
BLOCKS: Final = "manifest.structuredText.multipleReferences"
EMPTY: Final = "manifest.structuredText.emptyReference"
BAD_BLOCK: Final = "manifest.structuredText.malformedReference"
PAGES: Final = "manifest.html.multipleManifests"
BAD_PAGE: Final = "manifest.html.malformedManifest"


class Method(StrEnum):
    """How a text holds its record."""

    WRAPPER = "wrapper"  # A.8
    BLOCK = "block"  # A.9
    PAGE = "page"  # A.7


class Carrier(Struct, frozen=True):
    """Where the record of a text is: `store` here, `url` elsewhere, or damaged with the failure `code`.

    `start` and `end` are characters of the text: only what lies between may be left out of the hash.
    """

    method: Method
    start: int
    end: int
    store: bytes = b""
    url: str = ""
    code: str = ""


def find_carrier(text: str, media_type: str) -> Carrier | None:
    """Find the carrier of `text`, or None. A page is searched for its own form first, then for a wrapper."""
    carrier = _find_in_page(text) if media_type == "text/html" else _find_block(text)
    return carrier or _find_wrapper(text)


def _find_wrapper(text: str) -> Carrier | None:
    """Find a wrapper (A.8); a wrong magic, the selectors of emoji and a byte order mark are none."""
    wrappers = list(WRAPPER.finditer(text)) if not text.isascii() else ()
    if not wrappers:
        return None
    start, end = wrappers[0].span()
    if len(wrappers) > 1:
        return Carrier(Method.WRAPPER, start, end, code=WRAPPERS)
    import c2pa_text

    result = c2pa_text.validate_wrapper_bytes(c2pa_text.decode_wrapper_sequence(text[start + 1 : end]))
    if not result.valid or not result.jumbf_bytes:
        return Carrier(Method.WRAPPER, start, end, code=CORRUPTED)
    return Carrier(Method.WRAPPER, start, end, store=bytes(result.jumbf_bytes))


def _find_block(text: str) -> Carrier | None:
    """Find a block on the first or last line or in the front matter, or one that holds a store wherever it stands.

    A block that somebody quotes to explain it stands elsewhere and holds none.
    """
    places = _Places.of(text)
    return _find_only((_read_block(text, match, places) for match in _BLOCK.finditer(text)), BLOCKS)


def _find_only(candidates: Iterator[Carrier | None], code: str) -> Carrier | None:
    """Find the one carrier among the candidates; the first as damaged with the failure `code` where there are more."""
    carriers = filter(None, candidates)
    first = next(carriers, None)
    if first is None or next(carriers, None) is None:
        return first
    return Carrier(first.method, first.start, first.end, code=code)


def _read_block(text: str, match: re.Match[str], places: _Places) -> Carrier | None:
    import c2pa_text

    reference = match[1].strip()
    store = c2pa_text.decode_data_uri(reference) if reference else None
    if not store and not places.hold_block(text, *match.span()):
        return None
    start, end = _widen_to_comment(text, *match.span())
    if store:
        return Carrier(Method.BLOCK, start, end, store=store)
    if _ADDRESS.fullmatch(reference):
        return Carrier(Method.BLOCK, start, end, url=reference)
    return Carrier(Method.BLOCK, start, end, code=BAD_BLOCK if reference else EMPTY)


class _Places(Struct, frozen=True):
    """Where a block may stand (A.9.3): on the first or the last line, or between the rules of front matter."""

    first: int  # the first character that is no space
    front_end: int  # where front matter ends; -1 where there is none
    last_line: int
    last: int  # after the last character that is no space

    @classmethod
    def of(cls, text: str) -> _Places:
        """Look the places up once for a text."""
        first = len(text) - len(text.lstrip(_SPACE))
        last = len(text.rstrip(_SPACE))
        rule = text[first : first + 3]
        front = _RULES[rule].search(text, first + 3) if rule in _RULES else None
        return cls(first, front.start() if front else -1, text.rfind("\n", 0, last) + 1, last)

    def hold_block(self, text: str, start: int, end: int) -> bool:
        """Tell whether a block from `start` to `end` stands in one of them, with nothing but signs beside it."""
        if self.first + 3 < start and end <= self.front_end:
            return True
        if _SIGNS.fullmatch(text, self.first, start):
            return True
        return end > self.last_line and _SIGNS.fullmatch(text, end, self.last) is not None


def _widen_to_comment(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a block to the signs of the comment around it and one line break at each end (A.9.4)."""
    line = text.rfind("\n", 0, start) + 1
    if start - line <= _COMMENT_CHARACTERS and _SIGNS.fullmatch(text, line, start):
        start = line
    after = text.find("\n", end)
    after = len(text) if after < 0 else after
    if after - end <= _COMMENT_CHARACTERS and _SIGNS.fullmatch(text, end, after):
        end = min(after + 1, len(text))
    before = start - len("\r\n") if text.startswith("\r\n", start - 2) else start - 1
    return (before if start and text[start - 1] == "\n" else start), end


def _find_in_page(text: str) -> Carrier | None:
    """Find `<script type="application/c2pa">` with the store as Base64, or `<link rel="c2pa-manifest">` (A.7.1)."""
    return _find_only((_read_element(text, element) for element in html.walk_elements(text)), PAGES)


def _read_element(text: str, element: html.Element) -> Carrier | None:
    import c2pa_text

    if element.name == "script" and element.attributes.get("type", "").strip().lower() == _PAGE_SCRIPT:
        body = "".join(text[element.body : element.body_end].split())
        store = c2pa_text.decode_data_uri(c2pa_text.DATA_URI_PREFIX + body) if body else None
        return Carrier(Method.PAGE, element.start, element.end, store=store or b"", code="" if store else BAD_PAGE)
    if element.name == "link" and _PAGE_LINK in element.attributes.get("rel", "").lower().split():
        url = element.attributes.get("href", "").strip()
        # a hash that is kept elsewhere covers the whole page: nothing may be left out
        return Carrier(Method.PAGE, element.start, element.start, url=url, code="" if url else BAD_PAGE)
    return None
