"""The pace: one message a second in a channel, pauses that Slack asks for, Slack being down."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import Lane
from bot.delivery.timing import DeliveryTiming
from bot.demo import world
from bot.sandbox import faults
from tests.delivery.rig import CHANNEL, NOW, Rig


async def test_200_in_one_channel_keep_the_pace_and_delay_no_other(rig: Rig) -> None:
    rig.delivery = rig.new_delivery(timing=DeliveryTiming(team_interval=timedelta(seconds=0.1)))
    rig.server.faults.add(faults.rate_limited(30), "chat.postMessage", channel=CHANNEL, times=1)
    rig.add(*(f"n{number}" for number in range(200)))
    rig.add("other", recipient=world.WS1_CHANNEL)
    await rig.run(timedelta(seconds=240))
    times = [entry.at for entry in rig.server.journal.messages(CHANNEL)]
    assert len(times) == 200 and set(rig.states().values()) == {"sent"}
    assert times[0] >= NOW + timedelta(seconds=30)
    assert times[-1] - NOW <= timedelta(seconds=240)
    assert all(later - earlier >= timedelta(seconds=0.9) for earlier, later in pairwise(times))
    (other,) = rig.server.journal.messages(world.WS1_CHANNEL)
    assert other.at == NOW


async def test_a_strict_slack_never_has_to_refuse(rig: Rig) -> None:
    rig.server.slack.pacing = True
    rig.add(*(f"n{number}" for number in range(40)))
    await rig.run(timedelta(seconds=60))
    assert rig.calls("chat.postMessage") == 40 and len(rig.texts()) == 40


async def test_a_pause_that_slack_asked_for_outlives_a_restart(each_rig: Rig) -> None:
    each_rig.server.faults.add(faults.rate_limited(120), "chat.postMessage", channel=CHANNEL, times=1)
    each_rig.add("a", "b", "c")
    await each_rig.delivery.tick()
    each_rig.delivery = each_rig.new_delivery()
    await each_rig.run(timedelta(seconds=119))
    assert each_rig.texts() == []
    await each_rig.run(timedelta(seconds=10))
    assert sorted(each_rig.texts()) == ["a", "b", "c"] and each_rig.row("a").attempts == 1


async def test_while_slack_is_down_nothing_is_sent_into_the_void(rig: Rig) -> None:
    rig.delivery = rig.new_delivery(timing=DeliveryTiming(in_flight=1))
    rig.server.faults.down = True
    rig.add(*(f"n{number}" for number in range(30)), recipient=world.WS1_CHANNEL)
    rig.add("m", recipient=world.WS2_CHANNEL)
    await rig.run(timedelta(minutes=10))
    assert 5 <= list(rig.states().values()).count("unknown") <= 8
    assert rig.server.journal.messages() == []
    rig.server.faults.down = False
    await rig.run(timedelta(seconds=40))
    assert "m" in rig.texts(world.WS2_CHANNEL)
    await rig.run(timedelta(minutes=3))
    assert set(rig.states().values()) == {"sent"}
    assert sorted(rig.texts(world.WS1_CHANNEL)) == sorted(f"n{number}" for number in range(30))


async def test_a_refused_connection_sends_nothing_and_is_tried_again(rig: Rig) -> None:
    await rig.server.stop()
    rig.add("a")
    await rig.delivery.tick()
    row = rig.row("a")
    assert (row.state, row.attempts) == ("pending", 0) and row.retry_at > NOW
    await rig.server.start()
    await rig.run(timedelta(seconds=45))
    assert rig.texts() == ["a"]


@given(
    st.lists(st.floats(0, 20), min_size=1, max_size=60),
    st.integers(1, 5),
)
def test_a_lane_never_lets_out_more_than_its_rate(arrivals: list[float], burst: int) -> None:
    lane = Lane(1.0, burst)
    waiting = sorted(arrivals)
    sent: list[float] = []
    for _ in range(10_000):
        if not waiting:
            break
        now = waiting.pop(0)
        wait = lane.wait(now)
        if wait:
            waiting = sorted([*waiting, now + wait])
        else:
            lane.take(now)
            sent.append(now)
    assert len(sent) == len(arrivals)
    for index, start in enumerate(sent):
        in_window = sum(1 for time in sent[index:] if time < start + 5 - 0.2)
        assert in_window <= 5 + burst
