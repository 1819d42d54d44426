"""Agendas by words, by buttons and forms, by those who may and those who may not."""

from __future__ import annotations

import pytest

from bot.core.errors import UserError
from bot.meetings.agenda.acts import AddPoint, EditAgenda, PublishAgenda
from bot.meetings.agenda.rules import PointKind, PointLine, PointPaper, minutes_of
from bot.plan.rules.point_states import PointState
from bot.slack.submitted import FieldError
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR, LEAD1, MEMBER, OBSERVER, at

M6 = [
    "Where Work Stream 1 and 2 stand, for the whole IMG.",
    "First reading of the idea to study how the UN buys its own equipment and treats its e-waste.",
]


def test_the_points_of_the_plan_are_the_agenda(rig: Rig) -> None:
    said = rig.say(MEMBER, "agenda img6")
    assert rig.texts("IMG-M6") == M6
    assert "no times yet" in said.all and said.labels == ["Propose a point", "Share to channel"]


def test_points_are_added_changed_placed_and_dropped_by_words(both: Rig) -> None:
    told = both.told(COORDINATOR, "agenda img6 add Data sets (15 min, WHO) [decision] https://x.org/a")
    assert told == "✔ “Data sets” is on the agenda of IMG-M6 6th IMG E-waste meeting, as point 3"
    point = both.points("IMG-M6")[2]
    assert (point.minutes, point.speaker, point.kind) == (15, "WHO", PointKind.DECISION)
    both.say(COORDINATOR, "agenda img6 time 3 20 min")
    both.say(COORDINATOR, "agenda img6 move 3 to 1")
    both.say(COORDINATOR, "agenda img6 change 1 Data sets of the agencies")
    both.say(COORDINATOR, "agenda img6 paper 1 fr https://x.org/f")
    first = both.points("IMG-M6")[0]
    assert (first.id, first.text, first.minutes, first.speaker) == (
        point.id,
        "Data sets of the agencies",
        20,
        "WHO",
    )
    assert first.papers == (PointPaper("", "https://x.org/a"), PointPaper("fr", "https://x.org/f"))
    assert "is off the agenda" in both.told(COORDINATOR, 'agenda img6 drop 1 "no time"')
    assert both.texts("IMG-M6") == M6
    assert both.book().by_id[point.id].why == "no time"


def test_each_change_is_taken_back_whole(both: Rig) -> None:
    both.say(COORDINATOR, "agenda img6 add Data sets (15 min)")
    for words in (
        "agenda img6 add Budget", "agenda img6 time 3 20", "agenda img6 move 3 to 1", "agenda img6 drop 3",
        "agenda img6 change 3 Another text", "agenda img6 carry 3", "agenda img6 carry 3 to WHO",
        "agenda img6 standing", "agenda img6 publish", "agenda img7 take",
    ):  # fmt: skip
        before = both.points("IMG-M6"), both.points("IMG-M7"), both.book().published
        both.say(COORDINATOR, words)
        assert (
            both.points("IMG-M6"),
            both.points("IMG-M7"),
            both.book().published,
        ) != before, words
        assert both.told(COORDINATOR, "undo").startswith("↩ Taken back"), words
        assert (both.points("IMG-M6"), both.points("IMG-M7"), both.book().published) == before, words


def test_members_propose_and_whoever_leads_accepts(rig: Rig) -> None:
    assert "is proposed" in rig.told(MEMBER, "agenda ws1-m2 propose Budget 20 min")
    assert "Budget" not in rig.texts("WS1-M2")
    said = rig.say(LEAD1, "agenda ws1-m2")
    assert "p1. Budget · 20 min" in said.all
    assert "as point" in rig.press(LEAD1, said, "Take it").text
    assert "is on the agenda of WS1-M2 2nd WS1 Team Meeting already" in rig.press(LEAD1, said, "Take it").text
    assert "Budget" in rig.texts("WS1-M2")


def test_a_declined_point_is_nowhere_and_a_stale_card_says_so(rig: Rig) -> None:
    rig.say(MEMBER, "agenda ws1-m2 propose Budget")
    said = rig.say(LEAD1, "agenda ws1-m2")
    assert "is off the agenda" in rig.press(LEAD1, said, "Decline").text
    assert "was taken off" in rig.press(LEAD1, said, "Decline").text
    assert rig.states("WS1-M2")["Budget"] is PointState.DROPPED


def test_who_may_not_sends_it_as_a_proposal(rig: Rig) -> None:
    refused = rig.say(MEMBER, "agenda ws1-m2 add Budget")
    assert refused.text.startswith("You cannot change WS1-M2") and refused.labels == ["Send as proposal"]
    assert "cannot change" in rig.told(MEMBER, "agenda ws1-m2 publish")
    assert "on the roster" in rig.told(OBSERVER, "agenda ws1-m2 propose Budget")
    assert rig.say(MEMBER, "agenda ws1-m2 edit").text.startswith("You cannot change")


def test_the_agenda_is_edited_in_one_box(rig: Rig) -> None:
    rig.say(COORDINATOR, "agenda img6 add Data sets (15 min)")
    ids = [point.id for point in rig.points("IMG-M6")]
    form = rig.say(COORDINATOR, "agenda img6 edit")
    rig.submit(COORDINATOR, form, lines=f"Welcome (5 min)\n{M6[1]}\nData sets and gaps | 25 min | WHO\n")
    points = rig.points("IMG-M6")
    assert [point.text for point in points] == ["Welcome", M6[1], "Data sets and gaps"]
    assert [point.id for point in points][1:] == [ids[1], ids[2]] and minutes_of(points) == 30
    assert rig.states("IMG-M6")[M6[0]] is PointState.DROPPED


def test_what_others_added_while_the_form_was_open_stays(rig: Rig) -> None:
    form = rig.say(COORDINATOR, "agenda img6 edit")
    rig.say(COORDINATOR, "agenda img6 add Added meanwhile")
    rig.say(COORDINATOR, "agenda img6 drop 2")
    rig.submit(COORDINATOR, form, lines=f"First of all\n{M6[0]}\n{M6[1]}")
    assert rig.texts("IMG-M6") == ["First of all", M6[0], "Added meanwhile"]


def test_a_form_that_changes_nothing_does_nothing(rig: Rig) -> None:
    form = rig.say(COORDINATOR, "agenda img6 edit")
    assert rig.submit(COORDINATOR, form).text.startswith("Agenda of IMG-M6")


def test_a_proposed_point_by_form(rig: Rig) -> None:
    form = rig.press(MEMBER, rig.say(MEMBER, "agenda img6"), "Propose a point")
    with pytest.raises(FieldError) as refused:
        rig.submit(MEMBER, form, text="Budget", minutes="now")
    assert refused.value.field == "minutes"
    rig.submit(
        MEMBER, form, text="Budget", minutes="20", speaker="who", kind="decision", papers="en https://x.org"
    )
    (point,) = rig.book().proposed(rig.stage.item("IMG-M6").id)
    assert (point.minutes, point.speaker, point.papers) == (20, "WHO", (PointPaper("en", "https://x.org"),))


def test_the_sum_is_said_over_the_length_of_the_meeting(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 12 dec 2017 14:00-15:00")
    rig.say(COORDINATOR, "agenda img6 time 1 40")
    assert "40 of 60 minutes · 1 point without a time" in rig.say(COORDINATOR, "agenda img6").all
    rig.say(COORDINATOR, "agenda img6 time 2 40")
    assert "⚠ 80 minutes of 60: 20 too many" in rig.say(COORDINATOR, "agenda img6").all


def test_standing_points_are_set_once_and_never_carried(rig: Rig) -> None:
    form = rig.say(COORDINATOR, "agenda standing plenary")
    rig.submit(COORDINATOR, form, lines="Adoption of the agenda (3 min)\nReview of actions\nClosing")
    rig.say(COORDINATOR, "agenda img6 standing")
    assert rig.texts("IMG-M6") == ["Adoption of the agenda", "Review of actions", *M6, "Closing"]
    assert "already" in rig.told(COORDINATOR, "agenda img6 standing")
    assert "is not carried" in rig.told(COORDINATOR, "agenda img6 carry 1")
    rig.say(COORDINATOR, "agenda img6 add Before the end")
    assert rig.texts("IMG-M6")[-2:] == ["Before the end", "Closing"]


def test_open_points_of_the_last_meeting_are_taken_along(both: Rig) -> None:
    left = both.texts("IMG-M5")
    said = both.say(COORDINATOR, "agenda img6")
    taken = both.press(COORDINATOR, said, "Take last meeting's open points")
    assert taken.text.startswith("✔ The open points of earlier meetings are on the agenda of IMG-M6")
    assert both.texts("IMG-M6") == [*M6, *left]
    assert set(both.states("IMG-M5").values()) == {PointState.CARRIED}
    assert "Nothing is open" in both.press(COORDINATOR, said, "Take last meeting's open points").text
    assert "from IMG-M5" in both.say(COORDINATOR, "agenda img6").all
    assert "→ IMG-M6" in both.say(COORDINATOR, "agenda img5").all


def test_a_meeting_that_is_cancelled_asks_about_its_points(rig: Rig) -> None:
    cancelled = rig.say(COORDINATOR, 'cancel img7 "merged"')
    assert "2 points of its agenda are open." in cancelled.all
    said = rig.press(COORDINATOR, cancelled, "Agenda")
    assert "What became of them" in said.labels
    assert "IMG-M7" in rig.say(COORDINATOR, "agenda open").all


def test_an_agenda_is_published_once_and_needs_points(rig: Rig) -> None:
    rig.say(COORDINATOR, 'add meeting "Another meeting" WS2')
    assert "has no points yet" in rig.told(COORDINATOR, "agenda ws2-m3 publish")
    assert "is published" in rig.told(COORDINATOR, "agenda img6 publish")
    assert "is published already" in rig.told(COORDINATOR, "agenda img6 publish")
    assert "· published ·" in rig.say(COORDINATOR, "agenda img6").all


def test_only_meetings_have_an_agenda(rig: Rig) -> None:
    assert "is no meeting" in rig.told(COORDINATOR, "agenda ws1-d1 add Budget")
    with pytest.raises(UserError, match="is no meeting"):
        rig.stage.do(PublishAgenda(rig.stage.item("WS1-D1").id), rig.stage.as_(COORDINATOR))


def test_the_field_of_the_item_and_its_history_keep_the_ids(rig: Rig) -> None:
    ids = [point.id for point in rig.points("IMG-M6")]
    rig.say(COORDINATOR, "agenda img6 time 1 40")
    rig.say(COORDINATOR, f"edit img6 agenda {M6[1]}; {M6[0]}")
    assert [point.id for point in rig.points("IMG-M6")] == [ids[1], ids[0]]
    rig.say(COORDINATOR, f"edit img6 agenda {M6[1]}")
    rig.say(COORDINATOR, "undo")
    points = rig.points("IMG-M6")
    assert [point.id for point in points] == [ids[1], ids[0]] and points[1].minutes == 40


def test_a_new_import_leaves_what_chat_made_of_the_agenda(rig: Rig) -> None:
    rig.say(COORDINATOR, "agenda img6 add Data sets (15 min)")
    rig.stage.import_plan()
    assert rig.texts("IMG-M6") == [*M6, "Data sets"]


@pytest.mark.parametrize(
    "words", ["agenda img6 drop 9", "agenda img6 carry", "agenda img6 move 1", "agenda img6 time 1 soon",
              "agenda img6 frobnicate", "agenda img6 carry 1 to nobody", "agenda img6 paper 1 nothing",
              "agenda img6 add"],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_the_next_step(rig: Rig, words: str) -> None:
    before = rig.points("IMG-M6")
    said = rig.say(COORDINATOR, words)
    assert said.view is not None or ("`agenda" in said.text and said.labels)
    assert rig.points("IMG-M6") == before


def test_two_who_add_the_same_line_at_once_add_it_once(rig: Rig) -> None:
    item = rig.stage.item("IMG-M6").id
    for _ in range(2):
        rig.stage.do(AddPoint(item, PointLine("Data sets")), rig.stage.as_(COORDINATOR), at("2017-12-01"))
    rig.stage.do(
        EditAgenda(item, (*(p.line for p in rig.points("IMG-M6")[:2]), PointLine("Data sets")),
                   tuple(p.id for p in rig.points("IMG-M6")[:2])),
        rig.stage.as_(COORDINATOR), at("2017-12-01"),
    )  # fmt: skip
    assert rig.texts("IMG-M6").count("Data sets") == 1


def test_after_a_meeting_its_points_go_on_and_are_neither_moved_nor_taken_off(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 14 dec 2017 14:00-16:00")
    rig.say(LEAD1, 'agenda img6 propose "A common list" 15 min')
    before = rig.say(COORDINATOR, "agenda img6").labels
    assert {"Later", "Earlier", "Take it off", "Take it", "Decline"} <= set(before)
    rig.now = at("2017-12-14", 18)
    for _held in range(2):
        after = rig.say(COORDINATOR, "agenda img6").labels
        assert {"Later", "Earlier", "Take it off", "Take it", "Decline"} & set(after) == set()
        assert after[:2] == ["Carry to IMG-M7", "Carry to IMG-M7"] and "What became of them" in after
        rig.say(COORDINATOR, "done img6")
