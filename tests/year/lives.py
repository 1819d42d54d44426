"""Years lived by people who react, each in a way of their own; what they did is written down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.core.registry import Registry
from bot.core.requests import Act, Request
from bot.demo import world
from bot.demo.life import Life, living
from bot.features import FEATURES
from bot.plan.acts import SetDate, SetStatus
from bot.plan.rules.items import Status
from bot.sandbox.journal import Entry
from tests.year.rules import GENEVA, Task

END = datetime(2019, 1, 2, 8, 0, tzinfo=UTC)
"""After fifteen months: the last item is two months late."""
REGISTRY = Registry(FEATURES)
ANSWERED = ("To decide", "Just over", "Begins", "Due", "Overdue")
HEADINGS = (
    "To decide", "Just over", "Overdue", "Due", "Needs a date", "To prepare", "Begins", "Closing",
    "Long overdue", "Also",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One item in a note: under which heading, and what the buttons that answer it say."""

    person: str
    channel: str
    ts: str
    heading: str
    key: str
    buttons: list[Request]


Answers = Callable[[Question, int], tuple[timedelta, Act] | None]
"""From a question, and how often this person was asked it, to when which button is pressed."""


@dataclass
class Year:
    """What was lived: the journal, and each change (when, key, and the item as it then stood)."""

    tasks: dict[str, Task]
    journal: list[Entry] = field(default_factory=list)
    changes: list[tuple[datetime, Task]] = field(default_factory=list)

    def at(self, moment: datetime) -> dict[str, Task]:
        """All items as they stood just before a moment."""
        now = dict(self.tasks)
        for when, task in self.changes:
            if when < moment:
                now[task.key] = task
        return now


def is_note(entry: Entry) -> bool:
    """A person's note, by its headline."""
    head = entry.blocks[0]["text"]["text"] if entry.blocks else ""
    return entry.kind == "message" and bool(re.match(r"Your week from|For you,", head))


def questions(entry: Entry) -> list[Question]:
    """What a note asks."""
    found: list[Question] = []
    heading = ""
    for block in entry.blocks:
        text = block.get("text", {}).get("text", "")
        if text.partition("\n")[0].strip("*") in HEADINGS:
            heading = text.partition("\n")[0].strip("*")
        elif heading == "Long overdue" and text.startswith("• "):
            assert entry.user and entry.channel and entry.ts
            found += [
                Question(entry.user, entry.channel, entry.ts, heading, key, [])
                for key in re.findall(r"^• \*([A-Z0-9]+-[MD]\d+)\*", text, re.MULTILINE)
            ]
        elif block["type"] == "section" and (match := re.match(r"\*([A-Z0-9]+-[MD]\d+)\*", text)):
            assert entry.user and entry.channel and entry.ts
            found.append(Question(entry.user, entry.channel, entry.ts, heading, match[1], []))
        elif block["type"] == "actions" and found:
            found[-1].buttons.extend(
                REGISTRY.decode(element["value"]).request
                for element in block["elements"]
                if "value" in element
            )
    return found


async def live(answers: Answers) -> Year:
    """Live the built-in plan's year, from 2 October 2017 until after the closure."""
    async with living() as life:
        year = Year(_tasks(life))
        asked: Counter[tuple[str, str, str]] = Counter()
        agenda: list[tuple[datetime, Question, Act]] = []
        slips = list(SLIPS) if answers is real else []
        for _ in range(5000):
            mark = len(life.server.journal)
            agenda.sort(key=lambda due: due[0])
            await life.step(min([END, *(due[0] for due in agenda), *(slip.at for slip in slips)]))
            now = life.clock.now()
            while slips and slips[0].at <= now:
                await _slip(life, year, slips.pop(0))
            while agenda and agenda[0][0] <= now:
                _at, question, act = agenda.pop(0)
                await _press(life, year, question, act)
            for entry in life.server.journal.since(mark):
                for question in questions(entry) if is_note(entry) else ():
                    slot = (question.person, question.key, question.heading)
                    asked[slot] += 1
                    if (answer := answers(question, asked[slot])) is not None:
                        agenda.append((now + answer[0], question, answer[1]))
            if now >= END:
                break
        year.journal = list(life.server.journal)
        return year


async def _slip(life: Life, year: Year, slip: Slip) -> None:
    """Type that something moves."""
    words = f"move {slip.task.key} {slip.words}"
    reply = await life.client.command(world.TEAM, world.GROUP_CHANNEL, slip.user, "/img", words)
    assert reply.status == 200 and "is moved" in reply.text, reply.text
    year.changes.append((life.clock.now(), slip.task))


async def _press(life: Life, year: Year, question: Question, act: Act) -> None:
    """Press a button, unless the item was settled meanwhile or the card no longer has it."""
    now = life.clock.now()
    task = year.at(now)[question.key]
    place = life.server.slack.workspaces[world.TEAM].channels[question.channel]
    shown = [
        element
        for block in place.messages[question.ts].blocks
        for element in block.get("elements", ())
        if "value" in element and REGISTRY.decode(element["value"]).request == act
    ]
    if not task.is_open or not shown:
        return
    action = shown[0]["action_id"]
    reply = await life.client.click(world.TEAM, question.person, question.channel, question.ts, action)
    told = [entry.text for entry in reply.entries if entry.text]
    assert reply.status == 200 and (told[0][0] == "✔" or "stands as it was" in told[0]), told
    if isinstance(act, SetStatus) and act.status in (Status.HELD, Status.DONE):
        year.changes.append((now, _closed(task)))
    elif isinstance(act, SetDate):
        assert act.when.start is not None
        year.changes.append((now, task.dated(datetime.fromisoformat(act.when.start).replace(tzinfo=GENEVA))))


def _closed(task: Task) -> Task:
    return replace(task, is_open=False)


def _tasks(life: Life) -> dict[str, Task]:
    assert life.imported is not None
    found = {}
    for item in life.imported.draft.items:
        first, last = item.when.first_day, item.when.last_day
        assert first is not None and last is not None
        by_secretariat = item.actor == "EMG Secretariat"
        task = Task(item.key, item.kind.value, item.streams, first, last, by_secretariat=by_secretariat)
        if item.when.start_time is not None:
            task = task.dated(datetime.combine(first, item.when.start_time, GENEVA))
        found[item.key] = task
    return found


SOON, DAYS = timedelta(hours=2), timedelta(days=1)


def smooth(question: Question, _times: int) -> tuple[timedelta, Act] | None:
    """Everybody answers on the same day: dates are set, meetings held, work done in time."""
    return _answer(question, SOON)


SETTLED_BY = {"Just over": Status.HELD, "Begins": Status.ON_TRACK}
"""By which status a question is settled; all others are when the item is done."""


def _answer(question: Question, delay: timedelta) -> tuple[timedelta, Act] | None:
    """The first proposed date, else the status that settles the question; None where no button offers it."""
    is_asked_for_date = question.heading in ("Needs a date", "To decide")
    status = SETTLED_BY.get(question.heading, Status.DONE)
    for button in question.buttons:
        if isinstance(button, SetDate) and is_asked_for_date:
            return delay, button
        if isinstance(button, SetStatus) and button.status is status and question.heading in ANSWERED:
            return delay, button
    return None


def real(question: Question, times: int) -> tuple[timedelta, Act] | None:
    """As years are: dates are set at the second asking, work is weeks late, some questions are let lie."""
    if question.heading in ("Needs a date", "Overdue"):
        return _answer(question, 2 * DAYS) if times >= 2 else None
    if question.heading == "Just over":
        # Work Stream 2 never answers: its meetings are presumed held.
        return None if question.key.startswith("WS2") else _answer(question, 5 * SOON)
    if question.heading == "Begins":
        return _answer(question, 9 * DAYS)
    return None


@dataclass(frozen=True)
class Slip:
    """Somebody moves an item, which then stands as in `task`."""

    at: datetime
    user: str
    words: str
    task: Task


SLIPS = (
    Slip(
        datetime(2018, 3, 12, 10, tzinfo=GENEVA),
        world.SECRETARIAT,
        "27 mar 2018 14:00-16:00",
        Task("IMG-M7", "meeting", (), date(2018, 3, 27), date(2018, 3, 27)).dated(
            datetime(2018, 3, 27, 14, tzinfo=GENEVA)
        ),
    ),
    Slip(
        datetime(2018, 5, 15, 10, tzinfo=GENEVA),
        world.WS1_LEAD,
        "june 2018",
        Task("WS1-D2", "deliverable", ("WS1",), date(2018, 6, 1), date(2018, 6, 30)),
    ),
)
"""What slips in the real year."""


def silent(_question: Question, _times: int) -> None:
    """Nobody ever answers."""


YEARS: Sequence[Answers] = (smooth, real, silent)
