"""What the bot says unasked: one object for each kind of notice, which its feature declares.

A notice is a row of the outbox. An act, or the plan as time goes by, puts it there; when it is due, its kind
says whether it still holds and in which words. What was posted is a card: its kind says how it looks now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from bot.core.group import GroupFacts
from bot.core.people import OUTSIDE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.core.registry import Shown
    from bot.core.work import Work

V = TypeVar("V")
Subject = tuple[str, int]
"""Something that a message shows, such as ``("item", 12)``: when it changes, the message is redrawn."""
ITEM = "item"
_AT_ONCE = timedelta(minutes=10)


@dataclass(frozen=True)
class NewNotice:
    """A notice to be said at `due_at`.

    `recipient` is a channel's or a person's id; `recipient_team` a person's own workspace where it is
    another one. From `expires_at` on it would be pointless. `payload` holds facts for the text. It answers in
    the thread of the notice whose key is `thread_of`, once that is posted. `shows` is known before it is
    worded: from the first moment on, a change of it is drawn into the message.
    """

    team_id: str
    key: str
    kind: str
    recipient: str
    due_at: datetime
    expires_at: datetime | None = None
    group_id: int | None = None
    item_id: int | None = None
    schedule_version: int | None = None
    recipient_team: str | None = None
    thread_ts: str | None = None
    thread_of: str | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    shows: tuple[Subject, ...] = ()

    @property
    def is_direct(self) -> bool:
        """Whether it goes to a person."""
        return is_person(self.recipient)


def is_person(recipient: str) -> bool:
    """Whether an id names a person, on Slack or without it."""
    return recipient[:1] in ("U", "W", OUTSIDE)


class StoredNotice(Protocol):
    """A notice as it is stored."""

    id: Any
    team_id: Any
    group_id: Any
    item_id: Any
    key: Any
    kind: Any
    schedule_version: Any
    recipient: Any
    recipient_team: Any
    payload: Any
    due_at: Any
    created_at: Any
    error: Any


@dataclass(frozen=True)
class Telling:
    """A notice that is about to be worded: to be sent, or (with what it `shown`) to be redrawn."""

    work: Work
    session: Session
    row: StoredNotice
    now: datetime
    command: str = "/img"
    shown: tuple[Subject, ...] | None = None
    """What the posted message shows; None where it is not posted yet."""

    @property
    def facts(self) -> GroupFacts:
        """The group it speaks for; not to be asked of a notice over several groups."""
        return self.work.facts(self.session, self.row.group_id)


@dataclass(frozen=True)
class Planning:
    """What notices are derived from: a group, items of its plan, and from when to when they are due.

    `items` are the open items in a sweep, and the changed ones after a change. `is_first`: reminders were
    just started, so that what has begun already counts too.
    """

    session: Session | None
    facts: GroupFacts
    items: Sequence[Any]
    since: datetime
    until: datetime
    is_sweep: bool = False
    is_first: bool = False

    def is_due(self, at: datetime) -> bool:
        """Whether an instant lies after `since` and not after `until`."""
        return self.since < at <= self.until


def just_done(row: StoredNotice) -> bool:
    """Whether a notice tells at once of what somebody does, rather than at a time that was planned."""
    return bool(row.due_at - row.created_at <= _AT_ONCE)


def at_work(_row: StoredNotice) -> bool:
    """Never outside of working hours."""
    return False


def _nothing_planned(_planning: Planning) -> Iterable[NewNotice]:
    return ()


def _nothing_shown(_view: Any) -> Iterable[Subject]:  # noqa: ANN401
    return ()


def _stays(_telling: Telling) -> Shown | None:
    return None


@dataclass(frozen=True)
class NoticeKind(Generic[V]):
    """A kind of notice as its feature declares it.

    Args:
        name: what the outbox calls it; stored, so it never changes.
        view: what a notice says now; None where it no longer holds. Asked when it is about to be sent, and
            again when its message is redrawn.
        build: the message of a view; gets the slash command for its texts.
        called: what people call such a notice, in `reminders` and where one was lost, by its payload.
        plan: the notices that follow from the plan: for whom, when they are due and when they expire. Those
            that only acts make (`Edit.notify`) need none.
        foresee: the same as `reminders` lists them, where that is less than what is planned; each with the
            ids of the items it is about.
        shows: what the message of a view shows; it is redrawn when one of these changes.
        settled: the message that stands in place of one that no longer holds; None leaves it as it was.
        is_redrawn: whether a posted message is ever changed.
        waits_for_start: whether it is only sent once reminders were started.
        while_open: whether it is taken back when its item is done, cancelled or dropped.
        is_question: whether it is sent however late; else what comes too late is gathered in one message.
        at_any_hour: whether it may be posted to a channel outside of working hours. By default only what
            somebody has just done is.
        tells_why: whether its words say why a person gets it; else a button tells that.
    """

    name: str
    view: Callable[[Telling], V | None]
    build: Callable[[V, str], Shown]
    called: Callable[[Mapping[str, Any]], str]
    plan: Callable[[Planning], Iterable[NewNotice]] = _nothing_planned
    foresee: Callable[[Planning], Iterable[tuple[NewNotice, tuple[int, ...]]]] | None = None
    shows: Callable[[V], Iterable[Subject]] = _nothing_shown
    settled: Callable[[Telling], Shown | None] = _stays
    is_redrawn: bool = True
    waits_for_start: bool = True
    while_open: bool = False
    is_question: bool = False
    at_any_hour: Callable[[StoredNotice], bool] = just_done
    tells_why: bool = False

    def foreseen(self, planning: Planning) -> Iterable[tuple[NewNotice, tuple[int, ...]]]:
        """The notices that `reminders` lists, each with the ids of the items it is about."""
        if self.foresee is not None:
            return self.foresee(planning)
        return ((new, (new.item_id,) if new.item_id is not None else ()) for new in self.plan(planning))
