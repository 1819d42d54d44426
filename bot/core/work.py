"""What everything works with: the database, the facts of groups, and what follows from a change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.core.i18n import LANGUAGES
from bot.core.notices import NewNotice, Subject
from bot.core.people import Contact
from bot.core.registry import Registry
from bot.core.settings import Timing
from bot.core.snapshot import Snapshot, Snapshots
from bot.core.tables import Group
from bot.store.database import Database

if TYPE_CHECKING:
    from bot.core.caller import Caller
    from bot.core.edit import Edit

MOST_FACTS_KEPT = 1000
Result = TypeVar("Result")


class Means(Protocol):
    """What features give to every transaction; `bot.features` puts them together."""

    def read_facts(self, session: Session, group_id: int) -> GroupFacts:
        """A group, its people and its rules, as they stand in the database."""
        ...

    def found(self, session: Session, caller: Caller, now: datetime) -> Group:
        """The row of a group that is made by the transaction that begins, locked."""
        ...

    def actor_of(self, session: Session, caller: Caller) -> str:
        """The name under which history knows a caller."""
        ...

    def who(self, session: Session, actor: str) -> str:
        """An actor of the history as people call them."""
        ...

    def announce(self, edit: Edit, row: Any, *, was: Any, note: str | None, back: bool) -> datetime | None:  # noqa: ANN401
        """Plan that channels hear of an item's date, and return when; None where they do not."""
        ...

    def announce_to_new(self, edit: Edit, item_id: int) -> None:
        """Let those of whom it is new that they are invited hear of an item's date by mail."""
        ...

    def announce_now(self, edit: Edit, item_id: int) -> int:
        """Let channels hear at once of an item's date; returns how many messages were waiting."""
        ...

    def after_act(self, edit: Edit, act: Any) -> None:  # noqa: ANN401 - any act
        """Settle what an act that was just carried out has settled elsewhere, such as a proposal of it."""
        ...

    def after_setup(self, work: Work, session: Session, group: Group, now: datetime) -> None:
        """Bring the outbox in line with a group whose people or channels were changed."""
        ...

    def after_people(self, edit: Edit) -> None:
        """Bring the outbox in line with a group whose people were changed, if it is reminded at all."""
        ...

    def retime_notes(self, session: Session, contact: Contact) -> None:
        """Bring the notes that are planned for a person in line with their clock."""
        ...

    def derive_notices(self, edit: Edit, rows: Sequence[Any]) -> None:
        """Bring the outbox in line with the rows of items that were changed."""
        ...

    def add_notice(self, session: Session, notice: NewNotice, *, now: datetime, revive: bool) -> bool:
        """Store a notice; returns whether something will be said that would not have been said before."""
        ...

    def take_back(self, session: Session, keys: Collection[str], reason: str) -> int:
        """Cancel those of these notices that wait; returns how many did."""
        ...

    def redraw(self, session: Session, subjects: Collection[Subject], now: datetime) -> None:
        """Let the posted messages that show any of these be redrawn."""
        ...


def _ignore() -> None:
    """Do nothing: nobody wants to hear of commits."""


class Work:
    """The shared means of one process; `on_commit` is called after each change, from its thread."""

    def __init__(
        self, database: Database, registry: Registry, means: Means, timing: Timing | None = None
    ) -> None:
        self.database = database
        self.registry = registry
        self.means = means
        self.timing = timing or Timing()
        self.base_url = ""
        """How people reach this installation, without a slash at the end; secret links begin with it."""
        self.language = LANGUAGES[0]
        """What is spoken where neither a person nor a group has said anything else."""
        self.on_commit: Callable[[], None] = _ignore
        self.snapshots = Snapshots(self.facts, registry.parts)
        self._facts: OrderedDict[int, GroupFacts] = OrderedDict()
        self._lock = Lock()

    def facts(self, session: Session, group_id: int, revision: int | None = None) -> GroupFacts:
        """The facts of a group; read anew only when its revision has moved on."""
        if revision is None:
            revision = session.scalar(select(Group.revision).where(Group.id == group_id))
        with self._lock:
            known = self._facts.get(group_id)
            if known is not None and known.revision == revision:
                self._facts.move_to_end(group_id)
                return known
        found = self.means.read_facts(session, group_id)
        self.keep_facts(found)
        return found

    def keep_facts(self, facts: GroupFacts) -> None:
        """Keep facts that were committed, such as those that an act of this process has left as they were."""
        with self._lock:
            self._facts[facts.group.id] = facts
            self._facts.move_to_end(facts.group.id)
            if len(self._facts) > MOST_FACTS_KEPT:
                self._facts.popitem(last=False)

    def keep_as_they_were(self, facts: GroupFacts) -> None:
        """Keep facts that an act has left as they were, and what else is of the group's people."""
        self.keep_facts(facts)
        self.snapshots.keep_people(facts)

    def snapshot(self, session: Session, group_id: int, revision: int | None = None) -> Snapshot:
        """A group as the transaction of `session` sees it."""
        return self.snapshots.of(session, group_id, revision)


def once_more(
    function: Callable[..., Result], arguments: Sequence[Any] = (), named: Mapping[str, Any] | None = None
) -> Result:
    """Call a function; again where the database had dropped the connection, as after its restart.

    The first call may have committed before the connection broke; the request's id, stored with its effect,
    keeps the second call from having another.
    """
    try:
        return function(*arguments, **(named or {}))
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return function(*arguments, **(named or {}))
