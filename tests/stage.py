"""The group that the tests of services live in: the built-in plan, its channels and its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.core.caller import Caller
from bot.core.edit import editing
from bot.core.notices import NewNotice
from bot.core.perform import perform
from bot.core.registry import Done, Looking, Shown
from bot.core.requests import Act, Look
from bot.core.work import Work
from bot.dates.when import Precision, When
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.documents.drafting import ImportResult, read_draft
from bot.documents.importing import preview_import
from bot.documents.performing import import_document
from bot.features import create_work
from bot.groups.arrivals import Arrival, arrive, command_line
from bot.groups.setup import Setup, set_up_group
from bot.plan.acts import EditItem, SetDate, SetStatus
from bot.plan.performing.changing import change_row
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan
from bot.plan.rules.views import ItemDetail
from bot.plan.showing import detail_of
from bot.plan.store import plans
from bot.reminders.plan_hooks import PlanHooks
from bot.store.database import Database

PLAN = Path(__file__).parents[1] / "bot" / "demo" / "plans" / "e-waste-year.txt"
TEAM, CHANNEL, WS1, WS2 = "T0", "C0IMG", "C0WS1", "C0WS2"
COORDINATOR, LEAD1, CO_LEAD1, LEAD2, MEMBER, OBSERVER = "U0SEC", "U0L1", "U0CO1", "U0L2", "U0MEM", "U0OBS"
NOW = datetime(2017, 10, 2, 8, tzinfo=UTC)
SETUP = Setup(
    team=TEAM,
    label="IMG",
    name="E-waste IMG",
    channel=CHANNEL,
    stream_channels=(("WS1", WS1), ("WS2", WS2)),
    coordinators=(COORDINATOR,),
    leads=(("WS1", LEAD1), ("WS1", CO_LEAD1), ("WS2", LEAD2)),
    members=((MEMBER, "UNEP"), (LEAD1, "WHO")),
)


@dataclass
class Stage:
    """The services over a group, with an own count of requests."""

    work: Work
    group_id: int
    requests: int = field(default=0)

    @property
    def database(self) -> Database:
        return self.work.database

    def as_(self, user: str, channel: str | None = CHANNEL, team: str = TEAM) -> Caller:
        """A person as they speak in a channel (None: directly to the bot)."""
        self.requests += 1
        arrival = Arrival(TEAM, channel, team, user, f"Ev{self.requests}")
        with self.database.reading() as session:
            group_id = self.group_id if channel is None else None
            return arrive(self.work, session, arrival, group_id=group_id).callers[0]

    def arrival(self, user: str, channel: str | None = CHANNEL, team: str = TEAM) -> Arrival:
        """What a person says in a channel, before anybody knows who they are."""
        self.requests += 1
        return Arrival(TEAM, channel, team, user, f"Ev{self.requests}")

    def do(self, act: Act, caller: Caller, now: datetime = NOW) -> Done[Any]:
        """Carry an act out."""
        return perform(act, caller, now, self.work)

    def set_status(
        self, user: str, key: str, status: Status, note: str | None = None, now: datetime = NOW
    ) -> Done[SetStatus]:
        """Give an item a status."""
        return self.do(SetStatus(self.item(key).id, status, note), self.as_(user), now)

    def set_date(
        self, user: str, key: str, when: When, why: str | None = None, now: datetime = NOW
    ) -> Done[SetDate]:
        """Set or move the date of an item."""
        return self.do(SetDate(self.item(key).id, when, why), self.as_(user), now)

    def edit(self, user: str, key: str, fields: dict[str, Any], now: datetime = NOW) -> Done[EditItem]:
        """Change details of an item, by their names in the JSON interface."""
        return self.do(EditItem(self.item(key).id, fields), self.as_(user), now)

    @contextmanager
    def looking(self, caller: Caller, now: datetime = NOW, *, shared: bool = False) -> Iterator[Looking]:
        """Somebody who looks at the group as it stands."""
        with self.database.reading() as session:
            snapshot = self.work.snapshot(session, caller.group.id)
            seen_by = caller.before(snapshot.facts)
            yield Looking(snapshot, seen_by, now, session, self.work.registry, shared=shared)

    def detail(self, key: str, now: datetime = NOW) -> ItemDetail:
        """One item whole, with its history."""
        with self.looking(self.as_(COORDINATOR), now) as looking:
            return detail_of(looking, looking.snapshot[Plan].by_key[key])

    def look(self, look: Look, caller: Caller, now: datetime = NOW, *, shared: bool = False) -> Shown:
        """What a look shows to somebody, or to a channel that they show it to."""
        with self.looking(caller, now, shared=shared) as looking:
            return self.work.registry.looks[type(look)].show(look, looking)

    def cli(self) -> Caller:
        return command_line(self.work, self.group_id)

    def item(self, key: str) -> Item:
        return self.items()[key]

    def items(self) -> dict[str, Item]:
        with self.database.reading() as session:
            return {item.key: item for item in plans.items_of(session, self.group_id, with_agenda=True)}

    def notices(self, state: str = "pending") -> list[OutboxRow]:
        """Stored notices of one state, in order."""
        with self.database.reading() as session:
            rows = session.query(OutboxRow).order_by(OutboxRow.due_at, OutboxRow.id)
            return [row for row in rows if row.state == state]

    def notice(self, key: str) -> OutboxRow:
        with self.database.reading() as session:
            return outbox.find_by_keys(session, [key])[key]

    def view(self, row: OutboxRow, now: datetime = NOW) -> Any:  # noqa: ANN401 - of any kind
        """What a stored notice says; None where it no longer holds."""
        with self.database.reading() as session:
            return PlanHooks(self.work, "/img").view(session, row, now)

    def asked(self, key: str, when: datetime) -> None:
        """As if somebody had been asked about an item."""
        item_id = self.item(key).id
        notice = NewNotice(TEAM, f"asked:{key}:{when}", "note", COORDINATOR, when, shows=(("item", item_id),))
        with self.database.writing() as session:
            outbox.add_notice(session, notice, now=when)
            row = outbox.find_by_keys(session, [notice.key])[notice.key]
            row.state, row.sent_at, row.ts, row.channel_id = "sent", when, "1.1", "D0"

    def read(self, text: str | None = None, name: str = "plan.txt") -> ImportResult:
        data = (text or PLAN.read_text()).encode()
        return read_draft(data, name, label="IMG", zone="Europe/Zurich", streams=("WS1", "WS2"))

    def import_plan(
        self,
        text: str | None = None,
        *,
        now: datetime = NOW,
        start: bool = False,
        caller: Caller | None = None,
    ) -> ImportResult:
        """Read a document into the group, as the command line does."""
        by = caller or self.cli()
        result = preview_import(self.work, by, self.read(text))
        data = (text or PLAN.read_text()).encode()
        return import_document(self.work, by, result, data, "plan.txt", now, start_reminders=start)

    def give(
        self, key: str, user: str | None = None, *, agency: str | None = None, now: datetime = NOW
    ) -> None:
        """Make somebody (or an agency) the owner of an item."""
        value = f"<@{user}>" if user else agency
        with editing(self.work, self.cli(), now) as edit:
            row = plans.row_by_key(edit.session, edit.group.id, key)
            assert row is not None
            change_row(edit, row, "edit", {"owner": value})


def new_stage(url: str, *, now: datetime = NOW, change: Callable[[Setup], Setup] = lambda s: s) -> Stage:
    """A stage whose group has people and channels, and no plan yet."""
    work = create_work(Database(url))
    set_up_group(work, change(SETUP), now)
    return Stage(work, 1)


def exact(day: str, start: str = "15:00", end: str | None = "17:00") -> When:
    return When(Precision.EXACT, f"{day}T{start}", f"{day}T{end}" if end else None)


def on(day: str) -> When:
    return When(Precision.DAY, day)


def month(value: str) -> When:
    return When(Precision.MONTH, value)


def at(day: str, hour: int = 8, minute: int = 0) -> datetime:
    """An instant in UTC."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(
        hours=hour, minutes=minute
    )


def without_event(caller: Caller) -> Caller:
    """The same caller, as one who may repeat requests."""
    return replace(caller, request_id=None)


@contextmanager
def selects_of(database: Database) -> Iterator[list[str]]:
    """The queries that a block asks of a database."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
