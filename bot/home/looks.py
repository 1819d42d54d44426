"""What can be seen in Home beside what its features show."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Look


@dataclass(frozen=True)
class HomePage(Look):
    """Another page of one's own Home."""

    NAME = "home-page"

    page: int = 1
