"""Programme files in and out of the store, and the programmes that the bot answers about."""

from __future__ import annotations

from importlib import resources
from pathlib import PurePath
from threading import Lock
from typing import TYPE_CHECKING

from bot.clock import RealClock
from bot.errors import Refused
from storage import programmes, releases
from storage.editing import LINK, Clash, Edit, added, begun, clashes, edited, session_of, speaker_of, venue_of
from storage.programme import Programme
from storage.programmes import Listed, Saved
from storage.tried import Would, tried


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.errors import Fault
    from storage.formats import Kind
    from storage.formats.diff import Change


__all__ = [
    "LINK",
    "Clash",
    "Edit",
    "Listed",
    "Programmes",
    "Saved",
    "Would",
    "added",
    "begun",
    "change",
    "changes",
    "chosen",
    "clashes",
    "edited",
    "install_samples",
    "keep",
    "kept",
    "listed",
    "read",
    "same",
    "session_of",
    "speaker_of",
    "to_edit",
    "venue_of",
    "version",
    "would",
    "write",
]


def read(name: str, content: bytes) -> tuple[Programme, tuple[Fault, ...]]:
    """The programme in a file called `name`, with warnings. Raises BadFile, with every fault at once."""
    from storage import formats  # noqa: PLC0415 - the readers of XML and calendars take a while to load

    return formats.read(name, content)


def write(programme: Programme, name: str) -> bytes:
    """`programme` as a file of the kind that the ending of `name` says. Raises Refused for any other ending."""
    from storage import formats  # noqa: PLC0415 - as above

    kind = _KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise Refused("programme.ending", name=name, known=" ".join(_KINDS))
    return formats.write(programme, kind)


def keep(
    store: Store,
    programme: Programme,
    progress: Callable[[int], object] = bool,
    *,
    now: datetime | None = None,
    by: int | None = None,
) -> Saved:
    """Put a programme into the store, whole; `progress` is told, now and then, of so many more sessions done.

    What people see of it otherwise than before is a release of its own, made at `now` (by default real time) by the
    person `by`: see bot.services.changes.
    """
    made_at = now or RealClock().now()
    releases.begin(store, programme.code, made_at)
    saved = programmes.save(store, programme, progress)
    if saved.altered:
        releases.record(store, programme, made_at, by)
    return saved


def change(store: Store, programme: Programme, *, now: datetime, by: int | None = None) -> Saved:
    """Put a programme into the store that was `edited` there. No file is what it is now: any that comes is compared."""
    saved = keep(store, programme, now=now, by=by)
    programmes.forget_file(store, programme.code)
    return saved


def kept(store: Store, code: str) -> Programme:
    """The programme with this code as it is in the store. Raises Refused where there is none."""
    return programmes.load(store, code)


def to_edit(store: Store, code: str) -> Programme:
    """The same without what organisers added to its file, which is kept apart: what is to be `edited`."""
    return programmes.load(store, code, added=False)


def chosen(store: Store, guess: str) -> Programme:
    """The programme whose code is `guess`, otherwise the only one. Raises Refused where there are none, or several."""
    codes = [programme.code for programme in programmes.codes(store)]
    if guess not in codes and len(codes) != 1:
        raise Refused("programme.which", known=", ".join(codes) or "–")
    return programmes.load(store, guess if guess in codes else codes[0])


def changes(store: Store, programme: Programme) -> tuple[Change, ...]:
    """What importing `programme` would change; nothing is written. Ready answers that organisers added are no part."""
    from storage.formats.diff import diff  # noqa: PLC0415 - as above

    empty = Programme(programme.code, programme.title, programme.timezone, programme.language, programme.organizer)
    before = _held(store, programme.code)
    return diff(before or empty, tried(before, programme).after)


def would(store: Store, programme: Programme) -> Would:
    """What importing `programme` would do to the sessions; nothing is written."""
    return tried(_held(store, programme.code), programme)


def version(store: Store, code: str) -> int | None:
    """The version of a programme; None where there is none."""
    return programmes.version(store, code)


def same(store: Store, code: str, seen: int | None) -> bool:
    """Whether a programme is still the version that was `seen`: from here on nobody else changes it."""
    return programmes.version(store, code, hold=True) == seen


def _held(store: Store, code: str) -> Programme | None:
    return programmes.load(store, code, added=False) if programmes.version(store, code) else None


def listed(store: Store) -> list[Listed]:
    """The programmes in the store, the first imported first."""
    return programmes.codes(store)


def install_samples(store: Store) -> None:
    """Put the sample programmes into a store that has no programme at all."""
    if programmes.codes(store):
        return
    for path in sorted(resources.files("storage").joinpath("samples").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yaml"):
            keep(store, read(path.name, path.read_bytes())[0])


_KINDS: dict[str, Kind] = {".yaml": "yaml", ".yml": "yaml", ".xml": "xml", ".json": "json", ".ics": "ics"}


class Programmes:
    """The programmes in the store, loaded once a version: otherwise asking costs one small query. For any thread."""

    def __init__(self) -> None:
        self._loaded: dict[str, tuple[int | None, Programme]] = {}
        self._loading = Lock()

    def codes(self, store: Store) -> list[str]:
        """Every programme's code, the first imported first."""
        return [programme.code for programme in programmes.codes(store)]

    def get(self, store: Store, code: str) -> Programme:
        """The programme with this code, the same object until an import changes it. Raises Refused without one."""
        version = programmes.version(store, code)
        return self._fresh(code, version) or self._load(store, code, version)

    def _fresh(self, code: str, version: int | None) -> Programme | None:
        loaded = self._loaded.get(code)
        return loaded[1] if loaded and loaded[0] == version else None

    def _load(self, store: Store, code: str, version: int | None) -> Programme:
        with self._loading:
            while (programme := self._fresh(code, version)) is None:
                loaded = programmes.load(store, code)
                # On PostgreSQL an import may commit between two queries; what was read across it is read again.
                before, version = version, programmes.version(store, code)
                if version == before:
                    self._loaded[code] = (version, loaded)
            return programme
