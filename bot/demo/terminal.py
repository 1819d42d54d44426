"""The demo's terminal: what is typed goes to the bot, what begins with a colon moves people and time."""

from __future__ import annotations

import asyncio
import difflib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple

from rich.table import Table

from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.dates.reading import Context, read
from bot.dates.texts import clock_words
from bot.dates.wall_time import local, to_utc
from bot.dates.when import Precision, When
from bot.demo import outside, world
from bot.demo.drawing import moment_words
from bot.demo.form_asking import CLOSE, Ask, Closed, FormAsking
from bot.demo.life import ZONE
from bot.demo.stage import COMMAND, Stage
from bot.sandbox.sender import InvalidAnswer

QUIT = (":quit", ":q")
MORNING = time(9)
FARTHEST = timedelta(days=3 * 366)
SHOWN_MESSAGES = 5
_SPAN = re.compile(r"(\d{1,5})\s*(m|min|h|d|w)[a-z]*")
# "img next" is "/img next", but "img 6" is a meeting and "img" alone the group.
_SLASH = re.compile(rf"^(?:{COMMAND}(?:\s+|$)|{COMMAND[1:]}\s+(?!\d))")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Word(NamedTuple):
    """A word of the terminal's own: what it does, how it is used, and what for."""

    act: Callable[[Terminal, str], None]
    usage: str
    summary: str


class Terminal:
    """Reads lines until the end of the input or ``:quit``.

    Args:
        runner: runs what the people do; the year stands still while somebody types.
        stage: where they do it.
        ask: shows a prompt and returns a line; EOFError at the end of the input.
    """

    def __init__(self, runner: asyncio.Runner, stage: Stage, ask: Ask) -> None:
        self.runner = runner
        self.stage = stage
        self.console = stage.console
        self.ask = ask
        self.forms = FormAsking(self.console, stage.names, self._ask_in_form, self._read_day)

    def run(self) -> None:
        """Read and do, line by line."""
        while True:
            self.console.print()
            try:
                line = self.ask(self.stage.prompt()).strip()
                if line in QUIT:
                    return
                if line:
                    self.do(line)
            except (EOFError, KeyboardInterrupt):
                self.console.print()
                return

    def do(self, line: str) -> None:
        """One line; what is wrong with it is said, and nothing ends."""
        self.stage.begin()
        try:
            if line.startswith(":"):
                self._own_word(line)
            elif line.isdecimal():
                self._click(line)
            else:
                self.runner.run(self.stage.say(_SLASH.sub("", line)))
            self._fill_forms()
        except UserError as error:
            self.console.print(error.text, style="red", markup=False)
        except InvalidAnswer as error:
            self.console.print(_("Slack would refuse that answer: {why}").format(why=error), style="red")

    def _own_word(self, line: str) -> None:
        word, _space, rest = line[1:].partition(" ")
        known = WORDS.get(word)
        if known is None:
            near = difflib.get_close_matches(word, WORDS, 1)
            hint = _("Did you mean `:{near}`?").format(near=near[0]) if near else _("`:help` lists all.")
            raise UserError(_("There is no `:{word}`.").format(word=word) + " " + hint)
        known.act(self, rest.strip())

    def _fill_forms(self) -> None:
        complaints: dict[str, str] = {}
        while (form := self.stage.form) is not None:
            if not complaints:
                self.forms.draw(form)
            try:
                values = self.forms.fill(form, complaints)
            except (Closed, EOFError, KeyboardInterrupt) as end:
                self.runner.run(self.stage.close_form())
                if not isinstance(end, Closed):
                    raise
                self.console.print(_("The form is closed; nothing was sent."), style="dim")
                return
            complaints = self.runner.run(self.stage.submit(values))
            if "" in complaints:
                self.console.print(complaints[""], style="red", markup=False)

    def _ask_in_form(self, prompt: str) -> str:
        """What is typed into a form; the terminal's own words and the command are no answers."""
        typed = self.ask(prompt)
        line = typed.strip()
        if line in QUIT:
            raise EOFError
        is_word = line.startswith(":") and line[1:].partition(" ")[0] in WORDS
        if line != CLOSE and (is_word or line.startswith(COMMAND)):
            raise UserError(_("A form is open: fill it in, or close it with {close}.").format(close=CLOSE))
        return typed

    # The words of the terminal.

    def _be(self, name: str) -> None:
        self.stage.as_person(self._named(name, {user: (n, r) for user, (n, r, _z) in world.PEOPLE.items()}))

    def _enter(self, name: str) -> None:
        places = {channel: (n,) for channel, (n, _members) in world.CHANNELS.items()}
        if name.lstrip("@#").casefold() in ("dm", "img", "bot"):
            self.stage.in_channel(None)
        else:
            self.stage.in_channel(self._named(name.lstrip("#"), places))

    def _named(self, name: str, known: Mapping[str, tuple[str, ...]]) -> str:
        """An id by one of its names, written with any of spaces, hyphens or neither."""

        def bare(text: str) -> str:
            return re.sub(r"[\s,_-]", "", text).casefold()

        for identity, names in known.items():
            if bare(name) in [bare(one) for one in names]:
                return identity
        choices = ", ".join(names[0] for names in known.values())
        raise UserError(
            _("There is no “{name}” here. There are: {choices}.").format(name=name, choices=choices)
        )

    def _click(self, typed: str) -> None:
        presses = self.stage.presses
        number = typed.strip("[]")
        if not presses:
            raise UserError(_("There is nothing to press yet. Say something first, for example `next`."))
        if not number.isdecimal() or not 1 <= int(number) <= len(presses):
            text = _("Type the number of a button, 1 to {last}: `:click 1`.")
            raise UserError(text.format(last=len(presses)))
        press = presses[int(number) - 1]
        before = self.stage.who
        if press.confirm is not None and not self._agrees(press.confirm["text"]["text"]):
            self.console.print(_("Nothing was pressed."), style="dim")
            return
        self.runner.run(self.stage.press(press))
        if self.stage.who != before:
            person = self.stage.names.people[self.stage.who]
            self.console.print(
                _("You are now {person}, who sees that button.").format(person=person), style="dim"
            )

    def _agrees(self, question: str) -> bool:
        return self.ask(f"  {question} [y/N] ").strip().casefold() in ("y", "yes", "o", "oui")

    def _go(self, typed: str) -> None:
        if not typed:
            year = self.stage.life.clock.now() + timedelta(days=366)
            if not self.runner.run(self.stage.go_on(year)):
                self.console.print(_("Nothing comes within a year."), style="dim")
            return
        until = self._until(typed)
        now = self.stage.life.clock.now()
        if until <= now:
            raise UserError(
                _("Time only goes forward here: it is {now}.").format(now=moment_words(now, ZONE))
            )
        if until > now + FARTHEST:
            raise UserError(_("That is too far: at most three years at once."))
        count = self.runner.run(self.stage.pass_time(until))
        if not count:
            self.console.print(_("Nothing was sent meanwhile."), style="dim")

    def _until(self, typed: str) -> datetime:
        """When ``7d``, ``2017-12-01``, ``friday`` or ``1 dec 15:00`` is; a day means its morning."""
        now = self.stage.life.clock.now()
        if span := _SPAN.fullmatch(typed.casefold()):
            return now + timedelta(**{_UNITS[span[2]]: int(span[1])})
        when = self._read_when(typed)
        if when is None or when.first_day is None:
            raise UserError(_("Go how far? For example `:go 7d`, `:go friday`, `:go 2017-12-01`."))
        return to_utc(when.first_day, when.start_time or MORNING, when.zone or ZONE)

    def _read_when(self, typed: str) -> When | None:
        """The date that was typed, of hours alone today's; None where it can mean several."""
        now = self.stage.life.clock.now()
        today = When(Precision.DAY, local(now, ZONE).date().isoformat())
        said = read(typed, Context(now=now, zone=ZONE, current=today))
        return said.choices[0].when if len(said.choices) == 1 else None

    def _read_day(self, typed: str) -> str:
        when = self._read_when(typed)
        if when is None or when.first_day is None or not when.is_dated:
            raise UserError(_("“{typed}” is no day: type it as 2018-01-16.").format(typed=typed))
        return when.first_day.isoformat()

    def _direct(self, words: str) -> None:
        self.runner.run(self.stage.direct(words))

    def _mention(self, words: str) -> None:
        self.runner.run(self.stage.mention(words))

    def _close(self, _words: str) -> None:
        raise UserError(_("No form is open."))

    def _home(self, _words: str) -> None:
        self.runner.run(self.stage.home())

    def _messages(self, _words: str) -> None:
        entries = self.stage.messages()[-SHOWN_MESSAGES:]
        if not entries:
            self.console.print(_("There are no messages here yet."), style="dim")
        self.stage.show(entries)

    def _people(self, _words: str) -> None:
        table = Table(box=None, pad_edge=False)
        for title in (_("Name"), _("Role"), _("Clock"), _("Channels")):
            table.add_column(title)
        now = self.stage.life.clock.now()
        for user, (name, role, zone) in world.PEOPLE.items():
            channels = [f"#{label}" for label, members in world.CHANNELS.values() if user in members]
            clock = clock_words(now, zone)
            table.add_row(name, role, clock, " ".join(channels))
        self.console.print(table)

    def _show_outside(self, what: str) -> None:
        outside.SHOWN[what](self.stage.life, self.console)

    def show_help(self, _words: str = "") -> None:
        """What can be typed."""
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(no_wrap=True, style="bold cyan")
        table.add_column()
        table.add_row(
            "next",
            _("to the bot, as {command} next: it answers to all that `help` lists").format(command=COMMAND),
        )
        for word in WORDS.values():
            table.add_row(word.usage, _(word.summary))
        self.console.print(table)


def _outside(name: str, summary: str) -> Word:
    return Word(lambda terminal, _words: terminal._show_outside(name), f":{name}", summary)


WORDS = {
    "as": Word(Terminal._be, ":as ws1-lead", N_("be somebody else")),
    "in": Word(Terminal._enter, ":in ws1", N_("go to a channel, or with `:in dm` to your talk with the bot")),
    "click": Word(
        Terminal._click, ":click 2", N_("press the button, or choose in the menu, of that number (or just 2)")
    ),
    "go": Word(
        Terminal._go,
        ":go 7d",
        N_("let time pass: 2m, 3h, 7d, 2w, friday, 2017-12-01; alone, to the next message"),
    ),
    "dm": Word(Terminal._direct, ":dm next", N_("write to the bot directly")),
    "mention": Word(Terminal._mention, ":mention next", N_("write to the bot in the channel")),
    "home": Word(Terminal._home, ":home", N_("open your Home tab")),
    "close": Word(Terminal._close, CLOSE, N_("in a form: leave it without sending it")),
    "messages": Word(Terminal._messages, ":messages", N_("show the last messages of this channel again")),
    "people": Word(Terminal._people, ":people", N_("who is who")),
    **{name: _outside(name, summary) for name, summary in outside.SUMMARIES.items()},
    "help": Word(Terminal.show_help, ":help", N_("this list; `help` alone asks the bot")),
    "quit": Word(lambda _terminal, _words: None, ":quit", N_("leave")),
}
