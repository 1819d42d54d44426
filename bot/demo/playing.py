"""The demo: the year of a plan in this terminal, lived by hand or played."""

from __future__ import annotations

import asyncio
import importlib
from contextlib import AsyncExitStack, suppress
from datetime import datetime, time, timedelta
from itertools import groupby

from rich.console import Console

from bot.core.i18n import LANGUAGES, _, ngettext, speaking
from bot.dates.texts import when_words
from bot.dates.wall_time import to_utc
from bot.demo import world
from bot.demo.counting import counts_table
from bot.demo.drawing import moment_words
from bot.demo.guide import Guide, play_silence
from bot.demo.life import LABEL, START, ZONE, living
from bot.demo.stage import Stage
from bot.demo.terminal import Terminal
from bot.demo.tour import play_tour
from bot.documents.drafting import ImportResult, read_draft

Document = tuple[bytes, str]
WIDTH = 110
BEGINNING = time(7)


def run_demo(
    document: Document | None,
    *,
    script: bool,
    is_whole: bool = False,
    console: Console | None = None,
    language: str = LANGUAGES[0],
) -> None:
    """Live a year by hand, or play it.

    Args:
        document: a plan's bytes and file name; None for the built-in one.
        script: play the tour (of one's own plan: the year in which nobody reacts) instead of asking.
        is_whole: play the whole year, not its six scenes.
        console: where it is drawn.
        language: what everybody there reads.

    Raises:
        UserError: the document is no plan.
    """
    console = console or Console(highlight=False, soft_wrap=False)
    if console.width > WIDTH or not console.is_terminal:
        console.width = WIDTH
    start = START if document is None else start_of(document)
    with speaking(language), asyncio.Runner() as runner:
        stack = AsyncExitStack()
        life = runner.run(
            stack.enter_async_context(
                living(document, start=start, language=language, members=world.AGENCIES)
            )
        )
        try:
            stage = Stage(life, console)
            introduce(stage, document)
            if not script:
                _by_hand(runner, stage)
            else:
                play = play_tour if document is None else play_silence
                runner.run(play(Guide(stage, is_whole=is_whole)))
                console.print()
                console.print(counts_table(life.server.journal))
        finally:
            runner.run(stack.aclose())


def _by_hand(runner: asyncio.Runner, stage: Stage) -> None:
    with suppress(ImportError):
        importlib.import_module("readline")  # gives `input` its history, where there is one
    terminal = Terminal(runner, stage, input)
    stage.console.print()
    terminal.show_help()
    terminal.run()


def start_of(document: Document) -> datetime:
    """When the clock begins for a plan: at seven on the Monday of the week of its first date.

    Raises:
        UserError: the document is no plan.
    """
    data, name = document
    streams = [label.upper() for label, _members in world.CHANNELS.values()][1:]
    draft = read_draft(data, name, label=LABEL, zone=ZONE, streams=streams).draft
    days = [item.when.first_day for item in draft.items if item.when.first_day is not None]
    if not days:
        return START
    monday = min(days) - timedelta(days=min(days).weekday())
    return to_utc(monday, BEGINNING, ZONE)


def introduce(stage: Stage, document: Document | None) -> None:
    """Say what this is, and what was imported."""
    console, life = stage.console, stage.life
    console.rule("[bold]" + _("IMG bot: a year in this terminal"))
    console.print(
        _("The bot is the real one, with a database and HTTP. Only Slack and the clock are stand-ins."),
        style="dim",
    )
    console.print()
    now = life.clock.now()
    console.print(_("It is {moment}.").format(moment=moment_words(now, ZONE)))
    assert life.imported is not None
    _tell_import(console, life.imported, document[1] if document else None)


def _tell_import(console: Console, imported: ImportResult, name: str | None) -> None:
    """How many items there are, in how many months, what was not understood, and the questions."""
    items = imported.draft.items
    source = name or _("the group's own plan of the year")
    text = ngettext(
        "Imported from {source}: {count} item.", "Imported from {source}: {count} items.", len(items)
    )
    console.print(text.format(source=source, count=len(items)), markup=False)
    for when, here in groupby(items, key=lambda item: when_words(item.when, ZONE).partition(",")[0]):
        console.print(f"  {when} · {', '.join(item.key for item in here)}", style="dim", markup=False)
    if imported.draft.questions:
        console.print(_("It asks:"))
    for question in imported.draft.questions:
        console.print(
            f"  ? {question.key or ''} {question.text}".replace("?  ", "? "), style="yellow", markup=False
        )
    unread = len(imported.draft.unread)
    if unread:
        text = ngettext("{count} line was not understood.", "{count} lines were not understood.", unread)
        console.print(text.format(count=unread), style="yellow")
