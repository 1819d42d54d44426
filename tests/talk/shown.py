"""What people see of the bot: messages, the buttons in them, and what came of an act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.sandbox.block_rules import elements_of
from bot.sandbox.journal import Entry
from bot.sandbox.sender import Reply
from bot.sandbox.state import JSON


def words_of(value: object) -> Iterator[str]:
    """All texts that stand somewhere in blocks."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from words_of(part)


@dataclass(frozen=True)
class Button:
    """A button, or one choice of a menu: what it says, and where it stands."""

    label: str
    value: str
    action_id: str
    block_id: str | None = None
    is_choice: bool = False

    @property
    def family(self) -> str:
        return self.action_id.partition(":")[0]


def buttons_of(blocks: Sequence[JSON]) -> list[Button]:
    """All that can be pressed or chosen in blocks."""
    found = []
    for block in blocks:
        for _, element in elements_of(block):
            where = (element.get("action_id", ""), block.get("block_id"))
            if element["type"] == "button":
                found.append(Button(element["text"]["text"], element.get("value", ""), *where))
            is_menu = element["type"] in ("overflow", "static_select")
            for choice in element.get("options", ()) if is_menu else ():
                found.append(Button(choice["text"]["text"], choice["value"], *where, is_choice=True))
    return found


@dataclass(frozen=True)
class Shown:
    """A message as one person sees it."""

    user: str
    channel: str
    ts: str
    text: str
    blocks: list[JSON] = field(repr=False)

    @property
    def all(self) -> str:
        """Everything that can be read, the line for screen readers first."""
        return "\n".join([self.text, *words_of(self.blocks)])

    @property
    def buttons(self) -> list[Button]:
        return buttons_of(self.blocks)

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def button(self, label: str) -> Button:
        """The button with that label."""
        found = [b for b in self.buttons if b.label == label]
        assert found, f"no button {label!r} among {self.labels} in {self.text!r}"
        return found[0]

    def __contains__(self, words: str) -> bool:
        return words in self.all


@dataclass
class Result:
    """What came of one act: messages seen by its person, forms opened, and all journal entries."""

    reply: Reply
    shown: list[Shown]
    entries: list[Entry]

    @property
    def said(self) -> Shown:
        """The one answer; a file that comes beside it has no words."""
        said = [one for one in self.shown if one.text or one.blocks]
        assert len(said) == 1, f"{len(said)} answers: {[one.text for one in said]}"
        return said[0]

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def view(self) -> JSON:
        """The form that opened."""
        views = [entry.view for entry in self.entries if entry.kind == "view_open"]
        assert len(views) == 1 and views[0] is not None, f"no form: {[one.text for one in self.shown]}"
        return views[0]

    @property
    def view_id(self) -> str:
        self.view
        return self.reply.view_id

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.entries]
