"""Looks at reminders: the messages to come, whom they reach, and items that lie in the past."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.i18n import _, listing
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right, may
from bot.dates.when import When
from bot.plan.looks import WhatIf
from bot.plan.rules.anchors import Anchors, base_of, counted
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Needs, Plan, conflicts_of
from bot.plan.rules.progress import drift_days
from bot.plan.rules.squeeze import moved_with, squeezed_by
from bot.plan.rules.upcoming import today_in
from bot.plan.rules.views import Forecast, WhatIfView
from bot.plan.showing import item_of
from bot.plan.texts.what_if import build_whatif
from bot.reminders.acts import PastForm, Reminders, StartCard, WhyThis
from bot.reminders.forecast import forecast_of
from bot.reminders.forms import build_past_form
from bot.reminders.rules.ladders import rungs
from bot.reminders.rules.notice_views import PastItems
from bot.reminders.texts.decisions import build_start_reminders
from bot.reminders.texts.forecast import build_forecast
from bot.reminders.texts.pauses import build_why
from bot.slack.message import Message

MOST_DAYS, FIRST_SHOWN = 120, 5


def show_reminders(look: Reminders, looking: Looking) -> Message:
    """Every message the bot will send within some days."""
    looking.caller.require(Need(Right.READ))
    days = max(1, min(look.days, MOST_DAYS))
    notices = forecast_of(looking.registry, looking.snapshot, looking.session, days, looking.now)
    own = looking.caller.person_key
    if look.mine and own is not None:
        notices = tuple(one for one in notices if one.to_person and one.recipient == own[1])
        view = Forecast(looking.snapshot.facts.group, looking.now, days, notices, looking.shared)
        return build_forecast(view, may_skip=not looking.shared)
    view = Forecast(looking.snapshot.facts.group, looking.now, days, notices, looking.shared)
    return build_forecast(view, may_skip=not looking.shared and may(looking.caller.standing, Right.PLAN))


def show_why(look: WhyThis, looking: Looking) -> Message:
    """Why somebody gets messages of a kind, and what they can set about it."""
    standing, group = looking.caller.standing, looking.snapshot.facts.group
    if standing.is_coordinator:
        reason = _("you coordinate {group}").format(group=group.name)
    elif standing.lead_of:
        reason = _("you lead {streams}").format(streams=listing(sorted(standing.lead_of)))
    elif standing.agency:
        reason = _("you represent {agency}").format(agency=standing.agency)
    elif standing.is_owner:
        reason = _("an item of {group} is yours").format(group=group.name)
    else:
        reason = _("it is about something that you began or were invited to")
    return build_why(group.id, looking.registry.called(look.kind, {}), reason)


def show_start_card(_look: StartCard, looking: Looking) -> Message:
    """Whom reminders would reach, before somebody starts them."""
    looking.caller.require(Need(Right.READ))
    ahead = forecast_of(looking.registry, looking.snapshot, looking.session, MOST_DAYS, looking.now)
    people = {notice.recipient for notice in ahead if notice.to_person}
    channels = dict.fromkeys(notice.recipient for notice in ahead if not notice.to_person)
    group = looking.snapshot.facts.group
    return build_start_reminders(group, len(people), tuple(channels), ahead[:FIRST_SHOWN])


def reminders_to_start(looking: Looking) -> list[tuple[str, Request]]:
    """Starting the reminders, as a step of setting up, once there is a plan."""
    group = looking.snapshot.facts.group
    if group.reminders_on or group.is_empty or not may(looking.caller.standing, Right.GOVERN):
        return []
    return [(_("Start reminders"), StartCard())]


def open_past_form(form: PastForm, looking: Looking) -> dict[str, Any]:
    """The past items, to choose from."""
    group, now = looking.snapshot.facts.group, looking.now
    late = [item for item in looking.snapshot[Plan].open_items if item.is_over(now, group.zone)]
    past = PastItems(group, tuple(sorted(late, key=Item.sort_key)), now)
    return build_past_form(form, past, {"channel": looking.caller.channel_id})


def show_whatif(look: WhatIf, looking: Looking) -> Message:
    """The same item on another date: what collides, what waits for it, which posts would go out."""
    item = item_of(looking, look.item_id)
    facts, plan, needs = looking.snapshot.facts, looking.snapshot[Plan], looking.snapshot[Needs]
    to = _reckoned(look, looking)
    moved = replace(item, when=to)
    followers = moved_with(plan, item.key, to)
    others = {item.id: moved} | followers
    view = WhatIfView(
        group=facts.group,
        item=item,
        to=to,
        now=looking.now,
        drift_days=drift_days(moved),
        dependents=tuple(other for other, _inferred in needs.waiting_for(item.id, plan) if other.is_open),
        conflicts=conflicts_of(moved, plan.open_items),
        rungs=tuple((r.name, r.due_at) for r in rungs(moved, facts.rules) if r.due_at > looking.now),
        moved=tuple((plan.by_id[one], after) for one, after in followers.items()),
        squeezed=squeezed_by(plan, needs, others, today_in(facts.group.zone, looking.now), facts.rules.days),
    )
    return build_whatif(view, looking.reader, look)


def _reckoned(look: WhatIf, looking: Looking) -> When:
    """The date that is asked about; one that counts from another is reckoned."""
    if look.when.anchor is None:
        return look.when
    base = base_of(look.when.anchor, looking.snapshot[Plan], looking.snapshot[Anchors])
    return (counted(base[1], look.when) if base is not None else None) or look.when
