"""Dates of other bodies: set, moved with what hangs on them, listed, asked about, taken away."""

from __future__ import annotations

import pytest

from bot.core.errors import UserError
from bot.dates.when import NO_DATE, Precision, When
from bot.meetings.anchors.acts import AnchorForm
from bot.meetings.anchors.performing import new_key
from bot.plan.acts import SetDate
from bot.plan.rules.anchors import counted
from bot.plan.rules.squeeze import holidays_between, working_days_between
from tests.meetings.anchoring import anchors, dates, hung
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR, LEAD1, MEMBER, Stage, at, exact, month, on

DAY = Precision.DAY


@pytest.mark.parametrize(
    ("base", "offset", "expected"),
    [
        (on("2018-09-24"), "-6w", When(DAY, "2018-08-13")),
        (exact("2018-09-24"), "+10d", When(DAY, "2018-10-04")),
        (on("2018-03-31"), "-1m", When(DAY, "2018-02-28")),
        (When(Precision.DAYS, "2018-09-24", "2018-09-26"), "-1w", When(DAY, "2018-09-17")),
        (When(Precision.DAYS, "2018-09-24", "2018-09-26"), "+1w", When(DAY, "2018-10-03")),
        (month("2018-09"), "-2m", month("2018-07")),
        (month("2018-09"), "-6w", When(Precision.MONTHS, "2018-07", "2018-08")),
        (When(Precision.PART_MONTH, "2018-09-mid"), "-1w", month("2018-09")),
        (When(Precision.QUARTER, "2018-Q3"), "-3m", When(Precision.MONTHS, "2018-04", "2018-06")),
        (month("2018-03"), "-1y", month("2017-03")),
        (NO_DATE, "-6w", None),
        (on("9999-12-31"), "+1w", None),
    ],
)
def test_what_counts_from_a_day_is_a_day_and_from_a_month_are_months(
    base: When, offset: str, expected: When | None
) -> None:
    assert counted(base, When(Precision.RELATIVE, offset, anchor="X")) == expected


def test_a_range_of_offsets_is_a_range_of_days() -> None:
    offset = When(Precision.RELATIVE, "-6w", "-4w", anchor="X")
    assert counted(on("2018-09-24"), offset) == When(Precision.DAYS, "2018-08-13", "2018-08-27")


def test_the_key_of_an_anchor_is_never_that_of_an_item() -> None:
    assert new_key("The 24th SOM", ()) == "24TH-SOM"
    assert new_key("24th SOM", ("24TH-SOM",)) == "24TH-SOM-2"
    assert new_key("WS1-M2", ()) == "WS1-M2-DATE"


def test_an_item_follows_its_anchor_and_what_counts_from_the_item_follows_in_turn(both: Rig) -> None:
    hung(both)
    assert dates(both, "WS1-D1", "WS2-D1") == ["2018-08-13", "2018-08-27"]
    said = both.say(COORDINATOR, 'anchor 24th SOM moves to 17 sep 2018 "the hall is taken"')
    assert said.text == "✔ 24th SOM is moved: Mon 24 Sep 2018 → Mon 17 Sep 2018 (in 290 days)"
    assert "was Mon 13 Aug 2018 → now Mon 6 Aug 2018" in said.all and "“the hall is taken”" in said.all
    assert dates(both, "WS1-D1", "WS2-D1") == ["2018-08-06", "2018-08-20"]
    both.press(COORDINATOR, said, "Undo")
    assert dates(both, "WS1-D1", "WS2-D1") == ["2018-08-13", "2018-08-27"]
    assert [(one.name, one.when) for one in anchors(both)] == [("24th SOM", on("2018-09-24"))]


def test_a_month_stays_a_month(rig: Rig) -> None:
    rig.say(COORDINATOR, 'anchor "24th SOM" september 2018')
    rig.say(COORDINATOR, "schedule WS1-D1 2 months before the 24th SOM")
    assert rig.stage.item("WS1-D1").when == month("2018-07")
    assert "*Counts from:* 2 months before 24th SOM (September 2018)" in rig.say(MEMBER, "show WS1-D1").all


def test_the_days_left_stand_in_plan_list_and_item(rig: Rig) -> None:
    hung(rig)
    assert "*24th SOM* · Mon 24 Sep 2018 · 297 days left" in rig.say(MEMBER, "plan").all
    assert "Mon 13 Aug 2018 · 6 weeks before 24th SOM · in 255 days" in rig.say(MEMBER, "plan").all
    shown = rig.say(MEMBER, "anchors")
    assert "· 6 weeks before 24th SOM · Mon 13 Aug 2018 · 255 days left" in shown.all
    assert "· 2 weeks after WS1-D1 · Mon 27 Aug 2018 · 269 days left" in shown.all
    assert shown.labels == ["Share to channel"]  # members see it, and change nothing
    expected = "*Counts from:* 6 weeks before 24th SOM (Mon 24 Sep 2018 · 297 days left)"
    assert expected in rig.say(MEMBER, "show WS1-D1").all


def test_drift_of_an_anchor_is_answered_and_what_was_taken_back_is_none(rig: Rig) -> None:
    hung(rig)
    rig.say(COORDINATOR, "24th SOM 1 oct 2018")
    rig.say(COORDINATOR, "24th SOM 3 oct 2018")
    rig.say(COORDINATOR, "undo")
    expected = "moved once, 1 week later than first planned (Mon 24 Sep 2018)"
    assert expected in rig.say(MEMBER, "anchors").all
    assert "moved twice" in rig.say(COORDINATOR, "show WS1-D1").all


def test_who_sets_a_date_by_hand_takes_it_off_the_anchor_and_undo_hangs_it_back(rig: Rig) -> None:
    hung(rig)
    said = rig.say(COORDINATOR, "schedule WS1-D1 3 sep 2018")
    assert "until now it was 6 weeks before 24th SOM" in said.all
    rig.say(COORDINATOR, "24th SOM 1 oct 2018")
    assert dates(rig, "WS1-D1") == ["2018-09-03"]
    rig.say(COORDINATOR, "undo")
    hung(rig)
    rig.press(COORDINATOR, rig.say(COORDINATOR, "schedule WS1-D1 3 sep 2018"), "Undo")
    rig.say(COORDINATOR, "24th SOM 1 oct 2018")
    assert dates(rig, "WS1-D1") == ["2018-08-20"]


def test_nothing_counts_from_itself(rig: Rig) -> None:
    hung(rig)
    told = rig.told(COORDINATOR, "schedule WS1-D1 1 week before WS2-D1")
    assert told == "WS1-D1 cannot count from WS2-D1: that counts from WS1-D1."


def test_a_removed_anchor_leaves_the_dates_and_undo_brings_all_back(rig: Rig) -> None:
    hung(rig)
    said = rig.say(COORDINATOR, "anchor remove 24th som")
    assert "keep the dates that they have" in said.all and "WS1-D1" in said.all
    assert dates(rig, "WS1-D1") == ["2018-08-13"] and anchors(rig) == ()
    rig.press(COORDINATOR, said, "Undo")
    rig.say(COORDINATOR, "24th SOM 1 oct 2018")
    assert dates(rig, "WS1-D1") == ["2018-08-20"]
    rig.say(COORDINATOR, "anchor remove 24th SOM")
    rig.say(COORDINATOR, 'anchor "The 24th SOM" 2 oct 2018')
    assert [(one.key, one.when) for one in anchors(rig)] == [("24TH-SOM", on("2018-10-02"))]
    assert dates(rig, "WS1-D1") == ["2018-08-20"]


def test_an_anchor_without_a_date_waits_and_its_items_with_it(rig: Rig) -> None:
    hung(rig)
    rig.say(COORDINATOR, "24th SOM TBC")
    assert rig.stage.item("WS1-D1").when == When(Precision.RELATIVE, "-6w", anchor="24TH-SOM")
    assert "6 weeks before 24TH-SOM" in rig.told(MEMBER, "show WS1-D1")
    rig.say(COORDINATOR, "24th SOM 1 oct 2018")
    assert dates(rig, "WS1-D1", "WS2-D1") == ["2018-08-20", "2018-09-03"]


def test_the_coordinator_alone_sets_them(rig: Rig) -> None:
    assert rig.told(LEAD1, 'anchor "25th SOM" oct 2018').startswith("You cannot change 25th SOM")
    said = rig.say(LEAD1, "anchor")
    assert said.view is None and "You cannot" in said.text


def test_a_form_sets_and_moves_one(rig: Rig) -> None:
    view = rig.say(COORDINATOR, "anchor")
    rig.submit(COORDINATOR, view, name="COP 24", month="2018-12")
    [cop] = anchors(rig)
    assert (cop.name, cop.when) == ("COP 24", month("2018-12"))
    view = rig.say(COORDINATOR, "anchor COP 24")
    said = rig.submit(COORDINATOR, view, day="2018-12-03", why="it is in Katowice")
    assert said.text.startswith("✔ COP 24 is moved: December 2018 → Mon 3 Dec 2018")
    assert anchors(rig)[0].when == on("2018-12-03")


def test_a_form_that_was_opened_before_a_move_moves_nothing(rig: Rig) -> None:
    rig.say(COORDINATOR, 'anchor "COP 24" december 2018')
    view = rig.say(COORDINATOR, "anchor COP 24")
    rig.say(COORDINATOR, "COP 24 november 2018")
    said = rig.submit(COORDINATOR, view, day="2018-12-03")
    assert said.text.startswith("COP 24 has changed since that was shown: November 2018.")
    assert anchors(rig)[0].when == month("2018-11")
    rig.press(COORDINATOR, said, "Move “COP 24” to Mon 3 Dec 2018")
    assert anchors(rig)[0].when == on("2018-12-03")


def test_what_if_shows_what_follows_and_what_is_squeezed_and_moves_nothing(rig: Rig) -> None:
    hung(rig)
    said = rig.say(COORDINATOR, "what if 24th SOM is on 17 jan 2018")
    assert "• *WS1-D1*" in said.all and "Mon 13 Aug 2018 → Wed 6 Dec 2017" in said.all
    assert "(Wed 6 Dec 2017): 3 working days from today instead of 177" in said.all
    assert dates(rig, "WS1-D1") == ["2018-08-13"]
    rig.press(COORDINATOR, said, "Move it")
    assert dates(rig, "WS1-D1", "WS2-D1") == ["2017-12-06", "2017-12-20"]


def test_what_if_of_an_item_counts_working_days_without_holidays(rig: Rig) -> None:
    rig.say(COORDINATOR, "move WS1-M2 20 Dec 2017 2-5pm")
    rig.say(COORDINATOR, "schedule WS1-D1 2 feb 2018")
    rig.say(COORDINATOR, "edit WS1-D1 needs WS1-M2")
    rig.say(COORDINATOR, "holidays add 27 Dec 2017 to 29 Dec 2017")
    said = rig.say(COORDINATOR, "move WS1-D1 8 jan 2018 whatif")
    expected = "(Mon 8 Jan 2018): 8 working days after WS1-M2 instead of 27 · 5 holidays in between"
    assert expected in said.all
    said = rig.say(COORDINATOR, "move WS1-D1 15 Dec 2017 whatif")
    assert "would be due (Fri 15 Dec 2017) before WS1-M2" in said.all


def test_working_days_are_counted_both_ways(rig: Rig) -> None:
    with rig.stage.looking(rig.stage.cli()) as looking:
        days = looking.snapshot.facts.rules.days
    first, last = on("2017-12-22").first_day, on("2018-01-03").first_day
    assert first is not None and last is not None
    # Christmas and the new year are holidays in Switzerland.
    assert working_days_between(first, last, days) == 6
    assert working_days_between(last, first, days) == -6
    assert holidays_between(first, last, days) == 2


def test_an_anchor_that_is_gone_meanwhile_is_named(rig: Rig) -> None:
    hung(rig)
    act = SetDate(rig.stage.item("WS1-D2").id, When(Precision.RELATIVE, "-1w", anchor="24TH-SOM"))
    rig.say(COORDINATOR, "anchor remove 24th SOM")
    with pytest.raises(UserError, match="There is no item and no anchor 24TH-SOM any more"):
        rig.stage.do(act, rig.stage.as_(COORDINATOR))


def test_it_is_said_in_french(rig: Rig) -> None:
    with rig.stage.looking(rig.stage.as_(COORDINATOR), rig.now) as looking:
        kind = rig.stage.work.registry.forms[AnchorForm]
        assert kind.label(AnchorForm(), looking.snapshot, looking.reader) == "Add a date"
    rig.say(COORDINATOR, "language fr")
    said = rig.say(COORDINATOR, "ancre « 24e SOM » 24 septembre 2018")
    assert "lun. 24 sept. 2018" in said.text and "24e SOM" in said.text
    rig.say(COORDINATOR, "planifier WS1-D1 6 semaines avant la 24e SOM")
    assert dates(rig, "WS1-D1") == ["2018-08-13"]
    shown = rig.say(COORDINATOR, "show WS1-D1").all
    assert "*Dépend de:* 6 semaines avant 24e SOM (lun. 24 sept. 2018" in shown
    said = rig.say(COORDINATOR, "ancre 24e SOM 17 septembre 2018")
    assert "Ce qui en dépend a suivi" in said.all


def test_what_a_document_counts_from_another_item_follows_that_item(bare: Stage) -> None:
    plan = (
        "| Date | Item |\n| --- | --- |\n| 3 June 2018 | Big forum |\n"
        "| 1 week before IMG-D1 | Comments |\n| 10 days before the forum | Send the papers |\n"
    )
    rig = Rig(bare, at("2017-12-01"))
    result = bare.import_plan(plan)
    keys = {item.title: item.key for item in result.draft.items}
    assert bare.item(keys["Send the papers"]).when == on("2018-05-24")
    assert bare.item(keys["Send the papers"]).schedule_version == 1
    assert bare.import_plan(plan).differences[-1].change == "same"
    rig.say(COORDINATOR, f"move {keys['Big forum']} 10 June 2018")
    assert bare.item(keys["Send the papers"]).when == on("2018-05-31")


def test_what_is_opened_again_has_the_date_that_follows_by_then(rig: Rig) -> None:
    hung(rig)
    rig.say(COORDINATOR, 'drop WS1-D1 "no need"')
    rig.say(COORDINATOR, "24th SOM 1 oct 2018")
    assert dates(rig, "WS1-D1") == ["2018-08-13"]  # what was dropped stays as it was
    said = rig.say(COORDINATOR, "update WS1-D1 planned")
    assert dates(rig, "WS1-D1", "WS2-D1") == ["2018-08-20", "2018-09-03"]
    rig.press(COORDINATOR, said, "Undo")
    assert dates(rig, "WS1-D1", "WS2-D1") == ["2018-08-13", "2018-08-27"]
