"""LINE's rich menu and webhook, set up again and again."""

from __future__ import annotations

import asyncio
import io
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.channels.line.menu import Menu, Step, set_menu, set_webhook
from bot.channels.line.picture import Tile, picture
from bot.errors import Halt, Never
from tests.fakes.line import FakeLine


if TYPE_CHECKING:
    from collections.abc import Iterator


TILES = (
    Tile("พรุ่งนี้เรียนอะไร", "พรุ่งนี้เรียนอะไร", "tomorrow"),
    Tile("วันนี้เรียนอะไร", "วันนี้เรียนอะไร", "today"),
    Tile("ถัดไปเรียนอะไร", "ถัดไปเรียนอะไร", "next"),
    Tile("ข้อมูลของฉัน", "ข้อมูลของฉัน", "me"),
    Tile("ติดต่อเลขานุการ", "ติดต่อเลขานุการ", "contact"),
    Tile("ช่วยเหลือ", "ช่วยเหลือ", "help"),
)
FONTS = [
    path for folder in ("/usr/share/fonts", "/usr/local/share/fonts") for path in sorted(Path(folder).rglob("*.ttf"))
]


@pytest.fixture(scope="session")
def font() -> str:
    """Any font of this machine; which letters it has does not matter here."""
    if not FONTS:
        pytest.skip("no TrueType font on this machine")
    return str(FONTS[0])


@pytest.fixture(scope="session")
def menu(font: str) -> Menu:
    return Menu("main", "เมนู", TILES, picture(TILES, font))


@pytest.fixture
def line() -> Iterator[FakeLine]:
    with FakeLine() as made:
        yield made


def done(line: FakeLine, menu: Menu) -> list[Step]:
    return asyncio.run(set_menu(line.token, line.url, menu))


def hooked(line: FakeLine, address: str, *, test: bool = False) -> list[Step]:
    return asyncio.run(set_webhook(line.token, line.url, address, test=test))


def test_the_menu_is_there_for_everybody_and_says_what_is_on_it(line: FakeLine, menu: Menu) -> None:
    (step,) = done(line, menu)
    shown = line.menu(line.friend("สมหญิง"))

    assert shown is not None
    assert step == Step("menu", "created", shown["richMenuId"])
    assert [area["action"]["text"] for area in shown["areas"]] == [tile.says for tile in TILES]
    assert [tuple(area["bounds"].values()) for area in shown["areas"]] == [
        (0, 0, 833, 843),
        (833, 0, 833, 843),
        (1666, 0, 834, 843),
        (0, 843, 833, 843),
        (833, 843, 833, 843),
        (1666, 843, 834, 843),
    ]
    assert line.menus.pictures == {step.value: ("image/png", menu.image)}
    assert line.menus.aliases == {"main": step.value}


def test_the_same_menu_again_changes_nothing(line: FakeLine, menu: Menu) -> None:
    (first,) = done(line, menu)
    asked = len(line.calls)

    assert done(line, menu) == [Step("menu", "unchanged", first.value)]
    assert [call.method for call in line.calls[asked:]] == ["GET"] * 3


@pytest.mark.parametrize("change", ["words", "image"])
def test_a_menu_that_has_changed_takes_the_place_of_the_former(line: FakeLine, menu: Menu, change: str) -> None:
    (first,) = done(line, menu)
    tiles = (replace(TILES[0], says="เรียนอะไรพรุ่งนี้"), *TILES[1:])
    other = replace(menu, tiles=tiles) if change == "words" else replace(menu, image=menu.image + b"\0")
    second = done(line, other)

    assert second == [Step("menu", "created", line.menus.default), Step("menu", "deleted", first.value)]
    assert (list(line.menus.menus), line.menus.aliases) == ([line.menus.default], {"main": line.menus.default})


@pytest.mark.parametrize("where", ["content", "user/all/richmenu/richmenu"])
def test_what_was_interrupted_is_done_the_next_time(line: FakeLine, menu: Menu, where: str) -> None:
    line.fault("rate", path=where)
    with pytest.raises(Halt):
        done(line, menu)
    (left,) = line.menus.menus

    assert done(line, menu) == [Step("menu", "created", line.menus.default), Step("menu", "deleted", left)]
    assert (list(line.menus.menus), line.menus.aliases) == ([line.menus.default], {"main": line.menus.default})


def test_a_menu_whose_name_was_lost_is_made_anew(line: FakeLine, menu: Menu) -> None:
    (first,) = done(line, menu)
    line.menus.aliases.clear()

    assert done(line, menu)[1:] == [Step("menu", "deleted", first.value)]
    assert line.menus.aliases == {"main": line.menus.default}


def test_what_line_refuses_in_a_menu_is_said(line: FakeLine, menu: Menu) -> None:
    with pytest.raises(Never, match=r"^400 .*areas\[0\].action.text"):
        done(line, replace(menu, tiles=(replace(TILES[0], says=""), *TILES[1:])))
    line.mistakes.clear()

    assert line.menus.menus == {}


def test_what_others_have_made_is_left_alone(line: FakeLine, menu: Menu) -> None:
    done(line, replace(menu, alias="other"))
    done(line, menu)

    assert sorted(found["name"].partition(" ")[0] for found in line.menus.menus.values()) == ["main", "other"]


def test_a_picture_is_one_that_line_takes(menu: Menu) -> None:
    with Image.open(io.BytesIO(menu.image)) as drawn:
        size, form = drawn.size, drawn.format

    assert (size, form, len(menu.image) <= 1024 * 1024) == ((2500, 1686), "PNG", True)


def test_every_label_stands_within_its_tile(font: str) -> None:
    """The columns between the tiles are as they are without any label."""
    bare, long = (
        Image.open(io.BytesIO(picture([replace(tile, label=label) for tile in TILES], font)))
        for label in ("ก", "ติดต่อเลขานุการของหลักสูตรทุกคน")
    )

    gaps = [0, *range(820, 847), *range(1654, 1680), 2499]
    assert [bare.crop((x, 0, x + 1, 1686)).tobytes() for x in gaps] == [
        long.crop((x, 0, x + 1, 1686)).tobytes() for x in gaps
    ]
    assert bare.tobytes() != long.tobytes()


def test_without_a_font_there_is_no_picture() -> None:
    with pytest.raises(OSError, match="cannot open resource"):
        picture(TILES, "/nowhere.ttf")


def test_events_are_brought_to_where_they_should_be(line: FakeLine) -> None:
    address = "https://bot.example.org/hooks/line"

    assert hooked(line, address) == [Step("webhook", "set", address)]
    assert (line.hook, hooked(line, address)) == (address, [Step("webhook", "unchanged", address)])


def test_a_webhook_that_is_switched_off_is_told(line: FakeLine) -> None:
    line.hook = "https://bot.example.org/hooks/line"
    line.hook_active = False

    assert [step.done for step in hooked(line, line.hook)] == ["unchanged", "off"]


class Bot(BaseHTTPRequestHandler):
    """Takes whatever is brought."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


def test_line_tries_whether_it_reaches_the_bot(line: FakeLine) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Bot) as bot:
        thread = threading.Thread(target=bot.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{bot.server_port}/hooks/line"
        reached = hooked(line, address, test=True)
        bot.shutdown()
        thread.join()

    assert reached == [Step("webhook", "set", address), Step("webhook", "reached", address)]
    assert hooked(line, address, test=True)[1:] == [Step("webhook", "unreached", "COULD_NOT_CONNECT 0")]
