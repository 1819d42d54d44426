"""The words about mail."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.requests import Request
from bot.mail.acts import StopMail
from bot.talk.line import Command, Line


def read_stop(_line: Line) -> Request:
    """No reminders by mail."""
    return StopMail()


def read_start(_line: Line) -> Request:
    """Reminders by mail again."""
    return StopMail(stops=False)


COMMANDS = (
    Command(
        name="stop mail",
        usage="stop mail",
        summary=N_("get no reminders by mail any more"),
        example="stop mail",
        handle=read_stop,
        hidden=True,
    ),
    Command(
        name="start mail",
        usage="start mail",
        summary=N_("get reminders by mail again"),
        example="start mail",
        handle=read_start,
        hidden=True,
    ),
)
