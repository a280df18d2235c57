"""What is to leave is claimed, and what became of it is noted. Whoever claims a message alone may send it."""

from storage.sending.claiming import Due, claim, claim_at, claim_calls, waits
from storage.sending.ending import advance, expire, finish, finish_all, postpone, recent, stuck
from storage.sending.message import Message


__all__ = [
    "Due",
    "Message",
    "advance",
    "claim",
    "claim_at",
    "claim_calls",
    "expire",
    "finish",
    "finish_all",
    "postpone",
    "recent",
    "stuck",
    "waits",
]
