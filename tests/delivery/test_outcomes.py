"""Judging answers by a whitelist, and what a result may still change."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.claims import Claimed
from bot.delivery.hooks import Post
from bot.delivery.outcomes import NotInstalled, Outcome, Refused, Sent, Unclear, Unsent, judge
from bot.delivery.requests import Place, open_socket
from bot.delivery.results import Result, write_results
from bot.demo import world
from bot.sandbox import faults
from tests.delivery.rig import CHANNEL, NOW, TIMING, Rig


def answer(status: int, error: str = "", **headers: str) -> SlackApiError:
    response = AsyncSlackResponse(
        client=None,  # not looked at
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": error},
        headers=headers,
        status_code=status,
    )
    return SlackApiError("", response)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (answer(429, "ratelimited", **{"Retry-After": "17"}), Unsent("ratelimited", 17.0)),
        (answer(429, "ratelimited"), Unsent("ratelimited", 30.0)),
        (answer(429, "", **{"Retry-After": "soon"}), Unsent("ratelimited", 30.0)),
        (answer(429, "", **{"Retry-After": "1e300"}), Unsent("ratelimited", 86_400.0)),
        (answer(429, "", **{"Retry-After": "inf"}), Unsent("ratelimited", 86_400.0)),
        (answer(200, "not_in_channel"), Refused("not_in_channel")),
        (answer(200, "msg_too_long"), Refused("msg_too_long")),
        (answer(200, "internal_error"), Unclear("internal_error")),
        (answer(200, "an_error_of_next_year"), Unclear("an_error_of_next_year")),
        (answer(503, "not_in_channel"), Unclear("not_in_channel")),
        (answer(500), Unclear("http_500")),
        (TimeoutError(), Unclear("TimeoutError")),
        (ConnectionResetError(), Unclear("ConnectionResetError")),
        (NotInstalled("T1"), Refused("not_installed")),
    ],
    ids=str,
)
def test_only_what_is_known_is_concluded(error: Exception, expected: Outcome) -> None:
    assert judge(error) == expected


async def claimed(rig: Rig) -> Claimed:
    """A row claimed by a process that then fell silent; meanwhile its lease has ended."""
    rig.server.faults.add(faults.close_before_read(), "chat.postMessage", times=1)
    rig.add("a")
    await rig.delivery.tick()
    row = rig.row("a")
    assert row.state == "unknown"
    return Claimed(row.id, row.fence, row.nonce, Place(world.TEAM, CHANNEL), CHANNEL, Post("a"), 0.0, NOW)


def report(rig: Rig, claimed: Claimed, outcome: Outcome) -> None:
    with rig.database.writing() as session:
        write_results(session, [Result(claimed, outcome, rig.clock.now())], rig.plan, TIMING)


async def test_a_late_confirmation_counts_as_long_as_nobody_else_has_claimed(each_rig: Rig) -> None:
    claim = await claimed(each_rig)
    report(each_rig, claim, Sent("1511164800.000100"))
    assert each_rig.row("a").state == "sent" and each_rig.row("a").ts == "1511164800.000100"


async def test_a_result_of_an_older_claim_changes_nothing(each_rig: Rig) -> None:
    claim = await claimed(each_rig)
    await each_rig.run(timedelta(minutes=2))
    after = each_rig.row("a")
    assert after.fence == claim.fence + 1 and after.state == "sent"
    for outcome in (Sent("1.1"), Unsent("ratelimited", 5), Refused("is_archived"), Unclear("late")):
        report(each_rig, claim, outcome)
        assert (each_rig.row("a").state, each_rig.row("a").ts) == ("sent", after.ts)


async def test_nothing_leaves_after_the_deadline(rig: Rig) -> None:
    rig.add("a")
    rig.delivery = rig.new_delivery(timing=type(TIMING)(lease=timedelta(0), timeout=timedelta(seconds=1)))
    await rig.delivery.tick()
    assert rig.server.journal.messages() == [] and rig.row("a").state == "pending"


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the system has no such option")
def test_bytes_that_the_network_holds_back_die_with_the_request() -> None:
    address = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 443))
    with open_socket(address, 10.0) as opened:
        assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 10_000
