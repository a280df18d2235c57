"""Thousands of rows at once: they go to the database as one parameter, and what all have in common goes once.

A statement with a thousand rows spelt out takes longer to be read than to be done.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    JSON,
    Integer,
    String,
    Text,
    any_,
    cast,
    column,
    func,
    insert,
    literal,
    select,
    type_coerce,
)


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import CTE, Column, ColumnElement, FromClause, Row, Table
    from sqlalchemy.orm import Session
    from sqlalchemy.types import TypeEngine


_AT_ONCE = 500


def insert_many(
    session: Session,
    table: Table,
    same: Mapping[str, Any],
    each: Mapping[str, Sequence[Any]],
    *returning: Column[Any],
) -> Sequence[Row[Any]]:
    """Insert a row for each place in the sequences of `each`, all equally long, with the values of `same` in all.

    Those are strings and whole numbers, or None. Gives `returning` of each, in any order.
    """
    if not any(each.values()):
        return []
    rows, columns = _rows(session, {name: table.c[name].type for name in each}, each)
    values = {**columns, **{name: literal(value, table.c[name].type) for name, value in same.items()}}
    made = insert(table).from_select(list(values), select(*values.values()).select_from(rows))
    if not returning:
        session.execute(made)
        return []
    return session.execute(made.returning(*returning)).all()


def slices(rows: Sequence[Mapping[str, Any]]) -> list[Sequence[Mapping[str, Any]]]:
    """The rows, so many at a time that whoever waits hears how it goes."""
    return [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]


def in_many(session: Session, id_: ColumnElement[Any], ids: Sequence[int] | Sequence[str]) -> ColumnElement[bool]:
    """Whether a column has one of many ids, or keys without commas, quotes and the like."""
    if session.get_bind().dialect.name == "sqlite":
        return id_.in_(select(func.json_each(literal(json.dumps(list(ids)), Text)).table_valued("value").c.value))
    listed = f"{{{','.join(map(str, ids))}}}"
    return id_ == any_(cast(literal(listed, Text), ARRAY(Text if isinstance(id_.type, String) else Integer)))


def given(session: Session, types: Mapping[str, TypeEngine[Any]], each: Mapping[str, Sequence[Any]]) -> CTE:
    """Rows to select from and to join with, as many as the sequences of `each` are long."""
    rows, columns = _rows(session, types, each)
    return select(*(value.label(name) for name, value in columns.items())).select_from(rows).cte()


def _rows(
    session: Session, types: Mapping[str, TypeEngine[Any]], each: Mapping[str, Sequence[Any]]
) -> tuple[FromClause, dict[str, ColumnElement[Any]]]:
    """The rows as something to select from, and the columns of it by name.

    As JSON, which both the driver and the database read several times as fast as lists of their own.
    """
    rows = zip(*each.values(), strict=True)
    if session.get_bind().dialect.name == "sqlite":
        source = func.json_each(literal(_json(list(rows)), Text)).table_valued("value")
        return source, {
            name: type_coerce(func.json_extract(source.c.value, f"$[{place}]"), types[name])
            for place, name in enumerate(each)
        }
    named = _json([dict(zip(each, row, strict=True)) for row in rows])
    columns = [column(name, types[name]) for name in each]
    records = func.json_to_recordset(cast(literal(named, Text), JSON)).table_valued(*columns)
    lists = records.render_derived(with_types=True)
    return lists, {name: lists.c[name] for name in each}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
