"""What is shown of the whole: pure in the look, the snapshot, the reader and the time."""

from __future__ import annotations

from dataclasses import replace

from bot.core.registry import Looking
from bot.groups.stored import facts_about
from bot.plan.history_views import changes_of_items, news_of
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.progress import last_plenary, progress
from bot.plan.rules.upcoming import Scope
from bot.plan.rules.views import AboutMe, StatusView, WhoView, without_notes
from bot.privacy.showing import stored_about
from bot.reports.looks import Me, StatusReport, Who
from bot.reports.texts import build_me, build_status, build_who
from bot.slack.message import Message

MOST_CHANGES = 1000


def show_status(look: StatusReport, looking: Looking) -> Message:
    """Traffic lights, what is overdue, and what changed since the last plenary."""
    looking.caller.require_reading()
    group, plan, now = looking.snapshot.facts.group, looking.snapshot[Plan], looking.now
    scope = look.scope
    held = {item.id: item for item in plan.items if scope.holds(item, now, group.zone)}
    if not looking.sees_notes:
        held = {item_id: replace(item, status_note=None) for item_id, item in held.items()}
    plenary = last_plenary(plan.items, now, group.zone)
    since = plenary.when.ends_at(group.zone) if plenary else None
    pairs = changes_of_items(looking.session, group.id, held, since, MOST_CHANGES)
    labels = [label for label in group.labels if scope.stream in (None, label)]
    lights = [
        part
        for part in progress(list(held.values()), labels, now, group.zone)
        if scope.stream is None or part.label == scope.stream
    ]
    news = news_of(looking.session, pairs)
    if not looking.sees_notes:
        news = without_notes(news)
    by_key = {item.key: item for item in held.values()}
    view = StatusView(group, now, tuple(lights), plenary, news, by_key)
    return build_status(view, looking.reader, look, shared_by=looking.shared_by)


def show_who(look: Who, looking: Looking) -> Message:
    """The roles of the group, or of one stream."""
    looking.caller.require_reading()
    facts = looking.snapshot.facts
    view = WhoView(facts.group, facts.roster, facts.roster.representatives, look.stream)
    return build_who(view, looking.reader, look, shared_by=looking.shared_by)


def show_me(_look: Me, looking: Looking) -> Message:
    """What concerns the reader, and all that is stored about them."""
    caller, group, now = looking.caller, looking.snapshot.facts.group, looking.now
    standing = caller.standing
    mine = Scope(
        person_id=caller.person_id or 0,
        lead_of=standing.lead_of,
        coordinates=standing.is_coordinator,
        agency=standing.agency,
    )
    held = [item for item in looking.snapshot[Plan].in_order if mine.holds(item, now, group.zone)]
    late = [item for item in held if item.is_over(now, group.zone)]
    ahead = [item for item in held if item not in late]
    about = AboutMe(
        group, caller.reader, now, _in_plan_order(late, ahead), facts_about(looking.session, caller)
    )
    return build_me(about, None if looking.shared else stored_about(looking))


def _in_plan_order(late: list[Item], ahead: list[Item]) -> tuple[Item, ...]:
    return (*sorted(late, key=lambda item: item.position), *ahead)
