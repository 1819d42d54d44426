"""What was sent about one meeting from its poll to its minutes, and what may be: counted in the outbox."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.core.notices import is_person
from bot.core.people import OUTSIDE
from bot.delivery.tables import OutboxRow

MOST_DIRECT, MOST_NUDGES, MOST_POSTS = 3, 2, 4
"""Direct messages and nudges of one meeting for a member; posts in its channel, beside one for each move."""
NUDGES = frozenset({"poll-reminder", "reply-nudge"})
"""The kinds of notices that ask somebody who has not answered yet."""
TO_ORGANISER = frozenset({"poll-news", "reply-late", "gate-names"})
"""The kinds of notices that somebody gets for organising the meeting."""
DATE = "date"


@dataclass(frozen=True, slots=True)
class Counted:
    """What one reader (a user's id, or a channel's) got about a meeting.

    `posts` are direct messages of a person and posts of a channel outside of threads; `moves` those that told
    of another date than the one that was known. Who hears by mail is in no channel, and gets its posts.
    """

    reader: str
    posts: int
    nudges: int = 0
    moves: int = 0

    @property
    def hears_posts(self) -> bool:
        """Whether what is posted is for them: a channel, or somebody who is in none."""
        return not is_person(self.reader) or self.reader.startswith(OUTSIDE)

    @property
    def is_within(self) -> bool:
        """Whether that is no more than is allowed."""
        most = MOST_POSTS + self.moves + self.nudges if self.hears_posts else MOST_DIRECT
        return self.posts <= most and self.nudges <= MOST_NUDGES


def count_of_meeting(session: Session, facts: GroupFacts, item_id: int) -> tuple[Counted, ...]:
    """What was sent about a meeting to each reader, channels first.

    Members are counted: not coordinators, nor what somebody gets for organising the meeting. Personal notes
    are over all meetings, and have a quota of their own.
    """
    statement = select(OutboxRow).where(
        OutboxRow.item_id == item_id, OutboxRow.state == "sent", OutboxRow.kind.not_in(TO_ORGANISER)
    )
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
