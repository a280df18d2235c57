"""The form by which an announcement is written, and what its fields make."""

from __future__ import annotations

from dataclasses import replace
from mimetypes import guess_type
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from bot.messages import Link, Reply
from bot.services import announce
from bot.services.announce import Audience
from bot.web.console.bodies import Bounds
from bot.web.console.forms import Form, our_year


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Self

    from bot.messages import Place
    from bot.services.announce import Announcement
    from bot.web.console.here import Here
    from storage.programme import Venue


BOUNDS = Bounds(files=2, size=announce.LARGEST_PICTURE + announce.LARGEST_FILE + 100_000)
"""What the form may send: a picture, a file, and the rest."""

_TO = ("everyone", "participant", "organiser", "teams", "absent", "unanswered", "words")
_CHANNELS = ("", "line", "telegram", "web")
_BRANDS = {"line": "LINE", "telegram": "Telegram"}
_SCHEMES = ("https://", "http://")


class Writing(Form):
    """`to` is `kept` for whom a draft is for that was made elsewhere."""

    text = TextAreaField(validators=[InputRequired(), Length(max=announce.LONGEST)])
    to = RadioField(default="everyone")
    teams = SelectMultipleField(option_widget=CheckboxInput(), widget=ListWidget())
    words = StringField(validators=[Length(max=500)])
    channel = SelectField(default="")
    when = RadioField(default="now")
    at = DateTimeLocalField(validators=[Optional(), our_year])
    picture = FileField()
    file = FileField()
    bare = BooleanField()
    place = SelectField(default="")
    link = StringField(validators=[Length(max=1000)])
    label = StringField(validators=[Length(max=20)])
    asks = BooleanField()
    urgent = BooleanField()

    @classmethod
    def for_(cls, here: Here, found: Announcement | None = None) -> Self:
        """Filled with what was posted, or with the draft `found`, or as a new one begins."""
        form = cls.of(here, data=_filled(found, here) if found else {"asks": True})
        say = here.say
        kinds = (("kept",) if found and _is_special(found.audience) else ()) + _TO
        form.to.choices = [(each, say(f"console_announcements.to_{each}")) for each in kinds]
        form.teams.choices = announce.teams(here.store, here.programme, here.language)
        form.channel.choices = [
            (each, _BRANDS.get(each) or say(f"console_announcements.channel_{each or 'own'}")) for each in _CHANNELS
        ]
        form.when.choices = [(each, say(f"console_announcements.when_{each}")) for each in ("now", "at")]
        mapped = [(each.code, each.name.in_(here.language)) for each in _mapped(here)]
        form.place.choices = [("", say("console_announcements.no_place")), *mapped]
        return form

    def audience(self, here: Here, found: Announcement | None = None) -> Audience:
        """Raises Refused where nobody is named so: see bot.services.announce."""
        match self.to.data:
            case "kept" if found:
                audience = found.audience
            case "participant" | "organiser":
                audience = Audience(roles=(self.to.data,))
            case "teams":
                audience = Audience(teams=tuple(self.teams.data or ()))
            case "absent":
                audience = announce.absent(here.store, here.programme, here.now)
            case "unanswered":
                audience = announce.unanswered(here.store, here.programme, here.now)
            case "words":
                audience = announce.whom(here.store, here.programme, self.words.data or "", here.now)
            case _:
                audience = Audience()
        return replace(audience, channel=self.channel.data or audience.channel)

    def reply(self, here: Here, before: Reply | None = None) -> Reply:
        """What it says; what was attached `before` stays, unless it was to go. Raises Refused as the service does."""
        reply = Reply("") if before is None or self.bare.data else before
        picture, file = _content(self.picture.data), _content(self.file.data)
        venue = next((each for each in _mapped(here) if each.code == self.place.data), None)
        link = (self.link.data or "").strip()
        return replace(
            reply,
            text=(self.text.data or "").strip(),
            images=(announce.picture_of(picture[1]),) if picture else reply.images,
            files=(announce.file_of(_named(file[0]), guess_type(file[0])[0] or "", file[1]),) if file else reply.files,
            places=(_place(venue, here),) if venue else reply.places,
            links=(Link((self.label.data or "").strip() or here.say("console_announcements.open"), link),)
            if link
            else (),
        )

    def moment(self, here: Here) -> datetime | None:
        """When it is to go; None: once it is confirmed."""
        at: datetime | None = self.at.data if self.when.data == "at" else None
        return at.replace(tzinfo=here.zone) if at else None

    def is_good(self, here: Here) -> bool:
        """Whether it can be kept; else its fields have their errors."""
        good = self.validate()
        say = here.say
        if self.when.data == "at" and not self.at.data and not self.at.errors:
            self.at.errors = [say("console.form_datetime")]
            good = False
        if self.to.data == "teams" and not self.teams.data:
            self.teams.errors = [say("console_announcements.no_team")]
            good = False
        if (link := (self.link.data or "").strip()) and not link.startswith(_SCHEMES):
            self.link.errors = [say("console.form_url")]
            good = False
        return good


def _named(name: str) -> str:
    """A file's own name, whatever folder a browser says before it."""
    return name.replace("\\", "/").rpartition("/")[2] or "file"


def _content(sent: object) -> tuple[str, bytes] | None:
    """What was sent in a field for a file: its name and what is in it; None where it was left empty."""
    if not isinstance(sent, UploadFile) or not sent.filename:
        return None
    return sent.filename, sent.file.read()


def _mapped(here: Here) -> Iterable[Venue]:
    """The venues that can be shown on a map."""
    return [each for each in here.programme.venues if each.latitude is not None and each.longitude is not None]


def _place(venue: Venue, here: Here) -> Place:
    return announce.place_of(
        venue.latitude or 0.0,
        venue.longitude or 0.0,
        venue.name.in_(here.language),
        venue.address.in_(here.language),
        here.say,
    )


def _is_special(audience: Audience) -> bool:
    """Whether no other choice of the form means it."""
    narrowed = (audience.people, audience.unheard, audience.told, audience.missing, audience.unanswered)
    return any(narrowed) or len(audience.roles) > 1


def _filled(found: Announcement, here: Here) -> dict[str, object]:
    audience, reply = found.audience, found.reply
    if _is_special(audience):
        to = "kept"
    elif audience.teams:
        to = "teams"
    else:
        to = audience.roles[0] if audience.roles else "everyone"
    link = reply.links[0] if reply.links else None
    return {
        "text": reply.text,
        "to": to if to in ("kept", *_TO) else "kept",
        "teams": list(audience.teams),
        "channel": audience.channel,
        "when": "at" if found.send_at else "now",
        "at": found.send_at.astimezone(here.zone).replace(tzinfo=None) if found.send_at else None,
        "link": link.url if link else "",
        "label": link.label if link else "",
        "asks": found.asks,
        "urgent": found.urgent,
    }
