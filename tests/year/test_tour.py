"""The tour of the year as a reader sees it; `UPDATE_GOLDEN=1 pytest tests/year` writes it anew."""

from __future__ import annotations

import io
import os
from pathlib import Path

from rich.console import Console

from bot.demo.playing import run_demo

GOLDEN = Path(__file__).with_name("tour.txt")


def played() -> str:
    """What the tour prints where no terminal is attached."""
    out = io.StringIO()
    run_demo(None, script=True, console=Console(file=out, force_terminal=False, highlight=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_the_tour_reads_as_ever() -> None:
    transcript = played()
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(transcript, encoding="utf-8")
    assert transcript == GOLDEN.read_text(encoding="utf-8")
