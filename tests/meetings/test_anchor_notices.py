"""What channels hear when a date of another body moves, and two who move it at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from bot.core.errors import UserError
from bot.dates.when import Precision, When
from bot.delivery.tables import OutboxRow
from bot.features import create_work
from bot.meetings.anchors.acts import SetAnchor
from bot.plan.rules.anchors import counted
from bot.store.database import Database
from tests.meetings.anchoring import anchors, hung
from tests.meetings.rig import Rig
from tests.meetings.test_poll_notices import worded
from tests.stage import COORDINATOR, NOW, WS1, WS2, Stage, at, on


def test_channels_hear_once_of_a_move_and_all_that_followed(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    hung(rig)
    rig.now = at("2017-12-04")
    rig.say(COORDINATOR, '24th SOM 17 sep 2018 "the hall is taken"')
    rows = [row for row in rig.stage.notices() if row.kind == "anchor"]
    assert {row.recipient for row in rows} == {WS1, WS2}
    shown = worded(rig.stage, next(row for row in rows if row.recipient == WS1), at("2017-12-04", 9))
    assert "*24th SOM* has moved: was Mon 24 Sep 2018 → now Mon 17 Sep 2018" in shown
    assert "WS1-D1" in shown and "was Mon 13 Aug 2018 → now Mon 6 Aug 2018" in shown
    assert "WS2-D1" not in shown and "Why: the hall is taken" in shown
    moved = {rig.stage.item(key).id for key in ("WS1-D1", "WS2-D1")}
    dated = [row for row in rig.stage.notices() if row.kind == "date" and row.item_id in moved]
    assert all(row.schedule_version == 2 for row in dated)  # no message of its own for what followed


def test_moved_twice_before_anybody_heard_it_is_told_as_one_way(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    hung(rig)
    rig.say(COORDINATOR, "24th SOM 17 sep 2018")
    rig.say(COORDINATOR, "24th SOM 10 sep 2018")
    [row] = [row for row in rig.stage.notices() if row.kind == "anchor" and row.recipient == WS1]
    assert "was Mon 24 Sep 2018 → now Mon 10 Sep 2018" in worded(rig.stage, row, at("2017-12-04", 9))
    rig.say(COORDINATOR, "24th SOM 24 sep 2018")
    assert [row for row in rig.stage.notices() if row.kind == "anchor"] == []


def test_a_move_that_is_undone_in_time_is_never_heard_of(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    hung(rig)
    before = [row.key for row in rig.stage.notices()]
    rig.say(COORDINATOR, "24th SOM 17 sep 2018")
    rig.say(COORDINATOR, "undo")
    assert [row.key for row in rig.stage.notices() if row.kind == "anchor"] == []
    assert set(row.key for row in rig.stage.notices() if row.kind == "date") <= set(before)


def test_a_meeting_that_others_count_from_tells_of_them_in_its_own_message(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    rig.say(COORDINATOR, "schedule WS1-D1 2 weeks before WS1-M2")
    rig.say(COORDINATOR, "move WS1-M2 30 jan 2018 2-5pm")
    item = rig.stage.item("WS1-M2").id
    [row] = [one for one in rig.stage.notices() if one.kind == "date" and one.item_id == item]
    shown = worded(rig.stage, row, at("2017-12-04", 9))
    assert "What counts from it is due:" in shown and "Tue 16 Jan 2018" in shown


def test_two_coordinators_move_one_at_once_and_one_order_holds(stage: Stage) -> None:
    rig = hung(Rig(stage, at("2017-12-01")))
    [som] = anchors(rig)
    acts = [SetAnchor(on(day), som.id, basis=(som.version,)) for day in ("2018-10-01", "2018-10-02")]
    callers = [stage.as_(COORDINATOR) for _ in acts]
    url = stage.database.url.render_as_string(hide_password=False)
    others = [replace(stage, work=create_work(Database(url))) for _ in acts]

    def move(number: int) -> bool:
        try:
            others[number].do(acts[number], callers[number], NOW)
        except UserError as error:
            assert "has changed since that was shown" in error.text
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(move, range(2)))
    assert sorted(done) == [False, True]
    day = acts[done.index(True)].when
    assert anchors(rig)[0].when == day
    assert stage.item("WS1-D1").when == counted(day, When(Precision.RELATIVE, "-6w", anchor="X"))


def test_a_move_that_was_heard_and_is_taken_back_is_heard_of_again(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    hung(rig)
    said = rig.say(COORDINATOR, "24th SOM 17 sep 2018")
    with rig.stage.database.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.kind == "anchor").values(state="sent"))
    rig.now += timedelta(minutes=5)
    rig.press(COORDINATOR, said, "Undo")
    [row] = [row for row in rig.stage.notices() if row.kind == "anchor" and row.recipient == WS1]
    assert "was Mon 17 Sep 2018 → now Mon 24 Sep 2018" in worded(rig.stage, row, at("2017-12-04", 9))
