"""The Home tab is read in one transaction that locks and writes nothing, whoever opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from bot.groups.arrivals import Arrival
from bot.groups.setup import Setup, set_up_group
from bot.groups.tables import Person
from bot.home.home_views import home_view, note_visit
from bot.home.texts import build_home
from bot.home.views import HomeView
from bot.plan.acts import AddItem, SetStatus
from bot.plan.rules.items import Kind, Status
from bot.proposals.acts import Propose
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, TEAM, Stage, month, selects_of

STRANGER = "U0NEW"
LATER = NOW + timedelta(hours=1)


def home(stage: Stage, user: str) -> HomeView:
    """What somebody finds on their Home tab."""
    return home_view(stage.work, Arrival(TEAM, None, TEAM, user), LATER)


def people(stage: Stage) -> int:
    with stage.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_a_person_finds_their_group_with_what_comes_next(stage: Stage) -> None:
    (group,) = home(stage, MEMBER).groups
    assert group.group.label == "IMG"
    assert [item.key for item in group.upcoming] == ["IMG-M5", "WS1-M1", "WS2-M1", "IMG-D1", "IMG-M6"]
    assert [light.label for light in group.streams] == ["WS1", "WS2", None]


def test_whoever_is_not_known_yet_finds_no_group_and_stays_unknown(stage: Stage) -> None:
    before = people(stage)
    found = home(stage, STRANGER)
    assert (found.groups, found.note.asks, found.news) == ((), (), ())
    assert found.note.contact.user_id == STRANGER
    assert people(stage) == before


def test_home_is_shown_while_somebody_else_writes(lite: Stage) -> None:
    with lite.database.writing() as session:
        session.connection()
        assert home(lite, STRANGER).groups == ()
        assert len(home(lite, COORDINATOR).groups) == 1


def test_a_group_is_shown_to_its_own_people_alone(stage: Stage) -> None:
    other = Setup(team=TEAM, label="CLI", name="Climate", channel="C0CLI", coordinators=(LEAD2,))
    set_up_group(stage.work, other, NOW)
    assert [part.group.label for part in home(stage, LEAD2).groups] == ["IMG", "CLI"]
    assert [part.group.label for part in home(stage, MEMBER).groups] == ["IMG"]


def test_a_change_is_found_at_the_next_visit_as_news_and_in_the_plan(stage: Stage) -> None:
    assert home(stage, MEMBER).news == ()
    stage.do(SetStatus.of(stage.item("IMG-D1"), Status.DONE), stage.as_(COORDINATOR), NOW)
    found = home(stage, MEMBER)
    assert [(group.label, news.key, news.who) for group, news in found.news] == [
        ("IMG", "IMG-D1", f"<@{COORDINATOR}>")
    ]
    assert "IMG-D1" not in [item.key for item in found.groups[0].upcoming]


def test_a_second_visit_reads_no_items(stage: Stage) -> None:
    home(stage, LEAD1)
    with selects_of(stage.database) as asked:
        home(stage, LEAD1)
    assert not [statement for statement in asked if "items.title" in statement]


def test_news_are_those_since_the_visit_before_and_not_ones_own(stage: Stage) -> None:
    lead, arrival = stage.as_(LEAD1), Arrival(TEAM, None, TEAM, LEAD1)
    stage.do(SetStatus.of(stage.item("WS1-D1"), Status.AT_RISK), lead, NOW)
    note_visit(stage.work, arrival, NOW)
    stage.set_status(COORDINATOR, "IMG-D1", Status.AT_RISK, now=NOW + timedelta(minutes=1))
    assert [news.key for _group, news in home(stage, LEAD1).news] == ["IMG-D1"]
    # Within one visit its news stay; the next one begins where it ended.
    note_visit(stage.work, arrival, LATER)
    assert [news.key for _group, news in home(stage, LEAD1).news] == ["IMG-D1"]
    later = home_view(stage.work, arrival, LATER + timedelta(hours=1))
    assert later.news == ()


def test_a_proposal_needs_whoever_may_decide_on_it(stage: Stage) -> None:
    stage.do(Propose(SetStatus.of(stage.item("WS1-D1"), Status.DONE)), stage.as_(MEMBER), NOW)
    assert [len(home(stage, user).groups[0].needs) for user in (LEAD1, LEAD2, MEMBER)] == [1, 0, 0]
    drawn = str(build_home(home(stage, LEAD1)))
    assert "Accept" in drawn and "Decline" in drawn


def test_home_costs_the_same_whatever_the_number_of_other_groups(lite: Stage) -> None:
    home(lite, LEAD1)
    with selects_of(lite.database) as alone:
        home(lite, LEAD1)
    for number in range(20):
        other = Setup(
            team=TEAM, label=f"G{number}", name="Other", channel=f"C0G{number}", coordinators=(LEAD2,)
        )
        set_up_group(lite.work, other, NOW)
    with selects_of(lite.database) as among:
        home(lite, LEAD1)
    assert len(among) == len(alone) <= 8


def test_a_visit_is_not_noted_while_somebody_else_writes(lite: Stage) -> None:
    with lite.database.writing() as session:
        session.connection()
        note_visit(lite.work, Arrival(TEAM, None, TEAM, LEAD1), NOW)
    with lite.database.reading() as session:
        assert session.scalar(select(Person.home_opened_at).where(Person.user_id == LEAD1)) is None


def test_pages_hold_at_most_60_blocks_and_all_that_needs_somebody(lite: Stage) -> None:
    for number in range(70):
        act = AddItem(Kind.DELIVERABLE, f"Paper {number}", ("WS1",), month("2017-08"))
        lite.do(act, lite.as_(COORDINATOR))
    view = home(lite, COORDINATOR)
    first = build_home(view)["blocks"]
    assert len(first) <= 60
    pages = [build_home(replace(view, page=page))["blocks"] for page in range(1, 9)]
    assert all(len(blocks) <= 60 for blocks in pages) and pages[0] != pages[1]
    assert "Page 2" in str(first)


def test_what_a_meeting_lacks_is_listed(
    lite: Stage,
) -> None:
    def lacking() -> list[str]:
        view = build_home(home_view(lite.work, Arrival(TEAM, None, TEAM, COORDINATOR, "Ev0"), NOW))
        texts = [str(block.get("text", {}).get("text", "")) for block in view["blocks"]]
        return [text for text in texts if "What it still lacks:" in text]

    [told] = lacking()
    assert "\n• " in told.partition("What it still lacks:")[2]
