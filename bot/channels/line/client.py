"""LINE's own client, built once in the running loop, and what its refusals mean to us."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
)

from bot.errors import Halt, Locked, Never, Quota, Retry, Spent
from bot.port import LARGEST


if TYPE_CHECKING:
    from collections.abc import Awaitable, Container, Mapping

    from aiohttp import ClientResponse

    Json = dict[str, Any]


log = logging.getLogger(__name__)

_LINE = "https://api.line.me"  # the client's own, beside which it knows another host for pictures
_LINE_DATA = "https://api-data.line.me"
SECONDS = 10.0
_CONNECTIONS = 200
_MOST_REASON = 500


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    data: Json


class _Client(AsyncApiClient):  # type: ignore[misc] # the SDK is not typed
    """Hands the JSON of an answer over as it is.

    The SDK would make models of it, and fail on an odd one of a call that LINE has long accepted.
    """

    def sanitize_for_serialization(self, obj: Any) -> Any:
        """What is drawn is JSON already."""
        return obj if isinstance(obj, dict) else super().sanitize_for_serialization(obj)

    def deserialize(self, response: Any, _response_type: str) -> Json:
        return _json(response.data)


class Line:
    """`url` is LINE's API or, in a rehearsal, what stands in for all its hosts. `within` goes with each call."""

    def __init__(self, access_token: str, url: str, seconds: float) -> None:
        configuration = Configuration(access_token=access_token, host=None if url == _LINE else url)
        configuration.connection_pool_maxsize = _CONNECTIONS
        self._client = _Client(configuration)
        self._data = _LINE_DATA if url == _LINE else url
        self._bearer = {"Authorization": f"Bearer {access_token}"}
        self.api = AsyncMessagingApi(self._client)
        self.pictures = AsyncMessagingApiBlob(self._client)
        # To end while connecting says that nothing was sent; to end later says nothing.
        self.within = {"_request_timeout": ClientTimeout(total=seconds, connect=seconds / 2)}

    def post(self, path: str, body: Json, retry_key: str = "") -> Awaitable[Any]:
        """A call of the SDK's client with a body that is drawn already, for `ask`.

        Through the SDK's models the same costs 2.3 ms more for an answer with two cards, most of a question's time.
        """
        return self._client.call_api(  # type: ignore[no-any-return] # the SDK is not typed
            path,
            "POST",
            header_params={"Content-Type": "application/json"} | ({"X-Line-Retry-Key": retry_key} if retry_key else {}),
            body=body,
            response_types_map={"200": "JSON"},
            _host=self.api.line_base_path,
            **self.within,
        )

    async def content(self, message_id: str) -> tuple[bytes, str]:
        """The picture or the file of a message, and its media type. Raises as `bot.port.Platform.fetch` does.

        By the SDK's own connections; its call for this would read whatever comes, however much.
        """
        url = f"{self._data}/v2/bot/message/{quote(message_id, safe='')}/content"
        try:
            found = await self._client.request("GET", url, headers=self._bearer, _preload_content=False, **self.within)
            async with found:
                return await _content(found), found.content_type
        except (ClientError, TimeoutError) as error:
            raise Retry("no answer") from error

    async def close(self) -> None:
        await self._client.close()


async def _content(found: ClientResponse) -> bytes:
    """Raises Retry or Never."""
    _note(found.status, found.headers)
    if found.status != 200:  # noqa: PLR2004 - HTTP's own; 202 is "not yet", of what LINE still prepares
        told = await found.content.read(_MOST_REASON)
        raise _refusal(found.status, _json(told)) or Retry(str(found.status))
    content = bytearray()
    while part := await found.content.read(LARGEST + 1 - len(content)):
        content += part
        if len(content) > LARGEST:
            raise Never("too large")
    return bytes(content)


async def ask(call: Awaitable[Any], but: Container[int] = ()) -> Answer:
    """What LINE answers to a call `…_with_http_info`; a refusal with a status in `but` is an answer too.

    Raises as `bot.port.Channel.send` does.
    """
    try:
        response = await call
    except ApiException as error:
        _note(error.status, error.headers)
        if error.status in but:
            return Answer(error.status, _json(error.body))
        raise _refusal(error.status, _json(error.body)) or error from error
    except (ClientConnectorError, ConnectionTimeoutError) as error:
        raise Retry("no connection") from error
    _note(response.status_code, response.headers)
    return Answer(response.status_code, response.data or {})


def _note(status: int, headers: Mapping[str, str] | None) -> None:
    log.debug("LINE answered %s, request %s", status, (headers or {}).get("x-line-request-id"))


def _refusal(status: int, told: Json) -> Exception | None:
    """None where nobody knows whether LINE has taken it."""
    message = str(told.get("message", ""))
    if status == 400 and "invalid reply token" in message.lower():  # noqa: PLR2004 - HTTP's own
        return Spent("the reply token is taken no more")
    if status in (401, 403):
        return Locked(f"{status} {message}"[:_MOST_REASON], after=300)
    if status == 429:  # noqa: PLR2004 - HTTP's own
        if "monthly limit" in message:
            return Quota("the month's messages are used up", after=3600)
        return Halt("too many calls", after=3)
    if 400 <= status < 500:  # noqa: PLR2004 - HTTP's own
        details = told.get("details")
        found = [one for one in details if isinstance(one, dict)] if isinstance(details, list) else []
        places = [f"{one.get('property')}: {one.get('message')}" for one in found]
        return Never("; ".join([f"{status} {message}", *places])[:_MOST_REASON])
    return None


def _json(body: Any) -> Json:
    try:
        found = json.loads(body or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
