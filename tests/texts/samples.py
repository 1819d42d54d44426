"""A small year of an e-waste group, in view data: what the builders are shown with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.group import GroupFacts, GroupView, Rules, StreamView
from bot.core.people import Contact, Reader, Roster
from bot.core.rights import Standing
from bot.core.snapshot import Snapshot
from bot.dates.when import Precision, When
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.plan import Plan
from bot.plan.rules.views import ChangeView

NOW = datetime(2017, 10, 2, 8, 0, tzinfo=UTC)
ZONE = "Europe/Zurich"
GROUP = GroupView(
    id=12,
    team_id="T0IMG",
    label="IMG",
    name="E-waste IMG",
    zone=ZONE,
    channel_id="C0IMG",
    streams=(
        StreamView("WS1", "Programmatic analysis", "C0WS1"),
        StreamView("WS2", "Sharing of knowledge", "C0WS2"),
    ),
    reminders_on=True,
)
SECRETARIAT = Contact(1, "T0IMG", "U0SEC", "Secretariat", ZONE)
ANNA = Contact(2, "T0IMG", "U0ANNA", "Anna", "Africa/Nairobi")
BEN = Contact(3, "T0IMG", "U0BEN", "Ben", "America/New_York")
ROSTER = Roster(
    coordinators=(SECRETARIAT,),
    leads={"WS1": (ANNA,), "WS2": (BEN,)},
    people={1: SECRETARIAT, 2: ANNA, 3: BEN},
)
COORDINATOR = Reader(Standing(1, is_coordinator=True, is_member=True), ZONE, "Secretariat")
LEAD = Reader(Standing(2, lead_of=frozenset({"WS1"}), is_member=True), "Africa/Nairobi", "Anna")
MEMBER = Reader(Standing(4, is_member=True), ZONE, "Mia")


def month(value: str) -> When:
    return When(Precision.MONTH, value)


PLENARY = Item(
    id=1,
    key="IMG-M5",
    kind=Kind.MEETING,
    title="5th IMG E-waste meeting",
    when=When(Precision.EXACT, "2017-10-05T15:30", "2017-10-05T17:30"),
    status=Status.SCHEDULED,
    ordinal=5,
    position=1,
    agenda=("Talk about the analysis", "Talk about sharing knowledge", "A look at the draft plan"),
)
TERMS = Item(
    id=2,
    key="IMG-D1",
    kind=Kind.ACTIVITY,
    title="Send round the draft terms of reference",
    when=month("2017-11"),
    status=Status.PLANNED,
    streams=("WS1", "WS2"),
    position=2,
    actor="The Secretariat",
    recipient="agencies that would like to lead",
)
TEAM_1 = Item(
    id=3,
    key="WS1-M1",
    kind=Kind.MEETING,
    title="1st WS1 Team Meeting",
    when=month("2017-11"),
    status=Status.TO_SCHEDULE,
    streams=("WS1",),
    ordinal=1,
    position=3,
    format="hybrid",
    length="half-day",
)
TEAM_2 = replace(TEAM_1, id=4, key="WS2-M1", title="1st WS2 Team Meeting", streams=("WS2",), position=4)
PLENARY_6 = replace(
    TEAM_1, id=5, key="IMG-M6", title="6th IMG E-waste meeting", when=month("2017-12"), streams=(), ordinal=6,
    position=5, format=None, length=None,
)  # fmt: skip
RESULTS = Item(
    id=9,
    key="WS1-D1",
    kind=Kind.DELIVERABLE,
    title="Results of the analysis",
    when=month("2018-05"),
    status=Status.ON_TRACK,
    streams=("WS1",),
    position=9,
    baseline=month("2018-04"),
    status_note="Two agencies still to answer",
)
PLATFORM = Item(
    id=11,
    key="WS2-D1",
    kind=Kind.ACTIVITY,
    title="Start adding to the existing knowledge platform",
    when=month("2018-06"),
    status=Status.AT_RISK,
    streams=("WS2",),
    position=11,
)
CLOSING = Item(
    id=16,
    key="IMG-D4",
    kind=Kind.CLOSURE,
    title="Closing the group",
    when=month("2018-09"),
    status=Status.PLANNED,
    position=16,
    tentative=True,
    recommendations=("Agencies carry on with the proposal", "Agencies keep the platform alive"),
)
PLAN = (PLENARY, TEAM_1, TEAM_2, TERMS, PLENARY_6, RESULTS, PLATFORM, CLOSING)


def snapshot_of(*items: Item) -> Snapshot:
    """The group with those items."""
    return Snapshot(GroupFacts(1, GROUP, ROSTER, {}, Rules(ZONE)), {Plan: Plan(items)})


SNAPSHOT = snapshot_of(*PLAN)


def change(**fields: object) -> ChangeView:
    """An entry of history: by default Anna set results on track."""
    values: dict[str, object] = {
        "id": 7,
        "at": datetime(2017, 9, 28, 13, 5, tzinfo=UTC),
        "who": "U0ANNA",
        "action": "status",
        "before": {"status": "planned"},
        "after": {"status": "on-track"},
        "note": None,
        "key": "WS1-D1",
        "title": "Results of the analysis",
    }
    return ChangeView(**{**values, **fields})  # type: ignore[arg-type]
