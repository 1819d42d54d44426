"""The words about mail."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.mail.acts import CopyAsMail, PreferFeed, StopMail
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item


def read_stop(_line: Line) -> Request:
    """No reminders by mail."""
    return StopMail()


def read_start(_line: Line) -> Request:
    """Reminders by mail again."""
    return StopMail(stops=False)


def read_calendar_by(line: Line) -> Request:
    """Whether dates come as files in mail, or by a link that a calendar subscribes to."""
    said = fold(line.words[0]) if line.words else ""
    if said not in ("feed", "link", "mail", "files"):
        raise NotUnderstood(_("By mail, or by a feed?"), words=("calendar by feed", "calendar by mail"))
    return PreferFeed(feed=said in ("feed", "link"))


def read_copy(line: Line) -> Request:
    """The news of an item as a mail."""
    return CopyAsMail(name_item(line, "copy").item.id)


COMMANDS = (
    Command(
        name="copy",
        usage="copy KEY",
        summary=N_(
            "the date of a meeting as a mail to send yourself: addresses, subject, text, calendar file"
        ),
        example="copy img6",
        handle=read_copy,
        section=N_("In and out"),
        roles=N_("coordinator; leads for their streams"),
        aliases=("copy as mail", "copy as e-mail"),
    ),
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
    Command(
        name="calendar by",
        usage="calendar by feed|mail",
        summary=N_("have dates in your calendar by a link, or by files in mail"),
        example="calendar by feed",
        handle=read_calendar_by,
        hidden=True,
    ),
)
