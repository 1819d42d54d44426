"""How much a whole cycle of a plenary sends, counted in what Slack got by rules of the test's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.core.notices import is_person
from bot.demo import world
from bot.demo.life import Life, living
from bot.meetings.counted import count_of_meeting
from bot.plan.rules.plan import Plan
from bot.sandbox.journal import Entry

SECRETARIAT, GROUP = world.SECRETARIAT, world.GROUP_CHANNEL
LEADS = {world.WS1_LEAD, world.WS1_CO_LEAD, world.WS2_LEAD, world.WS2_CO_LEAD}
OTHERS = (SECRETARIAT, world.OBSERVER, *(world.AGENCIES.keys() - world.MEMBERS.keys() - LEADS))
EVERYBODY = tuple(user for user in world.PEOPLE if user not in OTHERS)
NEVER = world.MEMBER
"""Who answers nothing."""
PROMPT = tuple(user for user in EVERYBODY if user not in (NEVER, world.WS2_CO_LEAD))
"""Who answers at once."""


async def say(life: Life, user: str, words: str) -> None:
    reply = await life.client.command(world.TEAM, GROUP, user, "/img", words)
    assert reply.status == 200 and reply.message is not None, words
    assert reply.message.text.startswith(("✔", "How do you come")), f"{words}: {reply.message.text}"


async def lived(life: Life) -> list[Entry]:
    """A poll, a date that moves once, replies, an agenda, the day, and minutes that nobody objects to."""
    journal: list[Entry] = []

    async def until(day: str, hour: int = 8) -> None:
        journal.extend(await life.live(datetime.fromisoformat(f"{day}T{hour:02}:30+00:00")))

    await say(life, SECRETARIAT, "poll img6 14 dec 14:00-16:00, 19 dec 14:00-16:00 until 1 dec")
    await until("2017-11-21")
    for user in PROMPT:
        await say(life, user, "vote img6 1 yes, 2 no")
    await until("2017-12-04")
    await say(life, SECRETARIAT, "choose img6 1")
    await until("2017-12-04", 10)
    for user in PROMPT:
        await say(life, user, "remote img6")
    await say(life, SECRETARIAT, "agenda img6 standing")
    await say(life, SECRETARIAT, "agenda img6 publish")
    await until("2017-12-05", 10)
    await say(life, SECRETARIAT, "move img6 19 dec 14:00-16:00")
    await until("2017-12-06", 10)
    for user in PROMPT:
        await say(life, user, "remote img6")
    await until("2017-12-20", 10)
    await say(life, SECRETARIAT, "done img6")
    await say(life, SECRETARIAT, "minutes img6 circulate until 12 january 2018")
    await until("2018-01-25")
    return journal


def about(entries: Iterable[Entry], key: str) -> list[Entry]:
    """What was said unasked of one meeting alone, outside of threads: neither a note nor a month ahead."""
    return [
        entry
        for entry in entries
        if entry.kind == "message" and entry.metadata and key in entry.text and entry.thread_ts is None
        if not entry.text.startswith(("Your week from", "For you", "November", "December", "January"))
    ]


async def test_a_whole_cycle_stays_within_its_quotas() -> None:
    async with living(start=datetime(2017, 11, 20, 9, tzinfo=UTC)) as life:
        journal = await lived(life)
        work = life.bot.work
        with work.database.reading() as session:
            snapshot = work.snapshot(session, 1)
            item = snapshot[Plan].by_key["IMG-M6"]
            table = count_of_meeting(session, snapshot.facts, item.id)
    sent = Counter(entry.user or entry.channel for entry in about(journal, "IMG-M6"))
    nudges = Counter(
        entry.user for entry in about(journal, "IMG-M6")
        if "The poll closes on" in str(entry.blocks) or entry.text.startswith("Do you come to")
    )  # fmt: skip
    # Poll, date, the move, the week before, the hour before, the minutes: four, and one for each new date.
    assert sent[GROUP] == 6
    assert nudges[NEVER] == 2 and sent[NEVER] == 2
    for user in EVERYBODY:
        assert sent[user] <= 3 and nudges[user] <= 2, (user, sent[user])
    # Nobody who has answered is reminded, and who has nothing to do hears nothing.
    assert {user: nudges[user] for user in PROMPT} == dict.fromkeys(PROMPT, 0)
    assert sent[world.OBSERVER] == 0 and sent[world.WS1_CHANNEL] == sent[world.WS2_CHANNEL] == 0
    # The table that is printed counts the same.
    assert {one.reader: one.posts for one in table} == {
        reader: count for reader, count in sent.items() if reader != SECRETARIAT
    }
    assert {one.reader: one.nudges for one in table if is_person(one.reader) and one.nudges} == {
        user: count for user, count in nudges.items() if count
    }
    assert [one.moves for one in table if one.reader == GROUP] == [2] and all(one.is_within for one in table)
