"""How long an installation is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from slack_bolt.authorization import AuthorizeResult

from bot.core.clock import SimulatedClock
from bot.slack.authorize import RememberedInstallations

from .samples import NOW


@dataclass
class Book:
    """Where the installations stand; `asked` counts the look-ups."""

    tokens: dict[str | None, str] = field(default_factory=lambda: {"T0A": "xoxb-a", "T0B": "xoxb-b"})
    asked: list[str | None] = field(default_factory=list)

    async def look_up(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        self.asked.append(team_id)
        token = self.tokens.get(team_id)
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=token) if token else None


@pytest.fixture
def book() -> Book:
    return Book()


async def token(authorize: RememberedInstallations, team: str) -> str | None:
    result = await authorize(None, team)
    return result.bot_token if result else None


async def test_asks_once_a_minute(book: Book) -> None:
    clock = SimulatedClock(NOW)
    authorize = RememberedInstallations(book.look_up, clock)
    assert [await token(authorize, team) for team in ("T0A", "T0B", "T0A", "T0A")] == [
        "xoxb-a",
        "xoxb-b",
        "xoxb-a",
        "xoxb-a",
    ]
    assert book.asked == ["T0A", "T0B"]
    del book.tokens["T0A"]
    clock.advance(timedelta(seconds=59))
    assert await token(authorize, "T0A") == "xoxb-a"
    clock.advance(timedelta(seconds=1))
    assert await token(authorize, "T0A") is None


async def test_a_new_installation_works_at_once(book: Book) -> None:
    authorize = RememberedInstallations(book.look_up, SimulatedClock(NOW))
    assert await token(authorize, "T0C") is None
    book.tokens["T0C"] = "xoxb-c"
    assert await token(authorize, "T0C") == "xoxb-c"


async def test_forgets_when_told(book: Book) -> None:
    authorize = RememberedInstallations(book.look_up, SimulatedClock(NOW))
    await token(authorize, "T0A")
    book.tokens["T0A"] = "xoxb-new"
    authorize.forget("T0A")
    assert await token(authorize, "T0A") == "xoxb-new"


async def test_keeps_for_ever(book: Book) -> None:
    clock = SimulatedClock(NOW)
    authorize = RememberedInstallations(book.look_up, clock, keep_seconds=None)
    await token(authorize, "T0A")
    clock.advance(timedelta(days=365))
    await token(authorize, "T0A")
    assert book.asked == ["T0A"]


async def test_stays_small(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.authorize.MOST_WORKSPACES", 2)
    book.tokens |= {f"T{n}": "xoxb" for n in range(5)}
    authorize = RememberedInstallations(book.look_up, SimulatedClock(NOW))
    for n in range(5):
        await token(authorize, f"T{n}")
    book.asked.clear()
    await token(authorize, "T4")
    await token(authorize, "T0")
    assert book.asked == ["T0"]
