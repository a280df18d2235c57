"""The form by which a session is changed, or begun, and what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import DateTimeLocalField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from bot.errors import Refused
from bot.services.programme import Edit, begun, edited, session_of
from bot.showing import Frame
from bot.web.console.forms import Form, our_year


if TYPE_CHECKING:
    from typing import Self

    from bot.web.console.here import Here
    from storage.programme import Programme, Session


class Changing(Form):
    """`session` is its code, "" for a new one. `sure` is the version of the programme that was shown and confirmed."""

    session = HiddenField(default="")
    sure = HiddenField(default="")
    title = StringField(validators=[InputRequired(), Length(max=300)])
    start = DateTimeLocalField(validators=[InputRequired(), our_year])
    end = DateTimeLocalField(validators=[InputRequired(), our_year])
    venue = SelectField(default="")
    elsewhere = StringField(validators=[Length(max=500)])
    speakers = StringField(validators=[Length(max=1000)])
    meeting = StringField(validators=[Length(max=300)])
    status = RadioField(default="confirmed")

    @classmethod
    def for_(cls, here: Here, session: Session | None) -> Self:
        """Filled with what was posted, or with what the session is."""
        form = cls.of(here, data=_filled(here, session) if session else {})
        say = here.say
        form.venue.choices = [
            ("", say("console_programme.no_venue")),
            *((each.code, each.name.in_(here.language)) for each in here.programme.venues),
        ]
        form.status.choices = [(each, say(f"console_programme.is_{each}")) for each in ("confirmed", "cancelled")]
        return form

    def applied(self, programme: Programme, here: Here, session: Session | None) -> tuple[Programme, str]:
        """`programme` with it, and the session's code. Raises Refused where it makes no sense, or changes nothing."""
        title, start, end = (self.title.data or "").strip(), self.start.data, self.end.data
        if start is None or end is None:
            raise Refused("console.form_required")
        begins = programme if session else begun(programme, title, start, end)
        code = session.code if session else begins.sessions[-1].code
        before = _filled(here, session_of(begins, code))
        names = tuple(each.strip() for each in (self.speakers.data or "").split(",") if each.strip())
        wanted = Edit(
            start=start if start != before["start"] else None,
            end=end if end != before["end"] else None,
            venue=self._where() if self._where() != before["venue"] else None,
            title=title if title != before["title"] else "",
            speakers=names if ", ".join(names) != before["speakers"] else (),
            status=self.status.data if self.status.data != before["status"] else None,
            meeting=(self.meeting.data or "").strip(),
        )
        if session is None and wanted == Edit(meeting=wanted.meeting) and not wanted.meeting:
            return begins, code
        return edited(begins, code, wanted, new_venue=True), code

    def _where(self) -> str:
        return (self.elsewhere.data or "").strip() or self.venue.data or ""


def _filled(here: Here, session: Session) -> dict[str, object]:
    """The fields of a session as it is; times on its own clocks."""
    frame = Frame(here.programme)
    names = [frame.speakers[code].name.in_(here.language) for code in session.speakers if code in frame.speakers]
    return {
        "session": session.code,
        "title": session.title.in_(here.language),
        "start": session.start.replace(tzinfo=None),
        "end": session.end.replace(tzinfo=None),
        "venue": session.venue,
        "speakers": ", ".join(names),
        "meeting": session.meeting.in_(here.language),
        "status": session.status,
    }
