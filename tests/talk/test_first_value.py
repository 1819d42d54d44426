"""From the greeting of whoever installed the bot to reminders: how many acts it takes, in both languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from cryptography.fernet import Fernet

from bot.core.encryption import Cipher
from bot.core.i18n import _, speaking
from bot.demo import world
from bot.demo.life import PLAN, Life, living
from bot.groups.installations import Granted, Tokens, install
from tests.talk.stage import MEMBER, SECRETARIAT, WS1_LEAD, Result, Shown, Stage

MOST_ACTS = 8


class Beginner(Stage):
    """Somebody who begins, in one language; each press, submission and dropped file is an act."""

    def __init__(self, life: Life, path: Path, language: str) -> None:
        super().__init__(life, path)
        self.language = language
        self.acts = 0

    def words(self, text: str) -> str:
        """A label of ours as the beginner reads it."""
        with speaking(self.language):
            return " ".join(_(text).split())  # a label is one line of plain spaces

    async def greeting(self) -> Shown:
        """The first direct message, after the installation from Slack."""
        granted = Granted(
            "", world.TEAM, Tokens(world.BOT_TOKEN), "B0", "U0", "A0", "commands", SECRETARIAT,
            installer_locale=f"{self.language}-CH",
        )  # fmt: skip
        install(self.life.bot.work, Cipher((Fernet.generate_key().decode(),)), granted, self.now)
        [told] = await self.deliver()
        return told

    async def act(self, shown: Shown, label: str, user: str = SECRETARIAT) -> Result:
        """Press a button that has this label in English."""
        self.acts += 1
        return await self.press(shown, self.words(label), user)

    async def found(self, view_id: str, user: str = SECRETARIAT, **fields: str) -> Shown:
        """Submit the form of a new group; coordinator and language stay as the form has them."""
        self.acts += 1
        begun = {
            "name": "E-waste IMG",
            "label": "IMG",
            "channel": world.GROUP_CHANNEL,
            "zone": "Europe/Zurich",
        }
        return (await self.submit(user, view_id, **{**begun, **fields})).said

    async def drop(self, name: str, content: bytes, user: str = SECRETARIAT) -> Shown:
        """Drop a file in the conversation with the bot."""
        self.acts += 1
        file = self.client.upload(user, name, content)
        return self.result(await self.client.share_files(user, [file]), user).shown[0]

    def plan(self) -> tuple[int, int, list[str]]:
        """How many items there are, how many groups are reminded, and the language of the group."""
        [[items]] = self.rows("select count(*) from items where not removed")
        [[on]] = self.rows("select count(*) from groups where reminders_started_at is not null")
        return items, on, [row[0] for row in self.rows("select language from groups")]


@pytest_asyncio.fixture(loop_scope="session", params=["en", "fr"])
async def beginner(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Beginner]:
    path = tmp_path / "img.db"
    url = f"sqlite:///{path}"
    async with living(database_url=url, with_group=False, language=request.param) as life:
        yield Beginner(life, path, request.param)


async def test_the_word_file_dropped_when_the_group_is_there(beginner: Beginner, plan_seed: Path) -> None:
    document = (plan_seed / "e-waste-timeline.docx").read_bytes()
    form = await beginner.act(await beginner.greeting(), "Begin")
    await beginner.found(form.view_id)
    preview = await beginner.drop("e-waste-timeline.docx", document)
    imported = (await beginner.act(preview, "Import")).said
    card = (await beginner.act(imported, "Start reminders")).said
    assert "09:00" in card.all or "9\u202fh" in card.all, "it says when whoever hears what"
    await beginner.act(card, "Start reminders")
    assert beginner.plan() == (16, 1, [beginner.language])
    assert beginner.acts == 6 <= MOST_ACTS


async def test_the_word_file_dropped_before_anything_else(beginner: Beginner, plan_seed: Path) -> None:
    document = (plan_seed / "e-waste-timeline.docx").read_bytes()
    await beginner.greeting()
    told = await beginner.drop("e-waste-timeline.docx", document)
    assert "16" in told.text
    form = await beginner.act(told, "Begin")
    made = await beginner.found(form.view_id)
    steps = (await beginner.act(made, "Go on")).said
    preview = (await beginner.press(steps, steps.labels[0])).said
    beginner.acts += 1
    imported = (await beginner.act(preview, "Import")).said
    card = (await beginner.act(imported, "Start reminders")).said
    await beginner.act(card, "Start reminders")
    assert beginner.plan() == (16, 1, [beginner.language])
    assert beginner.acts == 8 <= MOST_ACTS


async def test_who_may_begin_is_told_before_anybody_has(beginner: Beginner) -> None:
    told = await beginner.act(await beginner.greeting(), "Who coordinates?")
    assert told.said.labels == [beginner.words("Begin")]
    refused = await beginner.drop("plan.txt", PLAN.read_bytes(), MEMBER)
    assert refused.labels == [] and beginner.rows("select 1 from import_drafts") == []


async def test_a_file_that_is_no_plan_is_said_to_be_none_before_there_is_a_group(beginner: Beginner) -> None:
    await beginner.greeting()
    told = await beginner.drop("plan.txt", b"")
    assert "plan.txt" in told.text and told.labels == []


async def test_somebody_else_is_named_who_coordinates_and_goes_on(beginner: Beginner) -> None:
    form = await beginner.act(await beginner.greeting(), "Begin")
    made = await beginner.found(form.view_id, coordinator=WS1_LEAD)
    assert WS1_LEAD in made.text and made.labels == []
    assert beginner.rows(
        "select user_id from role_assignments join people on people.id = person_id where stream_id is null"
    ) == [(WS1_LEAD,)]
    # It is seven in the morning: nobody is written to before eight.
    [told] = await beginner.go(beginner.now + timedelta(hours=1))
    assert told.channel == f"D{WS1_LEAD[1:]}"
    assert SECRETARIAT in told.text
    steps = await beginner.act(told, "Go on", WS1_LEAD)
    assert "E-waste IMG" in steps.said.text
    preview = await beginner.drop("plan.txt", PLAN.read_bytes(), WS1_LEAD)
    await beginner.act(preview, "Import", WS1_LEAD)
    assert beginner.plan()[0] == 16


async def test_a_document_that_waits_is_shown_to_nobody_else(beginner: Beginner) -> None:
    await beginner.greeting()
    told = await beginner.drop("plan.txt", PLAN.read_bytes())
    form = await beginner.act(told, "Begin")
    await beginner.found(form.view_id, coordinator=WS1_LEAD)
    steps = await beginner.told(WS1_LEAD, "setup")
    assert "plan.txt" not in steps.all


async def test_a_second_installation_greets_nobody_again(beginner: Beginner) -> None:
    await beginner.greeting()
    assert beginner.rows("select count(*) from outbox") == [(1,)]
    with pytest.raises(ValueError, match="not enough values"):
        await beginner.greeting()
