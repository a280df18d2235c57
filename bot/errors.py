"""What can go wrong, in one tree; caught at one border (conversation, command line, delivery).

NongnatError
├── Refused          said to whoever asked, with what was expected; nothing was changed
│   ├── BadSettings  the environment or .env
│   └── BadFile      a programme file, with every fault in it
├── Forged           a webhook's body is not its platform's
└── Undelivered      a message certainly did not go out
    ├── Retry        the same call may succeed later (no connection, one chat's rate)
    │   ├── Spent    the reply token is taken no more: send it without
    │   ├── Moved    the chat has another id now
    │   └── Halt     nothing goes through this channel for a while (the bot's rate)
    │       ├── Quota    nothing that is paid for, this month
    │       └── Locked   nothing until somebody mends the access token
    └── Never        it never will (bad payload): keep it, with the reason
        └── Gone     nobody is there (blocked, deactivated, removed from the group)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class NongnatError(Exception):
    """The root: what we raise ourselves, as against a bug."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong (or, as a warning, doubtful) in what we were given.

    `code` names a text in the catalogues (`fault.<code>`), `values` fill its placeholders. `place` says where, in the
    reader's own terms: a field path such as `sessions[3].venue`, an element, a property; of a workbook `sheet` and, as
    `place`, the cell: C7. `line` counts from 1.
    """

    code: str
    place: str
    line: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    warning: bool = False
    sheet: str = ""


class Refused(NongnatError):  # noqa: N818 - reads as what happened, like its siblings
    """Not done, and why: `code` names a text in the catalogues, `values` fill it."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class BadSettings(Refused):
    """A setting is missing or wrong; `values["name"]` says which."""


class BadFile(Refused):
    """A file cannot be used as it is; `faults` lists everything wrong with it, warnings included."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__("fault.file", name=name, count=str(sum(not fault.warning for fault in faults)))
        self.name = name
        self.faults = tuple(faults)


class Forged(NongnatError):  # noqa: N818 - reads as what happened, like its siblings
    """A body without its platform's signature or secret."""


class Undelivered(NongnatError):  # noqa: N818 - reads as what happened, like its siblings
    """A message did not go out; the argument is the reason kept on its outbox row."""


class Retry(Undelivered):
    """Worth trying again, after `after` seconds where the platform said so."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Spent(Retry):
    """The platform refuses the reply token: it was used, or is too old."""


class Moved(Retry):
    """The chat is `chat` now; the same message goes there."""

    def __init__(self, chat: str) -> None:
        super().__init__("moved", after=0)
        self.chat = chat


class Halt(Retry):
    """The whole channel rests for `after` seconds; none of its messages has used up a try."""


class Quota(Halt):
    """The month's paid messages are used up; replies by token still go."""


class Locked(Halt):
    """The platform refuses the bot's own token."""


class Never(Undelivered):
    """No later try can succeed."""


class Gone(Never):
    """Nobody is at that address (any more), until they come back by themselves."""
