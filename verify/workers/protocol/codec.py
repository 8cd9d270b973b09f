"""Frozen values (Structs) to JSON and back, by their type hints alone. It never builds what a type does not name.

Whoever sends may have been taken over by a hostile file: every key, type, size, closed vocabulary and form of a text is
checked before a value exists, and whatever is wrong is a WireError and nothing else.
"""

from __future__ import annotations

import binascii
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, cast, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from verify.model import Imprint, Picture, Record, Report, Uncovered, Waveform, limits
from verify.model.forms import Form, is_text, replace_surrogates
from verify.workers.protocol.lines import WireError
from verify.workers.protocol.view_checks import VIEW_CHECKS

T = TypeVar("T")
Encode = Callable[[Any], object]
Decode = Callable[[object], Any]

INTEGER: Final = 2**63  # exclusive bound on the magnitude of a whole number


def dump(value: object) -> object:
    """Turn a Struct into dicts, lists, texts and numbers, which JSON can hold; bytes stay.

    What no text may hold becomes U+FFFD. Raises WireError for whatever else `load` would refuse.
    """
    try:
        return _make_encoder(cast("Any", type(value)))(value)
    except WireError:
        raise
    except (AttributeError, TypeError, ValueError) as error:
        raise WireError(f"{type(value).__name__}: {type(error).__name__}") from error


def load(kind: type[T], data: object, *, older: bool = False) -> T:
    """Build the `kind` that `data` describes. Raises WireError where a key is missing, unknown or holds something else.

    `older`: an earlier version may have written it, so what has a default value may be missing, and a text may hold
    lone surrogates, which become U+FFFD.
    """
    try:
        return cast("T", _make_decoder(cast("Any", kind), older)(data))
    except WireError:
        raise
    except (TypeError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise WireError(f"{kind.__name__}: {type(error).__name__}") from error


@cache
def _make_encoder(kind: Any) -> Encode:
    if _is_struct(kind):
        return _make_struct_encoder(kind)
    if kind in _SCALARS:
        return _SCALARS[kind][0]
    if get_origin(kind) is Annotated:
        return _make_form_checker(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return attrgetter("value")
    optional = _find_optional(kind)
    if optional is not None:
        inner = _make_encoder(optional)
        return lambda value: None if value is None else inner(value)
    part_kind = _find_repeated(kind)
    if part_kind is not None:
        encode = _make_encoder(part_kind)
        return lambda values: [encode(value) for value in _check_items(values)]
    parts = tuple(_make_encoder(part) for part in _find_parts(kind))
    return lambda values: [encode(value) for encode, value in zip(parts, values, strict=True)]


def _make_struct_encoder(kind: type[Struct]) -> Encode:
    members = tuple((field.name, _make_encoder(field.type)) for field in fields(kind))
    check = _CHECKS.get(kind, _accept)

    def encode(value: Any) -> object:
        check(value)
        return {name: encode_member(getattr(value, name)) for name, encode_member in members}

    return encode


@cache
def _make_decoder(kind: Any, older: bool) -> Decode:
    if _is_struct(kind):
        return _make_struct_decoder(kind, older)
    if kind is str and older:
        return _clean_text
    if kind in _SCALARS:
        return _SCALARS[kind][1]
    if get_origin(kind) is Annotated:
        return _make_form_checker(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _make_enum_decoder(kind)
    optional = _find_optional(kind)
    if optional is not None:
        inner = _make_decoder(optional, older)
        return lambda data: None if data is None else inner(data)
    part_kind = _find_repeated(kind)
    if part_kind is not None:
        return _make_repeated_decoder(_make_decoder(part_kind, older))
    return _make_parts_decoder(tuple(_make_decoder(part, older) for part in _find_parts(kind)))


def _make_struct_decoder(kind: type[Struct], older: bool) -> Decode:
    members = tuple((field.name, _make_decoder(field.type, older)) for field in fields(kind))
    names = frozenset(name for name, _ in members)
    needed = frozenset(field.name for field in fields(kind) if field.required) if older else names
    check = _CHECKS.get(kind, _accept)

    def decode(data: object) -> object:
        if not isinstance(data, dict):
            raise WireError(f"{kind.__name__}: not an object")
        if not needed <= data.keys() <= names:
            raise WireError(f"{kind.__name__}: not exactly the keys it must have")
        try:
            if len(data) == len(members):
                value = kind(*[decode_member(data[name]) for name, decode_member in members])
            else:
                value = kind(**{name: decode_member(data[name]) for name, decode_member in members if name in data})
        except WireError as error:
            raise WireError(f"{kind.__name__}.{error}") from error
        check(value)
        return value

    return decode


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _make_enum_decoder(kind: type[StrEnum]) -> Decode:
    words: Mapping[object, StrEnum] = {member.value: member for member in kind}

    def decode(data: object) -> StrEnum:
        if isinstance(data, str) and data in words:
            return words[data]
        raise WireError(f"{kind.__name__}: not one of its words")

    return decode


def _make_repeated_decoder(decode_item: Decode) -> Decode:
    def decode(data: object) -> tuple[object, ...]:
        if not isinstance(data, list):
            raise WireError("not a list")
        return tuple([decode_item(value) for value in _check_items(data)])

    return decode


def _make_parts_decoder(parts: tuple[Decode, ...]) -> Decode:
    def decode(data: object) -> tuple[object, ...]:
        if not isinstance(data, list) or len(data) != len(parts):
            raise WireError("not a list of the right length")
        return tuple([decode_part(value) for decode_part, value in zip(parts, data, strict=True)])

    return decode


def _make_form_checker(kind: Any) -> Callable[[object], str]:
    """Return what checks a text of `Annotated[str, Form]`, on both sides alike."""
    base, form = get_args(kind)
    if base is not str or not isinstance(form, Form):
        raise TypeError(f"no codec for {kind}")

    def check(data: object) -> str:
        text = _check_length(data)
        if not form.any_bytes and not is_text(text):
            raise WireError("half a character")
        if not form.fits(text):
            raise WireError(f"not {form.name}")
        return text

    return check


def _find_optional(kind: Any) -> Any:
    """Return X of `X | None`, else None."""
    if get_origin(kind) not in (UnionType, Union):
        return None
    others = [part for part in get_args(kind) if part is not type(None)]
    if len(others) != 1:
        raise TypeError(f"no codec for {kind}")
    return others[0]


def _find_repeated(kind: Any) -> Any:
    """Return X of `tuple[X, ...]`, else None."""
    parts = get_args(kind)
    return parts[0] if get_origin(kind) is tuple and len(parts) == 2 and parts[1] is Ellipsis else None


def _find_parts(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) is not tuple:
        raise TypeError(f"no codec for {kind}")
    return get_args(kind)


Items = TypeVar("Items", list[object], tuple[object, ...])


def _check_items(items: Items) -> Items:
    if len(items) > limits.LIST_ITEMS:
        raise WireError("list too long")
    return items


def _check_bytes(value: bytes) -> bytes:
    if not isinstance(value, bytes):
        raise WireError("not bytes")
    if len(value) > limits.FETCHED_BYTES:
        raise WireError("too many bytes")
    return value


def _check_length(data: object) -> str:
    if not isinstance(data, str):
        raise WireError("not a text")
    if len(data) > limits.TEXT_CHARACTERS:
        raise WireError("text too long")
    return data


def _check_text(data: object) -> str:
    if type(data) is str and data.isascii() and len(data) <= limits.TEXT_CHARACTERS:
        return data  # nearly all of them
    text = _check_length(data)
    if not is_text(text):
        raise WireError("half a character")
    return text


def _clean_text(data: object) -> str:
    if type(data) is str and data.isascii() and len(data) <= limits.TEXT_CHARACTERS:
        return data
    text = _check_length(data)
    return text if is_text(text) else replace_surrogates(text)


def _check_integer(data: object) -> int:
    if type(data) is not int:
        raise WireError("not a whole number")
    if not -INTEGER < data < INTEGER:
        raise WireError("number too large")
    return data


def _check_number(data: object) -> float:
    if type(data) is int:
        return float(_check_integer(data))
    if type(data) is not float or not math.isfinite(data):
        raise WireError("not a finite number")
    return data


def _check_boolean(data: object) -> bool:
    if not isinstance(data, bool):
        raise WireError("neither true nor false")
    return data


def _decode_bytes(data: object) -> bytes:
    if isinstance(data, bytes):  # straight from `dump`
        return _check_bytes(data)
    if not isinstance(data, str) or not data.isascii():
        raise WireError("not base64")
    try:
        return _check_bytes(binascii.a2b_base64(data, strict_mode=True))
    except binascii.Error as error:
        raise WireError("not base64") from error


def _decode_datetime(data: object) -> datetime:
    if not isinstance(data, str) or len(data) > 40:
        raise WireError("not a time")
    try:
        moment = datetime.fromisoformat(data)
    except ValueError as error:
        raise WireError("not a time") from error
    if moment.utcoffset() is None:
        raise WireError("a time without its zone")
    return moment


# texts and numbers are checked on both sides, so that a value which cannot be read is never sent
_SCALARS: Final[dict[Any, tuple[Encode, Decode]]] = {
    str: (_clean_text, _check_text),
    int: (_check_integer, _check_integer),
    float: (_check_number, _check_number),
    bool: (_check_boolean, _check_boolean),
    bytes: (_check_bytes, _decode_bytes),
    datetime: (datetime.isoformat, _decode_datetime),
}


def _accept(_value: object) -> None:
    """Accept any value: most need no check beyond their types."""


# -- what values must keep to beyond their types: sizes that fit each other, and bounds -------------------------------


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
    if sum(len(one) for chain in record.chains for one in chain.certificates) > limits.CHAINS_BYTES:
        raise WireError("Record: too many certificates")


def _check_uncovered(uncovered: Uncovered) -> None:
    if (uncovered.start or 0) < 0 or uncovered.bytes < 0 or not 0 <= (uncovered.share or 0.0) <= 1:
        raise WireError("Uncovered: a stretch that lies in no file")


def _check_report(report: Report) -> None:
    count = len(report.findings)
    if count > limits.FINDINGS:
        raise WireError("Report: too many findings")
    if sum(len(picture.rgb) for picture in report.pictures) > limits.PICTURE_BYTES_PER_FILE:
        raise WireError("Report: pictures too large")
    if not all(0 <= index < count for index in (*report.verdict.reasons, *report.verdict.doubts)):
        raise WireError("Report: a reason that is not among its findings")
    if report.verdict.provisional:
        raise WireError("Report: a verdict that is not final")
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


_CHECKS: Final[dict[type, Callable[[Any], None]]] = {
    Picture: _check_picture,
    Imprint: _check_imprint,
    Record: _check_record,
    Report: _check_report,
    Uncovered: _check_uncovered,
    Waveform: _check_waveform,
    **VIEW_CHECKS,
}
