"""Every message is one that Slack takes, whatever people wrote into the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.home.texts import build_home
from bot.home.views import HomeGroup, HomeView
from bot.plan.forms.edit_form import build_edit_form
from bot.plan.forms.item_forms import build_add_form, build_cancel_form, build_status_form
from bot.plan.looks import AddForm, CancelForm, EditForm, Next, StatusForm, WholePlan
from bot.plan.rules.items import Item
from bot.plan.rules.views import (
    Page,
)
from bot.plan.texts.lists import build_next, build_plan
from bot.reminders.acts import PastForm
from bot.reminders.forms import build_past_form
from bot.reminders.rules.ladders import Ask, To
from bot.reminders.rules.notice_views import PastItems
from bot.reminders.texts.note import build_note
from bot.reminders.views import PersonNote
from bot.sandbox.block_rules import message_too_long, problems, view_problems, view_too_large
from bot.slack.blocks import actions, context, press, section
from bot.slack.message import Message, compose
from bot.talk.looks import Help
from tests.texts.drawing import sent
from tests.texts.gallery import FORMS, MESSAGES
from tests.texts.hostile import NASTY, hostile_messages, spoiled
from tests.texts.samples import (
    ANNA,
    COORDINATOR,
    GROUP,
    LEAD,
    NOW,
    PLENARY,
    RESULTS,
    TEAM_1,
)

hostile = st.one_of(st.sampled_from(NASTY), st.text(max_size=200))


def check(message: Message) -> None:
    """What Slack would refuse, and what it would take but must not be said."""
    blocks = sent(message.blocks)
    assert problems(blocks) == []
    assert not message_too_long(blocks)
    assert message.text.strip()
    assert len(message.text) <= 3000
    kept = [block.to_dict() for block in Block.parse_all(json.loads(json.dumps(blocks)))]
    assert kept == blocks
    for text in (message.text, *_mrkdwn(message.blocks)):
        assert "<!channel" not in text and "<!here" not in text and "<!everyone" not in text
        assert not re.search(r"@(here|channel|everyone)\b", text)
        assert not re.search(r"<https?://evil", text)
    for element in _mrkdwn_objects(message.blocks):
        assert element["verbatim"] is True
    ids = [element["action_id"] for element in _elements(message.blocks)]
    assert len(ids) == len(set(ids))


def check_view(view: dict[str, Any]) -> None:
    view = sent(view)
    assert view_problems(view) == []
    assert not view_too_large(view)
    assert View(**json.loads(json.dumps(view))).to_dict()["type"] == view["type"]


def _mrkdwn_objects(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _mrkdwn_objects(one)


def _mrkdwn(blocks: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in _mrkdwn_objects(blocks)]


def _elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        for element in (block.get("accessory"), *(block.get("elements") or ())):
            if element and "action_id" in element:
                yield element


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name: str) -> None:
    check(MESSAGES[name]())


@pytest.mark.parametrize("name", FORMS)
def test_slack_takes_every_form(name: str) -> None:
    check_view(FORMS[name]())


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile)
def test_no_text_breaks_a_message_or_calls_anyone(text: str) -> None:
    for message in hostile_messages(text):
        check(message)


@pytest.mark.parametrize("text", NASTY)
def test_known_nasty_texts(text: str) -> None:
    for message in hostile_messages(text):
        check(message)


@pytest.mark.parametrize("text", NASTY)
def test_no_text_breaks_a_form(text: str) -> None:
    items = tuple(spoiled(item, text) for item in (PLENARY, TEAM_1, RESULTS))
    group = spoiled(GROUP, text)
    for item in items:
        check_view(
            build_edit_form(
                EditForm(item.id), group, item, agencies=("UNEP",), carry={"said": text, "channel": "C0IMG"}
            )
        )
        check_view(build_status_form(StatusForm(item.id), group, item, {"said": text}))
        check_view(build_cancel_form(CancelForm(item.id), group, item))
    check_view(build_add_form(AddForm(title=text or None), group, NOW.date()))
    check_view(build_past_form(PastForm(), PastItems(group, items * 40, NOW)))


def many(count: int) -> tuple[Item, ...]:
    return tuple(
        replace(TEAM_1, id=100 + n, key=f"WS1-M{n}", title=f"{n} {'long title ' * 270}") for n in range(count)
    )


def test_two_hundred_items_fit_and_none_is_lost_in_silence() -> None:
    page = Page(GROUP, many(200), 200, NOW)
    pages = [build_plan(page, COORDINATOR, WholePlan(page=number)) for number in range(1, 6)]
    for message in pages:
        check(message)
    shown = [
        key
        for message in pages
        for text in _mrkdwn(message.blocks)
        for key in re.findall(r"\*(WS1-M\d+)\*", text)
    ]
    assert shown == [item.key for item in page.items]
    assert "more" in " ".join(_mrkdwn(build_next(page, LEAD, Next()).blocks)[-1:])


def test_what_is_too_long_together_is_left_out_and_keeps_its_buttons() -> None:
    words = [section("word " * 500) for _ in range(9)]
    message = compose("long", [*words, *actions([press("Help", 1, Help())]), context("why you got this")])
    check(message)
    assert [block["type"] for block in message.blocks[-2:]] == ["context", "actions"]
    assert message.blocks[:4] == words[:4]
    assert _mrkdwn(message.blocks)[-1] == "and more, too long to show here"


def test_a_note_of_two_hundred_asks_says_how_many_are_left() -> None:
    asks = tuple((GROUP, Ask(item, "needs-date", NOW.date(), To.OWNER)) for item in many(200))
    message = build_note(PersonNote(ANNA, NOW, NOW.date(), asks))
    check(message)
    assert any("more questions" in text for text in _mrkdwn(message.blocks))


def test_home_takes_many_groups_and_asks() -> None:
    asks = tuple((GROUP, Ask(item, "overdue", NOW.date(), To.OWNER)) for item in many(80))
    groups = tuple(
        HomeGroup(replace(GROUP, id=n, name="g" * 300), LEAD.standing, many(9), ()) for n in range(40)
    )
    check_view(build_home(HomeView(PersonNote(ANNA, NOW, NOW.date(), asks), groups)))


def test_a_bare_list_has_at_most_five_buttons() -> None:
    for message in (
        MESSAGES["next"](),
        MESSAGES["welcome"](),
        build_next(Page(GROUP, many(9), 9, NOW), LEAD, Next()),
    ):
        assert sum(element["type"] == "button" for element in _elements(message.blocks)) <= 5


def test_a_text_too_long_for_a_form_cannot_be_cut_by_saving() -> None:
    item = replace(PLENARY, agenda=("point " * 80,) * 40, notes="n" * 3001)
    view = build_edit_form(EditForm(item.id), GROUP, item)
    names = {block.get("block_id") for block in view["blocks"]}
    assert "agenda" not in names and "notes" not in names and "title" in names
