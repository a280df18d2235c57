"""Programmes as files: a workbook taken away, one brought in once it was said what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import Response
from wtforms import FileField, HiddenField
from wtforms.validators import InputRequired

from bot.errors import BadFile, Refused
from bot.handlers import workbook as saying
from bot.services import changes, uploads, workbook
from bot.services import programme as programmes
from bot.showing import fault
from bot.texts import short_title
from bot.web.console.bodies import Bounds
from bot.web.console.forms import Form
from bot.web.console.here import Done, Meanwhile, Ready, Shown
from bot.web.console.programme import pages


if TYPE_CHECKING:
    from bot.errors import Fault
    from bot.web.console.here import Answer, Here
    from storage.formats.xlsx.understood import Understood
    from storage.programme import Programme


BOUNDS = Bounds(fields=5, files=1, size=workbook.LARGEST + 10_000)
ENDINGS = ".xlsx,.xlsm,.csv,.tsv,.json,.yaml,.yml,.xml,.ics"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OTHER = "other-programme"  # the fault of a file that is of another programme
_GOOD = 200  # OK
_SHOWN = 200  # lines of what was understood; the rest are counted


class Uploading(Form):
    file = FileField(validators=[InputRequired()])


class Importing(Form):
    upload = HiddenField(validators=[InputRequired()])
    sure = HiddenField(validators=[InputRequired()])


def page(here: Here) -> Answer:
    """GET programme/file: what can be taken away, and where to bring a file."""
    return Shown("console/programme_file.html", {"form": Uploading.of(here), "endings": ENDINGS})


def template(here: Here) -> Answer:
    """GET programme/template.xlsx: the empty workbook."""
    return _attached(workbook.template(here.language), "nongnat.xlsx")


def filled(here: Here) -> Answer:
    """GET programme/workbook.xlsx: filled, with everybody in it; `?people=0` without."""
    people = here.asked.get("people") != "0"
    data = workbook.export(here.store, here.programme.code, here.language, people=people)
    return _attached(data, f"{here.programme.code}.xlsx")


def look(here: Here) -> Answer | Ready:
    """POST programme/file: what is understood of it and what it would change; the file is kept until that is sure."""
    sent = here.posted.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise Refused("console_programme.no_file")
    name, data = sent.filename.replace("\\", "/").rpartition("/")[2], sent.file.read()
    token = uploads.ticket()
    shown = _seen(here, _read(here, name, data), token, since=False)

    def kept(now: Here) -> Answer:
        uploads.keep(now.store, now.person, token, name, data, now.now)
        return shown

    return Ready(kept) if shown.status == _GOOD else shown


def bring(here: Here) -> Answer | Ready:
    """POST programme/import: what was shown, all of it or nothing; shown anew where the programme changed since."""
    form = Importing.of(here)
    token = form.upload.data or ""
    found = uploads.read(here.store, here.person, token) if form.validate() else None
    if found is None:
        raise Refused("console_programme.no_upload")
    read = _read(here, *found)
    if read.programme is None or form.sure.data != read.sure:
        return _seen(here, read, token, since=True)
    return Ready(lambda now: _brought(now, read, token))


def _brought(here: Here, read: _File, token: str) -> Answer:
    """What was read is brought in, unless the programme is another by now than the one beside which it was read."""
    programme = read.programme
    if programme is None or not uploads.used(here.store, here.person, token):
        raise Refused("console_programme.no_upload")
    if not programmes.same(here.store, programme.code, read.version):
        raise Meanwhile
    _allowed(here, programme, read.understood)
    if read.understood:
        brought = saying.bring_in(here.store, read.understood, here.now, here.person, role=here.role).saved
    else:
        brought = programmes.keep(here.store, programme, now=here.now, by=here.person)
    code = programme.code
    values = {"added": brought.added, "changed": brought.changed, "cancelled": brought.cancelled}
    if code != here.programme.code:  # it goes on there
        title, told = short_title(programme.title.in_(here.language)), "console_programme.imported_other"
        return Done("programme", told, "programme.imported", read.name, values={"title": title}, programme=code)
    untold = changes.pending(here.store, code, here.now) is not None
    told = "console_programme.imported_untold" if untold else "console_programme.imported"
    return Done("programme", told, "programme.imported", read.name, values=values)


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was read beside its programme's `version` in the store: None where that is not there."""

    name: str
    understood: Understood | None = None
    programme: Programme | None = None
    version: int | None = None
    told: tuple[Fault, ...] = ()

    @property
    def sure(self) -> str:
        return "new" if self.version is None else str(self.version)


def _read(here: Here, name: str, data: bytes) -> _File:
    """What is in it, and what is wrong with it."""
    if not workbook.reads(name, data):
        try:
            programme, told = programmes.read(name, data)
        except BadFile as error:
            return _File(name, told=error.faults)
        return _File(name, None, programme, programmes.version(here.store, programme.code), told)
    understood = _understood(here, name, data)
    code = understood.programme.code if understood.programme else here.programme.code
    version = programmes.version(here.store, code)
    return _File(name, understood, understood.programme, version, understood.faults)


def _seen(here: Here, read: _File, token: str, *, since: bool) -> Shown:
    say, programme, understood = here.say, read.programme, read.understood
    wrong = [each for each in read.told if not each.warning]
    would: list[str] = []
    lines = [fault(say, each) for each in read.told if each.warning]
    if understood:
        lines = list(saying.lines(say, understood, faults=False))
    if not wrong:
        _allowed(here, programme, understood)
        try:
            would = list(saying.outcome(say, saying.tried(here.store, understood, here.role))) if understood else []
        except BadFile as error:
            wrong = [each for each in error.faults if not each.warning]
    good = programme is not None and not wrong
    known = read.version is not None
    return Shown(
        "console/programme_file_seen.html",
        {
            "name": read.name,
            "lines": lines[:_SHOWN],
            "more": max(0, len(lines) - _SHOWN),
            "faults": [fault(say, each, kind=False) for each in wrong],
            "would": would,
            "changes": pages.facts(
                here, programme, changes.between(programmes.kept(here.store, programme.code), programme)
            )
            if good and known and programme
            else [],
            "is_new": good and not known,
            "upload": token if good else "",
            "sure": read.sure if good else "",
            "since": since,
        },
        _GOOD if good else 422,
    )


def _allowed(here: Here, programme: Programme | None, understood: Understood | None = None) -> None:
    """Another programme than this one, and who may organise it, are for owners to say."""
    if here.role == "owner" or programme is None:
        return
    if programme.code != here.programme.code:
        raise Refused("console_programme.other_code", found=programme.code, own=here.programme.code)
    if understood and saying.roles(understood) & {"owner", "organiser"}:
        raise Refused("console_programme.other_roles")


def _understood(here: Here, name: str, data: bytes) -> Understood:
    """For whoever may bring in any programme, a file may say itself which one it is."""
    today = here.now.astimezone(here.zone).date()
    found = workbook.check(here.store, name, data, today, here.programme.code)
    if here.role == "owner" and any(each.code == _OTHER for each in found.faults):
        return workbook.check(here.store, name, data, today)
    return found


def _attached(data: bytes, name: str) -> Response:
    return Response(
        data,
        media_type=_EXCEL,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )
