"""Lists of items: what is next, and the plan by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from bot.core.group import GroupView
from bot.core.i18n import _, labelled, ngettext
from bot.core.people import Reader
from bot.core.rights import Right, may
from bot.dates.texts import distance, month_words, when_words
from bot.plan.looks import AddForm, Next, Show, WholePlan
from bot.plan.rules.items import Item
from bot.plan.rules.upcoming import EVERYTHING, Scope, today_in
from bot.plan.rules.views import Page
from bot.plan.texts.counting import anchor_words, counted_words
from bot.plan.texts.naming import item_name, item_plain, item_units, spoken, state_words
from bot.plan.texts.scopes import scope_words
from bot.slack.blocks import (
    Block,
    Element,
    Unit,
    actions,
    chooser,
    context,
    fit,
    header,
    paragraphs,
    press,
    section,
    share,
)
from bot.slack.escaping import mention, quoted
from bot.slack.message import Message, compose

ITEMS_ON_A_PAGE = 40
ROOM, MOST_OVERDUE, MOST_ANCHORS, OWNED_ROOM = 44, 3, 5, 12
OVERDUE = Scope(state="overdue")


def build_next(page: Page, reader: Reader | None, look: Next, *, shared_by: str | None = None) -> Message:
    """What is ahead, as `look` asks; without a `reader` it is for a channel."""
    if reader is None:
        # A channel is not told of slips, nor asked what was held.
        is_over, page = not page.overdue and not page.over, replace(page, overdue=(), over=())
    else:
        is_over = True
    if not page.items and not page.overdue and not page.over:
        return _nothing(page, reader, look, is_over=is_over)
    scope = _scope(page, look)
    heading = _("Next {scope}").format(scope=scope) if scope else _("Next")
    units = [*_overdue(page, reader), *_over(page, reader)]
    if units:
        units.append([section(f"*{_('Ahead')}*")])
    units += item_units(page.items, page.now, page.group, reader)
    if not page.items:
        units.append([section(_("Nothing else is ahead."))])
    shown, left = fit(units, ROOM)
    more = max(page.total - len(page.items), 0) + left
    blocks = [
        section(f"*{heading}* · {quoted(page.group.name, 100)}"),
        *shown,
        *_small_print(shared_by, [_("There is more ahead.")] if more else []),
    ]
    if reader is not None:
        rest = [_whole_plan(page)] if more else []
        blocks += actions([*rest, _share(page, look)])
    late = ngettext("{count} overdue", "{count} overdue", len(page.overdue)).format(count=len(page.overdue))
    first = [*page.overdue[:MOST_OVERDUE], *page.over[-MOST_OVERDUE:]]
    said = spoken([*first, *page.items], page.now, page.group.zone)
    text = f"{heading} ({late}): {said}" if page.overdue else labelled(heading, said)
    return compose(text, blocks)


def build_owned(page: Page, reader: Reader | None) -> list[Block]:
    """The items of an agency, below what is said of it; a line where it has none."""
    if not page.items:
        return [context(_("No open item is its own."))]
    shown, left = fit(item_units(page.items, page.now, page.group, reader), OWNED_ROOM)
    more = ngettext("and {count} more", "and {count} more", left).format(count=left)
    return [section(f"*{_('Its items')}*"), *shown, *([context(more)] if left else [])]


def _overdue(page: Page, reader: Reader | None) -> list[Unit]:
    """What is overdue, before all that is ahead; the first few, and how many more there are."""
    if not page.overdue:
        return []
    title: Unit = [section(f"*{_('Overdue')}*")]
    units = item_units(page.overdue[:MOST_OVERDUE], page.now, page.group, reader)
    left = len(page.overdue) - MOST_OVERDUE
    more = ngettext("and {count} more overdue", "and {count} more overdue", left).format(count=left)
    button = press(_("What is overdue"), page.group.id, WholePlan(OVERDUE))
    rest: list[Unit] = [[section(more, button)]] if left > 0 else []
    return [title, *units, *rest]


def _over(page: Page, reader: Reader | None) -> list[Unit]:
    """The meetings that wait to be called held, the last few; nobody is late with them."""
    if not page.over:
        return []
    title: Unit = [section(f"*{_('Was it held?')}*")]
    units = item_units(page.over[-MOST_OVERDUE:], page.now, page.group, reader)
    left = len(page.over) - MOST_OVERDUE
    more = ngettext("and {count} more item", "and {count} more items", left).format(count=left)
    rest: list[Unit] = [[section(more, _whole_plan(page))]] if left > 0 else []
    return [title, *units, *rest]


def build_plan(
    page: Page, reader: Reader | None, look: WholePlan, *, shared_by: str | None = None
) -> Message:
    """The plan by month; `page.items` are all items of the scope, of which one page is shown."""
    if not page.items:
        return _nothing(page, reader, look)
    pages = -(-len(page.items) // ITEMS_ON_A_PAGE)
    number = min(max(look.page, 1), pages)
    items = page.items[(number - 1) * ITEMS_ON_A_PAGE : number * ITEMS_ON_A_PAGE]
    count = ngettext("{count} item", "{count} items", len(page.items)).format(count=len(page.items))
    words = _scope(page, look)
    scope = f" · {words}" if words else ""
    heading = f"*{_('Workplan')}* · {quoted(page.group.name, 100)}{scope} · {count}"
    shown, left = fit(_by_month(items, page, slips=reader is not None), ROOM)
    more = ngettext("and {count} more item", "and {count} more items", left).format(count=left)
    blocks = [section(heading), *_anchors(page, look), *shown]
    blocks += _small_print(shared_by, [more] if left else [])
    if pages > 1:
        blocks.append(context(_("Page {number} of {pages}").format(number=number, pages=pages)))
    if reader is not None:
        shown_page = replace(look, page=number)
        # Short, for the labels count against what a message holds.
        choices = [(item_plain(one, 40), Show(one.id)) for one in items]
        pick = chooser(_("Open an item"), page.group.id, choices)
        blocks += actions([*pick, *_page_buttons(page.group, shown_page, pages), _share(page, shown_page)])
    text = labelled(f"{_('Workplan')}{scope}, {count}", spoken(items, page.now, page.group.zone))
    return compose(text, blocks)


def _anchors(page: Page, look: WholePlan) -> list[Block]:
    """Above the whole plan: the dates of other bodies that lie ahead, and the days that are left to them."""
    ahead = [
        anchor_words(anchor, page.now, page.group.zone)
        for anchor in page.anchors.all
        if (end := anchor.when.ends_at(page.group.zone)) is not None and end > page.now
    ]
    return [context(*ahead[:MOST_ANCHORS])] if ahead and look.scope == EVERYTHING else []


def _by_month(items: Sequence[Item], page: Page, *, slips: bool) -> list[Unit]:
    """A headline for each month and the items below it; few blocks, for Slack takes only fifty."""
    units: list[Unit] = []
    for month, group in groupby(items, key=_month):
        title = month_words(month) if month else _("Without a date")
        lines = [f"*{title}*", *(_plan_line(item, page, slips) for item in group)]
        units += [[section(text)] for text in paragraphs(lines)]
    return units


def _month(item: Item) -> date | None:
    day = item.when.first_day if item.when.is_dated else item.when.last_day
    return day.replace(day=1) if day else None


def _plan_line(item: Item, page: Page, slips: bool) -> str:
    """One line; the date only where it says more than the month above it."""
    state = state_words(item, page.now, page.group.zone, slips=slips)
    words = when_words(item.when, page.group.zone)
    month = _month(item)
    if month is not None and words == month_words(month):
        words = ""
    far = distance(item.when, page.now, page.group.zone) if item.is_open else ""
    parts = [item_name(item), words, _counted(item, page), far, state]
    return "• " + " · ".join(part for part in parts if part)


def _counted(item: Item, page: Page) -> str:
    """What a date counts from: ``6 weeks before 24th SOM``."""
    if item.counts_from is None or not item.is_open:
        return ""
    key = item.counts_from.anchor or ""
    anchor = page.anchors.by_key.get(key)
    return quoted(counted_words(item.counts_from, anchor.name if anchor is not None else key), 100)


def _page_buttons(group: GroupView, look: WholePlan, pages: int) -> Iterable[Element]:
    for number in (look.page - 1, look.page + 1):
        if 1 <= number <= pages:
            yield press(_("Page {number}").format(number=number), group.id, replace(look, page=number))


def _share(page: Page, look: Next | WholePlan) -> Element:
    return share(_("Share to channel"), page.group.id, look)


def _whole_plan(page: Page) -> Element:
    return press(_("Whole plan"), page.group.id, WholePlan())


def _scope(page: Page, look: Next | WholePlan) -> str:
    return quoted(scope_words(look.scope, today_in(page.group.zone, page.now)), 100)


def _small_print(shared_by: str | None, texts: list[str]) -> list[Block]:
    if shared_by:
        texts.append(_("Shared by {person}").format(person=mention(shared_by)))
    return [context(*texts)] if texts else []


def _nothing(page: Page, reader: Reader | None, look: Next | WholePlan, *, is_over: bool = True) -> Message:
    """Empty is a state too: it says what can be done; `is_over` tells that nothing is open either."""
    group, scope = page.group, _scope(page, look)
    if not group.is_empty:
        if isinstance(look, WholePlan):
            text = _("The plan shows nothing {scope}.").format(scope=scope)
        elif scope:
            text = _("Nothing is ahead {scope}.").format(scope=scope)
        else:
            text = _("Nothing is ahead: every item is over.") if is_over else _("Nothing is ahead.")
        buttons = [_whole_plan(page)] if look != WholePlan() and reader else []
        return compose(text, [section(text), *actions(buttons)])
    text = _("The workplan of {group} is still empty.").format(group=quoted(group.name, 150))
    blocks = [header(_("An empty workplan")), section(text)]
    if reader is not None and may(reader.standing, Right.PLAN, None, group.labels):
        how = _("Add items one by one, or drop your document into our direct conversation.")
        blocks[1] = section(f"{text} {how}")
        blocks += actions([press(_("Add a meeting"), group.id, AddForm(), style="primary")])
    return compose(text, blocks)
