"""What is true about a programme, for whoever asks: a question read, the sessions that it is about, the answer as a value."""

from bot.services.ask.answer import Answer, answer
from bot.services.ask.calendar import calendar_file
from bot.services.ask.context import Context
from bot.services.ask.guide import Guide, Guides


__all__ = ["Answer", "Context", "Guide", "Guides", "answer", "calendar_file"]
