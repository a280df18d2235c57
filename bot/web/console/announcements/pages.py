"""What is shown of announcements: the list, the one that is written, how one looks and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse

from bot.errors import Refused
from bot.handlers.announce.drawing import Drawing, version
from bot.services import announce
from bot.services.notices import acknowledge_choice
from bot.web.console.announcements.forms import Writing
from bot.web.console.here import Shown
from bot.web.console.paging import number
from bot.web.headers import SECURITY
from bot.web.preview import page
from storage import people


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from starlette.responses import Response

    from bot.services.announce import Announcement, Ended
    from bot.services.programme import Programmes
    from bot.web.console.here import Answer, Here
    from storage.models.announcements import AnnouncementState


TONES: Mapping[AnnouncementState, str] = {
    "draft": "plain",
    "approval": "warn",
    "scheduled": "good",
    "sending": "good",
    "sent": "plain",
    "stopped": "bad",
    "cancelled": "plain",
}
_LISTED = 50
_NAMES = 50
_BEGUN: tuple[AnnouncementState, ...] = ("sending", "sent", "stopped")
_OPEN: tuple[AnnouncementState, ...] = ("draft", "approval", "scheduled")
_ENDED: tuple[Ended, ...] = (
    "accepted", "waiting", "uncertain", "failed", "blocked", "unlinked", "stopped", "expired", "cancelled", "corrected",
    "erased",
)  # fmt: skip
_REACHED: Mapping[Ended, str] = {"accepted": "good", "waiting": "warn", "uncertain": "warn"}
"""How good it is that so many messages are so; anything else is not."""
_OURS_FRAMED = SECURITY["Content-Security-Policy"] + "; frame-src 'self'"


class Pages:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def draw(self, here: Here) -> Drawing:
        return Drawing(here.store, self._programmes, here.say, here.house.public_url)

    def list(self, here: Here) -> Answer:
        """GET announcements: those that wait for somebody first."""
        draw = self.draw(here)
        found = announce.latest(here.store, [here.programme.code], limit=_LISTED)
        rows = [
            {
                "number": each.id,
                "text": draw.beginning(each),
                "state": here.say(f"announce.is_{each.state}"),
                "tone": TONES[each.state],
                "to": announce.described(here.store, here.programme, each.audience, here.say),
                "when": _when(here, each),
            }
            for each in sorted(found, key=lambda each: each.state not in ("approval", "sending"))
        ]
        return Shown("console/announcements.html", {"rows": rows})

    def new(self, here: Here) -> Answer:
        """GET announcements/new."""
        return self._written(here, Writing.for_(here), None)

    def edit(self, here: Here) -> Answer:
        """GET announcements/{number}/edit: while it has not begun to go."""
        found = the(here)
        if found.state not in _OPEN:
            raise Refused("announcing.went", number=str(found.id))
        return self._written(here, Writing.for_(here, found), found)

    def refilled(self, here: Here, form: Writing, found: Announcement | None) -> Answer:
        """The form with what is wrong with it."""
        answer = self._written(here, form, found)
        return Shown(answer.template, answer.values, 422)

    def _written(self, here: Here, form: Writing, found: Announcement | None) -> Shown:
        draw = self.draw(here)
        return Shown(
            "console/announcement_form.html",
            {
                "form": form,
                "found": found,
                "path": f"announcements/{found.id}/edit" if found else "announcements/new",
                "attached": draw.parts(found) if found and _has_more(found) else "",
                "to": announce.described(here.store, here.programme, found.audience, here.say) if found else "",
                "places": len(form.place.choices or ()) > 1,
            },
        )

    def count(self, here: Here) -> Answer:
        """GET announcements/count, with the fields of the form: for how many it is, and what it would cost."""
        form = Writing(here.asked)
        form.to.choices = form.channel.choices = form.when.choices = form.place.choices = form.teams.choices = []
        try:
            audience = form.audience(here)
            asks = "asks" in here.asked
            price = announce.estimate(here.store, here.programme.code, audience, form.reply(here), asks=asks)
        except Refused as refused:
            return JSONResponse({"line": here.say(refused.code, **refused.values), "missing": []})
        lines = [announce.described(here.store, here.programme, audience, here.say), *price.missing(here.say)]
        return JSONResponse({"line": price.line(here.say), "missing": lines})

    def one(self, here: Here) -> Answer:
        """GET announcements/{number}: how it looks, for whom, at what cost; or how far it is."""
        found, draw = the(here), self.draw(here)
        after = self._after(here, found) if found.state in _BEGUN else {"progress": None, "names": [], "more": 0}
        now = after["progress"].announcement if after["progress"] else found
        return Shown(
            "console/announcement.html",
            {
                "found": found,
                "heading": draw.title(now),
                "tone": TONES[now.state],
                "mark": version(found),
                "to": announce.described(here.store, here.programme, found.audience, here.say),
                "when": _when(here, found),
                "author": people.get(here.store, found.author).name if found.author else "",
                "is_own": found.author == here.person,
                "is_open": found.state in _OPEN,
                "begins": found.state == "scheduled" and found.send_at is not None and found.send_at <= here.now,
                "approval": announce.needs_approval(here.programme),
                "correct": found.reply.text,
                **(self._before(here, found) if found.state in _OPEN else {"price": None, "rest": ""}),
                **after,
            },
            policy=_OURS_FRAMED,
        )

    def preview(self, here: Here) -> Response:
        """GET announcements/{number}/preview: side by side as LINE and Telegram show it, in a frame of the page."""
        found = the(here)
        reply = announce.shown(here.store, found, here.language, acknowledge_choice)
        title = here.say("announce.preview_title", number=found.id)
        # What the page's own meta element allows, and that it may be in a frame of ours.
        policy = {"Content-Security-Policy": "frame-ancestors 'self'"}
        return HTMLResponse(page(title, here.house.drawn(reply), here.language), headers=policy)

    def _before(self, here: Here, found: Announcement) -> dict[str, object]:
        price = announce.cost(here.store, found)
        rest = None if found.send_at or found.urgent else announce.quiet_until(here.programme, here.now)
        return {"price": price, "rest": _local(here, rest)}

    def _after(self, here: Here, found: Announcement) -> dict[str, Any]:
        say, after = here.say, here.asked.get("after", "")
        progress = announce.progress(here.store, found.id)
        start = number(after)
        listed = announce.listing(here.store, found.id, after=start, limit=_NAMES + 1)
        whole = max(1, progress.planned)
        bars = [
            (
                say(f"announce.ended_{ended}", people=f"{progress.ended[ended]:,}"),
                progress.ended[ended],
                whole,
                _REACHED.get(ended, "bad"),
            )
            for ended in _ENDED
            if progress.ended.get(ended)
        ]
        if found.asks and (told := progress.acknowledged + progress.unheard):
            known = say("announce.ended_acknowledged", people=f"{progress.acknowledged:,}", told=f"{told:,}")
            bars.append((known, progress.acknowledged, told, "good"))
        return {
            "progress": progress,
            "bars": bars,
            "names": [
                (each.name, say(f"console_announcements.ended_{each.ended}"), _local(here, each.acknowledged_at))
                for each in listed[:_NAMES]
            ],
            "more": listed[_NAMES - 1].person if len(listed) > _NAMES else 0,
        }


def _when(here: Here, found: Announcement) -> str:
    """When it began to go, or is to."""
    if at := found.begun_at or found.send_at:
        return _local(here, at)
    return here.say(
        "announce.when_approved" if announce.needs_approval(here.programme) else "console_announcements.when_now"
    )


def _has_more(found: Announcement) -> bool:
    """Whether something goes with its text."""
    return bool(found.reply.images or found.reply.files or found.reply.places)


def _local(here: Here, at: datetime | None) -> str:
    if at is None:
        return ""
    local = at.astimezone(here.zone)
    return here.say.period(local, local)


def the(here: Here) -> Announcement:
    """The announcement of the page's path, where it is of this programme. Raises Refused where there is none."""
    found = announce.get(here.store, here.path["number"])
    if found.programme != here.programme.code:
        raise Refused("announcing.unknown", number=str(found.id))
    return found
