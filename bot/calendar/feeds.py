"""A feed: the calendar behind a secret link, as its person may see it by now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.calendar.rules import holds
from bot.calendar.writing import MayBe, Outline, write_calendar
from bot.core.group import GroupFacts
from bot.core.i18n import _, speaking
from bot.core.snapshot import Snapshot
from bot.core.work import Work
from bot.links import store
from bot.links.rules import EMPTY_FOR, GROUP, MINE, LinkKind, LinkView, is_of_group, stream_in
from bot.meetings.invited.rules import Voice
from bot.meetings.polls.rules import Answer, Polls
from bot.plan.rules.plan import Plan


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to send: its bytes, and the mark by which a program knows that nothing has changed."""

    body: bytes
    etag: str


def feed_of(work: Work, token: str, now: datetime, organiser: str | None = None) -> Feed | None:
    """The calendar that a token opens; an empty one for 30 days after its link was ended, then None."""
    with work.database.reading() as session:
        link = store.link_by_token(session, LinkKind.CALENDAR, token)
        if link is None:
            return None
        facts = work.facts(session, link.group_id)
        if link.ended_at is not None:
            return _empty(facts, link) if now < link.ended_at + EMPTY_FOR else None
        is_theirs = is_of_group(link, facts)
        feed = _feed(work, session, facts, link, now, organiser) if is_theirs else _empty(facts, link)
    if not is_theirs:
        with work.database.writing() as session:
            store.end_link(session, link.id, now)
    elif link.used_at is None or now - link.used_at > store.A_DAY:
        with work.database.writing() as session:
            store.note_use(session, link.id, now)
    return feed


def _empty(facts: GroupFacts, link: LinkView) -> Feed:
    body = write_calendar((), Outline(facts.group, _("Ended: {group}").format(group=facts.group.name)))
    return Feed(body, f'"ended-{link.id}"')


def _feed(
    work: Work, session: Session, facts: GroupFacts, link: LinkView, now: datetime, organiser: str | None
) -> Feed:
    snapshot = work.snapshot(session, link.group_id, facts.revision)
    standing = facts.standing_of(link.person_id)
    contact = facts.roster.people.get(link.person_id or 0)
    items = [item for item in snapshot[Plan].items if holds(link.scope, item, standing)]
    with speaking(contact.reads if contact else facts.group.language):
        name = _name(facts, link.scope)
        outline = Outline(facts.group, name, link.scope == MINE, link.options, organiser)
        may_be = _open_dates(snapshot, link, now) if link.scope == MINE else ()
        body = write_calendar(items, outline, may_be)
    return Feed(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _open_dates(snapshot: Snapshot, link: LinkView, now: datetime) -> list[MayBe]:
    """The dates of open polls that a link's person can make, or could if need be."""
    plan, zone = snapshot[Plan], snapshot.facts.group.zone
    found = []
    for poll in snapshot[Polls].polls:
        item, ballot = plan.by_id.get(poll.item_id), poll.ballot_of(Voice(person_id=link.person_id))
        if item is None or ballot is None or not poll.is_running(item):
            continue
        for option in poll.options:
            ends_at = option.when.ends_at(zone)
            can = ballot.answers.get(option.number) in (Answer.YES, Answer.IF_NEED_BE)
            if can and ends_at is not None and ends_at > now:
                found.append(MayBe(replace(item, when=option.when), option.number))
    return found


def _name(facts: GroupFacts, scope: str) -> str:
    stream = stream_in(scope)
    if scope == GROUP:
        return facts.group.name
    if stream is not None:
        return _("{group}: {stream}").format(group=facts.group.name, stream=stream)
    return _("{group}: mine").format(group=facts.group.name)
