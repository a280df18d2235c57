"""Announcements of organisers: whom they are for, what they cost, the steps until they go, and what became of them.

A draft is made (`draft`), changed (`rewrite`, `aim`, `schedule` …) and confirmed (`confirm`); where the programme asks
for it, another organiser approves it (`approve`) or sends it back (`decline`). Then it is `scheduled`, is planned slice
by slice (`plan`) and leaves by the outbox. It can be cancelled until it begins, and stopped after (`cancel`, `stop`),
chased and corrected (`chase`, `correct`). Whoever may do so is for the caller to see to.

Refused is raised with these codes: `announcing.unknown` (there is no such one), `.went` (it has begun, or was
cancelled, and cannot be changed any more), `.not_waiting` (it waits for no approval), `.not_begun` (nothing went yet),
`.empty`, `.too_long`, `.too_many`, `.not_picture`, `.picture_too_big`, `.empty_file`, `.file_too_big`, `.bad_place`
(its content), `.nobody` (of the audience can be reached), `.past` (its time), `.own` (one's own cannot be approved),
`.no_approver`, `.reserve` (it would use LINE's reserve, see `Cost`: tell it in another channel, or `urge` it), and
those of `whom`.
"""

from bot.services.announce.audience import Audience, described, whom
from bot.services.announce.choosing import absent, estimate, teams, unanswered
from bot.services.announce.content import LARGEST_FILE, LARGEST_PICTURE, LONGEST, file_of, picture_of, place_of
from bot.services.announce.cost import Cost, cost
from bot.services.announce.drafts import (
    aim,
    ask,
    by_secret,
    draft,
    get,
    latest,
    rewrite,
    schedule,
    secret,
    urge,
)
from bot.services.announce.following import chase, correct
from bot.services.announce.heard import Heard, heard
from bot.services.announce.planning import is_due, plan, shown
from bot.services.announce.results import Each, Ended, Progress, everybody, listing, progress
from bot.services.announce.steps import (
    Confirmed,
    Stopped,
    approve,
    approvers,
    cancel,
    confirm,
    decline,
    needs_approval,
    stop,
)
from storage.announcements import Announcement
from storage.reminder_settings import quiet_until


__all__ = [
    "LARGEST_FILE",
    "LARGEST_PICTURE",
    "LONGEST",
    "Announcement",
    "Audience",
    "Confirmed",
    "Cost",
    "Each",
    "Ended",
    "Heard",
    "Progress",
    "Stopped",
    "absent",
    "aim",
    "approve",
    "approvers",
    "ask",
    "by_secret",
    "cancel",
    "chase",
    "confirm",
    "correct",
    "cost",
    "decline",
    "described",
    "draft",
    "estimate",
    "everybody",
    "file_of",
    "get",
    "heard",
    "is_due",
    "latest",
    "listing",
    "needs_approval",
    "picture_of",
    "place_of",
    "plan",
    "progress",
    "quiet_until",
    "rewrite",
    "schedule",
    "secret",
    "shown",
    "stop",
    "teams",
    "unanswered",
    "urge",
    "whom",
]
