"""Importing a document that waits, and taking an import back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.caller import Caller
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _, ngettext
from bot.core.perform import perform
from bot.core.requests import Act, Basis
from bot.core.rights import Need, Right
from bot.core.work import Work
from bot.documents import store
from bot.documents.acts import ImportPlan
from bot.documents.drafting import Answers, ImportResult, read_draft
from bot.documents.importing import against, write
from bot.documents.tables import Import, ImportDraft
from bot.reminders.reminding import begin_reminders, past_items


@dataclass(frozen=True)
class Loaded:
    """A document that waits, and what it would change; None where it was imported."""

    draft: ImportDraft
    result: ImportResult | None


@dataclass(frozen=True)
class Imported:
    """What an import came to; `counts` say how many items were added, changed, gone and the same."""

    file_name: str
    counts: dict[str, int]
    result: ImportResult | None = None
    reminders_on: bool = False

    @property
    def is_same(self) -> bool:
        """Whether it had been imported before."""
        return self.result is None


def read_for(
    session: Session, group: GroupView, content: bytes, file_name: str, answers: Answers
) -> ImportResult:
    """A document against a group's plan: with these answers, and those to the questions of the last one.

    Raises:
        UserError: it is no plan.
    """
    known = store.answers_of(session, group.id, file_name)
    read = read_draft(
        content, file_name, label=group.label, zone=group.zone, streams=group.labels, answers=answers
    )
    asked = {question.cause for question in read.draft.questions} - dict(answers).keys()
    held = {cause: said for cause, said in known.items() if cause in asked}
    if held:
        both = tuple(sorted({**held, **dict(answers)}.items()))
        read = read_draft(
            content, file_name, label=group.label, zone=group.zone, streams=group.labels, answers=both
        )
    return against(session, group, read)


def load_draft(act: ImportPlan, edit: Edit) -> Loaded:
    """The document and what it would change now.

    Raises:
        UserError: it waits no longer, or is another one's.
    """
    edit.caller.require(Need(Right.GOVERN))
    draft = store.draft_of(edit.session, act.draft_id, edit.caller.person_id, edit.now)
    if draft.import_id is not None:
        return Loaded(draft, None)
    group = edit.facts.group
    return Loaded(draft, read_for(edit.session, group, draft.content, draft.file_name, act.answers))


def need_govern(_act: Act, _loaded: object, _edit: Edit) -> Need:
    """A plan is read in by the coordinator."""
    return Need(Right.GOVERN)


def basis_of(loaded: Loaded) -> Basis:
    """The difference that was shown."""
    return (loaded.result.seal,) if loaded.result is not None else ()


def name_of(loaded: Loaded) -> str:
    """The name of the document."""
    return loaded.draft.file_name


def state_of(_edit: Edit, loaded: Loaded) -> str:
    """What importing it would change by now."""
    result = loaded.result
    assert result is not None
    return _("importing it would now add {added}, change {changed}").format(
        added=result.count("added"), changed=result.count("changed")
    )


def imported_already(_act: ImportPlan, edit: Edit, loaded: Loaded) -> Imported | None:
    """That the same document was imported before.

    Raises:
        UserError: that import was taken back.
    """
    if loaded.draft.import_id is None:
        return None
    row = edit.session.get_one(Import, loaded.draft.import_id)
    if row.act_id is not None and history.undone_ids(edit.session, {row.act_id}):
        raise UserError(_("That import was taken back. To have it again, give me the document again."))
    return Imported(row.file_name, row.counts)


def import_plan(act: ImportPlan, edit: Edit, loaded: Loaded) -> Imported:
    """Bring the plan in line with the document.

    Raises:
        UserError: it lacks so much of the plan that it seems to be another one.
    """
    draft, final = loaded.draft, loaded.result
    if final is None:
        raise UserError(_("That document was imported already."))
    if final.takes_away_much and not act.replaces:
        raise UserError(refusal_of(final), offers=(replace(act, replaces=True, basis=(final.seal,)),))
    write(edit, final, replaces=act.replaces)
    counts = {kind: final.count(kind) for kind in ("added", "changed", "gone", "same")}
    _note(act, edit, draft, final, counts)
    group, session = edit.group, edit.session
    if act.starts_reminders and group.reminders_started_at is None and final.draft.items:
        session.flush()
        begin_reminders(edit.work, session, group.id, edit.now)
        edit.untouch()
        edit.audit("start-reminders", group.label, None)
    session.flush()
    past = tuple(past_items(session, edit.facts.group, edit.now))
    return Imported(
        draft.file_name, counts, replace(final, past=past), group.reminders_started_at is not None
    )


def refusal_of(result: ImportResult) -> str:
    """Why a document is not taken for a newer version of the plan."""
    return ngettext(
        "The plan has {count} open item, and the document holds {shared} of it. It seems to be another plan,"
        " so nothing was written.",
        "The plan has {count} open items, and the document holds {shared} of them. It seems to be another"
        " plan, so nothing was written.",
        result.open_before,
    ).format(count=result.open_before, shared=result.shared)


def _note(
    act: ImportPlan, edit: Edit, draft: ImportDraft, final: ImportResult, counts: dict[str, int]
) -> None:
    """Remember that the document was read, if that is news; what is gone stays gone and is none."""
    changed = [d.key for d in final.differences if d.change != "same"]
    digest = hashlib.sha256(draft.content).hexdigest()
    last = store.last_import(edit.session, edit.group.id)
    is_news = last is None or last.sha256 != digest or counts["added"] + counts["changed"] > 0 or act.replaces
    if changed and is_news:
        row = Import(
            group_id=edit.group.id,
            at=edit.now,
            actor=edit.actor,
            file_name=draft.file_name,
            sha256=digest,
            counts=counts,
            questions=[[q.key, q.about, q.text] for q in final.draft.questions],
            act_id=edit.entry.id if edit.entry is not None else None,
            answers=dict(final.answers),
            document=draft.content if draft.file_name.lower().endswith(".docx") else None,
        )
        edit.session.add(row)
        edit.session.flush()
        draft.import_id, draft.content = row.id, b""
        edit.audit("import", draft.file_name, [digest, changed])
    if draft.person_id is None:  # the command line's waits for nobody
        edit.session.delete(draft)


def import_document(
    work: Work, caller: Caller, result: ImportResult, content: bytes, file_name: str, now: datetime,
    *, start_reminders: bool, replaces: bool = False,
) -> ImportResult:  # fmt: skip
    """Import a document at once, as the command line does.

    Args:
        work: the database and all features.
        caller: who imports it.
        result: what was shown of it.
        content: the document.
        file_name: its name.
        now: when.
        start_reminders: whether reminders begin, for what lies ahead.
        replaces: whether what the document has no longer leaves the plan.

    Raises:
        UserError: no right, or the document seems to be another plan.
    """
    caller.require(Need(Right.GOVERN))
    draft_id = store.keep_draft(work, caller.person_id, file_name, content, now)
    act = ImportPlan(draft_id, result.answers, replaces, start_reminders)
    done = perform(act, caller, now, work)
    assert isinstance(done.result, Imported)
    return done.result.result or result
