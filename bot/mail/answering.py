"""Doing what came in by mail: replies count like any other, and whom no letter reaches is marked."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.calendar.rules import uid_of
from bot.core.edit import AlreadyDone, editing
from bot.core.errors import UserError
from bot.core.perform import perform
from bot.core.work import Work
from bot.delivery.store.outbox import row_of_nonce
from bot.groups.arrivals import clock
from bot.groups.store import people
from bot.groups.tables import Person
from bot.mail.callers import caller_outside
from bot.mail.incoming import Bounce, CalendarReply, understand_mail
from bot.mail.texts import build_bounced
from bot.meetings.replies.acts import SendReply
from bot.meetings.replies.notices import NUDGE, REPLIES
from bot.meetings.replies.rules import Coming, ways_of
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.reminders.materialise import SHARED

_log = logging.getLogger(__name__)
ACCEPTED, DECLINED = "ACCEPTED", "DECLINED"


def answering(work: Work, now: Callable[[], datetime]) -> Callable[[bytes], bool]:
    """What does what a message says, and tells whether that is done with."""

    def handle(data: bytes) -> bool:
        said = understand_mail(data)
        if isinstance(said, CalendarReply):
            return take_reply(work, said, now())
        return isinstance(said, Bounce) and take_bounce(work, said, now())

    return handle


def take_reply(work: Work, said: CalendarReply, now: datetime) -> bool:
    """Enter what somebody's calendar says of a meeting; of a date that no longer holds it says nothing.

    Whoever accepts a meeting that one can come to in two ways is asked which.
    """
    request_id = f"mail:{hashlib.sha256(f'{said.sender} {said.message_id}'.encode()).hexdigest()[:32]}"
    with work.database.reading() as session:
        found = _meant(work, session, said)
    if found is None:
        return False
    person, group_id, item = found
    if said.sequence < item.calendar_version or not item.is_open:
        return True  # of an earlier date: the mail about the new one asks again
    ways = ways_of(item)
    coming = {ACCEPTED: ways[0] if len(ways) == 1 else None, DECLINED: Coming.REGRETS}.get(said.answer)
    with work.database.reading() as session:
        caller = caller_outside(person, work.facts(session, group_id), request_id)
    if coming is None and said.answer == ACCEPTED:
        _ask_how(work, group_id, person, item, now)
    if coming is None:
        return True
    try:
        perform(SendReply(item.id, coming, basis=(item.schedule_version,)), caller, now, work)
    except AlreadyDone:
        pass
    except UserError as error:
        _log.info("a reply by mail was not entered: %s", type(error).__name__)
    return True


def _meant(work: Work, session: Session, said: CalendarReply) -> tuple[Person, int, Item] | None:
    """Who replies to what: somebody without Slack with that address, and an entry of one of their groups."""
    for person in people.outsiders_by_mail(session, said.sender):
        for group_id in sorted(people.groups_of_person(session, person.id)):
            snapshot = work.snapshot(session, group_id)
            for item in snapshot[Plan].items:
                if item.is_meeting and uid_of(snapshot.facts.group, item) == said.uid:
                    return person, group_id, item
    return None


def _ask_how(work: Work, group_id: int, person: Person, item: Item, now: datetime) -> None:
    with work.database.reading() as session:
        contact = work.facts(session, group_id).roster.people.get(person.id)
    if contact is None:
        return
    with editing(work, clock(work, group_id), now) as edit:
        edit.notify(
            NUDGE, f"{NUDGE}:{item.id}:v{item.schedule_version}:{person.id}:accepted", contact,
            item_id=item.id, schedule_version=item.schedule_version, payload={"person": person.id},
            shows=((REPLIES, item.id), ("item", item.id)),
        )  # fmt: skip


def take_bounce(work: Work, said: Bounce, now: datetime) -> bool:
    """Mark whom a letter did not reach, and tell the coordinators once."""
    with work.database.reading() as session:
        row = row_of_nonce(session, said.key)
        found = people.find_person(session, row.recipient_team or row.team_id, row.recipient) if row else None
        if row is None or found is None or found.mail is None:
            return False
        group_id = row.group_id or min(people.groups_of_person(session, found.id), default=None)
    if group_id is None:
        return True
    with editing(work, clock(work, group_id), now) as edit:
        person = edit.session.get_one(Person, found.id, with_for_update=True)
        if person.mail_bounced_at is not None:
            return True
        person.mail_bounced_at = now
        edit.session.flush()
        edit.audit("mail-bounced", str(person.id), said.status)
        shown = build_bounced(person.name or "", person.mail or "", said.status, person.id, group_id)
        payload = {"text": shown.text, "blocks": shown.blocks}
        for contact in edit.facts.roster.coordinators:
            if contact.is_on_slack:
                key = f"mail-bounced:{person.id}:{contact.id}:{now.isoformat()}"
                edit.notify(SHARED, key, contact, payload=payload)
    return True
