"""What features declare beside acts, looks and forms: subjects of the history, parts of Home, shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.core.people import Reader
from bot.core.requests import Form, Look, Request
from bot.core.rights import Need

if TYPE_CHECKING:
    from bot.core.caller import Caller
    from bot.core.edit import Edit
    from bot.core.registry import Done, Looking, Shown
    from bot.core.tables import Change
    from bot.core.work import Work


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of a history in words (mrkdwn), and whether the reader can restore the state before it."""

    text: str
    can_restore: bool = False


@dataclass(frozen=True)
class SubjectKind:
    """Something that has a history: how its entries are told, and how one of them is taken back.

    Args:
        name: under which it stands in the history, such as ``item``.
        need: the right that taking an entry back takes.
        reverse: writes the values of before, as far as the entry goes; returns what came of it.
        name_of: the thing, as people call it.
        history: the look at all entries of the thing; None where there is only the group's.
        told: what came of it as a message, for whoever took it back; None where `reverse` returns a sentence.
        lines: some of its entries in words, each with the thing that it is about; None for one that the
            reader does not see. Without it the sentences of the acts say that.
    """

    name: str
    need: Callable[[Edit, Change], Need]
    reverse: Callable[[Edit, Change], Any]
    name_of: Callable[[Edit, Change], str]
    history: Callable[[Change], Look] | None = None
    told: Callable[[Done[Any], Reader | None], Shown] | None = None
    lines: Callable[[Sequence[Change], Looking], Sequence[EntryLine | None]] | None = None


@dataclass(frozen=True)
class HomeSection:
    """What a feature adds to somebody's Home, for one of their groups.

    Args:
        name: tells it from the others.
        units: one list of blocks for each thing, the most pressing first; [] where there is nothing.
        title: the headline above them, marked for translation.
        needs_reader: they wait for the reader, and stand first.
    """

    name: str
    units: Callable[[Looking], Sequence[list[dict[str, Any]]]]
    title: str
    needs_reader: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """Something of a person's that passed to somebody else, or has nobody now: its name, and its form."""

    name: str
    title: str
    form: Form | None = None


@dataclass(frozen=True)
class ShortcutKind:
    """An entry in the menu of every message in Slack: its id, its name, what it does, and what it opens.

    `make` gets the text of the message.
    """

    name: str
    title: str
    summary: str
    make: Callable[[str], Request]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that somebody dropped in a conversation with the bot, and the words beside it."""

    name: str
    content: bytes = field(repr=False)
    words: str = ""


@dataclass(frozen=True)
class TemplateKind:
    """A Word template that a group may replace by its own.

    Args:
        name: of what it is, such as ``minutes``; stored, so it never changes.
        ships: makes the one that ships.
        check: refuses one that names a field that there is not.
    """

    name: str
    ships: Callable[[], bytes]
    check: Callable[[bytes], Any]


@dataclass(frozen=True)
class FileKind:
    """A kind of file that people drop, beside the plans that can be read in.

    Args:
        name: tells it from the others.
        find: what it is about, such as a meeting; None where it is no file of this kind.
        take: keeps it or asks about it, for whoever dropped it, and answers.
    """

    name: str
    find: Callable[[Dropped, Looking], Any]
    take: Callable[[Work, Caller, Dropped, Any, datetime], Shown]
