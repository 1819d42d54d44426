"""A year from install to the last item: pressed without a word, typed, in French: one state in the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.core.requests import Request
from bot.demo import world
from bot.demo.life import PLAN, living
from bot.documents.acts import ImportPlan
from bot.groups.acts import PersonForm, RoleForm
from bot.groups.settings_acts import ChannelForm, FirstSteps, FoundForm
from bot.plan.looks import AddForm, CancelForm, DateForm, Show, StatusForm, WholePlan
from bot.reminders.acts import StartCard, StartReminders
from tests.talk.stage import MEMBER, SECRETARIAT, WS1, WS1_LEAD, Shown, Stage

FOUNDED = {
    "name": "E-waste IMG",
    "label": "IMG",
    "channel": world.GROUP_CHANNEL,
    "zone": "Europe/Zurich",
    "language": "en",
}
STATE = (
    """select key, title, kind, status, precision, start, "end", removed from items order by key""",
    "select label, name, channel_id from streams order by label",
    """select user_id, streams.label from role_assignments join people on people.id = person_id
       left join streams on streams.id = stream_id order by user_id, streams.label""",
    """select user_id, agencies.name, represents_as from members join people on people.id = person_id
       left join agencies on agencies.id = agency_id order by user_id""",
    "select label, name, zone, channel_id, reminders_started_at is not null from groups",
    "select name, count(*) from acts group by name order by name",
)


class Pressing:
    """Somebody who never types a word: what they want is behind buttons, found by what these ask for."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.last: Shown | None = None

    async def press(self, wanted: Callable[[Request], bool], **fields: Any) -> Shown:  # noqa: ANN401
        """Press the first button that asks for what is wanted; submit its form where it opens one."""
        assert self.last is not None
        asked = [(button, self.stage.request(button)) for button in self.last.buttons]
        found = [button for button, request in asked if request is not None and wanted(request)]
        assert found, f"nothing to press in {self.last.text!r}: {self.last.labels}"
        came = await self.stage.press(self.last, found[0], SECRETARIAT)
        if any(entry.kind == "view_open" for entry in came.entries):
            came = await self.stage.submit(SECRETARIAT, came.view_id, **fields)
        self.last = came.said
        return self.last

    async def begin(self) -> None:
        """What the bare command shows."""
        self.last = await self.stage.told(SECRETARIAT, "")

    async def to_item(self, key: str, wanted: type[Request], **fields: Any) -> None:  # noqa: ANN401
        """From the whole plan to one item, and what is to be done with it."""
        [[item_id]] = self.stage.rows("select id from items where key = :key", key=key)
        await self.begin()
        await self.press(lambda asked: isinstance(asked, WholePlan))
        await self.press(lambda asked: asked == Show(item_id))
        await self.press(lambda asked: isinstance(asked, wanted), **fields)


async def pressed(stage: Stage) -> None:
    hand = Pressing(stage)
    await hand.begin()
    await hand.press(lambda asked: isinstance(asked, FoundForm), **FOUNDED)
    await hand.press(lambda asked: asked == FirstSteps())
    steps = hand.last
    await hand.press(lambda asked: isinstance(asked, ChannelForm), label="WS1", name="Analysis", channel=WS1)
    hand.last = steps
    await hand.press(lambda asked: isinstance(asked, RoleForm), role="WS1", person=WS1_LEAD)
    hand.last = steps
    await hand.press(lambda asked: isinstance(asked, PersonForm), person=MEMBER, agency="UNEP")
    await dropped(stage, hand)
    await hand.press(lambda asked: isinstance(asked, ImportPlan))
    await hand.press(lambda asked: isinstance(asked, StartCard))
    await hand.press(lambda asked: isinstance(asked, StartReminders))
    await hand.to_item("WS1-M1", DateForm, day="2017-11-20", start="15:00", end="17:00")
    await hand.begin()
    await hand.press(
        lambda asked: isinstance(asked, AddForm),
        kind="deliverable",
        title="Annex",
        month="2018-05",
        streams=["WS1"],
    )
    await hand.to_item("IMG-D1", StatusForm, status="done")
    await hand.to_item("WS2-M2", CancelForm, why="no room")
    stage.life.clock.advance(timedelta(days=360))
    await hand.to_item("IMG-D4", StatusForm, status="done")


async def dropped(stage: Stage, hand: Pressing) -> None:
    file = stage.client.upload(SECRETARIAT, "plan.txt", PLAN.read_bytes())
    hand.last = stage.result(await stage.client.share_files(SECRETARIAT, [file]), SECRETARIAT).shown[0]


async def typed(stage: Stage, words: dict[str, str]) -> None:
    hand = Pressing(stage)
    hand.last = await stage.told(SECRETARIAT, words["begin"])
    await hand.press(lambda asked: isinstance(asked, FoundForm), **FOUNDED)
    for line in ("stream", "lead", "people"):
        await stage.told(SECRETARIAT, words[line])
    await dropped(stage, hand)
    await hand.press(lambda asked: isinstance(asked, ImportPlan))
    for line in ("start", "date", "add", "done", "cancel"):
        await stage.told(SECRETARIAT, words[line])
    stage.life.clock.advance(timedelta(days=360))
    await stage.told(SECRETARIAT, words["closure"])


ENGLISH = {
    "begin": "how do I begin",
    "stream": f"stream add WS1 Analysis <#{WS1}>",
    "lead": f"lead WS1 <@{WS1_LEAD}>",
    "people": f"people add <@{MEMBER}> UNEP",
    "start": "start reminders now",
    "date": "ws1-m1 20 November 2017 15:00-17:00",
    "add": 'add deliverable "Annex" WS1 May 2018',
    "done": "img-d1 done",
    "cancel": 'cancel ws2-m2 "no room"',
    "closure": "img-d4 is done",
}
FRENCH = ENGLISH | {
    "begin": "commencer",
    "date": "ws1-m1 20 novembre 2017 15h-17h",
    "add": 'add deliverable "Annex" WS1 mai 2018',
    "done": "img-d1 terminé",
    "closure": "img-d4 est terminé",
}


async def lived(folder: Path, language: str, live: Callable[[Stage], Any]) -> list[list[Any]]:
    """The state in the database at the end of a year."""
    path = folder / f"{language}-{live.__name__}.db"
    async with living(database_url=f"sqlite:///{path}", with_group=False, language=language) as life:
        stage = Stage(life, path)
        await stage.write(SECRETARIAT, "hello")
        await life.bot.read_profiles(stage.now)
        await live(stage)
        return [[tuple(row) for row in stage.rows(statement)] for statement in STATE]


async def in_english(stage: Stage) -> None:
    await typed(stage, ENGLISH)


async def in_french(stage: Stage) -> None:
    await typed(stage, FRENCH)


async def test_pressing_words_and_french_come_to_the_same(tmp_path: Path) -> None:
    by_words = await lived(tmp_path, "en", in_english)
    assert len(by_words[0]) == 17 and ("IMG-D4", "done") in [(row[0], row[3]) for row in by_words[0]]
    assert await lived(tmp_path, "en", pressed) == by_words
    assert await lived(tmp_path, "fr", in_french) == by_words
    assert await lived(tmp_path, "fr", pressed) == by_words
