"""What is done with a timetable: a session changed, begun or taken back, and people told of it or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from bot.errors import Refused
from bot.handlers.changes import telling
from bot.handlers.changes.offering import moment, priced
from bot.outbox import put
from bot.services import changes
from bot.services import programme as programmes
from bot.services.programme import added, clashes
from bot.web.console.forms import Form
from bot.web.console.here import Done, Shown
from bot.web.console.programme import pages
from bot.web.console.programme.forms import Changing
from storage import people


if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.handlers.changes.telling import Said
    from bot.web.console.here import Answer, Here
    from storage.programme import Programme


_NUMBER = Regexp(r"[0-9]{1,9}\Z")
_NOTE = 480  # letters, as in chat


class Telling(Form):
    """`wish` is send, now, hold or hush; of the release that was shown."""

    release = HiddenField(validators=[InputRequired(), _NUMBER])
    wish = StringField(validators=[InputRequired()])
    note = StringField(validators=[Length(max=_NOTE)])


class Undoing(Form):
    release = HiddenField(validators=[InputRequired(), _NUMBER])
    sure = HiddenField(default="")


def change(here: Here) -> Answer:
    """POST programme/session: what it would make different is shown; once more, with its version, makes it so."""
    session = pages.wanted(here)
    form = Changing.for_(here, session)
    if not form.validate():
        return pages.editing(here, form, 422)
    before = pages.to_change(here)
    after, code = form.applied(before, here, session)
    version = pages.version(here)
    if form.sure.data == version:
        return _made(here, before, after, "session.changed" if session else "session.added", code)
    found = changes.between(before, after)
    fields = [
        (name, value)
        for name, value in here.posted.multi_items()
        if name not in ("token", "sure") and isinstance(value, str)
    ]
    return Shown(
        "console/programme_sure.html",
        {
            "path": "programme/session",
            "fields": [*fields, ("sure", version)],
            "changes": pages.facts(here, after, found),
            "warnings": [*_new(here, before, after), *_clashes(here, before, after, code, known=session is not None)],
            "since": bool(form.sure.data),
            "cost": priced(here.say, changes.cost(here.store, here.programme.code)) if found else "",
            "back": here.url("programme/session", session=session.code if session else ""),
        },
    )


def undo(here: Here) -> Answer:
    """POST programme/undo: what a version changed is as before; what that means is shown first."""
    form = Undoing.of(here)
    release = changes.get(here.store, int(form.release.data or 0)) if form.validate() else None
    if release is None or release.programme != here.programme.code:
        raise Refused("console_programme.no_release")
    before = pages.to_change(here)
    found, version = changes.undone(here.store, before, release), pages.version(here)
    if form.sure.data == version:
        return _made(here, before, found.programme, "release.undone", str(release.id))
    since = {each.code: each.title.in_(here.language) for each in before.sessions if each.code in found.since}
    return Shown(
        "console/programme_sure.html",
        {
            "path": "programme/undo",
            "fields": [("release", str(release.id)), ("sure", version)],
            "changes": pages.facts(here, found.programme, found.changes),
            "warnings": [here.say("console_programme.since", titles=", ".join(since.values()))] if since else [],
            "since": bool(form.sure.data),
            "cost": priced(here.say, changes.cost(here.store, here.programme.code)),
            "back": here.url("programme/releases"),
        },
    )


def notify(here: Here) -> Answer:
    """POST programme/notify: people are told of what was shown, at a time or now; or they are not."""
    form = Telling.of(here)
    found = changes.pending(here.store, here.programme.code, here.now)
    if not form.validate() or found is None or str(found.release.id) != form.release.data:
        raise Refused("console_programme.newer")
    me = people.get(here.store, here.person)
    if note := (form.note.data or "").strip():
        changes.annotate(here.store, found.release.id, note)
    subject = str(found.release.id)
    if form.wish.data in ("send", "now"):
        at = changes.tell(here.store, found, here.person, here.now, at_once=form.wish.data == "now")
        if at is None:
            raise Refused("console_programme.newer")
        _tell(here, telling.decided(here.store, me, here.programme, "changes.others_sent"))
        values: dict[str, str | int] = {"count": changes.cost(here.store, here.programme.code).people}
        if at <= here.now:
            return Done("programme", "console_programme.sending", "release.told", subject, values=values)
        values["when"] = moment(here.say, at, here.programme)
        return Done("programme", "console_programme.scheduled", "release.told", subject, values=values)
    if form.wish.data == "hold":
        changes.hold(here.store, found.release, here.person, here.now)
        _tell(here, telling.decided(here.store, me, here.programme, "changes.others_held"))
        return Done("programme", "console_programme.held", "release.held", subject)
    if form.wish.data == "hush":
        changes.hush(here.store, found.release, here.person, here.now)
        _tell(here, telling.decided(here.store, me, here.programme, "changes.others_hushed"))
        return Done("programme", "console_programme.hushed", "release.hushed", subject)
    raise Refused("console_programme.newer")


def _made(here: Here, before: Programme, after: Programme, what: str, subject: str) -> Done:
    """Kept, and the other organisers see it; nobody is told before somebody decides so."""
    programmes.change(here.store, after, now=here.now, by=here.person)
    kept = programmes.kept(here.store, after.code)
    found = changes.pending(here.store, after.code, here.now)
    if found is None or not changes.between(before, after):
        return Done("programme", "console_programme.kept", what, subject)
    changes.hold(here.store, found.release, here.person, here.now)
    _tell(here, telling.untold(here.store, people.get(here.store, here.person), kept, found))
    return Done("programme", "console_programme.untold", what, subject)


def _tell(here: Here, said: Iterable[Said]) -> None:
    for to, reply in said:
        put(here.store, to, [reply])


def _new(here: Here, before: Programme, after: Programme) -> list[str]:
    """What the programme does not know yet may be a slip."""
    return [here.say("changes.added", name=name.in_(here.language)) for name in added(before, after)]


def _clashes(here: Here, before: Programme, after: Programme, code: str, *, known: bool) -> list[str]:
    """Of one that is new all of them: before, it was as good as cancelled."""
    was = before if known else _cancelled(after, code)
    found = clashes(after, was, code)
    return [
        here.say(
            f"changes.clash_{each.kind}",
            title=each.session.title.in_(here.language),
            when=here.say.period(each.session.start, each.session.end),
        )
        for each in found
    ]


def _cancelled(programme: Programme, code: str) -> Programme:
    sessions = tuple(replace(each, status="cancelled") if each.code == code else each for each in programme.sessions)
    return replace(programme, sessions=sessions)
