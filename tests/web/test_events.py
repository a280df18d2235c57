"""GET /chat/events: the whole talk, in order, to its own visitor, without loss or repeat."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.messages import Address, Reply
from bot.outbox import put
from tests.web.served import place, served
from tests.web.visitor import Event, Visitor


if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.served import Place


def texts(events: list[Event]) -> list[str]:
    return [event.data["text"] for event in events]


def answered(*said: str) -> list[str]:
    return [words for one in said for words in (one, f"ได้รับแล้วค่ะ: {one}")]


def test_an_entry_has_all_that_a_page_shows(visitor: Visitor) -> None:
    """A link that could be a script is left out."""
    visitor.say("วันนี้เรียนอะไร")

    said, reply = visitor.hear(2)

    assert said == Event(
        "entry",
        "1-0",
        {
            "kind": "said",
            "key": said.data["key"],
            "text": "วันนี้เรียนอะไร",
            "lang": "th",
            "at": "2019-10-02T05:00:00+00:00",
        },
    )
    assert reply == Event(
        "entry",
        "1-1",
        {
            "kind": "reply",
            "key": "1",
            "text": "วันนี้มีเรียน 1 หัวข้อค่ะ",
            "lang": "th",
            "at": "2019-10-02T05:00:00+00:00",
            "images": [],
            "cards": [
                {
                    "title": "นวัตกรรมกับการพัฒนาเมือง",
                    "note": "โมดูล เมืองแห่งนวัตกรรม",
                    "facts": [
                        ["วันเวลา", "วันพุธที่ 2 ตุลาคม 2562 เวลา 09.00–12.00 น."],
                        ["สถานที่", "ห้องประชุมใหญ่ อุทยานนวัตกรรม ถนนโยธี เขตราชเทวี กรุงเทพฯ"],
                        ["วิทยากร", "ดร.พันธุ์อาจ ชัยรัตน์ ผู้อำนวยการสำนักงานนวัตกรรมแห่งชาติ"],
                    ],
                    "choices": [
                        {"label": "ต้องเตรียมอะไร", "says": "ต้องเตรียมอะไรบ้าง", "data": ""},
                        {"label": "ใครสอน", "says": "ใครสอน", "data": ""},
                    ],
                    "links": [{"label": "แผนที่", "url": "https://maps.example.org/?q=13.76,100.52"}],
                }
            ],
            "choices": [
                {"label": "สถานที่", "says": "เรียนที่ไหน", "data": "where"},
                {"label": "พรุ่งนี้เรียนอะไร", "says": "พรุ่งนี้เรียนอะไร", "data": ""},
            ],
            "links": [],
            "files": [{"name": "ตารางเรียน 2 ต.ค.ics", "url": "/chat/files/1/0"}],
        },
    )


def test_what_is_not_kept_is_told_as_arrived_and_shown_to_nobody(visitor: Visitor) -> None:
    for asked in ("ลับ 1", "ลับ 2", "สวัสดี"):
        visitor.say(asked)
        while asked not in texts(visitor.talk())[-1]:
            time.sleep(0.02)

    assert texts(visitor.talk()) == ["", "", "ไม่เก็บ ลับ 2", *answered("สวัสดี")]
    page = visitor.http.get("/").text
    assert ("ลับ 1" in page, "ไม่เก็บ ลับ 2" in page, "<p></p>" in page) == (False, True, False)


def test_a_stream_begins_with_the_state_and_says_when_it_has_caught_up(visitor: Visitor) -> None:
    with visitor.listen() as events:
        assert [next(events), next(events)] == [
            Event("state", "", {"language": "th", "programme": ""}),
            Event("ready", "", {}),
        ]


def test_what_comes_later_is_streamed(visitor: Visitor) -> None:
    with visitor.listen() as events:
        next(events), next(events)
        visitor.say("ก")
        first = [next(events), next(events)]
        visitor.say("ข")
        second = [next(events), next(events)]

    assert texts(first + second) == answered("ก", "ข")


def test_a_stream_goes_on_after_the_last_event(visitor: Visitor) -> None:
    """Wherever it broke: nothing again, nothing missed. Both ways of asking."""
    for count, words in enumerate(("ก", "ข", "ค"), 1):
        visitor.say(words)
        visitor.hear(2 * count)
    whole = visitor.talk()

    rests = [visitor.talk(after=event.id) for event in whole]
    again = [visitor.talk(**{"Last-Event-ID": event.id}) for event in whole]

    assert texts(whole) == answered("ก", "ข", "ค")
    assert rests == again == [whole[number + 1 :] for number in range(len(whole))]


def test_an_id_that_is_none_of_ours_means_from_the_beginning(visitor: Visitor) -> None:
    visitor.say("ก")
    whole = visitor.hear(2)

    assert [visitor.talk(after=wrong) for wrong in ("x", "1", "-", "1-x", "-1-2", "9" * 40 + "-1")] == 6 * [whole]


def test_nobody_hears_another_s_talk(visitor: Visitor, stranger: Visitor) -> None:
    visitor.say("ความลับ")
    visitor.hear(2)
    stranger.say("อีกคน")
    stranger.hear(2)

    assert (texts(visitor.talk()), texts(stranger.talk())) == (answered("ความลับ"), answered("อีกคน"))


def test_at_most_the_last_hundred_are_replayed(house: Place, url: str) -> None:
    """Messages that answer nothing, such as reminders, have no time of their own."""
    visitor = Visitor(url)
    visitor.say("ก")
    visitor.hear(2)
    with house.database.read() as store:
        (chat,) = _chats(store)
    with house.database.write() as store:
        put(store, Address("web", chat), [Reply(f"เตือน {number}") for number in range(120)])
    visitor.say("ข")  # a delivery to the address takes along whatever waits there
    with visitor.listen() as events:
        while next(events).data.get("text") != "ได้รับแล้วค่ะ: ข":
            pass

    talk = visitor.talk()
    visitor.http.close()

    assert texts(talk) == [f"เตือน {number}" for number in range(22, 120)] + answered("ข")
    assert {event.data["at"] for event in talk} == {None, "2019-10-02T05:00:00+00:00"}


def _chats(store: object) -> list[str]:
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from storage.models import TalkRow

    assert isinstance(store, Session)
    return list(store.scalars(select(TalkRow.chat)))


def test_the_language_of_the_talk_is_the_page_s(visitor: Visitor) -> None:
    with visitor.listen() as events:
        next(events), next(events)
        visitor.say("English")
        heard = [next(events) for _ in range(3)]

    states = [event for event in heard if event.kind == "state"]
    assert states == [Event("state", "", {"language": "en", "programme": ""})]
    assert '<html lang="en">' in visitor.http.get("/").text


def test_another_process_s_answers_are_heard(house: Place, url: str) -> None:
    """Two servers over one store: what was said at one is read at the other."""
    here = Visitor(url)
    with served(place(house.database)) as elsewhere:
        there = Visitor(elsewhere)
        there.http.cookies = here.http.cookies
        with here.listen() as events:
            next(events), next(events)
            there.say("จากอีกเครื่อง")
            heard = [next(events), next(events)]
        there.http.close()
    here.http.close()

    assert texts(heard) == answered("จากอีกเครื่อง")


def test_a_stream_ends_with_its_server_and_goes_on_at_the_next(house: Place, tmp_path: Path) -> None:
    assert tmp_path
    with served(house) as url:
        visitor = Visitor(url)
        visitor.say("ก")
        last = visitor.hear(2)[-1]
        with visitor.listen() as events:
            next(events)
            house.web.close()
            ended = [event.kind for event in events]
    with served(place(house.database)) as again:
        visitor.http.base_url = again
        visitor.say("ข")
        heard = visitor.hear(2, after=last.id)
    visitor.http.close()

    assert ended[-1] == "ready"
    assert texts(heard) == answered("ข")
