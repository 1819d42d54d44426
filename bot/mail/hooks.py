"""What delivery asks about a notice to a person without Slack: its words as a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from typing import Any

from sqlalchemy.orm import Session

from bot.calendar.invitations import invitation
from bot.core.codec import UnknownValue, Unsent, encode
from bot.core.group import GroupFacts
from bot.core.i18n import _, language, speaking
from bot.core.people import OUTSIDE
from bot.core.requests import Act
from bot.core.work import Work
from bot.delivery.hooks import Decision, Drop, Mail, Post, Recipient
from bot.delivery.poster import SendMail, no_mail
from bot.delivery.tables import OutboxRow
from bot.groups.store import people
from bot.groups.tables import Person
from bot.links import store
from bot.links.acts import MakeLink
from bot.links.performing import url_of
from bot.links.rules import MINE, LinkKind
from bot.mail.acts import PreferFeed, StopMail
from bot.mail.callers import locale_of
from bot.mail.letters import Letter, compose_mail, message_id_of
from bot.mail.rendering import Link, as_html, as_text, outside_slack
from bot.plan.rules.plan import Plan as WorkPlan
from bot.reminders.materialise import DATE
from bot.reminders.plan_hooks import PlanHooks
from bot.slack.blocks import SHARE

ANSWERED_FOR = timedelta(days=30)
STOPPED_FOR = timedelta(days=365)


class MailHooks(PlanHooks):
    """The hooks of the plan, with letters for people without Slack. It stores the links of a letter.

    Args:
        work: the means of the process.
        command: the slash command, for texts.
        sender: the address that mail comes from; None where nothing is mailed.
        reads_replies: whether what calendar programs reply is read.
    """

    def __init__(self, work: Work, command: str, sender: str | None, *, reads_replies: bool = False) -> None:
        super().__init__(work, command)
        self._sender = sender
        self._reads_replies = reads_replies

    def prepare(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        """Whether a notice still holds, and its words; for people without Slack, as a letter."""
        if not row.recipient.startswith(OUTSIDE):
            return super().prepare(session, row, now)
        person = people.find_person(session, row.recipient_team or row.team_id, row.recipient)
        if self._sender is None or person is None or person.mail is None:
            return Drop("no way by mail")
        if person.mail_bounced_at is not None:
            return Drop("mail came back")
        if person.mail_stopped_at is not None and row.kind != DATE:
            return Drop("reminders were stopped")
        decision = super().prepare(session, row, now)
        if not isinstance(decision, Post):
            return decision
        group_id = row.group_id or min(people.groups_of_person(session, person.id), default=None)
        if group_id is None:
            return Drop("of no group any more")
        facts = self._work.facts(session, row.group_id) if row.group_id is not None else None
        with speaking(locale_of(person, facts)):
            letter = self._letter(session, row, person, group_id, facts, decision, now)
        mail = Mail(letter.sender, letter.to, message_id_of(letter.key, letter.sender), compose_mail(letter))
        return replace(decision, mail=mail)

    def dead_letter_recipients(self, session: Session, dead: OutboxRow) -> Sequence[Recipient]:
        """Those who are asked in Slack; a question by mail about mail would be lost as well."""
        asked = super().dead_letter_recipients(session, dead)
        return [one for one in asked if not one.user_id.startswith(OUTSIDE)]

    def _letter(
        self,
        session: Session,
        row: OutboxRow,
        person: Person,
        group_id: int,
        facts: GroupFacts | None,
        post: Post,
        now: datetime,
    ) -> Letter:
        assert self._sender is not None and person.mail is not None
        if facts is not None and person.id not in facts.roster.people:
            return self._to_guest(session, row, person, facts, post)
        links = _Links(self._work, session, group_id, person.id, now)
        own_zone = person.zone if facts is None or person.zone != facts.group.zone else None
        blocks = outside_slack(post.blocks or (), self._command, own_zone)
        names = _names(facts)
        text, html = as_text(blocks, names, links.of), as_html(blocks, names, links.of)
        invited = self._invitation(session, row, person, facts)
        subscribe = links.one(STOPPED_FOR, MakeLink(LinkKind.CALENDAR, MINE), PreferFeed()) if invited else ""
        stop = links.one(STOPPED_FOR, StopMail())
        end = _("You get this because you are on the roster of {group}.").format(
            group=facts.group.name if facts else ""
        )
        less = _("No reminders any more: {url}").format(url=stop)
        feed = _("Subscribe to the plan instead of calendar files: {url}").format(url=subscribe)
        feed = f"{feed}\n" if subscribe else ""
        stopping = f'<p><a href="{stop}">{_("No reminders any more")}</a></p>'
        words = _("Subscribe to the plan instead of calendar files")
        subscribing = f'<p><a href="{subscribe}">{words}</a></p>' if subscribe else ""
        links.keep()
        return Letter(
            key=row.nonce,
            to=person.mail,
            name=person.name or "",
            sender=self._sender,
            sender_name=facts.group.name if facts else "IMG",
            subject=subject_of(post),
            text=links.filled(f"{text}\n-- \n{end}\n{less}\n{feed}"),
            html=links.filled(f"{html}\n<hr>\n<p>{end}</p>\n{stopping}\n{subscribing}"),
            language=language(),
            unsubscribe=stop,
            reply_to=_reply_to(facts),
            invitation=invited,
        )

    def _to_guest(
        self, session: Session, row: OutboxRow, person: Person, facts: GroupFacts, post: Post
    ) -> Letter:
        """A letter to somebody who is known by an address alone: it has no links, an answer to it is read."""
        assert self._sender is not None and person.mail is not None
        blocks = outside_slack(post.blocks or (), self._command, person.zone)
        names, name = _names(facts), person.name or ""
        end = _("You get this because you are invited to a meeting of {group}.").format(
            group=facts.group.name
        )
        reply_to = _reply_to(facts)
        if reply_to is not None:
            end += " " + _("To reply, answer this letter: the Secretariat reads it.")
        text, html = as_text(blocks, names, _no_link), as_html(blocks, names, _no_link)
        return Letter(
            key=row.nonce,
            to=person.mail,
            name="" if name == person.mail else name,
            sender=self._sender,
            sender_name=facts.group.name,
            subject=subject_of(post),
            text=f"{text}\n-- \n{end}\n",
            html=f"{html}\n<hr>\n<p>{escape(end)}</p>",
            language=language(),
            reply_to=reply_to,
            invitation=self._invitation(session, row, person, facts),
        )

    def _invitation(
        self, session: Session, row: OutboxRow, person: Person, facts: GroupFacts | None
    ) -> tuple[str, bytes] | None:
        """With the news of a date comes the entry for the calendar, in place of the one before it."""
        if row.kind != DATE or row.item_id is None or facts is None:
            return None
        snapshot = self._work.snapshots.read(session, facts)
        item = snapshot[WorkPlan].by_id.get(row.item_id)
        if (
            person.feed_since is not None
            or item is None
            or not item.when.is_dated
            or self._sender is None
            or person.mail is None
        ):
            return None
        people = person.mail, person.name or ""
        return invitation(item, facts.group, self._sender, *people, asks=self._reads_replies)


def subject_of(post: Post) -> str:
    """The first line of a message; a picture sign before it is a mark of unwanted mail to some filters."""
    return re.sub(r"^\W+", "", post.text.split("\n")[0])


def _reply_to(facts: GroupFacts | None) -> str | None:
    """The address of a coordinator, who reads what is answered."""
    return next((one.mail for one in facts.roster.coordinators if one.mail), None) if facts else None


def _no_link(_element: Mapping[str, Any]) -> Link | None:
    return None


def _names(facts: GroupFacts | None) -> Mapping[str, str]:
    if facts is None:
        return {}
    return {one.user_id: one.name for one in facts.roster.people.values() if one.name}


class _Links:
    """The links of one letter: all of its buttons by one token, whose place is filled in at the end."""

    PLACE = "{reply-address}"

    def __init__(self, work: Work, session: Session, group_id: int, person_id: int, now: datetime) -> None:
        self._work, self._session = work, session
        self._group_id, self._person_id, self._now = group_id, person_id, now
        self._requests: list[str] = []
        self._url = ""

    def of(self, element: Mapping[str, Any]) -> Link | None:
        """The link of a button: what it does is shown first, and done only when it is confirmed."""
        label = str((element.get("text") or {}).get("text", ""))
        if element.get("type") != "button" or not label or element.get("action_id") == SHARE:
            return None
        if url := element.get("url"):
            return Link(label, str(url))
        value = element.get("value")
        packed = encode(value.request, value.group_id) if isinstance(value, Unsent) else str(value or "")
        try:
            self._work.registry.decode(packed)
        except UnknownValue:
            return None
        if packed not in self._requests:
            self._requests.append(packed)
        return Link(label, f"{self.PLACE}?do={self._requests.index(packed)}")

    def one(self, lasts: timedelta, *requests: Act) -> str:
        """A link of its own, for what is apart from the matter of the letter."""
        return self._store([encode(request, self._group_id) for request in requests], lasts)

    def keep(self) -> None:
        """Store the token of all buttons."""
        if self._requests:
            self._url = self._store(self._requests, ANSWERED_FOR)

    def filled(self, text: str) -> str:
        """A text with its addresses."""
        return text.replace(self.PLACE, self._url)

    def _store(self, requests: Sequence[str], lasts: timedelta) -> str:
        _id, token = store.make_link(
            self._session, self._group_id, self._person_id, LinkKind.ANSWER, "mine", self._now,
            requests=requests, until=self._now + lasts,
        )  # fmt: skip
        return url_of(self._work.base_url, LinkKind.ANSWER, token)


def mailing(url: str | None, timeout: timedelta) -> SendMail:
    """What sends letters by the server of SMTP_URL; without one nothing is sent."""
    if url is None:
        return no_mail
    from bot.mail.sending import Mailer  # here: its library is loaded only where letters are sent

    return Mailer(url, timeout.total_seconds()).send
