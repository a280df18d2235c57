"""Telegram's Bot API on this machine: it refuses what Telegram refuses, keeps what was said, and fails when told to.

    with FakeTelegram() as telegram:
        telegram.hook = "http://127.0.0.1:8000/hooks/telegram"
        user = telegram.person("สมหญิง")
        telegram.start(user)
        assert telegram.shown(user)[-1]["text"] == "สวัสดีค่ะ"

The bot reaches it at `telegram.url` (python-telegram-bot: base_url=f"{url}/bot", base_file_url=f"{url}/file/bot").
What the bot does wrong is in `telegram.mistakes`, and fails the test at the end of the context unless it is cleared.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from tests.fakes.telegram_contract import contract
from tests.fakes.telegram_courier import Courier
from tests.fakes.telegram_http import TICK, Called, Fault, FaultKind, Front
from tests.fakes.telegram_messages import METHODS, SENDS, chat_id
from tests.fakes.telegram_pace import Bursts, Pace
from tests.fakes.telegram_people import People
from tests.fakes.telegram_refused import Refused
from tests.fakes.telegram_settings import Settings, asked_kinds
from tests.fakes.telegram_world import World


if TYPE_CHECKING:
    from types import TracebackType

    from tests.fakes.telegram_call import Call


TOKEN = "7012345678:AAF-made_up_for_tests_0123456789abc"  # noqa: S105 - of no bot
SECRET = "made-up_for_tests"  # noqa: S105 - of no bot


class FakeTelegram(People):
    """Every method may be called from any thread.

    `calls` are (method, status, chat, monotonic time) in order; status 0: there was no answer. `answered` are the
    queries that the bot answered. `statuses` are what the hook answered to each update, 0 where it did not.
    """

    def __init__(self, token: str = TOKEN, secret: str | None = SECRET) -> None:
        world = World(token)
        super().__init__(world, Courier(world, secret))
        self.token = token
        self.url = ""
        self.calls: list[Called] = []
        self.answered: list[str] = []
        self.mistakes: list[str] = []
        self.stopping = self.courier.stopping
        self.settings = Settings(world, self.courier)
        self.methods = [*METHODS, *self.settings.methods, "getUpdates"]
        self._contract = contract()
        self._pace = Pace()
        self._faults: list[Fault] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.url = self._stack.enter_context(Front(self).served())
        self._stack.callback(self.courier.close)
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self._stack.close()
        if kind is None and self.mistakes:
            raise AssertionError("\n".join(self.mistakes))

    @property
    def hook(self) -> str | None:
        """Where updates are posted to; None: they wait for getUpdates."""
        return self.courier.hook

    @hook.setter
    def hook(self, url: str | None) -> None:
        self.courier.hook = url

    @property
    def redelivery(self) -> bool:
        """Whether an update that the hook did not take comes again: at once, then after 1, 2, 4 … seconds."""
        return self.courier.redelivery

    @redelivery.setter
    def redelivery(self, again: bool) -> None:
        self.courier.redelivery = again

    @property
    def statuses(self) -> list[int]:
        return self.courier.statuses

    @property
    def rate(self) -> tuple[int, int, int] | None:
        """The most messages overall and to a chat in a second, and to a group in a minute; None: no limit."""
        return self._pace.rate

    @rate.setter
    def rate(self, rate: tuple[int, int, int] | None) -> None:
        self._pace.rate = rate

    def bursts(self) -> Bursts:
        """The most messages taken: overall and for one chat in any second, for one group in any minute."""
        return self._pace.bursts()

    def wait(self, seconds: float) -> None:
        """Sets Telegram's clock forward: queries and updates grow old."""
        with self.world.lock:
            self.world.ahead += seconds

    def fault(self, kind: FaultKind, times: int = 1, method: str = "") -> None:
        """The next `times` calls (of `method`, where one is named) fail.

        Not accepted: "before" (500), "drop" (the connection is cut), "flood" (429 for a second), "unauthorized".
        Accepted, and then: "after" (502, as HTML), "hang" (no answer), "empty" (200 without a body).
        """
        with self.world.lock:
            self._faults += [Fault(kind, method)] * times

    def shown(self, chat: int) -> list[dict[str, Any]]:
        """What is seen in the chat now, in order, by whomever it was said (`bot`: by the bot).

        Each has message_id, bot, kind ("text", "photo" …, "service"), text (or caption, plain), entities, reply_markup
        (or None); where they apply, document (its name), content (bytes), venue, location and reply_to (a message_id).
        """
        with self.world.lock:
            return [_seen(said) for said in self.world.chats[chat].said.values()]

    def post(self, update: dict[str, Any]) -> int:
        """POSTs any update, with the secret: the bot's status, 0 where there was none."""
        return self.courier.send(update)

    def post_raw(self, body: bytes, secret: str | None) -> int:
        return self.courier.post(body, secret)

    def named(self, method: str) -> str:
        """The method's own way of writing its name."""
        return next((name for name in self.methods if name.lower() == method.lower()), method)

    def take_fault(self, method: str) -> FaultKind | None:
        with self.world.lock:
            fault = next((each for each in self._faults if each.method in ("", method)), None)
            if fault:
                self._faults.remove(fault)
            return fault and fault.kind

    def download(self, file_id: str) -> bytes:
        if file_id not in self.world.files:
            raise Refused(404)
        return self.world.files[file_id].content

    async def perform(self, call: Call) -> Any:
        """Does what is asked; raises Refused."""
        if call.method not in self.methods:
            raise Refused(404, mistake=True)
        if call.method == "getUpdates":
            result = await self._updates(call)
        else:
            with self.world.lock:
                result = self._do(call)
        if self._contract:
            self.mistakes += self._contract.of_call(call)
        return result

    def _do(self, call: Call) -> Any:
        if call.method in self.settings.methods:
            return self.settings.methods[call.method](call)
        chat = chat_id(call) or 0 if call.method in SENDS else 0
        if chat:
            self._pace.allow(chat)
        result = METHODS[call.method](self.world, call)
        if chat:
            self._pace.note(chat)
        if call.method == "answerCallbackQuery":
            self.answered.append(call.text("callback_query_id"))
        return result

    async def _updates(self, call: Call) -> Any:
        """Waits for updates as long as the call says, and no longer than until somebody else asks."""
        offset, limit = call.number("offset") or 0, call.number("limit")
        most = min(max(100 if limit is None else limit, 1), 100)
        ends = time.monotonic() + min(call.number("timeout") or 0, 50)
        allowed = asked_kinds(call)
        me = self.courier.poller()
        while True:
            updates = self.courier.poll(offset, most, allowed)
            if updates or time.monotonic() >= ends or self.stopping.is_set():
                return updates
            await asyncio.sleep(TICK)
            if not self.courier.is_last(me):
                why = "terminated by other getUpdates request; make sure that only one bot instance is running"
                raise Refused(409, why)


def _seen(said: Any) -> dict[str, Any]:
    api = said.api
    seen: dict[str, Any] = {
        "message_id": api["message_id"],
        "bot": said.bot,
        "kind": said.kind,
        "text": api.get("text", api.get("caption", "")),
        "entities": api.get("entities", api.get("caption_entities", [])),
        "reply_markup": said.markup,
    }
    seen |= {name: api[name] for name in ("venue", "location") if name in api}
    if "document" in api:
        seen["document"] = api["document"]["file_name"]
    if said.content:
        seen["content"] = said.content
    if "reply_to_message" in api:
        seen["reply_to"] = api["reply_to_message"]["message_id"]
    return seen
