"""Personal data: how long it is kept, and who has seen it."""

from bot.services.privacy.keeping import WORK, Keeper, due, earlier, terms_of
from bot.services.privacy.seeing import Sight, seen


__all__ = ["WORK", "Keeper", "Sight", "due", "earlier", "seen", "terms_of"]
