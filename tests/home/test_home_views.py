"""The Home tab is read in one transaction that locks and writes nothing, whoever opens it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.groups.arrivals import Arrival
from bot.groups.setup import Setup, set_up_group
from bot.groups.tables import Person
from bot.home.home_views import home_view
from bot.home.rules import HomeView
from bot.plan.acts import SetStatus
from bot.plan.rules.items import Status
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, TEAM, Stage, selects_of

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
