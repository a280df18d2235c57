"""What is true about a programme, for whoever asks: the sessions that a question is about, the answer as a value."""

from bot.services.ask.answer import answer
from bot.services.ask.asked import Answer
from bot.services.ask.calendar import calendar_file
from bot.services.ask.context import Context
from bot.services.ask.guide import Guide, Guides


__all__ = ["Answer", "Context", "Guide", "Guides", "answer", "calendar_file"]
