"""The outcome of a request: what was understood, and the answer or form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.caller import Caller
from bot.core.i18n import _
from bot.core.registry import Shown
from bot.core.requests import Form, Request
from bot.core.snapshot import Snapshot
from bot.talk.answers import Option
from bot.talk.line import Choice, Meaning, Refusal
from bot.talk.looks import Welcome


class AfterCommit(Exception):
    """A fault once an act was stored: nobody may be told that nothing was changed."""


@dataclass(frozen=True)
class Answer:
    """A message for the one who asked."""

    message: Shown


@dataclass(frozen=True)
class OpenForm:
    """A form to open; where none can be opened at once, a button labelled `title` asks for it."""

    view: Mapping[str, Any]
    form: Form
    group_id: int
    title: str


Outcome = Answer | OpenForm


@dataclass(frozen=True)
class Meant:
    """What somebody wants, before which group, as it stands at this moment.

    `several` tells that the person is in several groups and spoke outside of their channels; `remembers`
    that the answer to a question of groups is kept.
    """

    caller: Caller
    snapshot: Snapshot
    meaning: Meaning
    several: bool = False
    remembers: bool = False


@dataclass(frozen=True)
class OldValue(Request):
    """A button or form of an older version, and the items that it names; nothing that can be shared."""

    item_ids: tuple[int, ...] = ()


class after_commit:
    """A block after the commit: an error in it is told as a failure to show the result, not to change it."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, AfterCommit):
            raise AfterCommit from error


def already_done() -> str:
    """What the copy of a request is told."""
    return _("That was done already; nothing happened a second time.")


def choose_group(found: Sequence[Meant], is_settled: bool) -> Meant:
    """The group in which a line makes sense; the one chosen last first, and a question where several do."""
    understood = [one for one in found if not isinstance(one.meaning, Refusal)]
    if is_settled and (not understood or found[0] in understood):
        return found[0]
    if len(understood) == 1:
        return understood[0]
    question = _("Which group do you mean? I will remember it here.")
    options = tuple(
        Option(
            one.caller.group.name,
            one.meaning if isinstance(one.meaning, Request) else Welcome(),
            group_id=one.caller.group.id,
        )
        for one in understood or found
    )
    return Meant(found[0].caller, found[0].snapshot, Choice(question, options), remembers=True)
