"""The preview of a message: what the channels send is all there, and nothing that is said becomes markup."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.channels.line.preview import payload as line_payload
from bot.channels.telegram.preview import payload as telegram_payload
from bot.messages import Card, Choice, Reply
from bot.web.headers import SECURITY, SecurityHeaders
from bot.web.preview import Drawn, page, panes
from bot.web.preview.nodes import markup
from bot.web.preview.telegram import formatted
from tests.channels.contract import WHOLE
from tests.channels.test_telegram_draw import REPLIES
from tests.web.soundness import Read, sound


if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    Json = dict[str, Any]


FILES = "https://bot.example.org/files"
CARDLESS = replace(WHOLE, cards=(), choices=())
LOOK = re.compile(r"\.telephones \.look-\d+ \{ [a-z-]+:[^{}<>;@\\*]+(;[a-z-]+:[^{}<>;@\\*]+)* \}")


def words(text: str) -> list[str]:
    return [part for part in text.partition(" ") if part]


def drawn(reply: Reply, files_url: str = FILES) -> Drawn:
    return Drawn(line_payload(reply, files_url, words), telegram_payload(reply, words))


def flex(*contents: Any, **more: Any) -> Drawn:
    body = {"type": "box", "layout": "vertical", "contents": list(contents), **more}
    bubble = {"type": "bubble", "body": body}
    return Drawn([[{"type": "flex", "altText": "ก", "contents": bubble}]], None)


def _in_line(payload: Any) -> Iterator[str]:
    if isinstance(payload, dict):
        yield from (payload[name] for name in ("text", "label", "altText", "title", "address") if name in payload)
        payload = list(payload.values())
    if isinstance(payload, list):
        for part in payload:
            yield from _in_line(part)


def _in_telegram(calls: list[Json]) -> Iterator[str]:
    for call in calls:
        yield unescape(re.sub("</?b>", "", call.get("text", "")))
        yield from (call[name] for name in ("caption", "title", "address") if name in call)
        yield call.get("document", {}).get("file_name", "")
        yield from (button["text"] for row in call.get("reply_markup", {}).get("inline_keyboard", []) for button in row)


@given(REPLIES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_letter_that_is_sent_is_on_the_page_and_none_of_it_is_markup(reply: Reply) -> None:
    sent = drawn(reply)
    text = sound(page("ตัวอย่าง", sent, "th")).text

    assert [said for said in (*_in_line(sent.line), *_in_telegram(list(sent.telegram or ()))) if said not in text] == []


_KINDS = ["bubble", "carousel", "box", "text", "span", "button", "image", "icon", "video", "separator", "filler", "x"]
_NAMES = [
    "type", "contents", "header", "hero", "body", "footer", "styles", "size", "layout", "spacing", "margin", "flex",
    "color", "backgroundColor", "background", "cornerRadius", "paddingTop", "offsetStart", "position", "gravity",
    "align", "wrap", "maxLines", "lineSpacing", "url", "aspectRatio", "action", "uri", "label", "text", "altText",
    "quickReply", "items", "separator", "altContent", "previewImageUrl", "address", "method", "photo", "caption",
    "document", "file_size", "reply_markup", "inline_keyboard", "parse_mode", "angle", "startColor", "endColor",
]  # fmt: skip
_VALUES = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(-5, 2000), st.text(max_size=20), st.sampled_from(_KINDS),
    st.sampled_from([
        "vertical", "baseline", "md", "xl", "10px", "-3%", "#12345678", "#000;}</style><script>", "20:13", "HTML",
        "javascript:alert(1)", "https://example.org/<b>", "<script>alert(1)</script>", "<b>ก</i>", "data:text/html,x",
        "45deg", "flex", "location", "sendMessage", "sendPhoto", "sendVenue", "sendDocument", "\ud83d",
    ]),
)  # fmt: skip
_WILD: st.SearchStrategy[Any] = st.recursive(
    _VALUES,
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.fixed_dictionaries(
            {"type": st.sampled_from([*_KINDS, "flex", "text", "image", "location"])},
            optional={name: inside for name in _NAMES if name != "type"},
        )
    ),
    max_leaves=12,
)
_OBJECTS = st.lists(st.dictionaries(st.sampled_from(_NAMES), _WILD, max_size=8), max_size=4)


@given(_OBJECTS, _OBJECTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_payload_the_page_is_sound(line: list[Json], telegram: list[Json]) -> None:
    wild = Drawn([[{**one, "type": "flex"} for one in line], line], telegram)
    sound(page("<ตัวอย่าง>", wild, "en"))

    looks = [rule for rule in panes(wild, "en").style.splitlines() if ".look-" in rule]
    assert [rule for rule in looks if not LOOK.fullmatch(rule)] == []


@pytest.mark.parametrize("kind", ["hologram", "", 7])
def test_what_cannot_be_drawn_is_named_in_its_place(kind: object) -> None:
    text = {"type": "text", "text": "ข้างบน"}
    read = sound(page("ก", flex(text, {"type": kind}, {**text, "text": "ข้างล่าง"}), "th"))

    assert f"ข้างบนส่วนนี้แสดงตัวอย่างไม่ได้ค่ะ ({kind if isinstance(kind, str) and kind else '?'})ข้างล่าง" in read.text
    assert (
        "This part cannot be shown here (sendDice)" in sound(page("", Drawn(None, [{"method": "sendDice"}]), "en")).text
    )


def test_a_platform_that_is_not_used_has_no_telephone_and_one_that_sends_nothing_says_so() -> None:
    read = sound(page("ก", Drawn([], None), "th"))

    assert ("LINE" in read.text, "Telegram" in read.text) == (True, False)
    assert "ไม่มีข้อความที่จะส่งทางนี้ค่ะ" in read.text


def test_telegrams_tags_are_shown_and_others_are_read() -> None:
    html = (
        '<b>ก</b> <tg-spoiler>ข</tg-spoiler> <a href="https://example.org/?a=1&amp;b">ค</a> <h1 x="1">ง</h1> &lt;จ&gt;'
    )

    assert markup(formatted(html)) == (
        '<b>ก</b> <span class="spoiler">ข</span> <a href="https://example.org/?a=1&amp;b" target="_blank" '
        'rel="noopener noreferrer">ค</a> &lt;h1 x=&#34;1&#34;&gt;ง&lt;/h1&gt; &lt;จ&gt;'
    )
    assert "h1" not in Read(panes(_telegram(html), "th").markup).tags


def _telegram(html: str) -> Drawn:
    return Drawn(None, [{"method": "sendMessage", "text": html, "parse_mode": "HTML"}])


def test_a_link_that_would_run_something_is_none() -> None:
    html = '<a href="javascript:alert(1)">ก</a><a href="data:text/html,x">ข</a>'
    button = {"type": "button", "action": {"type": "uri", "label": "ค", "uri": "javascript:alert(1)"}}

    assert sound(page("", Drawn(flex(button).line, _telegram(html).telegram), "th")).values("href") == []


def test_the_sizes_are_those_of_lines_simulator() -> None:
    text = {
        "type": "text",
        "text": "ก",
        "size": "lg",
        "color": "#1F2933",
        "weight": "bold",
        "wrap": True,
        "margin": "md",
    }
    style = str(panes(flex(text, text, paddingAll="lg", backgroundColor="#0F4C5C"), "th").style)

    assert re.findall(r"look-\d+ \{ (.*) \}", style) == [
        "white-space:pre-wrap",
        "flex:none;font-size:19px;color:#1F2933;font-weight:bold",
        "flex:none;margin-top:8px;font-size:19px;color:#1F2933;font-weight:bold",
        "flex:none;background:#0F4C5C;padding:12px",
    ]


@pytest.mark.parametrize("given", ["#1", "#12345g", "red", "#000000;background:url(//x)"])
def test_what_is_no_colour_colours_nothing(given: str) -> None:
    assert (
        "color:" not in str(panes(flex({"type": "text", "text": "ก", "color": given}), "th").style).split("look-")[-1]
    )


def test_pictures_and_files_that_nobody_serves_yet_are_in_the_payload() -> None:
    text, image, place, menu = [one for call in line_payload(CARDLESS, FILES, words) for one in call]
    whole = f"data:image/png;base64,{WHOLE.images[0].content}"

    assert (image["originalContentUrl"], image["previewImageUrl"]) == (whole, whole)
    assert menu["contents"]["body"]["contents"][1]["action"]["uri"].startswith("data:text/calendar;base64,QkVHSU46V")
    assert (text["type"], place["type"]) == ("text", "location")
    photo, document = (one for one in telegram_payload(CARDLESS, words) if one["method"][4:] in ("Photo", "Document"))
    assert photo == {"method": "sendPhoto", "photo": whole, "caption": "แผนผังห้องประชุม"}
    assert document["document"] == {"file_name": "ตาราง.ics", "file_size": 32}


def test_a_page_needs_nothing_else_and_says_so_to_the_browser() -> None:
    html = page("ก", drawn(WHOLE), "th")
    policy = Read(html).values("content")[2]

    assert [word in html for word in ("<script", "<link", "@import", "url(", "style=")] == [False] * 5
    assert re.sub("sha256-[A-Za-z0-9+/]{43}=", "sha256-…", policy) == (
        "default-src 'none'; style-src 'sha256-…'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_site_lets_a_page_bring_a_policy_of_its_own_and_hardens_all_others() -> None:
    shown = panes(drawn(WHOLE), "th")

    async def preview(_request: Request) -> Response:
        return HTMLResponse(shown.markup, headers={"Content-Security-Policy": shown.policy})

    async def other(_request: Request) -> Response:
        return HTMLResponse("")

    site = Starlette(routes=[Route("/preview", preview), Route("/", other)], middleware=[Middleware(SecurityHeaders)])

    async def answers() -> list[httpx.Headers]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site") as client:
            return [(await client.get(path)).headers for path in ("/preview", "/")]

    own, others = asyncio.run(answers())

    assert (own["content-security-policy"], others["content-security-policy"]) == (
        shown.policy,
        SECURITY["Content-Security-Policy"],
    )
    assert (own["x-content-type-options"], others["x-content-type-options"]) == ("nosniff", "nosniff")
    assert "script-src 'self'; style-src 'self' 'sha256-" in shown.policy
    assert "img-src 'self' data:; " in shown.policy


def test_cards_and_choices_stand_where_the_apps_have_them() -> None:
    card = Card("พิธีเปิด", "ยกเลิกแล้ว", (("ที่", "ห้อง 1"),), (Choice("ใครสอน", "พิธีเปิดใครสอน"),))
    read = sound(page("ตัวอย่าง", drawn(Reply("มี 1 รายการค่ะ", (card,), (Choice("พรุ่งนี้", "พรุ่งนี้"),))), "th"))

    assert read.text.strip() == (
        "ตัวอย่าง\nLINE คิดเป็น 1 ข้อความต่อคนน้องนัดน้องนัดมี 1 รายการค่ะพิธีเปิดยกเลิกแล้วที่ห้อง 1ใครสอน"
        "บนแถบแจ้งเตือน: พิธีเปิด\nยกเลิกแล้ว\nที่: ห้อง 1\n• พิธีเปิดใครสอนพรุ่งนี้"
        "Telegram 1 ข้อความน้องนัดมี 1 รายการค่ะ\n\nพิธีเปิด\nยกเลิกแล้ว\nที่: ห้อง 1ใครสอนพรุ่งนี้"
    )
