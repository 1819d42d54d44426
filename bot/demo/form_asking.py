"""Forms in the terminal: drawn, and each field asked one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rich.console import Console, Group
from rich.text import Text

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.demo.drawing import SMALL, Barred, Drawing, Flow, Names
from bot.sandbox.state import JSON, View
from bot.sandbox.values import STATE_KEY, Choice, initial_state, options_of

Ask = Callable[[str], str]
ReadDay = Callable[[str], str]
EMPTY, CLOSE = "-", ":close"


class Closed(Exception):
    """The person closed the form instead of sending it."""


class FormAsking:
    """Asks for the fields of a form.

    Args:
        console: where it is drawn.
        names: what ids are called.
        ask: shows a prompt and returns what was typed.
        read_day: turns a typed day into ``2018-01-16``; UserError if it is none.
    """

    def __init__(self, console: Console, names: Names, ask: Ask, read_day: ReadDay) -> None:
        self.console = console
        self.names = names
        self.ask = ask
        self.read_day = read_day

    def draw(self, form: View) -> None:
        """The form as it stands, with what each field holds."""
        drawing = Drawing(self.names, [], {})
        parts = [Text(form.content["title"]["text"], "bold underline")]
        for block in form.content["blocks"]:
            if block["type"] == "input":
                parts.append(self._field(form, block))
            else:
                parts += drawing.block(block)  # type: ignore[arg-type]
        self.console.print()
        self.console.print(Text(_("a form"), "dim"))
        self.console.print(Barred(Group(*parts), "green"))

    def _field(self, form: View, block: JSON) -> Text:
        shown = self._shown(form, block)
        line = Text.assemble((block["label"]["text"], "bold"), ": ", shown or ("–", SMALL))
        return line.append("  " + _("(optional)"), SMALL) if block.get("optional") else line

    def fill(self, form: View, complaints: Mapping[str, str]) -> dict[str, Choice]:
        """Ask for each field; Enter keeps what stands there, ``-`` empties it.

        Only the fields in `complaints` are asked where there are any.

        Raises:
            Closed: the person closed the form.
            EOFError: nothing more can be read.
        """
        keys = _("Enter keeps what stands there, {empty} empties it, {close} closes the form.")
        self.console.print(keys.format(empty=EMPTY, close=CLOSE), style=SMALL)
        given: dict[str, Choice] = {}
        for block in form.content["blocks"]:
            name = block["block_id"]
            if block["type"] != "input" or (complaints.keys() - {""} and name not in complaints):
                continue
            if name in complaints:
                self.console.print(complaints[name], style="red", markup=False)
            self._list_options(block["element"])
            while True:
                try:
                    answer = self._ask_field(form, block)
                except UserError as error:
                    self.console.print(error.text, style="red", markup=False)
                    continue
                if answer is not None:
                    given[name] = answer[0]
                break
        return given

    def _ask_field(self, form: View, block: JSON) -> tuple[Choice] | None:
        """What was typed for a field; None to keep what stands there."""
        element = block["element"]
        if "hint" in block:
            self.console.print(block["hint"]["text"], style=SMALL, markup=False)
        shown = self._shown(form, block)
        standing = f" [{shown}]" if shown else ""
        typed = self.ask(f"  {block['label']['text']}{standing}: ").strip()
        if typed == CLOSE:
            raise Closed
        if not typed and (shown or block.get("optional")):
            return None
        if typed in ("", EMPTY):
            if not block.get("optional"):
                raise UserError(_("This has to be filled in."))
            return ([] if STATE_KEY[element["type"]].endswith("s") else None,)
        return (self._read(element, typed),)

    def _read(self, element: JSON, typed: str) -> Choice:
        kind = element["type"]
        if kind == "datepicker":
            return self.read_day(typed)
        if kind == "timepicker":
            return read_time(typed)
        if kind == "users_select":
            return self._person(typed)
        options = self._options(element)
        if not options:
            return typed
        if not STATE_KEY[kind].endswith("s"):
            return self._option(options, typed)
        return [self._option(options, one) for one in typed.replace(",", " ").split()]

    def _option(self, options: list[tuple[str, str]], typed: str) -> str:
        """An option by its number, its value or the beginning of its text."""
        if typed.isdecimal() and 1 <= int(typed) <= len(options):
            return options[int(typed) - 1][0]
        wanted = typed.casefold()
        for value, label in options:
            if wanted == value.casefold() or label.casefold().startswith(wanted):
                return value
        raise UserError(_("“{typed}” is none of the choices: type its number.").format(typed=typed))

    def _person(self, typed: str) -> str:
        return self._option(self._people(), typed)

    def _people(self) -> list[tuple[str, str]]:
        return list(self.names.people.items())

    def _options(self, element: JSON) -> list[tuple[str, str]]:
        if element["type"] == "users_select":
            return self._people()
        return [(option["value"], option["text"]["text"]) for option in options_of(element)]

    def _list_options(self, element: JSON) -> None:
        options = self._options(element)
        if options:
            texts = (Text(f"[{number}] {label}", SMALL) for number, (_v, label) in enumerate(options, 1))
            self.console.print(Flow(texts, indent=2))

    def _shown(self, form: View, block: JSON) -> str:
        """What stands in a field, as a reader sees it."""
        element = block["element"]
        typed = form.inputs.get(block["block_id"], {}).get(element["action_id"])
        value: Any = (typed or initial_state(element))[STATE_KEY[element["type"]]]
        if isinstance(value, dict):
            return str(value["text"]["text"])
        if isinstance(value, list):
            return ", ".join(one["text"]["text"] for one in value)
        return self.names.people.get(value, value) if value else ""


def read_time(typed: str) -> str:
    """A time of day as ``14:00``.

    Raises:
        UserError: it is none.
    """
    hour, _colon, minute = typed.replace("h", ":").replace(".", ":").partition(":")
    minute = minute or "00"
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise UserError(_("“{typed}” is no time of day: type it as 14:00.").format(typed=typed))
    return f"{int(hour):02}:{int(minute):02}"
