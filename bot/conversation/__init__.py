"""One inbound message through the house: into the inbox, answered in one transaction, its answer in the outbox.

heart.py answers, desk.py takes, answers and delivers in the background, tidy.py says what is kept of an event.
"""

from bot.conversation.desk import Desk
from bot.conversation.heart import Conversation


__all__ = ["Conversation", "Desk"]
