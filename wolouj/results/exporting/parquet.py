"""One table as a Parquet file. Imported only where ``pyarrow`` is installed."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from itertools import islice
from shutil import copyfileobj
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wolouj.results.exporting.archive import plain
from wolouj.results.exporting.dictionary import Column
from wolouj.results.exporting.tables import AT_ONCE, Table

KINDS = {
    "BooleanField": pa.bool_(), "DateField": pa.date32(), "DateTimeField": pa.timestamp("us", tz="UTC"),
    "BigAutoField": pa.int64(), "IntegerField": pa.int64(), "PositiveIntegerField": pa.int64(),
    "PositiveSmallIntegerField": pa.int64(),
}  # fmt: skip
"""A field of a model -> what it is in Parquet; anything else is text."""


def kind(column: Column) -> pa.DataType:
    """The type of a column; amounts stay exact."""
    field = column.field
    if column.type == "DecimalField" and field is not None:
        return pa.decimal128(field.max_digits, field.decimal_places)  # type: ignore[attr-defined]
    if column.type == "ForeignKey" and field is not None:
        return pa.string()
    return KINDS.get(column.type, pa.string())


def write(made: zipfile.ZipFile, entry: zipfile.ZipInfo, table: Table) -> None:
    """Write a table, a group of rows at a time, into the archive."""
    kinds = [kind(one) for one in table.columns]
    schema = pa.schema([pa.field(one.name, to) for one, to in zip(table.columns, kinds, strict=True)])
    rows = iter(table.rows())
    with tempfile.TemporaryFile() as raw:
        with pq.ParquetWriter(raw, schema) as out:
            while some := list(islice(rows, AT_ONCE)):
                out.write_table(pa.Table.from_arrays(list(_arrays(some, kinds)), schema=schema))
        raw.seek(0)
        with made.open(entry, "w", force_zip64=True) as into:
            copyfileobj(raw, into)


def _arrays(rows: list[tuple[Any, ...]], kinds: list[pa.DataType]) -> Iterable[pa.Array]:
    for i, to in enumerate(kinds):
        values = [row[i] for row in rows]
        if pa.types.is_string(to):
            values = [None if value is None else plain(value) for value in values]
        yield pa.array(values, type=to)
