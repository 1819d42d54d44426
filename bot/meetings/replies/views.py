"""What texts about replies are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupView
from bot.core.people import Roster
from bot.core.registry import Looking
from bot.core.snapshot import Snapshot
from bot.meetings.invited.rules import Body, Voice
from bot.meetings.invited.views import body_at
from bot.meetings.polls.rules import Polls
from bot.meetings.replies.rules import Attending, Coming, Replies, Reply, attending
from bot.meetings.replies.store import replies_to
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
    def is_past(self) -> bool:
        """Whether the meeting has been: nobody replies any more."""
        return not self.item.is_open or self.item.is_over(self.now, self.group.zone)

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


def replies_seen(looking: Looking, item: Item) -> RepliesView:
    """Who comes to a meeting, or who had said so: a snapshot holds the replies to open ones alone."""
    given = None if item.is_open else replies_to(looking.session, item.id)
    return replies_at(looking.snapshot, item, looking.now, given)


def replies_at(
    snapshot: Snapshot, item: Item, now: datetime, given: tuple[Reply, ...] | None = None
) -> RepliesView:
    """Who comes to a meeting, as a snapshot has it, or by the replies that were `given`."""
    facts, body = snapshot.facts, body_at(snapshot)
    leads = [lead.id for label in item.streams for lead in facts.roster.leads.get(label, ())]
    replies = snapshot[Replies].by_item.get(item.id, ()) if given is None else given
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
