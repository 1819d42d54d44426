"""Taking an import back, as far as nobody has changed its items since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core import history
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.core.tables import ActEntry, Change
from bot.documents import store
from bot.documents.acts import UndoImport
from bot.documents.tables import Import

UNDO_IMPORT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class TakenBack:
    """An import that was undone: how many items went back, and the keys of those that were left alone."""

    file_name: str
    count: int
    left: tuple[str, ...]


def load_import(act: UndoImport, edit: Edit) -> tuple[Import, ActEntry]:
    """The last import that was not undone, or the one that is named.

    Raises:
        UserError: there is none within 30 days, or it was undone already.
    """
    edit.caller.require(Need(Right.GOVERN))
    wanted = act.act_id
    if wanted is None:
        last = store.last_import(edit.session, edit.group.id, undone=_undone(edit))
        wanted = last.act_id if last is not None else None
    entry = history.act_by_id(edit.session, edit.group.id, wanted) if wanted is not None else None
    row = edit.session.scalar(select(Import).where(Import.act_id == wanted)) if entry is not None else None
    if entry is None or row is None or entry.at <= edit.now - UNDO_IMPORT_FOR:
        raise UserError(_("There is no import of the last 30 days to take back."))
    if entry.id in _undone(edit):
        raise UserError(_("That import was taken back already."))
    return row, entry


def _undone(edit: Edit) -> tuple[int, ...]:
    ids = select(Import.act_id).where(Import.group_id == edit.group.id, Import.act_id.is_not(None))
    known = {act_id for act_id in edit.session.scalars(ids) if act_id is not None}
    return tuple(history.undone_ids(edit.session, known))


def undo_import(_act: UndoImport, edit: Edit, loaded: tuple[Import, ActEntry]) -> TakenBack:
    """Write the values of before the import, except of items that somebody has changed since."""
    row, entry = loaded
    edit.undoes = entry
    changes = history.changes_of_act(edit.session, entry.id)
    newest = _newest(edit.session, entry.id)
    left: list[str] = []
    count = 0
    for change in reversed(changes):
        kind = edit.registry.subjects[change.subject]
        if newest[change.subject, change.subject_id] != change.id:
            left.append(kind.name_of(edit, change))
            continue
        kind.reverse(edit, change)
        count += 1
    if not count:
        raise UserError(_("All that this import brought was changed since, so it stays."))
    return TakenBack(row.file_name, count, tuple(reversed(left)))


def _newest(session: Session, act_id: int) -> dict[tuple[str, int], int]:
    """The last entry of the history of all that an act has changed."""
    touched = select(Change.subject, Change.subject_id).where(Change.act_id == act_id).subquery()
    same = (Change.subject == touched.c.subject) & (Change.subject_id == touched.c.subject_id)
    found = session.execute(
        select(Change.subject, Change.subject_id, func.max(Change.id))
        .join(touched, same)
        .group_by(Change.subject, Change.subject_id)
    )
    return {(subject, subject_id): newest for subject, subject_id, newest in found}
