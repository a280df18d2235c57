"""Programme files in and out of the store, and the programmes that the bot answers about."""

from __future__ import annotations

from importlib import resources
from threading import Lock
from typing import TYPE_CHECKING

from storage import programmes
from storage.programmes import Listed, Saved


if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session as Store

    from bot.errors import Fault
    from storage.programme import Programme


__all__ = ["Listed", "Programmes", "Saved", "install_samples", "keep", "kept", "listed", "read"]


def read(name: str, content: bytes) -> tuple[Programme, tuple[Fault, ...]]:
    """The programme in a file called `name`, with warnings. Raises BadFile, with every fault at once."""
    from storage import formats  # noqa: PLC0415 - the readers of XML and calendars take a while to load

    return formats.read(name, content)


def keep(store: Store, programme: Programme, progress: Callable[[int], object] = bool) -> Saved:
    """Put a programme into the store, whole; `progress` is told, now and then, of so many more sessions done."""
    return programmes.save(store, programme, progress)


def kept(store: Store, code: str) -> Programme:
    """The programme with this code as it is in the store. Raises Refused where there is none."""
    return programmes.load(store, code)


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
