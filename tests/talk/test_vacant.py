"""A group whose only coordinator has left: who appoints the next, by words and by the button."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.talk.stage import MEMBER, OBSERVER, SECRETARIAT, WS1_LEAD, WS2_LEAD, Stage

pytestmark = pytest.mark.usefixtures("complaints")  # messages to whoever has left are refused by Slack
COORDINATORS = """select user_id from role_assignments join people on people.id = person_id
    where stream_id is null and not is_gone"""
ADMINS_DO = "Whoever installed me can do this, or an owner or admin of this workspace. Ask one of them."


async def vacate(stage: Stage) -> None:
    """The coordinator leaves the workspace; an admin, who is on no roster, has written to the bot once."""
    stage.client.person(SECRETARIAT).deleted = True
    await stage.client.user_change(SECRETARIAT)
    stage.client.person(OBSERVER).is_admin = True
    await stage.write(OBSERVER, "help")
    await stage.life.bot.read_profiles(stage.now)


async def test_an_admin_appoints_the_next_coordinator_by_words(own_stage: Stage) -> None:
    stage = own_stage
    await vacate(stage)
    told = await stage.told(OBSERVER, f"coordinator <@{WS1_LEAD}>")
    assert told.text == f"✔ <@{WS1_LEAD}> coordinates."
    assert stage.rows(COORDINATORS) == [(WS1_LEAD,)]
    refused = await stage.told(OBSERVER, f"coordinator <@{MEMBER}>")
    assert refused.text.startswith(f"You cannot change this: <@{WS1_LEAD}> can."), "once somebody coordinates"


async def test_the_notice_carries_a_form_that_only_those_open_who_may(own_stage: Stage) -> None:
    stage = own_stage
    await vacate(stage)
    posts = await stage.go(stage.now + timedelta(days=1))
    told = {post.channel: post for post in posts if "has no coordinator any more" in post.text}
    assert set(told) >= {f"D{user[1:]}" for user in (OBSERVER, WS1_LEAD, WS2_LEAD)}
    refused = await stage.press(told[f"D{WS1_LEAD[1:]}"], "Appoint a coordinator", WS1_LEAD)
    assert refused.said.text == ADMINS_DO
    form = await stage.press(told[f"D{OBSERVER[1:]}"], "Appoint a coordinator", OBSERVER)
    await stage.submit(OBSERVER, form.view_id, person=WS2_LEAD)
    assert stage.rows(COORDINATORS) == [(WS2_LEAD,)]


async def test_an_admin_gives_no_other_role(own_stage: Stage) -> None:
    stage = own_stage
    await vacate(stage)
    refused = await stage.told(OBSERVER, f"lead WS1 <@{MEMBER}>")
    assert refused.text == "You cannot change this, and nobody has been given that right yet."
    assert (await stage.told(WS2_LEAD, f"coordinator <@{WS2_LEAD}>")).text == ADMINS_DO
    assert stage.rows(COORDINATORS) == []
