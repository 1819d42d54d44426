"""What has to be ready before a meeting: its checklist, its agenda and its papers. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.group import GroupView
from bot.meetings.agenda.rules import Point, PointKind
from bot.plan.rules.items import Item


class Task(StrEnum):
    """The lines of the checklist, in their order."""

    ROOM = "room"
    LINK = "link"
    INTERPRETATION = "interpretation"
    TRANSLATION = "translation"
    PASSES = "passes"
    BRIEF = "brief"


FIRST_NEEDED = (Task.ROOM, Task.LINK)
"""Where and how one takes part: wanted once a meeting is announced, and all that a team meeting needs."""


@dataclass(frozen=True)
class Preparations:
    """The part of a snapshot that holds which lines of the checklists of open meetings are ticked."""

    ticked: Mapping[int, frozenset[Task]] = field(default_factory=dict)

    def of(self, item_id: int) -> frozenset[Task]:
        """What is ticked for a meeting."""
        return self.ticked.get(item_id, frozenset())


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a meeting lacks: its agenda, papers of points (their numbers), and lines of its checklist.

    `ready` are the lines that are done; `left` counts points that are open at earlier meetings.
    """

    agenda: bool
    papers: tuple[int, ...]
    open: tuple[Task, ...]
    ready: tuple[Task, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """What came of ticking: the checklist of a meeting as it stands."""

    group: GroupView
    item: Item
    done: frozenset[Task]
    is_same: bool = False


def tasks_of(item: Item) -> tuple[Task, ...]:
    """The lines of a meeting's checklist: of one that is held in one way only, without the other's."""
    without = {"remote": {Task.ROOM, Task.PASSES}, "in-person": {Task.LINK}}.get(item.format or "", set())
    return tuple(task for task in Task if task not in without)


def ready(item: Item, ticked: Collection[Task]) -> frozenset[Task]:
    """What is done: what was ticked, and what the meeting itself says by its venue and its link."""
    said = {Task.ROOM: bool(item.venue), Task.LINK: bool(item.link)}
    return frozenset(task for task in tasks_of(item) if task in ticked or said.get(task))


def lacking(
    about: str,
    item: Item,
    points: Sequence[Point],
    ticked: Collection[Task],
    *,
    is_published: bool,
    left: int = 0,
) -> Lacking | None:
    """What a meeting lacks at one of its lead times; None where it lacks nothing.

    `about` is that lead time: announced, then agenda, then papers. Of a team meeting only where it is and how
    one takes part is asked for, beside the agenda and the papers.
    """
    done = ready(item, ticked)
    wanted = tasks_of(item)
    if about != "prepare-papers" or not item.is_plenary:
        wanted = tuple(task for task in wanted if task in FIRST_NEEDED)
    papers = tuple(
        number
        for number, point in enumerate(points, 1)
        if point.is_open and point.standing is None and not point.papers
        and point.kind in (PointKind.DISCUSSION, PointKind.DECISION)
    )  # fmt: skip
    found = Lacking(
        agenda=about != "prepare-announced" and not is_published,
        papers=papers if about == "prepare-papers" else (),
        open=tuple(task for task in wanted if task not in done),
        ready=tuple(task for task in tasks_of(item) if task in done),
        left=left,
    )
    return found if found.agenda or found.papers or found.open else None
