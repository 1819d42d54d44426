"""Writing a stream's lines into the point that reports on it."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.meetings.agenda import store
from bot.meetings.agenda.rules import Point
from bot.meetings.lineage import agenda_changes
from bot.meetings.progress.acts import ReportOnStream
from bot.meetings.progress.rules import Report, lines_of, with_lines
from bot.plan.looks import Agenda
from bot.plan.performing.changing import item_with_id
from bot.plan.rules.items import Item
from bot.plan.rules.progress import light_of
from bot.plan.store.plans import items_of
from bot.plan.texts.naming import light_words

LONGEST = 1000
Loaded = tuple[Item, Point]


def load_point(act: ReportOnStream, edit: Edit) -> Loaded:
    """The meeting and its point.

    Raises:
        UserError: there is none such, or no such stream.
    """
    item = item_with_id(act.item_id, edit)
    row = store.point_row(edit.session, item.id, act.point_id)
    if row is None:
        raise UserError(_("That point is not on this agenda any more."), offers=(Agenda(item.id),))
    if act.stream not in edit.facts.group.labels:
        raise UserError(_("There is no such stream."))
    return item, store.point_of(row)


def need_to_report(act: ReportOnStream, _loaded: Loaded, _edit: Edit) -> Need:
    """Whoever leads the stream."""
    return Need(Right.PLAN, None, (act.stream,))


def _said(act: ReportOnStream, edit: Edit) -> str:
    items = [one for one in items_of(edit.session, edit.group.id) if act.stream in one.streams]
    light = light_words(light_of(items, edit.now, edit.group.zone))
    return _("{light}. {text}").format(light=light, text=act.text.strip())


def reported_already(act: ReportOnStream, edit: Edit, loaded: Loaded) -> Report | None:
    """That the point says so."""
    item, point = loaded
    if lines_of(point.note, act.stream) != _said(act, edit):
        return None
    return Report(edit.facts.group, item, point, act.stream, act.text, is_same=True)


def report_on_stream(act: ReportOnStream, edit: Edit, loaded: Loaded) -> Report:
    """Write the lines into the note of the point, with the stream's light before them.

    Raises:
        UserError: they say nothing, are too long, or the point has been dealt with.
    """
    item, point = loaded
    if not act.text.strip():
        raise UserError(
            _("What is there to say of {stream}? Three lines are enough.").format(stream=act.stream)
        )
    if len(act.text) > LONGEST:
        raise UserError(_("Three lines are enough: up to {most} characters.").format(most=LONGEST))
    if not point.is_open:
        raise UserError(
            _("That point has been dealt with, or has gone on. Nothing was changed."),
            offers=(Agenda(item.id),),
        )
    with agenda_changes(edit, item.id, "report") as rows:
        row = next(row for row in rows if row.id == point.id)
        row.note = with_lines(row.note, act.stream, _said(act, edit), edit.facts.group.labels)
    return Report(edit.facts.group, item, store.point_of(row), act.stream, act.text)
