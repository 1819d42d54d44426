"""Messages as Slack would show them, drawn for a terminal with rich: bold, links, buttons with numbers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.core.i18n import _
from bot.dates.texts import instant_words
from bot.sandbox.state import JSON

BUTTON, PRIMARY, DANGER, NUMBER, SMALL = "reverse", "bold reverse", "red reverse", "bold cyan", "dim"
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<tag>[^<>]+)>"
    r"|(?<![\w*])\*(?P<bold>[^*\n]+)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^_\n]+)_(?![\w_])"
    r"|(?<![\w~])~(?P<struck>[^~\n]+)~(?![\w~])"
)
_STYLES = {"bold": "bold", "italic": "italic", "struck": "strike"}


@dataclass(frozen=True)
class Press:
    """Something with a number that can be pressed: a button, or one option of a menu.

    `value` is what it carries. `channel` and `ts` say in which message it is, or `view_id` on which Home
    tab; `seen_by` is the one person who can press it, None where a whole channel can.
    """

    label: str
    value: str
    action_id: str
    block_id: str
    choice: str | None = None
    confirm: Mapping[str, Any] | None = None
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None
    seen_by: str | None = None


@dataclass(frozen=True)
class Flow:
    """Texts one after the other, two blanks apart; none is broken where a line ends."""

    texts: Iterable[Text]
    indent: int = 0

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """As many texts on each line as it holds."""
        line = Text(" " * self.indent)
        for text in self.texts:
            if line.cell_len + text.cell_len > options.max_width and line.cell_len > self.indent:
                yield line
                line = Text(" " * self.indent)
            line.append_text(text).append("  ")
        line.rstrip()
        yield line


@dataclass(frozen=True)
class Barred:
    """Something with a bar to its left."""

    inside: RenderableType
    style: str = "blue"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the inside, each behind the bar."""
        width = max(options.max_width - 2, 20)
        bar = Segment("│ ", console.get_style(self.style))
        lines = console.render_lines(self.inside, options.update(width=width), pad=False)
        for line in lines:
            yield bar
            yield from line
            yield Segment.line()


class Names:
    """What ids are called: people by role, channels with their sign; `zone` is that of who reads."""

    def __init__(self, people: Mapping[str, str], channels: Mapping[str, str], zone: str) -> None:
        self.people = people
        self.channels = channels
        self.zone = zone

    def of_tag(self, tag: str) -> Text:
        """A mention, a channel, a date or a link, as a reader sees it."""
        target, _bar, label = tag.partition("|")
        if target.startswith("@"):
            return Text("@" + self.people.get(target[1:], label or target[1:]), "cyan")
        if target.startswith("#"):
            return Text("#" + self.channels.get(target[1:], label or target[1:]), "cyan")
        if target.startswith("!date^"):
            moment = datetime.fromtimestamp(int(target.split("^")[1]), ZoneInfo(self.zone))
            return Text(moment_words(moment, self.zone))
        if target.startswith("!"):
            return Text(label or "@" + target[1:].partition("^")[0], "cyan")
        address = html.unescape(target)
        return Text(html.unescape(label) or address, Style(underline=True, link=address))


def moment_words(moment: datetime, zone: str) -> str:
    """``Mon 2 Oct 2017, 09:00 Geneva``."""
    return instant_words(moment, zone)


def mrkdwn(text: str, names: Names) -> Text:
    """Slack's markup as styled text."""
    found = Text()
    position = 0
    for match in _INLINE.finditer(text):
        found.append(html.unescape(text[position : match.start()]))
        position = match.end()
        kind = match.lastgroup or ""
        inner = match[kind]
        if kind == "code":
            found.append(html.unescape(inner), "bold")
        elif kind == "tag":
            found.append_text(names.of_tag(inner))
        else:
            styled = mrkdwn(inner, names)
            styled.stylize_before(_STYLES[kind])
            found.append_text(styled)
    found.append(html.unescape(text[position:]))
    return found


def words(text: JSON, names: Names) -> Text:
    """A text object of either kind."""
    return mrkdwn(text["text"], names) if text["type"] == "mrkdwn" else Text(text["text"])


class Drawing:
    """Draws blocks; what can be pressed is appended to `presses` and drawn with its number."""

    def __init__(self, names: Names, presses: list[Press], place: Mapping[str, str | None]) -> None:
        self.names = names
        self.presses = presses
        self.place = dict(place)

    def message(self, text: str, blocks: list[JSON]) -> Iterator[RenderableType]:
        """A whole message, of its blocks or, where it has none, of its text."""
        if not blocks:
            yield mrkdwn(text, self.names)
        for block in blocks:
            yield from self.block(block)

    def block(self, block: JSON) -> Iterator[RenderableType]:
        """One block."""
        kind = block["type"]
        if kind == "header":
            yield Text(block["text"]["text"], "bold underline")
        elif kind == "divider":
            yield Rule(style=SMALL)
        elif kind == "context":
            for element in block["elements"]:
                text = words(element, self.names) if "text" in element else Text(element["alt_text"])
                text.stylize_before(SMALL)
                yield text
        elif kind == "actions":
            yield Flow([part for element in block["elements"] for part in self.element(block, element)])
        elif kind == "section":
            yield from self._section(block)
        elif kind == "rich_text":
            yield Text("".join(_texts_of(block)))
        elif kind == "image":
            yield Text(_("[picture: {text}]").format(text=block["alt_text"]), SMALL)

    def _section(self, block: JSON) -> Iterator[RenderableType]:
        if "text" in block:
            yield words(block["text"], self.names)
        for field in block.get("fields", ()):
            yield words(field, self.names)
        if "accessory" in block:
            yield Flow(self.element(block, block["accessory"]), indent=2)

    def element(self, block: JSON, element: JSON) -> list[Text]:
        """A button, or the options of a menu, each with its number."""
        confirm = element.get("confirm")
        if element["type"] == "button":
            style = {"primary": PRIMARY, "danger": DANGER}.get(element.get("style", ""), BUTTON)
            label, carried = element["text"]["text"], element.get("value", "")
            return [self._numbered(block, element, label, carried, None, confirm, style)]
        if element["type"] == "image":
            return [Text(element["alt_text"], SMALL)]
        return [
            self._numbered(block, element, one["text"]["text"], one["value"], one["value"], confirm, SMALL)
            for one in element.get("options", ())
        ]

    def _numbered(
        self,
        block: JSON,
        element: JSON,
        label: str,
        carried: str,
        choice: str | None,
        confirm: Mapping[str, Any] | None,
        style: str,
    ) -> Text:
        press = Press(label, carried, element["action_id"], block["block_id"], choice, confirm, **self.place)
        self.presses.append(press)
        return Text.assemble((f"[{len(self.presses)}]", NUMBER), " ", (label, style))


def _texts_of(block: JSON) -> Iterator[str]:
    """The texts of what a person typed, depth first."""
    for element in block.get("elements", ()):
        if "text" in element:
            yield element["text"]
        yield from _texts_of(element)
