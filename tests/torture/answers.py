"""Slack's answers get lost, come too late or ask for a pause; simulated time, so that minutes take none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.demo import world
from bot.sandbox import faults
from tests.delivery.rig import NOW, Rig, build_rig

LOST = (
    (faults.close_after_accept(), 0.1),
    (faults.internal_error_after_accept(), 0.1),
    (faults.truncated_json(), 0.1),
    (faults.slow(1.5), 0.01),
    (faults.close_before_read(), 0.05),
    (faults.http_503(accepts=True), 0.05),
    (faults.rate_limited(5), 0.02),
)


def _open_channels(rig: Rig, count: int) -> list[str]:
    slack = rig.server.slack
    bot = slack.workspaces[world.TEAM].bot
    return [
        slack.add_channel(world.TEAM, name=f"c{number}", members=[bot.user_id]).id for number in range(count)
    ]


def _assert_each_once(rig: Rig, keys: list[str]) -> None:
    posted = Counter(entry.text for entry in rig.server.journal.messages())
    lost = sum(1 for key in keys if not posted[key])
    doubled = sum(1 for count in posted.values() if count > 1)
    assert (lost, doubled) == (0, 0), f"{lost} lost, {doubled} doubled"
    states = Counter(rig.states().values())
    assert set(states) == {"sent"}, f"{states}"


async def lose_replies(url: str, posts: int) -> str:
    """Four posts of ten have no answer that can be believed."""
    async with build_rig(url) as rig:
        rig.delivery = rig.new_delivery(timing=replace(rig.timing, timeout=timedelta(seconds=1)))
        rules = [
            rig.server.faults.add(fault, "chat.postMessage", probability=chance) for fault, chance in LOST
        ]
        channels = _open_channels(rig, max(3, posts // 100))
        keys = [f"n{number}" for number in range(posts)]
        for number, channel in enumerate(channels):
            rig.add(*keys[number :: len(channels)], recipient=channel)
        await rig.run(timedelta(hours=2))
        _assert_each_once(rig, keys)
        struck = sum(rule.fired for rule in rules)
        return f"{posts} posts, {struck} faults"


async def keep_the_pace(url: str, notices: int = 200) -> str:
    """All due in one channel at once, which Slack closes for a while first; others are not delayed."""
    async with build_rig(url) as rig:
        crowded, *others = _open_channels(rig, 6)
        rig.server.slack.pacing = True
        pause = 0.15 * notices
        rig.server.faults.add(faults.rate_limited(pause), "chat.postMessage", channel=crowded, times=1)
        keys = [f"n{number}" for number in range(notices)]
        rig.add(*keys, recipient=crowded)
        for second in range(0, notices, 10):
            for channel in others:
                key = f"{channel}:{second}"
                rig.add(key, recipient=channel, due_at=NOW + timedelta(seconds=second))
                keys.append(key)
        await rig.run(timedelta(seconds=2 * notices + 60))
        _assert_each_once(rig, keys)
        times = [entry.at - NOW for entry in rig.server.journal.messages(crowded)]
        assert times[0] >= timedelta(seconds=pause), f"{times[0]} is before Retry-After"
        assert times[-1] <= timedelta(seconds=1.2 * notices), f"done only after {times[-1]}"
        assert all(later - earlier >= timedelta(seconds=0.9) for earlier, later in pairwise(times))
        late = max(
            entry.at - NOW - timedelta(seconds=int(entry.text.partition(":")[2]))
            for channel in others
            for entry in rig.server.journal.messages(channel)
        )
        assert late <= timedelta(seconds=1), f"another channel waited {late}"
        return (
            f"{notices} in one channel: first after {times[0].total_seconds():.0f} s, "
            f"all after {times[-1].total_seconds():.0f} s; others at most {late.total_seconds():.1f} s late"
        )
