"""What texts about replies are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupView
from bot.core.people import Roster
from bot.core.snapshot import Snapshot
from bot.meetings.invited.rules import Body, Voice, body_at
from bot.meetings.polls.rules import Polls
from bot.meetings.replies.rules import Attending, Coming, Replies, Reply, attending
from bot.plan.rules.items import Item


@dataclass(frozen=True)
class RepliesView:
    """A meeting and who comes to it."""

    group: GroupView
    item: Item
    attending: Attending
    body: Body
    roster: Roster
    now: datetime

    @property
    def coming_people(self) -> tuple[str, ...]:
        """The Slack ids of the people who have said themselves that they come."""
        voices = (
            one.voice
            for replies in self.attending.replies.values()
            for one in replies
            if one.coming is not Coming.REGRETS and one.alternate is None
        )
        people = (self.roster.people.get(voice.person_id or 0) for voice in voices)
        return tuple(one.user_id for one in people if one is not None and one.is_on_slack)


def replies_at(snapshot: Snapshot, item: Item, now: datetime) -> RepliesView:
    """Who comes to a meeting, as a snapshot has it."""
    facts, body = snapshot.facts, body_at(snapshot)
    leads = [lead.id for label in item.streams for lead in facts.roster.leads.get(label, ())]
    replies = snapshot[Replies].by_item.get(item.id, ())
    voiced = (body.party_of(one.voice) for one in replies)
    asked = body.invited_to(item, leads) or tuple(dict.fromkeys(one for one in voiced if one is not None))
    found = attending(item, replies, body, asked, snapshot[Polls].by_item.get(item.id))
    return RepliesView(facts.group, item, found, body, facts.roster, now)


@dataclass(frozen=True)
class Late:
    """A reply that was changed shortly before its meeting."""

    view: RepliesView
    reply: Reply


@dataclass(frozen=True)
class Replied:
    """What a reply came to; `before` is what the same person had said of this date."""

    view: RepliesView
    reply: Reply
    voice: Voice
    before: Reply | None = None
    is_own: bool = True
    is_same: bool = False
