"""Links for speakers: given out, looked at as the speaker will, single words held back, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.results import sharing
from bot.services.results.sharing import LASTS, Wanted
from bot.web.console.feedback.viewing import shown
from bot.web.console.here import Done
from bot.web.console.paging import paging


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.results.sharing import Share
    from bot.web.console.here import Answer, Here


def show(here: Here) -> Answer:
    every = sharing.of(here.store, here.programme.code)
    page = paging(here.asked, len(every))
    names = {each.code: each.name.in_(here.language) for each in here.programme.speakers}
    values = {"page": page, "shares": every[page.first : page.last], "names": names, "state": _state(here)}
    return shown(here, "console/feedback_shares.html", "feedback/shares", **values)


def one(here: Here) -> Answer:
    """What the speaker sees of words, each of which can be held back."""
    made = sharing.get(here.store, here.programme.code, here.path["id"])
    return _one(here, made, "")


def share(here: Here) -> Answer:
    """The link is told once, on this page: nobody can read it out of the store."""
    site = here.house.public_url
    words = here.posted.get("words") == "yes"
    speaker = str(here.posted.get("speaker", ""))
    wanted = Wanted(here.programme.code, speaker, here.person, words)
    made, url = sharing.share(here.store, here.programme, wanted, site, here.now)
    return _one(here, made, url)


def revoke(here: Here) -> Answer:
    made = sharing.revoke(here.store, here.programme.code, here.path["id"], here.now)
    return Done("feedback/shares", "console_feedback.revoked", "feedback.unshared", made.speaker)


def hold(here: Here) -> Answer:
    """One comment is held back, or no more; the page comes again as it was."""
    made = sharing.get(here.store, here.programme.code, here.path["id"])
    held = here.posted.get("held") == "yes"
    sharing.hold(here.store, made, str(here.posted.get("digest", ""))[:32], held=held)
    told = "console_feedback.held" if held else "console_feedback.let"
    return Done(f"feedback/shares/{made.id}", told, "feedback.held", made.speaker)


def _one(here: Here, made: Share, url: str) -> Answer:
    seen = sharing.seen(here.store, here.programme, made)
    name = next((each.name.in_(here.language) for each in here.programme.speakers if each.code == made.speaker), "")
    values = {
        "made": made,
        "seen": seen,
        "name": name or made.speaker,
        "url": url,
        "days": LASTS.days,
        "state": _state(here),
        "page": paging(here.asked, len(seen.comments)),
    }
    return shown(here, "console/feedback_share.html", "feedback/shares", **values)


def _state(here: Here) -> Callable[[Share], tuple[str, str]]:
    """How it is with a link, and the tone of that."""

    def told(made: Share) -> tuple[str, str]:
        if made.revoked_at:
            return here.say("console_feedback.revoked_since"), "bad"
        if not made.is_good(here.now):
            return here.say("console_feedback.expired"), "plain"
        if made.opened_at:
            return here.say("console_feedback.opened"), "good"
        return here.say("console_feedback.unopened"), "warn"

    return told
