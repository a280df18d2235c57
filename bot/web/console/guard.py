"""The one guard of the console: who asks, whether they may, and what becomes of what a page or a form does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.errors import Refused
from bot.services import log
from bot.services.log import Deed
from bot.services.programme import Programmes
from bot.texts import LANGUAGES, texts
from bot.web.console import told
from bot.web.console.bodies import Bounds, read
from bot.web.console.doors import Door, looked, worked
from bot.web.console.drawing import Frame, aside, not_there
from bot.web.console.here import Done, Here, Meanwhile, Ready, Shown, url
from bot.web.console.theirs import theirs
from bot.web.console.told import Told
from bot.web.signin import PRIVATE, form_token, is_ours, signed_in, turned_away
from storage import people
from storage.db import Unavailable


if TYPE_CHECKING:
    from collections.abc import Coroutine

    from sqlalchemy.orm import Session as Store
    from starlette.requests import Request

    from bot.services.signin import Pass
    from bot.web.console.here import Answer, Look, Work
    from bot.web.house import House


_LANGUAGE = "nongnat-console-language"
_YEAR = 365 * 24 * 3600
_PLAIN = Bounds()
_LARGEST = 2**31 - 1  # of the ids of any store
_REMEMBERED = 10_000  # looks at personal data that were noted, so that not every one of them writes


class Room:
    """Where pages are hung. Each of its two doors gives a route, at /console/{programme}/`path`."""

    def __init__(self, house: House, static: str) -> None:
        self.house = house
        self.static = static
        self.programmes = Programmes()
        self._frame = Frame(static)
        self._seen = set[tuple[object, ...]]()

    def page(self, path: str, tab: str, work: Work, *, owners: bool = False, seen: bool = False) -> Route:
        """GET: `work` reads, and shows. Where `path` is `tab`, it is what the navigation leads to.

        `seen`: it shows personal data, and who looked at it is kept, once a day. `owners`: it is for them alone.
        """
        if path == tab:
            self._frame.tabs.append(tab)
        door = Door(tab, work, owners, seen)

        async def asked(request: Request) -> Response:
            return await self._unless_busy(self._page(request, door))

        return Route(f"/console/{{programme}}/{path}", asked)

    def deed(
        self,
        path: str,
        tab: str,
        work: Work,
        *,
        again: Work | None = None,
        owners: bool = False,
        bounds: Bounds = _PLAIN,
    ) -> Route:
        """POST: `work` changes something, and is Done; or shows what it would change, and changes nothing.

        Where it is Refused, `again` shows the page with the form, and what was posted; else it is said on the `tab`.
        """
        return self._posted(path, Door(tab, work, owners, again=again), bounds)

    def look(self, path: str, tab: str, work: Look, *, again: Work | None = None, bounds: Bounds = _PLAIN) -> Route:
        """POST of what takes long to be looked at, such as a file: `work` reads, beside whoever writes meanwhile.

        It shows what would be changed; or it is Ready to change it, which is then done as any deed.
        """
        return self._posted(path, Door(tab, work, again=again, looks=True), bounds)

    def _posted(self, path: str, door: Door, bounds: Bounds) -> Route:
        async def posted(request: Request) -> Response:
            return await self._unless_busy(self._deed(request, door, bounds))

        return Route(f"/console/{{programme}}/{path}", posted, methods=["POST"])

    async def _unless_busy(self, answer: Coroutine[Any, Any, Response]) -> Response:
        try:
            return await answer
        except Unavailable:  # nothing was changed
            return aside(self.static, "console.busy", 503, back=True)

    async def _page(self, request: Request, door: Door) -> Response:
        who = await signed_in(request, self.house, "console")
        if who is None:
            return turned_away(self.static)
        if request.query_params.get("lang") in LANGUAGES:
            return self._speak(request)
        return await asyncio.to_thread(self._shown, request, who, door)

    async def _deed(self, request: Request, door: Door, bounds: Bounds) -> Response:
        who = await signed_in(request, self.house, "console")
        if who is None:
            return turned_away(self.static)
        refused = None
        try:
            posted = await read(request, bounds)
        except Refused as error:
            posted, refused = FormData(), error
        try:
            token = posted.get("token")
            if refused is None and not is_ours(request, self.house, "console", token if isinstance(token, str) else ""):
                refused = Refused("console.not_ours")
            door = door if refused else replace(door, posted=posted)
            if refused is None and door.looks:
                return await self._looked_at(request, who, door)
            return await self.house.database.aside(self._done, request, who, door, refused)
        finally:
            await posted.close()

    async def _looked_at(self, request: Request, who: Pass, door: Door) -> Response:
        """A look, and then the deed that it is ready for; the look anew where the store has changed between the two."""
        while True:
            found = await asyncio.to_thread(self._look, request, who, door)
            if isinstance(found, Response):
                return found
            try:
                ready = replace(door, work=found.work)
                return await self.house.database.aside(self._done, request, who, ready, None)
            except Meanwhile:
                continue

    def _look(self, request: Request, who: Pass, door: Door) -> Response | Ready:
        try:
            with self.house.database.read() as store:
                here = self._here(store, request, who, door)
                if here is None:
                    return not_there(self.static)
                answer = looked(here, door)
            return answer if isinstance(answer, Ready) else self._answered(request, here, answer)
        except Refused as error:
            return self._refused(request, who, door, error)

    def _shown(self, request: Request, who: Pass, door: Door) -> Response:
        with self.house.database.read() as store:
            here = self._here(store, request, who, door)
            if here is None:
                return not_there(self.static)
            try:
                answer = worked(here, door)
            except Refused as refused:
                answer = Shown("console/refused.html", {"refused": refused}, 404)
                door = replace(door, seen=False)
        if door.seen:
            self._note_seen(here, answer)
        return self._answered(request, here, answer)

    def _done(self, request: Request, who: Pass, door: Door, refused: Refused | None) -> Response:
        """What was not done is shown by a look at the store as it was left."""
        try:
            if refused:
                raise refused
            with self.house.database.write() as store:
                here = self._here(store, request, who, door)
                if here is None:
                    return not_there(self.static)
                answer = worked(here, door)
                if isinstance(answer, Done):
                    log.note(store, _deed(here, answer))
            return self._answered(request, here, answer)
        except Refused as error:
            return self._refused(request, who, door, error)

    def _refused(self, request: Request, who: Pass, door: Door, why: Refused) -> Response:
        with self.house.database.read() as store:
            here = self._here(store, request, who, door)
            if here is None:
                return not_there(self.static)
            if door.again is None or not here.posted:
                return self._back(here, door.tab, Told(why.code, why.values, good=False))
            try:
                answer = door.again(replace(here, refused=why))
            except Refused as gone:  # what the page was about is not there any more
                return self._back(here, door.tab, Told(gone.code, gone.values, good=False))
        return self._answered(request, here, replace(answer, status=422) if isinstance(answer, Shown) else answer, why)

    def _answered(self, request: Request, here: Here, answer: Answer, why: Refused | None = None) -> Response:
        if isinstance(answer, Response):
            for name, value in PRIVATE.items():
                answer.headers.setdefault(name, value)
            return answer
        if isinstance(answer, Done):
            return self._back(here, answer.to, Told(answer.told, answer.values), answer.programme)
        before = told.take(request, here.token)
        message = Told(why.code, why.values, good=False) if why else before
        policy = {"Content-Security-Policy": answer.policy} if answer.policy else {}
        response = HTMLResponse(self._frame.draw(here, answer, message), answer.status, {**PRIVATE, **policy})
        if before:
            told.forget(response)
        return response

    def _back(self, here: Here, to: str, message: Told, programme: str = "") -> Response:
        response = RedirectResponse(url(programme, to) if programme else here.url(to), 303, PRIVATE)
        told.keep(response, message, here.token, secure=self._secure)
        return response

    def _speak(self, request: Request) -> Response:
        """The same page, from now on in the language of `?lang=`."""
        again = request.url.remove_query_params("lang")
        response = RedirectResponse(f"{again.path}?{again.query}" if again.query else again.path, 303, PRIVATE)
        response.set_cookie(
            _LANGUAGE,
            request.query_params["lang"],
            max_age=_YEAR,
            path="/console",
            secure=self._secure,
            httponly=True,
            samesite="strict",
        )
        return response

    def _here(self, store: Store, request: Request, who: Pass, door: Door) -> Here | None:
        """None where there is nothing for them: no such programme, or none that they organise."""
        courses = theirs(store, who.person)
        code = request.path_params["programme"]
        mine = next((each for each in courses if each.code == code), None)
        if mine is None or not _can_be(request):
            return None
        chosen, own = request.cookies.get(_LANGUAGE), people.get(store, who.person).language or "th"
        return Here(
            person=who.person,
            role=mine.role,
            programme=self.programmes.get(store, code),
            courses=courses,
            say=texts(next((each for each in LANGUAGES if each == chosen), own)),
            now=self.house.clock.now(),
            token=form_token(request, self.house, "console"),
            store=store,
            house=self.house,
            tab=door.tab,
            path=request.path_params,
            asked=request.query_params,
            posted=door.posted,
        )

    def _note_seen(self, here: Here, answer: Answer) -> None:
        day = here.now.astimezone(here.zone).date()
        about = answer.about if isinstance(answer, Shown) else None
        key = (here.person, here.programme.code, here.tab, about, day)
        if key in self._seen:
            return
        with self.house.database.write() as store:
            seen = Deed("people.seen", here.now, here.programme.code, here.person, here.tab, about)
            log.note_seen(store, seen, day)
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen.add(key)

    @property
    def _secure(self) -> bool:
        return self.house.public_url.startswith("https:")


def _can_be(request: Request) -> bool:
    """Whether a store could have what is asked for: none keeps a NUL, nor counts so far."""
    numbers = [each for each in request.path_params.values() if isinstance(each, int)]
    said = [request.url.path, *map("".join, request.query_params.multi_items())]
    return "\0" not in "".join(said) and max(numbers, default=0) <= _LARGEST


def _deed(here: Here, done: Done) -> Deed:
    programme = done.programme or here.programme.code
    return Deed(done.what, here.now, programme, here.person, done.subject, done.about, done.details)
