"""What the door costs: bare Bolt against the same constant behind the bot's door."""

from __future__ import annotations

import sys

from tests.benchmarks.measure import FLOOR, Candidate, measure, soak
from tests.benchmarks.report import render, render_memory

DOOR = Candidate(
    "constant behind the door",
    (sys.executable, "-m", "tests.benchmarks.floor_app", "--port", "{port}", "--door"),
    {},
)


def run(*, quick: bool) -> str:
    """Measure, and return the report in Markdown."""
    figures = measure([FLOOR, DOOR], rounds=3 if quick else 7, requests=500 if quick else 2000)
    memory = soak(DOOR, requests=5_000 if quick else 100_000)
    return f"{render(figures)}\n\n{render_memory(DOOR.name, memory)}"
