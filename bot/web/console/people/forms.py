"""The form by which somebody is put on the roster, or changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wtforms import BooleanField, Field, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from bot.services.people.editing import Details, Membership
from bot.web.console.forms import Form


if TYPE_CHECKING:
    from bot.web.console.here import Here


_LINE = Length(max=200)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")  # as in rosters


def _is_email(_form: object, field: Field) -> None:
    if not _EMAIL.fullmatch(field.data):
        raise ValidationError(field.gettext("Invalid email address."))


class PersonForm(Form):
    """`team` is as it is called in the programme, or a name of its own."""

    name = StringField(validators=[DataRequired(), _LINE])
    organisation = StringField(validators=[_LINE])
    position = StringField(validators=[_LINE])
    email = StringField(validators=[Optional(), _LINE, _is_email])
    phone = StringField(validators=[_LINE])
    team = StringField(validators=[_LINE])
    leads = BooleanField()
    code = StringField(validators=[_LINE])
    note = StringField(validators=[_LINE])

    def details(self) -> Details:
        fields = (self.name, self.organisation, self.position, self.email, self.phone)
        return Details(*(" ".join((field.data or "").split()) for field in fields))

    def membership(self, here: Here) -> Membership:
        """What it says of somebody in the programme; their role is not in it."""
        team, code, note = (" ".join((field.data or "").split()) for field in (self.team, self.code, self.note))
        by_title = {
            title: group.code for group in here.programme.groups for title in (group.title.th, group.title.en) if title
        }
        leads = bool(self.leads.data) and bool(team)
        return Membership(here.programme.code, team=by_title.get(team, team), code=code, leads=leads, note=note)
