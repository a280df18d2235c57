"""Programmes as files: a workbook taken away, one brought in once it was said what was understood of it."""

from __future__ import annotations

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
from bot.web.console.bodies import Bounds
from bot.web.console.forms import Form
from bot.web.console.here import Done, Shown
from bot.web.console.programme import pages


if TYPE_CHECKING:
    from bot.web.console.here import Answer, Here
    from storage.formats.xlsx.understood import Understood
    from storage.programme import Programme


BOUNDS = Bounds(fields=5, files=1, size=workbook.LARGEST + 10_000)
ENDINGS = ".xlsx,.xlsm,.csv,.tsv,.json,.yaml,.yml,.xml,.ics"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OTHER = "other-programme"  # the fault of a file that is of another programme
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


def look(here: Here) -> Answer:
    """POST programme/file: what is understood of it and what it would change; nothing is changed yet."""
    sent = here.posted.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise Refused("console_programme.no_file")
    name = sent.filename.replace("\\", "/").rpartition("/")[2]
    return _seen(here, name, sent.file.read(), since=False)


def bring(here: Here) -> Answer:
    """POST programme/import: what was shown, all of it or nothing; shown anew where the programme changed since."""
    form = Importing.of(here)
    found = uploads.take(here.store, here.person, form.upload.data or "") if form.validate() else None
    if found is None:
        raise Refused("console_programme.no_upload")
    name, data = found
    if form.sure.data != _version(here, _code(here, name, data)):
        return _seen(here, name, data, since=True)
    if workbook.reads(name, data):
        understood = _understood(here, name, data)
        _allowed(here, understood.programme, understood)
        done = saying.bring_in(here.store, understood, here.now, here.person, role=here.role)
        code, brought = done.programme.code, done.saved
    else:
        programme, _ = programmes.read(name, data)
        _allowed(here, programme)
        code, brought = programme.code, programmes.keep(here.store, programme, now=here.now, by=here.person)
    values = {"added": brought.added, "changed": brought.changed, "cancelled": brought.cancelled}
    if code != here.programme.code:
        return Done("programme", "console_programme.imported_other", "programme.imported", code, values={"code": code})
    untold = changes.pending(here.store, code, here.now) is not None
    told = "console_programme.imported_untold" if untold else "console_programme.imported"
    return Done("programme", told, "programme.imported", name, values=values)


def _seen(here: Here, name: str, data: bytes, *, since: bool) -> Shown:
    say = here.say
    lines: list[str] = []
    faults: list[str] = []
    would: list[str] = []
    programme: Programme | None = None
    understood: Understood | None = None
    try:
        if workbook.reads(name, data):
            understood = _understood(here, name, data)
            programme = understood.programme
            lines = list(saying.lines(say, understood, faults=False))
            if not understood.faults:
                _allowed(here, programme, understood)
                would = list(saying.outcome(say, saying.tried(here.store, understood, here.now, here.role)))
            faults = [fault(say, each, kind=False) for each in understood.faults]
        else:
            programme, warnings = programmes.read(name, data)
            _allowed(here, programme)
            lines = [fault(say, each) for each in warnings]
    except BadFile as error:
        faults = [fault(say, each, kind=False) for each in error.faults if not each.warning]
    good = programme is not None and not faults
    known = programme is not None and _known(here, programme.code)
    return Shown(
        "console/programme_file_seen.html",
        {
            "name": name,
            "lines": lines[:_SHOWN],
            "more": max(0, len(lines) - _SHOWN),
            "faults": faults,
            "would": would,
            "changes": pages.facts(
                here, programme, changes.between(programmes.kept(here.store, programme.code), programme)
            )
            if good and known and programme
            else [],
            "is_new": good and not known,
            "upload": uploads.keep(here.store, here.person, name, data, here.now) if good else "",
            "sure": _version(here, programme.code) if good and programme else "",
            "since": since,
        },
        200 if good else 422,
    )


def _allowed(here: Here, programme: Programme | None, understood: Understood | None = None) -> None:
    """Another programme than this one, and who may organise it, are for owners to say."""
    if here.role == "owner" or programme is None:
        return
    if programme.code != here.programme.code:
        raise Refused("console_programme.other_code", found=programme.code, own=here.programme.code)
    if understood and saying.roles(understood) & {"owner", "organiser"}:
        raise Refused("console_programme.other_roles")


def _code(here: Here, name: str, data: bytes) -> str:
    """The code of the programme in a file; that of the page where it says none, or cannot be read."""
    if workbook.reads(name, data):
        understood = _understood(here, name, data)
        return understood.programme.code if understood.programme else here.programme.code
    return programmes.read(name, data)[0].code


def _understood(here: Here, name: str, data: bytes) -> Understood:
    """For whoever may bring in any programme, a file may say itself which one it is."""
    today = here.now.astimezone(here.zone).date()
    found = workbook.check(here.store, name, data, today, here.programme.code)
    if here.role == "owner" and any(each.code == _OTHER for each in found.faults):
        return workbook.check(here.store, name, data, today)
    return found


def _known(here: Here, code: str) -> bool:
    return any(each.code == code for each in programmes.listed(here.store))


def _version(here: Here, code: str) -> str:
    """Of a programme in the store; "new" for one that is not there."""
    return next((str(each.version) for each in programmes.listed(here.store) if each.code == code), "new")


def _attached(data: bytes, name: str) -> Response:
    return Response(
        data,
        media_type=_EXCEL,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )
