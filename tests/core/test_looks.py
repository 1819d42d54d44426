"""Every look of the bot: it locks and writes nothing, and shows nobody what is not for them."""

from __future__ import annotations

import pytest

from bot.core.errors import UserError
from bot.core.offers import Offered
from bot.core.requests import Look
from bot.documents.acts import Preview
from bot.documents.rosters.acts import RosterPreview
from bot.groups.settings_acts import Scenes, WhoBegins
from bot.home.looks import HomePage
from bot.meetings.actions.acts import Actions, CloseAction
from bot.meetings.agenda.acts import OpenPoints, SettlePoints
from bot.meetings.anchors.acts import AnchorWhatIf, ShowAnchors
from bot.meetings.minutes.acts import ShowMinutes
from bot.meetings.polls.acts import ShowPoll
from bot.meetings.replies.acts import ShowReplies
from bot.meetings.rounds.acts import Chase, ShowRound
from bot.meetings.series.acts import PreviewSeries, ShowSeries
from bot.plan.acts import Cancel
from bot.plan.looks import Agenda, History, Next, Show, WhatIf, WholePlan
from bot.plan.rules.upcoming import Scope
from bot.privacy.acts import MyData
from bot.reminders.acts import Reminders, Share, WhyThis
from bot.reports.looks import Me, StatusReport, Who
from bot.talk.looks import Help, Welcome
from tests.core.declared import BUILT
from tests.core.examples import EXAMPLES
from tests.core.requests_listed import DAY, ITEM, LOOKS
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, OBSERVER, Stage, selects_of

OF_THE_READER: tuple[Look, ...] = (
    Me(),
    MyData(),
    Welcome(),
    Help(),
    HomePage(2),
    Scenes(),
    WhoBegins(),
    WhyThis("note"),
)
"""Looks that observers have outside the group's channels too."""
ELSEWHERE = (Offered, Preview, RosterPreview)
"""What a button carries by its number is looked up before it is shown; a document waits for one person."""
OF_THE_PLAN: tuple[Look | type[Look], ...] = (
    *(look for look in LOOKS if isinstance(look, Look) and look not in OF_THE_READER
      and not isinstance(look, ELSEWHERE)),
    ShowPoll,
    ShowRound,
    Chase,
    AnchorWhatIf,
    PreviewSeries,
)  # fmt: skip
"""Looks at the plan and all that belongs to it; of a type where something has to be there first."""
FOR_CHANNELS: tuple[Look | type[Look], ...] = (
    Next(),
    WholePlan(),
    Show(ITEM),
    StatusReport(),
    Who(),
    Agenda(ITEM),
    OpenPoints(),
    Actions(),
    ShowMinutes(ITEM),
    ShowReplies(ITEM),
    ShowRound,
    ShowAnchors(),
    ShowSeries(),
)


def name_of(look: Look | type[Look]) -> str:
    return look.NAME


def type_of(look: Look | type[Look]) -> type[Look]:
    return type(look) if isinstance(look, Look) else look


def made(stage: Stage, look: Look | type[Look]) -> Look:
    """A look at something that is there."""
    found = look if isinstance(look, Look) else BUILT[look](stage)
    assert isinstance(found, Look)
    return found


def buttons_of(part: object) -> int:
    """How many buttons and menus stand in blocks."""
    if isinstance(part, dict):
        return int("action_id" in part) + sum(buttons_of(value) for value in part.values())
    return sum(buttons_of(one) for one in part) if isinstance(part, list) else 0


def test_every_look_is_among_those_that_are_tested_here(lite: Stage) -> None:
    tested = {type_of(look) for look in (*OF_THE_PLAN, *OF_THE_READER)}
    assert tested == set(lite.work.registry.looks) - set(ELSEWHERE)


def test_looks_answer_while_somebody_else_writes(lite: Stage) -> None:
    member = lite.as_(COORDINATOR)
    looks = [made(lite, look) for look in (*OF_THE_PLAN, *OF_THE_READER)]
    # A look that wrote, or asked for a lock, would wait for the one that is held here, and give up.
    with lite.database.writing() as session:
        session.connection()
        shown = [lite.look(look, member) for look in looks]
    assert all(message.text and message.blocks for message in shown)


@pytest.mark.parametrize("look", OF_THE_PLAN, ids=name_of)
def test_the_plan_is_not_shown_to_observers_outside_the_group_s_channels(
    lite: Stage, look: Look | type[Look]
) -> None:
    look = made(lite, look)
    with pytest.raises(UserError):
        lite.look(look, lite.as_(OBSERVER, channel=None))


def test_what_may_be_shared_is_declared_and_all_else_stays_with_who_asked(lite: Stage) -> None:
    looks = lite.work.registry.looks
    assert {type_of(look) for look in FOR_CHANNELS} == {kind for kind in looks if looks[kind].can_be_shared}
    for look in (Me(), Reminders()):
        with pytest.raises(UserError, match="for you alone"):
            lite.do(Share(look), lite.as_(COORDINATOR))


@pytest.mark.parametrize("look", FOR_CHANNELS, ids=name_of)
def test_what_is_shared_with_a_channel_says_by_whom_and_has_no_buttons(
    lite: Stage, look: Look | type[Look]
) -> None:
    # An action and a point that are open.
    for kind in (CloseAction, SettlePoints):
        EXAMPLES[kind].build(lite)
    look = made(lite, look)
    coordinator = lite.as_(COORDINATOR)
    assert buttons_of(lite.look(look, coordinator).blocks) > 0
    shown = lite.look(look, coordinator, shared=True)
    assert buttons_of(shown.blocks) == 0
    assert f"<@{COORDINATOR}>" in str(shown.blocks[-1])


def test_what_will_be_sent_has_no_skip_buttons_where_a_channel_reads_it(lite: Stage) -> None:
    coordinator = lite.as_(COORDINATOR)
    assert buttons_of(lite.look(Reminders(60), coordinator).blocks) > 0
    assert buttons_of(lite.look(Reminders(60), coordinator, shared=True).blocks) == 0


@pytest.mark.parametrize("look", [Show(999), History(999), WhatIf(999, DAY)], ids=lambda look: look.NAME)
def test_an_item_that_is_not_in_the_plan_is_not_shown(lite: Stage, look: Look) -> None:
    with pytest.raises(UserError, match="not in this plan any more"):
        lite.look(look, lite.as_(COORDINATOR))


@pytest.mark.parametrize("look", [Next(), WholePlan(), Who(), WhatIf(ITEM, DAY)], ids=lambda look: look.NAME)
def test_a_second_look_asks_the_database_for_the_revision_alone(stage: Stage, look: Look) -> None:
    member = stage.as_(MEMBER)
    stage.look(look, member)
    with selects_of(stage.database) as asked:
        stage.look(look, member)
    assert len(asked) == 1


def test_no_more_than_120_days_of_reminders_are_shown(lite: Stage) -> None:
    member = lite.as_(MEMBER)
    assert lite.look(Reminders(4000), member) == lite.look(Reminders(120), member)
    assert "120 days" in lite.look(Reminders(4000), member).text


def test_what_somebody_asks_is_answered_from_the_plan_after_the_change(stage: Stage) -> None:
    lead, meeting = stage.as_(LEAD1), stage.item("WS1-M1")
    ws1 = Next(Scope(stream="WS1"))
    assert "WS1-M1" in stage.look(ws1, lead).text
    stage.do(Cancel.of(meeting, "no room"), lead, NOW)
    assert "WS1-M1" not in stage.look(ws1, lead).text
