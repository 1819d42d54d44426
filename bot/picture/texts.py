"""The picture in words: a sentence that says the same to whoever does not see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.core.group import GroupView
from bot.core.i18n import _, in_a_row, listing, ngettext
from bot.dates.texts import month_words, when_words
from bot.picture.drawing import Drawing, draw
from bot.picture.rules import MOST_ROWS, Sheet, sheets_of, span_of
from bot.plan.rules.anchors import Anchor
from bot.plan.rules.items import Item
from bot.plan.rules.upcoming import Scope, today_in

LONGEST_SPOKEN, MOST_ANCHORS = 900, 5


def pictures_of(
    items: Iterable[Item],
    group: GroupView,
    scope: Scope,
    now: datetime,
    most: int = MOST_ROWS,
    anchors: Iterable[Anchor] = (),
) -> list[Drawing]:
    """The pictures of a part of a plan, of so many rows at most, as few as hold it."""
    held = [item for item in items if scope.holds(item, now, group.zone)]
    today = today_in(group.zone, now)
    first, last = span_of(held, scope, today)
    name = scope.stream or group.name
    title = _("{name}: workplan, {first} to {last}").format(
        name=name, first=month_words(first), last=month_words(last)
    )
    lines = [
        (_("{key}, {when}").format(key=one.name, when=when_words(one.when, group.zone)), day)
        for one in anchors
        if (day := one.when.first_day) is not None and first <= day <= last
    ]
    found = []
    for sheet in sheets_of(held, group, scope, most):
        headed = title
        if sheet.count > 1:
            headed = _("{title} ({number} of {count})").format(
                title=title, number=sheet.number, count=sheet.count
            )
        said = spoken(sheet, group, first, last, [words for words, _day in lines])
        found.append(draw(sheet, headed, first, last, today, said, lines))
    return found


def spoken(sheet: Sheet, group: GroupView, first: date, last: date, anchors: Sequence[str] = ()) -> str:
    """What a picture shows, as a sentence; `anchors` are the dates of other bodies, in words."""
    rows = sheet.rows
    counted = ngettext("{count} item", "{count} items", len(rows)).format(count=len(rows))
    lanes = listing(lane.label for lane in sheet.lanes)
    head = _("Timeline of {lanes} from {first} to {last} with {items}").format(
        lanes=lanes, first=month_words(first), last=month_words(last), items=counted
    )
    told = list(anchors[:MOST_ANCHORS])
    size = len(head) + sum(map(len, told))
    for row in rows:
        words = _("{key}, {when}").format(key=row.item.key, when=when_words(row.item.when, group.zone))
        size += len(words) + 2
        if size > LONGEST_SPOKEN:
            more = len(rows) - len(told) + len(anchors[:MOST_ANCHORS])
            told.append(ngettext("{count} more", "{count} more", more).format(count=more))
            break
        told.append(words)
    return _("{head}: {items}.").format(head=head, items=in_a_row(told))
