"""Signing in to pages by links from the chat: each works once, soon, for one purpose, and for who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.services import signin
from bot.services.signin import Pass
from storage import people
from tests.services.hall import Hall
from tests.services.season import course, lesson


SITE = "https://bot.example"


@pytest.fixture
def hall() -> Hall:
    """Olga organises, Otto owns, Sam scans, Ann takes part; Zoe organises another programme."""
    made = Hall(course(lesson("a", "2026-01-05T09:00")), "ann").at("2026-01-05T08:50")
    for name, programme, role in (
        ("olga", "c", "organiser"),
        ("otto", "", "owner"),
        ("sam", "c", "scanner"),
        ("zoe", "other", "organiser"),
    ):
        made.joins(name, programme, role=role)  # type: ignore[arg-type] # roles, all of them
    return made


def given(hall: Hall, name: str, purpose: signin.Purpose = "board", subject: str = "") -> str:
    """The token of a new link."""
    with hall.database.write() as store:
        what = Pass(hall.people[name], purpose, "c", subject)
        before, mark, token = signin.link(store, what, SITE, hall.now).partition("#")
    assert (before, mark, len(token)) == (f"{SITE}/enter", "#", 43)
    return token


def enters(hall: Hall, token: str) -> str:
    """The cookie, or "" where the link is not good."""
    with hall.database.write() as store:
        found = signin.enter(store, token, hall.now)
    return found[0] if found else ""


def who(hall: Hall, cookie: str, purpose: signin.Purpose = "board") -> Pass | None:
    with hall.database.read() as store:
        return signin.who(store, cookie, purpose, hall.now)


def test_a_link_signs_in_once(hall: Hall) -> None:
    token = given(hall, "olga", subject="7")
    cookie = enters(hall, token)

    assert who(hall, cookie) == Pass(hall.people["olga"], "board", "c", "7")
    assert (enters(hall, token), who(hall, token)) == ("", None)


def test_a_link_is_good_for_ten_minutes(hall: Hall) -> None:
    soon, late = given(hall, "olga"), given(hall, "otto")
    hall.now += timedelta(minutes=10) - timedelta(seconds=1)
    assert enters(hall, soon)
    hall.now += timedelta(seconds=1)
    assert enters(hall, late) == ""


def test_a_new_link_is_instead_of_the_one_before(hall: Hall) -> None:
    first, other, second = given(hall, "olga"), given(hall, "olga", "sheet"), given(hall, "olga")

    assert [bool(enters(hall, token)) for token in (first, other, second)] == [False, True, True]


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "a" * 44, "ก" * 43, "a" * 42 + "\n", "\x00" * 43])
def test_what_is_no_link_signs_nobody_in(hall: Hall, token: str) -> None:
    given(hall, "olga")

    assert (enters(hall, token), who(hall, token)) == ("", None)


@pytest.mark.parametrize(
    ("purpose", "allowed"),
    [("board", ["olga", "otto"]), ("scanner", ["olga", "otto", "sam"]), ("sheet", ["olga", "otto"])],
)
def test_who_may_open_what(hall: Hall, purpose: signin.Purpose, allowed: list[str]) -> None:
    names = ("ann", "olga", "otto", "sam", "zoe")

    assert [name for name in names if enters(hall, given(hall, name, purpose))] == allowed


@pytest.mark.parametrize(("purpose", "hours"), [("board", 12), ("scanner", 12), ("sheet", 2)])
def test_how_long_somebody_stays_signed_in(hall: Hall, purpose: signin.Purpose, hours: int) -> None:
    cookie = enters(hall, given(hall, "olga", purpose))
    hall.now += timedelta(hours=hours) - timedelta(seconds=1)
    assert who(hall, cookie, purpose)
    hall.now += timedelta(seconds=1)
    assert who(hall, cookie, purpose) is None


def test_a_cookie_opens_one_kind_of_page(hall: Hall) -> None:
    cookie = enters(hall, given(hall, "olga", "scanner"))

    assert [bool(who(hall, cookie, purpose)) for purpose in ("board", "scanner", "sheet")] == [False, True, False]


def test_whoever_organises_no_more_is_signed_in_no_more(hall: Hall) -> None:
    cookie = enters(hall, given(hall, "olga"))
    hall.joins("olga", "c", role="participant")
    assert who(hall, cookie) is None
    hall.joins("olga", "c", role="organiser")
    assert who(hall, cookie)
    with hall.database.write() as store:
        people.forget(store, hall.people["olga"], "P-1")
    assert who(hall, cookie) is None


def test_signing_out_ends_one_browser_alone(hall: Hall) -> None:
    one, other = enters(hall, given(hall, "olga")), enters(hall, given(hall, "olga"))
    with hall.database.write() as store:
        signin.leave(store, one, hall.now)

    assert (who(hall, one), bool(who(hall, other))) == (None, True)


def test_the_store_holds_nothing_to_sign_in_by(hall: Hall) -> None:
    token = given(hall, "olga")
    cookie = enters(hall, token)
    with hall.database.read() as store:
        kept = [store.execute(text(f"SELECT * FROM {table}")).all() for table in ("links", "signed_in")]  # noqa: S608 - two names

    assert [len(rows) for rows in kept] == [1, 1]
    assert not any(secret in str(kept) for secret in (token, cookie))
