"""What is shown of items: pure in the look, the snapshot, the reader and the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core import history
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.kinds import EntryLine
from bot.core.registry import Looking
from bot.core.tables import Change
from bot.dates.when import When
from bot.plan.history_views import ITEM, news_of, views_of, views_of_items
from bot.plan.looks import History, Next, Show, WholePlan
from bot.plan.rules.anchors import Anchors, base_of
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Needs, Plan
from bot.plan.rules.progress import drift_days
from bot.plan.rules.upcoming import Scope
from bot.plan.rules.views import ItemDetail, Page, without_notes
from bot.plan.texts.changes import change_line
from bot.plan.texts.detail import build_history, build_show, can_be_restored
from bot.plan.texts.lists import build_next, build_owned, build_plan
from bot.slack.blocks import Block
from bot.slack.message import Message

USUALLY_SHOWN, MOST_SHOWN = 5, 50


def item_of(looking: Looking, item_id: int) -> Item:
    """An item of the plan.

    Raises:
        UserError: it is not in the plan any more.
    """
    looking.caller.require_reading()
    item = looking.snapshot[Plan].by_id.get(item_id)
    if item is None:
        raise UserError(_("That item is not in this plan any more."))
    return item


def show_next(look: Next, looking: Looking) -> Message:
    """The next open items of a scope, in the order of dates; what is overdue or over stands first, apart."""
    looking.caller.require_reading()
    facts, plan = looking.snapshot.facts, looking.snapshot[Plan]
    zone, now, scope = facts.group.zone, looking.now, look.scope
    most = max(1, min(look.most or USUALLY_SHOWN, MOST_SHOWN))
    everything = scope == Scope()
    found = [
        (item, end is not None and end <= now)
        for item, end in zip(plan.in_order, plan.ends_in(zone), strict=True)
        if everything or scope.holds(item, now, zone)
    ]
    ahead = [item for item, is_over in found if not is_over]
    # Whoever asks for a month wants that month.
    overdue = [item for item, is_over in found if is_over and item.can_be_late and scope.first is None]
    over = [item for item, is_over in found if is_over and not item.can_be_late]
    page = Page(facts.group, tuple(ahead[:most]), len(ahead), now, tuple(overdue), tuple(over))
    return build_next(page, looking.reader, look, shared_by=looking.shared_by)


def items_of_agency(name: str, looking: Looking) -> Sequence[Block]:
    """The open items of an agency, by date: what it is to do."""
    facts, scope = looking.snapshot.facts, Scope(person_id=0, agency=name)
    plan, now = looking.snapshot[Plan], looking.now
    found = [item for item in plan.in_order if item.is_open and scope.holds(item, now, facts.group.zone)]
    return build_owned(Page(facts.group, tuple(found), len(found), now), looking.reader)


def show_plan(look: WholePlan, looking: Looking) -> Message:
    """The whole plan of a scope in order of dates, also what is over."""
    looking.caller.require_reading()
    facts = looking.snapshot.facts
    held = [
        item for item in looking.snapshot[Plan].items if look.scope.holds(item, looking.now, facts.group.zone)
    ]
    found = tuple(sorted(held, key=Item.sort_key))
    page = Page(facts.group, found, len(found), looking.now, anchors=looking.snapshot[Anchors])
    return build_plan(page, looking.reader, look, shared_by=looking.shared_by)


def detail_of(looking: Looking, item: Item) -> ItemDetail:
    """One item whole: details, what it needs and what needs it, its moves and its history."""
    facts, plan, needs = looking.snapshot.facts, looking.snapshot[Plan], looking.snapshot[Needs]
    entries = history.changes_of(looking.session, ITEM, item.id)
    news = news_of(looking.session, [(entry, item) for entry in entries])
    changes = views_of(looking.session, entries, item)
    if not looking.sees_notes:
        item = replace(item, status_note=None)
        changes = without_notes(changes)
    return ItemDetail(
        group=facts.group,
        item=item,
        roster=facts.roster,
        now=looking.now,
        needs=tuple(needs.of(item.id, plan)),
        needed_by=tuple(needs.waiting_for(item.id, plan)),
        changes=changes,
        moves=sum(entry.action == "when" for entry in news),
        drift_days=drift_days(item),
        base=_base(looking, item),
    )


def _base(looking: Looking, item: Item) -> tuple[str, When] | None:
    if item.counts_from is None or item.counts_from.anchor is None:
        return None
    return base_of(item.counts_from.anchor, looking.snapshot[Plan], looking.snapshot[Anchors])


def show_item(look: Show, looking: Looking) -> Message:
    """One item whole, with what was asked about offered."""
    detail = detail_of(looking, item_of(looking, look.item_id))
    offers = [(looking.label(offer), offer) for offer in look.offers]
    features = looking.registry.features
    found = [one for feature in features for one in feature.of_item(detail.item, looking)]
    more = [(looking.label(one), one) for one in found]
    return build_show(detail, looking.reader, look, offers=offers, more=more, shared_by=looking.shared_by)


def show_history(look: History, looking: Looking) -> Message:
    """Who changed what of an item, newest first."""
    looking.caller.require_reading()
    item = looking.snapshot[Plan].known(look.item_id)
    if item is None:
        raise UserError(_("That item is not in this plan any more."))
    group = looking.snapshot.facts.group
    changes = views_of(looking.session, history.changes_of(looking.session, ITEM, item.id), item)
    if not looking.sees_notes:
        changes = without_notes(changes)
    is_removed = look.item_id not in looking.snapshot[Plan].by_id
    return build_history(
        item, changes, group.id, looking.caller.reader, looking.now, group.zone, is_removed=is_removed
    )


def history_lines(entries: Sequence[Change], looking: Looking) -> list[EntryLine | None]:
    """Entries of the history of items in words, also of items that have left the plan."""
    plan, zone = looking.snapshot[Plan], looking.snapshot.facts.group.zone
    items = {entry.subject_id: plan.known(entry.subject_id) for entry in entries}
    views = views_of_items(looking.session, [(entry, items[entry.subject_id]) for entry in entries])
    found: list[EntryLine | None] = []
    for entry, whole in zip(entries, views, strict=True):
        view = whole if looking.sees_notes else next(iter(without_notes([whole])), None)
        if view is None:
            found.append(None)
            continue
        item = items[entry.subject_id]
        can_restore = item is not None and can_be_restored(view, item, looking.caller.reader)
        found.append(EntryLine(change_line(view, zone), can_restore))
    return found
