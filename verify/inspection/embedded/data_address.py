"""Find files in `data:` addresses (RFC 2397) of pages, drawings and Markdown: pictures that stand in the text itself.

Only where an address is used, in an attribute, a style or a link; one that a text talks about is none.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterator
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.base import Source
from verify.inspection.embedded.base import EmbeddedFile, LoadError, NotOpened, Unopened
from verify.model import limits

# what uses an address, then its kind; the data itself is searched for its end, since it may be megabytes long
_USE: Final = re.compile(
    r"""(?:(?:src|href|poster|data|srcset|content)\s{0,9}=\s{0,9}(?P<quote>["']?)"""
    r"""|url\(\s{0,9}(?P<style>["']?)|\]\()data:(?P<kind>(?:image|audio|video|application|model)/[\w.+-]{1,60})?"""
    r"""(?P<parameters>(?:;[\w=.+-]{1,60}){0,5}),""",
    re.IGNORECASE,
)
_END: Final = re.compile(r"""["'<>()\s,]""")
_SPACES: Final = re.compile(r"\s+")
_SEARCHED_BYTES: Final = 64 * limits.MIB


def find_addresses(source: Source) -> Iterator[EmbeddedFile | Unopened]:
    """Yield each file that a `data:` address holds."""
    if source.size > _SEARCHED_BYTES:
        yield Unopened("data addresses", NotOpened.TOO_LARGE)
    text = texts.decode(source.read_at(0, _SEARCHED_BYTES))
    lines = texts.Lines(text)
    at = 0
    while match := _USE.search(text, at):
        start, at = match.end(), _find_end(text, match)
        kind, is_base64 = match["kind"] or "", ";base64" in match["parameters"].lower()
        if at > start:
            place = f"data address on line {lines.number(match.start())}"
            yield _make_file(place, kind.rpartition("/")[2], text[start:at], is_base64)


def _find_end(text: str, match: re.Match[str]) -> int:
    """Return where the data ends: at the quotation mark that was opened, or where no address goes on."""
    quote = match["quote"] or match["style"]
    if quote:
        end = text.find(quote, match.end())
        return len(text) if end < 0 else end
    closing = _END.search(text, match.end())
    return closing.start() if closing else len(text)


def _make_file(place: str, name: str, written: str, is_base64: bool) -> EmbeddedFile:
    size = len(written) * 3 // 4 if is_base64 else len(written)

    def load(limit: int) -> bytes:
        if size > limit:
            raise LoadError(NotOpened.TOO_LARGE)
        plain = urllib.parse.unquote_to_bytes(html.unescape(written))
        if not is_base64:
            return plain
        try:
            return base64.b64decode(_SPACES.sub("", plain.decode("ascii", "replace")) + "==")
        except (binascii.Error, ValueError) as error:
            raise LoadError(NotOpened.DAMAGED) from error

    return EmbeddedFile(place, name, size, load)
