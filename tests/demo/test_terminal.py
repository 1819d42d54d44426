"""The demo's terminal, typed at: what people say, press, fill in, and how time passes."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from rich.console import Console

from bot.__main__ import main
from bot.demo.life import living
from bot.demo.stage import Stage
from bot.demo.terminal import Terminal

Type = Callable[..., str]


@pytest.fixture
def type_lines() -> Iterator[Type]:
    """Types lines and returns what they brought onto the screen, on one line; one life for the whole test."""
    out = io.StringIO()
    lines: list[str] = []
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        life = runner.run(stack.enter_async_context(living()))
        stage = Stage(life, Console(file=out, width=110, force_terminal=False, highlight=False))

        def ask(prompt: str) -> str:
            out.write(prompt)
            if not lines:
                raise EOFError
            return lines.pop(0)

        terminal = Terminal(runner, stage, ask)

        def type_(*typed: str) -> str:
            start = out.tell()
            lines.extend(typed)
            terminal.run()
            return " ".join(out.getvalue()[start:].replace("│", " ").split())

        yield type_
        runner.run(stack.aclose())


def test_a_question_is_answered_with_and_without_the_slash(type_lines: Type) -> None:
    for line in ("/img next", "img next", "next"):
        assert "Next · E-waste IMG" in type_lines(line), line


def test_a_form_asks_again_where_it_complains(type_lines: Type) -> None:
    screen = type_lines("schedule ws1-m2", "2018-01-16", "17:00", "14:00", "", "", "18:30")
    assert "The end lies before the beginning." in screen
    assert "is set for Tue 16 Jan 2018, 17:00–18:30 Geneva" in screen
    screen = type_lines("move ws1-m2", "23 jan", "14h", "", "", "", "a clash")
    assert "→ Tue 23 Jan 2018, 14:00–18:30 Geneva" in screen
    assert "nothing was sent" in type_lines("update ws1-d1", ":close")


def test_a_form_takes_no_word_of_the_terminal_for_an_answer(type_lines: Type) -> None:
    for typed in (":click 1", ":help", "/img next"):
        screen = type_lines("drop ws1-d1", typed, ":close")
        assert "A form is open" in screen and "nothing was sent" in screen, typed
    assert "“:) at last”" in type_lines("drop ws1-d1", ":) at last")
    assert "No form is open." in type_lines(":close")


@pytest.mark.parametrize("leave", [":quit", ":q"])
def test_one_can_leave_while_a_form_is_open(type_lines: Type, leave: str) -> None:
    screen = type_lines("drop ws1-d2", leave, "next")
    assert "dropped" not in screen and "Next ·" not in screen


def test_messages_are_shown_as_they_stand_now(type_lines: Type) -> None:
    type_lines(":as member", "ws1-d1 done", ":click 1", ":click 2", ":as ws1-lead", ":in dm")
    screen = type_lines(":messages")
    assert "accepted by @WS1 lead" in screen and "] Accept" not in screen


def test_a_date_is_on_the_clock_of_who_reads(type_lines: Type) -> None:
    screen = type_lines("ws2-m2 16 jan 14-17", ":as ws2-lead", ":go 3m")
    assert "On your clock: Tue 16 Jan 2018, 08:00 New York" in screen


def test_a_button_is_pressed_by_who_sees_it(type_lines: Type) -> None:
    screen = type_lines(":go 08:30", ":click 2", ":go 3m")
    assert "You are now WS1 lead" in screen
    assert "WS1-M1 1st WS1 Team Meeting has a date: Tue 21 Nov 2017" in screen


def test_people_and_places(type_lines: Type) -> None:
    screen = type_lines(
        ":as WS2 lead", ":in ws1", ":in #ws2", ":mention who", ":in dm", "me", ":home", ":people"
    )
    assert "WS2 lead is not in #ws1." in screen
    assert "WS2 lead · #ws2 >" in screen
    assert "direct message to WS2 lead" in screen
    assert "Home tab of WS2 lead" in screen


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (":as nobody", "There is no “nobody” here. There are: secretariat"),
        (":clik 1", "Did you mean `:click`?"),
        (":click 1", "There is nothing to press yet."),
        (":go 2016-01-01", "Time only goes forward here"),
        (":go 99999d", "at most three years"),
        (":go tbc", "Go how far?"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_ends(type_lines: Type, line: str, said: str) -> None:
    assert said in type_lines(line)


def test_a_file_that_is_no_plan_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all,\nmany thanks.\n")
    assert main(["demo", "--script", str(path)]) == 1
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert not said.out
