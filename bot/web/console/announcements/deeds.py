"""What is done with announcements: written, sent, approved or sent back, taken back, told again, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from bot.errors import Refused
from bot.handlers.announce.drawing import version
from bot.handlers.announce.telling import Telling
from bot.messages import Reply
from bot.outbox import put
from bot.services import announce
from bot.web.console.announcements.forms import Writing
from bot.web.console.announcements.pages import the
from bot.web.console.forms import Form
from bot.web.console.here import Done
from storage import people


if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.messages import Address
    from bot.services.announce import Announcement
    from bot.services.programme import Programmes
    from bot.web.console.announcements.pages import Pages
    from bot.web.console.here import Answer, Here


class Confirming(Form):
    """`mark` names what was on the page that was confirmed; `at` is `rest` for the end of the quiet hours."""

    mark = HiddenField(validators=[InputRequired()])
    at = StringField()


class Reason(Form):
    reason = StringField(validators=[Length(max=500)])


class Correction(Form):
    text = TextAreaField(validators=[InputRequired(), Length(max=announce.LONGEST)])


class Deeds:
    def __init__(self, pages: Pages, programmes: Programmes) -> None:
        self._pages = pages
        self._programmes = programmes

    def new(self, here: Here) -> Answer:
        """POST announcements/new: a draft, which goes to nobody yet."""
        form = Writing.for_(here)
        if not form.is_good(here):
            return self._pages.refilled(here, form, None)
        made = announce.draft(
            here.store,
            here.programme.code,
            here.person,
            form.reply(here),
            here.now,
            form.audience(here),
            asks=bool(form.asks.data),
            urgent=bool(form.urgent.data),
        )
        if at := form.moment(here):
            announce.schedule(here.store, made.id, at, here.now)
        return _done(made, "drafted", "announcement.drafted")

    def edit(self, here: Here) -> Answer:
        """POST announcements/{number}/edit: it is to be confirmed anew."""
        found = the(here)
        form = Writing.for_(here, found)
        if not form.is_good(here):
            return self._pages.refilled(here, form, found)
        announce.rewrite(here.store, found.id, form.reply(here, found.reply))
        announce.aim(here.store, found.id, form.audience(here, found))
        announce.schedule(here.store, found.id, form.moment(here), here.now)
        announce.ask(here.store, found.id, asks=bool(form.asks.data))
        announce.urge(here.store, found.id, urgent=bool(form.urgent.data))
        return _done(found, "drafted", "announcement.changed")

    def confirm(self, here: Here) -> Answer:
        """POST announcements/{number}/confirm: what was on the page goes, or is put to another organiser."""
        found, form = the(here), Confirming.of(here)
        if found.state == "draft":  # a second press confirms what the first did
            _unchanged(found, form)
            rest = announce.quiet_until(here.programme, here.now) if form.at.data == "rest" else None
            if rest:
                announce.schedule(here.store, found.id, rest, here.now)
        confirmed = announce.confirm(here.store, here.programme, found.id, here.person, here.now)
        now = confirmed.announcement
        if now.state == "approval":
            if found.state == "draft":
                name = people.get(here.store, here.person).name
                _tell(here, self._telling(here).others(confirmed, name, self._pages.draw(here)))
            return _done(now, "asked", "announcement.confirmed")
        later = now.send_at is not None and now.send_at > here.now
        return _done(now, "scheduled" if later else "sending", "announcement.confirmed")

    def approve(self, here: Here) -> Answer:
        """POST announcements/{number}/approve: by another than whoever confirmed it."""
        found = the(here)
        _unchanged(found, Confirming.of(here))
        approved = announce.approve(here.store, here.programme, found.id, here.person, here.now)
        name = people.get(here.store, here.person).name
        _tell(here, self._telling(here).author(approved, "announce.approved_by", name=name))
        return _done(approved, "approved", "announcement.approved")

    def decline(self, here: Here) -> Answer:
        """POST announcements/{number}/decline: back to whoever wrote it, with the reason."""
        found, form = the(here), Reason.of(here)
        if found.author == here.person:
            raise Refused("announcing.own")
        declined = announce.decline(here.store, found.id)
        reason, name = (form.reason.data or "").strip(), people.get(here.store, here.person).name
        message = "announce.declined_why" if reason else "announce.declined_by"
        _tell(here, self._telling(here).author(declined, message, "show", "drop", name=name, reason=reason))
        return _done(declined, "declined", "announcement.declined")

    def cancel(self, here: Here) -> Answer:
        """POST announcements/{number}/cancel: it will not go."""
        return _done(announce.cancel(here.store, the(here).id), "cancelled", "announcement.cancelled")

    def stop(self, here: Here) -> Answer:
        """POST announcements/{number}/stop: what has not gone does not."""
        stopped = announce.stop(here.store, the(here).id, here.now)
        values = {"dropped": f"{stopped.dropped:,}", "gone": f"{stopped.gone:,}"}
        return _done(stopped.announcement, "stopped", "announcement.stopped", **values)

    def chase(self, here: Here) -> Answer:
        """POST announcements/{number}/chase: a draft for those who have not said that they know it."""
        made = announce.chase(here.store, the(here).id, here.person, here.now)
        return _done(made, "drafted", "announcement.drafted")

    def correct(self, here: Here) -> Answer:
        """POST announcements/{number}/correct: a draft that takes its place where that can be."""
        found, form = the(here), Correction.of(here)
        if not form.validate():
            raise Refused("announcing.empty")
        made = announce.correct(here.store, found.id, here.person, Reply((form.text.data or "").strip()), here.now)
        return _done(made, "drafted", "announcement.drafted")

    def _telling(self, here: Here) -> Telling:
        return Telling(here.store, self._programmes, here.house.public_url)


def _unchanged(found: Announcement, form: Confirming) -> None:
    if not form.validate() or form.mark.data != version(found):
        raise Refused("console_announcements.changed")


def _tell(here: Here, said: Iterable[tuple[Address, Reply]]) -> None:
    for to, reply in said:
        put(here.store, to, [reply])


def _done(found: Announcement, told: str, what: str, **values: str) -> Done:
    return Done(
        f"announcements/{found.id}",
        f"console_announcements.{told}",
        what,
        str(found.id),
        values={"number": found.id, **values},
    )
