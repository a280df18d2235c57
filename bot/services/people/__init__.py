"""Who is who: rosters, invitations, what people agreed to and may ask about, and what is held of them."""

from bot.services.people.access import Access, at, memberships, organisers, organises, role_of, speak, stop, wants
from bot.services.people.held import Held, erase, export, export_one, held
from bot.services.people.inviting import AGAIN, invite_again
from bot.services.people.joining import NOTICE, Invited, Joined, Refusal, join, look
from storage.people import Membership, Person


__all__ = [
    "AGAIN",
    "NOTICE",
    "Access",
    "Held",
    "Invited",
    "Joined",
    "Membership",
    "Person",
    "Refusal",
    "at",
    "erase",
    "export",
    "export_one",
    "held",
    "invite_again",
    "join",
    "look",
    "memberships",
    "organisers",
    "organises",
    "role_of",
    "speak",
    "stop",
    "wants",
]
