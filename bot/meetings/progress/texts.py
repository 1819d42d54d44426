"""What people read about reports on streams."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.dates.texts import when_words
from bot.meetings.progress.acts import ReportForm, ReportOnStream
from bot.meetings.progress.rules import Report
from bot.plan.looks import Agenda
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import item_words
from bot.slack.blocks import actions, context, press, section
from bot.slack.escaping import one_line, quoted
from bot.slack.message import Message, compose


def build_reported(done: Done[Any], _reader: Reader | None = None) -> Message:
    """That the lines stand in the point; `done.result` is a `Report`."""
    report: Report = done.result
    told = _("✔ Your lines on {stream} stand in “{point}” of {item}")
    if report.is_same:
        told = _("These lines on {stream} stand in “{point}” of {item} already")
    facts = {"stream": report.stream, "point": quoted(report.point.text, 120)}
    row = [press(_("Agenda"), report.group.id, Agenda(report.item.id))]
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        row.append(press(_("Undo"), report.group.id, Undo(done.act_id)))
    shown = told.format(item=item_told(report.item), **facts)
    return compose(told.format(item=item_plain(report.item), **facts), [section(shown), *actions(row)])


def build_asked(report: Report, _command: str) -> Message:
    """The question to a lead for three lines on their stream."""
    told = _("{item}, {when}, reports on {stream}: “{point}”. Three lines from you are enough.")
    facts = {
        "when": when_words(report.item.when, report.group.zone),
        "stream": report.stream,
        "point": quoted(report.point.text, 150),
    }
    form = ReportForm(report.item.id, report.point.id, report.stream)
    row = [
        press(_("Write three lines"), report.group.id, form, style="primary"),
        press(_("Agenda"), report.group.id, Agenda(report.item.id)),
    ]
    why = _("You get this because you lead {stream}. The traffic light is added from the plan.")
    blocks = [
        section(told.format(item=item_told(report.item), **facts)),
        *actions(row),
        context(why.format(stream=report.stream)),
    ]
    return compose(told.format(item=item_plain(report.item), **facts), blocks)


def say_report(act: ReportOnStream, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``report on WS1 for IMG-M6 “…”: “…”``."""
    told = _("report on {stream} for {item}: “{text}”")
    return told.format(
        stream=act.stream, item=item_words(snapshot, act.item_id), text=one_line(act.text, 200)
    )


def label_form(form: ReportForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Three lines on WS1``."""
    return _("Three lines on {stream}").format(stream=form.stream)


def name_of_loaded(loaded: Any) -> str:  # noqa: ANN401 - a meeting and a point
    """The meeting, as refusals name it."""
    return item_plain(loaded[0])
