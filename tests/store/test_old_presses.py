"""What people press or submit after an upgrade, on messages from before it, gets an answer."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.demo import world
from bot.demo.life import Life, living
from bot.sandbox.journal import Entry
from bot.sandbox.sender import Reply, interaction_delivery
from bot.sandbox.state import JSON
from bot.store.database import Database
from bot.store.migrate import upgrade
from tests.store.test_upgrade import KEPT, load
from tests.talk.shown import buttons_of, words_of

AFTERWARDS = datetime(2018, 1, 25, 16, 10, tzinfo=UTC)
FROM_BEFORE = "This button or form is from an older version of the bot, so nothing was done."
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


def named_in(press: dict[str, Any], keys: set[str]) -> set[str]:
    """The keys of the items that a kept press carries."""
    payload = press["payload"]
    action = (payload.get("actions") or [{}])[0]
    option = action.get("selected_option") or {}
    carried = action.get("value") or option.get("value") or payload.get("view", {}).get("private_metadata")
    return keys.intersection(re.findall(r"[A-Z0-9]+-[A-Z0-9]+", carried or ""))


def answer_in(entry: Entry) -> tuple[str, list[JSON]]:
    """The words and blocks of an answer; in Home it stands above the first line."""
    if entry.kind != "view_publish":
        return entry.text, entry.blocks
    blocks = list(takewhile(lambda block: block["type"] != "divider", entry.blocks))
    return " ".join(words_of(blocks)), blocks


async def answered(life: Life, press: dict[str, Any], keys: set[str]) -> tuple[int, str, set[str], set[str]]:
    """What became of a press: status, text, the items that its answer acts on, and those it was about."""
    reply = await send(life, press)
    kinds = ("view_publish",) if press["where"] == "Home tab" else ("ephemeral", "message")
    told = [answer_in(entry) for entry in reply.entries if entry.kind in kinds]
    life.server.slack.stacks.clear()
    buttons = [button for _said, blocks in told for button in buttons_of(blocks)]
    offered = {life.key_in(button.value) for button in buttons} - {""}
    named = named_in(press, keys)
    said = " ".join(words for words, _blocks in told)
    return reply.status, said, offered if named else {"buttons"} if buttons else set(), named or {"buttons"}


async def test_every_press_from_before_the_upgrade_says_so_and_shows_its_item_as_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'img.db'}"
    load(url)
    database = Database(url)
    upgrade(database)
    with database.engine.connect() as connection:
        keys = set(connection.scalars(text("SELECT key FROM items")))
        acts = connection.scalar(text("SELECT count(*) FROM acts"))
    database.close()
    wrong = []
    async with living(database_url=url, start=AFTERWARDS, import_plan=False) as life:
        members = [*world.PEOPLE, life.server.slack.workspaces[world.TEAM].bot.user_id]
        life.server.slack.add_channel(world.TEAM, name="img-soil", id="C0SOILGROUP", members=members)
        for user in world.PEOPLE:
            life.server.slack.open_dm(life.server.slack.workspaces[world.TEAM], user)
        for press in PRESSES:
            status, told, offered, named = await answered(life, press, keys)
            if (status, offered) != (200, named) or not told.startswith(FROM_BEFORE):
                wrong.append((press["where"], press["label"], status, told, offered, named))
        with life.bot.database.reading() as session:
            assert session.scalar(text("SELECT count(*) FROM acts")) == acts
    assert wrong == []
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_the_presses_are_of_every_family() -> None:
    families = Counter(press["family"] for press in PRESSES)
    assert {*families} == {"say", "share", "choose", "menu choice", "outbox", "form"}
    forms = {press["payload"]["view"]["callback_id"] for press in PRESSES if press["family"] == "form"}
    words = ("add", "cancel", "drop", "edit", "move", "past", "schedule", "update")
    assert forms == {f"form:{word}" for word in words}
