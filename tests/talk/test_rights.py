"""Who may do what, and where a refusal leads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.demo import world
from bot.proposals.acts import Accept
from tests.talk.stage import GROUP, MEMBER, OBSERVER, SECRETARIAT, WS1_LEAD, WS2_LEAD, Result, Shown, Stage

PEOPLE = {
    "coordinator": SECRETARIAT,
    "lead": WS1_LEAD,
    "other": WS2_LEAD,
    "member": MEMBER,
    "observer": OBSERVER,
}
EVERYBODY, PLANNERS = {*PEOPLE}, {"coordinator", "lead"}
ACTS = [
    # the line, who may
    ("next", EVERYBODY),
    ("plan", EVERYBODY),
    ("show ws1-d1", EVERYBODY),
    ("history ws1-d1", EVERYBODY),
    ("who", EVERYBODY),
    ("status", EVERYBODY),
    ("me", EVERYBODY),
    ("help", EVERYBODY),
    ("reminders", EVERYBODY - {"observer"}),
    ("ws1-d1 amber", PLANNERS),
    ("done ws1-d1", PLANNERS),
    ("schedule ws1-m2 16 jan", PLANNERS),
    ("move ws1-m2 16 jan", PLANNERS),
    ("cancel ws1-m2 no room", PLANNERS),
    ("drop ws1-d1 not needed", PLANNERS),
    ("edit ws1-d1 notes see annex", PLANNERS),
    ('add deliverable "Annex" WS1 May', PLANNERS),
    ("stop asking ws1-d1", PLANNERS),
    ("img-d1 done", PLANNERS | {"other"}),  # of two streams: any of their leads
    ("schedule img-m6 14 dec", {"coordinator"}),
    ("done img5", {"coordinator"}),
    ("img-d4 done", {"coordinator"}),  # the closure
    ('add meeting "8th IMG" May', {"coordinator"}),
    ("settle past all", {"coordinator"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "who_may"), ACTS, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("role", PEOPLE)
async def test_rights(stage: Stage, line: str, who_may: set[str], role: str) -> None:
    said = await stage.told(PEOPLE[role], line)
    is_refused = "You cannot" in said.text or "on the roster" in said.text
    assert is_refused == (role not in who_may), said.text
    if is_refused:
        assert stage.changes() == 0


async def test_an_owner_may_update_the_item_but_not_plan_it(stage: Stage) -> None:
    await stage.told(SECRETARIAT, f"edit ws1-d1 owner <@{MEMBER}>")
    assert "at risk" in (await stage.told(MEMBER, "ws1-d1 amber")).text
    assert "You cannot" in (await stage.told(MEMBER, "ws1-d1 16 may")).text
    assert "You cannot" in (await stage.told(MEMBER, "drop ws1-d1 why not")).text


async def test_agencies_own_items_too(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "edit ws1-d1 owner UNEP")
    assert "at risk" in (await stage.told(MEMBER, "ws1-d1 amber")).text
    assert "You cannot" in (await stage.told(world.FAR_MEMBER, "ws1-d1 done")).text


REFUSED = [
    ("ws1-d1 amber two agencies late", "as 🟡 at risk: two agencies late"),
    ("ws1-m2 TBC", "take the date"),
    ("ws1-m2 16 jan 2-5pm Nairobi", "Tue 16 Jan 2018, 14:00–17:00 Nairobi"),
    ("schedule ws1-m2 tomorrow", "Tue 21 Nov 2017"),
    ("cancel ws1-m2 no room", "no room"),
    ("edit ws1-d1 notes see annex", "change notes of WS1-D1"),
    (f"edit ws1-d1 owner <@{MEMBER}>", "change owner of WS1-D1"),
]


@pytest.mark.parametrize(("line", "proposed"), REFUSED)
async def test_a_refusal_says_who_may_and_a_lead_can_accept_it(
    stage: Stage, line: str, proposed: str
) -> None:
    refused = await stage.told(MEMBER, line)
    assert f"<@{WS1_LEAD}>" in refused.text
    sent = (await stage.press(refused, "Send as proposal")).said
    assert f"<@{WS1_LEAD}>" in sent.text
    card = await _card(stage)
    assert proposed in card.all
    accepted = await stage.press(card, "Accept", WS1_LEAD)
    assert stage.changes() == 1, [shown.text for shown in accepted.shown]
    outcome = [shown for shown in await stage.deliver() if shown.user == MEMBER]
    assert "accepted" in outcome[-1].text


async def _card(stage: Stage, user: str = WS1_LEAD) -> Shown:
    cards = [shown for shown in await stage.deliver() if shown.user == user and "Accept" in shown.labels]
    assert len(cards) == 1
    return cards[0]


async def _proposal(stage: Stage) -> Shown:
    await stage.press(await stage.told(MEMBER, "ws1-d1 amber late"), "Send as proposal")
    return await _card(stage)


@pytest.mark.parametrize(
    ("line", "decides", "key"),
    [
        ('add deliverable "Annex" WS1 May', WS1_LEAD, "WS1-D4"),
        ('add deliverable "Annex" May', SECRETARIAT, "IMG-D5"),
        ('add deliverable "Annex" IMG May', SECRETARIAT, "IMG-D5"),
    ],
)
async def test_a_new_item_is_proposed_to_who_could_add_it(
    stage: Stage, line: str, decides: str, key: str
) -> None:
    refused = await stage.told(MEMBER, line)
    assert f"<@{decides}>" in refused.text
    sent = (await stage.press(refused, "Send as proposal")).said
    assert f"<@{decides}>" in sent.text
    await stage.press(await _card(stage, decides), "Accept", decides)
    assert stage.stored(key, "title") == "Annex"
    assert stage.stored(key, "start") == "2018-05"


async def test_the_same_proposal_is_sent_once(stage: Stage) -> None:
    refused = await stage.told(MEMBER, "ws1-d1 amber late")
    first = (await stage.press(refused, "Send as proposal")).said
    again = (await stage.press(refused, "Send as proposal")).said
    assert "You will hear" in first.text and "already" in again.text
    assert stage.rows("select count(*) from proposals") == [(1,)]


async def test_accepting_sets_what_was_proposed_and_redraws_the_card(stage: Stage) -> None:
    card = await _proposal(stage)
    pressed = await stage.press(card, "Accept", WS1_LEAD)
    assert stage.stored("WS1-D1") == "at-risk"
    assert stage.stored("WS1-D1", "status_note") == "late"
    assert "is now 🟡 at risk" in pressed.said.text and "Undo" in pressed.said.labels
    _redrawn_without_buttons(pressed)


async def test_declining_changes_nothing_and_tells(stage: Stage) -> None:
    card = await _proposal(stage)
    pressed = await stage.press(card, "Decline", WS1_LEAD)
    assert stage.changes() == 0
    _redrawn_without_buttons(pressed)
    [told] = [shown for shown in await stage.deliver() if shown.user == MEMBER]
    assert "declined" in told.text


def _redrawn_without_buttons(pressed: Result) -> None:
    [card] = [entry for entry in pressed.entries if entry.kind == "update"]
    assert not any(block["type"] == "actions" for block in card.blocks)


async def test_a_proposal_is_decided_once(stage: Stage) -> None:
    card = await _proposal(stage)
    await stage.press(card, "Decline", WS1_LEAD)
    again = stage.do(SECRETARIAT, Accept(1))
    assert "declined already" in again
    assert stage.changes() == 0


async def test_the_coordinator_hears_of_a_proposal_after_two_working_days(stage: Stage) -> None:
    await _proposal(stage)
    later = await stage.go(datetime(2017, 11, 22, 12, tzinfo=UTC))
    assert [shown for shown in later if shown.user == SECRETARIAT and "Accept" in shown.labels]


async def test_a_member_cannot_decide_and_an_unknown_proposal_is_none(stage: Stage) -> None:
    card = await _proposal(stage)
    assert card.labels == ["Accept", "Decline", "Why do I get this?"]
    assert "You cannot" in stage.do(MEMBER, Accept(1))
    assert "no such proposal" in (await stage.told(SECRETARIAT, "accept 99")).text
    assert stage.changes() == 0


async def test_a_stale_button_is_refused_with_todays_rights(stage: Stage) -> None:
    shown = await stage.told(WS1_LEAD, "show ws1-d1")
    with stage.life.bot.database.writing() as session:
        session.execute(text("delete from role_assignments where stream_id is not null"))
        session.execute(text("update groups set revision = revision + 1"))
    said = (await stage.press(shown, "Mark done")).said
    assert "You cannot" in said.text
    assert stage.changes() == 0


async def test_observers_read_in_the_groups_channels_only(stage: Stage) -> None:
    for line in ("next", "plan", "show ws1-d1", "status", "who", "history ws1-d1"):
        assert "WS1" in await stage.told(OBSERVER, line)
        refused = (await stage.write(OBSERVER, line)).said
        assert f"<#{GROUP}>" in refused.text, line
        assert "WS1-D1" not in refused.all, line
    assert "What concerns you" in (await stage.write(OBSERVER, "me")).text


async def test_a_refusal_tells_observers_elsewhere_nothing_of_the_plan(stage: Stage) -> None:
    card = await _proposal(stage)
    await stage.press(card, "Decline")
    for line in (
        "show",
        "done",
        "history",
        "restore 1",
        "accept 1",
        "decline 1",
        "undo 1",
    ):
        refused = (await stage.write(OBSERVER, line)).said
        assert "“" not in refused.all and "WS1-D1" not in refused.all, line
        assert "IMG-M5" not in refused.all, line
        assert "open to its members" in refused.text or line in ("undo 1", "skip x")


async def test_buttons_that_one_may_not_press_are_not_shown(stage: Stage) -> None:
    for user in (MEMBER, OBSERVER):
        for line in ("next", "plan", "show ws1-m2", "show ws1-d1", "me", "history ws1-d1", "reminders"):
            labels = (await stage.told(user, line)).labels
            acts = {"Mark done", "Set a date", "Edit", "Move", "Restore", "Skip", "Cancel the meeting"}
            assert not acts & set(labels), line


async def test_an_owner_who_is_not_on_the_roster_may_see_to_the_item(stage: Stage) -> None:
    """The note with its buttons comes directly, so that is where it is answered."""
    await stage.told(SECRETARIAT, f"edit ws1-d1 owner <@{OBSERVER}>")
    assert "open to its members" not in (await stage.write(OBSERVER, "show ws1-d1")).said
    await stage.write(OBSERVER, "ws1-d1 on-track half of it is written")
    assert stage.stored("WS1-D1") == "on-track"
    assert "You cannot change WS1-D2" in (await stage.write(OBSERVER, "done ws1-d2")).said
