"""What somebody is asked now, and what they may still change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.feedback.asking import in_order
from storage import feedback, feedback_answers, notices, outbox
from storage.feedback_told import ASKS


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address, Choice
    from storage.feedback import Opened
    from storage.programme import Programme

    Get = Callable[[Store, str], Programme]


def waiting(store: Store, get: Get, person: int, now: datetime) -> list[Opened]:
    """The open forms that somebody is asked to fill in and has not: sessions as they were held, then forms."""
    return _ordered(store, get, feedback.waiting(store, person, now))


def changeable(store: Store, get: Get, person: int, now: datetime) -> list[Opened]:
    """The open forms that somebody has answered, wholly or in part."""

    def is_answered(form: Opened) -> bool:
        answer = feedback_answers.find(store, form, person)
        return bool(answer.answers or answer.words)

    return _ordered(store, get, [form for form in feedback.answerable(store, person, now) if is_answered(form)])


def answerable(store: Store, person: int, now: datetime) -> list[Opened]:
    """All open forms that somebody is asked to fill in, whether or not they have; the newest first."""
    return feedback.answerable(store, person, now)[::-1]


def last_closed(store: Store, person: int) -> Opened | None:
    """The newest form that somebody answered and that is closed by now."""
    closed = [form for form, state in feedback.of_person(store, person) if form.closed_at and state == "answered"]
    return closed[-1] if closed else None


def just_asked(store: Store, address: Address) -> tuple[int, ...]:
    """The numbers of the forms that the last message at `address` asked to fill in."""
    keys = [key for key in notices.unacknowledged(store, address) if key.startswith(ASKS)]
    return tuple(int(number) for key in keys if (number := key.rpartition(" ")[2]).isdecimal())


def offered(store: Store, address: Address) -> tuple[Choice, ...]:
    """The buttons under the last message at `address`."""
    return next((each.reply.choices for each in outbox.sent_to(store, address, 1)), ())


def _ordered(store: Store, get: Get, forms: list[Opened]) -> list[Opened]:
    """By programme, the first one's first."""
    codes = dict.fromkeys(form.about.programme for form in forms)
    return [
        form
        for code in codes
        for form in in_order(get(store, code), [each for each in forms if each.about.programme == code])
    ]
