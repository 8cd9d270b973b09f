"""What values must keep to beyond their types when they cross the border: sizes that fit each other, and bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from verify.model import Imprint, Picture, Record, Report, Uncovered, Waveform, limits
from verify.workers.protocol.lines import WireError


def _check_picture(picture: Picture) -> None:
    side = max(limits.PREVIEW_SIDE, limits.THUMBNAIL_SIDE)
    if not (1 <= picture.width <= side and 1 <= picture.height <= side):
        raise WireError("Picture: its sides are out of bounds")
    if len(picture.rgb) != picture.width * picture.height * 3:
        raise WireError("Picture: not three bytes a pixel")
    if not (0 <= picture.whole_width <= limits.PICTURE_PIXELS and 0 <= picture.whole_height <= limits.PICTURE_PIXELS):
        raise WireError("Picture: what it was made from is out of bounds")


def _check_waveform(waveform: Waveform) -> None:
    if not 0 < waveform.seconds <= limits.TIMELINE_SECONDS:
        raise WireError("Waveform: its length is out of bounds")
    if not 1 <= len(waveform.peaks) <= limits.WAVEFORM_COLUMNS:
        raise WireError("Waveform: its columns are out of bounds")


def _check_record(record: Record) -> None:
    if len(record.manifests) > limits.MANIFESTS:
        raise WireError("Record: too many manifests")
    if sum(len(each.ingredients) + len(each.actions) for each in record.manifests) > limits.HISTORY_ITEMS:
        raise WireError("Record: too long a history")


def _check_uncovered(item: Uncovered) -> None:
    if (item.start or 0) < 0 or item.bytes < 0 or not 0 <= (item.share or 0.0) <= 1:
        raise WireError("Uncovered: a stretch that lies in no file")


def _check_report(report: Report) -> None:
    count = len(report.findings)
    if count > limits.FINDINGS:
        raise WireError("Report: too many findings")
    if sum(len(picture.rgb) for picture in report.pictures) > limits.PICTURE_BYTES_PER_FILE:
        raise WireError("Report: pictures too large")
    if not all(0 <= index < count for index in (*report.verdict.reasons, *report.verdict.doubts)):
        raise WireError("Report: a reason that is not among its findings")
    if report.file.size < 0:
        raise WireError("Report: a file of less than no bytes")
    if len(report.imprints) > limits.IMPRINTS:
        raise WireError("Report: too many imprints")


def _check_imprint(imprint: Imprint) -> None:
    points, rest = divmod(len(imprint.landmarks), limits.LANDMARK_BYTES)
    if len(imprint.whole) != limits.WHOLE_BYTES or rest or points > limits.LANDMARKS:
        raise WireError("Imprint: its codes have another size")
    if max(imprint.picture.width, imprint.picture.height) > limits.IMPRINT_SIDE or imprint.seconds < 0:
        raise WireError("Imprint: its picture or time is out of bounds")


CHECKS: Final[dict[type, Callable[[Any], None]]] = {
    Picture: _check_picture,
    Imprint: _check_imprint,
    Record: _check_record,
    Report: _check_report,
    Uncovered: _check_uncovered,
    Waveform: _check_waveform,
}
