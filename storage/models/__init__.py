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
from storage.models.questions import OffDutyRow, QuestionCopyRow, QuestionRow, QuestionState, ReadyAnswerRow
from storage.models.talk import AlarmRow, InboxRow, OutboxRow, OutboxState, TalkRow


__all__ = [
    "AddressRow",
    "AlarmRow",
    "Base",
    "ContactRow",
    "FaqRow",
    "GroupRow",
    "InboxRow",
    "InvitationRow",
    "MembershipRow",
    "ModuleRow",
    "OffDutyRow",
    "OutboxRow",
    "OutboxState",
    "PersonRow",
    "ProgrammeRow",
    "QuestionCopyRow",
    "QuestionRow",
    "QuestionState",
    "ReadyAnswerRow",
    "Role",
    "SessionRow",
    "SessionSpeakerRow",
    "SpeakerRow",
    "TalkRow",
    "VenueRow",
    "WrongCodeRow",
    "table",
]
