"""Reminders: which there are, when each is due to whom, and the pass of the clock that tells them."""

from bot.services.reminders.occasions import NO_QUIET, Way, settings_of, way
from bot.services.reminders.planning import WORK, Planned, Planner
from bot.services.reminders.timetable import DEADLINE, TRIPS, Timetable
from bot.services.reminders.wishes import catch_up, channels, mine, of
from storage.reminder_settings import FEEDBACK, KINDS, LONGEST, SHORTEST, Quiet, ReminderSettings, quiet
from storage.reminders import Occasion, Wishes


__all__ = [
    "DEADLINE",
    "FEEDBACK",
    "KINDS",
    "LONGEST",
    "NO_QUIET",
    "SHORTEST",
    "TRIPS",
    "WORK",
    "Occasion",
    "Planned",
    "Planner",
    "Quiet",
    "ReminderSettings",
    "Timetable",
    "Way",
    "Wishes",
    "catch_up",
    "channels",
    "mine",
    "of",
    "quiet",
    "settings_of",
    "way",
]
