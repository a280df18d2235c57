"""Comments put together by theme: what needs doing first, counted, with what people wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.thai.opinion_groups import Comment, Group, Quote, grouped
from bot.thai.opinions import read


def test_groups_in_the_order_of_what_needs_doing() -> None:
    comments = [
        Comment("อาหารอร่อย แต่แอร์หนาวไป", 4),
        Comment("แอร์หนาวมาก", 2),
        Comment("แอร์หนาวมากกก", 3),
        Comment("อยากให้เพิ่มเวลา"),
        Comment("-"),
    ]
    cold = Quote("แอร์หนาวมาก", "แอร์หนาวมาก", "bad", suggests=False, count=2)
    colder = Quote("แอร์หนาวไป", "อาหารอร่อย แต่แอร์หนาวไป", "bad", suggests=False, count=1)
    longer = Quote("อยากให้เพิ่มเวลา", "อยากให้เพิ่มเวลา", "neutral", suggests=True, count=1)
    nice = Quote("อาหารอร่อย", "อาหารอร่อย แต่แอร์หนาวไป", "good", suggests=False, count=1)
    assert grouped(comments) == (
        Group("equipment", 3, good=0, bad=3, neutral=0, suggestions=0, quotes=(cold, colder)),
        Group("time", 1, good=0, bad=0, neutral=0, suggestions=1, quotes=(longer,)),
        Group("food", 1, good=1, bad=0, neutral=0, suggestions=0, quotes=(nice,)),
    )


def test_a_comment_counts_once_in_each_column() -> None:
    comments = [Comment("อาหารอร่อย แต่อาหารน้อย อาหารมาช้า ควรเพิ่มอาหาร"), Comment("วันนี้มีอาหารกลางวัน")]
    found = grouped(comments)[0]
    assert (found.theme, found.comments) == ("food", 2)
    assert (found.good, found.bad, found.suggestions, found.neutral) == (1, 1, 1, 1)


def test_what_many_say_is_quoted_once() -> None:
    said = ["วิทยากรพูดเร็วไปค่ะ", "วิทยากรพูดเร็วไป", "วิทยากร พูดเร็วไปครับ", "วิทยากรพูดเร็วไปคะ", "วิทยากรมาสายครึ่งชั่วโมง"]
    (found,) = grouped(Comment(text) for text in said)
    assert [(quote.text, quote.count) for quote in found.quotes] == [
        ("วิทยากร พูดเร็วไปครับ", 4),
        ("วิทยากรมาสายครึ่งชั่วโมง", 1),
    ]


def test_of_what_is_said_as_often_the_fewest_stars_are_quoted() -> None:
    comments = [Comment("ห้องแคบมาก นั่งเบียดกัน", 4), Comment("ห้องน้ำสกปรกเหลือเกิน", 1), Comment("ที่จอดรถไม่พอเลย", 5)]
    (found,) = grouped(comments, most=1)
    assert [quote.text for quote in found.quotes] == ["ห้องน้ำสกปรกเหลือเกิน"]


def test_no_comments() -> None:
    assert grouped([]) == ()


@given(
    st.lists(st.sampled_from(["อาหารอร่อย", "แอร์หนาวไป", "ควรมีเบรก", "ดี แต่แอร์หนาว", "-", "ห้องแคบ เวลาน้อย"]), max_size=12)
)
def test_counts_agree(texts: list[str]) -> None:
    groups = grouped(Comment(text) for text in texts)
    assert sum(group.comments for group in groups) == sum(len(read(text).themes) for text in texts)
    assert [group.to_do for group in groups] == sorted((group.to_do for group in groups), reverse=True)
    for group in groups:
        assert group.comments <= group.good + group.bad + group.neutral + group.suggestions
        assert max(group.good, group.bad, group.neutral, group.suggestions) <= group.comments
