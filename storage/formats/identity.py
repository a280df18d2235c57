"""Ids that outlive a file: the same entry gets the same one in every version and on every machine."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5


_NONGNAT = uuid5(NAMESPACE_URL, "urn:nongnat:programme")


def uid_of(programme: str, session: str) -> str:
    """The calendar's id (RFC 7986: a UUID) for a session whose file gives it none."""
    return guid_of(programme, "session", session)


def guid_of(*names: str) -> str:
    """A UUID for what `names` lead to."""
    return str(uuid5(_NONGNAT, "\N{INFORMATION SEPARATOR ONE}".join(names)))
