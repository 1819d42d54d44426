"""What people read about mail."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.mail.acts import MailAgain, PreferFeed, StopMail
from bot.slack.escaping import quoted
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


def say_prefer_feed(act: PreferFeed, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``get no calendar files by mail any more``."""
    if act.feed:
        return _("get no calendar files by mail any more")
    return _("get calendar files by mail again")


def build_preferred(done: Done[Any], _reader: Reader | None) -> Message:
    """How the plan comes into their calendar from now on."""
    if not done.act.feed:
        return build_said(_("✔ Dates come with a calendar file again."))
    text = _(
        "✔ Dates come without a calendar file. Your calendar has them from the link that it subscribes to."
    )
    return build_said(text, buttons=[(_("With files again"), PreferFeed(feed=False))], group_id=done.group_id)


def say_mail_again(act: MailAgain, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``write to Ms A. Otieno again``."""
    contact = snapshot.facts.roster.people.get(act.person_id)
    name = contact.name if contact is not None and contact.name else _("somebody")
    return _("write to {person} again").format(person=quoted(name, 80))


def build_mailed_again(done: Done[Any], _reader: Reader | None) -> Message:
    """That letters go there again."""
    text = _("✔ {person} is written to again, at {mail}.")
    person = done.result
    return build_said(
        text.format(person=quoted(person.name or _("Somebody"), 80), mail=quoted(person.mail or "", 100))
    )


def build_bounced(name: str, mail: str, status: str, person_id: int, group_id: int) -> Message:
    """For the coordinator: a letter came back, and nothing more goes to that address."""
    text = _(
        "Mail to {person} at {mail} came back ({status}). Nothing more is sent there: correct the address"
        " on the roster, or let me try again."
    ).format(person=quoted(name or _("somebody"), 80), mail=quoted(mail, 100), status=status)
    return build_said(text, buttons=[(_("Try again"), MailAgain(person_id))], group_id=group_id)
