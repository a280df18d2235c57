"""The scanner where the connection comes and goes: nothing is lost, and nothing counts twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.web.gate import ANN, Gate, gate
from tests.web.lens import Camera, Reader, camera


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    Opens = Callable[..., AbstractContextManager[Reader]]


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Camera]:
    with camera(tmp_path_factory.mktemp("camera")) as made:
        yield made


@pytest.fixture
def opens(phone: Camera) -> Opens:
    return phone.opens


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Gate]:
    with gate(tmp_path) as made:
        yield made


def test_without_a_connection_it_is_kept_and_sent_once_there_is_one(hall: Gate, opens: Opens) -> None:
    code = hall.door.own(ANN)
    with opens(hall) as sam:
        sam.counts("มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2")
        sam.page.context.set_offline(True)
        sam.types(code)
        sam.sees("เก็บไว้แล้ว", "ยังไม่มีอินเทอร์เน็ต จะส่งให้เองเมื่อต่อได้ โดยนับเวลาตอนสแกน")
        expect(sam.page.locator("#unsent")).to_have_text("รอส่ง 1 รายการ")
        assert (hall.door.log(), len(sam.kept())) == ([], 1)
        sam.page.context.set_offline(False)
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        sam.counts("มาแล้ว 1/2 · สาย 0 · ยังไม่มา 1")
        expect(sam.page.locator("#notice")).to_be_hidden()
        assert sam.kept() == []

    assert [line.outcome for line in hall.door.log()] == [""]


def test_what_waits_outlives_the_page_and_the_sign_in(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        sam.counts("มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2")
        sam.page.route("**/scanner/checkins", lambda route: route.abort())
        sam.types(hall.door.own(ANN))
        sam.sees("เก็บไว้แล้ว", "ยังไม่มีอินเทอร์เน็ต จะส่งให้เองเมื่อต่อได้ โดยนับเวลาตอนสแกน")
        sam.page.unroute("**/scanner/checkins")
        sam.page.context.clear_cookies()
        sam.page.goto(hall.link())
        sam.page.wait_for_url("**/scanner")
        sam.counts("มาแล้ว 1/2 · สาย 0 · ยังไม่มา 1")

    assert hall.door.statuses() == {f"a {ANN}": "present"}


def test_an_answer_that_is_lost_makes_no_second_record(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        lost: list[str] = []

        def lose(route: Any) -> None:
            if lost:
                route.continue_()
            else:
                lost.append(route.request.url)
                route.fetch()
                route.abort()

        sam.page.route("**/scanner/checkins", lose)
        sam.types(hall.door.own(ANN))
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")

    assert [line.outcome for line in hall.door.log()] == [""]


def test_whoever_is_signed_in_no_more_is_told_what_to_do(hall: Gate, opens: Opens) -> None:
    with opens(hall) as sam:
        hall.later(hours=13)
        sam.types(hall.door.own(ANN))
        expect(sam.page.get_by_role("status").filter(has_text="หมดเวลาเข้าใช้หน้านี้แล้วค่ะ")).to_be_visible()
        assert len(sam.kept()) == 1
