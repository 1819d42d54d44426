"""Members of another workspace in a shared channel: mentions, buttons and submitted forms work for them."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from bot.groups.store import people
from bot.groups.tables import RoleAssignment
from bot.slack.listeners import arriving
from tests.talk.stage import GROUP, TEAM, Stage

AWAY, GUEST = "T0AGENCY", "U0GUEST"


@pytest.fixture
def with_guest(own_stage: Stage) -> Stage:
    """A lead of WS1 whose own workspace is another one, in the group's channel that is shared with it."""
    slack = own_stage.slack
    slack.add_workspace("Agency", id=AWAY, domain="agency")
    slack.add_user(AWAY, "guest", "Guest lead", id=GUEST)
    place = slack.workspaces[TEAM].channels[GROUP]
    place.is_shared = True
    place.members.append(GUEST)
    slack.workspaces[AWAY].channels[GROUP] = place
    with own_stage.life.bot.database.writing() as session:
        person = people.get_person(session, AWAY, GUEST)
        stream = own_stage.rows("select id from streams where label = 'WS1'")[0][0]
        values = {"group_id": 1, "person_id": person.id, "stream_id": stream, "rank": 9}
        session.execute(insert(RoleAssignment).values(values))
    own_stage.life.bot.work._facts.clear()
    return own_stage


async def test_a_mention_a_button_and_a_form_of_a_guest_who_leads(with_guest: Stage) -> None:
    stage = with_guest
    said = await stage.mention(GUEST, "ws1-d1 amber", team=TEAM)
    assert stage.stored("WS1-D1") == "at-risk", said.text
    asked = await stage.mention(GUEST, "update ws1-d2", team=TEAM)
    [shown] = asked.shown
    opened = await stage.press(shown, shown.buttons[0])
    sent = await stage.client.submit_view(GUEST, opened.view_id, {"status": "done"})
    assert sent.status == 200 and (sent.body or {}) == {}, sent.text
    assert sent.delivery.payload["team"]["id"] == AWAY
    assert stage.stored("WS1-D2") == "done"


async def test_a_guest_of_the_same_id_as_somebody_here_has_not_their_rights(with_guest: Stage) -> None:
    body = {
        "user": {"id": "U0SECRETARY", "team_id": AWAY},
        "team": {"id": AWAY},
        "trigger_id": "1.2.3",
        "view": {"app_installed_team_id": TEAM},
    }
    arrival = arriving.of_interaction(body, GROUP)
    assert (arrival.team_id, arrival.person_team, arrival.person_user) == (TEAM, AWAY, "U0SECRETARY")
