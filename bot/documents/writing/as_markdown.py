"""The plan as a page of Markdown: month by month, each item with its date and status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from bot.core.i18n import _
from bot.dates.when import Precision, When
from bot.documents.writing.plan import ExportedItem, PlanExport, Wording
from bot.plan.rules.items import Item
from bot.plan.rules.upcoming import today_in

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
_LINE_MARK = re.compile(r"^(\d*)([-+.)])")
WITHOUT_DATE = ""


def write_markdown(plan: PlanExport, wording: Wording) -> bytes:
    """The plan as CommonMark in UTF-8; a period stands under the month in which it ends."""
    return "\n".join(_page(plan, wording)).encode()


def _page(plan: PlanExport, wording: Wording) -> Iterator[str]:
    group = plan.group
    today = When(Precision.DAY, today_in(group.zone, plan.now).isoformat())
    yield "# " + _("{group}: workplan").format(group=_plain(group.name))
    yield ""
    yield _("As of {day}. Times are those of {zone} where no other place is named.").format(
        day=wording.when(today, group.zone), zone=_plain(group.zone)
    )
    for month, items in months_of(plan):
        yield ""
        yield f"## {heading_of(month, plan, wording)}"
        yield ""
        for exported in items:
            yield from _lines(exported, plan, wording)
    yield ""


def months_of(plan: PlanExport) -> Iterator[tuple[str, list[ExportedItem]]]:
    """The items by month, in order; "" for those without a date."""
    ordered = sorted(plan.items, key=lambda exported: exported.item.sort_key())
    for month, items in groupby(ordered, key=lambda exported: month_of(exported.item)):
        yield month, list(items)


def heading_of(month: str, plan: PlanExport, wording: Wording) -> str:
    """A month as a heading."""
    if month == WITHOUT_DATE:
        return _("Without a date")
    return wording.when(When(Precision.MONTH, month), plan.group.zone)


def month_of(item: Item) -> str:
    """The month under which an item stands, as ``2018-05``: a period that in which it ends."""
    when = item.when
    day = when.first_day if when.is_dated else when.last_day
    return f"{day:%Y-%m}" if day is not None else WITHOUT_DATE


def facts_of(exported: ExportedItem, plan: PlanExport, wording: Wording) -> list[str]:
    """What is said of an item behind its title: date, status, whose it is."""
    item = exported.item
    facts = [
        wording.when(item.when, plan.group.zone) if item.when.start else "",
        wording.status(item.status),
        _("overdue") if item.is_overdue(plan.now, plan.group.zone) else "",
        _("proposed") if item.tentative else "",
        *(() if item.streams == _streams_of_key(item.key, plan) else item.streams),
        exported.owner_name or "",
    ]
    return [fact for fact in facts if fact]


def _streams_of_key(key: str, plan: PlanExport) -> tuple[str, ...]:
    """The streams that a key tells by itself."""
    prefix = key.rpartition("-")[0]
    return () if prefix == plan.group.label else (prefix,)


def _lines(exported: ExportedItem, plan: PlanExport, wording: Wording) -> Iterator[str]:
    item = exported.item
    facts = ", ".join(_plain(fact) for fact in facts_of(exported, plan, wording))
    yield f"- **{_plain(item.key)}** {_plain(item.title)}: {facts}"
    for number, point in enumerate(item.agenda, start=1):
        yield f"  {number}. {_plain(point)}"
    for text in item.recommendations:
        yield f"  - {_plain(text)}"
    if item.status_note:
        yield f"  * {_plain(item.status_note)}"


def _plain(text: str) -> str:
    """A text on one line in which nothing is markup."""
    return _LINE_MARK.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))
