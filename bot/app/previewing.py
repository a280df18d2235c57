"""A reply as each platform would be sent it, for somebody to look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.thai.text import words
from bot.web.preview import Drawn


if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.messages import Reply


def drawn(reply: Reply, platforms: Collection[str], site: str = "") -> Drawn:
    """In the platforms with these names, or in all where that is none. `site` is where LINE would fetch files.

    The platforms' kits, which take a second, are loaded by the first that is drawn.
    """
    from bot.channels.line.preview import payload as line  # noqa: PLC0415 - see above
    from bot.channels.telegram.preview import payload as telegram  # noqa: PLC0415 - see above

    wanted = platforms or ("line", "telegram")
    return Drawn(
        line(reply, f"{site}/files", words) if "line" in wanted else None,
        telegram(reply, words) if "telegram" in wanted else None,
    )
