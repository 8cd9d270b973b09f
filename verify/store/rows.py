"""Rows of a database as frozen values: each column is held to the type and the form that its field names.

SQLite stores any type in any column, and whoever can write the file may have stored one. A row is a Struct, or the
bare type of a single column; there is no other way to rows, so that none is believed unseen.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, Final, TypeVar, cast, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from verify.model.forms import Form

R = TypeVar("R")

Value = str | int | float | bytes | None
Column = Callable[[object], Any]


class RowError(Exception):
    """A row holds something else than what its table is for. The message names the column only."""


def load_row(kind: type[R], row: Sequence[object]) -> R:
    """Return the value of a row. Raises RowError."""
    return cast("R", _make_loader(cast("Any", kind))(row))


def list_columns(kind: type[Struct]) -> tuple[str, ...]:
    """Return the names of the columns of a table whose rows are of this kind."""
    return tuple(field.name for field in fields(kind))


def store_path(path: str) -> str | bytes:
    """Return the name of a file as a column of `PathText` keeps it: its bytes, where these are no text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


@cache
def _make_loader(kind: Any) -> Callable[[Sequence[object]], object]:
    if not (isinstance(kind, type) and issubclass(kind, Struct)):
        column = _make_column(kind)

        def load_single(row: Sequence[object]) -> object:
            if len(row) != 1:
                raise RowError("not one column")
            return column(row[0])

        return load_single
    columns = tuple((field.name, _make_column(field.type)) for field in fields(kind))
    make = cast("Callable[..., object]", kind)

    def load(row: Sequence[object]) -> object:
        if len(row) != len(columns):
            raise RowError("another number of columns")
        values = []
        for (name, column), value in zip(columns, row, strict=True):
            try:
                values.append(column(value))
            except RowError as error:
                raise RowError(f"{name}: {error}") from error
        return make(*values)

    return load


def _make_column(kind: Any) -> Column:
    if get_origin(kind) is not Annotated:
        return _COLUMNS[kind]
    base, form = get_args(kind)
    return _make_formed_column(_COLUMNS[base], form)


def _make_formed_column(column: Column, form: Form) -> Column:
    def load(value: object) -> object:
        content = column(os.fsdecode(value) if form.any_bytes and isinstance(value, bytes) else value)
        if not form.fits(content):
            raise RowError(f"not {form.name}")
        return content

    return load


def _load_text(value: object) -> str:
    if not isinstance(value, str):
        raise RowError("not a text")
    return value


def _load_integer(value: object) -> int:
    if type(value) is not int:
        raise RowError("not a whole number")
    return value


def _load_number(value: object) -> float:
    if type(value) not in (int, float) or not math.isfinite(cast("float", value)):
        raise RowError("not a finite number")
    return float(cast("float", value))


def _load_bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise RowError("not bytes")
    return value


_COLUMNS: Final[dict[Any, Column]] = {str: _load_text, int: _load_integer, float: _load_number, bytes: _load_bytes}
