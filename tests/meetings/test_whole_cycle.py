"""A plenary from its month to adopted minutes, and a written round: by words, by buttons, and on behalf."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.core.codec import encode
from bot.plan.looks import Show
from bot.plan.rules.point_states import PointState
from tests.meetings.cycle_facts import facts
from tests.meetings.rig import Rig, Said, _said
from tests.stage import CO_LEAD1, COORDINATOR, LEAD1, LEAD2, MEMBER, at, new_stage

DAY, NEXT = datetime(2018, 1, 16, 13, 30, tzinfo=UTC), datetime(2018, 1, 17, 8, tzinfo=UTC)
ROUND_OVER, LATER = datetime(2017, 12, 21, 8, tzinfo=UTC), datetime(2018, 3, 15, 8, tzinfo=UTC)
Steps = Iterator[str]


def by_words(rig: Rig) -> Steps:
    """Everything is typed, each person for themselves."""

    def say(user: str, words: str) -> Said:
        told = rig.say(user, words)
        assert told.view is not None or told.text.startswith("✔"), f"{words}: {told.text}"
        return told

    say(COORDINATOR, "poll img6 16 jan 14:00-17:00, 18 jan 14:00-17:00 until 15 dec")
    say(MEMBER, "vote img6 1 yes, 2 no")
    say(LEAD1, "vote img6 all")
    say(CO_LEAD1, "vote img6 1 if need be, 2 yes")
    say(LEAD2, "vote img6 none")
    say(COORDINATOR, "choose img6 1")
    yield "chosen"
    say(MEMBER, "alternate img6 Ms Otieno")
    say(LEAD1, "remote img6")
    say(CO_LEAD1, 'in person img6 "leaves at 16:00"')
    say(LEAD2, "regrets img6")
    yield "replied"
    say(COORDINATOR, 'ask img-d1 "comments on the mandates" until 20 dec silence is consent')
    say(MEMBER, "answer img-d1 no comments")
    rig.now = ROUND_OVER
    yield "agreed"
    say(COORDINATOR, "agenda img6 standing")
    say(COORDINATOR, "agenda img6 take")
    say(COORDINATOR, "agenda img6 add Data sets (20 min, WHO) [decision]")
    say(MEMBER, "agenda img6 propose Budget 15 min")
    say(COORDINATOR, "agenda img6 accept p1")
    say(COORDINATOR, "agenda img6 publish")
    say(COORDINATOR, f"minutes img6 note-taker <@{MEMBER}>")
    rig.now = DAY
    number = rig.texts("IMG-M6").index("Data sets") + 1
    say(MEMBER, f"note img6 {number} Two agencies have none")
    say(MEMBER, f"decision img6 {number} The template is adopted")
    say(MEMBER, f"action img6 {number} UNEP send the list by 31 january 2018")
    rig.now = NEXT
    say(COORDINATOR, "done img6")
    say(MEMBER, "attendance img6 UNEP in person, WHO remote")
    budget = rig.texts("IMG-M6").index("Budget") + 1
    say(COORDINATOR, f"agenda img6 carry {budget} to WHO by 28 february 2018")
    reading = 1 + next(at for at, text in enumerate(rig.texts("IMG-M6")) if text.startswith("First reading"))
    say(COORDINATOR, f"agenda img6 carry {reading} to img7")
    rig.submit(COORDINATOR, say(COORDINATOR, "agenda img6 settle"))
    say(MEMBER, "minutes img6 circulate until 30 march 2018")
    say(MEMBER, "done a1")
    say(COORDINATOR, "schedule img7 14 march 2018 14:00-16:00")
    say(COORDINATOR, "agenda img7 standing")
    rig.now = LATER
    say(COORDINATOR, "done img7")
    rig.submit(COORDINATOR, say(COORDINATOR, "agenda img7 settle"))
    yield "adopted"


def by_buttons(rig: Rig) -> Steps:
    """Nothing is typed but what forms ask for; all begins at the card of an item."""
    press, submit = rig.press, rig.submit

    def card(user: str, key: str) -> Said:
        value = encode(Show(rig.stage.item(key).id), rig.stage.group_id)
        return _said(rig._conversation.press(rig._arrival(user), value))

    def at_card(user: str, label: str, key: str = "IMG-M6") -> Said:
        return press(user, card(user, key), label)

    dates = "16 jan 2018 14:00-17:00\n18 jan 2018 14:00-17:00"
    submit(
        COORDINATOR, at_card(COORDINATOR, "Ask which dates work for IMG-M6"), dates=dates, until="2017-12-15"
    )
    poll = at_card(COORDINATOR, "Poll of IMG-M6")
    submit(MEMBER, press(MEMBER, poll, "Vote"), works=["1"])
    press(LEAD1, poll, "All work")
    submit(CO_LEAD1, press(CO_LEAD1, poll, "Vote"), works=["2"], maybe=["1"])
    press(LEAD2, poll, "None")
    press(COORDINATOR, poll, "Choose")
    yield "chosen"
    replies = at_card(MEMBER, "Who comes")
    submit(MEMBER, press(MEMBER, replies, "Alternate…"), alternate="Ms Otieno")
    press(LEAD1, replies, "Remote")
    form = press(COORDINATOR, at_card(COORDINATOR, "Who comes"), "Reply for somebody…")
    submit(COORDINATOR, form, person=CO_LEAD1, coming="in-person", note="leaves at 16:00")
    press(LEAD2, replies, "Regrets")
    yield "replied"
    form, asked = at_card(COORDINATOR, "Ask the agencies", "IMG-D1"), {"question": "comments on the mandates"}
    submit(COORDINATOR, form, **asked, until="2017-12-20", consent=["consent"])
    press(MEMBER, at_card(MEMBER, "Written round: how it stands", "IMG-D1"), "No comments")
    rig.now = ROUND_OVER
    yield "agreed"
    press(COORDINATOR, at_card(COORDINATOR, "Agenda of IMG-M6"), "Add the standing points")
    press(COORDINATOR, at_card(COORDINATOR, "Agenda of IMG-M6"), "Take last meeting's open points")
    form = press(COORDINATOR, at_card(COORDINATOR, "Agenda of IMG-M6"), "Edit")
    assert form.view is not None
    lines = form.view["blocks"][1]["element"]["initial_value"].splitlines()
    place = next(at for at, line in enumerate(lines) if line.startswith("Date of the next"))
    lines.insert(place, "Data sets | 20 min | WHO | for decision")
    submit(COORDINATOR, form, lines="\n".join(lines))
    submit(
        MEMBER,
        press(MEMBER, at_card(MEMBER, "Agenda of IMG-M6"), "Propose a point"),
        text="Budget",
        minutes="15",
    )
    press(COORDINATOR, at_card(COORDINATOR, "Agenda of IMG-M6"), "Take it")
    press(COORDINATOR, at_card(COORDINATOR, "Agenda of IMG-M6"), "Publish")
    rig.now = DAY
    submit(
        COORDINATOR,
        press(COORDINATOR, at_card(COORDINATOR, "Minutes of IMG-M6"), "Note-taker…"),
        person=MEMBER,
    )
    point = str(next(one.id for one in rig.points("IMG-M6") if one.text == "Data sets"))
    what = {"kind": "action", "agency": "UNEP", "due": "2018-01-31"}
    for values in (
        {"text": "Two agencies have none"},
        {"text": "The template is adopted", "kind": "decision"},
        {"text": "send the list", **what},
    ):
        form = press(MEMBER, at_card(MEMBER, "Minutes of IMG-M6"), "Write down…")
        submit(MEMBER, form, point=point, **values)
    rig.now = NEXT
    at_card(COORDINATOR, "It was held")
    form = press(MEMBER, at_card(MEMBER, "Minutes of IMG-M6"), "Attendance")
    submit(MEMBER, form, in_person=["a1"], remote=["a2"], regrets=[])
    ids = {one.text[:13]: str(one.id) for one in rig.points("IMG-M6")}
    form = press(COORDINATOR, at_card(COORDINATOR, "Minutes of IMG-M6"), "What became of the points")
    whom = {"to_somebody": [ids["Budget"]], "agency": "WHO", "due": "2018-02-28"}
    submit(COORDINATOR, form, to_next=[ids["First reading"]], **whom)
    submit(MEMBER, press(MEMBER, at_card(MEMBER, "Minutes of IMG-M6"), "Send round"), until="2018-03-30")
    press(MEMBER, rig.say(MEMBER, "actions mine"), "Done")
    form = at_card(COORDINATOR, "Set a date", "IMG-M7")
    submit(COORDINATOR, form, day="2018-03-14", start="14:00", end="16:00")
    press(COORDINATOR, at_card(COORDINATOR, "Agenda of IMG-M7", "IMG-M7"), "Add the standing points")
    rig.now = LATER
    at_card(COORDINATOR, "It was held", "IMG-M7")
    submit(
        COORDINATOR,
        press(COORDINATOR, at_card(COORDINATOR, "Agenda of IMG-M7", "IMG-M7"), "What became of them"),
    )
    yield "adopted"


def on_behalf(rig: Rig) -> Steps:
    """The coordinator enters everything, for each of the others, by words and by forms."""
    steps = by_words(_ForAll(rig))  # type: ignore[arg-type] # it says what the rig says
    yield from steps


class _ForAll:
    """A rig at which the coordinator says what the others would say, for them."""

    ENTERED = ("vote", "remote", "regrets", "in", "alternate", "answer")

    def __init__(self, rig: Rig) -> None:
        self._rig = rig

    def say(self, user: str, words: str) -> Said:
        verb = words.split(" ")[0]
        if user == COORDINATOR or verb not in self.ENTERED:
            return self._rig.say(COORDINATOR, words)
        if verb == "alternate":
            return self._rig.say(COORDINATOR, f"{words} for <@{user}>")
        if verb == "vote" and user == LEAD2:
            form = self._rig.press(COORDINATOR, self._rig.say(COORDINATOR, "poll img6"), "Vote for somebody…")
            return self._rig.submit(COORDINATOR, form, person=user)
        if verb == "answer":
            found = self._rig.say(COORDINATOR, "answer img-d1")
            form = self._rig.press(COORDINATOR, found, "Answer for an agency…")
            return self._rig.submit(COORDINATOR, form, agency="1", kind="no-comments")
        at = next(place for place, word in enumerate(words.split(" ")) if word.startswith("img")) + 1
        said = words.split(" ")
        return self._rig.say(COORDINATOR, " ".join([*said[:at], "for", f"<@{user}>", *said[at:]]))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._rig, name)

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401
        if name == "_rig":
            object.__setattr__(self, name, value)
        else:
            setattr(self._rig, name, value)


GOLDEN: dict[str, dict[str, Any]] = {
    "chosen": {
        "when": ("2018-01-16T14:00", "2018-01-16T17:00", "scheduled"),
        "votes": {MEMBER: "yn", LEAD1: "yy", CO_LEAD1: "iy", LEAD2: "nn"},
    },
    "replied": {
        "UNEP": ("in-person", ("Ms Otieno", None)),
        "WHO": ("remote", (None, None)),
        CO_LEAD1: ("in-person", (None, "leaves at 16:00")),
        LEAD2: ("regrets", (None, None)),
    },
    "agreed": {
        "answers": {"UNEP": "no-comments"},
        "verdict": "✔ Agreed: nobody objects, 1 agency by its silence.",
    },
    "adopted": {
        "actions": [
            ("A1", "send the list", "UNEP", date(2018, 1, 31), "done", False),
            ("A2", "Budget", "WHO", date(2018, 2, 28), "open", True),
        ],
        "attendance": [("UNEP", "in-person"), ("WHO", "remote")],
        "minutes": ("adopted", date(2018, 3, 30), True),
    },
}


def lived(template: Path, folder: Path, way: Callable[[Rig], Steps]) -> dict[str, Any]:
    """What is so after each step of a cycle that is lived in a database of its own."""
    shutil.copy(template, folder / f"{way.__name__}.db")
    stage = new_stage(f"sqlite:///{folder / way.__name__}.db")
    stage.import_plan(start=True)
    rig = Rig(stage, at("2017-12-01"))
    found = {step: facts(rig, step) for step in way(rig)}
    stage.database.close()
    return found


def test_a_whole_cycle_comes_to_the_same_by_words_by_buttons_and_on_behalf(
    sqlite_template: Path, tmp_path: Path
) -> None:
    found = lived(sqlite_template, tmp_path, by_words)
    for step, wanted in GOLDEN.items():
        assert {name: found[step][name] for name in wanted} == wanted, step
    points = found["adopted"]["points"]
    assert {state for _text, state, *_rest in points["IMG-M5"]} == {PointState.CARRIED.value}
    texts = {text: (state, note) for text, state, _minutes, _speaker, note in points["IMG-M6"]}
    assert texts["Data sets"] == ("done", "Two agencies have none") and texts["Budget"] == ("carried", None)
    assert {state for state, _note in texts.values()} == {"done", "carried"}
    assert any(text.startswith("First reading") and state == "done" for text, state, *_ in points["IMG-M7"])
    assert found["adopted"]["paper"]["state"] == "Adopted by IMG-M7"
    assert lived(sqlite_template, tmp_path, by_buttons) == found
    assert lived(sqlite_template, tmp_path, on_behalf) == found
