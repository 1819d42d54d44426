"""The picture of the demo for the README: a stretch of the tour, as rich draws it.

``python -m bot.demo.picture docs/pictures/demo.svg`` writes it.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.demo.guide import Guide
from bot.demo.life import living
from bot.demo.stage import Stage
from bot.demo.world import GROUP_CHANNEL, SECRETARIAT, WS1_CHANNEL, WS1_LEAD

WIDTH = 100
TITLE = "make demo"


def draw_picture() -> str:
    """The first Monday of the built-in year as SVG, which names no other place."""
    console = Console(file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, highlight=False)
    asyncio.run(_play(console))
    picture = console.export_svg(title=TITLE, theme=MONOKAI, unique_id="demo")
    picture = re.sub(r"<!--.*?-->\s*", "", picture, flags=re.DOTALL)
    # Rich lets the picture fetch its font; the reader's own monospaced one does as well.
    picture = re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)
    return re.sub(r"[ \t]+$", "", picture.replace("Fira Code", "DejaVu Sans Mono"), flags=re.MULTILINE)


async def _play(console: Console) -> None:
    async with living() as life:
        guide = Guide(Stage(life, console))
        await guide.says(SECRETARIAT, "next 2", GROUP_CHANNEL)
        await guide.until("2017-10-02 08:30")
        await guide.presses(WS1_LEAD, "Tue 21 Nov")
        await guide.says(WS1_LEAD, "ws1-d1 amber two agencies are late", WS1_CHANNEL)
        await guide.minutes(3)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(draw_picture(), encoding="utf-8")
