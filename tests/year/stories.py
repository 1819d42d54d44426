"""Any group, any plan, any half year: drawn by Hypothesis, lived by the real app in the stand-in Slack."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import delete, update

from bot.core.perform import perform
from bot.core.requests import Act
from bot.core.tables import Group
from bot.dates.when import Precision, When
from bot.demo import world
from bot.demo.life import Life, living
from bot.groups.arrivals import command_line
from bot.groups.setup import Setup, set_up_group
from bot.groups.tables import Holiday, Person, RoleAssignment, Stream
from bot.plan.acts import AddItem, AskAbout, Cancel, EditItem, SetDate, SetStatus
from bot.plan.rules.items import Kind, Status
from bot.plan.store import plans
from bot.reminders.acts import StartReminders
from bot.sandbox.journal import Entry
from tests.year.table import Calendar, Thing, closed, instant

ZONES = (
    "Europe/Zurich", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Africa/Nairobi",
)  # fmt: skip
LENGTH = timedelta(days=70)
STREAMS = ("WS1", "WS2")
CHANNELS = {"WS1": world.WS1_CHANNEL, "WS2": world.WS2_CHANNEL}
KINDS = ("meeting", "meeting", "deliverable", "submission", "activity", "closure")
MIDNIGHT = time(0)


@dataclass(frozen=True)
class Deed:
    """Something that somebody does to an item, or to who leads a stream."""

    after: timedelta
    what: str
    number: int
    precision: str = ""
    start: str = ""
    end: str | None = None


@dataclass(frozen=True)
class Story:
    """A group, its people's zones, its plan, and what happens; `leads` by stream, in the order of asking."""

    begin: datetime
    calendar: Calendar
    zones: dict[str, str]
    channels: dict[str, str]
    leads: dict[str, tuple[str, ...]]
    away: dict[str, date]
    plan: tuple[Thing, ...]
    deeds: tuple[Deed, ...]


@dataclass
class Told:
    """What came of a story: the journal, and the plan and the leads as they were from each moment on."""

    story: Story
    journal: list[Entry] = field(default_factory=list)
    states: list[tuple[datetime, dict[str, Thing]]] = field(default_factory=list)
    leads: list[tuple[datetime, dict[str, tuple[str, ...]]]] = field(default_factory=list)


@st.composite
def dates(draw: st.DrawFn, begin: date) -> tuple[str, str, str | None]:
    """Some precision, and a date of it from five weeks before to five months after."""
    precision = draw(st.sampled_from([p.value for p in Precision if p.value not in ("relative", "none")]))
    day = begin + timedelta(days=draw(st.one_of(st.integers(8, 22), st.integers(-35, 150))))
    later = day + timedelta(days=draw(st.integers(1, 60)))
    if precision == "exact":
        start = f"{day}T{draw(st.integers(0, 22)):02d}:{draw(st.sampled_from(['00', '30']))}"
        return precision, start, f"{start[:11]}23:30" if draw(st.booleans()) else None
    if precision == "half-day":
        return precision, f"{day}T{draw(st.sampled_from(['AM', 'PM']))}", None
    if precision == "part-month":
        return precision, f"{day:%Y-%m}-{draw(st.sampled_from(['early', 'mid', 'late']))}", None
    if precision == "quarter":
        return precision, f"{day.year}-Q{(day.month + 2) // 3}", None
    if precision == "year":
        return precision, f"{day.year}", None
    shape = "%Y-%m" if precision in ("month", "months") else "%Y-%m-%d"
    end = later.strftime(shape) if precision in ("days", "months") else None
    return precision, day.strftime(shape), end if end != day.strftime(shape) else None


@st.composite
def stories(draw: st.DrawFn) -> Story:
    begin = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 3 * 365 * 24)))
    today = begin.date()
    days = st.integers(-40, 110).map(lambda n: today + timedelta(days=n))
    plan = []
    for number in range(draw(st.integers(9, 14))):
        kind = draw(
            st.sampled_from(["meeting", "meeting", "deliverable", "submission", "activity", "closure"])
        )
        streams = draw(st.sampled_from([(), ("WS1",), ("WS2",), STREAMS])) if kind != "closure" else ()
        owner = draw(st.sampled_from([None, None, None, world.MEMBER, world.WS2_LEAD]))
        plan.append(Thing(f"{number}", kind, *draw(dates(today)), streams, owner))
    deeds = []
    for _ in range(draw(st.integers(6, 12))):
        after = timedelta(minutes=draw(st.integers(1, int(LENGTH / timedelta(minutes=10))))) * 10
        what = draw(st.sampled_from(["date", "date", "date", "close", "close", "drop", "stop", "lead"]))
        deeds.append(Deed(after, what, draw(st.integers(0, 13)), *draw(dates((begin + after).date()))))
    return Story(
        begin=begin,
        calendar=Calendar(
            draw(st.sampled_from(ZONES)), frozenset(draw(st.sets(days, min_size=8, max_size=16)))
        ),
        zones={person: draw(st.sampled_from(ZONES)) for person in world.PEOPLE},
        channels={label: draw(st.sampled_from(["", channel])) for label, channel in CHANNELS.items()},
        leads={
            "WS1": draw(st.sampled_from([(world.WS1_LEAD, world.WS1_CO_LEAD), (world.WS1_LEAD,)])),
            "WS2": draw(st.sampled_from([(), (world.WS2_LEAD,), (world.WS1_LEAD,)])),
        },
        away={world.WS1_LEAD: today + timedelta(days=draw(st.integers(-1, 30)))},
        plan=tuple(plan),
        deeds=tuple(sorted({deed.after: deed for deed in deeds}.values(), key=lambda deed: deed.after)),
    )


async def tell(story: Story) -> Told:
    """Live a story to its end."""
    async with living(start=story.begin, import_plan=False) as life:
        told = Told(story)
        _prepare(life, story)
        things = _write_plan(life, story)
        told.states.append((story.begin, dict(things)))
        told.leads.append((story.begin, story.leads))
        _perform(life, StartReminders(), story.begin)
        for deed in story.deeds:
            await life.live(story.begin + deed.after)
            things = _do(life, deed, things, told)
            told.states.append((life.clock.now(), dict(things)))
        await life.live(story.begin + LENGTH)
        told.journal = list(life.server.journal)
        return told


def _prepare(life: Life, story: Story) -> None:
    with life.bot.database.writing() as session:
        session.execute(
            update(Group).values(zone=story.calendar.zone, holiday_region=None, revision=Group.revision + 1)
        )
        session.add_all(Holiday(group_id=1, day=day.isoformat()) for day in story.calendar.holidays)
        session.execute(delete(RoleAssignment).where(RoleAssignment.stream_id.is_not(None)))
        for label, channel in story.channels.items():
            session.execute(update(Stream).where(Stream.label == label).values(channel_id=channel or None))
        for user, zone in story.zones.items():
            values = {"zone": zone, "away_until": story.away.get(user)}
            session.execute(update(Person).where(Person.user_id == user).values(**values))
    leads = tuple((label, user) for label, users in story.leads.items() for user in users)
    setup = Setup(team=world.TEAM, label="IMG", leads=leads)
    set_up_group(life.bot.work, setup, story.begin)


def _perform(life: Life, act: Act, now: datetime) -> Any:  # noqa: ANN401 - each act has its own result
    """Do something as the command line does."""
    return perform(act, command_line(life.bot.work, 1), now, life.bot.work).result


def _when(thing: Thing | Deed) -> When:
    return When(Precision(thing.precision), thing.start, thing.end)


def _write_plan(life: Life, story: Story) -> dict[str, Thing]:
    found = {}
    for thing in story.plan:
        new = AddItem(Kind(thing.kind), f"Item {thing.key}", thing.streams, _when(thing))
        item = _perform(life, new, story.begin).item
        found[item.key] = replace(thing, key=item.key)
        if thing.owner is not None:
            _perform(life, EditItem(item.id, {"owner": f"<@{thing.owner}>"}), story.begin)
    return found


def _do(life: Life, deed: Deed, things: dict[str, Thing], told: Told) -> dict[str, Thing]:
    """Do it, if it can be done; the plan as it then stands."""
    work, now = life.bot.work, life.clock.now()
    if deed.what == "lead":
        leads = {**told.leads[-1][1], "WS1": (world.WS1_CO_LEAD,)}
        old = tuple(("WS1", user) for user in told.leads[-1][1]["WS1"] if user != world.WS1_CO_LEAD)
        setup = Setup(team=world.TEAM, label="IMG", leads=(("WS1", world.WS1_CO_LEAD),), removed_leads=old)
        set_up_group(work, setup, now)
        told.leads.append((now, leads))
        return things
    key = list(things)[deed.number % len(things)]
    thing = things[key]
    with life.bot.database.reading() as session:
        row = plans.row_by_key(session, 1, key)
        if row is None or not row.is_open:
            return {**things, key: closed(thing)}
    if deed.what == "date":
        _perform(life, SetDate(row.id, _when(deed)), now)
        new = replace(thing, precision=deed.precision, start=deed.start, end=deed.end)
        thing = replace(new, dated_at=now) if new != thing else thing
    elif deed.what == "stop":
        _perform(life, AskAbout(row.id, asking=False), now)
        thing = replace(thing, is_asked_about=False)
    elif deed.what == "drop":
        _perform(life, Cancel(row.id), now)
        thing = closed(thing)
    elif not thing.is_meeting or _has_begun(thing, told.story.calendar.zone, now):
        _perform(life, SetStatus(row.id, Status.DONE), now)
        thing = closed(thing)
    return {**things, key: thing}


def _has_begun(thing: Thing, zone: str, now: datetime) -> bool:
    return thing.is_dated and instant(thing.first, thing.hour or MIDNIGHT, zone) <= now
