"""Column types of our own: moments in UTC, words in two languages, replies."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime
from sqlalchemy.types import TypeDecorator

from bot.messages import Reply
from storage.programme import Text


if TYPE_CHECKING:
    from sqlalchemy import Dialect


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: given aware in any zone, stored and returned in UTC. A time without a zone is refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the kit's
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the kit's
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[Text]):
    """Words in Thai and English, as a JSON object that leaves out what is empty."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Text | None, dialect: Dialect) -> dict[str, str] | None:  # noqa: ARG002 - the kit's
        if value is None:
            return None
        return {language: words for language, words in (("th", value.th), ("en", value.en)) if words}

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> Text | None:  # noqa: ARG002 - the kit's
        return None if value is None else Text(**value)


class ReplyJSON(TypeDecorator[Reply]):
    """A Reply as JSON that leaves out what is empty, so that an older row is read by newer code."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Reply | None, dialect: Dialect) -> Any:  # noqa: ARG002 - the kit's
        return (
            None
            if value is None
            else _replies().dump_python(value, mode="json", exclude_defaults=True, warnings="error")
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> Reply | None:  # noqa: ARG002 - the kit's
        return None if value is None else _replies().validate_python(value)


@cache
def _replies() -> TypeAdapter[Reply]:
    return TypeAdapter(Reply)
