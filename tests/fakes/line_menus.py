"""Rich menus: made, drawn, named by aliases, shown to everybody or to one person."""

from __future__ import annotations

import io
import re
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from PIL import Image, UnidentifiedImageError

from tests.fakes.line_calls import MEGABYTE, Answer
from tests.fakes.line_menu_rules import menu_faults
from tests.fakes.line_state import Refused


if TYPE_CHECKING:
    from tests.fakes.line_calls import Asked
    from tests.fakes.line_state import World


_MOST_MENUS = 1000
_MOST_USERS = 500


class Menus:
    """Its public methods are handlers for `Gate`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept = world.menus

    def validate(self, asked: Asked) -> Answer:
        if wrong := menu_faults(asked.json()):
            raise Refused(400, f"The request body has {len(wrong)} error(s)", wrong)
        return Answer()

    def create(self, asked: Asked) -> Answer:
        self.validate(asked)
        if len(self._kept.menus) >= _MOST_MENUS:
            raise Refused(400, "The maximum number of rich menus has been reached")
        menu = f"richmenu-{token_hex(16)}"
        self._kept.menus[menu] = {"richMenuId": menu, **asked.json()}
        return Answer({"richMenuId": menu})

    def all(self, _asked: Asked) -> Answer:
        return Answer({"richmenus": list(self._kept.menus.values())})

    def get(self, asked: Asked) -> Answer:
        return Answer(self._menu(asked.params["menu"]))

    def delete(self, asked: Asked) -> Answer:
        menu = asked.params["menu"]
        self._menu(menu)
        del self._kept.menus[menu]
        self._kept.pictures.pop(menu, None)
        self._kept.of = {user: linked for user, linked in self._kept.of.items() if linked != menu}
        if self._kept.default == menu:
            self._kept.default = ""
        return Answer()

    def upload(self, asked: Asked) -> Answer:
        menu = self._menu(asked.params["menu"])
        if menu["richMenuId"] in self._kept.pictures:
            raise Refused(400, "An image has already been uploaded to the richmenu")
        media_type = asked.headers.get("content-type", "")
        if media_type not in ("image/png", "image/jpeg"):
            raise Refused(415, f"Content type '{media_type}' not supported")
        if len(asked.body) > MEGABYTE:
            raise Refused(413, "The image is larger than 1 MB")
        try:
            with Image.open(io.BytesIO(asked.body)) as picture:
                form, width, height = picture.format or "", *picture.size
        except UnidentifiedImageError:
            raise Refused(400, "The image could not be read") from None
        if f"image/{form.lower()}" != media_type:
            raise Refused(400, f"The image is no {media_type}")
        if menu["size"] != {"width": width, "height": height}:
            raise Refused(400, f"The image is {width} by {height}, which is not the size of the rich menu")
        self._kept.pictures[menu["richMenuId"]] = (media_type, asked.body)
        return Answer()

    def download(self, asked: Asked) -> Answer:
        if asked.params["menu"] not in self._kept.pictures:
            raise Refused(404, "Not found", mistake=False)
        media_type, content = self._kept.pictures[asked.params["menu"]]
        return Answer(content, media_type=media_type)

    def set_default(self, asked: Asked) -> Answer:
        self._kept.default = self._drawn(asked.params["menu"])
        return Answer()

    def get_default(self, _asked: Asked) -> Answer:
        if not self._kept.default:
            raise Refused(404, "no default richmenu", mistake=False)
        return Answer({"richMenuId": self._kept.default})

    def clear_default(self, _asked: Asked) -> Answer:
        self._kept.default = ""
        return Answer()

    def link(self, asked: Asked) -> Answer:
        asked.chat = self._user(asked.params["user"])
        self._kept.of[asked.chat] = self._drawn(asked.params["menu"])
        return Answer()

    def linked(self, asked: Asked) -> Answer:
        asked.chat = self._user(asked.params["user"])
        if asked.chat not in self._kept.of:
            raise Refused(404, "the user has no richmenu", mistake=False)
        return Answer({"richMenuId": self._kept.of[asked.chat]})

    def unlink(self, asked: Asked) -> Answer:
        asked.chat = self._user(asked.params["user"])
        self._kept.of.pop(asked.chat, None)
        return Answer()

    def link_many(self, asked: Asked) -> Answer:
        body = asked.json()
        users = self._users(asked, body)
        menu = self._drawn(str(body.get("richMenuId")))
        self._kept.of.update(dict.fromkeys(users, menu))
        return Answer(status=202)

    def unlink_many(self, asked: Asked) -> Answer:
        for user in self._users(asked, asked.json()):
            self._kept.of.pop(user, None)
        return Answer(status=202)

    def name(self, asked: Asked) -> Answer:
        body = asked.json()
        alias = str(body.get("richMenuAliasId", ""))
        if not re.fullmatch(r"[a-z0-9_-]{1,32}", alias):
            raise Refused(400, "The request body has 1 error(s)", [("richMenuAliasId", "invalid")])
        if alias in self._kept.aliases:
            raise Refused(400, "conflict richmenu alias id")
        self._kept.aliases[alias] = self._drawn(str(body.get("richMenuId")))
        return Answer()

    def rename(self, asked: Asked) -> Answer:
        self._named(asked.params["alias"], 400)
        self._kept.aliases[asked.params["alias"]] = self._drawn(str(asked.json().get("richMenuId")))
        return Answer()

    def unname(self, asked: Asked) -> Answer:
        self._named(asked.params["alias"], 400)
        del self._kept.aliases[asked.params["alias"]]
        return Answer()

    def named(self, asked: Asked) -> Answer:
        return Answer(self._named(asked.params["alias"], 404))

    def names(self, _asked: Asked) -> Answer:
        return Answer({"aliases": [self._named(alias, 404) for alias in self._kept.aliases]})

    def _menu(self, menu: str) -> dict[str, Any]:
        if menu not in self._kept.menus:
            raise Refused(404, "Not found", mistake=False)
        return self._kept.menus[menu]

    def _drawn(self, menu: str) -> str:
        """A menu that has its picture."""
        if self._menu(menu)["richMenuId"] not in self._kept.pictures:
            raise Refused(400, "must upload richmenu image before applying it to user")
        return menu

    def _user(self, user: str) -> str:
        if user not in self._world.people:
            raise Refused(404, "Not found")
        return user

    def _users(self, asked: Asked, body: dict[str, Any]) -> list[str]:
        users = body.get("userIds")
        if not isinstance(users, list) or not 1 <= len(users) <= _MOST_USERS:
            raise Refused(
                400, "The request body has 1 error(s)", [("userIds", f"Size must be between 1 and {_MOST_USERS}")]
            )
        asked.chat = ",".join(map(str, users))
        return [self._user(user) for user in users]

    def _named(self, alias: str, status: int) -> dict[str, str]:
        if alias not in self._kept.aliases:
            raise Refused(status, "richmenu alias not found", mistake=False)
        return {"richMenuAliasId": alias, "richMenuId": self._kept.aliases[alias]}
