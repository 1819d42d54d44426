"""Faults: what took effect and what did not, as the journal sees it, through the real SDK."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import SimulatedClock
from bot.demo.world import BOT_TOKEN, GROUP_CHANNEL, MEMBER, TEAM, WS1_CHANNEL, WS2_CHANNEL, build_world
from bot.sandbox import faults
from bot.sandbox.api_server import SlackServer
from bot.sandbox.faults import Fault

SILENCE = (aiohttp.ClientError, TimeoutError)


@pytest.mark.parametrize(
    ("fault", "outcome", "accepted"),
    [
        (faults.rate_limited(7), "ratelimited", 0),
        (faults.error("channel_not_found"), "channel_not_found", 0),
        (faults.internal_error_after_accept(), "internal_error", 1),
        (faults.close_before_read(), SILENCE, 0),
        (faults.close_after_accept(), SILENCE, 1),
        (faults.truncated_json(), SlackApiError, 1),
        (faults.http_500(), SlackApiError, 0),
        (faults.http_503(accepts=True), SlackApiError, 1),
    ],
)
async def test_fault_spoils_the_answer_and_perhaps_the_effect(
    fault: Fault,
    outcome: str | type[Exception] | tuple[type[Exception], ...],
    accepted: int,
    server: SlackServer,
    api: AsyncWebClient,
) -> None:
    rule = server.faults.add(fault, "chat.postMessage", channel=WS1_CHANNEL, nth=[1])
    expected = SlackApiError if isinstance(outcome, str) else outcome
    with pytest.raises(expected) as caught:
        await api.chat_postMessage(channel=WS1_CHANNEL, text="hello")
    if isinstance(outcome, str):
        assert isinstance(caught.value, SlackApiError)
        assert caught.value.response["error"] == outcome
    assert len(server.journal) == accepted and rule.fired == 1
    await api.chat_postMessage(channel=WS1_CHANNEL, text="again")
    assert len(server.journal) == accepted + 1


async def test_rate_limit_says_how_long_to_wait(server: SlackServer, api: AsyncWebClient) -> None:
    server.faults.add(faults.rate_limited(6.2), "chat.*", times=1)
    with pytest.raises(SlackApiError) as caught:
        await api.chat_postMessage(channel=WS1_CHANNEL, text="hello")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"


async def test_retrying_client_posts_twice_when_the_reply_is_lost(server: SlackServer) -> None:
    at_once = AsyncConnectionErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(0.01))
    eager = AsyncWebClient(token=BOT_TOKEN, base_url=server.api_url, retry_handlers=[at_once])
    server.faults.add(faults.close_after_accept(), nth=[1])
    await eager.chat_postMessage(channel=WS1_CHANNEL, text="hello")
    assert len(server.journal) == 2


async def test_slow_answer_takes_effect_at_once(server: SlackServer, api: AsyncWebClient) -> None:
    server.faults.add(faults.slow(0.4))
    posting = asyncio.create_task(api.chat_postMessage(channel=WS1_CHANNEL, text="hello"))
    await server.journal.wait(lambda entry: entry.text == "hello", timeout=2)
    assert not posting.done()
    assert (await posting)["ok"]


async def test_down_and_stopped_accept_nothing_and_come_back(
    server: SlackServer, api: AsyncWebClient
) -> None:
    server.faults.down = True
    with pytest.raises(SILENCE):
        await api.auth_test()
    server.faults.clear()
    assert (await api.auth_test())["ok"]
    await server.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await api.auth_test()
    await server.start()
    assert (await api.auth_test())["ok"]


async def test_same_seed_strikes_the_same_calls() -> None:
    def run(seed: int) -> list[bool]:
        plan = faults.FaultPlan(seed)
        plan.add(faults.http_500(), "chat.*", probability=0.3)
        return [plan.pick("chat.update", None) is not None for _ in range(100)]

    assert run(1) == run(1) != run(2)
    assert 10 < sum(run(1)) < 50
    plan = faults.FaultPlan()
    rule = plan.add(faults.http_500(), channel="C1", nth={2})
    picked = [plan.pick("auth.test", channel) is not None for channel in ("C1", "C2", "C1", "C1")]
    assert picked == [False, False, True, False] and (rule.seen, rule.fired) == (3, 1)


async def test_pace_is_a_message_a_second_by_the_clock_after_a_burst(
    server: SlackServer, api: AsyncWebClient, clock: SimulatedClock
) -> None:
    server.slack.pacing = True
    for _ in range(server.slack.burst):
        await api.chat_postMessage(channel=WS1_CHANNEL, text="hello")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await api.chat_postMessage(channel=WS1_CHANNEL, text="too fast")
    await api.chat_postMessage(channel=WS2_CHANNEL, text="another channel")
    accepted = 0
    for _ in range(20):
        clock.advance(timedelta(seconds=1))
        for _ in range(2):
            try:
                await api.chat_postMessage(channel=WS1_CHANNEL, text="steady")
                accepted += 1
            except SlackApiError:
                pass
    assert accepted == 20


async def test_history_lag_hides_what_is_new(
    server: SlackServer, api: AsyncWebClient, clock: SimulatedClock
) -> None:
    server.slack.history_lag = timedelta(seconds=5)
    await api.chat_postMessage(channel=GROUP_CHANNEL, text="hello")
    assert (await api.conversations_history(channel=GROUP_CHANNEL))["messages"] == []
    clock.advance(timedelta(seconds=5))
    assert len((await api.conversations_history(channel=GROUP_CHANNEL))["messages"]) == 1


async def test_broken_requests_are_refused(server: SlackServer) -> None:
    async with aiohttp.ClientSession() as session:
        for body in (b"{", b"[]", json.dumps({"channel": 3}).encode(), b"\xff\xfe"):
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {BOT_TOKEN}"}
            async with session.post(
                server.api_url + "chat.postMessage", data=body, headers=headers
            ) as response:
                assert response.status == 200 and (await response.json())["ok"] is False
    assert len(server.journal) == 0


async def test_late_effect_comes_after_the_caller_gave_up(server: SlackServer) -> None:
    server.faults.add(faults.late(0.5), times=1)
    body = {"token": BOT_TOKEN, "channel": WS1_CHANNEL, "text": "late"}
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1)) as hasty:
        with pytest.raises(TimeoutError):
            await hasty.post(server.api_url + "chat.postMessage", data=body)
    await server.journal.wait(lambda entry: entry.text == "late", timeout=3)


async def test_attempts_tell_what_became_of_each_call(server: SlackServer, api: AsyncWebClient) -> None:
    server.faults.add(faults.rate_limited(), "chat.postMessage", nth=[1])
    for text in ("limited", "good", ""):
        with contextlib.suppress(SlackApiError):
            await api.chat_postMessage(channel=WS1_CHANNEL, text=text)
    assert [(a.method, a.channel, a.outcome) for a in server.slack.attempts] == [
        ("chat.postMessage", WS1_CHANNEL, "ratelimited"),
        ("chat.postMessage", WS1_CHANNEL, "ok"),
        ("chat.postMessage", WS1_CHANNEL, "no_text"),
    ]


async def test_response_url_breaks_too(server: SlackServer) -> None:
    url = server.slack.new_response_url(TEAM, WS1_CHANNEL, MEMBER)
    server.faults.add(faults.truncated_json(), "response_url", channel=WS1_CHANNEL, nth=[1])
    server.faults.add(faults.close_before_read(), "response_url", nth=[1])
    async with aiohttp.ClientSession() as session:
        async with session.post(url, json={"text": "one"}) as response:
            assert await response.text() != "ok"
        with pytest.raises(aiohttp.ClientError):
            await session.post(url, json={"text": "two"})
        async with session.post(url, json={"text": "three"}) as response:
            assert await response.text() == "ok"
    assert [entry.text for entry in server.journal] == ["one", "three"]


async def test_api_over_tls(clock: SimulatedClock) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    with tempfile.TemporaryDirectory() as folder:
        pem = Path(folder) / "both.pem"
        pem.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        listening = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        listening.load_cert_chain(pem)
        trusting = ssl.create_default_context(cafile=str(pem))
    server = build_world(clock)
    await server.start(listening)
    assert server.api_url.startswith("https://127.0.0.1:")
    api = AsyncWebClient(token=BOT_TOKEN, base_url=server.api_url, ssl=trusting)
    assert (await api.auth_test())["ok"]
    await server.stop()
