"""What people read about mail."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.mail.acts import StopMail
from bot.slack.message import Message
from bot.slack.saying import build_said


def say_stop_mail(act: StopMail, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``get no reminders by mail any more``."""
    return _("get no reminders by mail any more") if act.stops else _("get reminders by mail again")


def build_stopped(done: Done[Any], _reader: Reader | None) -> Message:
    """What comes by mail from now on."""
    if not done.act.stops:
        return build_said(_("✔ You get reminders by mail again."))
    again = [(_("Get them again"), StopMail(stops=False))]
    text = _("✔ You get no reminders by mail any more. Dates, moves and cancellations still come.")
    return build_said(text, buttons=again, group_id=done.group_id)


def build_stopped_notice(name: str) -> Message:
    """For the coordinator: somebody gets no reminders any more."""
    text = _("{person} gets no reminders by mail any more. Dates, moves and cancellations still go out.")
    return build_said(text.format(person=name or _("Somebody")))
