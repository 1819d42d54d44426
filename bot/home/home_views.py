"""The Home tab's facts."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.group import GroupFacts, GroupView
from bot.core.people import Contact
from bot.core.rights import Standing
from bot.core.work import Work
from bot.dates.when import When
from bot.groups.arrivals import Arrival
from bot.groups.store import groups, people
from bot.home.rules import HomeGroup, HomeView
from bot.plan.history_views import changes_of_items, news_of
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.progress import progress
from bot.plan.rules.upcoming import Scope, today_in, upcoming
from bot.plan.rules.views import ChangeView
from bot.reminders.materialise import recipients_of
from bot.reminders.personal_notes import slots_of_asks, zones_of
from bot.reminders.rules.ladders import Ask, asks
from bot.reminders.rules.notice_views import PersonNote

LOOK_AHEAD = timedelta(days=92)
MOST_NEWS, MOST_UPCOMING = 4, 5


def home_view(work: Work, arrival: Arrival, now: datetime) -> HomeView:
    """What needs a person now, what comes next in their groups, and how those stand.

    An ask needs them from its day on until its item has moved on; only what they may see is shown.
    """
    parts: list[HomeGroup] = []
    found: list[tuple[GroupView, Ask]] = []
    news: list[tuple[GroupView, ChangeView]] = []
    coming: list[Ask] = []
    slots: dict[int, tuple[When, ...]] = {}
    zones: dict[int, tuple[str, ...]] = {}
    standings: dict[int, Standing] = {}
    with work.database.reading() as session:
        person = people.find_person(session, arrival.person_team, arrival.person_user)
        contact = people.contact_of(person) if person is not None else _stranger(arrival)
        own = people.groups_of_person(session, person.id) if person is not None else set()
        for group in groups.groups(session, arrival.team_id):
            if group.id not in own:
                continue
            snapshot = work.snapshot(session, group.id, group.revision)
            facts, items = snapshot.facts, list(snapshot[Plan].items)
            mine = _asks(facts, items, contact, now)
            today = today_in(group.zone, now)
            latest = {ask.item.id: ask for ask in mine if ask.day <= today}
            found += [(facts.group, ask) for ask in latest.values()]
            slots |= slots_of_asks(snapshot[Plan].open_items, facts, list(latest.values()), now)
            zones[group.id] = zones_of(facts)
            standings[group.id] = facts.standing_of(contact.id)
            coming += [ask for ask in mine if ask.day > today]
            since = now - timedelta(days=7)
            pairs = changes_of_items(session, group.id, snapshot[Plan].by_id, since, MOST_NEWS)
            told = news_of(session, pairs)
            news += [(facts.group, view) for view in told]
            ahead = upcoming(items, Scope(), now, group.zone)[:MOST_UPCOMING]
            lights = progress(items, facts.group.labels, now, group.zone)
            parts.append(HomeGroup(facts.group, facts.standing_of(contact.id), tuple(ahead), tuple(lights)))
    note = PersonNote(contact, now, now.date(), tuple(found), slots=slots, zones=zones, standings=standings)
    quiet_until = min((ask.day for ask in coming), default=None)
    return HomeView(note, tuple(parts), quiet_until, tuple(news[:MOST_NEWS]))


def _stranger(arrival: Arrival) -> Contact:
    """Somebody who is not known yet: whoever writes next makes them known."""
    return Contact(id=0, team_id=arrival.person_team, user_id=arrival.person_user)


def _asks(facts: GroupFacts, items: list[Item], contact: Contact, now: datetime) -> list[Ask]:
    until = today_in(facts.group.zone, now + LOOK_AHEAD)
    return [
        ask
        for item in items
        for ask in asks(item, facts.rules, until)
        if contact.id in {found.id for found in recipients_of(ask.to, item, facts.roster, ask.day)}
    ]
