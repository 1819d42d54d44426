"""Stopping reminders by mail, and taking them up again."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.groups.performing.places import person_of
from bot.groups.tables import Person
from bot.mail.acts import MailAgain, PreferFeed, StopMail
from bot.mail.texts import build_stopped_notice
from bot.reminders.materialise import SHARED


def load_self(_act: StopMail | PreferFeed, edit: Edit) -> Person:
    """Whoever speaks.

    Raises:
        UserError: the command line is nobody.
    """
    person = edit.session.get(Person, edit.caller.person_id) if edit.caller.person_id is not None else None
    if person is None:
        raise UserError(_("That is for people on the roster."))
    return person


def need_nothing(_act: StopMail | PreferFeed, _person: Person, _edit: Edit) -> Need:
    """Everybody decides on their own mail, as long as they are on the roster."""
    return Need(Right.READ)


def stopped_already(act: StopMail, _edit: Edit, person: Person) -> bool | None:
    """Whether it is so already."""
    return True if (person.mail_stopped_at is not None) is act.stops else None


def stop_mail(act: StopMail, edit: Edit, person: Person) -> bool:
    """Stop the reminders by mail; the coordinator hears, so that nobody is thought to have been reminded."""
    person.mail_stopped_at = edit.now if act.stops else None
    edit.session.flush()
    edit.audit("stop-mail" if act.stops else "start-mail", str(person.id), None)
    if act.stops:
        shown = build_stopped_notice(person.name or "")
        for contact in edit.facts.roster.coordinators[:1]:
            if contact.id != person.id:
                payload = {"text": shown.text, "blocks": shown.blocks}
                edit.notify(
                    SHARED, f"mail-stopped:{person.id}:{edit.now.isoformat()}", contact, payload=payload
                )
    return True


def prefers_already(act: PreferFeed, _edit: Edit, person: Person) -> bool | None:
    """Whether it is so already."""
    return True if (person.feed_since is not None) is act.feed else None


def prefer_feed(act: PreferFeed, edit: Edit, person: Person) -> bool:
    """Leave calendar files out of mail, or put them in again."""
    person.feed_since = edit.now if act.feed else None
    edit.session.flush()
    edit.audit("prefer-feed" if act.feed else "prefer-files", str(person.id), None)
    return True


def load_bounced(act: MailAgain, edit: Edit) -> Person:
    """The person of an act, who has to be of the group."""
    return person_of(edit, act.person_id)


def need_to_mail(_act: MailAgain, _person: Person, _edit: Edit) -> Need:
    """Who is who is the coordinator's."""
    return Need(Right.GOVERN)


def mailed_already(_act: MailAgain, _edit: Edit, person: Person) -> Person | None:
    """The person, where nothing came back."""
    return person if person.mail_bounced_at is None else None


def mail_again(_act: MailAgain, edit: Edit, person: Person) -> Person:
    """Write to that address again."""
    person.mail_bounced_at = None
    edit.session.flush()
    edit.audit("mail-again", str(person.id), None)
    return person
