"""The Home tab's facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.core.group import GroupFacts, GroupView
from bot.core.people import Contact
from bot.core.registry import Looking
from bot.core.tables import Group
from bot.core.work import Work
from bot.dates.when import When
from bot.groups.arrivals import Arrival, caller_of
from bot.groups.store import groups, people
from bot.groups.tables import Person
from bot.home.asks_ahead import AsksAhead
from bot.home.views import HomeGroup, HomeView
from bot.meetings.preparing.rules import Lacking
from bot.plan.history_views import changes_of_items, news_of
from bot.plan.rules.plan import Plan
from bot.plan.rules.progress import progress
from bot.plan.rules.upcoming import Scope, today_in, upcoming
from bot.plan.rules.views import ChangeView
from bot.reminders.lacking import lacking_of
from bot.reminders.materialise import recipients_of
from bot.reminders.personal_notes import slots_of_asks, zones_of
from bot.reminders.rules.ladders import PREPARING, Ask
from bot.reminders.views import PersonNote

LOOK_AHEAD = timedelta(days=92)
VISIT = timedelta(minutes=10)
"""How long a visit lasts: within it Home keeps its news, and is drawn again when something changes."""
MOST_NEWS, MOST_UPCOMING, MOST_READ = 4, 5, 40


def home_view(work: Work, arrival: Arrival, now: datetime, page: int = 1, command: str = "/img") -> HomeView:
    """What needs a person now, what comes next in their groups, and how those stand.

    An ask needs them from its day on until its item has moved on; only what they may see is shown.
    """
    with work.database.reading() as session:
        person = people.find_person(session, arrival.person_team, arrival.person_user)
        contact = people.contact_of(person) if person is not None else _stranger(arrival)
        own = people.groups_of_person(session, person.id) if person is not None else set()
        since = _news_since(person, now)
        token = people.known_pseudonym(session, person.id) if person is not None else None
        found = [
            _of_group(work, session, arrival, person, group, now, since, token, command)
            for group in groups.groups_by_id(session, arrival.team_id, own)
        ]
    note = PersonNote(
        contact,
        now,
        now.date(),
        tuple((one.home.group, ask) for one in found for ask in one.asks),
        slots={item_id: times for one in found for item_id, times in one.slots.items()},
        zones={one.home.group.id: one.zones for one in found},
        standings={one.home.group.id: one.home.standing for one in found},
        lacking={item_id: one_lacks for one in found for item_id, one_lacks in one.lacking.items()},
    )
    news = sorted((pair for one in found for pair in one.news), key=lambda pair: pair[1].at, reverse=True)
    return HomeView(
        note,
        tuple(one.home for one in found),
        min((one.quiet_until for one in found if one.quiet_until is not None), default=None),
        tuple(news[:MOST_NEWS]),
        page=page,
        revisions={one.home.group.id: one.revision for one in found},
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one group brings to Home."""

    home: HomeGroup
    asks: tuple[Ask, ...]
    quiet_until: date | None
    slots: Mapping[int, tuple[When, ...]]
    zones: tuple[str, ...]
    news: tuple[tuple[GroupView, ChangeView], ...]
    revision: int
    lacking: Mapping[int, Lacking]


def _of_group(
    work: Work, session: Session, arrival: Arrival, person: Person | None, group: Group, now: datetime,
    since: datetime, token: str | None, command: str,
) -> _Part:  # fmt: skip
    snapshot = work.snapshot(session, group.id, group.revision)
    facts, plan, today = snapshot.facts, snapshot[Plan], today_in(group.zone, now)
    caller = caller_of(arrival, facts, person, in_channel=False)
    until = today_in(group.zone, now + LOOK_AHEAD)
    ahead = snapshot[AsksAhead].of(plan.open_items, facts.rules, until)
    due, next_day = _asks(facts, ahead, caller.person_id or 0, today)
    missing = lacking_of(session, [(facts, ask) for ask in due], now)
    latest = [ask for ask in due if ask.about not in PREPARING or ask.item.id in missing]
    entries = changes_of_items(session, group.id, plan.by_id, since, MOST_READ)
    told = news_of(session, [pair for pair in entries if pair[0].act.actor != token])
    looking = Looking(snapshot, caller, now, session, work.registry, command)
    units = {one: tuple(one.units(looking)) for one in work.registry.home}
    home = HomeGroup(
        facts.group,
        caller.standing,
        tuple(upcoming(plan.items, Scope(), now, group.zone)[:MOST_UPCOMING]),
        tuple(progress(plan.items, facts.group.labels, now, group.zone)),
        needs=tuple((one.title, found) for one, found in units.items() if one.needs_reader and found),
        sections=tuple((one.title, found) for one, found in units.items() if not one.needs_reader and found),
    )
    return _Part(
        home,
        tuple(latest),
        next_day,
        slots_of_asks(plan.open_items, facts, latest, now),
        zones_of(facts),
        tuple((facts.group, view) for view in told[:MOST_NEWS]),
        group.revision,
        missing,
    )


def _news_since(person: Person | None, now: datetime) -> datetime:
    """Since when changes are news: their visit before this one, a week at most."""
    week = now - timedelta(days=7)
    if person is None or person.home_opened_at is None:
        return week
    last = person.home_opened_at
    seen = person.home_news_since if now - last < VISIT else last
    return max(seen or week, week)


def note_visit(work: Work, arrival: Arrival, now: datetime) -> None:
    """Remember that somebody has opened Home, once it is drawn; it waits for nobody who writes."""
    with suppress(OperationalError), work.database.writing() as session:
        person = people.find_person(session, arrival.person_team, arrival.person_user)
        if person is None:
            return
        if person.home_opened_at is not None and now - person.home_opened_at >= VISIT:
            person.home_news_since = person.home_opened_at
        person.home_opened_at = now


def revisions_of(work: Work, group_ids: Collection[int]) -> dict[int, int]:
    """How often each of some groups has changed."""
    with work.database.reading() as session:
        return groups.revisions(session, group_ids)


def _stranger(arrival: Arrival) -> Contact:
    """Somebody who is not known yet: whoever writes next makes them known."""
    return Contact(id=0, team_id=arrival.person_team, user_id=arrival.person_user)


def _asks(
    facts: GroupFacts, ahead: Sequence[Sequence[Ask]], person_id: int, today: date
) -> tuple[list[Ask], date | None]:
    """What waits for a person now, the last ask of each item, and the day of the next one."""
    latest: list[Ask] = []
    next_day: date | None = None
    for of_item in ahead:
        for ask in reversed([one for one in of_item if one.day <= today]):
            if _is_asked(ask, facts, person_id):
                latest.append(ask)
                break
        for ask in of_item:
            if (
                ask.day > today
                and (next_day is None or ask.day < next_day)
                and _is_asked(ask, facts, person_id)
            ):
                next_day = ask.day
                break
    return latest, next_day


def _is_asked(ask: Ask, facts: GroupFacts, person_id: int) -> bool:
    return any(found.id == person_id for found in recipients_of(ask.to, ask.item, facts.roster, ask.day))
