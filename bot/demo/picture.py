"""The pictures of the demo for the README: stretches of the tour, as rich draws them.

``python -m bot.demo.picture docs/pictures`` writes them.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.demo.guide import Guide
from bot.demo.life import living
from bot.demo.stage import Stage
from bot.demo.world import AGENCIES, FAR_MEMBER, GROUP_CHANNEL, SECRETARIAT, WS1_CHANNEL, WS1_LEAD

WIDTH = 100
TITLE = "make demo"


def draw_picture(name: str) -> str:
    """A stretch of the built-in year as SVG, which names no other place."""
    console = Console(file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, highlight=False)
    asyncio.run(_play(console, STRETCHES[name]))
    picture = console.export_svg(title=TITLE, theme=MONOKAI, unique_id=name)
    picture = re.sub(r"<!--.*?-->\s*", "", picture, flags=re.DOTALL)
    # Rich lets the picture fetch its font; the reader's own monospaced one does as well.
    picture = re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)
    return re.sub(r"[ \t]+$", "", picture.replace("Fira Code", "DejaVu Sans Mono"), flags=re.MULTILINE)


async def _play(console: Console, stretch: Callable[[Guide], Awaitable[None]]) -> None:
    async with living(members=AGENCIES) as life:
        await stretch(Guide(Stage(life, console)))


async def _first_monday(guide: Guide) -> None:
    await guide.says(SECRETARIAT, "next 2", GROUP_CHANNEL)
    await guide.until("2017-10-02 08:30")
    await guide.presses(WS1_LEAD, "Tue 21 Nov")
    await guide.says(WS1_LEAD, "ws1-d1 amber two agencies are late", WS1_CHANNEL)
    await guide.minutes(3)


async def _date(guide: Guide) -> None:
    """A poll, from one press to the chosen date."""
    guide.stage.watched = frozenset()
    await guide.until("2017-10-02 09:30")
    guide.stage.watched = frozenset({GROUP_CHANNEL, FAR_MEMBER})
    await guide.presses(SECRETARIAT, "Poll these", "IMG-M6")
    await guide.presses(FAR_MEMBER, "Vote")
    await guide.fills({"works": ["1"], "maybe": ["2", "3"]})
    guide.stage.watched = frozenset({SECRETARIAT})
    for person in AGENCIES.keys() - {FAR_MEMBER}:
        guide.stage.begin()
        guide.stage.as_person(person)
        await guide.stage.direct("vote img6 1 yes, 3 if need be")
    guide.stage.watched = frozenset({GROUP_CHANNEL, SECRETARIAT})
    await guide.minutes(1)
    await guide.presses(SECRETARIAT, "Choose")
    await guide.minutes(3)


STRETCHES = {"demo": _first_monday, "meeting": _date}


if __name__ == "__main__":
    for each in STRETCHES:
        Path(sys.argv[1], f"{each}.svg").write_text(draw_picture(each), encoding="utf-8")
