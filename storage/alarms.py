"""What organisers have been told of once, and need not be told again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.db import insert_new
from storage.models import AlarmRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def is_first(session: Session, key: str, now: datetime) -> bool:
    """Whether nobody has raised the alarm of this key before; from now on somebody has."""
    return insert_new(session, table(AlarmRow), {"key": key, "raised_at": now})
