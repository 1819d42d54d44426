"""Making a series, and ending it; each of its meetings is an item of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need
from bot.dates.when import Precision, When
from bot.meetings import recorded
from bot.meetings.series import store
from bot.meetings.series.acts import EndSeries, MakeSeries, SeriesForm, ShowSeries, need_of
from bot.meetings.series.notices import take_back, tell_of_series
from bot.meetings.series.plan_dates import SeriesDate, plan_dates
from bot.meetings.series.rules import SeriesView, pattern_of
from bot.meetings.series.tables import SeriesMeeting, SeriesRow
from bot.meetings.series.views import SeriesChanged
from bot.plan import fields
from bot.plan.performing.changing import add_row, announce, change_row, item_of
from bot.plan.performing.following import follow
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.keys import FreeKeys, prefix_of
from bot.plan.store import plans
from bot.plan.tables import Item as ItemRow
from bot.slack.escaping import one_line

LONGEST_TITLE = 200
FIELDS = ("rule", "first", "title", "streams")


@dataclass(frozen=True)
class LoadedSeries:
    """A series that is there, as it stands in the transaction."""

    row: SeriesRow
    planned: dict[int, When]

    @property
    def view(self) -> SeriesView:
        """The same as a value."""
        return store.view_of_row(self.row, tuple(self.planned.items()))


def load_new(act: MakeSeries, edit: Edit) -> str:
    """The title of a series that can be made.

    Raises:
        UserError: it has no title, a rule that is none of ours, a date without a day, or an unknown stream.
    """
    title = one_line(act.title, LONGEST_TITLE)
    if not title:
        raise UserError(_("What are the meetings called?"), offers=(SeriesForm(act.streams),))
    if pattern_of(act.rule) is None or act.first.precision not in (Precision.EXACT, Precision.DAY):
        text = _("How often do they meet? For example every second Tuesday at 14:00, from 9 January.")
        raise UserError(text, offers=(SeriesForm(act.streams),))
    unknown = [label for label in act.streams if label not in edit.facts.group.labels]
    if unknown:
        raise UserError(_("There is no stream {stream}.").format(stream=", ".join(unknown)))
    return title


def need_to_make(act: MakeSeries, _title: str, _edit: Edit) -> Need:
    """As for a meeting of those streams."""
    return need_of(act.streams)


def made_already(act: MakeSeries, edit: Edit, title: str) -> SeriesChanged | None:
    """That the same series runs."""
    for one in store.series_of(edit.session, edit.group.id).running(act.streams):
        if (one.rule, one.first, one.title) == (act.rule, act.first, title):
            return SeriesChanged(edit.facts.group, one, edit.now, is_same=True)
    return None


def make_series(act: MakeSeries, edit: Edit, title: str) -> SeriesChanged:
    """Make a meeting on each day that the rule names and that lies ahead; channels hear of them once.

    What the plan has on such a day already is left as it is; a meeting that has only that month gets the day.

    Raises:
        UserError: no date is left.
    """
    items = plans.open_items_of(edit.session, edit.group.id)
    dates = plan_dates(
        act.rule, act.first, act.streams, items, edit.now, edit.group.zone, lambda _day: False, act.left_out
    )
    if all(one.known is not None for one in dates):
        told = _("All these meetings are in the plan already.") if dates else _("All these dates are over.")
        raise UserError(told, offers=(SeriesForm(act.streams),))
    row = SeriesRow(
        group_id=edit.group.id, rule=act.rule, first=fields.when_value(replace(act.first, text=None)),
        title=title, streams=list(act.streams), ended=False, version=1, removed=False,
    )  # fmt: skip
    recorded.add(edit, row, title, FIELDS)
    keys = FreeKeys(plans.keys_of(edit.session, edit.group.id))
    made = [_made(edit, row, one, keys) for one in dates if one.known is None]
    known = tuple(one.known for one in dates if one.known is not None)
    view = store.view_of_row(row, tuple((item.id, item.when) for item in made))
    # A meeting that was in the plan tells its channels of its day, as for any other date.
    dated = {one.dates.id for one in dates if one.dates is not None}
    at = tell_of_series(edit, row, [item for item in made if item.id not in dated])
    return SeriesChanged(edit.facts.group, view, edit.now, tuple(made), known, announce_at=at)


def _made(edit: Edit, series: SeriesRow, one: SeriesDate, keys: FreeKeys) -> Item:
    """A meeting of a series: one that had only its month and gets its day, or a new one."""
    value = fields.when_value(one.when)
    if one.dates is not None:
        row = edit.session.get_one(ItemRow, one.dates.id)
        new = {"when": value, "tentative": False, "status": Status.SCHEDULED.value, "counts_from": None}
        change_row(edit, row, "when", new)
        announce(edit, row, was=one.dates.when)
        follow(edit, row.key, one.when)
    else:
        streams = tuple(series.streams)
        key, _collided = keys.give(prefix_of(streams, edit.group.label), Kind.MEETING, None)
        row = fields.new_row(edit.group, key, Kind.MEETING, series.title, one.when)
        row.streams = plans.streams_text(streams)
        row.ordinal = int(key.rsplit("-M", 1)[1])
        row.position, row.created_at = plans.next_position(edit.session, edit.group.id), edit.now
        add_row(edit, row, {"title": series.title, "kind": Kind.MEETING.value, "when": value})
    edit.session.merge(SeriesMeeting(item_id=row.id, series_id=series.id, planned=value))
    edit.hold(row)
    return item_of(edit, row)


def load_series(act: EndSeries, edit: Edit) -> LoadedSeries:
    """The series of an act.

    Raises:
        UserError: it is not there any more.
    """
    row = store.series_row(edit.session, edit.group.id, act.series_id)
    if row is None:
        raise UserError(_("That series is not there any more."), offers=(ShowSeries(),))
    edit.hold(row)
    return LoadedSeries(row, store.planned_of(edit.session, row.id))


def need_to_end(_act: EndSeries, loaded: LoadedSeries, _edit: Edit) -> Need:
    """As for a meeting of those streams."""
    return need_of(tuple(loaded.row.streams))


def ended_already(act: EndSeries, edit: Edit, loaded: LoadedSeries) -> SeriesChanged | None:
    """That nothing of it lies ahead that this would cancel."""
    as_planned, moved = _ahead(edit, loaded)
    if not loaded.row.ended or as_planned or (act.with_moved and moved):
        return None
    return SeriesChanged(edit.facts.group, loaded.view, edit.now, moved=tuple(moved), is_same=True)


def end_series(act: EndSeries, edit: Edit, loaded: LoadedSeries) -> SeriesChanged:
    """Cancel what lies ahead as it was planned; what was moved by hand stays unless that is meant, too."""
    as_planned, moved = _ahead(edit, loaded)
    recorded.change(edit, loaded.row, loaded.row.title, {"ended": True})
    gone = [*as_planned, *(moved if act.with_moved else ())]
    for item in gone:
        row = edit.session.get_one(ItemRow, item.id)
        change_row(edit, row, "status", {"status": Status.CANCELLED.value})
    # What channels have not heard of yet need not be called off before them.
    at = None if take_back(edit, loaded.row) else tell_of_series(edit, loaded.row, gone)
    return SeriesChanged(
        edit.facts.group, loaded.view, edit.now, tuple(gone), moved=() if act.with_moved else tuple(moved),
        announce_at=at,
    )  # fmt: skip


def _ahead(edit: Edit, loaded: LoadedSeries) -> tuple[list[Item], list[Item]]:
    """The open meetings of a series that lie ahead: those on the dates they were made for, and the others."""
    as_planned: list[Item] = []
    moved: list[Item] = []
    for item in sorted(plans.items_by_id(edit.session, list(loaded.planned)), key=Item.sort_key):
        row = edit.session.get_one(ItemRow, item.id)
        ends_at = item.when.ends_at(edit.group.zone)
        if row.removed or not item.is_open or (ends_at is not None and ends_at <= edit.now):
            continue
        edit.hold(row)
        (as_planned if item.when == loaded.planned[item.id] else moved).append(item)
    return as_planned, moved


def label_of(_edit: Edit, row: SeriesRow) -> str:
    """A series as people call it."""
    return row.title


def need_of_row(_edit: Edit, row: SeriesRow) -> Need:
    """Bringing one back takes what making it takes."""
    return need_of(tuple(row.streams))


def look_of_row(_row: SeriesRow) -> ShowSeries:
    """Where a series is seen."""
    return ShowSeries()


def reversed_row(edit: Edit, row: SeriesRow) -> str:
    """What channels have not heard yet of a series is not said any more; what they have is taken back."""
    if not take_back(edit, row) and not row.removed and not row.ended:
        # Channels have heard that it ended, and hear which of its meetings take place after all.
        as_planned, _moved = _ahead(edit, LoadedSeries(row, store.planned_of(edit.session, row.id)))
        tell_of_series(edit, row, as_planned)
    return _("↩ Taken back. The series “{title}” is as it was.").format(title=one_line(row.title, 100))
