"""Checking in: the codes of boards, who may check in where and when, marks, what is taken back, and the closing.

Everything is a line of the log (storage.checkins), attempts that do not count too. What is so of whom is worked out of
it (storage.attended).
"""

from bot.services.checkin.closing import close_due, is_due
from bot.services.checkin.entering import Attempt, Result, Spot, check_in
from bot.services.checkin.marking import UNDO, Mark, last_mark, mark, object_to, undo, undo_all
from bot.services.checkin.noted import (
    Noted,
    Point,
    begun_today,
    going_on,
    history,
    mine_today,
    name_of,
    points_of,
    roll,
)
from bot.services.checkin.pins import Pinned, asks_where, note_pin, wants_pin
from storage.attended import State, states
from storage.boards import Board, Place
from storage.checkins import Entry
from storage.checkpoints import Window, counts, settings_of, windows
from storage.members import Enrolled, enrolled
from storage.rolls import How, Wanted, participants
from storage.rolls import Member as Present
from storage.rolls import count as roll_count
from storage.rolls import counts as roll_counts
from storage.rolls import page as roll_page


__all__ = [
    "UNDO",
    "Attempt",
    "Board",
    "Enrolled",
    "Entry",
    "How",
    "Mark",
    "Noted",
    "Pinned",
    "Place",
    "Point",
    "Present",
    "Result",
    "Spot",
    "State",
    "Wanted",
    "Window",
    "asks_where",
    "begun_today",
    "check_in",
    "close_due",
    "counts",
    "enrolled",
    "going_on",
    "history",
    "is_due",
    "last_mark",
    "mark",
    "mine_today",
    "name_of",
    "note_pin",
    "object_to",
    "participants",
    "points_of",
    "roll",
    "roll_count",
    "roll_counts",
    "roll_page",
    "settings_of",
    "states",
    "undo",
    "undo_all",
    "wants_pin",
    "windows",
]
