"""The sheets that we write: which tables, which fields in which order, how wide, and what may be chosen in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from storage.formats.xlsx.understood import Name

README = "readme"
LISTS = "_"
"""The name of the sheet, never shown, that has what may be chosen."""
SPARE = 500
"""Rows for which there are drop-downs, at least."""


PRINTED: dict[Name, int] = {"sessions": 9}
"""The first columns of a sheet that go on paper, where all of them would be too small to be read there."""


class Field(NamedTuple):
    """`look`: text, day, clock or number. `chosen` is a section of choices, or a table whose first column is offered.

    `note` names the text that hangs on the heading.
    """

    name: str
    width: int
    look: str = "text"
    chosen: str = ""
    note: str = ""


PROGRAMME = (
    "id",
    "title/th",
    "title/en",
    "organizer/th",
    "organizer/en",
    "timezone",
    "language",
    "public",
    "attendance/required_percent",
    "attendance/opens_minutes_before",
    "attendance/late_after_minutes",
    "attendance/closes_minutes_after",
    "attendance/counted_in",
    "attendance/counted_by",
    "attendance/leave_counts",
    "reminders/digest",
    "reminders/evening",
    "reminders/nudge",
    "reminders/quiet",
    "announcements/approval",
    "feedback/sessions",
    "feedback/anonymous",
    "feedback/reminds_after_hours",
    "feedback/closes_after_hours",
    "privacy/keep_days",
    "privacy/keep_messages_days",
)
HINTS = {
    "id": "workbook.hint_id",
    "timezone": "workbook.hint_timezone",
    "public": "workbook.hint_public",
    "attendance/required_percent": "workbook.hint_percent",
    "reminders/digest": "workbook.hint_clock",
    "reminders/evening": "workbook.hint_clock",
    "reminders/nudge": "workbook.hint_nudge",
    "reminders/quiet": "workbook.hint_quiet",
}

_CODE = Field("code", 16, note="workbook.note_code")
_ALIASES = Field("aliases", 30, note="workbook.note_aliases")

SHEETS: dict[Name, tuple[Field, ...]] = {
    "sessions": (
        Field("date", 14, "day", note="workbook.note_date"),
        Field("start", 11, "clock", note="workbook.note_start"),
        Field("end", 11, "clock", note="workbook.note_end"),
        Field("last", 14, "day", note="workbook.note_last"),
        Field("title", 44, note="workbook.note_title"),
        Field("kind", 14, chosen="kind", note="workbook.note_kind"),
        Field("venue", 28, chosen="venues", note="workbook.note_venue"),
        Field("speakers", 30, chosen="speakers", note="workbook.note_speakers"),
        Field("module", 24, chosen="modules"),
        Field("meeting", 24, note="workbook.note_meeting"),
        Field("bring", 28),
        Field("dress", 20),
        Field("description", 44),
        Field("attendance", 10, chosen="yes", note="workbook.note_attendance"),
        Field("status", 14, chosen="status", note="workbook.note_status"),
        _ALIASES,
        Field("url", 24),
        Field("timezone", 16, note="workbook.note_timezone"),
        Field("title_en", 36),
        Field("meeting_en", 24),
        Field("bring_en", 24),
        Field("dress_en", 20),
        Field("description_en", 36),
        _CODE,
    ),
    "venues": (
        Field("name", 36),
        Field("name_en", 36),
        _ALIASES,
        Field("address", 36),
        Field("address_en", 36),
        Field("latitude", 12, "number", note="workbook.note_latitude"),
        Field("longitude", 12, "number", note="workbook.note_latitude"),
        Field("url", 28, note="workbook.note_online"),
        _CODE,
    ),
    "speakers": (
        Field("name", 32, note="workbook.note_speaker"),
        Field("name_en", 32),
        _ALIASES,
        Field("role", 44),
        Field("role_en", 44),
        _CODE,
    ),
    "modules": (Field("title", 44), Field("title_en", 44), _ALIASES, _CODE),
    "groups": (Field("title", 36), Field("title_en", 36), Field("kind", 18), _ALIASES, _CODE),
    "people": (
        Field("name", 32, note="workbook.note_person"),
        Field("organisation", 32),
        Field("position", 28),
        Field("team", 20, chosen="groups"),
        Field("leads", 12, chosen="yes"),
        Field("role", 16, chosen="role", note="workbook.note_role"),
        Field("email", 28),
        Field("phone", 16, note="workbook.note_phone"),
        Field("note", 36, note="workbook.note_note"),
        _CODE,
    ),
    "faqs": (
        Field("questions", 54, note="workbook.note_questions"),
        Field("answer", 64),
        Field("answer_en", 54),
    ),
    "contacts": (Field("name", 36), Field("name_en", 36), Field("phone", 16), Field("email", 28)),
}
"""In the order of the workbook, behind the sheet on the programme itself."""
