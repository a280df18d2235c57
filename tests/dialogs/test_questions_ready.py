"""One tap makes an answer that people gave a ready answer, which imports leave alone and exports have."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Choice, Reading, Reply
from bot.services import programme as programmes
from storage.programme import Faq, Text
from tests.dialogs.office import Office
from tests.dialogs.people_talk import OPEN


QUESTION = "โรงแรมที่ภูเก็ตชื่ออะไร"
ANSWER = "โรงแรมริมหาดค่ะ"
ASIDE = Reading(aside=True)
STORE = Choice("เก็บเป็นคำตอบสำเร็จรูป", "เก็บเป็นคำตอบสำเร็จรูป 1", "question.store:1")
TAKE = Choice("เอาออก", "เอาออก 1", "question.take:1")
STORED = Reply(f"เก็บแล้วค่ะ ถามแบบนี้อีก น้องนัดจะตอบว่า\n“{ANSWER}”", choices=(TAKE,), about=(1,), reading=ASIDE)
ADDED = (*OPEN.faqs, Faq((QUESTION,), Text(ANSWER)))


def answered(answer: str = ANSWER) -> Office:
    office = Office("kk", "som")
    office.writes("kk", QUESTION)
    office.writes("som", f"ตอบ 1 {answer}")
    office.writes("som", "ส่ง")
    return office


def faqs(office: Office) -> tuple[Faq, ...]:
    with office.database.read() as store:
        return programmes.kept(store, "ccio-2").faqs


def test_one_tap_and_the_bot_answers_it_the_next_time() -> None:
    office = answered()
    assert not office.writes("kk", QUESTION).reading.understood

    assert office.taps("som", STORE) == STORED

    again = office.writes("U77", "โรงแรมที่ภูเก็ตชื่ออะไรคะ")
    assert (again.text, again.reading.understood) == (ANSWER, True)
    assert faqs(office) == ADDED


def test_a_second_tap_adds_nothing() -> None:
    office = answered()
    office.taps("som", STORE)

    assert office.writes("som", "เก็บเป็นคำตอบสำเร็จรูป 1") == STORED
    assert faqs(office) == ADDED


def test_an_answer_in_english_is_kept_as_such() -> None:
    office = answered("The Beach Hotel")
    office.taps("som", STORE)

    assert faqs(office)[-1] == Faq((QUESTION,), Text(en="The Beach Hotel"))


def test_it_can_be_taken_out_again() -> None:
    office = answered()
    office.taps("som", STORE)

    assert office.taps("som", TAKE) == Reply(
        "เอาออกแล้วค่ะ น้องนัดจะไม่ใช้คำตอบนี้", choices=(STORE,), about=(1,), reading=ASIDE
    )
    assert office.writes("som", "เอาออก 1").text == "คำตอบนี้ไม่ได้เก็บไว้ค่ะ"
    assert faqs(office) == OPEN.faqs
    assert not office.writes("kk", QUESTION).reading.understood


def test_imports_leave_it_alone() -> None:
    office = answered()
    office.taps("som", STORE)

    office.imports(replace(OPEN, title=Text("ชื่อใหม่"), faqs=OPEN.faqs[:1]))

    assert faqs(office) == (*OPEN.faqs[:1], ADDED[-1])
    assert office.writes("kk", QUESTION).text == ANSWER


def test_exported_and_imported_it_is_there_once() -> None:
    office = answered()
    office.taps("som", STORE)
    with office.database.read() as store:
        exported = programmes.write(programmes.kept(store, "ccio-2"), "x.yaml")

    read, _ = programmes.read("x.yaml", exported)
    assert read.faqs == ADDED
    office.imports(read)
    assert faqs(office) == ADDED


def test_what_an_import_would_change_has_nothing_of_it() -> None:
    office = answered()
    office.taps("som", STORE)

    with office.database.write() as store:
        assert programmes.changes(store, OPEN) == ()


def test_without_an_answer_there_is_nothing_to_keep() -> None:
    office = Office("kk", "som")
    office.writes("kk", QUESTION)

    assert office.writes("som", "เก็บคำตอบ 1") == Reply(
        "คำถามที่ 1 ยังไม่มีคำตอบค่ะ",
        choices=(Choice("ตอบ", "ตอบ 1", "question.answer:1"),),
        about=(1,),
        reading=ASIDE,
    )


def test_a_question_of_function_words_alone_is_known_again_by_its_words() -> None:
    office = Office("kk", "som")
    office.writes("kk", "รุ่นนี้มีผู้เรียนกี่คน")
    office.writes("som", "ตอบ 1 30 คนค่ะ")
    office.writes("som", "ส่ง")
    office.taps("som", STORE)

    assert office.writes("kk", "รุ่นนี้มีผู้เรียนกี่คนครับ").text == "30 คนค่ะ"


def test_where_the_programme_answers_otherwise_that_is_shown() -> None:
    """Its file has had an answer since."""
    office = answered()
    office.imports(replace(OPEN, faqs=(Faq((f"{QUESTION}คะ",), Text("ตามไฟล์ค่ะ")),)))

    assert office.taps("som", STORE) == Reply(
        "เก็บแล้วค่ะ แต่ถ้าถามด้วยคำเดิม น้องนัดยังตอบว่า\n“ตามไฟล์ค่ะ”", choices=(TAKE,), about=(1,), reading=ASIDE
    )
