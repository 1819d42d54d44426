"""What looks at the plan and its forms are called on a button: short plain text, not yet escaped."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.people import Reader
from bot.core.snapshot import Snapshot
from bot.dates.texts import when_words
from bot.plan.looks import (
    AddForm,
    CancelForm,
    DateForm,
    EditForm,
    History,
    Next,
    Show,
    StatusForm,
    WhatIf,
    WholePlan,
)
from bot.plan.rules.items import Kind
from bot.plan.texts.scopes import scope_words
from bot.plan.texts.sentences import item_of

_ADD = {
    Kind.MEETING: N_("Add a meeting"),
    Kind.DELIVERABLE: N_("Add a deliverable"),
    Kind.SUBMISSION: N_("Add a submission"),
    Kind.ACTIVITY: N_("Add an activity"),
    Kind.CLOSURE: N_("Add a closure"),
}


def _key(snapshot: Snapshot, item_id: int) -> str:
    item = item_of(snapshot, item_id)
    return item.key if item is not None else "?"


def label_next(look: Next, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``What is next``, ``Next in WS1``."""
    scope = scope_words(look.scope, None)
    return _("Next {scope}").format(scope=scope) if scope else _("What is next")


def label_plan(look: WholePlan, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Whole plan``, ``Plan in WS1``; a further page by its number."""
    if look.page > 1:
        return _("Page {number}").format(number=look.page)
    scope = scope_words(look.scope, None)
    return _("Plan {scope}").format(scope=scope) if scope else _("Whole plan")


def label_show(look: Show, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``WS1-D1``."""
    return _key(snapshot, look.item_id)


def label_history(look: History, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``History of WS1-D1``."""
    return _("History of {item}").format(item=_key(snapshot, look.item_id))


def label_whatif(look: WhatIf, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``If WS1-D1 moved to June 2018``."""
    when = when_words(look.when, snapshot.facts.group.zone)
    return _("If {item} moved to {when}").format(item=_key(snapshot, look.item_id), when=when)


def label_status_form(form: StatusForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Change status of WS1-D1``."""
    return _("Change status of {item}").format(item=_key(snapshot, form.item_id))


def label_date_form(form: DateForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Set a date for WS1-M2``, ``Move WS1-D1``."""
    told = _("Move {item}") if form.is_move else _("Set a date for {item}")
    return told.format(item=_key(snapshot, form.item_id))


def label_cancel_form(form: CancelForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Cancel WS1-M2``; what is no meeting is dropped."""
    item = item_of(snapshot, form.item_id)
    told = _("Drop {item}") if item is not None and not item.is_meeting else _("Cancel {item}")
    return told.format(item=_key(snapshot, form.item_id))


def label_edit_form(form: EditForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Edit WS1-D1``."""
    return _("Edit {item}").format(item=_key(snapshot, form.item_id))


def label_add_form(form: AddForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Add a meeting``."""
    return _(_ADD[form.kind])
