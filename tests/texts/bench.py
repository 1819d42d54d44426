"""What building `next` costs: ``python -m tests.texts.bench``; best of many rounds, CPU time."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.core.people import Reader
from bot.plan.looks import Next
from bot.plan.rules.views import Page
from bot.plan.texts.lists import build_next
from bot.slack.message import Message
from tests.texts.samples import COORDINATOR, GROUP, LEAD, NOW, PLAN

ROUNDS, CALLS = 60, 300
PAGE = Page(GROUP, PLAN[:5], 9, NOW)


def best_of(build: Callable[[], Message]) -> float:
    """Milliseconds of CPU time of one call, in the best round."""
    best = float("inf")
    for _round in range(ROUNDS):
        start = time.process_time()
        for _call in range(CALLS):
            build()
        best = min(best, (time.process_time() - start) / CALLS)
    return best * 1000


def main() -> None:
    readers: dict[str, Reader | None] = {"coordinator": COORDINATOR, "lead": LEAD, "channel": None}
    for name, reader in readers.items():

        def build(reader: Reader | None = reader) -> Message:
            return build_next(PAGE, reader, Next())

        print(f"next, 5 items, {name}: {best_of(build):.3f} ms")


if __name__ == "__main__":
    main()
