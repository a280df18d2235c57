"""What is taken back, and whoever is erased, leaves no words behind in what organisers were sent."""

from __future__ import annotations

from storage import people
from storage.questions import get
from tests.dialogs.office import SOM, Office
from tests.dialogs.people_talk import KK, everything


QUESTION = "โรงแรมที่ภูเก็ตชื่ออะไร"
ANSWER = "โรงแรมริมหาดค่ะ"


def asked() -> Office:
    office = Office()
    office.writes("kk", QUESTION, message="q")
    return office


def erase(office: Office) -> None:
    office.writes("kk", "ลบข้อมูล")
    office.writes("kk", "ยืนยันลบ")


def words(office: Office, *of: str) -> list[str]:
    """What any of the three was told that has one of the words in it."""
    return [text for who in ("som", "pim", "kk") for text in office.copies(who) if any(word in text for word in of)]


def test_a_question_that_was_taken_back_is_gone_everywhere() -> None:
    office = asked()
    office.sent("som")
    office.writes("som", "คำถามค้าง")
    assert len(words(office, QUESTION)) == 3

    office.does("kk", "unsent", "q")

    assert words(office, QUESTION) == []
    assert (office.sent("pim"), office.unanswered("ccio-2")) == ([], [])
    assert office.writes("som", "ตอบ 1 มีค่ะ").text == "ผู้ถามถอนคำถามนี้ไปแล้วค่ะ"


def test_so_it_is_when_it_was_answered() -> None:
    office = asked()
    ((message, _),) = office.messages("som")
    office.writes("som", ANSWER, quoted=message)
    office.sent("kk")
    assert len(words(office, QUESTION)) == 4

    office.does("kk", "unsent", "q")

    assert words(office, QUESTION) == []
    assert office.writes("som", ANSWER, quoted=message).text == "ผู้ถามถอนคำถามนี้ไปแล้วค่ะ"


def test_the_ready_answer_that_was_made_of_it_stays_until_it_is_taken_out() -> None:
    office = asked()
    office.writes("som", f"ตอบ 1 {ANSWER}")
    office.writes("som", "ส่ง")
    office.writes("som", "เก็บคำตอบ 1")
    office.does("kk", "unsent", "q")

    assert office.writes("pim", QUESTION).text == ANSWER
    assert office.writes("som", "เอาออก 1").text == "เอาออกแล้วค่ะ น้องนัดจะไม่ใช้คำตอบนี้"
    assert not office.writes("pim", QUESTION).reading.understood


def test_whoever_is_erased_is_gone_from_what_organisers_were_sent() -> None:
    office = asked()
    office.calls("kk", "ห้อง 505 อยู่ชั้นไหน", message="g")
    (message, _), _ = office.messages("som")
    erase(office)

    assert words(office, QUESTION, "อยู่ชั้นไหน", KK) == []
    held = everything(office)
    assert [QUESTION in held, "อยู่ชั้นไหน" in held, KK in held] == [False] * 3
    assert office.unanswered("ccio-2") == []
    assert office.writes("som", ANSWER, quoted=message).text == "ผู้ถามถอนคำถามนี้ไปแล้วค่ะ"


def test_an_answer_to_somebody_erased_goes_to_nobody_else() -> None:
    office = asked()
    office.writes("som", f"ตอบ 1 {ANSWER}")
    erase(office)
    office.writes("lek", "มีรถรับส่งจากสนามบินไหม")

    assert office.writes("som", "ส่ง").text == "ผู้ถามถอนคำถามนี้ไปแล้วค่ะ"
    assert office.writes("som", "ตอบ 1 มีค่ะ").text == "ผู้ถามถอนคำถามนี้ไปแล้วค่ะ"
    assert office.sent("lek") == []
    assert [question.id for question in office.kept("ccio-2")] == [2]


def test_the_ready_answer_that_was_made_of_it_goes_with_whoever_asked() -> None:
    office = asked()
    office.writes("som", f"ตอบ 1 {ANSWER}")
    office.writes("som", "ส่ง")
    office.writes("som", "เก็บคำตอบ 1")
    erase(office)

    assert QUESTION not in everything(office)
    assert not office.writes("pim", QUESTION).reading.understood


def test_an_organiser_who_is_erased_leaves_no_answer() -> None:
    office = asked()
    office.writes("som", f"ตอบ 1 {ANSWER}")
    office.writes("som", "ส่ง")
    with office.database.write() as store:
        kept = get(store, 1)
        assert kept is not None
        assert (kept.answer, kept.state) == (ANSWER, "answered")
    assert SOM in office.copies("pim")[-1]
    office.writes("som", "ลบข้อมูล")
    office.writes("som", "ยืนยันลบ")

    assert words(office, SOM) == []
    assert SOM not in everything(office)
    with office.database.read() as store:
        kept = get(store, 1)
        assert kept is not None
        assert (kept.answer, kept.answerer, kept.state) == ("", "", "answered")
        assert [person.name for person in people.with_role(store, "ccio-2", ("organiser",))] == ["นางสาวพิมพ์ ดีงาม"]
    assert office.writes("pim", "ตอบ 1").text.startswith("ทีมงาน ตอบไปแล้วค่ะ")
