"""Who gets into the console, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import people
from storage.people import Membership
from tests.web.console.office import queries, token_of, words


if TYPE_CHECKING:
    from tests.web.console.client import Client
    from tests.web.console.office import Office

GONE = "ไม่พบหน้านี้ค่ะ ถ้ากดมาจากลิงก์เก่า พิมพ์ เปิดห้องผู้จัด ในแชตกับน้องนัดเพื่อรับลิงก์ใหม่นะคะ"


def test_an_organiser_is_led_to_the_first_page_of_their_programme(olga: Client) -> None:
    led = [olga.get(path).headers["location"] for path in ("/console", "/console?programme=d", "/console/c")]

    assert led == ["/console/c/today"] * 3
    assert olga.get("/console/c/today").status_code == 200


def test_an_owner_has_every_programme_whatever_they_were_signed_in_for(here: Office) -> None:
    otto = here.client("otto")

    assert otto.get("/console?programme=d").headers["location"] == "/console/d/today"
    assert [otto.get(f"/console/{code}/today").status_code for code in ("c", "d", "x")] == [200, 200, 404]


@pytest.mark.parametrize(
    "path", ["d/today", "x/today", "c/nothing", "c/today/x", "%00/today", "c/today?a=%00", "ก/today", "c/today/board"]
)
def test_there_is_nothing_of_what_is_not_theirs_or_not_there(olga: Client, path: str) -> None:
    answer = olga.get(f"/console/{path}")

    assert (answer.status_code, words(answer).startswith(f"ห้องผู้จัด {GONE}")) == (404, True)


def test_what_is_not_theirs_looks_like_what_is_not_there(olga: Client) -> None:
    answers = [olga.get(f"/console/{code}/today") for code in ("d", "x")]

    assert answers[0].text == answers[1].text
    assert words(answers[0]).startswith(f"ห้องผู้จัด {GONE}")


@pytest.mark.parametrize("who", ["ann", "sam"])
def test_whoever_organises_no_more_is_turned_away_at_once(here: Office, who: str) -> None:
    client = here.client()
    with here.database.write() as store:
        people.enrol(store, here.people["olga"], Membership("c", "participant" if who == "ann" else "scanner"))

    assert [client.get(path).status_code for path in ("/console", "/console/c/today")] == [403, 403]


def test_nobody_gets_in_without_a_link_from_their_chat(here: Office) -> None:
    stranger = here.stranger()

    assert [stranger.get(path).status_code for path in ("/console", "/console/c/today")] == [403, 403]


def test_signing_out_ends_it(olga: Client) -> None:
    answer = olga.post("/console/leave", data={"token": token_of(olga)})

    assert words(answer).startswith("ห้องผู้จัด ออกจากระบบแล้วค่ะ")
    assert olga.get("/console/c/today").status_code == 403


@pytest.mark.parametrize("token", ["", "0" * 64, "ก"])
def test_nobody_is_signed_out_by_a_page_of_others(olga: Client, token: str) -> None:
    assert olga.post("/console/leave", data={"token": token}).status_code == 403
    assert olga.get("/console/c/today").status_code == 200


def test_it_speaks_the_language_that_was_chosen_there(olga: Client) -> None:
    answer = olga.get("/console/c/today?lang=en&page=2")

    assert answer.headers["location"] == "/console/c/today?page=2"
    assert '<html lang="en">' in olga.get("/console/c/today").text


def test_pages_are_kept_nowhere(olga: Client) -> None:
    headers = olga.get("/console/c/today").headers

    assert (headers["cache-control"], headers["referrer-policy"]) == ("private, no-store", "no-referrer")


def test_the_store_is_asked_as_often_for_many_people_as_for_few(here: Office, olga: Client) -> None:
    counts = []
    for more in (300, 2_700):
        here.crowd(more)
        olga.get("/console/c/today")
        with queries() as asked:
            olga.get("/console/c/today")
        counts.append(asked.count)

    assert counts[0] == counts[1] < 20
