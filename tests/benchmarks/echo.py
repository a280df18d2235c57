"""The least that a LINE bot can be: what is said comes back. To compare with, on the same kit and without a store.

`python -m tests.benchmarks.echo`, with PORT and the LINE_… settings of the bot itself.
"""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import uvicorn
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhook import WebhookParser
from linebot.v3.webhooks import MessageEvent, TextMessageContent
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request


@asynccontextmanager
async def client(site: Starlette) -> AsyncIterator[None]:
    configuration = Configuration(access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"], host=os.environ["LINE_API_URL"])
    configuration.connection_pool_maxsize = 200
    async with AsyncApiClient(configuration) as opened:
        site.state.line = AsyncMessagingApi(opened)
        yield


async def hook(request: Request) -> Response:
    parser = WebhookParser(os.environ["LINE_CHANNEL_SECRET"])
    try:
        events = parser.parse((await request.body()).decode(), request.headers.get("x-line-signature", ""))
    except InvalidSignatureError:
        return PlainTextResponse("", 401)
    for event in events:
        if isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent):
            said = TextMessage(text=event.message.text)
            await request.app.state.line.reply_message(
                ReplyMessageRequest(replyToken=event.reply_token, messages=[said])
            )
    return PlainTextResponse("OK")


async def health(_request: Request) -> Response:
    return PlainTextResponse("OK")


def main() -> None:
    routes = [Route("/hooks/line", hook, methods=["POST"]), Route("/health", health)]
    uvicorn.run(
        Starlette(routes=routes, lifespan=client),
        port=int(os.environ["PORT"]),
        log_level="warning",
        access_log=False,
    )


if __name__ == "__main__":
    main()
