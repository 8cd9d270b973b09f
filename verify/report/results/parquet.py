"""Results as a table in Apache Parquet, whose columns have types: for programs that count over many of them.

Its columns are those of the table of comma-separated values. No text is a formula here, so none gets a quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from verify.report.results.result import Result
from verify.report.words.catalogue import Translator, names_in

if TYPE_CHECKING:
    import pyarrow as pa

PARTS: Final = ("pyarrow",)  # that it needs; the extra `parquet` brings them

_ROWS: Final = 5_000  # in memory at a time
_COLUMNS: Final = "commands.pack.columns"
_NUMBERS: Final = frozenset(("number", "size"))
_MOMENTS: Final = frozenset(("modified", "checked_at", "fetched_at"))
_LISTS: Final = frozenset(("alarms", "record_codes", "findings", "not_checked", "lists"))


def write_parquet(file: BinaryIO, results: Iterable[Result], translator: Translator) -> int:
    """Write the table and return how many rows it has. Raises OSError.

    Columns have the same names in every language; the heading that the other table gives is beside each, as `title`.
    """
    import pyarrow.parquet as pq  # late: it is large, and an extra

    schema = _make_schema(translator)
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        numbered = enumerate(results, 1)
        while rows := [_row(number, result) for number, result in islice(numbered, _ROWS)]:
            count += len(rows)
            writer.write_table(_make_table(rows, schema))
    return count


def _make_table(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=schema)


def _make_schema(translator: Translator) -> pa.Schema:
    import pyarrow as pa

    def find_type(name: str) -> pa.DataType:
        if name in _NUMBERS:
            return pa.int64()
        if name in _MOMENTS:
            return pa.timestamp("us", tz="UTC")
        return pa.list_(pa.string()) if name in _LISTS else pa.string()

    return pa.schema(
        [
            pa.field(name, find_type(name), metadata={"title": translator.text(f"{_COLUMNS}.{name}")})
            for name in names_in(_COLUMNS)
        ]
    )


def _row(number: int, result: Result) -> dict[str, object]:
    return {"number": number, **dict(_cells(result))}


def _cells(result: Result) -> Iterator[tuple[str, object]]:
    for name in names_in(_COLUMNS):
        if name != "number":
            value = getattr(result, name)
            yield name, list(value) if name in _LISTS else (None if value == "" else value)
