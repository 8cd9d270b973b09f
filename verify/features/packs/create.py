"""Makes the files of a pack out of reports: the same facts as a page, for print, as a table and for programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from verify import __version__
from verify.features.packs import archive, layout
from verify.features.packs.archive import Part
from verify.features.packs.cover import Cover, make_annex, make_cover
from verify.features.packs.html import pack_html
from verify.features.packs.layout import PackError, PackProblem
from verify.features.packs.order import order_items
from verify.features.packs.pdf.pages import Printed, appendix_pdf, make_panels, report_pdf
from verify.features.packs.pictures import encode_jpeg
from verify.model import ModelFile, Pack, PackItem, PackSettings, Picture, limits, readers
from verify.report.formats.csv import table
from verify.report.formats.json import line
from verify.report.words.catalogue import Translator, names_in

Tell = Callable[[int, int], None]  # how many steps are done, of how many


def make_pack(pack: Pack, out: Path, translator: Translator, tell: Tell = lambda _done, _of: None) -> str:
    """Write the pack to `out` (a zip where its name ends so, else a folder) and return its number.

    `tell` hears how far it is. Raises PackError; nothing is then written.
    """
    if not pack.items:
        raise PackError(PackProblem.NOTHING)
    if len(pack.items) > limits.PACK_FILES:
        raise PackError(PackProblem.TOO_MANY, str(limits.PACK_FILES))
    return archive.write(out, make_parts(pack, translator, tell))


def make_parts(pack: Pack, translator: Translator, tell: Tell = lambda _done, _of: None) -> Iterator[Part]:
    """Yield every file of the pack but the manifest, as (name, content), without contractions in any of them.

    In each of them the files have the same order and numbers: those that need a look come first.
    """
    translator = translator.make_formal()
    pack = replace(pack, items=order_items(pack.items, translator))
    step = _count_steps(len(pack.items) * (3 if pack.appendix else 2), tell)
    attachments = {
        name: content for at, item in enumerate(pack.items, 1) for name, content in _list_attachments(at, item)
    }
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in attachments.items()}
    cover = make_cover(pack, translator)
    annexes = [
        make_annex(item, translator, sums, layout.record_name(at), layout.picture_name(at))
        for at, item in enumerate(pack.items, 1)
    ]
    yield layout.README, _write_readme(translator, attachments, cover, pack).encode()
    yield layout.PAGE, pack_html(pack, cover, annexes, translator, step).encode()
    printed = Printed(cover, make_panels(pack, translator), tuple(annexes), translator)
    yield layout.PRINT, report_pdf(printed, layout.APPENDIX if pack.appendix else layout.PAGE, step)
    if pack.appendix:
        yield layout.APPENDIX, appendix_pdf(printed, step)
    yield layout.TABLE, table(pack.items, translator, pack.left).encode()
    yield layout.REPORTS, "".join(_end_line(line(item.report, translator)) for item in pack.items).encode()
    yield layout.FACTS, _write_facts(pack, translator, sums).encode()
    yield from attachments.items()


def _count_steps(whole: int, tell: Tell) -> Callable[[], None]:
    done = iter(range(1, whole + 1))

    def step() -> None:
        tell(next(done, whole), whole)

    return step


def settings_of(items: Iterable[PackItem], models: Iterable[ModelFile]) -> PackSettings:
    """Return with which settings reports were made, as far as they tell: the readers that took part in any of them."""
    names = frozenset(name for item in items for name in item.report.run.readers)
    deep = not names.isdisjoint(readers.ON_REQUEST)
    usual = next((choice for choice in ((), ("quick",)) if readers.select_readers(choice, deep=deep) == names), None)
    order = tuple(name for name in readers.READERS if name in names)
    return PackSettings(order if usual is None else usual, deep, tuple((one.name, one.sha256) for one in models))


def _list_attachments(number: int, item: PackItem) -> Iterator[Part]:
    """Yield the raw record and the small picture of one file, as far as there are any."""
    raw = item.report.record.raw
    if raw:
        yield layout.record_name(number), raw.encode("utf-8", "replace")
    picture = _encode_preview(item.report.pictures)
    if picture:
        yield layout.picture_name(number), picture


def _encode_preview(pictures: tuple[Picture, ...]) -> bytes:
    preview = next((picture for picture in pictures if picture.name == "preview"), None)
    return encode_jpeg(preview) if preview else b""


def _write_readme(translator: Translator, attachments: dict[str, bytes], cover: Cover, pack: Pack) -> str:
    """Return the README: the purpose, each file, and how to check, for who meets the pack without the program."""
    folders = {name.partition("/")[0] for name in attachments}
    listed = (
        translator.text(
            "commands.pack.contents_line", file=name, what=translator.text(f"commands.pack.contents.{name}")
        )
        for name in names_in("commands.pack.contents")
        if ("." in name or name in folders) and (pack.appendix or name != layout.APPENDIX)
    )
    left = "\n".join(f"  {name} – {reason}" for name, reason in cover.left)
    first = (translator.text("commands.pack.title"), *cover.introduction, *filter(None, (left,)))
    return "\n\n".join((*first, "\n".join(f"  {text}" for text in listed), *cover.how_to_check)) + "\n"


def _write_facts(pack: Pack, translator: Translator, sums: dict[str, str]) -> str:
    """Return the facts of the pack as a whole for programs; each file's own circumstances stand in its report."""
    settings = pack.settings
    whole = {
        "schema": layout.SCHEMA,
        "made_at": pack.made_at,
        "whence": __version__,
        "lang": translator.language,
        "note": pack.note,
        "by": pack.by,
        "settings": {
            "readers": list(settings.readers),
            "deep": settings.deep,
            "models": [{"name": name, "sha256": digest} for name, digest in settings.models],
        },
        "case": {
            "title": pack.title,
            "tags": list(pack.tags),
            "notes": [{"at": remark.at, "by": remark.by, "text": remark.text} for remark in pack.notes],
            "custody": [
                {"at": remark.at, "by": remark.by, "text": remark.text, "sum": remark.sum} for remark in pack.custody
            ],
        },
        "files": [
            {
                "number": at,
                "path": item.report.file.path,
                "sha256": item.report.file.sha256,
                "size": item.report.file.size,
                "modified": item.modified,
                "record": name if (name := layout.record_name(at)) in sums else "",
                "picture": name if (name := layout.picture_name(at)) in sums else "",
            }
            for at, item in enumerate(pack.items, 1)
        ],
        # what was meant to be in it and is not; packs of Whence 0.1 have no such list
        "left_out": [
            {"path": omission.path, "name": omission.name, "number": omission.number, "reason": omission.reason}
            for omission in pack.left
        ],
    }
    return json.dumps(whole, indent=1).encode("ascii").decode() + "\n"


def _end_line(text: str) -> str:
    return text.rstrip("\n") + "\n"
