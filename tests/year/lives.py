"""Years lived by people who react, each in a way of their own; what they did is written down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.demo import world
from bot.demo.life import Life, living
from bot.sandbox.journal import Entry
from tests.year.rules import GENEVA, Task

END = datetime(2018, 11, 4, 8, 0, tzinfo=UTC)
HEADINGS = ("To decide", "Just over", "Overdue", "Due", "Needs a date", "Begins", "Closing", "Also")


@dataclass(frozen=True)
class Question:
    """One item in a note: under which heading, and the buttons (words → action id) that answer it."""

    person: str
    channel: str
    ts: str
    heading: str
    key: str
    buttons: dict[str, str]


Answers = Callable[[Question, int], tuple[timedelta, str] | None]
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
        if text.strip("*") in HEADINGS:
            heading = text.strip("*")
        elif block["type"] == "section" and (match := re.match(r"\*([A-Z0-9]+-[MD]\d+)\*", text)):
            assert entry.user and entry.channel and entry.ts
            found.append(Question(entry.user, entry.channel, entry.ts, heading, match[1], {}))
        elif block["type"] == "actions" and found:
            for element in block["elements"]:
                found[-1].buttons[element["value"].partition("|")[2]] = element["action_id"]
    return found


async def live(answers: Answers) -> Year:
    """Live the built-in plan's year, from 2 October 2017 until after the closure."""
    async with living() as life:
        year = Year(_tasks(life))
        asked: Counter[tuple[str, str, str]] = Counter()
        agenda: list[tuple[datetime, Question, str]] = []
        slips = list(SLIPS) if answers is real else []
        for _ in range(5000):
            mark = len(life.server.journal)
            agenda.sort(key=lambda due: due[0])
            await life.step(min([END, *(due[0] for due in agenda), *(slip.at for slip in slips)]))
            now = life.clock.now()
            while slips and slips[0].at <= now:
                await _slip(life, year, slips.pop(0))
            while agenda and agenda[0][0] <= now:
                _at, question, words = agenda.pop(0)
                await _press(life, year, question, words)
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


async def _press(life: Life, year: Year, question: Question, words: str) -> None:
    """Press a button, unless the item was settled meanwhile or the card no longer has it."""
    now = life.clock.now()
    task = year.at(now)[question.key]
    place = life.server.slack.workspaces[world.TEAM].channels[question.channel]
    shown = [
        element
        for block in place.messages[question.ts].blocks
        for element in block.get("elements", ())
        if element.get("value", "").endswith(f"|{words}")
    ]
    if not task.is_open or not shown:
        return
    action = shown[0]["action_id"]
    reply = await life.client.click(world.TEAM, question.person, question.channel, question.ts, action)
    assert reply.status == 200
    verb, _key, *rest = words.split()
    if verb in ("held", "done"):
        year.changes.append((now, _closed(task)))
    elif verb == "pick":
        starts = datetime.fromisoformat(f"{rest[0]}T{rest[1].partition('-')[0]}").replace(tzinfo=GENEVA)
        year.changes.append((now, task.dated(starts)))


def _closed(task: Task) -> Task:
    return Task(task.key, task.kind, task.streams, task.first, task.last, task.starts, is_open=False)


def _tasks(life: Life) -> dict[str, Task]:
    assert life.imported is not None
    found = {}
    for item in life.imported.draft.items:
        first, last = item.when.first_day, item.when.last_day
        assert first is not None and last is not None
        task = Task(item.key, item.kind.value, item.streams, first, last)
        if item.when.start_time is not None:
            task = task.dated(datetime.combine(first, item.when.start_time, GENEVA))
        found[item.key] = task
    return found


def _first_date(question: Question) -> str | None:
    return next((words for words in question.buttons if words.startswith("pick ")), None)


SOON, DAYS = timedelta(hours=2), timedelta(days=1)


def smooth(question: Question, _times: int) -> tuple[timedelta, str] | None:
    """Everybody answers on the same day: dates are set, meetings held, work done in time."""
    return _answer(question, SOON)


def _answer(question: Question, delay: timedelta) -> tuple[timedelta, str] | None:
    key = question.key
    words = {
        "Needs a date": _first_date(question),
        "To decide": _first_date(question) or f"done {key}",
        "Just over": f"held {key}",
        "Begins": f"update {key} on-track",
        "Due": f"done {key}",
        "Overdue": f"done {key}",
    }.get(question.heading)
    return (delay, words) if words in question.buttons else None


def real(question: Question, times: int) -> tuple[timedelta, str] | None:
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
