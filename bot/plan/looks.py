"""Answers to questions: what is next, the plan, one item, its history, who is who, how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.errors import UserError
from bot.core.history_views import news_of, views_of
from bot.core.i18n import _
from bot.core.work import Ahead, Work
from bot.groups.arrivals import Caller, require_reading
from bot.groups.tables import Person
from bot.plan.rules.items import Item
from bot.plan.rules.progress import drift_days, last_plenary, progress
from bot.plan.rules.upcoming import Scope, upcoming
from bot.plan.rules.views import AboutMe, ItemDetail, Page, StatusReport, WhoView
from bot.plan.store import plans
from bot.plan.store.needs import dependencies_of

MOST_SHOWN = 50
MOST_CHANGES = 20


def next_items(work: Work, caller: Caller, scope: Scope, most: int, now: datetime, words: str = "") -> Page:
    """The next open items of a scope, in order; `total` counts at most one more than are shown."""
    require_reading(caller)
    most = max(1, min(most, MOST_SHOWN))
    if scope == Scope(stream=scope.stream):
        found = _ahead(work, caller, scope.stream, most + 1, now)
    else:
        with work.database.looking() as connection:
            open_items = plans.open_items_of(connection, caller.group.id)
        found = tuple(upcoming(open_items, scope, now, caller.group.zone))
    return Page(caller.group, found[:most], len(found), now, words)


def _ahead(work: Work, caller: Caller, stream: str | None, most: int, now: datetime) -> tuple[Item, ...]:
    group, revision = caller.group, caller.facts.revision
    key = (group.id, stream, most)
    known = work.ahead.get(key, revision)
    if known is not None and known.holds_at(now):
        return known.items
    with work.database.quickly() as queries:
        items = tuple(plans.upcoming_items(queries, group.id, now, most, stream))
    ends = [end for item in items if (end := item.when.ends_at(group.zone)) is not None]
    work.ahead.put(key, revision, Ahead(items, now, min(ends, default=None)))
    return items


def plan_items(work: Work, caller: Caller, scope: Scope, now: datetime, words: str = "") -> Page:
    """The whole plan of a scope in order of dates, also what is over."""
    require_reading(caller)
    with work.database.reading() as session:
        items = plans.items_of(session, caller.group.id)
    found = [item for item in items if scope.holds(item, now, caller.group.zone)]
    return Page(caller.group, tuple(sorted(found, key=Item.sort_key)), len(found), now, words)


def item_detail(work: Work, caller: Caller, key: str, now: datetime) -> ItemDetail:
    """One item whole: details, what it needs and what needs it, its moves and its history."""
    require_reading(caller)
    with work.database.reading() as session:
        row = plans.row_by_key(session, caller.group.id, key)
        if row is None:
            raise UserError(_("There is no {key} in this plan.").format(key=key))
        item = plans.items_by_id(session, [row.id])[0]
        pairs = dependencies_of(session, caller.group.id)
        needs = [(needed, inferred) for needer, needed, inferred in pairs if needer == item.id]
        needed_by = [(needer, inferred) for needer, needed, inferred in pairs if needed == item.id]
        entries = history.changes_of_item(session, item.id)
        news = news_of(session, [(entry, item) for entry in entries])
        return ItemDetail(
            group=caller.group,
            item=item,
            roster=caller.roster,
            now=now,
            needs=_with_items(session, needs),
            needed_by=_with_items(session, needed_by),
            changes=views_of(session, entries, item),
            moves=sum(entry.action == "when" for entry in news),
            drift_days=drift_days(item),
            source_lines=tuple(row.source_lines),
        )


def _with_items(session: Session, pairs: Sequence[tuple[int, bool]]) -> tuple[tuple[Item, bool], ...]:
    found = {item.id: item for item in plans.items_by_id(session, [item_id for item_id, _i in pairs])}
    return tuple((found[item_id], inferred) for item_id, inferred in pairs)


def status_report(work: Work, caller: Caller, scope: Scope, now: datetime) -> StatusReport:
    """Traffic lights, what is overdue, and what changed since the last plenary."""
    require_reading(caller)
    group = caller.group
    with work.database.reading() as session:
        everything = plans.items_of(session, group.id)
        plenary = last_plenary(everything, now, group.zone)
        since = plenary.when.ends_at(group.zone) if plenary else None
        pairs = history.changes_since(session, group.id, since, MOST_CHANGES)
        items = {item.id: item for item in everything}
        mine = [(change, items[row.id]) for change, row in pairs]
        entries = news_of(session, [pair for pair in mine if scope.holds(pair[1], now, group.zone)])
    shown = [item for item in everything if scope.holds(item, now, group.zone)]
    labels = [label for label in group.labels if scope.stream in (None, label)]
    lights = [
        part
        for part in progress(shown, labels, now, group.zone)
        if scope.stream is None or part.label == scope.stream
    ]
    return StatusReport(
        group=group,
        now=now,
        streams=tuple(lights),
        plenary=plenary,
        changes=entries,
    )


def who_is_who(caller: Caller, stream: str | None) -> WhoView:
    """The roles of the group, or of one stream."""
    require_reading(caller)
    return WhoView(caller.group, caller.roster, caller.roster.representatives, stream)


def about_me(work: Work, caller: Caller, now: datetime) -> AboutMe:
    """What concerns the caller, and all that is stored about them."""
    standing = caller.standing
    mine = Scope(
        person_id=caller.person_id or 0,
        lead_of=standing.lead_of,
        coordinates=standing.is_coordinator,
        agency=standing.agency,
    )
    with work.database.reading() as session:
        open_items = plans.open_items_of(session, caller.group.id)
        person = session.get(Person, caller.person_id) if caller.person_id is not None else None
        stored = {} if person is None else _stored(person, caller)
    found = upcoming(open_items, mine, now, caller.group.zone)
    late = [i for i in open_items if mine.holds(i, now, caller.group.zone) and i not in found]
    return AboutMe(caller.group, caller.reader, now, tuple([*late, *found]), stored)


def _stored(person: Person, caller: Caller) -> dict[str, str]:
    standing = caller.standing
    values = {
        "slack_user": person.user_id,
        "slack_team": person.team_id,
        "name": person.name,
        "zone": person.zone,
        "language": person.locale,
        "agency": standing.agency,
        "coordinator": caller.group.label if standing.is_coordinator else None,
        "lead_of": ", ".join(sorted(standing.lead_of)) or None,
        "away_until": person.away_until.isoformat() if person.away_until else None,
    }
    return {name: value for name, value in values.items() if value}


def all_items(work: Work, caller: Caller) -> list[Item]:
    """The group's items in plan order, for reading references to them."""
    with work.database.reading() as session:
        return plans.items_of(session, caller.group.id)
