"""What is shown of series, and the form that asks for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need
from bot.core.snapshot import Snapshot
from bot.dates.holidays import is_holiday_in
from bot.meetings.invited.rules import zones_in
from bot.meetings.invited.views import body_at
from bot.meetings.series.acts import PreviewSeries, SeriesForm, ShowSeries, need_of
from bot.meetings.series.plan_dates import plan_dates
from bot.meetings.series.rules import Pattern, SeriesBook, SeriesView, pattern_of
from bot.meetings.series.texts import build_preview, build_series
from bot.meetings.series.views import SeriesList, SeriesPreview
from bot.plan.forms.item_forms import metadata, streams_field
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.plan import Plan
from bot.plan.rules.upcoming import today_in
from bot.slack.inputs import date_input, field, form, select, text_input, time_input
from bot.slack.message import Message
from bot.slack.submitted import FieldError, Submitted, when_of

EVERY = {"1": Pattern(1), "2": Pattern(2), "3": Pattern(3), "4": Pattern(4)}
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def show_preview(look: PreviewSeries, looking: Looking) -> Message:
    """All dates of a series, for those who may make it."""
    looking.caller.require(need_of(look.streams))
    facts, plan = looking.snapshot.facts, looking.snapshot[Plan]
    zone, days = facts.group.zone, facts.rules.days
    zones = _zones(look, looking)

    def is_holiday(day: date) -> bool:
        return day.weekday() < 5 and (not days.works(day) or is_holiday_in(zones, day))

    dates = plan_dates(look.rule, look.first, look.streams, plan.items, looking.now, zone, is_holiday)
    pattern = pattern_of(look.rule)
    is_open_ended = pattern is not None and pattern.until is None and pattern.count is None
    view = SeriesPreview(
        facts.group, look.rule, look.first, look.title, look.streams, dates, zones,
        is_open_ended, looking.now,
    )  # fmt: skip
    return build_preview(view, look)


def _zones(look: PreviewSeries, looking: Looking) -> tuple[str, ...]:
    """The zones of those who are invited to meetings of these streams, the group's own first."""
    facts, body = looking.snapshot.facts, body_at(looking.snapshot)
    leads = [lead.id for label in look.streams for lead in facts.roster.leads.get(label, ())]
    one = Item(0, "", Kind.MEETING, look.title, look.first, Status.SCHEDULED, look.streams)
    return zones_in(facts.roster, body, body.invited_to(one, leads), facts.group.zone)


def show_series(_look: ShowSeries, looking: Looking) -> Message:
    """All series, with what of each is ahead."""
    looking.caller.require_reading()
    book, group = looking.snapshot[SeriesBook], looking.snapshot.facts.group
    ahead = {one.id: _ahead(one, looking) for one in book.all}
    view = SeriesList(group, looking.now, book.all, ahead)
    return build_series(view, looking.reader, shared_by=looking.shared_by)


def _ahead(one: SeriesView, looking: Looking) -> tuple[Item, ...]:
    by_id, zone = looking.snapshot[Plan].by_id, looking.snapshot.facts.group.zone
    made = [by_id[item_id] for item_id, _planned in one.planned if item_id in by_id]
    ahead = [item for item in made if item.is_open and not item.is_over(looking.now, zone)]
    return tuple(sorted(ahead, key=Item.sort_key))


def need_to_make(asked: SeriesForm, snapshot: Snapshot) -> Need:
    """Whoever may plan meetings of some stream."""
    return need_of(asked.streams or snapshot.facts.group.labels)


def open_series_form(asked: SeriesForm, looking: Looking) -> dict[str, Any]:
    """`streams`, `title`, `often`, the first `day` with its hours, and `until`."""
    group = looking.snapshot.facts.group
    often = [
        ("1", _("Every week")),
        ("2", _("Every second week")),
        ("3", _("Every third week")),
        ("4", _("Every fourth week")),
        *((name, _which(name)) for name in NTH),
    ]
    day = today_in(group.zone, looking.now) + timedelta(days=7)
    hint = _("The weekday is that of the first day.")
    blocks = [
        *streams_field(group, asked.streams),
        field("title", _("What are they called?"), text_input(most=200), optional=True),
        field("often", _("How often?"), select(often, "2"), hint=hint),
        field("day", _("First day"), date_input(day.isoformat())),
        field("start", _("From"), time_input(), optional=True),
        field("end", _("To"), time_input(), optional=True),
        field("until", _("Until"), date_input(), optional=True),
    ]
    carry = {"channel": looking.caller.channel_id}
    return form(
        asked.NAME, _("A series of meetings"), blocks, metadata(group, asked, carry), _("See the dates")
    )


def _which(name: str) -> str:
    return {
        "first": _("The first such weekday of the month"),
        "second": _("The second such weekday of the month"),
        "third": _("The third such weekday of the month"),
        "fourth": _("The fourth such weekday of the month"),
        "last": _("The last such weekday of the month"),
    }[name]


def read_series_form(_asked: SeriesForm, given: Submitted, looking: Looking) -> Request:
    """The dates that follow from the form, to look at before they are made.

    Raises:
        FieldError: it ends before it begins.
    """
    group = looking.snapshot.facts.group
    first = when_of(given, group.zone)
    day, often, until = first.first_day, given.text("often") or "2", given.text("until")
    if day is None:
        raise FieldError("day", _("On which day is the first one?"))
    if often in EVERY:
        pattern = replace(EVERY[often], weekdays=(day.weekday(),))
    else:
        pattern = Pattern(nth=NTH.get(often, 1), weekdays=(day.weekday(),))
    if until is not None:
        if until < day.isoformat():
            raise FieldError("until", _("It would end before it begins."))
        pattern = replace(pattern, until=date.fromisoformat(until))
    streams = given.chosen("streams")
    title = given.text("title")
    if title is None:
        title = _("{streams} Team Meeting").format(streams=" ".join(streams)) if streams else group.name
    return PreviewSeries(pattern.rule, first, streams, title)
