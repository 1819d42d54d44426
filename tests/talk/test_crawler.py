"""Every button of every answer and notice, pressed by the person who sees it."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime

import pytest

from bot.demo import world
from tests.talk.stage import (
    APOLOGY,
    MEMBER,
    OBSERVER,
    SECRETARIAT,
    WS1_LEAD,
    Button,
    Result,
    Shown,
    Stage,
    buttons_of,
)

LOST = ("I don't know", "I don't understand", "I see no date", "is no status", "I find no item", APOLOGY)
MOST_PRESSES = 90
LINES = [
    "",
    "next",
    "plan",
    "plan overdue",
    "show ws1-m2",
    "show ws1-d1",
    "show img-m5",
    "status",
    "who",
    "me",
    "help",
    "history ws1-d1",
    "reminders 30d",
    "ws1-d1 amber late",
    "schedule ws1-m1 3/4",
    "nxet",
    "show ws7-m1",
    "team meeting cancel no room",
    "add deliverable Annex WS1 May",
    'add "Annex"',
    "move ws1-m2 30 jan whatif",
    "show",
    "update ws1-d1 purple",
    "propose done ws1-d1",
]


def _kind(button: Button) -> tuple[str, str]:
    """Buttons that differ only in their item are pressed once."""
    name = button.value.partition("@")[0]
    return button.label if not any(c.isdigit() for c in button.label) else "", name


def _check(result: Result, button: Button) -> None:
    assert result.entries or button.family == "link", f"{button} does nothing that can be seen"
    for shown in result.shown:
        assert not shown.text.startswith(LOST), f"{button.label!r}: {shown.text}"
        assert APOLOGY not in shown


async def _crawl(stage: Stage, first: list[Shown], most: int = MOST_PRESSES) -> int:
    """Press what is shown, then what that shows, breadth first; returns how many were pressed."""
    queue, seen, presses = deque(first), set[tuple[str, str]](), 0
    while queue and presses < most:
        shown = queue.popleft()
        for button in shown.buttons:
            if _kind(button) in seen or button not in stage.standing(shown):
                continue
            seen.add(_kind(button))
            presses += 1
            result = await stage.press(shown, button)
            _check(result, button)
            stage.slack.stacks.clear()
            queue.extend(result.shown)
    return presses


@pytest.mark.parametrize("user", [SECRETARIAT, WS1_LEAD, MEMBER, OBSERVER])
async def test_every_button_of_every_answer_works(stage: Stage, user: str) -> None:
    first = [shown for line in LINES for shown in (await stage.say(user, line)).shown]
    assert await _crawl(stage, first) > 5


@pytest.mark.parametrize("user", [SECRETARIAT, WS1_LEAD])
async def test_every_button_carries_a_request_that_can_be_named(stage: Stage, user: str) -> None:
    first = [shown for line in LINES for shown in (await stage.say(user, line)).shown]
    named: set[tuple[str, str]] = set()
    for shown in first:
        for button in shown.buttons:
            if button.family != "link":
                request = stage.request(button)
                assert request is not None and stage.named(request), button
                named.add(_kind(button))
    assert len(named) > 10


async def test_every_button_of_every_notice_works(own_stage: Stage) -> None:
    posted = await own_stage.go(datetime(2018, 2, 6, 12, tzinfo=UTC))
    # The newest first: what is asked long after its time is another thing.
    ours = [shown for shown in reversed(posted) if shown.buttons]
    assert {shown.channel[0] for shown in ours} == {"C", "D"}
    assert await _crawl(own_stage, ours) > 10


async def test_every_button_of_the_home_tab_works(stage: Stage) -> None:
    for user in (SECRETARIAT, WS1_LEAD, MEMBER, OBSERVER, world.FAR_MEMBER):
        opened = await stage.client.app_home_opened(user)
        assert opened.status == 200
        kinds = {_kind(b) for b in buttons_of(stage.slack.homes[world.TEAM, user].content["blocks"])}
        for kind in sorted(kinds):
            # A press draws the tab anew, with other action ids, and without what it settled.
            view = stage.slack.homes[world.TEAM, user]
            button = {_kind(b): b for b in buttons_of(view.content["blocks"])}.get(kind)
            if button is None:
                continue
            choice = button.value if button.is_choice else None
            reply = await stage.client.click_view(
                user, view.id, button.action_id, choice, block_id=button.block_id
            )
            assert reply.status == 200
            _check(stage.result(reply, user), button)
            stage.slack.stacks.clear()
