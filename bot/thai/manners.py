"""What people say beside their questions."""

from __future__ import annotations

from bot.thai.lexicon import lexicon
from bot.thai.text import repair


MANNERS = frozenset({"greet", "thanks", "bye", "help", "english", "thai"})
_ASIDE = frozenset({"light", "follow", "yesno", "that", "can", "start"})


def manners(typed: str) -> frozenset[str]:
    """What `typed` is beside any question: a greeting, thanks, a cry for help, a choice of language.

    Empty where it asks something, or holds a word that is none of these.
    """
    text = repair(typed).lower()
    tags = [unit.tags for unit in lexicon().units(text)]
    aside = MANNERS | _ASIDE | ({"lesson", "how"} if any("help" in held for held in tags) else set())
    if not tags or any(not held & aside for held in tags):
        return frozenset()
    return frozenset(tag for held in tags for tag in held & MANNERS)
