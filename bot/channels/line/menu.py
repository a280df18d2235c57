"""Setting LINE up: the rich menu that everybody has under the chat, and where LINE brings its events.

To be done again at will: what is already as it should be is left alone.
"""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from linebot.v3.messaging import (
    CreateRichMenuAliasRequest,
    RichMenuRequest,
    SetWebhookEndpointRequest,
    TestWebhookEndpointRequest,
    UpdateRichMenuAliasRequest,
)

from bot.channels.line.client import SECONDS, Line, ask
from bot.channels.line.picture import HEIGHT, WIDTH, areas
from bot.lengths import cut


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.channels.line.picture import Tile

    Json = dict[str, Any]


_NOT_FOUND = 404
_BAR, _LABEL = 14, 20  # letters

Done = Literal["unchanged", "created", "deleted", "set", "off", "reached", "unreached"]


@dataclass(frozen=True, slots=True)
class Menu:
    """`alias` (a–z, 0–9, - and _) is its lasting name; `bar` stands under it; `image` is a PNG as `picture` draws."""

    alias: str
    bar: str
    tiles: Sequence[Tile]
    image: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to the rich menu or to the webhook.

    `value` is the menu's id; the webhook's address; or, where LINE could not reach that, what LINE says.
    """

    about: Literal["menu", "webhook"]
    done: Done
    value: str


async def set_menu(access_token: str, url: str, menu: Menu) -> list[Step]:
    """Have everybody see `menu`, and remove its former versions. Raises as `bot.port.Channel.send` does."""
    wanted = _definition(menu)
    async with _opened(access_token, url) as line:
        ours = await _ours(line, menu.alias)
        standing = await _id(line.api.get_default_rich_menu_id_with_http_info(**line.within))
        named = await _id(line.api.get_rich_menu_alias_with_http_info(menu.alias, **line.within))
        if standing == named and ours.get(standing) == wanted["name"]:
            done, menu_id = Step("menu", "unchanged", standing), standing
        else:
            menu_id = await _created(line, wanted, menu.image)
            await ask(line.api.set_default_rich_menu_with_http_info(menu_id, **line.within))
            await _name(line, menu.alias, menu_id, known=bool(named))
            done = Step("menu", "created", menu_id)
        former = [one for one in ours if one != menu_id]
        for one in former:
            await ask(line.api.delete_rich_menu_with_http_info(one, **line.within), but=(_NOT_FOUND,))
        return [done, *(Step("menu", "deleted", one) for one in former)]


async def set_webhook(access_token: str, url: str, address: str, *, test: bool = False) -> list[Step]:
    """Have LINE bring its events to `address` (https); with `test`, have it try whether it can.

    "off": the organisers have still to switch "Use webhook" on in LINE's console, which nobody can do for them.
    Raises as `bot.port.Channel.send` does.
    """
    async with _opened(access_token, url) as line:
        found = await ask(line.api.get_webhook_endpoint_with_http_info(**line.within), but=(_NOT_FOUND,))
        steps = [Step("webhook", "unchanged", address)]
        if found.data.get("endpoint") != address:
            wanted = SetWebhookEndpointRequest(endpoint=address)
            await ask(line.api.set_webhook_endpoint_with_http_info(wanted, **line.within))
            steps = [Step("webhook", "set", address)]
        if found.data.get("active") is False:
            steps.append(Step("webhook", "off", address))
        if test:
            asked = TestWebhookEndpointRequest(endpoint=address)
            tried = await ask(line.api.test_webhook_endpoint_with_http_info(asked, **line.within))
            reached = tried.data.get("success") is True
            why = f"{tried.data.get('reason')} {tried.data.get('statusCode')}"
            steps.append(Step("webhook", "reached", address) if reached else Step("webhook", "unreached", why))
        return steps


@asynccontextmanager
async def _opened(access_token: str, url: str) -> AsyncIterator[Line]:
    line = Line(access_token, url, 3 * SECONDS)  # a picture goes up, and LINE's own test of a webhook takes its time
    try:
        yield line
    finally:
        await line.close()


def _definition(menu: Menu) -> Json:
    """The rich menu as LINE takes it. Its name tells this version of it, drawing and all, from any other."""
    drawn: Json = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": cut(menu.bar, _BAR),
        "areas": [
            {
                "bounds": {"x": left, "y": top, "width": width, "height": height},
                "action": {"type": "message", "label": cut(tile.label, _LABEL), "text": tile.says},
            }
            for tile, (left, top, width, height) in zip(menu.tiles, areas(), strict=True)
        ],
    }
    version = sha256(json.dumps(drawn, sort_keys=True).encode() + menu.image).hexdigest()[:16]
    return {**drawn, "name": f"{menu.alias} {version}"}


async def _ours(line: Line, alias: str) -> dict[str, str]:
    """The names of this menu's versions that LINE has, by their ids."""
    told = await ask(line.api.get_rich_menu_list_with_http_info(**line.within))
    return {
        menu["richMenuId"]: menu["name"]
        for menu in told.data.get("richmenus", [])
        if menu["name"].startswith(f"{alias} ")
    }


async def _id(call: Any) -> str:
    """The id of the menu that is asked for; "" where there is none."""
    return str((await ask(call, but=(_NOT_FOUND,))).data.get("richMenuId", ""))


async def _created(line: Line, wanted: Json, image: bytes) -> str:
    made = await ask(line.api.create_rich_menu_with_http_info(RichMenuRequest.from_dict(wanted), **line.within))
    menu_id = str(made.data["richMenuId"])
    png = {"Content-Type": "image/png"}
    await ask(line.pictures.set_rich_menu_image_with_http_info(menu_id, body=image, _headers=png, **line.within))
    return menu_id


async def _name(line: Line, alias: str, menu_id: str, *, known: bool) -> None:
    if known:
        again = UpdateRichMenuAliasRequest(richMenuId=menu_id)
        await ask(line.api.update_rich_menu_alias_with_http_info(alias, again, **line.within))
    else:
        first = CreateRichMenuAliasRequest(richMenuAliasId=alias, richMenuId=menu_id)
        await ask(line.api.create_rich_menu_alias_with_http_info(first, **line.within))
