"""A link for a speaker: what they see by it, for how long, and what is never shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.errors import Refused
from bot.services.results import sharing
from bot.services.results.sharing import LASTS, SESSION_LASTS, Wanted
from storage import audit
from storage.models import FeedbackShareRow, table
from tests.services.rated import FIRST, Rated


if TYPE_CHECKING:
    from storage.db import Database

NOW = FIRST + timedelta(days=9)
KK = Wanted("a", "kk", None, words=True)


@pytest.fixture
def rated(database: Database) -> Rated:
    """Of the speaker "kk" one session is closed and one is not; a third has names, and too few of them."""
    made = Rated(database)
    made.closes(made.of("chain", (5, "อาหารอร่อยมาก"), (4, "แอร์หนาวไป"), (2, "ไม่ชอบคุณสมชาย")))
    made.of("data", (3, "แอร์หนาว"), (4, "ดี"), (4, "ดีมาก"))
    made.of("talk", (3, "ห้องแคบ"), anonymous=False)
    return made


def _shared(rated: Rated, wanted: Wanted = KK) -> tuple[sharing.Share, str]:
    with rated.database.write() as store:
        made, url = sharing.share(store, rated.programme, wanted, "https://x.example", NOW)
    page, _, token = url.partition("#")
    assert page == "https://x.example/feedback"
    return made, token


def test_a_speaker_sees_their_own_sessions_and_the_words_of_what_is_closed(rated: Rated) -> None:
    made, token = _shared(rated)
    with rated.database.write() as store:
        cookie = sharing.enter(store, token, NOW)
        assert cookie
    with rated.database.read() as store:
        assert sharing.who(store, cookie, NOW + SESSION_LASTS - timedelta(minutes=1))
        seen = sharing.seen(store, rated.programme, made)
        assert [each.title.th for each in seen.about.results] == ["Blockchain เพื่อเมือง", "ข้อมูลเปิด"]
        assert sorted(each.words for _, each in seen.told) == ["อาหารอร่อยมาก", "แอร์หนาวไป", "ไม่ชอบคุณสมชาย"]


def test_words_are_held_back_one_by_one_or_all(rated: Rated) -> None:
    made, _ = _shared(rated)
    with rated.database.write() as store:
        sharing.hold(store, made, sharing.digest_of("ไม่ชอบคุณสมชาย"), held=True)
        made = sharing.get(store, "a", made.id)
        told = sharing.seen(store, rated.programme, made).told
        assert sorted(each.words for _, each in told) == ["อาหารอร่อยมาก", "แอร์หนาวไป"]
        sharing.hold(store, made, sharing.digest_of("ไม่ชอบคุณสมชาย"), held=False)
        assert len(sharing.seen(store, rated.programme, sharing.get(store, "a", made.id)).told) == 3
    bare, _ = _shared(rated, Wanted("a", "kk", None, words=False))
    with rated.database.read() as store:
        assert sharing.seen(store, rated.programme, bare).comments == ()


def test_a_link_is_good_for_its_time_and_until_it_is_taken_back(rated: Rated) -> None:
    made, token = _shared(rated)
    with rated.database.write() as store:
        assert sharing.enter(store, token, NOW + LASTS) is None
        cookie = sharing.enter(store, token, NOW)
        assert cookie
        assert sharing.who(store, cookie, NOW + SESSION_LASTS) is None
        assert sharing.who(store, cookie, NOW) == sharing.get(store, "a", made.id)
        assert sharing.get(store, "a", made.id).opened_at == NOW
        sharing.revoke(store, "a", made.id, NOW)
        assert sharing.who(store, cookie, NOW) is None
        assert sharing.enter(store, token, NOW) is None
        with pytest.raises(Refused, match=r"results\.share_gone"):
            sharing.revoke(store, "a", made.id, NOW)
        with pytest.raises(Refused, match=r"results\.share_gone"):
            sharing.get(store, "b", made.id)


@pytest.mark.parametrize("wrong", ["", "x", "1.9999999999.", "1.9999999999." + "0" * 64, "9" * 30, "1.1.\0"])
def test_no_other_cookie_opens_it(rated: Rated, wrong: str) -> None:
    _, token = _shared(rated)
    with rated.database.write() as store:
        assert sharing.who(store, wrong, NOW) is None
        cookie = sharing.enter(store, token, NOW)
        assert cookie
        assert sharing.who(store, wrong, NOW) is None
        assert sharing.who(store, cookie.replace("1.", "2.", 1), NOW) is None
        assert sharing.enter(store, wrong, NOW) is None


def test_that_it_was_shared_is_kept_and_its_secret_is_not(rated: Rated) -> None:
    _, token = _shared(rated)
    with rated.database.read() as store:
        ((_, deed),) = audit.of_programme(store, "a")
        assert (deed.what, deed.subject, deed.details) == ("feedback.shared", "kk", {"words": True})
        (row,) = store.execute(select(table(FeedbackShareRow)))
        assert token not in repr(row)


def test_nothing_is_shared_of_whom_there_is_nothing(rated: Rated) -> None:
    with rated.database.write() as store, pytest.raises(Refused, match=r"results\.share_nobody"):
        sharing.share(store, rated.programme, Wanted("a", "nobody", None, words=True), "", NOW)


def test_few_answers_with_names_are_not_shared(database: Database) -> None:
    rated = Rated(database)
    rated.closes(rated.of("tax", (3, "ห้องแคบ"), anonymous=False))
    made, _ = _shared(rated, Wanted("a", "som", None, words=True))
    with rated.database.read() as store:
        seen = sharing.seen(store, rated.programme, made)
        assert (seen.about.withheld, seen.comments) == (True, ())
