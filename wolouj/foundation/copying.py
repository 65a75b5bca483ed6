"""Many new rows into their table at once, by PostgreSQL's own COPY: no statement of thousands of values."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections, models
from psycopg import sql


def copy_in(rows: Sequence[models.Model]) -> None:
    """Insert new rows, all of one model, every column prepared as ``save`` prepares it; all of them or none.

    Their keys are made by us, never by the database, and no row may be there yet: a row already there, or a value the
    table refuses, raises as an insert does. Columns the database works out are left to it.
    """
    if not rows:
        return
    model = type(rows[0])
    columns = [field for field in model._meta.concrete_fields if not (field.generated or isinstance(field, _NUMBERED))]
    names = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor, cursor.copy(statement) as into:
        for row in rows:
            into.write_row([field.get_db_prep_save(field.pre_save(row, True), connection) for field in columns])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


_NUMBERED = (models.AutoField, models.BigAutoField, models.SmallAutoField)
