"""Feedback to take along: the workbook, and every answer as CSV. Each is written to disk first, and sent from it."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import StreamingResponse

from bot.services.results import raw
from bot.services.results import workbook as books
from bot.web.console.feedback.viewing import found


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.web.console.here import Answer, Here


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_ONCE = 1 << 16  # bytes


def workbook(here: Here) -> Answer:
    file = TemporaryFile()  # noqa: SIM115 - it is closed when it was sent
    books.write(here.store, here.say, found(here), here.now, file)
    return _sent(here, file, "xlsx", _EXCEL)


def answers(here: Here) -> Answer:
    file = TemporaryFile()  # noqa: SIM115 - as above
    raw.write(here.store, here.say, found(here), file)
    return _sent(here, file, "csv", "text/csv; charset=utf-8")


def _sent(here: Here, file: IO[bytes], ending: str, media_type: str) -> Answer:
    size = file.seek(0, 2)
    file.seek(0)
    name = quote(f"{here.say('results.workbook')} {here.programme.code}.{ending}", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Content-Length": str(size)}
    return StreamingResponse(_parts(file), media_type=media_type, headers=headers)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(_AT_ONCE):
            yield part
