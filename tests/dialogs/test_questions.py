"""What the bot cannot answer goes to the organisers on duty, and the answer goes back to whoever asked."""

from __future__ import annotations

import pytest

from bot.messages import Address, Choice, Reading, Reply
from tests.dialogs.office import SOM, TITLE, Office
from tests.dialogs.people_talk import KK
from tests.dialogs.talk import CCIO, Talk


QUESTION = "โรงแรมที่ภูเก็ตชื่ออะไร"
ANSWER = "โรงแรมริมหาดค่ะ ส่งเลขห้องพักให้วันศุกร์นะคะ"
KEPT = "ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ เก็บคำถามนี้ไว้ให้ทีมงานแล้วนะคะ"
PASSED = "ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ ส่งคำถามนี้ให้ทีมงานช่วยตอบแล้วนะคะ"
ASIDE = Reading(aside=True)
ANSWER_IT = Choice("ตอบ", "ตอบ 1", "question.answer:1")
LATER = Choice("ไว้ก่อน", "ไว้ก่อน 1", "question.later:1")
NOT_OURS = Choice("ไม่ใช่คำถามของเรา", "ไม่ใช่คำถามของเรา 1", "question.dismiss:1")
MORE = Choice("ส่งเพิ่ม", "ส่งเพิ่ม 1", "question.more:1")
STORE = Choice("เก็บเป็นคำตอบสำเร็จรูป", "เก็บเป็นคำตอบสำเร็จรูป 1", "question.store:1")
DROP = Choice("ไม่ส่ง", "ไม่ส่ง", "question.drop:1")
SENT = Reply("ส่งแล้วค่ะ", choices=(STORE,), about=(1,), reading=ASIDE)


def brought(who: str = KK, text: str = QUESTION) -> Reply:
    return Reply(
        f"{who} ถามว่า\n“{text}”\n(คำถามที่ 1 · {TITLE})\nตอบกลับข้อความนี้ได้เลย หรือแตะ ตอบ ค่ะ",
        choices=(ANSWER_IT, LATER, NOT_OURS),
        about=(1,),
        reading=ASIDE,
    )


def answered(text: str = ANSWER) -> Reply:
    return Reply(f"คำตอบจากทีมงานค่ะ\nที่ถามว่า “{QUESTION}”\n{text}", about=(1,), reading=ASIDE)


def confirm(draft: str, number: int) -> Reply:
    send, change = (
        Choice(label, label, f"question.{wish}:1.{number}") for label, wish in (("ส่ง", "send"), ("แก้", "change"))
    )
    return Reply(f"ส่งคำตอบนี้ให้ {KK} นะคะ\n“{draft}”", choices=(send, change, DROP), about=(1,), reading=ASIDE)


def already(answer: str = ANSWER) -> Reply:
    text = f"{SOM} ตอบไปแล้วค่ะ\n“{answer}”\nถ้าต้องการส่งคำตอบของท่านด้วย แตะ ส่งเพิ่ม"
    return Reply(text, choices=(MORE,), about=(1,), reading=ASIDE)


def asked(*joined: str) -> Office:
    office = Office(*joined)
    office.writes("kk", QUESTION, message="q")
    return office


# To the organisers


def test_a_question_goes_to_everybody_on_duty_with_who_asks() -> None:
    office = Office()

    assert office.writes("kk", QUESTION).text.partition("\n")[0] == PASSED
    assert (office.sent("som"), office.sent("pim"), office.sent("kk")) == ([brought()], [brought()], [])


def test_what_is_not_there_goes_to_them_too() -> None:
    assert Office().writes("kk", "เรียนภาษาจีนวันศุกร์ไหม").text.startswith(PASSED)
    absent = Office().writes("kk", "มีเรียนภาษาจีนไหม").text.partition("\n")[0]
    assert absent in {PASSED, "ไม่พบรายการที่ตรงกับที่ถามในหลักสูตรนี้ค่ะ ส่งคำถามนี้ให้ทีมงานช่วยดูแล้วนะคะ"}


def test_a_guest_is_known_by_the_channel_alone() -> None:
    office = Office("som")

    office.writes("U77", QUESTION)
    assert office.sent("som") == [brought("ผู้ถามทาง LINE")]


def test_where_nobody_has_joined_it_is_kept_and_not_said_to_be_passed_on() -> None:
    office = Office("kk")

    assert office.writes("kk", QUESTION).text.partition("\n")[0] == KEPT
    assert office.unanswered("ccio-2") == [QUESTION]


def test_asked_again_a_moment_later_it_is_not_brought_again() -> None:
    office = asked("kk", "som")
    office.sent("som")

    assert office.writes("kk", QUESTION).text.partition("\n")[0] == PASSED
    assert (office.sent("som"), office.unanswered("ccio-2")) == ([], [QUESTION])


def test_of_many_questions_at_once_only_some_are_brought() -> None:
    office = Office("kk", "som")

    heard = [office.writes("kk", f"ห้อง {number}05 อยู่ชั้นไหน").text.partition("\n")[0] for number in range(1, 8)]

    assert heard == [PASSED] * 5 + [KEPT] * 2
    assert (len(office.sent("som")), len(office.unanswered("ccio-2"))) == (5, 7)


def test_an_organisers_own_question_goes_to_the_others() -> None:
    office = Office()

    assert office.writes("som", QUESTION).text.partition("\n")[0] == PASSED
    assert (office.sent("som"), office.sent("pim")) == ([], [brought(SOM)])


def test_one_channel_a_person_the_one_where_they_were_last() -> None:
    office = Office("kk")
    office.later(1)
    for channel in ("telegram", "line"):
        with_code(office, channel)
        office.later(1)

    office.writes("kk", QUESTION)
    assert (office.sent("som"), office.sent("som", "telegram")) == ([brought()], [])

    office.later(1)
    office.writes("som", "สวัสดีค่ะ", channel="telegram")
    office.writes("kk", "ห้อง 505 อยู่ชั้นไหน")
    assert (office.sent("som"), len(office.sent("som", "telegram"))) == ([], 1)


def with_code(office: Office, channel: str) -> None:
    from tests.dialogs.people_talk import join

    join(office, SOM, channel=channel, who="som")


# Answering by an answer to the message


def test_an_answer_to_the_message_goes_to_whoever_asked() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")

    assert office.writes("som", ANSWER, quoted=message) == SENT
    assert office.sent("kk") == [answered()]
    assert office.unanswered("ccio-2") == []
    assert office.writes("kk", "พรุ่งนี้เรียนอะไร").reading.understood


def test_whatever_is_said_in_answer_is_the_answer() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")

    office.writes("som", "ขอบคุณค่ะ", quoted=message)
    assert office.sent("kk") == [answered("ขอบคุณค่ะ")]


def test_the_answer_is_in_the_language_of_whoever_asked() -> None:
    office = Office()
    office.writes("kk", "English")
    office.writes("pim", "English")
    office.writes("kk", QUESTION)
    ((message, _),) = office.messages("som")
    office.sent("pim")

    office.writes("som", ANSWER, quoted=message)

    assert [reply.text for reply in office.sent("kk")] == [
        f"An answer from the team to your question “{QUESTION}”:\n{ANSWER}"
    ]
    assert [reply.text for reply in office.sent("pim")] == [
        f"{SOM} has answered {KK}.\nQuestion: “{QUESTION}”\nAnswer: “{ANSWER}”"
    ]


def test_the_others_hear_that_it_is_answered_and_by_whom() -> None:
    office = asked()
    ((message, _),) = office.messages("som")
    office.sent("pim")

    office.writes("som", ANSWER, quoted=message)

    assert office.sent("pim") == [
        Reply(f"{SOM} ตอบ {KK} แล้วค่ะ\nถาม: “{QUESTION}”\nตอบ: “{ANSWER}”", choices=(MORE,), about=(1,), reading=ASIDE)
    ]


def test_the_first_answer_wins_and_another_goes_only_if_it_is_meant() -> None:
    office = asked()
    ((first, _),), ((second, _),) = office.messages("som"), office.messages("pim")
    office.writes("som", ANSWER, quoted=first)
    office.sent("kk")

    assert office.writes("pim", "พักสองแห่งค่ะ", quoted=second) == already()
    assert office.sent("kk") == []
    assert office.taps("pim", MORE) == SENT
    assert office.sent("kk") == [answered("พักสองแห่งค่ะ")]
    assert office.taps("som", ANSWER_IT) == already(f"{ANSWER}\nพักสองแห่งค่ะ")


def test_who_has_heard_that_it_is_answered_may_ask_the_bot_anything() -> None:
    office = asked()
    ((first, _),), ((second, _),) = office.messages("som"), office.messages("pim")
    office.writes("som", ANSWER, quoted=first)
    office.writes("pim", "พักสองแห่งค่ะ", quoted=second)

    assert office.writes("pim", "พรุ่งนี้เรียนอะไร").reading.understood


def test_who_has_blocked_the_bot_is_not_reached_and_the_organiser_is_told() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")
    office.does("kk", "blocked")

    assert office.writes("som", ANSWER, quoted=message) == Reply(
        f"ส่งไม่ถึงค่ะ {KK} ไม่ได้เปิดรับข้อความจากน้องนัด แต่เก็บคำตอบไว้แล้วค่ะ", choices=(STORE,), about=(1,), reading=ASIDE
    )
    assert office.sent("kk") == []


def test_an_answer_that_did_not_come_whole_is_not_sent() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")

    assert office.writes("som", "ก" * 700, quoted=message).text == "คำตอบยาวเกิน 480 ตัวอักษร จึงยังไม่ได้ส่งค่ะ รบกวนย่อลงนะคะ"
    assert office.writes("som", f"ตอบ 1 {'ก' * 700}").text == "คำตอบยาวเกิน 480 ตัวอักษร จึงยังไม่ได้ส่งค่ะ รบกวนย่อลงนะคะ"
    assert office.sent("kk") == []


def test_an_answer_to_the_answer_is_a_question() -> None:
    office = asked("kk", "som")
    ((message, _),) = office.messages("som")
    office.writes("som", ANSWER, quoted=message)
    ((answer, _),) = office.messages("kk")

    assert office.writes("kk", "พรุ่งนี้เรียนอะไร", quoted=answer).reading.understood


# Answering by a draft


def test_a_typed_answer_is_shown_before_it_goes() -> None:
    office = asked("kk", "som")

    assert office.taps("som", ANSWER_IT) == Reply(
        f"พิมพ์คำตอบถึง {KK} ภายใน 10 นาทีได้เลยค่ะ\n“{QUESTION}”", choices=(DROP,), about=(1,), reading=ASIDE
    )
    shown = office.writes("som", ANSWER)
    assert shown == confirm(ANSWER, 1)
    assert office.sent("kk") == []
    assert office.taps("som", shown.choices[0]) == SENT
    assert office.sent("kk") == [answered()]


def test_all_of_it_can_be_typed() -> None:
    office = asked("kk", "som")

    assert office.writes("som", f"ตอบ ๑ {ANSWER}") == confirm(ANSWER, 1)
    assert office.writes("som", "แก้") == Reply("พิมพ์คำตอบใหม่ได้เลยค่ะ", choices=(DROP,), about=(1,), reading=ASIDE)
    assert office.writes("som", "ไม่มีค่ะ") == confirm("ไม่มีค่ะ", 2)
    assert office.writes("som", "มีค่ะ") == confirm("มีค่ะ", 3)
    assert office.writes("som", "ส่งเลยค่ะ") == SENT
    assert office.sent("kk") == [answered("มีค่ะ")]


def test_a_question_in_between_is_not_sent_as_an_answer() -> None:
    office = asked("kk", "som")
    office.taps("som", ANSWER_IT)

    shown = office.writes("som", "พรุ่งนี้เรียนอะไร")
    assert shown == confirm("พรุ่งนี้เรียนอะไร", 1)
    dropped = office.taps("som", shown.choices[-1])
    assert dropped == Reply(
        "ไม่ส่งแล้วค่ะ คำถามที่ 1 ยังเก็บไว้อยู่",
        choices=(ANSWER_IT, Choice("ถามน้องนัดแทน", "พรุ่งนี้เรียนอะไร")),
        about=(1,),
        reading=ASIDE,
    )
    assert office.taps("som", dropped.choices[1]).reading.understood
    assert office.sent("kk") == []


def test_the_button_under_a_draft_sends_no_other_draft() -> None:
    office = asked("kk", "som")
    first = office.writes("som", f"ตอบ 1 {ANSWER}")
    office.writes("som", "ไม่มีค่ะ")

    assert office.taps("som", first.choices[0]) == confirm("ไม่มีค่ะ", 2)
    assert office.sent("kk") == []


@pytest.mark.parametrize("no", ["ยกเลิก", "ไม่ส่ง", "cancel"])
def test_an_answer_that_was_begun_can_be_left(no: str) -> None:
    office = asked("kk", "som")
    office.taps("som", ANSWER_IT)

    assert office.writes("som", no).text == "ไม่ส่งแล้วค่ะ คำถามที่ 1 ยังเก็บไว้อยู่"
    assert office.writes("som", "พรุ่งนี้เรียนอะไร").reading.understood


def test_a_draft_waits_ten_minutes() -> None:
    office = asked("kk", "som")
    shown = office.writes("som", f"ตอบ 1 {ANSWER}")
    office.later(11)

    expired = Reply(
        "คำตอบนี้ค้างไว้นาน จึงยังไม่ได้ส่งค่ะ แตะ ตอบ แล้วพิมพ์อีกครั้งนะคะ", choices=(ANSWER_IT,), about=(1,), reading=ASIDE
    )
    assert office.taps("som", shown.choices[0]) == expired
    assert office.sent("kk") == []


def test_a_draft_waits_ten_minutes_whatever_else_is_said() -> None:
    office = asked("kk", "som")
    shown = office.writes("som", f"ตอบ 1 {ANSWER}")
    office.later(6)
    office.writes("som", "คำถามค้าง")
    office.later(6)

    assert office.taps("som", shown.choices[0]).text.startswith("คำตอบนี้ค้างไว้นาน")


def test_a_draft_that_comes_second_is_kept_back() -> None:
    office = asked()
    ((message, _),) = office.messages("som")
    shown = office.writes("pim", "ตอบ 1 พักสองแห่งค่ะ")
    office.writes("som", ANSWER, quoted=message)
    office.sent("kk")

    assert office.taps("pim", shown.choices[0]) == already()
    assert office.sent("kk") == []
    assert office.writes("pim", "ส่งเพิ่ม 1") == SENT
    assert office.sent("kk") == [answered("พักสองแห่งค่ะ")]


# Not for the team, or not now


def test_what_is_not_for_the_team_is_told_to_whoever_asked() -> None:
    office = asked()
    office.sent("pim")

    assert office.taps("som", NOT_OURS) == Reply(
        f"รับทราบค่ะ แจ้ง {KK} แล้วว่าอยู่นอกเหนือหลักสูตร", choices=(ANSWER_IT,), about=(1,), reading=ASIDE
    )
    assert office.sent("kk") == [Reply(f"ที่ถามว่า “{QUESTION}” ทีมงานแจ้งว่าอยู่นอกเหนือหลักสูตรนี้ค่ะ", about=(1,), reading=ASIDE)]
    assert office.sent("pim") == [
        Reply(
            f"{SOM} แจ้ง {KK} แล้วว่าอยู่นอกเหนือหลักสูตรค่ะ\nถาม: “{QUESTION}”",
            choices=(ANSWER_IT,),
            about=(1,),
            reading=ASIDE,
        )
    ]
    assert office.unanswered("ccio-2") == []
    assert office.taps("pim", NOT_OURS).text == f"{SOM} แจ้งผู้ถามไปแล้วว่าอยู่นอกเหนือหลักสูตรค่ะ"
    assert office.sent("kk") == []


def test_and_may_be_answered_all_the_same() -> None:
    office = asked("kk", "som")
    office.taps("som", NOT_OURS)
    office.sent("kk")

    assert office.taps("som", office.writes("som", f"ตอบ 1 {ANSWER}").choices[0]) == SENT
    assert office.sent("kk") == [answered()]
    assert office.taps("som", NOT_OURS) == already()


def test_nobody_is_told_that_cannot_be_reached() -> None:
    office = asked("kk", "som")
    office.does("kk", "blocked")

    assert office.writes("som", "ไม่ใช่คำถามของเรา 1").text == "รับทราบค่ะ เอาออกจากคำถามค้างแล้ว"


def test_a_question_can_be_left_for_later() -> None:
    office = asked("kk", "som")
    office.taps("som", ANSWER_IT)

    assert office.taps("som", LATER) == Reply(
        "ได้ค่ะ เก็บคำถามที่ 1 ไว้ก่อน ดูอีกครั้งได้ด้วยคำว่า คำถามค้าง", about=(1,), reading=ASIDE
    )
    assert office.writes("som", "พรุ่งนี้เรียนอะไร").reading.understood
    assert office.unanswered("ccio-2") == [QUESTION]


# Who may


@pytest.mark.parametrize("choice", [ANSWER_IT, LATER, NOT_OURS, MORE, STORE, DROP])
def test_buttons_are_for_organisers(choice: Choice) -> None:
    office = asked()

    for who in ("kk", "U77"):
        assert office.taps(who, choice) == Reply("เรื่องนี้สำหรับทีมงานของหลักสูตรค่ะ", reading=ASIDE)
    assert office.unanswered("ccio-2") == [QUESTION]


def test_no_number_but_of_ones_own_programmes() -> None:
    office = asked("kk", "som")

    assert office.writes("som", "ตอบ 2 มีค่ะ") == Reply("ไม่พบคำถามข้อนี้ค่ะ", reading=ASIDE)


def test_numbers_typed_by_others_are_words_like_any() -> None:
    office = asked("kk", "som")

    assert office.writes("kk", "ตอบ 1 มีค่ะ").text != "เรื่องนี้สำหรับทีมงานของหลักสูตรค่ะ"
    assert office.unanswered("ccio-2")[0] == QUESTION


# In groups


def test_asked_in_a_group_that_is_written_to_the_answer_goes_there() -> None:
    office = Office("kk", "som")
    office.calls("som", "เปิดประกาศ")
    office.calls("kk", QUESTION)
    ((message, reply),) = office.messages("som")

    assert reply == brought(f"{KK} (ในกลุ่ม)")
    office.writes("som", ANSWER, quoted=message)
    assert (office.sent("C1"), office.sent("kk")) == ([answered()], [])


def test_else_it_goes_to_whoever_asked_there() -> None:
    office = Office("kk", "som")
    office.calls("kk", QUESTION)
    ((message, _),) = office.messages("som")

    assert office.writes("som", ANSWER, quoted=message) == SENT
    assert (office.sent("C1"), office.sent("kk")) == ([], [answered()])


def test_and_a_guest_there_is_not_reached() -> None:
    office = Office("som")
    office.calls("U77", QUESTION)
    ((message, _),) = office.messages("som")

    assert office.writes("som", ANSWER, quoted=message).text.startswith("ส่งไม่ถึงค่ะ ผู้ถามทาง LINE (ในกลุ่ม)")


@pytest.mark.parametrize("command", ["เข้าเวร", "ใครอยู่เวร", "คำถามค้าง"])
def test_organisers_see_to_questions_in_private(command: str) -> None:
    assert Office("som").calls("som", command) == Reply("เรื่องของทีมงาน ขอคุยในแชตส่วนตัวนะคะ", reading=ASIDE)


def test_a_moved_group_is_still_answered() -> None:
    office = Office("kk", "som")
    office.calls("som", "เปิดประกาศ")
    office.calls("kk", QUESTION)
    ((message, _),) = office.messages("som")
    office.moves("C1", "C2")

    office.writes("som", ANSWER, quoted=message)
    assert (office.sent("C1"), office.sent("C2")) == ([], [answered()])


def test_in_the_terminal_there_is_nobody_to_bring_it_to() -> None:
    talk = Talk(CCIO, now="2019-10-07T09:00")

    assert talk.say(QUESTION).text.partition("\n")[0] == KEPT
    assert talk.kept("ccio-2")[0].address == Address("test", "me")
