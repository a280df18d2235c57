"""Forms, read and checked by WTForms, whose complaints are in our own words.

    class Venue(Form):
        title = StringField(validators=[InputRequired(), Length(max=200)])

    form = Venue.of(here)                         # filled with what was posted, or with `data=` before that
    if not form.validate(): …                     # each field has its `errors`, in the reader's language

What a field is called is for its template to say: see `field` in templates/console/parts.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import wtforms


if TYPE_CHECKING:
    from bot.texts import Texts
    from bot.web.console.here import Here


class _Complaints:
    """What WTForms asks for the words of its own messages."""

    def __init__(self, say: Texts) -> None:
        self._say = say

    def gettext(self, message: str) -> str:
        return self._say(_WORDS.get(message, "console.form_invalid"), **_VALUES)

    def ngettext(self, one: str, _many: str, _count: int) -> str:
        return self.gettext(one)


# What WTForms puts in by itself stays in its own way of writing, %(max)d
_VALUES = {name: f"%({name})s" for name in ("min", "max")}
_WORDS = {
    "This field is required.": "console.form_required",
    "Not a valid choice.": "console.form_choice",
    "'%(value)s' is not a valid choice for this field.": "console.form_choice",
    "Not a valid integer value.": "console.form_number",
    "Not a valid decimal value.": "console.form_number",
    "Not a valid date value.": "console.form_date",
    "Not a valid time value.": "console.form_time",
    "Not a valid datetime value.": "console.form_datetime",
    "Invalid URL.": "console.form_url",
    "Not our year.": "console.form_year",
    "Number must be at least %(min)s.": "console.form_least",
    "Number must be at most %(max)s.": "console.form_most",
    "Number must be between %(min)s and %(max)s.": "console.form_between",
    "Field must be at least %(min)d character long.": "console.form_longer",
    "Field cannot be longer than %(max)d character.": "console.form_shorter",
    "Field must be exactly %(max)d character long.": "console.form_long",
    "Field must be between %(min)d and %(max)d characters long.": "console.form_length",
}


_FIRST_YEAR, _LAST_YEAR = 1900, 2400  # beyond these it is of another era, or was not typed to its end


def our_year(_form: wtforms.Form, field: wtforms.Field) -> None:
    """A validator: the year of a date, or of a time on a day, is one that is meant."""
    if field.data and not _FIRST_YEAR <= field.data.year <= _LAST_YEAR:
        raise wtforms.ValidationError(field.gettext("Not our year."))


class Form(wtforms.Form):
    """A form of the console. That a page of ours sent it has been asked already: it needs no token of its own."""

    @classmethod
    def of(cls, here: Here, **filled: Any) -> Self:
        """With what was posted, else with `data` (or `obj`), as wtforms.Form takes it."""
        translations = _Complaints(here.say)
        return cls(here.posted or None, meta={"get_translations": lambda _form: translations}, **filled)
