"""What could not be answered is kept for the organisers of that programme."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.messages import Address, Inbound
from bot.services import questions
from bot.services.questions import Unanswered


if TYPE_CHECKING:
    from storage.db import Database


def test_questions_are_kept_in_order_with_where_to_answer_them(database: Database) -> None:
    at, me = datetime(2026, 1, 5, tzinfo=UTC), Address("web", "1")

    with database.write() as store:
        for programme, text in [("c", "ที่จอดรถ"), ("d", "อาหาร"), ("c", "ที่จอดรถ")]:
            questions.keep(store, programme, text, at, Inbound(me, "1", text, at, message_id="m"))

    with database.read() as store:
        assert questions.unanswered(store, "c") == [Unanswered("c", "ที่จอดรถ", at, me, "m")] * 2
