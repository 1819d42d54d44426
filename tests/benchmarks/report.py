"""Figures as a table: one column per server, and the ratio to the first, the floor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from tests.benchmarks.measure import AT_ONCE, Figures

_ROWS: Sequence[tuple[str, str, Callable[[Figures], float]]] = (
    ("CPU per request, alone", "ms", lambda f: f.cpu),
    ("p50, alone", "ms", lambda f: f.p50),
    ("p99, alone", "ms", lambda f: f.p99),
    (f"CPU per request, {AT_ONCE} at once", "ms", lambda f: f.crowd_cpu),
    (f"p50, {AT_ONCE} at once", "ms", lambda f: f.crowd_p50),
    (f"p99, {AT_ONCE} at once", "ms", lambda f: f.crowd_p99),
    (f"requests per second, {AT_ONCE} at once", "/s", lambda f: f.crowd_rate),
    ("seconds to ready", "s", lambda f: f.seconds_to_ready),
    ("resident memory, idle", "MB", lambda f: f.megabytes_idle),
    ("resident memory, afterwards", "MB", lambda f: f.megabytes_after),
)


def render(figures: Sequence[Figures]) -> str:
    """A Markdown table; the first column of figures is the floor."""
    floor = figures[0]
    lines = [
        "| | " + " | ".join(f.name for f in figures) + " |",
        "| --- |" + " ---: |" * len(figures),
    ]
    for label, unit, value in _ROWS:
        cells = [f"{value(floor):.3g} {unit}"]
        cells += [f"{value(f):.3g} {unit} ({value(f) / value(floor):.2f} x)" for f in figures[1:]]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def render_memory(name: str, memory: Sequence[tuple[int, float]]) -> str:
    """How resident memory went while requests came, in one line."""
    steps = ", ".join(f"{requests:,}: {megabytes:.0f}" for requests, megabytes in memory)
    return f"Resident memory of {name} in MB after so many requests: {steps}."


def render_rounds(title: str, unit: str, rounds: Mapping[str, Sequence[float]]) -> str:
    """A Markdown table of medians with their spread; the first row is the floor, the last the ratio to it."""
    lines = [f"| {title} | median | lowest-highest |", "| --- | ---: | ---: |"]
    for name, values in rounds.items():
        spread = f"{min(values):.3g}-{max(values):.3g} {unit}"
        lines.append(f"| {name} | {median(values):.3g} {unit} | {spread} |")
    floor, measured = (list(rounds.values())[index] for index in (0, -1))
    lines.append(f"| ratio | {median(measured) / median(floor):.2f} x | |")
    return "\n".join(lines)
