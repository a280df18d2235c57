"""What Alembic runs for every command: the migrations, on the connection that it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from storage.models import Base


if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def plain(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write a column type of our own as the database's: a migration must not change when our code does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    render_item=plain,
)
context.run_migrations()
