"""Away, snooze, handing over, levels in any order, over two groups: nobody is pestered, nothing is lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.core.errors import UserError
from bot.core.notices import ITEM
from bot.core.requests import Act
from bot.delivery.hooks import Later, Post
from bot.delivery.store.redraws import keep_shown
from bot.delivery.tables import OutboxRow
from bot.groups.acts import HandOver, SetPreferences
from bot.groups.setup import set_up_group
from bot.reminders import reminding
from bot.reminders.acts import Snooze
from bot.reminders.plan_hooks import PlanHooks
from bot.reminders.rules.ladders import asks
from bot.store.database import Database
from bot.store.migrate import upgrade
from tests.stage import CO_LEAD1, COORDINATOR, LEAD1, LEAD2, SETUP, Stage, at, new_stage

BEGIN, WEEKS = date(2017, 11, 13), 3
ZONE = "Europe/Zurich"
NOTES = ("note", "woken", "digest")
MOST = {COORDINATOR: 3, LEAD1: 2, CO_LEAD1: 2, LEAD2: 2}
ALL = tuple(MOST)
LEVELS = ("active", "quiet", "light")


@dataclass(frozen=True)
class Said:
    """A message to a person: when, of which kind, and about which items."""

    at: datetime
    kind: str
    to: str
    items: tuple[int, ...]


@dataclass
class Life:
    """A stage with two groups of the same people, lived day by day."""

    stage: Stage
    said: list[Said] = field(default_factory=list)
    away: dict[str, date] = field(default_factory=dict)
    gone: set[tuple[str, date]] = field(default_factory=set)
    level: dict[str, str] = field(default_factory=dict)
    light: set[tuple[str, date]] = field(default_factory=set)
    most: Counter[tuple[str, int]] = field(default_factory=Counter)
    pauses: Counter[str] = field(default_factory=Counter)

    def deliver(self, now: datetime) -> None:
        """Plan ahead, and send what is due."""
        reminding.sweep(self.stage.work, now)
        hooks = PlanHooks(self.stage.work, "/img")
        with self.stage.database.writing() as session:
            rows = session.query(OutboxRow).filter(OutboxRow.state == "pending", OutboxRow.due_at <= now)
            for row in rows.order_by(OutboxRow.due_at, OutboxRow.id):
                decision = hooks.prepare(session, row, now)
                if isinstance(decision, Later):
                    row.due_at = decision.at
                    continue
                row.state = "sent" if isinstance(decision, Post) else "cancelled"
                if isinstance(decision, Post):
                    row.sent_at, row.ts, row.channel_id = now, f"1.{row.id}", "D0"
                    keep_shown(session, {row.id: decision.shows})
                    items = tuple(sorted(number for name, number in decision.shows if name == ITEM))
                    self.said.append(Said(now, row.kind, row.recipient, items))

    def do(self, user: str, act: Act, now: datetime) -> bool:
        """What somebody does in the first group; whether it changed anything."""
        try:
            return self.stage.do(act, self.stage.as_(user, channel=None), now).act_id is not None
        except UserError:
            return False


@contextmanager
def life() -> Iterator[Life]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'img.db'}"
        upgrade(Database(url))
        begin = at(BEGIN.isoformat(), 6)
        stage = new_stage(url, now=begin)
        places = (("WS1", "C0A1"), ("WS2", "C0A2"))
        other = replace(SETUP, label="ABC", name="Another", channel="C0ABC", stream_channels=places)
        set_up_group(stage.work, other, begin)
        stage.import_plan(start=True, now=begin)
        Stage(stage.work, 2).import_plan(start=True, now=begin)
        yield Life(stage)


DEEDS = st.lists(
    st.tuples(
        st.integers(0, 7 * WEEKS - 4),
        st.sampled_from(ALL),
        st.sampled_from((*LEVELS, "away", "hand", "back", "snooze", "snooze item", "hand over")),
        st.integers(1, 9),
        st.sampled_from(ALL),
    ),
    max_size=8,
)


def live(life: Life, deeds: list[tuple[int, str, str, int, str]]) -> None:
    """Three weeks, with what people do in the evenings; at the end everybody is back and asked as usual."""
    for number in range(7 * WEEKS + 10):
        day = BEGIN + timedelta(days=number)
        evening = at(day.isoformat(), 17)
        if day.weekday() < 5:
            life.deliver(at(day.isoformat(), 9))
        for user in ALL:
            week = day.isocalendar()[1]
            level = life.level.get(user, "quiet")
            life.most[user, week] = max(life.most[user, week], 5 if level == "active" else MOST[user])
            if level == "light":
                life.light.add((user, day))
            if life.away.get(user, day) > day:
                life.gone.add((user, day))
        for _at, user, deed, days, other in [one for one in deeds if one[0] == number]:
            do(life, user, deed, day + timedelta(days=days), other, evening)
        if number == 7 * WEEKS:
            for user in ALL:
                do(life, user, "back", day, user, evening)
                do(life, user, "quiet", day, user, evening)


def do(life: Life, user: str, deed: str, until: date, other: str, now: datetime) -> None:
    """One thing that somebody does; what cannot be done changes nothing."""
    ends = at(until.isoformat(), 8)
    item = life.stage.item("WS1-M2").id
    acts: dict[str, Act] = {
        "away": SetPreferences(away_until=until),
        "hand": SetPreferences(away_until=until, stand_in=other),
        "back": SetPreferences(is_back=True),
        "snooze": Snooze(None, ends),
        "snooze item": Snooze(item, ends),
        **{level: SetPreferences(level=level) for level in LEVELS},
        "hand over": HandOver(other),
    }
    if not life.do(user, acts[deed], now):
        return
    if deed in ("away", "hand"):
        life.away[user] = until + timedelta(days=1)
        life.pauses[user] += 1
    elif deed == "back":
        life.away.pop(user, None)
    elif deed in LEVELS:
        life.level[user] = deed
    else:
        life.pauses[user] += 1
        life.pauses[other] += deed == "hand over"


@given(DEEDS)
@example([(0, user, "light", 1, user) for user in (LEAD1, LEAD2)] + [(9, LEAD1, "quiet", 1, LEAD1)])
@example([(17, COORDINATOR, "snooze", 2, COORDINATOR), (5, COORDINATOR, "snooze", 5, COORDINATOR)])
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_nobody_is_pestered_and_nothing_is_lost(deeds: list[tuple[int, str, str, int, str]]) -> None:
    with life() as lived:
        live(lived, deeds)
        notes = [one for one in lived.said if one.kind == "note"]
        a_week = Counter((one.to, one.at.isocalendar()[1]) for one in notes)
        over = {key: count for key, count in a_week.items() if count > lived.most.get(key, 5)}
        assert over == {}, "more notes than their part"
        told = [one for one in lived.said if one.kind in NOTES]
        # Where nobody at all is there, the coordinator is asked: nothing is lost.
        while_away = [
            one
            for one in told
            if (one.to, one.at.date()) in lived.gone
            and not all((user, one.at.date()) in lived.gone for user in ALL)
        ]
        assert while_away == [], "asked while away"
        notes_in_light = [
            one for one in told if (one.to, one.at.date()) in lived.light and one.kind != "woken"
        ]
        assert notes_in_light == [], "only what they put off themselves reaches them"
        twice = Counter((one.to, one.at.date(), item) for one in told for item in one.items)
        assert max(twice.values(), default=0) <= 1, "asked twice in a day"
        asked = {item for one in told for item in one.items}
        wanted = {
            item.id
            for group in (1, 2)
            for item in Stage(lived.stage.work, group).items().values()
            for ask in asks(item, lived.stage.cli().rules, BEGIN + timedelta(weeks=WEEKS))
            if ask.day > BEGIN
        }
        if lived.light:
            return  # whoever wants to hear of meetings alone is not asked
        assert wanted <= asked, "something is lost"
