"""Whatever the group, the plan and the life: who hears of what, and when, is as the domain's table says."""

from __future__ import annotations

import asyncio
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings

from bot.demo import world
from bot.sandbox.journal import Entry
from tests.year import table
from tests.year.lives import is_note, questions
from tests.year.stories import LENGTH, Story, Told, stories, tell
from tests.year.table import DAY, WEEK, Thing
from tests.year.test_quotas import kind_of, repeated

Slot = tuple[date, str]
MINUTE = timedelta(minutes=1)


ANY = settings(
    max_examples=int(os.environ.get("STORIES", "4")),  # `make year` tells more of them
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@ANY
@given(stories())
def test_a_story(story: Story) -> None:
    told = asyncio.run(tell(story))
    notices = [entry for entry in told.journal if entry.kind == "message" and entry.metadata]
    assert list(wrong_notes(told)) == []
    assert list(wrong_posts(told, notices)) == []
    assert repeated([entry for entry in notices if entry.user is None]) == []
    assert list(loud(told, notices)) == []


def state(told: Told, moment: datetime) -> dict[str, Thing]:
    """The plan just before a moment, those meetings closed that nobody answered for."""
    calendar = told.story.calendar
    zone = ZoneInfo(calendar.zone)
    now = [things for since, things in told.states if since < moment] or [told.states[0][1]]
    day, started = moment.astimezone(zone).date(), told.story.begin.astimezone(zone).date()
    return {
        key: thing
        for key, thing in now[-1].items()
        if not table.is_presumed_held(thing, day, started, first_asked(told, thing, moment), calendar)
    }


def first_asked(told: Told, thing: Thing, moment: datetime) -> date | None:
    """On which day somebody was first asked about a meeting since it is over, by what Slack got."""
    zone = told.story.calendar.zone
    over = thing.over_at(zone)
    for entry in told.journal:
        if over <= entry.at < moment and entry.user is not None and entry.kind == "message":
            texts = [block.get("text", {}).get("text", "") for block in entry.blocks]
            if any(f"*{thing.key}*" in text for text in texts):
                return entry.at.astimezone(ZoneInfo(zone)).date()
    return None


def owners(told: Told, thing: Thing, day: date, moment: datetime) -> tuple[str, ...]:
    leads = ([leads for since, leads in told.leads if since < moment] or [told.story.leads])[-1]
    away = told.story.away

    def present(line: tuple[str, ...]) -> list[str]:
        return [user for user in line if user not in away or day > away[user]][:1]

    if thing.owner is not None and present((thing.owner,)):
        return (thing.owner,)
    found = dict.fromkeys(user for label in thing.streams for user in present(leads[label]))
    return tuple(found) or (world.SECRETARIAT,)


def asked(told: Told, person: str, moment: datetime, day: date) -> set[tuple[date, str, bool]]:
    """All asks for one person, as the plan stands at a moment; whoever is away on `day` is passed over."""
    found = set()
    for thing in state(told, moment).values():
        for when, to, back in table.asks(thing, told.story.calendar):
            whom = owners(told, thing, day, moment) if to != table.COORDINATOR else (world.SECRETARIAT,)
            if person in whom and not (to == table.OWNER_AGAIN and person == world.SECRETARIAT):
                found.add((when, thing.key, back))
    return found


def quota(told: Told, person: str) -> int:
    if person == world.SECRETARIAT:
        return 3
    return 2 if any(person in line for _at, leads in told.leads for line in leads.values()) else 1


def wrong_notes(told: Told) -> Iterator[str]:
    said: dict[tuple[str, date], set[Slot]] = defaultdict(set)
    for entry in filter(is_note, told.journal):
        person = entry.user or ""
        there = entry.at.astimezone(ZoneInfo(told.story.zones[person]))
        if there.time() != time(9) or not told.story.calendar.works(there.date()):
            yield f"{person} got a note at {there}"
        keys = [question.key for question in questions(entry)]
        if len(keys) != len(set(keys)) or not keys:
            yield f"{person} {there}: {keys}"
        monday = there.date() - there.weekday() * DAY
        said[person, monday] |= {(there.date(), key) for key in keys}
    first, last = told.story.begin.date() - DAY, (told.story.begin + LENGTH).date() + DAY
    for person, zone in told.story.zones.items():
        monday = first - first.weekday() * DAY
        while monday <= last:
            yield from wrong_week(told, person, zone, monday, said)
            monday += WEEK


def wrong_week(
    told: Told, person: str, zone: str, monday: date, said: dict[tuple[str, date], set[Slot]]
) -> Iterator[str]:
    """What differs from the table in a week; in one of more days than notes, asks are brought together."""
    begin, end = told.story.begin, told.story.begin + LENGTH
    wanted: set[tuple[date, str, bool]] = set()
    seen: set[tuple[date, str, bool]] = set()
    for day in (monday + number * DAY for number in range(7)):
        moment = table.instant(day, time(9), zone)
        if begin < moment <= end:
            of_week = {ask for ask in asked(told, person, moment, day) if monday <= ask[0] < monday + WEEK}
            seen |= of_week
            wanted |= {ask for ask in of_week if ask[0] == day}
    got, most = said[person, monday], quota(told, person)
    if len({day for day, _key in got}) > most:
        yield f"{person} got too many notes: {sorted(got)}"
    if len({day for day, *_ask in seen}) <= most:
        for day, key in sorted(got - {(day, key) for day, key, _back in wanted}):
            if not was_left(told, person, zone, monday, key):
                yield f"{person} not to be asked {day} {key} (but {sorted(wanted)})"
        for day, key, _back in sorted(wanted):
            if (day, key) not in got:
                yield f"{person} not asked {day} {key} (got {sorted(got)})"
        return
    for day, key in sorted(got):
        fits = any(k == key and (d <= day if back else d >= day) for d, k, back in seen)
        if not fits and not was_left(told, person, zone, monday, key):
            yield f"{person} asked at the wrong time {day} {key} (of {sorted(seen)})"
    for day, key, back in sorted(wanted):
        if not back and not any(k == key and d <= day for d, k in got):
            earlier = len({d for d, _k in got if d < day}) >= most
            if not earlier:
                yield f"{person} not asked in a full week {day} {key} (got {sorted(got)})"


def was_left(told: Told, person: str, zone: str, monday: date, key: str) -> bool:
    """Whether the week before was so full that a meeting that was over had to wait."""
    week = {
        ask
        for number in range(1, 8)
        for day in [monday - number * DAY]
        for ask in asked(told, person, table.instant(day, time(9), zone), day)
        if monday - WEEK <= ask[0] < monday
    }
    return any(k == key and back for _d, k, back in week) and len({d for d, *_ in week}) > quota(told, person)


def wrong_posts(told: Told, notices: list[Entry]) -> Iterator[str]:
    # A channel takes one message a second.
    got = Counter(
        (entry.channel, entry.at.replace(second=0), kind_of(entry)) for entry in notices if entry.user is None
    )
    wanted = set(wanted_posts(told))
    yield from (f"posted twice: {slot}" for slot, count in got.items() if count > 1)
    yield from (f"not to be posted: {slot}" for slot in sorted(got.keys() - wanted, key=str))
    yield from (f"not posted: {slot}" for slot in sorted(wanted - got.keys(), key=str))


def places(told: Told, thing: Thing) -> tuple[str, ...]:
    own = [told.story.channels[label] or world.GROUP_CHANNEL for label in thing.streams]
    return tuple(dict.fromkeys(own or [world.GROUP_CHANNEL]))


def wanted_posts(told: Told) -> Iterator[tuple[str, datetime, str]]:
    calendar, begin, end = told.story.calendar, told.story.begin, told.story.begin + LENGTH
    month = begin.astimezone(ZoneInfo(calendar.zone)).date().replace(day=1)
    while (due := max(table.month_begins(month, calendar), table.working_from(begin, calendar))) <= end:
        last = (month + timedelta(days=32)).replace(day=1) - DAY
        for thing in state(told, due).values():
            if (
                thing.is_open
                and thing.first <= last
                and thing.last >= month
                and thing.over_at(calendar.zone) > due
            ):
                yield world.GROUP_CHANNEL, due, "month"
                for label in thing.streams:
                    yield told.story.channels[label] or world.GROUP_CHANNEL, due, "month"
        month = last + DAY
    for number, (since, things) in enumerate(told.states):
        before = told.states[number - 1][1] if number else {}
        until = told.states[number + 1][0] if number + 1 < len(told.states) else end + DAY
        for key, thing in things.items():
            for kind, due in table.posts(thing, calendar):
                if since < due <= min(until, end) and key in state(told, due):
                    yield from ((place, due, f"{kind} {key}") for place in places(told, thing))
            if not number:
                continue
            is_off = key in called_off(told, since) and before[key].is_open and thing.is_dated
            is_news = (thing.dated_at == since or is_off) and thing.over_at(calendar.zone) > since
            if is_news and since + 2 * MINUTE <= end:
                yield from ((place, since + 2 * MINUTE, f"date {key}") for place in places(told, thing))


def called_off(told: Told, moment: datetime) -> set[str]:
    """The meetings that were dropped just then."""
    plan = list(told.states[0][1].values())
    deeds = [deed for deed in told.story.deeds if told.story.begin + deed.after == moment]
    dropped = [plan[deed.number % len(plan)] for deed in deeds if deed.what == "drop"]
    return {thing.key for thing in dropped if thing.is_meeting}


def loud(told: Told, notices: list[Entry]) -> Iterator[str]:
    """What reached a person in their evening, night or weekend."""
    for entry in notices:
        if entry.user is not None:
            there = entry.at.astimezone(ZoneInfo(told.story.zones[entry.user]))
            if there.weekday() > 4 or not 8 <= there.hour < 20:
                yield f"{entry.user} {there} {entry.text}"
