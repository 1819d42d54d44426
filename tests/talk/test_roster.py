"""Who is who, said in words, pressed and filled in: on the roster, off it, roles, agencies, handing over."""

from __future__ import annotations

from typing import Any

import pytest

from bot.groups.acts import PutOnRoster, SetRole
from bot.groups.rules.agencies import SpeaksAs
from tests.talk.stage import MEMBER, OBSERVER, SECRETARIAT, WS1_LEAD, WS2_LEAD, Stage

ROSTER = (
    "select p.user_id, p.name, p.mail, p.language, a.name as agency, m.represents_as from members m"
    " join people p on p.id = m.person_id left join agencies a on a.id = m.agency_id order by m.id"
)
ROLES = (
    "select p.user_id, s.label from role_assignments r join people p on p.id = r.person_id"
    " left join streams s on s.id = r.stream_id order by s.label, r.rank, r.id"
)


def placed(stage: Stage) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in stage.rows(ROSTER)] + [tuple(row) for row in stage.rows(ROLES)]


def outsider(stage: Stage) -> tuple[Any, ...]:
    [row] = [row for row in stage.rows(ROSTER) if row[0].startswith("~")]
    return tuple(row[1:])


async def test_somebody_in_slack_is_added_changed_and_taken_off_by_words(stage: Stage) -> None:
    before = placed(stage)
    told = await stage.told(SECRETARIAT, f"people add <@{OBSERVER}> UNU as focal point")
    assert told.text == f"✔ <@{OBSERVER}> is on the roster for UNU, as focal point."
    again = await stage.told(SECRETARIAT, f"people add <@{OBSERVER}> UNU as focal point")
    assert again.text == "That is so already."
    changed = await stage.told(SECRETARIAT, f"people add <@{OBSERVER}> as alternate")
    assert changed.text == f"✔ <@{OBSERVER}> is on the roster as alternate."
    assert stage.rows(ROSTER)[-1][4:] == ("UNU", "alternate")
    assert not (await stage.told(OBSERVER, "who")).text.startswith("The plan of")
    gone = await stage.told(SECRETARIAT, f"people remove <@{OBSERVER}>")
    assert gone.text == f"✔ <@{OBSERVER}> is off the roster."
    assert placed(stage) == before
    assert "not on the roster" in (await stage.told(SECRETARIAT, f"people remove <@{OBSERVER}>")).text


async def test_somebody_without_slack_is_added_by_words_and_found_by_name(stage: Stage) -> None:
    told = await stage.told(
        SECRETARIAT,
        'people add "Ms A. Otieno" <mailto:a@example.org|a@example.org> UNU french as focal point',
    )
    assert told.text.startswith("✔ Ms A. Otieno is on the roster for UNU, as focal point.")
    assert outsider(stage) == ("Ms A. Otieno", "a@example.org", "fr", "UNU", "focal-point")
    await stage.told(SECRETARIAT, "people add otieno as alternate")
    assert outsider(stage)[-1] == "alternate"
    # The same mail address is the same person.
    await stage.told(SECRETARIAT, 'people add "Ms Otieno" a@example.org UNEP')
    assert outsider(stage) == ("Ms Otieno", "a@example.org", "fr", "UNEP", "alternate")
    refused = await stage.told(SECRETARIAT, "lead WS1 otieno")
    assert "needs Slack" in refused.text
    assert "no mail address" in (await stage.told(SECRETARIAT, 'people add "X" a@b UNU')).text


async def test_undo_takes_back_what_was_added_with_its_agency(stage: Stage) -> None:
    before = placed(stage)
    agencies = stage.rows("select name from agencies order by id")
    await stage.told(SECRETARIAT, f"people add <@{OBSERVER}> UNU as focal point")
    await stage.told(SECRETARIAT, "undo")
    assert placed(stage) == before
    assert stage.rows("select name from agencies order by id") == agencies


async def test_taking_somebody_off_tells_what_nobody_owns_then(stage: Stage) -> None:
    told = await stage.told(SECRETARIAT, f"edit ws1-d1 owner <@{WS1_LEAD}>")
    assert told.text.endswith(f"is changed: owner: <@{WS1_LEAD}>")
    told = await stage.told(SECRETARIAT, f"people remove <@{WS1_LEAD}>")
    assert f"<@{WS1_LEAD}> leads WS1 no more." in told.text
    assert "WS1-D1" in str(told.blocks)
    assert stage.stored("WS1-D1", "owner_id") is None
    opened = await stage.press(told, "Who owns WS1-D1 now?")
    await stage.submit(SECRETARIAT, opened.view_id, owner=WS2_LEAD)
    [[owner]] = stage.rows("select user_id from people where id = :id", id=stage.stored("WS1-D1", "owner_id"))
    assert owner == WS2_LEAD


async def test_a_removal_is_undone_with_roles_ranks_and_items(stage: Stage) -> None:
    await stage.told(SECRETARIAT, f"edit ws1-d1 owner <@{WS1_LEAD}>")
    owner, before = stage.stored("WS1-D1", "owner_id"), placed(stage)
    await stage.told(SECRETARIAT, f"people remove <@{WS1_LEAD}>")
    assert placed(stage) != before
    told = await stage.told(SECRETARIAT, "undo")
    assert "aken back" in told.text
    assert stage.stored("WS1-D1", "owner_id") == owner
    assert stage.rows(ROLES) == [row for row in before if len(row) == 2]


async def test_roles_are_given_and_taken(stage: Stage) -> None:
    told = await stage.told(SECRETARIAT, f"lead WS1 <@{MEMBER}>")
    assert told.text == f"✔ <@{MEMBER}> leads WS1."
    assert (MEMBER, "WS1") in [tuple(row) for row in stage.rows(ROLES)]
    assert (await stage.told(SECRETARIAT, f"lead WS1 <@{MEMBER}>")).text == "That is so already."
    gone = await stage.told(SECRETARIAT, f"lead WS1 remove <@{MEMBER}>")
    assert gone.text == f"✔ <@{MEMBER}> leads WS1 no more."
    told = await stage.told(SECRETARIAT, f"<@{MEMBER}> leads ws1")
    assert (await stage.told(SECRETARIAT, f"coordinator <@{MEMBER}>")).text == f"✔ <@{MEMBER}> coordinates."


async def test_the_last_coordinator_is_handed_over_and_never_removed(stage: Stage) -> None:
    before = placed(stage)
    for words in (f"coordinator remove <@{SECRETARIAT}>", f"people remove <@{SECRETARIAT}>"):
        refused = await stage.told(SECRETARIAT, words)
        assert "hand the group over first" in refused.text
        assert placed(stage) == before
    opened = await stage.press(refused, "Hand over")
    done = await stage.submit(SECRETARIAT, opened.view_id, person=MEMBER)
    assert f"<@{MEMBER}> takes over from <@{SECRETARIAT}>." in done.said.text
    assert [row[0] for row in stage.rows(ROLES) if row[1] is None] == [MEMBER]
    assert "You cannot change" in (await stage.told(SECRETARIAT, f"coordinator <@{OBSERVER}>")).text


async def test_handing_over_passes_on_roles_and_items(stage: Stage) -> None:
    await stage.told(SECRETARIAT, f"edit ws1-d1 owner <@{WS1_LEAD}>")
    told = await stage.told(SECRETARIAT, f"handover <@{WS1_LEAD}> to <@{MEMBER}>")
    assert told.text == f"✔ <@{MEMBER}> takes over from <@{WS1_LEAD}>. <@{MEMBER}> leads WS1."
    assert "WS1-D1" in str(told.blocks)
    assert next(row[0] for row in stage.rows(ROLES) if row[1] == "WS1") == MEMBER
    [[owner]] = stage.rows("select user_id from people where id = :id", id=stage.stored("WS1-D1", "owner_id"))
    assert owner == MEMBER
    assert (
        "not on the roster"
        in (await stage.told(SECRETARIAT, f"handover <@{WS1_LEAD}> to <@{OBSERVER}>")).text
    ), "a lead without anything else has no part any more"


async def test_agencies_are_added_named_and_merged(stage: Stage) -> None:
    told = await stage.told(SECRETARIAT, 'agency add UNU, "United Nations University"')
    assert told.text == "✔ UNU is known, also as United Nations University."
    await stage.told(SECRETARIAT, "agency rename UNEP to “UN Environment”")
    await stage.told(SECRETARIAT, "agency alias UNU as “the University”")
    assert "also called" in str((await stage.told(SECRETARIAT, "agency unep")).blocks).lower()
    refused = await stage.told(SECRETARIAT, "agency add UNEP Nairobi")
    assert "Nairobi" in refused.text
    merged = await stage.told(SECRETARIAT, "agency merge “UNEP Nairobi” into UNEP")
    assert merged.text == "✔ UNEP Nairobi and UN Environment are one: UN Environment."
    shown = await stage.told(SECRETARIAT, "agency “UNEP Nairobi”")
    assert shown.text.startswith("UN Environment")
    await stage.told(SECRETARIAT, "undo")
    assert (await stage.told(SECRETARIAT, "agency “UNEP Nairobi”")).text.startswith("UNEP Nairobi")


async def test_an_item_of_a_merged_agency_is_the_others(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "agency add UNEP-Nairobi")
    await stage.told(SECRETARIAT, "edit ws1-d1 owner UNEP-Nairobi")
    assert "You cannot" in (await stage.told(MEMBER, "ws1-d1 at risk")).text
    await stage.told(SECRETARIAT, "agency merge UNEP-Nairobi into UNEP")
    assert "at risk" in (await stage.told(MEMBER, "ws1-d1 at risk")).text


async def test_a_person_is_added_by_the_form(stage: Stage) -> None:
    opened = await stage.say(SECRETARIAT, "people add")
    refused = await stage.submit(SECRETARIAT, opened.view_id, agency="UNU")
    assert set(refused.reply.errors) == {"person"}
    await stage.submit(
        SECRETARIAT, opened.view_id, name="Ms A. Otieno", mail="a@example.org", agency="UNU",
        part="focal-point", language="fr",
    )  # fmt: skip
    assert outsider(stage) == ("Ms A. Otieno", "a@example.org", "fr", "UNU", "focal-point")


@pytest.mark.parametrize("user", [MEMBER, OBSERVER, WS1_LEAD])
async def test_who_does_not_coordinate_hears_it_before_the_form(stage: Stage, user: str) -> None:
    for words in ("people add", "lead WS1", "coordinator", "handover", "agency add"):
        said = await stage.say(user, words)
        assert SECRETARIAT in said.said.text and not stage.slack.stacks.get(user)


async def test_everybody_is_shown_by_agency_with_acts_for_the_coordinator_alone(stage: Stage) -> None:
    await stage.told(SECRETARIAT, 'people add "Ms A. Otieno" a@example.org UNU as focal point')
    shown = await stage.told(SECRETARIAT, "people")
    assert "*UNU*: Ms A. Otieno (focal point, by mail)" in str(shown.blocks)
    assert {"Add somebody", "Coordinator or lead", "Add an agency"} <= set(shown.labels)
    assert "Add somebody" not in (await stage.told(MEMBER, "people")).labels
    agency = await stage.press(shown, [one for one in shown.buttons if one.label == "Open"][-1])
    assert "a@example.org" in str(agency.said.blocks)
    seen = await stage.told(MEMBER, "agency UNU")
    assert "a@example.org" not in str(seen.blocks)


async def test_who_is_an_agency_shows_it(stage: Stage) -> None:
    assert (await stage.told(MEMBER, "who is UNEP")).text.startswith("UNEP")
    assert (await stage.told(MEMBER, "who is unep?")).text.startswith("UNEP")


async def test_an_agency_is_shown_with_its_people_and_its_items(stage: Stage) -> None:
    assert "No open item is its own." in (await stage.told(MEMBER, "who is UNEP")).all
    await stage.told(SECRETARIAT, "owner ws1-d1 UNEP")
    shown = await stage.told(MEMBER, "who is UNEP")
    assert "Its items" in shown.all and "WS1-D1" in shown.all
    await stage.told(SECRETARIAT, "done ws1-d1")
    assert "WS1-D1" not in (await stage.told(MEMBER, "who is UNEP")).all


async def test_an_owner_is_named_by_words(stage: Stage) -> None:
    await stage.told(SECRETARIAT, f"owner ws1-d1 <@{MEMBER}>")
    [[owner]] = stage.rows("select user_id from people where id = :id", id=stage.stored("WS1-D1", "owner_id"))
    assert owner == MEMBER
    await stage.told(SECRETARIAT, "owner ws1-d1 UNEP")
    assert stage.stored("WS1-D1", "owner_id") is None
    assert stage.stored("WS1-D1", "owner_agency_id") is not None


def test_words_mean_one_act_each(stage: Stage) -> None:
    added = PutOnRoster(OBSERVER, None, "UNU")
    said = {
        f"add person <@{OBSERVER}> UNU": added,
        f"people add <@{OBSERVER}> to the UNU": added,
        f"people add <@{OBSERVER}> UNU, observer": PutOnRoster(OBSERVER, SpeaksAs.OBSERVER, "UNU"),
        f"remove lead ws1 <@{WS1_LEAD}>": SetRole(WS1_LEAD, "WS1", False),
        f"lead ws1 is <@{WS1_LEAD}>": SetRole(WS1_LEAD, "WS1"),
    }
    for words, act in said.items():
        assert stage.meaning(words) == act, words
