"""The recorded bodies are what they claim to be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from linebot.v3.models.events import UnknownEvent
from linebot.v3.webhook import WebhookParser

from tests.fakes import line_contract
from tests.fakes.line_hook import signed
from tests.fakes.line_models import lost
from tests.fakes.line_recorded import recorded


if TYPE_CHECKING:
    from tests.fakes.line_recorded import Recorded


EVERY = [pytest.param(one, id=one.name) for one in recorded()]


@pytest.mark.parametrize("one", EVERY)
def test_the_contract_knows_those_that_say_so_and_no_others(one: Recorded) -> None:
    if not line_contract.CONTRACTS.is_dir():
        pytest.skip("LINE's contract is not at hand beside the repository")
    faults = list(line_contract.faults(one.body, "CallbackRequest", "webhook.yml"))
    assert (faults == []) is (one.known == "both"), faults


@pytest.mark.parametrize("one", EVERY)
def test_the_client_of_line_reads_those_that_say_so_without_loss_and_no_others(one: Recorded) -> None:
    assert _read_whole(one.body) is (one.known != "neither")


def test_each_has_a_name_and_events_of_its_own() -> None:
    every = recorded()
    ids = [event.get("webhookEventId", one.name) for one in every for event in one.body.get("events", [])]
    assert len({one.name for one in every}) == len(every)
    assert len(set(ids)) == len(ids)


def _read_whole(body: dict[str, Any]) -> bool:
    raw = json.dumps(body)
    try:
        payload = WebhookParser("s").parse(raw, signed("s", raw.encode()), as_payload=True)
    except (ValueError, KeyError):
        return False
    if payload.destination is None or any(isinstance(event, UnknownEvent) for event in payload.events):
        return False
    return not list(lost("", body["events"], [event.to_dict() for event in payload.events]))
