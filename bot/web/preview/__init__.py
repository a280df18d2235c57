"""A message as LINE and as Telegram will show it, from the very payloads that their channels send.

Nothing is fetched and nothing runs: pictures are in the page itself, as `data:` addresses, and so is its style.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.texts import texts
from bot.web.headers import SECURITY
from bot.web.preview.line import Line
from bot.web.preview.nodes import Sheet, markup, node
from bot.web.preview.telegram import Telegram
from bot.web.templating import template


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.messages import Language
    from bot.texts import Texts
    from bot.web.preview.nodes import Node

    Json = dict[str, Any]


__all__ = ["Drawn", "Panes", "page", "panes"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One reply as each platform is sent it; None where the platform is not used.

    `line` are the calls, each with its message objects; `telegram` the calls as the Bot API takes them, with their
    `method`. bot.channels.line.preview and bot.channels.telegram.preview make them.
    """

    line: Sequence[Sequence[Json]] | None
    telegram: Sequence[Json] | None


@dataclass(frozen=True, slots=True)
class Panes:
    """The telephones, for a page that has more: `style` goes into a style element of its own, as it is."""

    markup: Markup
    style: Markup

    @property
    def policy(self) -> str:
        """The site's Content-Security-Policy, with just this style and the pictures in the panes added to it."""
        return (
            SECURITY["Content-Security-Policy"]
            .replace("style-src 'self'", f"style-src 'self' {self._hashed}")
            .replace("img-src 'self'", "img-src 'self' data:")
        )

    @property
    def alone(self) -> str:
        """The policy of a page that has nothing but the panes."""
        return f"default-src 'none'; style-src {self._hashed}; img-src data:; base-uri 'none'; form-action 'none'"

    @property
    def _hashed(self) -> str:
        return f"'sha256-{base64.b64encode(sha256(self.style.encode()).digest()).decode()}'"


def panes(drawn: Drawn, language: Language) -> Panes:
    """A telephone for each platform, side by side where there is room."""
    say, sheet = texts(language), Sheet()
    shown: list[Node] = []
    if drawn.line is not None:
        messages = Line(say, sheet).draw(drawn.line)
        shown.append(_telephone("line", "LINE", say, say("preview.counted", count=len(drawn.line)), messages))
    if drawn.telegram is not None:
        messages = Telegram(say).draw(drawn.telegram)
        shown.append(
            _telephone("telegram", "Telegram", say, say("preview.messages", count=len(drawn.telegram)), messages)
        )
    style = (resources.files("bot.web") / "static" / "preview.css").read_text(encoding="utf-8") + sheet.css
    whole = _whole(markup([node("div", "telephones", *shown)]))
    return Panes(Markup(whole), Markup(style))  # noqa: S704 - made of nodes, which escape; and of checked values


def _telephone(platform: str, name: str, say: Texts, counted: str, messages: Iterable[Node]) -> Node:
    bot = say("web.name")
    top = node("p", "top", node("img", "", src=_avatar(), alt=""), node("b", "", bot))
    talk = tuple(messages) or (node("p", "unknown", say("preview.nothing")),)
    if platform == "line":  # which shows on each who says it
        talk = (node("img", "face", src=_avatar(), alt=""), node("p", "from", bot), *talk)
    return node(
        "section",
        platform,
        node("h2", "", name, " ", node("small", "", counted)),
        node("div", "screen", top, node("div", "talk", *talk)),
    )


def page(title: str, drawn: Drawn, language: Language) -> str:
    """A page of HTML that needs nothing else, to be kept as a file or served under the policy of `panes`."""
    return template("preview.html").render(title=_whole(title), shown=panes(drawn, language), language=language)


def _whole(text: str) -> str:
    """`text` without halves of letters, which no encoding takes."""
    return text.encode("utf-8", "replace").decode()


@cache
def _avatar() -> str:
    drawn = (resources.files("bot.web") / "static" / "avatar.svg").read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
