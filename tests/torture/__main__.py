"""The long forms of the delivery tests, and attacks: `python -m tests.torture [NAME…]`; exit 1 on failure.

The oracle is the stand-in Slack's own journal of accepted messages, never the bot's log or its database.
The suite runs the same functions with small numbers (tests/torture/test_torture.py, tests/delivery).
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from typing import Any

from tests.torture import (
    answers,
    attackers,
    attacks,
    clocks,
    downtime,
    engines,
    failover,
    fuzz,
    kills,
    processes,
    tokens,
)

Scenario = Callable[[ExitStack], Coroutine[Any, Any, str]]


async def _on_both(stack: ExitStack, run: Callable[[str], Coroutine[Any, Any, str]]) -> str:
    """Run something on SQLite and on PostgreSQL at the same time, half of the whole on each."""
    urls = [stack.enter_context(engines.sqlite_url()), stack.enter_context(engines.postgres()).new_url()]
    results = await asyncio.gather(*(run(url) for url in urls))
    return "; ".join(
        f"{name}: {result}" for name, result in zip(("SQLite", "PostgreSQL"), results, strict=True)
    )


def _attacked(kind: str) -> Scenario:
    return lambda stack: attacks.attack([kind], stack.enter_context(engines.sqlite_url()), seconds=30)


SCENARIOS: dict[str, Scenario] = {
    "replies": lambda stack: _on_both(stack, lambda url: answers.lose_replies(url, posts=3000)),
    "pace": lambda stack: _on_both(stack, answers.keep_the_pace),
    "failpoints": lambda stack: _on_both(stack, lambda url: kills.kill_at_failpoints(url, times=100)),
    "kills": lambda stack: _on_both(stack, lambda url: kills.kill_at_any_moment(url, times=1500)),
    "workers": lambda stack: kills.share_among_processes(
        stack.enter_context(engines.postgres()).new_url(), notices=5000, channels=100
    ),
    "recovery": lambda stack: processes.go_back_to_work(stack.enter_context(engines.sqlite_url())),
    "locked": lambda stack: processes.lock_sqlite(stack.enter_context(engines.sqlite_url()), seconds=30),
    "crashes": lambda stack: processes.crash_postgres(stack.enter_context(engines.postgres()), times=50),
    "clocks": lambda stack: clocks.jump(stack.enter_context(engines.sqlite_url())),
    "downtime": lambda _stack: downtime.stay_away(days=300, stops=range(7, 290, 10)),
    "failover": lambda _stack: failover.fail_over(3, pooled=False),
    "failover-pooled": lambda _stack: failover.fail_over(3, pooled=True),
    "tokens": lambda stack: _on_both(stack, lambda url: tokens.change_installations(url, most=None)),
    "fuzz": lambda stack: fuzz.fuzz(stack.enter_context(engines.sqlite_url()), requests=100_000),
    **{f"attack-{kind}": _attacked(kind) for kind in attackers.KINDS},
}


def main(names: list[str]) -> int:
    """Run some scenarios, or all; `attack` stands for all of its kinds."""
    kinds = {name: [known for known in SCENARIOS if f"{known}-".startswith(f"{name}-")] for name in names}
    if unknown := [name for name, known in kinds.items() if not known]:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(SCENARIOS)}", file=sys.stderr)
        return 2
    chosen = [known for name in names for known in kinds[name]]
    return 0 if all([_run(name) for name in chosen or SCENARIOS]) else 1


def _run(name: str) -> bool:
    began = time.monotonic()
    try:
        with ExitStack() as stack:
            result = asyncio.run(SCENARIOS[name](stack))
        if not name.startswith(("attack-", "fuzz", "tokens")):
            result += ": 0 lost, 0 doubled"
        passed = True
    except failover.Missing as missing:
        result, passed = f"left out: {missing}", True
    except Exception as error:  # each line is printed, whatever became of the others
        result, passed = f"FAILED: {type(error).__name__}: {error}", False
    print(f"{name:<12} {result} ({time.monotonic() - began:.0f} s)", flush=True)
    return passed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
