"""The table of rights, row by row, where it counts: in the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.errors import UserError
from bot.documents.importing import preview_import
from bot.groups.arrivals import Caller
from bot.groups.setup import set_up_group
from bot.plan import changing, looks
from bot.plan.changing import NewItem
from bot.plan.rules.items import Kind, Status
from bot.plan.rules.upcoming import Scope
from bot.proposals import proposing
from bot.reminders import reminding, sharing
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, OBSERVER, SETUP, Stage, at, exact, month

OWNER = "U0OWNER"
Act = Callable[[Stage, Caller], object]


def status(key: str) -> Act:
    return lambda s, c: changing.update_status(s.work, c, key, Status.AT_RISK, "late", NOW)


def date(key: str) -> Act:
    return lambda s, c: changing.set_when(s.work, c, key, month("2018-08"), None, NOW)


def edit(key: str) -> Act:
    return lambda s, c: changing.edit_item(s.work, c, key, {"venue": "Room VII"}, NOW)


def drop(key: str) -> Act:
    return lambda s, c: changing.update_status(s.work, c, key, Status.DROPPED, None, NOW)


def add(*streams: str) -> Act:
    new = NewItem(Kind.DELIVERABLE, "A paper", streams)
    return lambda s, c: changing.add_item(s.work, c, new, NOW)


def read(s: Stage, c: Caller) -> object:
    return looks.plan_items(s.work, c, Scope(), NOW)


def see_what_comes(s: Stage, c: Caller) -> object:
    return reminding.forecast(s.work, c, 30, NOW)


def share(s: Stage, c: Caller) -> object:
    return sharing.share_answer(s.work, c, "text", [], NOW)


def read_document(s: Stage, c: Caller) -> object:
    return preview_import(s.work, c, s.read())


def settle(s: Stage, c: Caller) -> object:
    return reminding.settle_past(s.work, c, None, NOW)


def start(s: Stage, c: Caller) -> object:
    return reminding.start_reminders(s.work, c, NOW)


EVERYBODY = {COORDINATOR, LEAD1, LEAD2, OWNER, MEMBER, OBSERVER}
# The act, and who may do it. OWNER owns WS1-D1; IMG-D1 is of both streams; IMG-D4 is the closure.
TABLE: list[tuple[str, Act, set[str]]] = [
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
    ("details of an owned item", edit("WS1-D1"), {COORDINATOR, LEAD1}),
    ("details of a plenary", edit("IMG-M6"), {COORDINATOR}),
    ("drop an owned item", drop("WS1-D1"), {COORDINATOR, LEAD1}),
    ("cancel a plenary", drop("IMG-M6"), {COORDINATOR}),
    ("add to a stream", add("WS1"), {COORDINATOR, LEAD1}),
    ("add to both streams", add("WS1", "WS2"), {COORDINATOR, LEAD1, LEAD2}),
    ("add to the group", add(), {COORDINATOR}),
    ("import", read_document, {COORDINATOR}),
    ("settle the past", settle, {COORDINATOR}),
    ("start reminders", start, {COORDINATOR}),
]


@pytest.mark.parametrize(("act", "able"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_only_who_may_can(lite: Stage, act: Act, able: set[str]) -> None:
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
    changing.update_status(lite.work, lite.as_(MEMBER), "WS2-D1", Status.ON_TRACK, None, NOW)
    with pytest.raises(UserError):
        changing.update_status(lite.work, lite.as_(LEAD1), "WS2-D1", Status.AT_RISK, None, NOW)


def test_a_right_that_was_taken_away_is_gone_at_once(lite: Stage) -> None:
    assert lite.as_(LEAD1).standing.lead_of
    set_up_group(lite.work, replace(SETUP, leads=(), removed_leads=(("WS1", LEAD1),)), NOW)
    with pytest.raises(UserError):
        changing.set_when(lite.work, lite.as_(LEAD1), "WS1-M1", exact("2017-11-20"), None, NOW)


def test_a_refusal_names_who_can_and_what_to_propose(lite: Stage) -> None:
    with pytest.raises(UserError) as caught:
        changing.update_status(lite.work, lite.as_(MEMBER), "WS1-D1", Status.OFF_TRACK, "late", NOW)
    assert f"<@{LEAD1}>" in caught.value.text and f"<@{COORDINATOR}>" in caught.value.text
    assert caught.value.proposal == 'update WS1-D1 off-track "late"'


def test_a_proposal_is_decided_by_who_may_plan(lite: Stage) -> None:
    sent = proposing.propose(lite.work, lite.as_(MEMBER), "done WS1-D1", "WS1-D1", NOW)
    for user in (OBSERVER, MEMBER, LEAD2):
        with pytest.raises(UserError):
            proposing.decide(lite.work, lite.as_(user), sent.proposal_id, True, at("2017-10-03"))
    assert proposing.decide(lite.work, lite.as_(LEAD1), sent.proposal_id, True, NOW).state == "accepted"
