"""A group with polls: who is asked, and what they are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.errors import UserError
from bot.core.tables import Group
from bot.dates.when import When
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.store.people import get_person
from bot.groups.store.rosters import agencies_of, get_agency, set_member
from bot.meetings.polls.acts import (
    OpenPoll,
    ShowPoll,
)
from bot.meetings.polls.rules import Poll
from bot.meetings.polls.store import polls_of
from bot.meetings.polls.views import PollView
from tests.stage import (
    COORDINATOR,
    NOW,
    TEAM,
    Stage,
    exact,
)

FIRST, SECOND, THIRD = exact("2018-01-16"), exact("2018-01-18"), exact("2018-01-23")
UNDP, ALTERNATE = "U0UNDP", "U0ALT"


def join(stage: Stage, user: str, agency: str, speaks_as: SpeaksAs | None = None) -> int:
    """Put somebody on the roster for an agency; returns the agency's id."""
    with stage.database.writing() as session:
        agency_id = get_agency(session, stage.group_id, agency).id
        set_member(session, stage.group_id, get_person(session, TEAM, user).id, agency_id, NOW, speaks_as)
        session.get_one(Group, stage.group_id).revision += 1
    return agency_id


def agency(stage: Stage, name: str) -> int:
    with stage.database.reading() as session:
        found = agencies_of(session, stage.group_id).find(name)
    assert found is not None
    return found.id


def opened(
    stage: Stage,
    key: str = "IMG-M6",
    *whens: When,
    user: str = COORDINATOR,
    **fields: Any,  # noqa: ANN401
) -> PollView:
    """A poll of a plenary (for WHO and UNEP, and whoever leads WS2) that is open."""
    act = OpenPoll(stage.item(key).id, whens or (FIRST, SECOND), **fields)
    view: PollView = stage.do(act, stage.as_(user)).result.view
    return view


def poll_of(stage: Stage, key: str = "IMG-M6") -> Poll:
    with stage.database.reading() as session:
        return polls_of(session, stage.group_id).by_item[stage.item(key).id]


def said(stage: Stage, user: str, act: Any, now: datetime = NOW) -> str:  # noqa: ANN401
    """What somebody is told who does something, be it that it cannot be done."""
    try:
        done = stage.do(act, stage.as_(user), now)
    except UserError as error:
        return error.text
    return stage.work.registry.acts[type(act)].told(done, stage.as_(user).reader).text


def names(view: PollView, parties: Any) -> set[str]:  # noqa: ANN401
    agencies = view.body.agencies.by_id
    return {agencies[party.agency_id].name for party in parties if party.agency_id is not None}


def show_poll(stage: Stage) -> Any:  # noqa: ANN401
    return ShowPoll(stage.item("IMG-M6").id)
