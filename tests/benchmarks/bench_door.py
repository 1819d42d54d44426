"""What the door costs: bare Bolt against the same constant behind the bot's door.

`python -m tests.benchmarks.bench_door [--rounds 5] [--requests 1000]`
"""

from __future__ import annotations

import argparse
import sys

from tests.benchmarks.measure import FLOOR, Candidate, measure
from tests.benchmarks.report import render

DOOR = Candidate(
    "behind the door", (sys.executable, "-m", "tests.benchmarks.floor_app", "--port", "{port}", "--door"), {}
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=1000)
    arguments = parser.parse_args()
    print(render(measure([FLOOR, DOOR], rounds=arguments.rounds, requests=arguments.requests)))


if __name__ == "__main__":
    main()
