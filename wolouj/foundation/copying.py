"""Many new rows into their table at once, by PostgreSQL's own COPY: no statement of thousands of values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg import sql

from wolouj.foundation.arrays import array


def copy_values(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert new rows told as values by column (``buyer_id``, not ``buyer``); all of them or none.

    Every row tells the same columns; the others get their default. No instance is made of a row: that is most of what
    a row costs. Keys are made by us, never by the database; a row already there, or a value the table refuses, raises
    as an insert does. Columns the database works out are left to it.
    """
    if not rows:
        return
    fields, values_of = _columns(model, rows[0])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), _names(fields))
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as into:
        for row in rows:
            into.write_row(values_of(row))


def insert_new(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """As :func:`copy_values`, leaving out each row that is there already: COPY cannot. One statement."""
    if not rows:
        return
    fields, values_of = _columns(model, rows[0])
    connection = connections[DEFAULT_DB_ALIAS]
    types = [sql.SQL(f"%s::{field.db_type(connection)}[]") for field in fields]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT * FROM unnest({}) ON CONFLICT DO NOTHING").format(
        sql.Identifier(model._meta.db_table), _names(fields), sql.SQL(", ").join(types)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [array(column) for column in zip(*map(values_of, rows), strict=True)])


def copy_in(rows: Sequence[models.Model]) -> None:
    """As :func:`copy_values`, of instances: all of one model, none saved yet."""
    if not rows:
        return
    names = [field.attname for field in rows[0]._meta.concrete_fields if not field.generated]
    names = [name for name in names if not isinstance(rows[0]._meta.get_field(name), _NUMBERED)]
    copy_values(type(rows[0]), [{name: getattr(row, name) for name in names} for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _columns(
    model: type[models.Model], row: Mapping[str, Any]
) -> tuple[list[models.Field[Any, Any]], Callable[[Mapping[str, Any]], list[Any]]]:
    """The columns that are written, and how their values are had of a row told like this one, as the driver writes
    them. What is told comes first, taken at once: most of it goes as it stands."""
    fields = [field for field in model._meta.concrete_fields if not (field.generated or isinstance(field, _NUMBERED))]
    if strange := row.keys() - {field.attname for field in fields}:
        raise ValueError(f"no such column of {model.__name__}: {', '.join(sorted(strange))}")
    told = [field for field in fields if field.attname in row]
    fresh = [field for field in fields if field.attname not in row and _is_fresh(field)]
    usual = [field for field in fields if field.attname not in row and not _is_fresh(field)]
    names = [field.attname for field in told]
    prepared = [(place, written) for place, field in enumerate(told) if (written := _written(field)) is not None]
    defaults = [_default(field) for field in usual]

    def values_of(row: Mapping[str, Any]) -> list[Any]:
        values = [row[name] for name in names]
        for place, written in prepared:
            values[place] = written(values[place])
        return [*values, *map(_default, fresh), *defaults]

    return [*told, *fresh, *usual], values_of


def _names(fields: Sequence[models.Field[Any, Any]]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)


def _is_fresh(field: models.Field[Any, Any]) -> bool:
    """Whether what stands where nothing was told is another for each row, as a key is."""
    return callable(field.default) and field.default not in (list, dict)


def _default(field: models.Field[Any, Any]) -> Any:
    """What stands where nothing was told, as the driver writes it."""
    written = _written(field)
    return field.get_default() if written is None else written(field.get_default())


def _written(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value is prepared; ``None`` for the kinds that the driver takes as they stand."""
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, ArrayField):
        return _array
    if isinstance(field, _AS_THEY_STAND):
        return None
    connection = connections[DEFAULT_DB_ALIAS]
    return lambda value: field.get_db_prep_save(value, connection)


def _json(value: Any) -> str | None:
    """Nothing is nothing: no column of ours keeps JSON's own ``null``."""
    return None if value is None else "[]" if value == [] else json.dumps(value)


def _array(value: Sequence[str] | None) -> str | None:
    return None if value is None else array(value)


_AS_THEY_STAND = (
    models.CharField, models.TextField, models.UUIDField, models.BooleanField, models.DateTimeField,
    models.DecimalField, models.IntegerField, models.ForeignKey,
)  # fmt: skip
"""Texts, ids, instants, amounts, whole numbers: never a column that works its value out when saved."""
_NUMBERED = (models.AutoField, models.BigAutoField, models.SmallAutoField)
