"""List the pictures, videos and sounds that a page names, with the sizes that it states: read in a confined task.

Nothing of the page is run or fetched. What its scripts would add, and what its style sheets name, is not in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from verify.features.links.link import Link, read_link
from verify.model import limits
from verify.model.errors import TaskError, TaskProblem
from verify.store.network.url_policy import FetchError
from verify.workers.confined_task import run_task
from verify.workers.protocol import WireError, dump, load

TASK: Final = "page-media"

_TEXT_CHARACTERS: Final = 120  # of a description
_SIDE: Final = 1_000_000  # pixels; a page that states more states nothing
_META_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_CANDIDATE: Final = re.compile(r"([^\s,][^\s]{0,4000})\s*(?:([0-9]{1,6}(?:\.[0-9]{1,3})?)([wx]))?\s*(?:,|$)")


class MediaKind(StrEnum):
    """What a page names something as."""

    PICTURE = "picture"
    VIDEO = "video"
    SOUND = "sound"


_ENDINGS: Final = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "tif", "tiff", "jxl"), MediaKind.PICTURE),
    **dict.fromkeys(("mp4", "m4v", "mov", "webm", "mkv"), MediaKind.VIDEO),
    **dict.fromkeys(("mp3", "m4a", "ogg", "oga", "opus", "wav", "flac"), MediaKind.SOUND),
}
_META: Final = {
    "og:image": MediaKind.PICTURE,
    "og:image:url": MediaKind.PICTURE,
    "og:image:secure_url": MediaKind.PICTURE,
    "twitter:image": MediaKind.PICTURE,
    "og:video": MediaKind.VIDEO,
    "og:video:url": MediaKind.VIDEO,
    "og:video:secure_url": MediaKind.VIDEO,
    "og:audio": MediaKind.SOUND,
}


class PageItem(Struct, frozen=True):
    """Something that a page names; all of it is the page's word. Sides in pixels, 0 where it states none."""

    kind: MediaKind
    address: str
    width: int = 0
    height: int = 0
    text: str = ""


class PageItems(Struct, frozen=True):
    """What a confined task read out of a page; `left_out` counts what is beyond the limit."""

    items: tuple[PageItem, ...]
    left_out: int = 0


class PageMedia(Struct, frozen=True):
    """What a page names and can be asked for, each with its checked address; `refused` counts what cannot."""

    items: tuple[tuple[PageItem, Link], ...]
    left_out: int = 0
    refused: int = 0


def list_page_media(path: Path, address: str, encoding: str = "", *, any_port: bool = False) -> PageMedia:
    """List what the page in the file `path` names, which came from `address`. No request goes out.

    Raises TaskError or OSError where it cannot be read.
    """
    asked = {"address": address, "encoding": encoding}
    with path.open("rb") as source:
        answer = run_task(TASK, source, asked, seconds=limits.PAGE_SECONDS, answer_bytes=limits.PAGE_ANSWER_BYTES)
    try:
        found = load(PageItems, answer)
    except WireError as error:
        raise TaskError(TaskProblem.FAILED, str(error)) from error
    items = []
    for item in found.items[: limits.PAGE_MEDIA]:
        try:
            items.append((item, read_link(item.address, any_port=any_port)))
        except FetchError:
            continue
    return PageMedia(tuple(items), max(0, found.left_out), len(found.items) - len(items))


# -- in the confined task ------------------------------------------------------------------------------------------


def read_page_task(source: BinaryIO, arguments: Mapping[str, object]) -> object:
    """Read PageItems out of a page."""
    address, encoding = arguments.get("address"), arguments.get("encoding")
    if not isinstance(address, str) or not isinstance(encoding, str):
        raise TaskError(TaskProblem.FAILED, "no address")
    content = source.read(limits.PAGE_BYTES + 1)
    if len(content) > limits.PAGE_BYTES:
        raise TaskError(TaskProblem.TOO_LARGE, "the page")
    return dump(read_page(content, address, encoding))


def read_page(content: bytes, address: str, encoding: str = "") -> PageItems:
    """List what a page names, each address once, in the order of the page."""
    page = _Page(address)
    page.feed(_decode(content, encoding))
    page.close()
    return PageItems(tuple(page.items.values()), page.left_out)


def _decode(content: bytes, encoding: str) -> str:
    """Decode a page as its host or itself states, else as UTF-8; what is not text in it becomes U+FFFD."""
    if not encoding and (stated := _META_CHARSET.search(content[:1024])):
        encoding = stated[1].decode("ascii")
    try:
        text = content.decode(encoding or "utf-8", "replace")
    except (LookupError, ValueError):  # no encoding of texts
        text = content.decode("utf-8", "replace")
    return text.lstrip("\ufeff")


class _Page(HTMLParser):
    """Notes what each start tag names. Tags within scripts and styles are text to the parser, and stay unread."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.items: dict[str, PageItem] = {}
        self.left_out = 0
        self._base = address
        self._has_base = False
        self._within = MediaKind.PICTURE  # what a <source> belongs to

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one tag names."""
        said = {name: value for name, value in reversed(attrs) if value}  # of two the first counts
        if tag == "base" and not self._has_base and "href" in said:
            self._has_base = True
            self._base = _join(self._base, said["href"]) or self._base
        elif tag in ("video", "audio", "picture"):
            self._within = {"video": MediaKind.VIDEO, "audio": MediaKind.SOUND}.get(tag, MediaKind.PICTURE)
        for item in _list_named(tag, said, self._within):
            self._note(item)

    def _note(self, item: PageItem) -> None:
        address = _join(self._base, item.address)
        if not address or urlsplit(address).scheme not in ("https", "http"):
            return
        known = self.items.get(address)
        if known is None and len(self.items) >= limits.PAGE_MEDIA:
            self.left_out += 1
        elif known is None or (not known.width and item.width):
            self.items[address] = PageItem(
                item.kind, address, item.width, item.height, item.text or (known.text if known else "")
            )


def _list_named(tag: str, said: Mapping[str, str], within: MediaKind) -> Iterator[PageItem]:
    """Yield what one tag names; addresses as they are written."""
    width, height = _read_side(said.get("width", "")), _read_side(said.get("height", ""))
    text = " ".join((said.get("alt") or said.get("title") or "").split())[:_TEXT_CHARACTERS]
    if tag in ("img", "source", "video", "audio"):
        kind = MediaKind.PICTURE if tag == "img" else within
        for name in ("srcset", "data-srcset"):
            address, wide = _find_largest(said.get(name, ""))
            if address:
                yield PageItem(MediaKind.PICTURE, address, wide or width, 0 if wide else height, text)
        for name in ("src", "data-src", "data-original"):
            if name in said:
                yield PageItem(kind, said[name], width, height, text)
        if "poster" in said:
            yield PageItem(MediaKind.PICTURE, said["poster"], width, height, text)
    elif tag == "meta" and (named := _META.get((said.get("property") or said.get("name") or "").lower())):
        if "content" in said:
            yield PageItem(named, said["content"])
    elif tag == "link" and "image_src" in said.get("rel", "").lower().split():
        yield PageItem(MediaKind.PICTURE, said.get("href", ""))
    elif tag == "a":
        ending = said.get("href", "").partition("?")[0].partition("#")[0].rpartition(".")[2].lower()
        if ending in _ENDINGS:
            yield PageItem(_ENDINGS[ending], said["href"], text=text)


def _find_largest(candidates: str) -> tuple[str, int]:
    """Return the largest picture of a `srcset` and its width, 0 where none is stated (HTML, 4.8.4.2.1)."""
    best, size, width = "", -1.0, 0
    for match in _CANDIDATE.finditer(candidates[: 64 * limits.KIB]):
        stated = float(match[2] or 1)
        if stated > size:
            best, size, width = match[1].rstrip(","), stated, int(stated) if match[3] == "w" else 0
    return best, min(width, _SIDE)


def _read_side(text: str) -> int:
    digits = text.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def _join(base: str, address: str) -> str:
    """Return the whole address, empty where it is none or too long."""
    try:
        joined = urljoin(base, "".join(address.split("\n")).strip())
        urlsplit(joined)
    except ValueError:
        return ""
    return joined.replace(" ", "%20") if len(joined) <= limits.LINK_CHARACTERS else ""
