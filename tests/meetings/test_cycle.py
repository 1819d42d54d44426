"""From the agenda to adopted minutes: by words, by buttons and forms, and by the coordinator for all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.groups.rules.agencies import Agencies
from bot.meetings.attendance.store import book_of
from bot.meetings.minutes.filing import paper_of
from bot.meetings.minutes.rules import MinutesBook, MinutesState
from bot.plan.rules.plan import Plan
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR, LEAD1, MEMBER

DAY, NEXT, LATER = (
    datetime(2018, 1, 16, 13, 30, tzinfo=UTC),
    datetime(2018, 1, 17, 8, tzinfo=UTC),
    datetime(2018, 3, 15, 8, tzinfo=UTC),
)


def by_words(rig: Rig, lead: str = LEAD1, member: str = MEMBER) -> None:
    """Everything is typed."""
    say = rig.say
    say(lead, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    say(COORDINATOR, 'add meeting "3rd WS1 Team Meeting" WS1 april 2018')
    say(lead, "agenda ws1-m2 standing")
    say(lead, "agenda ws1-m2 add Data sets (20 min, WHO) [decision]")
    say(member, "agenda ws1-m2 propose Budget 15 min")
    say(lead, "agenda ws1-m2 accept p1")
    say(lead, "agenda ws1-m2 publish")
    say(lead, f"minutes ws1-m2 note-taker <@{member}>")
    rig.now = DAY
    number = rig.texts("WS1-M2").index("Data sets") + 1
    say(member, f"note ws1-m2 {number} Two agencies have none")
    say(member, f"decision ws1-m2 {number} The template is adopted")
    say(member, f"action ws1-m2 {number} UNEP send the list by 31 january 2018")
    rig.now = NEXT
    say(lead, "done ws1-m2")
    say(lead, "attendance ws1-m2 UNEP in person, WHO remote")
    budget = rig.texts("WS1-M2").index("Budget") + 1
    say(lead, f"agenda ws1-m2 carry {budget} to ws1-m3")
    form = say(lead, "agenda ws1-m2 settle")
    rig.submit(lead, form)
    say(lead, "minutes ws1-m2 circulate until 26 january 2018")
    rig.now = LATER
    say(COORDINATOR, "schedule ws1-m3 14 march 2018 10:00-11:00")
    say(member, "done a1")


def by_buttons(rig: Rig, lead: str = LEAD1, member: str = MEMBER) -> None:
    """Nothing is typed that a button or a form does, once the first message stands there."""
    press, submit = rig.press, rig.submit
    submit(lead, rig.say(lead, "schedule ws1-m2"), day="2018-01-16", start="14:00", end="16:00")
    fields: dict[str, Any] = {"kind": "meeting", "title": "3rd WS1 Team Meeting", "streams": ["WS1"]}
    submit(COORDINATOR, rig.say(COORDINATOR, "add"), **fields, month="2018-04")
    press(lead, rig.say(lead, "agenda ws1-m2"), "Add the standing points")
    form = press(lead, rig.say(lead, "agenda ws1-m2"), "Edit")
    assert form.view is not None
    lines = form.view["blocks"][1]["element"]["initial_value"].splitlines()
    place = next(at for at, line in enumerate(lines) if line.startswith("Date of the next"))
    lines.insert(place, "Data sets | 20 min | WHO | for decision")
    submit(lead, form, lines="\n".join(lines))
    asked = press(member, rig.say(member, "agenda ws1-m2"), "Propose a point")
    submit(member, asked, text="Budget", minutes="15")
    press(lead, rig.say(lead, "agenda ws1-m2"), "Take it")
    press(lead, rig.say(lead, "agenda ws1-m2"), "Publish")
    rig.say(lead, f"minutes ws1-m2 note-taker <@{member}>")
    rig.now = DAY
    item, point = rig.stage.item("WS1-M2").id, next(p for p in rig.points("WS1-M2") if p.text == "Data sets")
    saved: dict[str, Any] = {"meeting": str(item), "point": str(point.id)}
    submit(member, rig.shortcut(member, "Two agencies have none"), **saved)
    submit(member, rig.shortcut(member, "The template is adopted"), **saved, kind="decision")
    what = {"kind": "action", "agency": "UNEP", "due": "2018-01-31"}
    submit(member, rig.shortcut(member, "send the list"), **saved, **what)
    rig.now = NEXT
    submit(lead, rig.say(lead, "update ws1-m2"), status="held")
    minutes = rig.say(lead, "minutes ws1-m2")
    submit(lead, press(lead, minutes, "Attendance"), in_person=["a1"], remote=["a2"])
    budget = next(p for p in rig.points("WS1-M2") if p.text == "Budget")
    form = press(lead, rig.say(lead, "agenda ws1-m2"), "What became of them")
    submit(lead, form, to_next=[str(budget.id)])
    submit(lead, press(lead, rig.say(lead, "minutes ws1-m2"), "Send round"), until="2018-01-26")
    rig.now = LATER
    submit(COORDINATOR, rig.say(COORDINATOR, "schedule ws1-m3"), day="2018-03-14", start="10:00", end="11:00")
    press(member, rig.say(member, "actions mine"), "Done")


def on_behalf(rig: Rig) -> None:
    """The coordinator does everything for all."""
    by_words(rig, COORDINATOR, COORDINATOR)


WAYS = {"words": by_words, "buttons": by_buttons, "on behalf": on_behalf}


def state(rig: Rig) -> dict[str, Any]:
    """All that came of it, whoever did it."""
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        snapshot = looking.snapshot
        plan = snapshot[Plan]
        item = plan.by_key["WS1-M2"]
        record = snapshot[MinutesBook].of(item.id)
        people = book_of(looking.session, 1).of(item.id, snapshot[Agencies])
        paper = paper_of(snapshot, looking.session, item, rig.now).values
    points = rig.book().points
    return {
        "points": {key: [(p.text, p.state.value, p.minutes, p.speaker, p.note) for p in
                         sorted(points.get(plan.by_key[key].id, ()), key=lambda p: p.text)]
                   for key in ("WS1-M2", "WS1-M3")},
        "decisions": [(one.key, one.text) for one in rig.decisions("WS1-M2")],
        "actions": [(a.key, a.text, a.owner_agency, a.due, a.state.value) for a in rig.outcomes().actions],
        "attendance": [(one.name, one.how.value) for one in people],
        "minutes": (record.state.value, record.comments_until),
        "status": item.status.value,
        "paper": {name: paper[name] for name in ("state", "decisions", "actions", "participants")},
    }  # fmt: skip


GOLDEN: dict[str, Any] = {
    "decisions": [("D1", "The template is adopted")],
    "actions": [("A1", "send the list", "UNEP", datetime(2018, 1, 31, tzinfo=UTC).date(), "done")],
    "attendance": [("UNEP", "in-person"), ("WHO", "remote")],
    "minutes": ("circulated", datetime(2018, 1, 26, tzinfo=UTC).date()),
    "status": "held",
}


@pytest.mark.parametrize("way", WAYS, ids=WAYS)
def test_the_whole_cycle_comes_to_the_same(rig: Rig, way: str) -> None:
    WAYS[way](rig)
    found = state(rig)
    assert {name: found[name] for name in GOLDEN} == GOLDEN
    points = {text: (where, note) for text, where, _minutes, _speaker, note in found["points"]["WS1-M2"]}
    assert points["Data sets"] == ("done", "Two agencies have none")
    assert points["Budget"] == ("carried", None)
    assert {where for where, _note in points.values()} == {"done", "carried"}
    assert ("Budget", "accepted", 15, None, None) in found["points"]["WS1-M3"]
    assert found["paper"]["state"] == "Adopted: nobody objected by Wed 31 Jan 2018"


def test_all_ways_write_the_same_paper(rig: Rig) -> None:
    by_words(rig)
    text = rig.say(MEMBER, "minutes ws1-m2").all
    for words in ("Two agencies have none", "*D1* The template is adopted", "*A1* send the list · UNEP",
                  "In person: UNEP", "→ WS1-M3", "WS1-M3 *3rd WS1 Team Meeting*"):  # fmt: skip
        assert words in text, words


def test_the_next_meeting_adopts_the_minutes_of_the_last(rig: Rig) -> None:
    for words in ("move img6 5 dec 2017 14:00-16:00", "agenda img7 standing"):
        rig.say(COORDINATOR, words)
    rig.now = datetime(2017, 12, 6, 8, tzinfo=UTC)
    rig.say(COORDINATOR, "done img6")
    rig.say(COORDINATOR, "minutes img6 circulate until 30 march 2018")
    rig.say(COORDINATOR, "schedule img7 10 jan 2018 14:00-16:00")
    rig.now = datetime(2018, 1, 11, 8, tzinfo=UTC)
    rig.say(COORDINATOR, "done img7")
    rig.submit(COORDINATOR, rig.say(COORDINATOR, "agenda img7 settle"))
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        record = looking.snapshot[MinutesBook].of(rig.stage.item("IMG-M6").id)
    assert (record.state, record.adopted_by) == (MinutesState.ADOPTED, rig.stage.item("IMG-M7").id)
    assert "Adopted by IMG-M7" in rig.say(COORDINATOR, "minutes img6").all
    # Taking the points of the later meeting back takes the adoption back with it.
    assert rig.told(COORDINATOR, "undo").startswith("↩ Taken back")
    assert "For comments until" in rig.say(COORDINATOR, "minutes img6").all
