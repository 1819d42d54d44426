"""Who wants to be left alone for a while is, and hears afterwards what waited; who stands in is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.life import living
from bot.demo.world import WS2_CO_LEAD
from tests.talk.stage import GROUP, MEMBER, OBSERVER, SECRETARIAT, WS2_LEAD, Shown, Stage

FRIDAY = datetime(2017, 11, 17, 9, tzinfo=UTC)
"""Notes are sent on Mondays: the next one asks for a date of WS2-M2."""
MONDAY = datetime(2017, 11, 20, 15, tzinfo=UTC)
TUESDAY = datetime(2017, 11, 21, 12, tzinfo=UTC)
THURSDAY = datetime(2017, 11, 23, 20, tzinfo=UTC)


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot of its own whose reminders began today: nothing is late."""
    path = tmp_path / "img.db"
    async with living(database_url=f"sqlite:///{path}", start=FRIDAY) as life:
        yield Stage(life, path)


def to(posts: list[Shown], user: str) -> list[Shown]:
    return [post for post in posts if post.channel == f"D{user[1:]}"]


async def test_what_is_put_off_is_asked_once_when_it_was_wanted(stage: Stage) -> None:
    told = await stage.told(WS2_LEAD, "snooze WS2-M2 until 23 November 2017 14:00")
    assert told.text.startswith("✔ I ask you about WS2-M2")
    assert [post for post in to(await stage.go(TUESDAY), WS2_LEAD) if "WS2-M2" in post.all] == []
    [woken] = [post for post in to(await stage.go(THURSDAY), WS2_LEAD) if "WS2-M2" in post.all]
    assert woken.text.startswith("You wanted to hear of this today")


async def test_without_a_snooze_the_same_is_asked_on_monday(stage: Stage) -> None:
    assert [post for post in to(await stage.go(TUESDAY), WS2_LEAD) if "WS2-M2" in post.all]


async def test_who_wants_nothing_at_all_hears_of_everything_once(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "snooze all until 23 November 2017")
    assert to(await stage.go(TUESDAY), WS2_LEAD) == []
    [woken] = to(await stage.go(THURSDAY), WS2_LEAD)
    assert "WS2-M2" in woken.all


async def test_a_snooze_is_taken_back_and_the_note_comes_as_usual(stage: Stage) -> None:
    told = await stage.told(WS2_LEAD, "snooze all until 23 November 2017")
    assert (await stage.press(told, "Undo")).said.text == "↩ You are asked as before."
    assert to(await stage.go(TUESDAY), WS2_LEAD)
    assert to(await stage.go(THURSDAY), WS2_LEAD) == []


async def test_what_a_snooze_held_back_comes_when_it_is_ended(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "snooze WS2-M2 until 23 November 2017")
    assert [post for post in to(await stage.go(TUESDAY), WS2_LEAD) if "WS2-M2" in post.all] == []
    assert (await stage.told(WS2_LEAD, "snooze WS2-M2 off")).text == "✔ You are asked as usual."
    assert (await stage.told(MEMBER, "snooze WS2-M2 off")).text == "That is so already."
    [woken] = to(await stage.go(THURSDAY), WS2_LEAD)
    assert "WS2-M2" in woken.all


async def test_what_is_settled_meanwhile_is_not_asked_about(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "snooze WS2-M2 until 23 November 2017")
    await stage.told(SECRETARIAT, 'cancel WS2-M2 "no room"')
    posts = to(await stage.go(THURSDAY), WS2_LEAD)
    assert not any(post.text.startswith("You wanted") for post in posts)


async def test_the_form_puts_off_until_tomorrow_and_refuses_a_day_that_is_missing(stage: Stage) -> None:
    opened = await stage.say(WS2_LEAD, "snooze WS2-M2")
    refused = await stage.submit(WS2_LEAD, opened.view_id, until="day")
    assert set(refused.reply.errors) == {"day"}
    done = await stage.submit(WS2_LEAD, opened.view_id, until="tomorrow")
    assert "Sat 18 Nov 2017, 09:00" in done.said.text
    await stage.press(done.said, "Undo")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("snooze all until yesterday", "That instant is over."),
        ("snooze all until 1 December 2018", "For so long, say `away until` with a day"),
        ("snooze all until the cows come home", "Until when?"),
        ("snooze WS9-X1 until Monday", "WS9-X1"),
        ("quiet hours 9:00-17:00", "Quiet hours begin at 15:00 or later"),
        ("quiet hours at night", "Quiet hours are from an evening to a morning"),
    ],
)
async def test_what_cannot_be_is_said_and_changes_nothing(stage: Stage, words: str, told: str) -> None:
    assert told in (await stage.told(WS2_LEAD, words)).text
    assert stage.rows("select count(*) from pauses") == [(0,)]


async def test_a_weekday_that_is_today_is_the_next_one(stage: Stage) -> None:
    stage.life.clock.set(MONDAY)
    for words in ("monday", "lundi", "Mon"):
        told = await stage.told(WS2_LEAD, f"snooze all until {words}")
        assert "Mon 27 Nov 2017, 09:00" in told.text or told.text == "That is so already."
    assert (await stage.told(WS2_LEAD, "snooze all until 20 November")).text == "That instant is over."


async def test_nobody_ends_the_pause_of_somebody_else(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "snooze all until 23 November 2017")
    assert (await stage.told(MEMBER, "snooze all off")).text == "That is so already."
    assert (await stage.told(MEMBER, "undo")).text.startswith("There is nothing of yours")
    assert to(await stage.go(TUESDAY), WS2_LEAD) == []


async def test_who_stands_in_is_asked_and_who_returns_hears_what_is_open(stage: Stage) -> None:
    told = await stage.told(WS2_LEAD, f"away until 22 November 2017 hand to <@{MEMBER}>")
    assert told.text == f"✔ Away until Wed 22 Nov 2017: what would be asked is asked of <@{MEMBER}>."
    posts = await stage.go(TUESDAY)
    assert to(posts, WS2_LEAD) == []
    assert [post for post in to(posts, MEMBER) if "WS2-M2" in post.all]
    [back] = to(await stage.go(datetime(2017, 11, 24, 20, tzinfo=UTC)), WS2_LEAD)
    assert back.text.startswith("Welcome back: what came while you were away")
    assert "WS2-M2" in back.all


async def test_who_is_back_early_hears_at_once_what_is_open(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "away until 20 December 2017")
    await stage.go(TUESDAY)
    await stage.told(WS2_LEAD, "back")
    [back] = to(await stage.go(TUESDAY + timedelta(hours=8)), WS2_LEAD)
    assert back.text.startswith("Welcome back")
    assert to(await stage.go(TUESDAY + timedelta(days=1)), WS2_LEAD) == []


async def test_nobody_stands_in_for_themselves_or_from_outside(stage: Stage) -> None:
    words = "away until 22 November 2017 hand to "
    assert (await stage.told(WS2_LEAD, f"{words}<@{WS2_LEAD}>")).text == "That is the same person."
    refused = await stage.told(WS2_LEAD, f"{words}<@{OBSERVER}>")
    assert "name somebody on the roster" in refused.text
    assert stage.rows("select 1 from people where away_until is not null") == []


async def test_who_stands_in_and_is_away_too_leaves_it_to_the_next_in_line(stage: Stage) -> None:
    await stage.told(MEMBER, "away until 22 November 2017")
    await stage.told(WS2_LEAD, f"away until 22 November 2017 hand to <@{MEMBER}>")
    posts = await stage.go(TUESDAY)
    assert to(posts, MEMBER) == [] and to(posts, WS2_LEAD) == []
    assert [post for post in to(posts, WS2_CO_LEAD) if "WS2-M2" in post.all]


async def test_quiet_hours_of_ones_own(stage: Stage) -> None:
    told = await stage.told(SECRETARIAT, "quiet hours 18:00-11:00")
    assert told.text == "✔ Nothing reaches you from 18:00 to 11:00 and at weekends."
    posts = await stage.go(datetime(2017, 11, 27, 9, 30, tzinfo=UTC))
    assert not any(post.text.startswith("Your week from Mon 27") for post in to(posts, SECRETARIAT))
    # Eleven in Geneva.
    posts = await stage.go(datetime(2017, 11, 27, 10, 5, tzinfo=UTC))
    assert any(post.text.startswith("Your week from Mon 27") for post in to(posts, SECRETARIAT))
    assert "as usual" in (await stage.told(SECRETARIAT, "quiet hours usual")).text
    opened = await stage.say(SECRETARIAT, "level")
    refused = await stage.submit(SECRETARIAT, opened.view_id, quiet_from="09:00")
    assert set(refused.reply.errors) == {"quiet_from"}
    await stage.submit(SECRETARIAT, opened.view_id, quiet_from="19:00", quiet_to="07:00")
    assert stage.rows("select quiet_hours from people where user_id = :u", u=SECRETARIAT) == [
        ("19:00-07:00",)
    ]


async def test_reminders_mine_are_those_to_oneself_and_can_be_skipped(stage: Stage) -> None:
    shown = await stage.told(WS2_LEAD, "reminders mine")
    assert f"<@{WS2_LEAD}>" in shown.all and GROUP not in shown.all
    skip = next(button for button in shown.buttons if button.label == "Skip")
    assert (await stage.press(shown, skip)).said.text.startswith("✔ That message will not be sent")
    assert stage.rows("select recipient from outbox where error = 'skipped'") == [(WS2_LEAD,)]


async def test_a_message_tells_why_it_came_and_leads_to_the_settings(stage: Stage) -> None:
    await stage.told(MEMBER, "propose WS2-D1 at risk")
    posts = to(await stage.go(TUESDAY), WS2_LEAD)
    [posted] = [post for post in posts if "Why do I get this?" in post.labels]
    why = (await stage.press(posted, "Why do I get this?", WS2_LEAD)).said
    assert why.labels == ["My settings", "Ask me later", "What is coming to me"]
    assert "because you lead WS2" in why.text


async def test_in_french(stage: Stage) -> None:
    await stage.told(WS2_LEAD, "language fr")
    told = await stage.told(WS2_LEAD, "snooze WS2-M2 until 30 novembre 2017")
    assert "WS2-M2" in told.text and "Revenir en arrière" in told.labels
    assert "de 19\u202fh à 9\u202fh" in (await stage.told(WS2_LEAD, "heures calmes 19h-9h")).text
