"""From an empty workspace to reminders: who may begin, what each step asks, and that nobody else gets in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.core.codec import encode
from bot.core.group import NO_GROUP
from bot.demo import world
from bot.demo.life import living
from bot.groups.arrivals import Arrival
from bot.groups.settings_acts import FoundForm, FoundGroup
from bot.talk.outcomes import Answer
from tests.talk.stage import MEMBER, SECRETARIAT, WS1_LEAD, Stage


@pytest_asyncio.fixture(loop_scope="session")
async def empty(tmp_path: Path) -> AsyncIterator[Stage]:
    """A workspace without a group, of whose people Slack has told already."""
    path = tmp_path / "img.db"
    async with living(database_url=f"sqlite:///{path}", with_group=False) as life:
        stage = Stage(life, path)
        for user in (SECRETARIAT, MEMBER):
            await stage.write(user, "hello")
        await life.bot.read_profiles(stage.now)
        yield stage


def groups(stage: Stage) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in stage.rows("select label, name, channel_id from groups")]


async def test_from_nothing_to_reminders_in_six_acts_of_pressing_only(empty: Stage) -> None:
    begin = await empty.told(SECRETARIAT, "")
    assert begin.labels == ["Begin", "Show me", "Who coordinates?"]
    form = await empty.press(begin, "Begin")
    founded = await empty.submit(
        SECRETARIAT, form.view_id, name="E-waste IMG", label="IMG", channel=world.GROUP_CHANNEL,
        zone="Europe/Zurich", streams="WS1 Programmatic analysis\nWS2",
    )  # fmt: skip
    assert founded.said.text.startswith("✔ E-waste IMG is there, and you coordinate it.")
    assert groups(empty) == [("IMG", "E-waste IMG", world.GROUP_CHANNEL)]
    assert [tuple(row) for row in empty.rows("select label, name, channel_id from streams order by id")] == [
        ("WS1", "Programmatic analysis", None),
        ("WS2", None, None),
    ]
    steps = await empty.press(founded.said, "Go on")
    assert "☐ The plan" in steps.said.text and "✔ Who coordinates" in steps.said.text
    lead = await empty.press(steps.said, "Coordinator or lead")
    told = await empty.submit(SECRETARIAT, lead.view_id, role="WS1", person=WS1_LEAD)
    assert told.said.text == f"✔ <@{WS1_LEAD}> leads WS1."
    opened = await empty.say(SECRETARIAT, "add")
    await empty.submit(
        SECRETARIAT, opened.view_id, kind="deliverable", title="Annex", month="2018-05", streams=["WS1"]
    )
    card = await empty.told(SECRETARIAT, "start reminders")
    await empty.press(card, card.labels[0])
    assert empty.rows("select count(*) from groups where reminders_started_at is not null") == [(1,)]


async def test_whoever_is_neither_installer_nor_admin_is_told_who_may_begin(empty: Stage) -> None:
    shown = await empty.told(MEMBER, "plan")
    assert shown.labels == ["Show me", "Who coordinates?"]
    assert "an owner or admin, can begin" in shown.text
    # The button is forged: nobody showed it to them.
    for user, team in ((MEMBER, world.TEAM), (SECRETARIAT, "T0ELSEWHERE")):
        arrival = Arrival(world.TEAM, None, team, user, f"trigger:{user}:{team}")
        for request in (FoundForm(), FoundGroup("IMG", world.GROUP_CHANNEL, "Europe/Zurich", "A")):
            outcome = empty.life.bot.conversation.press(arrival, encode(request, NO_GROUP))
            assert isinstance(outcome, Answer)
            assert "Whoever installed me" in outcome.message.text
    assert groups(empty) == []


async def test_a_group_that_cannot_be_is_refused_in_the_form_and_leaves_nothing(empty: Stage) -> None:
    begin = await empty.told(SECRETARIAT, "")
    form = await empty.press(begin, "Begin")
    fields = {"name": "A", "label": "1MG", "channel": world.GROUP_CHANNEL, "zone": "Europe/Zurich"}
    refused = await empty.submit(SECRETARIAT, form.view_id, **fields)
    assert refused.reply.errors
    refused = await empty.submit(
        SECRETARIAT, form.view_id, **{**fields, "label": "IMG", "streams": "WS1 a\nws1 b"}
    )
    assert refused.reply.errors
    assert groups(empty) == []
    await empty.submit(SECRETARIAT, form.view_id, **{**fields, "label": "IMG", "streams": "WS1 a"})
    assert len(groups(empty)) == 1


async def test_the_six_scenes_play_one_after_the_other(empty: Stage) -> None:
    shown = await empty.press(await empty.told(MEMBER, ""), "Show me")
    seen = [shown.said.text]
    while "Next scene" in shown.said.labels:
        shown = await empty.press(shown.said, "Next scene")
        seen.append(shown.said.text)
    assert len(set(seen)) == 6


async def test_what_is_set_is_shown_changed_and_taken_back(stage: Stage) -> None:
    before = stage.rows("select zone, language, name from groups")
    told = await stage.told(SECRETARIAT, "settings zone Africa/Nairobi")
    assert told.text == "✔ Time zone: Times without a zone are on the clock of Africa/Nairobi."
    await stage.told(SECRETARIAT, "settings language fr")
    await stage.told(SECRETARIAT, "ladder days before meeting off")
    assert stage.rows("select zone, language from groups") == [("Africa/Nairobi", "fr")]
    assert stage.rows('select rung, "offset" from ladder_steps') == [("days_before_meeting", None)]
    await stage.told(SECRETARIAT, "undo")
    assert stage.rows("select count(*) from ladder_steps") == [(0,)]
    refused_words = await stage.told(SECRETARIAT, "settings zone Geneva/Lake")
    assert refused_words.text == "Time zone is a zone such as Europe/Zurich, not “Geneva/Lake”."
    opened = await stage.say(SECRETARIAT, "settings change")
    await stage.submit(SECRETARIAT, opened.view_id, zone="Europe/Zurich", language="en")
    assert stage.rows("select zone, language, name from groups") == before
    opened = await stage.say(SECRETARIAT, "settings change")
    refused = await stage.submit(SECRETARIAT, opened.view_id, zone="Mars")
    assert set(refused.reply.errors) == {"zone"}
    assert SECRETARIAT in (await stage.told(MEMBER, "settings zone UTC")).text


async def test_days_off_are_added_as_a_span_and_taken_out_again(stage: Stage) -> None:
    told = await stage.told(SECRETARIAT, "holidays add COP 6 to 17 November 2017")
    assert told.text == "✔ Nothing is sent on Mon 6 Nov 2017 – Fri 17 Nov 2017 (COP)."
    assert stage.rows("select count(*), min(name) from holidays") == [(12, "COP")]
    told = await stage.told(SECRETARIAT, "holidays remove 6 November 2017")
    assert told.text == "✔ Mon 6 Nov 2017 (COP) is a working day again."
    # A day that is off already gets a name, and those of one name stand together.
    await stage.told(SECRETARIAT, "holidays add 20 November 2017")
    told = await stage.told(SECRETARIAT, "holidays add Retreat 20 November 2017")
    assert told.text == "✔ Nothing is sent on Mon 20 Nov 2017 (Retreat)."
    listed = await stage.told(SECRETARIAT, "holidays")
    assert "Tue 7 Nov 2017 – Fri 17 Nov 2017 (COP); Mon 20 Nov 2017 (Retreat)" in str(listed.blocks)
    assert stage.rows("select min(day) from holidays") == [("2017-11-07",)]
    refused = await stage.told(SECRETARIAT, "holidays add soon")
    assert "Which days" in refused.text


async def test_a_stream_is_added_with_its_channel(stage: Stage) -> None:
    told = await stage.told(SECRETARIAT, "stream add WS3 Outreach <#C0NEW3>")
    assert told.text == "✔ WS3 (Outreach) speaks in <#C0NEW3>."
    taken = await stage.told(SECRETARIAT, f"lead WS3 <@{MEMBER}>")
    assert taken.text == f"✔ <@{MEMBER}> leads WS3."
    refused = await stage.told(SECRETARIAT, "stream add 3WS Outreach")
    assert refused.text.startswith("A label is a letter")
    refused = await stage.told(SECRETARIAT, "stream add IMG Outreach")
    assert refused.text == "IMG is the label of the group itself."
    assert stage.rows("select count(*) from streams") == [(3,)]


async def test_the_points_that_agendas_begin_with_are_among_the_settings(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "settings")
    form = await stage.press(shown, "Standing points of plenaries")
    assert form.view["title"]["text"]
    assert "Standing points of plenaries" not in (await stage.told(MEMBER, "settings")).labels
