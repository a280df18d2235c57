"""Whatever is typed or tapped gets exactly one answer, of a shape that every channel can show, and nothing breaks."""

from __future__ import annotations

import logging
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import regex
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.texts import texts
from tests.dialogs.talk import CCIO, CDE, ORCHARD, Talk


if TYPE_CHECKING:
    import pytest

    from bot.messages import Reply


LONGEST = 3000
PEOPLE = count()

QUESTIONS = (
    "พรุ่งนี้เรียนอะไร", "ศุกร์นี้ตอนบ่ายเรียนห้องไหน", "บล็อกเชนใครสอน", "อีกกี่วันไปภูเก็ต", "18 ตุลาคม 2562 มีอะไร",
    "แล้ววันศุกร์ล่ะ", "อาจารย์อรุณสอนวันไหน", "กำหนดการทั้งหมด", "เพิ่มปฐมนิเทศลงปฏิทิน", "พรุ่งนี้ฝนตกไหม", "เปลี่ยนหลักสูตร",
    "สวัสดีครับ", "English", "what is on next Friday?", "11-18 ต.ค. เรียนกี่ครั้ง", "ดูงานญี่ปุ่นวันไหน", "ครั้งที่ 99999999999 วันไหน",
    "วันที่ 31 กุมภาพันธ์ 9999", "อีก 999999999 วันเรียนอะไร",
)  # fmt: skip
DATA = (
    "when:blockchain", "where:closing", "calendar:smart-city-expo", "day:2019-10-25", "day:9999-12-31",
    "day:9999-12-30", "speaker:pun-arj", "programme:cde-1", "programme:", "in:ccio-2", "about:panel",
    "bring:", ":", "when:\0",
)  # fmt: skip

thai = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
soup = st.text(st.one_of(thai, st.sampled_from("เแโใไะาิีึืุู่้๊๋์ํ็ๆฯ๑๒๓ \u200b\u200d0123456789/.-:?")), max_size=60)
anything = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(), max_size=80),  # halves of characters too
    soup,
    st.sampled_from(QUESTIONS),
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A question with letters lost, doubled, swapped, replaced or put in, and perhaps another behind it."""
    letters = list(draw(st.sampled_from(QUESTIONS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(letters) - 1, 0)))
        change = draw(st.sampled_from(["lose", "double", "swap", "put"]))
        if change == "lose":
            del letters[at : at + 1]
        elif change == "double":
            letters[at:at] = letters[at : at + 1] * draw(st.integers(1, 30))
        elif change == "swap":
            letters[at : at + 2] = letters[at : at + 2][::-1]
        else:
            letters.insert(at, draw(st.one_of(thai, st.characters())))
    return "".join(letters) + draw(st.sampled_from(["", " ", "\n", *QUESTIONS]))


@st.composite
def long(draw: st.DrawFn) -> str:
    part = draw(st.one_of(st.sampled_from(QUESTIONS), soup, st.text(min_size=1, max_size=5))) or "ก"
    return (part * (LONGEST // len(part) + 1))[: draw(st.integers(400, LONGEST))]


said = st.one_of(anything, mutated(), long())
tapped = st.one_of(st.just(""), st.sampled_from(DATA), st.text(max_size=80))


@cache
def talk(several: bool) -> Talk:  # noqa: FBT001 - drawn by hypothesis
    return Talk(CCIO, CDE, ORCHARD, now="2019-10-07T09:00") if several else Talk(CCIO, now="2019-10-07T09:00")


def shape(reply: Reply) -> list[str]:
    """What is wrong with the shape of `reply`."""
    choices = [*reply.choices, *(choice for card in reply.cards for choice in card.choices)]
    links = [*reply.links, *(link for card in reply.cards for link in card.links)]
    labels = [*(choice.label for choice in choices), *(link.label for link in links)]
    wrong = [label for label in labels if not 1 <= clusters(label) <= 20]
    wrong += [f"says nothing: {choice}" for choice in choices if not choice.says.strip()]
    wrong += [f"data: {choice}" for choice in choices if len(choice.data.encode()) > 64]
    wrong += [f"untitled: {card}" for card in reply.cards if not card.title.strip()]
    wrong += [f"doubled space: {line}" for line in reply.plain.split("\n") if "  " in line or "น.ค่ะ" in line]
    if not reply.text.strip() or len(reply.cards) > 10:
        wrong.append(f"{len(reply.cards)} cards under {reply.text!r}")
    return wrong


def clusters(text: str) -> int:
    return len(regex.findall(r"\X", text))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several=st.booleans(), messages=st.lists(st.tuples(said, tapped), min_size=1, max_size=3))
@example(several=True, messages=[("", "")])
@example(several=False, messages=[("\0\ud800", "\0\ud800"), ("e\u0301" * 1500, "")])
@example(several=False, messages=[("ๆ" * LONGEST, ""), ("ก์" * 1500, ""), ("9" * LONGEST, "")])
def test_any_text_gets_exactly_one_answer(
    caplog: pytest.LogCaptureFixture, *, several: bool, messages: list[tuple[str, str]]
) -> None:
    caplog.clear()
    person = f"p{next(PEOPLE)}"

    replies = [talk(several).say(text, data, who=person) for text, data in messages]  # say() takes one answer, no more

    assert [wrong for reply in replies for wrong in shape(reply)] == []
    assert {texts(language)("conversation.sorry") for language in ("th", "en")}.isdisjoint(
        reply.text for reply in replies
    )
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@settings(max_examples=60, deadline=None)
@given(question=mutated())
def test_every_button_offered_leads_on(question: str) -> None:
    """What is offered is understood, tapped or typed."""
    person = f"p{next(PEOPLE)}"

    for choice in talk(several=False).say(question, who=person).choices:
        assert talk(several=False).tap(choice, who=person).reading.understood
