"""Whatever the reply, what is drawn of it LINE takes, and every choice in it can be made."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from linebot.v3.messaging import Message

from bot.channels.line.buttons import clean
from bot.channels.line.draw import Drawing
from bot.messages import Card, Choice, File, Image, Link, Place, Reply
from tests.channels.test_line_draw import FILES, KEY, drawn, read, words
from tests.fakes.line_rules import faults_in


_ANY = st.text(max_size=40) | st.text("น้ำใจ \n\u0e49\U0001f469\u200d", max_size=200) | st.sampled_from(["", "ก" * 7000])
_URLS = st.builds("https://example.org/{}".format, _ANY) | st.sampled_from(["tel:191", "mailto:a@b.c", "", "https://["])
_CHOICES = st.lists(st.builds(Choice, _ANY, _ANY), max_size=4).map(tuple)
_MANY_CHOICES = st.tuples(_CHOICES, st.sampled_from([1, 8])).map(lambda some: some[0] * some[1])
_LINKS = st.lists(st.builds(Link, _ANY, _URLS), max_size=3).map(tuple)
_FACTS = st.lists(st.tuples(_ANY, _ANY), max_size=3).map(tuple)
_CARDS = st.lists(st.builds(Card, _ANY, _ANY, _FACTS, _CHOICES, _LINKS), max_size=2).map(tuple)
_PLACES = st.lists(st.builds(Place, _ANY, _ANY, st.floats(), st.floats(), st.builds(Link, _ANY, _URLS)), max_size=2)
_REPLIES = st.builds(
    Reply,
    _ANY,
    st.tuples(_CARDS, st.sampled_from([1, 1, 7])).map(lambda some: some[0] * some[1]),
    _MANY_CHOICES,
    _LINKS,
    st.lists(st.builds(File, _ANY, st.just("text/calendar"), st.just("")), max_size=2).map(tuple),
    st.lists(st.builds(Image, _ANY, st.just("image/png"), st.just("")), max_size=2).map(tuple),
    _PLACES.map(tuple),
)


@given(_REPLIES)
@settings(max_examples=40, deadline=None)
def test_line_takes_whatever_is_drawn(reply: Reply) -> None:
    for call in Drawing(FILES, words).calls(reply, KEY):
        assert faults_in({"to": "U" + "1" * 32, "messages": call}, "PushMessageRequest") == []
        assert [Message.from_dict(one).to_dict() for one in call] == call
        assert json.dumps(call)


@given(_REPLIES)
@settings(max_examples=40, deadline=None)
def test_every_choice_can_be_tapped_or_read_to_be_typed(reply: Reply) -> None:
    drawn_whole = json.dumps(drawn(reply), ensure_ascii=False)
    read_whole = "".join("".join(read(reply)).split())

    for number, choice in enumerate(reply.taps):
        says = clean(choice.says) or clean(choice.label)
        assert not says or f'{KEY}:{number}"' in drawn_whole or "".join(says.split()) in read_whole
