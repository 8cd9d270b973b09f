"""From a text to its `Record`: where the record lies, what the engine says of it, and whether the text still fits.

The engine reads no texts: it is given the record alone, and the text is compared here (`text_binding`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection import text as texts
from verify.inspection.c2pa.crjson import parent_target_of
from verify.inspection.c2pa.engine import encypher, text_binding, text_carriers
from verify.inspection.c2pa.engine.c2pa_rs import BrokenRecordError, NoRecordError, open_bare_store
from verify.inspection.c2pa.engine.read_store import replace_binding_failures, to_record
from verify.inspection.c2pa.engine.text_binding import Binding, Form
from verify.inspection.c2pa.engine.text_carriers import Carrier, Method
from verify.inspection.media.input_file import Media
from verify.model import Options, Record, RecordState, SecondOpinion, limits

# under which name the second engine looks for a record of each kind
_SECOND_NAMES: Final = {Method.WRAPPER: "text/plain", Method.BLOCK: "application/xml", Method.PAGE: "text/html"}


class TextRecord(Struct, frozen=True):
    """The record of a text, how the text holds it, and how it was compared; no record gives an absent one."""

    record: Record
    carrier: Carrier | None = None
    binding: Binding | None = None
    pasted: bool = False  # a page holds the record of a text that was pasted into it


def read_text(media: Media, options: Options) -> TextRecord:
    """Find and read the record of a text, up to `limits.DOCUMENT_BYTES`; a longer one is not read at all.

    Raises MediaError where the file changed meanwhile.
    """
    if media.size > limits.DOCUMENT_BYTES:
        return TextRecord(Record(RecordState.UNREADABLE, reason=f"a text of {media.size} bytes"))
    data = media.read_at(0, media.size)
    text = texts.decode(data)
    carrier = text_carriers.find_carrier(text, media.media_type)
    if carrier is None:
        beside = media.sidecar
        return _read(data, text, None, beside, location="sidecar", options=options) if beside else TextRecord(Record())
    if carrier.code:
        if _is_foreign(carrier, media):
            return TextRecord(Record(), pasted=True)
        codes = (carrier.code,)
        return TextRecord(Record(RecordState.MALFORMED, codes, location="embedded", reason=carrier.code), carrier)
    if carrier.store:
        result = _read(data, text, carrier, carrier.store, location="embedded", options=options)
        fits = result.binding is not None and result.binding.form is not Form.NONE
        return result if fits or not _is_foreign(carrier, media) else TextRecord(Record(), pasted=True)
    if options.fetched is not None:
        result = _read(data, text, carrier, options.fetched, location="fetched", options=options)
        return replace(result, record=replace(result.record, url=carrier.url))
    return TextRecord(Record(RecordState.REMOTE, location="remote", url=carrier.url), carrier)


def ask_second_engine(media: Media, options: Options) -> Iterator[SecondOpinion]:
    """Ask the second engine about the same record, over the bytes that fit it where some do.

    Yields nothing for a text without a record. Raises as `second_engine.opinion`.
    """
    first = read_text(media, options)
    if first.carrier is None or first.record.state is RecordState.ABSENT or first.record.location != "embedded":
        return
    data = first.binding.data if first.binding else media.read_at(0, media.size)
    yield from encypher.ask_about(data, _SECOND_NAMES[first.carrier.method], options)


def _is_foreign(carrier: Carrier, media: Media) -> bool:
    """Tell whether a page holds a wrapper: it came with a text that was pasted in, unless it fits the whole page."""
    return carrier.method is Method.WRAPPER and media.media_type == "text/html"


def _read(
    data: bytes, text: str, carrier: Carrier | None, store: bytes, *, location: str, options: Options
) -> TextRecord:
    try:
        with open_bare_store(store, options.trust) as record:
            binding = text_binding.compare(data, text, carrier, _find_hashing_manifest(record.document))
            document = replace_binding_failures(record.document, binding.code)
            return TextRecord(to_record(record, document, location, options), carrier, binding)
    except (BrokenRecordError, NoRecordError) as error:
        reason = str(error)[: limits.FACT_CHARACTERS]
        return TextRecord(Record(RecordState.MALFORMED, location=location, reason=reason), carrier)


def _find_hashing_manifest(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Find the manifest that holds the hash: the active one, or for updates the first below it that is none."""
    by_label = {
        str(manifest.get("label")): manifest for manifest in document["manifests"] if isinstance(manifest, dict)
    }
    current: Mapping[str, Any] = document["manifests"][0]
    for _ in range(len(by_label)):
        below = by_label.get(parent_target_of(current)) if current.get("isUpdateManifest") is True else None
        if below is None:
            break
        current = below
    return current
