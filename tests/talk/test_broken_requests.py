"""Requests as Slack signs them, each with something done to it, before the bot with all its listeners."""

from __future__ import annotations

import itertools
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.sandbox.sender import Delivery, Repeat, event_delivery, form_delivery, interaction_delivery
from tests.slack.mutations import distort
from tests.talk.stage import APOLOGY, GROUP, OBSERVER, SECRETARIAT, TEAM, Stage

PREPARED = Repeat(copies=0)
ROUNDS = 400
FORMS = ("update ws1-d1", "schedule ws1-m2", "move img-m6", "add", "edit img-m6", "drop ws1-d1")


async def prepared(stage: Stage) -> AsyncIterator[Delivery]:
    """One delivery of each kind, none of them sent."""
    for words in ("next", "plan", "ws1-d1 amber late", "schedule ws1-m2 16 jan", "help", ""):
        yield (await stage.client.command(TEAM, GROUP, OBSERVER, "/img", words, PREPARED)).delivery
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    for button in shown.buttons:
        where = (TEAM, SECRETARIAT, GROUP, shown.ts, button.action_id)
        yield (await stage.client.click(*where, block_id=button.block_id, repeat=PREPARED)).delivery
    for words in FORMS:
        opened = await stage.say(SECRETARIAT, words)
        values = {"title": "Annex"} if words == "add" else {}
        yield (await stage.client.submit_view(SECRETARIAT, opened.view_id, values, PREPARED)).delivery
    yield (await stage.client.mention(OBSERVER, GROUP, "next ws1", PREPARED)).delivery
    yield (await stage.client.direct_message(OBSERVER, "next", PREPARED)).delivery
    yield (await stage.client.app_home_opened(OBSERVER, PREPARED)).delivery
    moved = {"type": "channel_id_changed", "old_channel_id": "G0OLD", "new_channel_id": "C0NEW"}
    yield (await stage.client.event(TEAM, moved, PREPARED)).delivery


def wrapped(payload: dict[str, Any]) -> Delivery:
    """A changed payload on the way its kind takes."""
    if "event" in payload or payload.get("type") == "event_callback":
        return event_delivery(payload)
    if "command" in payload:
        fields = {name: str(value).encode("utf-8", "replace") for name, value in payload.items()}
        return form_delivery(fields)
    return interaction_delivery(payload)


@pytest.mark.usefixtures("complaints")
async def test_no_request_makes_the_bot_fail(own_stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    dice = random.Random(20180116)
    payloads = [delivery.payload async for delivery in prepared(own_stage)]
    for number, payload in zip(range(ROUNDS), itertools.cycle(payloads), strict=False):
        fresh = payload | {name: f"{number}" for name in ("trigger_id", "event_id") if name in payload}
        reply = await own_stage.client.send(wrapped(distort(fresh, dice)))
        assert 0 < reply.status < 500
        assert APOLOGY not in reply.text
    told = [record.getMessage() for record in caplog.get_records("call") if record.exc_info]
    assert told == []
    assert "WS1-M2" in await own_stage.told(SECRETARIAT, "show ws1-m2")
