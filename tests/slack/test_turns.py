"""One request of a person at a time; whoever asks faster than is answered is told so."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.slack import turns
from bot.slack.turns import Busy, Turns, person_of

from .conftest import Site
from .samples import COMMAND, EVENTS, INTERACTIONS, JSON, changed, event, form, headers, valid_requests

PATH = "/slack/events"


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "REST", 0.0)


async def test_one_at_a_time_in_the_order_asked() -> None:
    mine, order, running = Turns(), list[str](), 0

    async def ask(name: str) -> None:
        nonlocal running
        async with mine.turn("me"):
            running += 1
            assert running == 1
            await asyncio.sleep(0)
            order.append(name)
            running -= 1

    await asyncio.gather(*(ask(name) for name in "abcde"))
    assert order == list("abcde")


async def test_another_person_does_not_wait() -> None:
    both = Turns()
    async with both.turn("me"), asyncio.timeout(1), both.turn("you"):
        pass


async def test_too_many_waiting_is_busy_until_one_is_done() -> None:
    mine, go = Turns(most_waiting=1), asyncio.Event()

    async def ask() -> None:
        async with mine.turn("me"):
            await go.wait()

    asking = [asyncio.create_task(ask()) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        async with mine.turn("me"):
            pass
    go.set()
    await asyncio.gather(*asking)
    async with mine.turn("me"):
        pass


async def test_a_failure_gives_the_turn_away() -> None:
    mine = Turns()
    with pytest.raises(ValueError, match="mine"):
        async with mine.turn("me"):
            raise ValueError("mine")
    async with asyncio.timeout(1), mine.turn("me"):
        pass


def test_nobody_in_particular_waits_for_nothing() -> None:
    assert person_of(EVENTS["app_uninstalled"]) is None
    assert person_of(event(type="message", channel="C0IMG", ts="1.2", user="U0BOT", bot_id="B0BOT")) is None


@pytest.mark.parametrize(
    "payload",
    [COMMAND, INTERACTIONS["block_actions"], INTERACTIONS["view_submission"], EVENTS["app_mention"]],
)
def test_a_person_is_the_same_however_they_ask(payload: dict[str, object]) -> None:
    assert person_of(payload) == ("T0GENEVA", "U0LEAD")


async def _ask_while_busy(site: Site, body: bytes, content_type: str) -> tuple[int, str]:
    """Ask until one more cannot wait; the first answer that comes is of the one too many."""
    held = asyncio.Event()

    @site.bolt.middleware
    async def hold(next: object) -> None:
        await held.wait()
        await next()  # type: ignore[operator]

    async def ask() -> tuple[int, str]:
        answer = await site.client.post(PATH, data=body, headers=headers(body, content_type))
        return answer.status, await answer.text()

    asking = [asyncio.create_task(ask()) for _ in range(turns.MOST_WAITING + 2)]
    done, waiting = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
    held.set()
    assert {(await task)[0] for task in waiting} == {200}
    (refused,) = done
    return await refused


async def test_a_command_too_many_is_told_to_wait(site: Site) -> None:
    status, text = await _ask_while_busy(
        site, valid_requests()["command"][1], "application/x-www-form-urlencoded"
    )
    assert status == 200
    assert json.loads(text)["response_type"] == "ephemeral"
    assert json.loads(text)["text"].startswith("One moment, please")
    assert len(site.reached) == turns.MOST_WAITING + 1


async def test_slack_is_asked_to_repeat_an_event_too_many(site: Site) -> None:
    status, _text = await _ask_while_busy(site, json.dumps(EVENTS["app_mention"]).encode(), JSON)
    assert status == 429


async def test_a_press_too_many_is_marked_as_failed(site: Site) -> None:
    body = form(changed(INTERACTIONS["block_actions"]))
    status, _text = await _ask_while_busy(site, body, "application/x-www-form-urlencoded")
    assert status == 429
