"""From a text to its `Record`: where the record lies, what the engine says of it, and whether the text still fits.

The engine reads no texts: it is given the record alone, and the text is compared here (`text_binding`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from verify.inspection import text as texts
from verify.inspection.c2pa.engine import encypher, text_binding, text_carriers
from verify.inspection.c2pa.engine.c2pa_rs import BrokenRecordError, NoRecordError, opened_store
from verify.inspection.c2pa.engine.read_store import record_of, without_bindings
from verify.inspection.c2pa.engine.text_binding import Binding, Form
from verify.inspection.c2pa.engine.text_carriers import Carrier, Method
from verify.inspection.media.input_file import Media
from verify.model import Options, Record, RecordState, SecondOpinion, limits

# under which name the second engine looks for a record of each kind
_SECOND_NAMES: Final = {Method.WRAPPER: "text/plain", Method.BLOCK: "application/xml", Method.PAGE: "text/html"}
_PARENT: Final = "parentOf"
_LABEL_AT: Final = "/c2pa/"


@dataclass(frozen=True, slots=True)
class Examined:
    """The record of a text, how the text holds it, and how it was compared; no record gives an absent one."""

    record: Record
    carrier: Carrier | None = None
    binding: Binding | None = None
    pasted: bool = False  # a page holds the record of a text that was pasted into it


def examine(media: Media, options: Options) -> Examined:
    """Finds and reads the record of a text, up to `limits.DOCUMENT_BYTES`; a longer one is not read at all.

    Raises MediaError where the file changed meanwhile.
    """
    if media.size > limits.DOCUMENT_BYTES:
        return Examined(Record(RecordState.UNREADABLE, reason=f"a text of {media.size} bytes"))
    data = media.read_at(0, media.size)
    text = texts.decode(data)
    carrier = text_carriers.find(text, media.media_type)
    if carrier is None:
        beside = media.sidecar
        return _read(data, text, None, beside, location="sidecar", options=options) if beside else Examined(Record())
    if carrier.code:
        if _is_foreign(carrier, media):
            return Examined(Record(), pasted=True)
        codes = (carrier.code,)
        return Examined(Record(RecordState.MALFORMED, codes, location="embedded", reason=carrier.code), carrier)
    if carrier.store:
        found = _read(data, text, carrier, carrier.store, location="embedded", options=options)
        fits = found.binding is not None and found.binding.form is not Form.NONE
        return found if fits or not _is_foreign(carrier, media) else Examined(Record(), pasted=True)
    if options.fetched is not None:
        found = _read(data, text, carrier, options.fetched, location="fetched", options=options)
        return replace(found, record=replace(found.record, url=carrier.url))
    return Examined(Record(RecordState.REMOTE, location="remote", url=carrier.url), carrier)


def second_opinion(media: Media, options: Options) -> Iterator[SecondOpinion]:
    """What the second engine says of the same record, over the bytes that fit it where some do.

    Yields nothing for a text without a record. Raises as `second_engine.opinion`.
    """
    found = examine(media, options)
    if found.carrier is None or found.record.state is RecordState.ABSENT or found.record.location != "embedded":
        return
    data = found.binding.data if found.binding else media.read_at(0, media.size)
    yield from encypher.opinion_on(data, _SECOND_NAMES[found.carrier.method], options)


def _is_foreign(carrier: Carrier, media: Media) -> bool:
    """Whether a page holds a wrapper: it came with a text that was pasted in, unless it fits the whole page."""
    return carrier.method is Method.WRAPPER and media.media_type == "text/html"


def _read(
    data: bytes, text: str, carrier: Carrier | None, store: bytes, *, location: str, options: Options
) -> Examined:
    try:
        with opened_store(store, options.trust) as record:
            document = without_bindings(record.document)
            binding = text_binding.compare(data, text, carrier, _bound(document))
            if binding.code:
                document = _failed(document, binding.code)
            return Examined(record_of(record, document, location, options), carrier, binding)
    except (BrokenRecordError, NoRecordError) as error:
        reason = str(error)[: limits.FACT_CHARACTERS]
        return Examined(Record(RecordState.MALFORMED, location=location, reason=reason), carrier)


def _bound(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The manifest that holds the hash: the active one, or for updates the first below it that is none."""
    by_label = {str(item.get("label")): item for item in document["manifests"] if isinstance(item, dict)}
    current: Mapping[str, Any] = document["manifests"][0]
    for _ in range(len(by_label)):
        below = by_label.get(_parent(current)) if current.get("isUpdateManifest") is True else None
        if below is None:
            break
        current = below
    return current


def _parent(manifest: Mapping[str, Any]) -> str:
    assertions = manifest.get("assertions")
    for name, body in assertions.items() if isinstance(assertions, dict) else ():
        if name.startswith("c2pa.ingredient") and isinstance(body, dict) and body.get("relationship") == _PARENT:
            place = body.get("activeManifest") or body.get("c2pa_manifest")
            url = place.get("url") if isinstance(place, dict) else ""
            return str(url).partition(_LABEL_AT)[2].partition("/")[0]
    return ""


def _failed(document: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """The crJSON with our own failure of the hard binding among those of the active manifest."""
    active, *others = document["manifests"]
    results = active.get("validationResults") or {}
    failure = {
        "code": code,
        "url": f"self#jumbf={_LABEL_AT}{active.get('label', '')}/c2pa.assertions/c2pa.hash.data",
        "explanation": "computed by Whence over the text",
    }
    failures = [*(results.get("failure") or ()), failure]
    return {**document, "manifests": [{**active, "validationResults": {**results, "failure": failures}}, *others]}
