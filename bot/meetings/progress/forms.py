"""The form for three lines on a stream."""

from __future__ import annotations

from typing import Any

from bot.core.codec import encode
from bot.core.i18n import _, quote
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.meetings.agenda.rules import AgendaBook
from bot.meetings.progress.acts import ReportForm, ReportOnStream
from bot.meetings.progress.rules import lines_of
from bot.plan.forms.item_forms import about
from bot.plan.showing import item_of
from bot.slack.blocks import section
from bot.slack.escaping import quoted
from bot.slack.inputs import field, form, text_input
from bot.slack.submitted import FieldError, Submitted


def open_report_form(asked: ReportForm, looking: Looking) -> dict[str, Any]:
    """The lines that are there, to be written or changed."""
    item = item_of(looking, asked.item_id)
    point = looking.snapshot[AgendaBook].by_id.get(asked.point_id)
    known = (lines_of(point.note, asked.stream) if point is not None else None) or ""
    label = _("Three lines on {stream}").format(stream=asked.stream)
    blocks = [
        about(item, looking.snapshot.facts.group),
        section(quote(quoted(point.text if point is not None else "", 300))),
        field("text", label, text_input(known.partition(". ")[2], lines=True, most=1000)),
    ]
    carried = {"do": encode(asked, looking.snapshot.facts.group.id), "channel": looking.caller.channel_id}
    return form(asked.NAME, _("Three lines"), blocks, carried, _("Save"))


def read_report_form(asked: ReportForm, given: Submitted, _looking: Looking) -> Request:
    """The lines."""
    text = given.text("text")
    if text is None:
        raise FieldError("text", _("Three lines are enough, but one has to be there."))
    return ReportOnStream(asked.item_id, asked.point_id, asked.stream, text)
