"""Who is invited to a programme that is held in English is spoken to in English, as long as they do not speak Thai."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from bot.services import people
from tests.dialogs.people_talk import CLOSED, KK, code_of, meeting, owners_code


if TYPE_CHECKING:
    from storage.programme import Programme


ENGLISH = replace(CLOSED, language="en")
ASKED = "Before we begin, a word about your personal data."
ASKED_IN_THAI = "ก่อนเริ่มใช้ ขอแจ้งเรื่องข้อมูลส่วนบุคคลค่ะ"


@pytest.mark.parametrize(
    ("about", "said", "asked", "language"),
    [
        (ENGLISH, "register {code}", ASKED, "en"),
        (ENGLISH, "{code}", ASKED, "en"),
        (ENGLISH, "ลงทะเบียน {code}", ASKED_IN_THAI, "th"),
        (CLOSED, "register {code}", ASKED_IN_THAI, "th"),
    ],
)
def test_a_code_is_answered_in_a_language_that_is_understood(
    about: Programme, said: str, asked: str, language: str
) -> None:
    talk = meeting(about)
    notice = talk.say(said.format(code=code_of(talk, KK)))
    talk.tap(notice.choices[0])
    with talk.database.read() as store:
        person = people.at(store, Address("test", "me"))

    assert notice.text.split("\n")[1] == asked
    assert person is not None
    assert person.language == language


def test_an_owner_is_invited_to_no_one_programme() -> None:
    talk = meeting(ENGLISH)

    assert talk.say("register " + owners_code(talk, "ผู้ดูแล")).text.split("\n")[1] == ASKED_IN_THAI


def test_whoever_has_chosen_thai_is_answered_in_thai() -> None:
    talk = meeting(ENGLISH)
    talk.say("register " + code_of(talk, KK))
    talk.say("I agree")
    talk.say("ภาษาไทย")
    again = talk.say("register " + code_of(talk, KK), channel="telegram")

    assert again.text.startswith("ยินดีต้อนรับค่ะ")
