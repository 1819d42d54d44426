"""A life in a language of longer words: all that people see is translated, and Slack takes all of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest_asyncio
from babel import Locale
from sqlalchemy import select, update

from bot.core.codec import encode
from bot.core.requests import Request
from bot.core.tables import Group
from bot.demo import world
from bot.demo.life import PLAN, living
from bot.documents.acts import ImportPlan
from bot.groups.arrivals import Arrival
from bot.plan.tables import AgendaPoint, Item
from bot.reminders.acts import StartCard
from bot.sandbox.block_rules import message_too_long, problems, view_problems
from bot.sandbox.journal import Entry
from bot.talk.outcomes import Answer, OpenForm
from tests.core.examples import EXAMPLES
from tests.core.requests_listed import FORMS, LOOKS
from tests.talk.stage import GROUP, MEMBER, OBSERVER, SECRETARIAT, TEAM, WS1_LEAD, Stage
from tests.texts.drawing import sent
from tests.texts.pseudo import CLOSE, OPEN, RIGHT_TO_LEFT, outside, speaking_pseudo
from tests.texts.test_pseudo import leaves

_WORD = re.compile(r"[A-Za-z][a-z]{2,}")
_NOT_TEXT = re.compile(r"<[^>]*>|https?://\S+|\S+@\S+")
OCTOBER = datetime(2017, 10, 2, 7, tzinfo=UTC)
"""Before nine in Geneva: the month ahead of October is still to come."""


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text))


NAMES = _words(
    "E-waste IMG", "Geneva", world.TEAM, PLAN.name,
    *(part for person in world.PEOPLE.values() for part in person),
    *world.AGENCIES.values(),
    *(name for names in (Locale("en").days, Locale("en").months)
      for style in names["format"].values() for name in style.values()),
)  # fmt: skip
"""Names of people, places, days and months: nobody translates them."""
TYPED = _words(*(note for one in EXAMPLES.values() for note in re.findall('"[^"]+"', one.words)),
               "two agencies disagree", "soon")  # fmt: skip
"""What people write as reasons and notes."""
IN_PLAN = _words(PLAN.read_text(encoding="utf-8"))
GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβψδεφγηιξκλμνοπρστυωωχξυζ")
_PRESSES = count(1)


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    path = tmp_path / "img.db"
    with speaking_pseudo():
        async with living(database_url=f"sqlite:///{path}", start=OCTOBER, import_plan=False) as life:
            yield Stage(life, path)


def untranslated(entries: list[Entry], data: frozenset[str]) -> Iterator[str]:
    """Texts that somebody sees, with words of ours that are not in the language."""
    for entry in entries:
        for text in (entry.text, *leaves(entry.blocks), *leaves(entry.view or {})):
            words = _WORD.findall(_NOT_TEXT.sub("", outside(text)))
            if not data.issuperset(words):
                yield f"{sorted(set(words) - data)} in {text!r}"


def cut(entries: list[Entry]) -> Iterator[str]:
    """Texts of ours that lost their end, or their marks; of a form's title Slack shows 24 letters."""
    for entry in entries:
        for text in (entry.text, *leaves(entry.blocks), *leaves(entry.view or {})):
            counts = {text.count(OPEN), text.count(CLOSE), text.count(RIGHT_TO_LEFT) / 2}
            if len(counts) > 1 and not (entry.view and text == entry.view["title"]["text"]):
                yield text


def refused(entries: list[Entry]) -> Iterator[str]:
    """What Slack would not take; a form that was opened through the stand-in was checked there."""
    for entry in entries:
        yield from problems(entry.blocks)
        yield from [] if message_too_long(entry.blocks) is False else [entry.text]
        if entry.view is not None and "id" not in entry.view:
            yield from view_problems(entry.view)


def said_of(stage: Stage, user: str, request: Request) -> list[Entry]:
    """What somebody sees who presses a button with that request: a message, or a form."""
    arrival = Arrival(TEAM, GROUP, TEAM, user, f"trigger:longer:{next(_PRESSES)}")
    outcome = stage.life.bot.conversation.press(arrival, encode(request, 1))
    if isinstance(outcome, OpenForm):
        return [Entry(stage.now, "view_open", "views.open", TEAM, view=sent(outcome.view))]
    assert isinstance(outcome, Answer)
    message = outcome.message
    return [Entry(stage.now, "message", "press", TEAM, text=message.text, blocks=sent(list(message.blocks)))]


def hide_the_plan(stage: Stage) -> None:
    """Write what people wrote into the plan in another script: what is left in ours is the bot's."""
    with stage.life.bot.database.writing() as session:
        for row in session.scalars(select(Item)):
            row.title = row.title.lower().translate(GREEK)
            row.notes = row.notes and row.notes.lower().translate(GREEK)
        for point in session.scalars(select(AgendaPoint)):
            point.text = point.text.lower().translate(GREEK)
        session.execute(update(Group).values(revision=Group.revision + 1))


async def lived(stage: Stage) -> tuple[list[Entry], list[Entry]]:
    """A plan is read in and reminded of; everything is looked at, opened, said and done; months pass.

    What people see while the plan is read in, and from then on.
    """
    journal, shown = stage.life.server.journal, []
    file = stage.client.upload(SECRETARIAT, PLAN.name, PLAN.read_bytes())
    preview = stage.result(await stage.client.share_files(SECRETARIAT, [file]), SECRETARIAT).shown[0]
    shown += said_of(stage, SECRETARIAT, StartCard())
    [button] = [one for one in preview.buttons if isinstance(stage.request(one), ImportPlan)]
    await stage.press(preview, button)
    assert stage.rows("select count(*) from items") == [(16,)]
    stage.slack.add_channel(TEAM, name="new", id="C0NEW", members=[stage.slack.workspaces[TEAM].bot.user_id])
    mark = len(journal)
    hide_the_plan(stage)
    await stage.say(SECRETARIAT, "start reminders now")
    await stage.go(stage.now + timedelta(days=50))
    for user in (SECRETARIAT, WS1_LEAD, MEMBER, OBSERVER):
        await stage.client.app_home_opened(user)
        await stage.say(user, "")
    for user in (SECRETARIAT, MEMBER):
        for request in (*LOOKS, *FORMS):
            shown += said_of(stage, user, request)
    for user in (MEMBER, SECRETARIAT):
        for example in EXAMPLES.values():
            if example.words:
                await stage.say(user, example.words)
    await stage.client.app_home_opened(SECRETARIAT)
    await stage.go(stage.now + timedelta(days=80))
    return journal.since(0)[:mark], [*journal.since(mark), *shown]


async def test_all_that_people_see_is_translated_and_fits(stage: Stage) -> None:
    reading, living_on = await lived(stage)
    assert list(refused([*reading, *living_on])) == []
    assert sorted(set(untranslated(reading, NAMES | IN_PLAN))) == []
    assert sorted(set(untranslated(living_on, NAMES | TYPED))) == []
    assert {one.kind for one in living_on} == {"message", "ephemeral", "view_open", "view_publish", "update"}
    assert len({one.text for one in living_on}) > 150
    assert sorted(set(cut([*reading, *living_on]))) == []
    notices = [entry for entry in living_on if entry.metadata and entry.kind == "message"]
    typed = [text for entry in notices for text in (entry.text, *leaves(entry.blocks)) if "`" in text]
    assert typed == [], "no notice asks to type a command"
    assert len(notices) > 40
