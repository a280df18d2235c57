"""The page and what surrounds it: headers, cookie, static files, a reply's files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.plain import PLAIN
from tests.web.served import CALENDAR, database_in, place, served


if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.visitor import Visitor


HARDENED = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


@pytest.mark.parametrize("path", ["/", "/chat/files/1/0", "/health", "/metrics", "/nowhere"])
def test_every_answer_is_hardened(visitor: Visitor, path: str) -> None:
    headers = visitor.http.get(path).headers

    assert {name: headers.get(name) for name in HARDENED} == HARDENED


def test_a_stream_is_hardened_too(visitor: Visitor) -> None:
    with visitor.http.stream("GET", "/chat/events") as stream:
        headers = stream.headers

    assert {name: headers.get(name) for name in HARDENED} == HARDENED
    assert (headers["content-type"], headers["cache-control"]) == ("text/event-stream; charset=utf-8", "no-store")


def test_the_page_gives_a_cookie_that_no_script_can_read(url: str) -> None:
    response = httpx.get(url, trust_env=False, verify=PLAIN)
    cookie = re.sub(r"=[\w-]{32};", "=…;", response.headers["set-cookie"])

    assert cookie == "nongnat=…; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax"
    assert response.headers["cache-control"] == "no-store"


def test_by_https_the_cookie_is_for_https_only(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    with served(place(database, public_url="https://bot.example")) as url:
        cookie = httpx.get(url, trust_env=False, verify=PLAIN).headers["set-cookie"]
    database.close()

    assert cookie.endswith("SameSite=lax; Secure")


def test_a_cookie_is_kept_and_a_made_up_one_is_not(url: str) -> None:
    with httpx.Client(base_url=url, trust_env=False, verify=PLAIN) as browser:
        browser.get("/")
        first = browser.cookies["nongnat"]
        browser.get("/")
        again = browser.cookies["nongnat"]
    made_up = httpx.get(url, headers={"Cookie": "nongnat=admin"}, trust_env=False, verify=PLAIN).cookies["nongnat"]

    assert (again == first, made_up == "admin") == (True, False)


def test_static_files_are_kept_for_a_year_under_a_name_that_changes_with_them(visitor: Visitor) -> None:
    page = visitor.http.get("/").text
    (address,) = re.findall(r'src="(/static/[0-9a-f]{12}/main\.js)"', page)
    response = visitor.http.get(address)

    assert (response.status_code, response.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert visitor.http.get("/static/000000000000/main.js").status_code == 404


def test_nothing_in_the_page_is_inline_or_from_elsewhere(visitor: Visitor) -> None:
    page = visitor.http.get("/").text

    assert re.findall(r"<style|\sstyle=|\son\w+=|https?://", page) == []
    assert re.findall(r"<script(?![^>]*(?:src=\"/static/|type=\"application/json\"))", page) == []


def test_a_file_is_for_whom_it_was_said_to(visitor: Visitor, stranger: Visitor) -> None:
    visitor.say("วันนี้เรียนอะไร")
    (file,) = visitor.hear(2)[1].data["files"]
    mine, theirs = visitor.http.get(file["url"]), stranger.http.get(file["url"])
    missing = [
        visitor.http.get(path).status_code for path in ("/chat/files/1/1", "/chat/files/99/0", "/chat/files/x/0")
    ]

    assert (mine.status_code, mine.content.decode()) == (200, CALENDAR.content)
    assert {name: mine.headers[name] for name in ("content-type", "content-disposition", "cache-control")} == {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": (
            "attachment; filename*=UTF-8''"
            "%E0%B8%95%E0%B8%B2%E0%B8%A3%E0%B8%B2%E0%B8%87%E0%B9%80%E0%B8%A3%E0%B8%B5%E0%B8%A2%E0%B8%99"
            "%202%20%E0%B8%95.%E0%B8%84.ics"
        ),
        "cache-control": "private, no-store",
    }
    assert (theirs.status_code, theirs.json()) == (404, {"message": "ไม่พบไฟล์นี้ค่ะ"})
    assert missing == [404, 404, 404]
