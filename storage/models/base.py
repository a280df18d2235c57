"""What every table has in common.

Constraints have names by one convention, so that a migration can find them on every database.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, MetaData, Table
from sqlalchemy.orm import DeclarativeBase

from bot.messages import Reply
from storage.columns import ReplyJSON, UTCDateTime, Words
from storage.programme import Text


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        Text: Words,
        Reply: ReplyJSON,
        list[str]: JSON,
        list[int]: JSON,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


def table(model: type[Base]) -> Table:
    """The table of a model, for statements that are built once: SQLAlchemy runs those several times as fast."""
    return cast("Table", model.__table__)
