"""The words of decisions and actions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.meetings.actions.acts import ActionForm, Actions, AddAction, AddDecision, ChangeAction, CloseAction
from bot.meetings.actions.rules import ActionItem, ActionState, Outcomes
from bot.meetings.actions.words.assigning import due_at_end, meeting_first, owner_named
from bot.meetings.agenda.words import point_numbered, typed
from bot.meetings.minutes.under_way import meeting_under_way
from bot.plan.rules.items import Item
from bot.plan.words.statuses import read_done, read_drop
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item, note_of
from bot.talk.tokens import Token, TokenKind

_KEY = re.compile(r"a-?(\d{1,6})")


def action_named(line: Line, tokens: Sequence[Token]) -> ActionItem | None:
    """The action that the first word names (``A34``); None where it is no such word.

    Raises:
        NotUnderstood: there is no action of that number.
    """
    found = _KEY.fullmatch(fold(tokens[0].text).strip("#.,:")) if tokens and not tokens[0].quoted else None
    if found is None:
        return None
    line.caller.require_reading()
    action = line.snapshot[Outcomes].by_number.get(int(found[1]))
    if action is None:
        raise NotUnderstood(
            _("There is no action A{number}. `{command} actions` lists them.").format(
                number=found[1], command=line.command
            ),
            words=("actions",),
        )
    return action


def read_done_of(line: Line) -> Request:
    """An action or an item is done."""
    action = action_named(line, line.tokens)
    if action is None:
        return read_done(line)
    return CloseAction(action.id, ActionState.DONE, note_of(line, line.tokens[1:]))


def read_drop_of(line: Line) -> Request:
    """An action is not needed any more, or an item is dropped."""
    action = action_named(line, line.tokens)
    if action is None:
        return read_drop(line)
    return CloseAction(action.id, ActionState.DROPPED, note_of(line, line.tokens[1:]))


def read_action(line: Line) -> Request:
    """A new action, of the meeting that is named or under way; or what becomes of one."""
    known = action_named(line, line.tokens)
    if known is not None:
        return _change(line, known)
    item, tokens = meeting_named(line)
    point = point_numbered(line, item, tokens[0].text) if item is not None and tokens else None
    tokens = tokens[1:] if point is not None and len(tokens) > 1 else tokens
    if not tokens:
        return ActionForm(item.id if item is not None else None)
    words, due = due_at_end(line, tokens)
    owner, words = owner_named(line, words)
    words = words[1:] if len(words) > 1 and words[0].text in (":", "-", "–") else words
    text = _text(line, words)
    return AddAction(
        item.id if item is not None else None, point.id if point is not None else None, due, text, owner
    )


def _change(line: Line, action: ActionItem) -> Request:
    rest = line.tokens[1:]
    if not rest:
        return ActionForm(None, action.id)
    first = fold(rest[0].text)
    if first in ("done", "finished", "fait", "termine"):
        return CloseAction(action.id, ActionState.DONE, note_of(line, rest[1:]))
    if first in ("drop", "dropped"):
        return CloseAction(action.id, ActionState.DROPPED, note_of(line, rest[1:]))
    if first in ("open", "reopen", "undone"):
        return CloseAction(action.id, ActionState.OPEN)
    words, due = due_at_end(line, [Token(""), *rest])
    words = [one for one in words[1:] if fold(one.text) not in ("to", "a")]
    owner, left = owner_named(line, words)
    if left or (owner is None and due is None):
        raise NotUnderstood(
            _(
                "What of {key}? Say `action {key} to @somebody`, `action {key} by friday` or `done {key}`."
            ).format(key=action.key),
            words=(f"action {action.key}", f"done {action.key}"),
        )
    return ChangeAction(action.id, due, owner)


def meeting_named(line: Line) -> tuple[Item | None, Sequence[Token]]:
    """The meeting that the first words name, else the one under way; and the words behind."""
    line.caller.require_reading()
    first = line.tokens[0] if line.tokens else None
    if first is not None and first.kind is TokenKind.WORD and not first.quoted:
        item, rest = meeting_first(line)
        if item is not None and item.is_meeting:
            return item, rest
    return meeting_under_way(line.snapshot, line.now, line.caller), line.tokens


def read_decision(line: Line) -> Request:
    """What a meeting decided."""
    item, tokens = meeting_named(line)
    if item is None:
        item, tokens = (named := name_item(line, "decision")).item, named.rest
    if not item.is_meeting:
        raise NotUnderstood(_("{key} is no meeting: only meetings decide.").format(key=item.key))
    point = point_numbered(line, item, tokens[0].text) if tokens else None
    tokens = tokens[1:] if point is not None and len(tokens) > 1 else tokens
    if not tokens:
        raise NotUnderstood(
            _("What was decided? `decision {key} The template is adopted`").format(key=item.key),
            words=(f"agenda {item.key}",),
        )
    return AddDecision(item.id, point.id if point is not None else None, _text(line, tokens))


def _text(line: Line, tokens: Sequence[Token]) -> str:
    text = note_of(line, tokens)
    if text is None:
        raise NotUnderstood(
            _("What is to be done, or was decided? Say it in a few words."), words=("help action",)
        )
    return text


def read_actions(line: Line) -> Request:
    """The actions that are open, mine, overdue, or of an agency."""
    line.caller.require_reading()
    if not line.tokens:
        return Actions()
    word = fold(typed(line.tokens)).strip("?!.")
    if word in ("mine", "my", "me", "for me", "les miennes", "moi"):
        return Actions("mine")
    if word in ("overdue", "late", "en retard"):
        return Actions("overdue")
    if word in ("all", "open"):
        return Actions()
    tokens = [one for one in line.tokens if fold(one.text) not in ("of", "for", "by", "de")]
    owner, left = owner_named(line, tokens)
    if owner is None or left or owner.startswith("<@"):
        raise NotUnderstood(
            _(
                "Say `actions`, `actions mine`, `actions overdue`, or `actions UNEP` with an agency of the"
                " group."
            ),
            words=("actions", "actions mine", "actions overdue"),
        )
    return Actions("agency", owner)


COMMANDS = (
    Command(
        name="action",
        usage="action [KEY [POINT]] @WHO|AGENCY WHAT [by WHEN]",
        summary=N_("who does what by when, out of a meeting; action A34 to @u or by WHEN changes one"),
        example="action IMG-M6 UNEP send the list of data sets by 3 November",
        handle=read_action,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams, the note-taker of the meeting"),
    ),
    Command(
        name="actions",
        usage="actions [mine|overdue|AGENCY]",
        summary=N_("the actions that are open, yours, overdue, or of an agency"),
        example="actions mine",
        handle=read_actions,
        section=N_("Meetings"),
        roles=N_("everybody in the group's channels"),
        aliases=("open actions", "my actions"),
    ),
    Command(
        name="decision",
        usage="decision [KEY [POINT]] WHAT",
        summary=N_("what a meeting decided, numbered in the group"),
        example="decision IMG-M6 2 The template is adopted",
        handle=read_decision,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams, the note-taker of the meeting"),
        aliases=("decided",),
    ),
    Command(
        name="done",
        usage='done KEY|A34 ["note"]',
        summary=N_("an item or an action is finished; a meeting was held"),
        example="done WS1-D1",
        handle=read_done_of,
        section=N_("Update"),
        roles=N_("coordinator, leads in their streams, owners"),
        aliases=("finished", "complete", "completed", "held", "terminer", "fini", "fait"),
    ),
    Command(
        name="drop",
        usage='drop KEY|A34 ["why"]',
        summary=N_("an item or an action will not be done; with KEY alone, a form"),
        example='drop IMG-D2 "taken over by another group"',
        handle=read_drop_of,
        section=N_("Plan"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("delete", "remove"),
    ),
)
