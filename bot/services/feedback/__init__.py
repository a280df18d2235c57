"""Feedback: what people are asked after sessions, modules and the programme, when, and what they answer.

Of a form without names no function here says whose an answer is, but to whoever gave it, while the form is open.
"""

from bot.services.feedback.answering import LONGEST, MORE, REASONS, STARS, Sheet, read, sheet
from bot.services.feedback.asking import WORK, Asker, in_order
from bot.services.feedback.occasions import Due, occasions, of_form, settings_of
from bot.services.feedback.organising import Share, open_early, open_now, prolong, shares, to_open
from bot.services.feedback.waiting import answerable, changeable, just_asked, last_closed, offered, waiting
from bot.services.feedback.wishing import asks, refused, unreminded
from storage.feedback import About, Counts, Opened, get
from storage.feedback_answers import Answer
from storage.feedback_settings import LOW, RECOMMEND, Form, Question
from storage.feedback_settings import REASONS as REASON_CODES


__all__ = [
    "LONGEST",
    "LOW",
    "MORE",
    "REASONS",
    "REASON_CODES",
    "RECOMMEND",
    "STARS",
    "WORK",
    "About",
    "Answer",
    "Asker",
    "Counts",
    "Due",
    "Form",
    "Opened",
    "Question",
    "Share",
    "Sheet",
    "answerable",
    "asks",
    "changeable",
    "get",
    "in_order",
    "just_asked",
    "last_closed",
    "occasions",
    "of_form",
    "offered",
    "open_early",
    "open_now",
    "prolong",
    "read",
    "refused",
    "settings_of",
    "shares",
    "sheet",
    "to_open",
    "unreminded",
    "waiting",
]
