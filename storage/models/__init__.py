"""Every table, a file for each room. Ids are the store's own; times are aware, in UTC."""

from storage.models.announcements import AnnouncementRow, AnnouncementState, MediaRow
from storage.models.base import Base, table
from storage.models.changes import FeedRow, ReleaseRow, ReleaseState
from storage.models.notices import BodyRow, NoticeRow, PreferenceRow, ReminderRow, ThroughRow
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
from storage.models.talk import AlarmRow, InboxRow, OutboxRow, OutboxState, QuotaRow, TalkRow
from storage.models.tallies import TallyRow


__all__ = [
    "AddressRow",
    "AlarmRow",
    "AnnouncementRow",
    "AnnouncementState",
    "Base",
    "BodyRow",
    "ContactRow",
    "FaqRow",
    "FeedRow",
    "GroupRow",
    "InboxRow",
    "InvitationRow",
    "MediaRow",
    "MembershipRow",
    "ModuleRow",
    "NoticeRow",
    "OffDutyRow",
    "OutboxRow",
    "OutboxState",
    "PersonRow",
    "PreferenceRow",
    "ProgrammeRow",
    "QuestionCopyRow",
    "QuestionRow",
    "QuestionState",
    "QuotaRow",
    "ReadyAnswerRow",
    "ReleaseRow",
    "ReleaseState",
    "ReminderRow",
    "Role",
    "SessionRow",
    "SessionSpeakerRow",
    "SpeakerRow",
    "TalkRow",
    "TallyRow",
    "ThroughRow",
    "VenueRow",
    "WrongCodeRow",
    "table",
]
