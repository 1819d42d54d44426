"""How many messages everybody got: in all, as the stand-in Slack counts them, and of one meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rich import box
from rich.table import Table

from bot.core.i18n import _, ngettext
from bot.core.notices import is_person
from bot.demo import world
from bot.demo.life import LABEL, ZONE, Life
from bot.groups.store.groups import find_group
from bot.meetings.counted import MOST_DIRECT, MOST_NUDGES, MOST_POSTS, count_of_meeting
from bot.plan.rules.plan import Plan
from bot.sandbox.journal import Entry

IN_CHANNEL, TO_COORDINATOR, TO_LEAD, TO_MEMBER = 3, 3, 2, 1
"""The most messages in one ISO week."""


@dataclass(frozen=True)
class Reader:
    """A channel or a person: how many messages in all, and in the fullest ISO week."""

    name: str
    total: int
    most_in_a_week: int
    quota: int


def is_notice(entry: Entry) -> bool:
    """Whether it is something the bot said unasked: only that carries metadata."""
    return entry.kind == "message" and entry.metadata is not None


def count_messages(entries: Iterable[Entry]) -> list[Reader]:
    """Every channel and person with their notices; weeks are those of the reader's own clock."""
    weeks: dict[str, Counter[tuple[int, int]]] = {}
    for entry in filter(is_notice, entries):
        zone = world.PEOPLE[entry.user][2] if entry.user else ZONE
        year, week, _day = entry.at.astimezone(ZoneInfo(zone)).isocalendar()
        weeks.setdefault(entry.user or entry.channel or "", Counter())[year, week] += 1
    names = {channel: (f"#{name}", IN_CHANNEL) for channel, (name, _members) in world.CHANNELS.items()}
    for user, (name, role, _zone) in world.PEOPLE.items():
        quota = TO_COORDINATOR if user == world.SECRETARIAT else TO_LEAD if "lead" in name else TO_MEMBER
        names[user] = (role, quota)
    return [
        Reader(name, weeks.get(key, Counter()).total(), max(weeks.get(key, {0: 0}).values()), quota)
        for key, (name, quota) in names.items()
    ]


def meeting_table(life: Life, key: str) -> Table:
    """What was sent about one meeting, from its poll to its minutes, beside what may be."""
    with life.bot.work.database.reading() as session:
        group = find_group(session, LABEL, world.TEAM)
        assert group is not None
        snapshot = life.bot.work.snapshot(session, group.id)
        item = snapshot[Plan].by_key[key]
        counts = count_of_meeting(session, snapshot.facts, item.id)
    names = {channel: f"#{name}" for channel, (name, _members) in world.CHANNELS.items()}
    names |= {one.user_id: one.name or one.user_id for one in snapshot.facts.roster.people.values()}
    names |= {user: role for user, (_name, role, _zone) in world.PEOPLE.items()}
    table = Table(
        box=box.SIMPLE, pad_edge=False, title_justify="left",
        title=_("What was said unasked about {key} alone").format(key=key),
    )  # fmt: skip
    table.add_column(_("To"))
    for title in (_("Messages"), _("Allowed"), _("Nudges among them"), _("Allowed")):
        table.add_column(title, justify="right")
    for one in counts:
        moves = ngettext("{most} and {count} move", "{most} and {count} moves", one.moves)
        allowed = moves.format(most=MOST_POSTS, count=one.moves) if one.hears_posts else str(MOST_DIRECT)
        nudges = (str(one.nudges), str(MOST_NUDGES)) if is_person(one.reader) else ("", "")
        table.add_row(names[one.reader], str(one.posts), allowed, *nudges)
    return table


def counts_table(entries: Iterable[Entry]) -> Table:
    """The same as a table."""
    table = Table(box=box.SIMPLE, pad_edge=False, title=_("What the bot said unasked"), title_justify="left")
    table.add_column(_("To"))
    for title in (_("Messages"), _("Most in a week"), _("Allowed")):
        table.add_column(title, justify="right")
    for reader in count_messages(entries):
        table.add_row(reader.name, str(reader.total), str(reader.most_in_a_week), str(reader.quota))
    return table
