"""The table of rights, row by row, where it counts: in the acts and looks themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.requests import Act, Look
from bot.core.undo_acts import Restore, Undo
from bot.documents.importing import preview_import
from bot.groups.setup import set_up_group
from bot.plan.acts import AddItem, AnnounceNow, AskAbout, Cancel, EditItem, SetDate, SetNote, SetStatus
from bot.plan.looks import WholePlan
from bot.plan.rules.items import Kind, Status
from bot.proposals.acts import Accept, Decline, Propose
from bot.reminders.acts import Reminders, SettlePast, Share, StartReminders
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, OBSERVER, SETUP, Stage, at, exact, month

OWNER = "U0OWNER"
Try = Callable[[Stage, Caller], object]


def item_act(kind: Callable[..., Act], key: str, *values: object) -> Try:
    return lambda s, c: s.do(kind(s.item(key).id, *values), c)


def status(key: str) -> Try:
    return item_act(SetStatus, key, Status.AT_RISK, "late")


def date(key: str) -> Try:
    return item_act(SetDate, key, month("2018-08"))


def edit(key: str) -> Try:
    return item_act(EditItem, key, {"notes": "Room VII"})


def drop(key: str) -> Try:
    return item_act(Cancel, key)


def do(act: Act) -> Try:
    return lambda s, c: s.do(act, c)


def add(*streams: str) -> Try:
    return do(AddItem(Kind.DELIVERABLE, "A paper", streams))


def look_at(look: Look) -> Try:
    return lambda s, c: s.look(look, c)


def read_document(s: Stage, c: Caller) -> object:
    return preview_import(s.work, c, s.read())


read, see_what_comes, share = look_at(WholePlan()), look_at(Reminders()), do(Share(WholePlan()))
EVERYBODY = {COORDINATOR, LEAD1, LEAD2, OWNER, MEMBER, OBSERVER}
# What is tried, and who may do it. OWNER owns WS1-D1; IMG-D1 is of both streams; IMG-D4 is the closure.
TABLE: list[tuple[str, Try, set[str]]] = [
    ("read in a channel", read, EVERYBODY),
    ("what comes", see_what_comes, EVERYBODY - {OBSERVER}),
    ("share an answer", share, EVERYBODY - {OBSERVER}),
    ("status of an owned item", status("WS1-D1"), {COORDINATOR, LEAD1, OWNER}),
    ("status in one stream", status("WS1-D2"), {COORDINATOR, LEAD1}),
    ("status in both streams", status("IMG-D1"), {COORDINATOR, LEAD1, LEAD2}),
    ("status of the group's own", status("IMG-D2"), {COORDINATOR}),
    ("status of the closure", status("IMG-D4"), {COORDINATOR}),
    ("date of an owned item", date("WS1-D1"), {COORDINATOR, LEAD1}),
    ("date in both streams", date("IMG-D1"), {COORDINATOR, LEAD1, LEAD2}),
    ("date of a plenary", date("IMG-M6"), {COORDINATOR}),
    ("date of the closure", date("IMG-D4"), {COORDINATOR}),
    ("note on an owned item", item_act(SetNote, "WS1-D1", "soon"), {COORDINATOR, LEAD1, OWNER}),
    ("ask nobody about an owned item", item_act(AskAbout, "WS1-D1"), {COORDINATOR, LEAD1, OWNER}),
    ("announce a date", item_act(AnnounceNow, "WS1-M1"), {COORDINATOR, LEAD1}),
    ("details of an owned item", edit("WS1-D1"), {COORDINATOR, LEAD1}),
    ("details of a plenary", edit("IMG-M6"), {COORDINATOR}),
    ("drop an owned item", drop("WS1-D1"), {COORDINATOR, LEAD1}),
    ("cancel a plenary", drop("IMG-M6"), {COORDINATOR}),
    ("add to a stream", add("WS1"), {COORDINATOR, LEAD1}),
    ("add to both streams", add("WS1", "WS2"), {COORDINATOR, LEAD1, LEAD2}),
    ("add to the group", add(), {COORDINATOR}),
    ("import", read_document, {COORDINATOR}),
    ("settle the past", do(SettlePast()), {COORDINATOR}),
    ("start reminders", do(StartReminders()), {COORDINATOR}),
]


@pytest.mark.parametrize(("act", "able"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_only_who_may_can(lite: Stage, act: Try, able: set[str]) -> None:
    lite.give("WS1-D1", OWNER)
    refused = set()
    before = lite.items()
    for user in (OBSERVER, MEMBER, OWNER, LEAD2, LEAD1, COORDINATOR):
        unchanged = lite.items()
        try:
            act(lite, lite.as_(user))
        except UserError:
            refused.add(user)
            assert lite.items() == unchanged
    # Somebody off the roster who owns an item is no member beside that.
    outside = {OWNER} if act in (see_what_comes, share) else set()
    assert refused == (EVERYBODY - able) | outside
    assert before.keys() <= lite.items().keys()


def test_observers_read_only_in_the_groups_channels(lite: Stage) -> None:
    with pytest.raises(UserError, match="open to its members"):
        read(lite, lite.as_(OBSERVER, None))
    assert read(lite, lite.as_(MEMBER, None))


def test_an_agency_owns_through_its_representatives(lite: Stage) -> None:
    lite.give("WS2-D1", agency="UNEP")
    lite.set_status(MEMBER, "WS2-D1", Status.ON_TRACK)
    with pytest.raises(UserError):
        lite.set_status(LEAD1, "WS2-D1", Status.AT_RISK)


def test_a_right_that_was_taken_away_is_gone_at_once(lite: Stage) -> None:
    assert lite.as_(LEAD1).standing.lead_of
    set_up_group(lite.work, replace(SETUP, leads=(), removed_leads=(("WS1", LEAD1),)), NOW)
    with pytest.raises(UserError):
        lite.set_date(LEAD1, "WS1-M1", exact("2017-11-20"))


def test_a_refusal_names_who_can_and_what_to_propose(lite: Stage) -> None:
    with pytest.raises(UserError) as caught:
        lite.set_status(MEMBER, "WS1-D1", Status.OFF_TRACK, "late")
    assert f"<@{LEAD1}>" in caught.value.text and f"<@{COORDINATOR}>" in caught.value.text
    assert caught.value.proposal == SetStatus(lite.item("WS1-D1").id, Status.OFF_TRACK, "late")


def test_a_proposal_is_decided_by_who_may_do_what_is_proposed(lite: Stage) -> None:
    lite.give("WS1-D1", OWNER)
    decided = set()
    act = SetStatus(lite.item("WS1-D1").id, Status.DONE)
    for user in (OBSERVER, MEMBER, LEAD2, OWNER, LEAD1, COORDINATOR):
        for decide in (Accept, Decline):
            sent = lite.do(Propose(act), lite.as_(MEMBER)).result
            try:
                lite.do(decide(sent.proposal_id), lite.as_(user), at("2017-10-03"))
                decided.add((user, decide))
            except UserError as error:
                assert "You cannot change" in error.text and error.proposal is None
    able = (OWNER, LEAD1, COORDINATOR)
    assert decided == {(user, decide) for user in able for decide in (Accept, Decline)}


def test_taking_back_and_restoring_take_the_right_of_the_act(lite: Stage) -> None:
    lite.give("WS1-D1", OWNER)
    lite.set_date(LEAD1, "WS1-D1", month("2018-08"))
    lite.set_date(LEAD1, "WS1-D2", month("2018-08"))
    lite.set_status(OWNER, "WS1-D1", Status.AT_RISK)
    status_entry, date_entry = lite.detail("WS1-D1").changes[:2]
    with pytest.raises(UserError, match="You cannot change"):
        lite.do(Restore(date_entry.id), lite.as_(OWNER))
    lite.do(Restore(status_entry.id), lite.as_(OWNER))
    assert lite.item("WS1-D1").status is Status.PLANNED
    set_up_group(lite.work, replace(SETUP, leads=(), removed_leads=(("WS1", LEAD1),)), NOW)
    with pytest.raises(UserError, match="You cannot change"):
        lite.do(Undo(), lite.as_(LEAD1))
