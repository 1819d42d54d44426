"""Which part of the plan is shown, in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from bot.core.i18n import _, listing
from bot.dates.texts import day_words, month_words
from bot.plan.rules.items import Kind
from bot.plan.rules.upcoming import Scope, week_of
from bot.plan.texts.naming import kind_words


def scope_words(scope: Scope, today: date | None) -> str:
    """A part of the plan as a heading goes on: ``in WS1 this week``; empty for the whole plan.

    `today` None is for what is read on any day: then no day is called today.
    """
    return " ".join(_parts(scope, today))


def _parts(scope: Scope, today: date | None) -> Iterator[str]:
    if scope.state == "overdue":
        yield _("overdue")
    elif scope.state == "undated":
        yield _("without a date")
    if scope.meetings_only:
        yield _("among the plenaries") if scope.plenary else _("among the meetings")
    elif scope.plenary:
        yield _("of the whole group")
    if scope.stream is not None:
        yield _("in {stream}").format(stream=scope.stream)
    if scope.kinds:
        yield _("among {kinds}").format(kinds=listing(kind_words(Kind(kind)) for kind in scope.kinds))
    if scope.person_id == 0 and scope.agency is not None:
        yield _("for {agency}").format(agency=scope.agency)
    elif scope.person_id is not None:
        yield _("for you")
    if scope.first is not None:
        yield _span_words(scope.first, scope.last or scope.first, today)


def _span_words(first: date, last: date, today: date | None) -> str:
    """Days by the widest name that they have in common."""
    if today is not None and first == last and first - today in (timedelta(0), timedelta(1)):
        return _("today") if first == today else _("tomorrow")
    if first == last:
        return _("on {day}").format(day=day_words(first))
    if today is not None and (first, last) == week_of(today):
        return _("this week")
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return _("in {year}").format(year=first.year)
    if (first, last) == (first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])):
        return _("in {month}").format(month=month_words(first))
    return _("from {first} to {last}").format(first=day_words(first), last=day_words(last))
