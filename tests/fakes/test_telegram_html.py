"""Telegram's HTML as it is read."""

from __future__ import annotations

import html
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.telegram_html import parsed, trimmed, units
from tests.fakes.telegram_refused import Refused


Entities = list[dict[str, Any]]


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length} | more


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("ก", "ก", []),
        ("<b>ก</b>", "ก", [entity("bold", 0, 1)]),
        ("<STRONG>ก</strong>", "ก", [entity("bold", 0, 1)]),
        ("😀<i>ก</i>", "😀ก", [entity("italic", 2, 1)]),
        ("<b>ก<u>ข</u></b>", "กข", [entity("bold", 0, 2), entity("underline", 1, 1)]),
        ("&lt;b&gt; &amp; &quot;&#65;&#x42;", '<b> & "AB', []),
        ('<a href="https://example.org/?a=1&amp;b=2">ก</a>', "ก", [
            entity("text_link", 0, 1, url="https://example.org/?a=1&b=2"),
        ]),
        ('<a href="tel:1">ก</a>', "ก", []),
        ("<a>ก</a>", "ก", []),
        ("<b></b>ก", "ก", []),
        ('<span class="tg-spoiler">ก</span>', "ก", [entity("spoiler", 0, 1)]),
        ("<tg-emoji emoji-id='5'>😀</tg-emoji>", "😀", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
        ("<blockquote expandable>ก</blockquote>", "ก", [entity("expandable_blockquote", 0, 1)]),
        ('<code class="language-py">ก</code>', "ก", [entity("code", 0, 1, language="py")]),
    ],
)  # fmt: skip
def test_marks_become_entities(text: str, plain: str, entities: Entities) -> None:
    assert parsed(text) == (plain, entities)


@pytest.mark.parametrize(
    ("text", "entities", "kept"),
    [
        (" ก ", [], ("ก", [])),
        (" ก ", [entity("bold", 0, 3)], ("ก", [entity("bold", 0, 1)])),
        ("  กข", [entity("bold", 3, 1)], ("กข", [entity("bold", 1, 1)])),
        ("ก \n", [entity("bold", 1, 2)], ("ก", [])),
    ],
)
def test_space_at_the_ends_is_not_kept(text: str, entities: Entities, kept: tuple[str, Entities]) -> None:
    assert trimmed(text, entities) == kept


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_escaped_comes_out_as_it_was(text: str) -> None:
    assert parsed(html.escape(text, quote=False)) == (text, [])


@given(st.text(st.sampled_from('ก😀<>/b &;="alt')))
def test_anything_else_is_read_within_the_text_or_refused(text: str) -> None:
    with suppress(Refused):
        plain, entities = trimmed(*parsed(text))
        assert all(0 <= each["offset"] < each["offset"] + each["length"] <= units(plain) for each in entities)
