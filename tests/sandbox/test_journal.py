"""The journal finds what was accepted, and waits for what is to come."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.journal import Entry, Journal, Kind

START = datetime(2017, 10, 2, 8, 0, tzinfo=UTC)


def entry(
    hour: int, kind: Kind = "message", channel: str = "C1", user: str | None = None, key: str = ""
) -> Entry:
    metadata = {"event_type": "notice", "event_payload": {"key": key}} if key else None
    return Entry(
        START + timedelta(hours=hour), kind, "m", "T1", channel=channel, user=user, metadata=metadata
    )


def test_selection_by_kind_place_person_and_time() -> None:
    journal = Journal()
    entries = [entry(0), entry(1, channel="C2"), entry(2, "update"), entry(3, channel="D1", user="U1")]
    for one in entries:
        journal.append(one)
    assert journal.messages() == [entries[0], entries[1], entries[3]]
    assert journal.messages(channel="C2") == [entries[1]]
    assert journal.messages(user="U1") == [entries[3]]
    assert journal.select("update", "message", channel="C1") == [entries[0], entries[2]]
    assert journal.select(since=START + timedelta(hours=1), until=START + timedelta(hours=3)) == entries[1:3]
    assert journal.since(3) == [entries[3]] and len(journal) == 4 and journal[-1] == entries[3]


def test_counts_tell_what_was_said_twice() -> None:
    journal = Journal()
    for one in (
        entry(0, key="a"),
        entry(1, key="b"),
        entry(2, key="a"),
        entry(3, "update", key="a"),
        entry(4),
    ):
        journal.append(one)
    assert journal.counts("key") == {"a": 2, "b": 1}


async def test_waiting_ends_with_the_entry_or_with_the_time() -> None:
    journal = Journal()
    journal.append(entry(0, key="a"))
    waiting = asyncio.create_task(journal.wait(lambda one: one.payload.get("key") == "a", count=2))
    journal.append(entry(1, key="b"))
    await asyncio.sleep(0)
    assert not waiting.done()
    journal.append(entry(2, key="a"))
    assert [one.at.hour for one in await waiting] == [8, 10]
    with pytest.raises(TimeoutError):
        await journal.wait(lambda one: True, since=3, timeout=0.01)
