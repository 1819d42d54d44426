"""What was sent about one meeting from its poll to its minutes, and what may be: counted in the outbox."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.core.notices import is_person
from bot.delivery.tables import OutboxRow

MOST_DIRECT, MOST_NUDGES, MOST_POSTS = 3, 2, 4
"""Direct messages and nudges of one meeting for a member; posts in its channel, beside one for each move."""
NUDGES = frozenset({"poll-reminder", "reply-nudge"})
"""The kinds of notices that ask somebody who has not answered yet."""
DATE = "date"


@dataclass(frozen=True, slots=True)
class Counted:
    """What one reader (a user's id, or a channel's) got about a meeting.

    `posts` are direct messages of a person and posts of a channel outside of threads; `moves` those of a
    channel that told of another date than the one it knew.
    """

    reader: str
    posts: int
    nudges: int = 0
    moves: int = 0

    @property
    def is_within(self) -> bool:
        """Whether that is no more than is allowed."""
        if is_person(self.reader):
            return self.posts <= MOST_DIRECT and self.nudges <= MOST_NUDGES
        return self.posts <= MOST_POSTS + self.moves


def count_of_meeting(session: Session, facts: GroupFacts, item_id: int) -> tuple[Counted, ...]:
    """What was sent about a meeting to each reader, channels first.

    Coordinators and whoever organises the meeting ask for what they get: members are counted. Personal notes
    are over all meetings, and have a quota of their own.
    """
    statement = select(OutboxRow).where(OutboxRow.item_id == item_id, OutboxRow.state == "sent")
    posts: Counter[str] = Counter()
    nudges: Counter[str] = Counter()
    dates: Counter[str] = Counter()
    polled = set()
    for row in session.scalars(statement):
        if row.thread_of is None:
            posts[row.recipient] += 1
            nudges[row.recipient] += row.kind in NUDGES
            dates[row.recipient] += row.kind == DATE
            polled |= {row.recipient} if row.kind == "poll" else set()
    organisers = {one.user_id for one in facts.roster.coordinators}
    return tuple(
        Counted(
            reader,
            count,
            nudges[reader],
            # The first date is the post that is due; after a poll it is news of what the poll came to.
            dates[reader] - (reader not in polled and dates[reader] > 0),
        )
        for reader, count in sorted(posts.items(), key=lambda pair: (is_person(pair[0]), pair[0]))
        if reader not in organisers
    )
