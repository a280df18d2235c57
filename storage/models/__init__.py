"""Every table, a file for each room. Ids are the store's own; times are aware, in UTC."""

from storage.models.announcements import AnnouncementRow, AnnouncementState, MediaRow
from storage.models.base import Base, table
from storage.models.changes import FeedRow, ReleaseRow, ReleaseState
from storage.models.checkins import (
    BoardRow,
    CheckinRow,
    DoorAnswerRow,
    LeaveRow,
    LeaveState,
    SheetRow,
    Status,
    Way,
    What,
)
from storage.models.notices import BodyRow, NoticeRow, PreferenceRow, ReminderRow, ThroughRow
from storage.models.people import AddressRow, CodeKind, InvitationRow, MembershipRow, PersonRow, Role, WrongCodeRow
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
from storage.models.signins import LinkRow, Purpose, SecretRow, SignedInRow
from storage.models.talk import AlarmRow, InboxRow, OutboxRow, OutboxState, QuotaRow, TalkRow
from storage.models.tallies import TallyRow


__all__ = [
    "AddressRow",
    "AlarmRow",
    "AnnouncementRow",
    "AnnouncementState",
    "Base",
    "BoardRow",
    "BodyRow",
    "CheckinRow",
    "CodeKind",
    "ContactRow",
    "DoorAnswerRow",
    "FaqRow",
    "FeedRow",
    "GroupRow",
    "InboxRow",
    "InvitationRow",
    "LeaveRow",
    "LeaveState",
    "LinkRow",
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
    "Purpose",
    "QuestionCopyRow",
    "QuestionRow",
    "QuestionState",
    "QuotaRow",
    "ReadyAnswerRow",
    "ReleaseRow",
    "ReleaseState",
    "ReminderRow",
    "Role",
    "SecretRow",
    "SessionRow",
    "SessionSpeakerRow",
    "SheetRow",
    "SignedInRow",
    "SpeakerRow",
    "Status",
    "TalkRow",
    "TallyRow",
    "ThroughRow",
    "VenueRow",
    "Way",
    "What",
    "WrongCodeRow",
    "table",
]
