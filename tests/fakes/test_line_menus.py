"""Rich menus, from the drawing to the person's phone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.fakes.line_client import ended
from tests.fakes.line_menu_rules import menu_faults


if TYPE_CHECKING:
    from tests.fakes.line import FakeLine
    from tests.fakes.line_client import Caller


WIDTH, HEIGHT = 800, 270


def area(**more: Any) -> dict[str, Any]:
    bounds = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, **more}
    return {"bounds": bounds, "action": {"type": "message", "text": "วันนี้"}}


def menu(**more: Any) -> dict[str, Any]:
    size = {"width": WIDTH, "height": HEIGHT}
    return {"size": size, "selected": True, "name": "ผู้เรียน", "chatBarText": "เมนู", "areas": [area()], **more}


def picture(width: int = WIDTH, height: int = HEIGHT, form: str = "PNG") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (width, height)).save(kept, form)
    return kept.getvalue()


def drawn(caller: Caller) -> str:
    made: str = caller.ask("POST", "richmenu", menu()).json()["richMenuId"]
    assert caller.ask("POST", f"richmenu/{made}/content", picture(), content_type="image/png").json() == {}
    return made


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (menu(name=""), "name"),
        (menu(chatBarText="น้ำ" * 15), "chatBarText"),
        (menu(selected=None), "selected"),
        (menu(size={"width": 2501, "height": 843}), "size.width"),
        (menu(size={"width": 800, "height": 249}), "size.height"),
        (menu(size={"width": 800, "height": 600}), "size"),
        (menu(areas=[area(width=1, height=1)] * 21), "areas"),
        (menu(areas=[area(x=1)]), "areas[0].bounds"),
        (menu(areas=[area(width=0)]), "areas[0].bounds.width"),
        (menu(areas=[{"bounds": area()["bounds"], "action": {"type": "camera"}}]), "areas[0].action.type"),
        (menu(colour="red"), "colour"),
    ],
)
def test_a_menu_that_line_refuses(made: dict[str, Any], place: str) -> None:
    assert place in [where for where, _ in menu_faults(made)]


def test_menus_that_line_takes() -> None:
    switch = {"type": "richmenuswitch", "richMenuAliasId": "more", "data": "m"}
    assert menu_faults(menu(chatBarText="ก" * 14, areas=[{**area(), "action": switch}] * 20)) == []


def test_a_menu_is_made_drawn_listed_and_deleted(line: FakeLine, caller: Caller) -> None:
    made = drawn(caller)

    assert caller.ask("GET", f"richmenu/{made}").json() == {"richMenuId": made, **menu()}
    assert caller.ask("GET", "richmenu/list").json() == {"richmenus": [{"richMenuId": made, **menu()}]}
    assert caller.ask("GET", f"richmenu/{made}/content").content == picture()
    assert caller.ask("DELETE", f"richmenu/{made}").json() == {}
    assert ended(caller.ask("GET", f"richmenu/{made}")) == (404, "Not found")
    assert ended(caller.ask("GET", f"richmenu/{made}/content")) == (404, "Not found")
    assert line.mistakes == []


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (picture(form="JPEG"), "image/jpeg", 200),
        (picture(form="JPEG"), "image/png", 400),
        (picture(), "image/webp", 415),
        (picture(width=801), "image/png", 400),
        (b"GIF89a", "image/png", 400),
        (picture() + b"0" * 1024 * 1024, "image/png", 413),
    ],
)
def test_a_picture_is_what_it_says_and_fits(
    line: FakeLine, caller: Caller, content: bytes, media_type: str, status: int
) -> None:
    made = caller.ask("POST", "richmenu", menu()).json()["richMenuId"]
    assert caller.ask("POST", f"richmenu/{made}/content", content, content_type=media_type).status_code == status
    assert len(line.mistakes) == (status != 200)
    line.mistakes.clear()


def test_a_menu_is_drawn_once_and_before_it_is_shown(line: FakeLine, caller: Caller) -> None:
    bare = caller.ask("POST", "richmenu", menu()).json()["richMenuId"]
    refused = [
        caller.ask("POST", f"user/all/richmenu/{bare}"),
        caller.ask("POST", f"user/{line.friend('ก')}/richmenu/{bare}"),
        caller.ask("POST", "richmenu/alias", {"richMenuAliasId": "more", "richMenuId": bare}),
        caller.ask("POST", f"richmenu/{drawn(caller)}/content", picture(), content_type="image/png"),
    ]
    assert [answer.status_code for answer in refused] == [400] * 4
    line.mistakes.clear()


def test_each_person_has_a_menu_of_their_own_or_that_of_all(line: FakeLine, caller: Caller) -> None:
    user, other, third = (line.friend(name) for name in "กขค")
    everyone, own, many = (drawn(caller) for _ in range(3))

    def seen() -> list[str]:
        return [(line.menu(one) or {}).get("richMenuId", "") for one in (user, other, third)]

    assert (seen(), caller.ask("GET", "user/all/richmenu").status_code) == ([""] * 3, 404)
    caller.ask("POST", f"user/all/richmenu/{everyone}")
    caller.ask("POST", f"user/{user}/richmenu/{own}")
    assert seen() == [own, everyone, everyone]
    assert caller.ask("GET", f"user/{user}/richmenu").json() == {"richMenuId": own}
    assert caller.ask("GET", "user/all/richmenu").json() == {"richMenuId": everyone}
    linked = caller.ask("POST", "richmenu/bulk/link", {"richMenuId": many, "userIds": [user, other]})
    assert (linked.status_code, seen()) == (202, [many, many, everyone])
    caller.ask("DELETE", f"user/{user}/richmenu")
    assert caller.ask("GET", f"user/{user}/richmenu").status_code == 404
    assert caller.ask("POST", "richmenu/bulk/unlink", {"userIds": [other]}).status_code == 202
    assert seen() == [everyone] * 3
    caller.ask("DELETE", "user/all/richmenu")
    assert seen() == [""] * 3
    assert line.mistakes == []


def test_a_menu_that_is_deleted_is_shown_to_nobody(line: FakeLine, caller: Caller) -> None:
    user, made = line.friend("ก"), drawn(caller)
    caller.ask("POST", f"user/all/richmenu/{made}")
    caller.ask("POST", f"user/{user}/richmenu/{made}")
    caller.ask("DELETE", f"richmenu/{made}")
    assert line.menu(user) is None
    assert caller.ask("GET", "user/all/richmenu").status_code == 404


def test_many_are_linked_by_ids_that_are_known_and_at_most_five_hundred(line: FakeLine, caller: Caller) -> None:
    made = drawn(caller)
    for users in ([], ["U"], ["U"] * 501):
        refused = caller.ask("POST", "richmenu/bulk/link", {"richMenuId": made, "userIds": users})
        assert refused.status_code in (400, 404)
    assert len(line.mistakes) == 3
    line.mistakes.clear()


def test_an_alias_means_one_menu_and_then_another(line: FakeLine, caller: Caller) -> None:
    first, second = drawn(caller), drawn(caller)
    named = {"richMenuAliasId": "more", "richMenuId": first}

    assert caller.ask("POST", "richmenu/alias", named).json() == {}
    assert ended(caller.ask("POST", "richmenu/alias", named)) == (400, "conflict richmenu alias id")
    assert caller.ask("GET", "richmenu/alias/more").json() == named
    assert caller.ask("POST", "richmenu/alias/more", {"richMenuId": second}).json() == {}
    assert caller.ask("GET", "richmenu/alias/list").json() == {"aliases": [{**named, "richMenuId": second}]}
    assert caller.ask("DELETE", "richmenu/alias/more").json() == {}
    assert caller.ask("GET", "richmenu/alias/more").status_code == 404
    assert caller.ask("DELETE", "richmenu/alias/more").status_code == 400
    assert caller.ask("POST", "richmenu/alias", {**named, "richMenuAliasId": "More"}).status_code == 400
    assert len(line.mistakes) == 2
    line.mistakes.clear()
