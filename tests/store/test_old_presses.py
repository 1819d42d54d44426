"""What people press or submit after an upgrade, on messages from before it, gets an answer."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.demo import world
from bot.demo.life import Life, living
from bot.sandbox.sender import Reply, interaction_delivery
from bot.store.database import Database
from bot.store.migrate import upgrade
from tests.store.test_upgrade import KEPT, load

AFTERWARDS = datetime(2018, 1, 25, 16, 10, tzinfo=UTC)
APOLOGY = "Something went wrong on my side"
PRESSES: list[dict[str, Any]] = json.loads((KEPT / "presses.json").read_text(encoding="utf-8"))


async def send(life: Life, press: dict[str, Any]) -> Reply:
    """Send a kept press, with a trigger and an address for answers that are still good."""
    slack, payload = life.server.slack, {**press["payload"]}
    payload["trigger_id"] = slack.new_trigger(world.TEAM, press["user"])
    container = payload.get("container", {})
    if "response_url" in payload:
        payload["response_url"] = slack.new_response_url(
            world.TEAM,
            container["channel_id"],
            press["user"],
            container["message_ts"],
            ephemeral=container["is_ephemeral"],
        )
    return await life.client.send(interaction_delivery(payload))


async def test_every_press_from_before_the_upgrade_is_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'img.db'}"
    load(url)
    database = Database(url)
    upgrade(database)
    database.close()
    unanswered = []
    async with living(database_url=url, start=AFTERWARDS, import_plan=False) as life:
        members = [*world.PEOPLE, life.server.slack.workspaces[world.TEAM].bot.user_id]
        life.server.slack.add_channel(world.TEAM, name="img-soil", id="C0SOILGROUP", members=members)
        for user in world.PEOPLE:
            life.server.slack.open_dm(life.server.slack.workspaces[world.TEAM], user)
        for press in PRESSES:
            reply = await send(life, press)
            told = [entry.text for entry in reply.entries if entry.text or entry.view]
            if reply.status != 200 or not (told or reply.errors) or any(APOLOGY in text for text in told):
                unanswered.append((press["where"], press["label"], reply.status, told))
            life.server.slack.stacks.clear()
    assert unanswered == []
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_the_presses_are_of_every_family() -> None:
    families = Counter(press["family"] for press in PRESSES)
    assert {*families} == {"say", "share", "choose", "menu choice", "outbox", "form"}
    forms = {press["payload"]["view"]["callback_id"] for press in PRESSES if press["family"] == "form"}
    words = ("add", "cancel", "drop", "edit", "move", "past", "schedule", "update")
    assert forms == {f"form:{word}" for word in words}
