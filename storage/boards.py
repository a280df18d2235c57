"""The boards in the store: which are open, and the secrets of which their codes are made."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from storage.db import insert_new
from storage.models import BoardRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session as Store

    from storage.models import What


_boards = table(BoardRow)
_COLUMNS = tuple(_boards.c[name] for name in ("id", "secret", "programme", "session", "point", "what"))


@dataclass(frozen=True, slots=True)
class Place:
    """One point of a session of a programme, all by their codes, and whether people come there or leave."""

    programme: str
    session: str
    point: str = ""
    what: What = "in"


@dataclass(frozen=True, slots=True)
class Board:
    """See storage.models.BoardRow. `secret` is never shown: codes are made of it, see bot.services.checkin.codes."""

    id: int
    place: Place
    secret: str


def open_one(store: Store, place: Place, now: datetime, by: int | None = None) -> Board:
    """The board of this place, which is open from here on; it keeps its secret when it is opened again."""
    key = asdict(place)
    new = {"secret": secrets.token_hex(32), "opened_by": by, "opened_at": now, "closed_at": None}
    insert_new(store, _boards, {**key, **new})
    here = [_boards.c[name] == value for name, value in key.items()]
    store.execute(update(_boards).where(*here).values(closed_at=None))
    return _board(store.execute(select(*_COLUMNS).where(*here)).one())


def opened(store: Store) -> list[Board]:
    """Every board that is open, of all programmes."""
    rows = store.execute(select(*_COLUMNS).where(_boards.c.closed_at.is_(None)).order_by(_boards.c.id))
    return [_board(row) for row in rows]


def close(store: Store, place: Place, now: datetime) -> None:
    """No code of this place is good any more."""
    here = [_boards.c[name] == value for name, value in asdict(place).items()]
    store.execute(update(_boards).where(*here, _boards.c.closed_at.is_(None)).values(closed_at=now))


def _board(row: Row[Any]) -> Board:
    number, secret, *place = tuple(row)
    return Board(number, Place(*place), secret)
