"""Taking back: one's own last act within ten minutes, or any entry of something's history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.core import history
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.perform import UNDO_FOR
from bot.core.registry import SubjectKind
from bot.core.requests import Act, Look
from bot.core.rights import Need
from bot.core.tables import ActEntry, Change
from bot.core.undo_acts import GroupHistory, Restore, Undo


def _kind_of(edit: Edit, change: Change) -> SubjectKind:
    return edit.registry.subjects[change.subject]


def load_last(act: Undo, edit: Edit) -> ActEntry:
    """The caller's own last act, if nothing that it changed was changed since.

    Raises:
        UserError: there is none, another one is meant, it is too old, or something was changed since.
    """
    if act.act_id is not None and history.act_by_id(edit.session, edit.group.id, act.act_id) is None:
        raise UserError(_("There is no such change."))
    final, since = edit.registry.final_names, edit.now - UNDO_FOR
    last = history.last_act_by(edit.session, edit.group.id, edit.actor, since, final)
    if last is None:
        raise UserError(
            _(
                "There is nothing of yours to undo: undo works for ten minutes."
                " Later, `history KEY` offers to restore an earlier state."
            ),
            offers=_histories(edit, act.act_id),
        )
    if act.act_id not in (None, last.id):
        raise UserError(
            _("That was not your last change, or it was undone already. Its history offers to restore."),
            offers=_histories(edit, act.act_id),
        )
    for change in history.changes_of_act(edit.session, last.id):
        later = history.last_change_of(edit.session, change.subject, change.subject_id)
        if later.id != change.id:
            raise _changed_since(edit, change, later)
    return last


def _changed_since(edit: Edit, change: Change, later: Change) -> UserError:
    kind = _kind_of(edit, change)
    name = kind.name_of(edit, change)
    if later.act.actor == edit.actor:
        text = _("Undo takes back one change. The history of {name} offers to restore earlier ones.")
        return UserError(text.format(name=name), offers=(_history(edit, change),))
    text = _("{who} has changed {name} since, so undo would take back more than yours.")
    who = edit.work.means.who(edit.session, later.act.actor)
    return UserError(text.format(who=who, name=name), offers=(_history(edit, change),))


def _history(edit: Edit, change: Change) -> Look:
    """The look at what else was changed: of the same thing, else of the group."""
    own = _kind_of(edit, change).history
    return own(change) if own is not None else GroupHistory()


def _histories(edit: Edit, act_id: int | None) -> tuple[Any, ...]:
    if act_id is None or not edit.caller.may_read():
        return ()
    changes = history.changes_of_act(edit.session, act_id)
    return tuple(dict.fromkeys(_history(edit, change) for change in changes[:3]))


def need_of_act(_act: Act, entry: ActEntry, edit: Edit) -> Iterable[Need]:
    """The rights that the changes of an act take, by the fields that go back."""
    for change in history.changes_of_act(edit.session, entry.id):
        yield _kind_of(edit, change).need(edit, change)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One entry that was taken back: of which kind of thing, and what came of it."""

    subject: str
    result: Any


def undo(_act: Undo, edit: Edit, entry: ActEntry) -> tuple[TakenBack, ...]:
    """Reverse an act, whatever it touched, last change first."""
    edit.undoes = entry
    changes = history.changes_of_act(edit.session, entry.id)
    return tuple(_reversed(edit, change) for change in reversed(changes))


def _reversed(edit: Edit, change: Change) -> TakenBack:
    return TakenBack(change.subject, _kind_of(edit, change).reverse(edit, change))


def load_change(act: Restore, edit: Edit) -> Change:
    """One entry of the group's history.

    Raises:
        UserError: there is no such entry.
    """
    change = history.change_by_id(edit.session, edit.group.id, act.change_id)
    if change is None:
        raise UserError(_("There is no such entry in this group's history."))
    return change


def need_of_change(_act: Restore, change: Change, edit: Edit) -> Need:
    """The right that it takes, by the fields that go back."""
    return _kind_of(edit, change).need(edit, change)


def restore(_act: Restore, edit: Edit, change: Change) -> tuple[TakenBack, ...]:
    """Bring something back to how it was before one entry of its history, as far as that entry goes."""
    edit.undoes = change.act
    return (_reversed(edit, change),)
