"""What leaves the house: written with `put` in the transaction that caused it, delivered after commit, swept later."""

from bot.outbox.delivery import Delivery
from storage.outbox import ORDINARY, URGENT, Answers, Batch, carry, put, put_many, unsay, unsay_old


__all__ = ["ORDINARY", "URGENT", "Answers", "Batch", "Delivery", "carry", "put", "put_many", "unsay", "unsay_old"]
