"""Carrying an act out: the one place where rights are judged, in the transaction of the act itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.core.caller import Caller
from bot.core.codec import encode
from bot.core.edit import Edit, editing
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.plain_text import cleaned
from bot.core.registry import ActKind, Done
from bot.core.requests import Act
from bot.core.rights import Need
from bot.core.work import Work

A = TypeVar("A", bound=Act)
UNDO_FOR = timedelta(minutes=10)


def perform(act: A, caller: Caller, now: datetime, work: Work) -> Done[A]:
    """Do what an act says, all of it or nothing, in one transaction.

    Raises:
        UserError: the caller may not, the act was decided on what no longer holds, or a rule refuses it.
        AlreadyDone: the caller's request has had its effect before.
    """
    act = cleaned(act)
    with editing(work, caller, now) as edit:
        return carry_out(act, edit)


def carry_out(act: A, edit: Edit) -> Done[A]:
    """The same inside a transaction that is open, as when a proposal is accepted."""
    kind: ActKind[A] = edit.registry.acts[type(act)]
    subject = kind.load(act, edit)
    needed = kind.need(act, subject, edit)
    for need in (needed,) if isinstance(needed, Need) else needed:
        edit.caller.require(need, kind.name_of(subject), act if kind.can_be_proposed else None)
    if (same := kind.already(act, edit, subject)) is not None:
        return Done(act, edit.group.id, same, edit.now, edit.registry)
    _require_basis(kind, act, edit, subject)
    edit.name, edit.value = act.NAME, encode(act, edit.group.id)
    result = kind.carry_out(act, edit, subject)
    edit.work.means.after_act(edit, act)
    edit.session.flush()
    entry = edit.entry
    return Done(
        act,
        edit.group.id,
        result,
        edit.now,
        edit.registry,
        act_id=entry.id if entry is not None else None,
        undo_until=edit.now + UNDO_FOR if entry is not None and not kind.no_undo else None,
    )


def _require_basis(kind: ActKind[A], act: A, edit: Edit, subject: Any) -> None:  # noqa: ANN401
    """Refuse an act that was decided on something else than what is there now, and offer it anew."""
    if act.basis is None or act.basis == (basis := kind.basis(subject)):
        return
    text = _("{what} has changed since that was shown: {state}. Nothing was done.")
    raise UserError(
        text.format(what=kind.name_of(subject), state=kind.state(edit, subject)),
        offers=(replace(act, basis=basis),),
    )
