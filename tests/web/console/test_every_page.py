"""Every page of the console, by every link and every form that asks, for whoever may see it: none of them fails."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from tests.services.season import course, lesson
from tests.web.console.full import FULL, fill
from tests.web.console.office import OTHER, office, post
from tests.web.console.walking import unsaid, walked


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.programme import Programme
    from tests.web.console.office import Office
    from tests.web.console.walking import Walk

# What a query may say that no page of ours would
ODD = ("99999999999999999999", "²", "a" * 5000, "0001-01-01", "9999-12-31", "\0")
CALLED_OFF = course(
    lesson("a", "2026-01-05T09:00", status="cancelled"), lesson("z", "2026-01-06T09:00", status="cancelled")
)


@pytest.fixture(scope="module")
def full() -> Iterator[Office]:
    with office(FULL, OTHER) as made:
        fill(made)
        yield made


def _walked(here: Office, who: str, language: str) -> Walk:
    client = here.client(who)
    client.get(f"/console/c/today?lang={language}")
    return walked(client, "c")


@pytest.mark.parametrize(("who", "language"), [("olga", "en"), ("otto", "th")])
def test_no_page_fails_where_everything_has_happened(full: Office, who: str, language: str) -> None:
    walk = _walked(full, who, language)

    assert walk.wrong == []
    assert {re.split(r"[/?]", way)[3] for way in walk.pages} == {
        *("today", "programme", "people", "announcements", "questions", "attendance", "feedback", "log")
    }
    kinds = ("merge?with=", "preview", "names?id=", "feedback/shares/", "attendance/leaves/", "state=", "erase")
    met = {kind for kind in kinds for way in walk.pages if kind in way}
    assert met == {*kinds[:-1], *(["erase"] if who == "otto" else [])}


@pytest.mark.parametrize(("about", "language"), [(course(), "en"), (CALLED_OFF, "th")], ids=["nothing", "called off"])
def test_no_page_fails_where_nothing_happens(about: Programme, language: str) -> None:
    with office(replace(about, title=FULL.title), OTHER) as here:
        walk = _walked(here, "otto", language)

    assert walk.wrong == []
    assert len(walk.pages) > 20


def test_whatever_is_asked_no_page_fails(full: Office) -> None:
    client = full.client("otto")
    asked: dict[str, dict[str, str]] = {}
    for way in walked(client, "c").pages:
        path = re.sub(r"/\d+", "/1", urlsplit(way).path)
        asked.setdefault(path, {"page": ""}).update(parse_qsl(urlsplit(way).query, keep_blank_values=True))

    for path, fields in asked.items():
        for name in fields:
            for odd in ODD:
                query = "&".join(f"{each}={quote(odd if each == name else fields[each])}" for each in fields)
                assert client.get(f"{path}?{query}").status_code in (200, 404), f"{path}?{query}"


@pytest.mark.parametrize("number", ["0", "-1", "99999999999", "9" * 30, "x", "%00"])
def test_there_is_nothing_where_a_number_is_none_of_ours(full: Office, number: str) -> None:
    client = full.client("otto")
    paths = ("people/{}", "people/{}/merge", "announcements/{}", "attendance/leaves/{}", "feedback/shares/{}")

    assert {client.get(f"/console/c/{each.format(number)}").status_code for each in paths} == {404}


@pytest.mark.parametrize("number", ["", "-1", "9" * 30, "²", "x"])
def test_a_form_that_names_nothing_of_ours_changes_nothing(full: Office, number: str) -> None:
    client, before = full.client("otto"), full.deeds()
    spot = {"session": "tax", "point": "", "status": "present"}
    forms: tuple[tuple[str, dict[str, str | list[str]]], ...] = (
        ("people/1/merge", {"gone": number, "reason": "same", "sure": "yes"}),
        ("attendance/session/mark", {**spot, "person": number}),
        ("attendance/session/undo", {**spot, "entry": number}),
        ("questions/answer", {"question": number, "answer": "ค่ะ"}),
        ("programme/undo", {"release": number}),
    )

    assert {post(client, path, fields).status_code for path, fields in forms} <= {303, 404, 422}
    assert full.deeds() == before


@pytest.mark.parametrize("year", ["0001", "0069", "2569", "9999"])
def test_a_year_of_another_era_is_said_to_be_one(full: Office, year: str) -> None:
    client, said = full.client(), "ปีต้องเป็น ค.ศ. สี่หลักค่ะ (ปี พ.ศ. ลบด้วย 543)"
    times = {"start": f"{year}-07-03T09:00", "end": f"{year}-07-03T12:00"}
    changed = post(client, "programme/session", {"session": "", "title": "วิชาใหม่", "status": "confirmed", **times})
    written = post(
        client,
        "announcements/new",
        {"text": "รถออก 8 โมง", "to": "everyone", "when": "at", "at": f"{year}-07-03T09:00"},
    )

    assert [(each.status_code, said in each.text) for each in (changed, written)] == [(422, True), (422, True)]


def test_what_was_not_said_in_words_is_seen() -> None:
    said = "สวัสดี console.tab_people ถึง {name} และ www.example.com v1.2"

    assert unsaid(said) == ["console.tab_people", "{name}"]
