"""Documents in the database: those that wait, and those that were imported."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.work import Work
from bot.documents.answers import OF_ONE_PLAN
from bot.documents.tables import Import, ImportDraft

KEPT_FOR = timedelta(days=7)


def keep_draft(work: Work, person_id: int | None, file_name: str, content: bytes, now: datetime) -> int:
    """Store a document until it is imported; returns its number."""
    with work.database.writing() as session:
        draft = ImportDraft(
            person_id=person_id, until=now + KEPT_FOR, file_name=file_name[:200], content=content
        )
        session.add(draft)
        session.flush()
        return draft.id


def draft_of(session: Session, draft_id: int, person_id: int | None, now: datetime) -> ImportDraft:
    """A document that waits, for whoever gave it.

    Raises:
        UserError: it was somebody else's, or its time has passed.
    """
    draft = session.get(ImportDraft, draft_id)
    if draft is None or draft.person_id != person_id or draft.until <= now:
        raise UserError(_("I do not have that document any more. Please give it to me again."))
    return draft


def waiting_of(session: Session, person_id: int, now: datetime) -> ImportDraft | None:
    """The document that somebody gave last, if it is not imported yet."""
    own = (ImportDraft.person_id == person_id, ImportDraft.until > now, ImportDraft.import_id.is_(None))
    return session.scalar(select(ImportDraft).where(*own).order_by(ImportDraft.id.desc()).limit(1))


def content_of(draft: ImportDraft) -> bytes:
    """The document itself.

    Raises:
        UserError: it was imported, and is kept no longer.
    """
    if draft.import_id is not None:
        raise UserError(_("That document was imported already. Give it to me again to see what it changes."))
    return draft.content


def forget_drafts(work: Work, now: datetime) -> int:
    """Drop the documents whose time has passed; returns how many."""
    with work.database.writing() as session:
        gone = session.scalars(delete(ImportDraft).where(ImportDraft.until <= now).returning(ImportDraft.id))
        return len(gone.all())


def last_import(session: Session, group_id: int, *, undone: tuple[int, ...] = ()) -> Import | None:
    """The newest import of a group that was not undone."""
    statement = select(Import).where(Import.group_id == group_id).order_by(Import.id.desc())
    return next((one for one in session.scalars(statement) if one.act_id not in undone), None)


def answers_of(session: Session, group_id: int, file_name: str) -> dict[str, str]:
    """What was said to the questions of the last document: it holds for the next one.

    Its year and its start hold for that document alone: next year's plan has another name, or says so.
    """
    last = last_import(session, group_id)
    if last is None:
        return {}
    is_same = last.file_name == file_name
    return {
        cause: said for cause, said in (last.answers or {}).items() if is_same or cause not in OF_ONE_PLAN
    }
