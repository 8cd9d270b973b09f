"""From a file to its `Record`: where the record lies, what the engine says of it, and what a failure means.

The order is fixed: the record inside the file, then the one that was fetched for it, then the one beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from verify.inspection.c2pa.crjson import NOTHING, as_entries, as_mapping, as_text, claim_of, find_active
from verify.inspection.c2pa.engine import coverage, jumbf, presence
from verify.inspection.c2pa.engine.c2pa_rs import (
    BrokenRecordError,
    NoRecordError,
    OpenStore,
    OverlongSizeError,
    RemoteRecordError,
    UnknownFormatError,
    open_store,
    validate_bare_store,
)
from verify.inspection.c2pa.engine.manifest_boxes import ManifestBoxes
from verify.inspection.c2pa.manifest import parse as record_manifests
from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.model import Manifest, Options, Picture, Record, RecordState, limits
from verify.model.vocabularies import media_types
from verify.model.vocabularies.media_types import MANIFEST_STORE

# Formats of which the engine reads everything before it knows whether there is a record.
_TAKEN_WHOLE: Final = media_types.C2PA_PACKAGES | {"image/jpeg", "image/svg+xml", "application/pdf", MANIFEST_STORE}
# Hard bindings tie a record to its file: without the file they cannot fit, which says nothing about the record.
_BINDINGS: Final = tuple(f"assertion.{kind}Hash." for kind in ("data", "bmff", "boxes", "collection", "multiAsset"))
_VERIFIED: Final = ("validationResults", "ingredientDeltas")  # of a manifest in crJSON
# said in crJSON of a code that the engine did not give
_COMPARED: Final = "the content was compared by another program than the one that read this record"


def is_compared_later(media: Media) -> bool:
    """Tell whether the content is hashed only after the record was shown.

    Not where the engine must take in the whole file to find the record: one pass does both.
    """
    return _is_large(media) and media.media_type not in _TAKEN_WHOLE


def _is_large(media: Media) -> bool:
    return media.size > limits.WHOLE_HASH_AT_ONCE_BYTES


def read_manifest_store(
    media: Media, options: Options, *, hashed: bool, thumbnails: bool
) -> Iterator[Record | Picture]:
    """Yield the record of `media`, then its thumbnails.

    With `hashed=False` the record is marked `checking` and its state is not known. Raises MediaError where the
    file changed meanwhile.
    """
    if media.media_type == MANIFEST_STORE:
        yield from _read_known(media, options, "alone", None, hashed=True, thumbnails=thumbnails)
        return
    read_known = partial(_read_known, media, options, hashed=hashed, thumbnails=thumbnails)
    try:
        if _is_large(media) and presence.is_surely_absent(media):
            raise NoRecordError  # the engine would read all of it to say so
        yield from _read(media, options, "embedded", None, hashed=hashed, thumbnails=thumbnails)
    except NoRecordError:
        record = Record()
        if media.media_type in presence.EXACT and presence.carries_record(media):
            record = Record(RecordState.MALFORMED, location="embedded", reason="the engine finds nothing in it")
        elif where := presence.find_misplaced(media):
            record = Record(RecordState.UNREADABLE, location="embedded", reason=where)
    except RemoteRecordError as error:
        if options.fetched is not None:
            yield from read_known("fetched", options.fetched, url=error.url)
            return
        record = Record(RecordState.REMOTE, location="remote", url=error.url)
    except UnknownFormatError as error:
        record = Record(reason=str(error)[: limits.FACT_CHARACTERS])
    except OverlongSizeError as error:
        yield Record(RecordState.UNREADABLE, reason=str(error))
        return
    except BrokenRecordError as error:
        record = _explain_failure(media, str(error)[: limits.FACT_CHARACTERS])
    else:
        return
    beside = media.sidecar if record.state is not RecordState.MALFORMED else None
    if beside is None:
        yield record
    else:
        name = media.sidecar_path.name if media.sidecar_path else ""
        for output in read_known("sidecar", beside, url=record.url):
            yield replace(output, beside=name) if isinstance(output, Record) else output


def _explain_failure(media: Media, reason: str) -> Record:
    """Explain an exception of the engine: a damaged record, a file that it cannot parse, or its own limit."""
    if presence.carries_record(media):
        return Record(RecordState.MALFORMED, location="embedded", reason=reason)
    place = presence.find_misplaced(media)
    if place:
        return Record(RecordState.UNREADABLE, location="embedded", reason=place)
    return Record() if presence.is_surely_absent(media) else Record(RecordState.UNREADABLE, reason=reason)


def _read_known(
    media: Media,
    options: Options,
    location: str,
    store: bytes | None,
    *,
    url: str = "",
    hashed: bool,
    thumbnails: bool,
) -> Iterator[Record | Picture]:
    """As `_read`, where a record is known to be there: whatever the engine cannot read of it is malformed."""
    try:
        for output in _read(media, options, location, store, hashed=hashed, thumbnails=thumbnails):
            yield replace(output, url=url) if isinstance(output, Record) else output
    except (BrokenRecordError, NoRecordError, RemoteRecordError, UnknownFormatError) as error:
        reason = str(error)[: limits.FACT_CHARACTERS]
        yield Record(RecordState.MALFORMED, location=location, url=url, reason=reason)


def _read(
    media: Media, options: Options, location: str, store: bytes | None, *, hashed: bool, thumbnails: bool
) -> Iterator[Record | Picture]:
    with open_store(media, options.trust, store=store, hashed=hashed) as record:
        document = replace_binding_failures(record.document) if location == "alone" else record.document
        if hashed:
            result = to_record(record, document, location, options)
            result = replace(result, coverage=coverage.find_coverage(media, document, location))
        else:
            result = make_unverified(record, location)
        yield result
        if thumbnails:
            yield from read_thumbnails(record, result.manifests)


def make_unverified(opened: OpenStore, location: str) -> Record:
    """Make the record of which nothing was verified: no manifest has a code, and the state carries least.

    Raises BrokenRecordError where it holds no manifest.
    """
    listed = opened.document["manifests"]
    bare = [
        {key: manifest[key] for key in manifest if key not in _VERIFIED}
        for manifest in listed
        if isinstance(manifest, dict)
    ]
    manifests = _parse({**opened.document, "manifests": bare})
    # what the engine says of a hash that it could not compare is not passed on either
    raw = opened.text if bare == listed else json.dumps({**opened.document, "manifests": bare}, ensure_ascii=False)
    raw = raw[: limits.RAW_RECORD_CHARACTERS]
    return Record(manifests[0].state, (), manifests, location, checking=True, raw=raw)


def to_record(opened: OpenStore, document: Mapping[str, Any], location: str, options: Options) -> Record:
    """Build the record of `document`, the crJSON of `opened` or what was made of it: manifests, states, trust lists.

    Raises BrokenRecordError where it holds no manifest.
    """
    from verify.inspection.c2pa.engine import trust_chain
    from verify.inspection.c2pa.engine.credentials.examine import examine_manifests
    from verify.inspection.c2pa.engine.credentials.note import note_credentials
    from verify.inspection.c2pa.engine.revocation import weigh

    boxes = ManifestBoxes(opened, find_active(document))
    credentials = examine_manifests(boxes.contents, options, boxes.read_signature)
    contents, alone = boxes.contents if len(document["manifests"]) > 1 else record_manifests.NO_CONTENTS, NOTHING
    manifests = _parse(document, contents)
    if len(manifests) > 1:
        listed = {label for label, credential in credentials.items() if credential.shortfalls}
        alone = _validate_alone(document, manifests, boxes, options, listed)
        manifests = record_manifests.parse(document, alone, contents) if alone else manifests
    times = {label: credential.signed for label, credential in credentials.items()}
    weighed = weigh.weigh_answers(manifests, boxes, options, times)
    if weigh.concerns(weighed, manifests):
        manifests = record_manifests.parse(document, alone, contents, weighed.revocations)
    raw = opened.text if document is opened.document else json.dumps(document, ensure_ascii=False, indent=2)
    result = Record(
        manifests[0].state, manifests[0].codes, manifests, location, raw=raw[: limits.RAW_RECORD_CHARACTERS]
    )
    matched = trust_chain.match_trust_lists(
        weigh.attach_answers(result, weighed), boxes.read_certificates, options.trust
    )
    return note_credentials(matched, credentials)


def _parse(
    document: Mapping[str, Any], contents: Mapping[str, bytes] = record_manifests.NO_CONTENTS
) -> tuple[Manifest, ...]:
    manifests = record_manifests.parse(document, contents=contents)
    if not manifests:
        raise BrokenRecordError("the engine gives no manifest")
    return manifests


def _validate_alone(
    document: Mapping[str, Any],
    manifests: tuple[Manifest, ...],
    boxes: ManifestBoxes,
    options: Options,
    listed: set[str],
) -> dict[str, object]:
    """Validate, by label, the manifests of listed signers that hang under somebody whom no list vouches for.

    What such a wrapper recorded of them counts for nothing, and the engine's word on them is coloured by it. `listed`:
    those whose signer a list identifies without vouching for it.
    """
    from verify.inspection.c2pa.engine import trust_chain

    alone: dict[str, object] = {}
    if manifests[0].state is RecordState.TRUSTED:
        return alone
    written = {as_text(manifest.get("label")): manifest for manifest in as_entries(document["manifests"])}
    for manifest in manifests[1:]:
        label = manifest.label
        if len(alone) >= limits.VALIDATED_ALONE:
            break
        if label in listed or trust_chain.is_listed(boxes.read_certificates(label), options.trust):
            content = boxes.contents.get(label, b"")
            by_itself = bool(content) and _stands_by_itself(written.get(label, NOTHING))
            # in a long chain what hangs under each is nearly all of it
            store = jumbf.write_store(content) if by_itself else boxes.read_store(label)
            alone[label] = validate_bare_store(store, options.trust)
    return alone


def _stands_by_itself(manifest: Mapping[str, object]) -> bool:
    """Tell whether what the engine says of a manifest itself needs none of those that hang under it.

    One without a hash of its own borrows that of its parent, and whether a redaction was carried out shows there.
    """
    hashed = any(name.startswith("c2pa.hash.") for name in as_mapping(manifest.get("assertions")))
    return hashed and not claim_of(manifest).get("redacted_assertions")


def replace_binding_failures(document: Mapping[str, Any], *failures: str, match: str = "") -> Mapping[str, Any]:
    """Drop the failures that a record shows in crJSON only because the engine was not given its file.

    `failures` are the codes of whoever compared the file, which take their place; `match` is the code where it fits.
    """
    active, *others = document["manifests"]
    results = active.get("validationResults") or {}
    statuses = [
        status for status in results.get("failure") or () if not str(status.get("code", "")).startswith(_BINDINGS)
    ]
    url = f"self#jumbf=/c2pa/{active.get('label', '')}/c2pa.assertions/c2pa.hash.data"
    statuses += [{"code": code, "url": url, "explanation": _COMPARED} for code in filter(None, failures)]
    compared = {**results, "failure": statuses}
    if match:
        fits = {"code": match, "url": url, "explanation": _COMPARED}
        compared["success"] = [*(results.get("success") or ()), fits]
    return {**document, "manifests": [{**active, "validationResults": compared}, *others]}


def read_thumbnails(record: OpenStore, manifests: tuple[Manifest, ...]) -> Iterator[Picture]:
    """Yield the thumbnails that the manifests and their ingredients name, at most `limits.THUMBNAILS`."""
    names: dict[str, None] = {}
    for manifest in manifests:
        names.setdefault(manifest.thumbnail)
        for ingredient in manifest.ingredients:
            names.setdefault(ingredient.thumbnail)
    for name in [name for name in names if name][: limits.THUMBNAILS]:
        data = record.read_resource(name, limits.THUMBNAIL_BYTES)
        picture = images.decode_thumbnail(data, name) if data else None
        if picture:
            yield picture
