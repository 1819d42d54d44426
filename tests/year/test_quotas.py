"""Three lived years: nobody is asked too often, and each notice comes on its day, once, while it matters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo import world
from bot.demo.life import START
from bot.sandbox.journal import Entry
from tests.year import lives, rules
from tests.year.lives import Answers, Year, is_note, live, questions
from tests.year.rules import GENEVA, Task

ZONES = {user: ZoneInfo(zone) for user, (_name, _role, zone) in world.PEOPLE.items()}
LEADS = (world.WS1_LEAD, world.WS1_CO_LEAD, world.WS2_LEAD, world.WS2_CO_LEAD)
MEMBERS = (world.MEMBER, world.FAR_MEMBER, world.OBSERVER)


@pytest.mark.parametrize("answers", lives.YEARS, ids=lambda answers: answers.__name__)
async def test_a_year(answers: Answers) -> None:
    year = await live(answers)
    notices = [entry for entry in year.journal if entry.kind == "message" and entry.metadata]
    assert len(notices) > 40, "hardly anything was said: this proves nothing"
    assert len(year.changes) > 8 or answers is lives.silent, "hardly anything was answered"
    assert quotas_broken(notices) == []
    assert list(wrong_notes(year)) == []
    assert list(wrong_posts(year, notices)) == []
    assert repeated(notices) == []
    if answers is lives.silent:
        months = [entry for entry in notices if entry.user == world.SECRETARIAT]
        assert len(months) <= 30, "fifteen months of silence"
        for lead in LEADS:
            sent = [entry for entry in notices if entry.user == lead]
            assert len([entry for entry in sent if entry.at < START + timedelta(days=365)]) <= 26


def local_day(entry: Entry) -> date:
    return entry.at.astimezone(ZONES.get(entry.user or "", GENEVA)).date()


def quotas_broken(notices: list[Entry]) -> list[str]:
    """Weeks with too many messages: 2 for a lead, 1 for a member, 3 for a channel."""
    most = dict.fromkeys(LEADS, 2) | dict.fromkeys(MEMBERS, 1) | dict.fromkeys(world.CHANNELS, 3)
    weeks = Counter(
        (entry.user or entry.channel or "", local_day(entry).isocalendar()[:2]) for entry in notices
    )
    return [f"{who} {week}: {count}" for (who, week), count in weeks.items() if count > most.get(who, 3)]


def repeated(notices: list[Entry]) -> list[str]:
    """What was said twice to the same place, other than the notes (which ask again by design)."""
    said = Counter((entry.channel, entry.text) for entry in notices)
    return [f"{place}: {text}" for (place, text), count in said.items() if count > 1]


def state_at(year: Year, moment: datetime) -> dict[str, Task]:
    """The items as they stood, those presumed held left out."""
    day = moment.astimezone(GENEVA).date()
    return {key: task for key, task in year.at(moment).items() if not rules.is_presumed_held(task, day)}


def wrong_notes(year: Year) -> Iterator[str]:
    """Notes at another hour, on another day or about something else than the table says; and missing ones."""
    told: Counter[tuple[str, date, str]] = Counter()
    for entry in filter(is_note, year.journal):
        person, day = entry.user or "", local_day(entry)
        if entry.at.astimezone(ZONES[person]).time() != time(9) or not rules.works(day):
            yield f"{person} got a note at {entry.at}"
        told.update((person, day, question.key) for question in questions(entry))
    yield from (f"asked twice in one note: {slot}" for slot, count in told.items() if count > 1)
    wanted = wanted_asks(year)
    yield from (f"not to be asked: {slot}" for slot in sorted(told.keys() - wanted, key=str))
    yield from (f"not asked: {slot}" for slot in sorted(wanted - told.keys(), key=str))


def wanted_asks(year: Year) -> set[tuple[str, date, str]]:
    """Whom the table has asked about what on which day, as the plan stood at that person's nine o'clock."""
    found = set()
    day = START.astimezone(GENEVA).date()
    while day < lives.END.date():
        for person, zone in ZONES.items():
            moment = datetime.combine(day, time(9), zone)
            for task in state_at(year, moment).values():
                if (day, person) in rules.asks(task):
                    found.add((person, day, task.key))
        day += timedelta(days=1)
    return found


def wrong_posts(year: Year, notices: list[Entry]) -> Iterator[str]:
    """Posts in channels that the table does not know, and those it misses."""
    told = {(entry.channel, entry.at, kind_of(entry)) for entry in notices if entry.user is None}
    wanted = set(wanted_posts(year))
    yield from (f"not to be posted: {slot}" for slot in sorted(told - wanted, key=str))
    yield from (f"not posted: {slot}" for slot in sorted(wanted - told, key=str))


def kind_of(entry: Entry) -> str:
    """What a post is and about which meeting, from its small print and its text."""
    why = next(block["elements"][0]["text"] for block in reversed(entry.blocks) if block["type"] == "context")
    known = {
        "when a month begins": "month",
        "a week before": "week",
        "an hour before": "hour",
        "a date changes": "date",
        "a date is set": "date",
        "is cancelled": "date",
    }
    kind = next(name for words, name in known.items() if words in why)
    key = re.search(r"[A-Z0-9]+-[MD]\d+", entry.text)
    return kind if kind == "month" or key is None else f"{kind} {key[0]}"


def wanted_posts(year: Year) -> Iterator[tuple[str, datetime, str]]:
    """The months ahead, the posts before meetings, and the news of each date that was set."""
    month = date(2017, 10, 1)
    while (due := rules.month_begins(month)) < lives.END:
        last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        for task in state_at(year, due).values():
            if task.is_open and task.first <= last and task.last >= month and not is_over(task, due):
                yield world.GROUP_CHANNEL, due, "month"
                yield from ((rules.CHANNELS[stream], due, "month") for stream in task.streams)
        month = last + timedelta(days=1)
    known = [(START, task) for task in year.tasks.values()] + year.changes
    for since, task in known:
        for kind, due in rules.posts(task):
            if since < due and state_at(year, due)[task.key] == task:
                yield from ((channel, due, f"{kind} {task.key}") for channel in task.channels)
    for since, task in year.changes:
        if task.is_open:
            yield from (
                (channel, since + timedelta(minutes=2), f"date {task.key}") for channel in task.channels
            )


def is_over(task: Task, moment: datetime) -> bool:
    if task.starts is not None:
        return task.starts <= moment
    return task.last < moment.astimezone(GENEVA).date()
