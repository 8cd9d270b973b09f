"""Check a manifest store that a resolver gave for a code: by itself, and its small picture beside this one.

It belongs to another file than this one, at best to what this one was made of. So nothing here is a finding of a file.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from msgspec.structs import replace

from verify.inspection.c2pa import findings as claims
from verify.inspection.c2pa.engine.c2pa_rs import BrokenRecordError, NoRecordError, open_bare_store
from verify.inspection.c2pa.engine.read_store import read_thumbnails, replace_binding_failures, to_record
from verify.inspection.media import fingerprint, thumbnails
from verify.inspection.metadata import fingerprints
from verify.model import CheckedStore, Likeness, Options, Picture, Record, RecordState, limits
from verify.model.errors import UnavailableError
from verify.model.task_inputs import CodeOfPicture, PictureToCode, StoreToCheck

_LIKENESS: Final = {
    thumbnails.Likeness.FITS: Likeness.ALIKE,
    thumbnails.Likeness.CONTENT: Likeness.UNLIKE,
    thumbnails.Likeness.SHAPE: Likeness.UNCLEAR,  # cut, or another picture
    None: Likeness.UNCLEAR,
}


def code_picture(given: PictureToCode) -> CodeOfPicture:
    """Compute the ISCC code of a picture, out of its small view."""
    with suppress(UnavailableError):
        code = fingerprint.make_code(given.preview)
        return CodeOfPicture(fingerprint.write_code(code) if code else b"")
    return CodeOfPicture()


def check_store(given: StoreToCheck) -> CheckedStore:
    """Check a manifest store of which no file is known, and compare its picture with this one."""
    options = Options(now=given.now, trust=given.trust)
    picture: Picture | None = None
    try:
        with open_bare_store(given.store, given.trust) as opened:
            record = to_record(opened, replace_binding_failures(opened.document), "alone", options)
            name = record.active.thumbnail if record.active else ""
            pictures = (
                thumbnail for thumbnail in read_thumbnails(opened, record.manifests[:1]) if thumbnail.name == name
            )
            picture = next(pictures, None)
    except (BrokenRecordError, NoRecordError) as error:
        reason = str(error)[: limits.FACT_CHARACTERS]
        return CheckedStore(Record(RecordState.MALFORMED, location="alone", reason=reason))
    findings = claims.find_findings(record, fingerprints.load_table(), options)
    likeness = Likeness.NOT_COMPARED
    if picture is not None and given.preview is not None:
        likeness = _LIKENESS[thumbnails.compare_pictures(picture, given.preview)]
    return CheckedStore(replace(record, raw=""), findings, picture, likeness)
