"""Help: made of the registry of words, so that it never tells of a word that does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.people import Reader
from bot.core.requests import Request
from bot.core.snapshot import Snapshot
from bot.plan.looks import AddForm, Next, WholePlan
from bot.reports.looks import Me, StatusReport
from bot.slack.blocks import Element, actions, context, header, paragraphs, press, section
from bot.slack.escaping import escape, quoted
from bot.slack.message import Message, compose
from bot.talk.looks import Help, Welcome


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A word of the registry: how it is used, what it does, one example without the command, its group."""

    name: str
    usage: str
    summary: str
    example: str
    group: str


def build_help(rows: Sequence[HelpRow], command: str = "/img", group_id: int = 0) -> Message:
    """All words on one screen, by group; the rows come in the order in which they are shown."""
    heading = _("*What you can say* · more on each word: `{command} help WORD`")
    blocks = [section(heading.format(command=command))]
    for title, group in groupby(rows, key=lambda row: row.group):
        lines = [f"*{quoted(title, 60)}*"]
        lines += [f"`{_code(row.name)}` {quoted(row.summary, 200)}" for row in group]
        blocks += [section(text) for text in paragraphs(lines)]
    blocks.append(context(_hint(command)))
    names = ", ".join(_code(row.name) for row in rows)
    spoken = _("What you can say: {words}. {command} help WORD tells more.")
    text = spoken.format(words=names, command=command)
    return compose(text, [*blocks[:48], *actions(_starters(group_id)[:-1])])


def build_help_word(row: HelpRow, command: str = "/img", group_id: int = 0) -> Message:
    """One word: its usage, what it does and an example."""
    lines = [
        f"*{quoted(row.name, 60)}* · {quoted(row.summary, 500)}",
        f"`{command} {_code(row.usage)}`",
        _("For example: `{command} {example}`").format(command=command, example=_code(row.example)),
    ]
    spoken = _("{word}: {summary}. Usage: {usage}")
    text = spoken.format(
        word=quoted(row.name, 60), summary=quoted(row.summary, 500), usage=f"{command} {_code(row.usage)}"
    )
    return compose(text, [section("\n".join(lines)), *actions([press(_("All words"), group_id, Help())])])


def build_welcome(group: GroupView, command: str = "/img", *, may_add: bool = False) -> Message:
    """The answer to the bare command, by role: at most five buttons and one line on what to type."""
    name = quoted(group.name, 150)
    text = _("{group}: what would you like to know?").format(group=name)
    blocks = [header(group.name), section(_hint(command)), *actions(_starters(group.id, may_add=may_add))]
    if not group.reminders_on and not group.is_empty:
        blocks.append(context(_("Reminders have not been started.")))
    return compose(text, blocks)


def _starters(group_id: int, *, may_add: bool = False) -> list[Element]:
    looks: list[tuple[str, Request]] = [
        (_("What is next"), Next()),
        (_("Whole plan"), WholePlan()),
        (_("Add"), AddForm()) if may_add else (_("How it stands"), StatusReport()),
        (_("What concerns me"), Me()),
        (_("Help"), Help()),
    ]
    return [press(label, group_id, look) for label, look in looks]


def _hint(command: str) -> str:
    return _(
        "Type as you would say it: `{command} next ws1`, `{command} ws1-d1 done`, `{command} who`."
    ).format(command=command)


def _code(text: str) -> str:
    """Words shown as code; a backtick would end it."""
    return escape(text.replace("`", "'"))


def label_welcome(_look: Welcome, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The answer to the bare command, as a button names it."""
    return _("What I can do")


def label_help(look: Help, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The help as a button names it, or that on one word."""
    return _("Help: {word}").format(word=look.word) if look.word else _("Help")
