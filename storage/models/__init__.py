"""Every table, a file for each room. Ids are the store's own; times are aware, in UTC."""

from storage.models.base import Base, table
from storage.models.people import AddressRow, InvitationRow, MembershipRow, PersonRow, Role, WrongCodeRow
from storage.models.programme import (
    ContactRow,
    FaqRow,
    GroupRow,
    ModuleRow,
    ProgrammeRow,
    SessionRow,
    SessionSpeakerRow,
    SpeakerRow,
    VenueRow,
)
from storage.models.talk import InboxRow, OutboxRow, OutboxState, QuestionRow, TalkRow


__all__ = [
    "AddressRow",
    "Base",
    "ContactRow",
    "FaqRow",
    "GroupRow",
    "InboxRow",
    "InvitationRow",
    "MembershipRow",
    "ModuleRow",
    "OutboxRow",
    "OutboxState",
    "PersonRow",
    "ProgrammeRow",
    "QuestionRow",
    "Role",
    "SessionRow",
    "SessionSpeakerRow",
    "SpeakerRow",
    "TalkRow",
    "VenueRow",
    "WrongCodeRow",
    "table",
]
