"""Forms about items, filled in with what stands there when they are opened."""

from __future__ import annotations

import json
from typing import Any

from bot.core.registry import Looking
from bot.core.requests import Basis
from bot.plan.acts import Cancel, SetDate, SetStatus
from bot.plan.forms.edit_form import build_edit_form
from bot.plan.forms.item_forms import (
    build_add_form,
    build_cancel_form,
    build_date_form,
    build_status_form,
)
from bot.plan.looks import AddForm, CancelForm, DateForm, EditForm, StatusForm
from bot.plan.rules.plan import Needs, Plan
from bot.plan.rules.upcoming import today_in
from bot.plan.showing import item_of

View = dict[str, Any]
MOST_ZONES = 20


def _carry(looking: Looking, basis: Basis | None = None) -> dict[str, Any]:
    """What a form brings back beside itself: its channel, and what its act is decided on."""
    carried = {"channel": looking.caller.channel_id}
    return carried if basis is None else {**carried, "basis": json.dumps(list(basis))}


def open_status_form(form: StatusForm, looking: Looking) -> View:
    """How an item stands, to be changed."""
    item = item_of(looking, form.item_id)
    group = looking.snapshot.facts.group
    return build_status_form(form, group, item, _carry(looking, SetStatus.basis_of(item)))


def open_date_form(form: DateForm, looking: Looking) -> View:
    """The date of an item, to be set or moved."""
    item, facts = item_of(looking, form.item_id), looking.snapshot.facts
    zones = sorted({contact.zone for contact in facts.roster.people.values() if contact.zone})
    return build_date_form(
        form,
        facts.group,
        item,
        today_in(facts.group.zone, looking.now),
        zones=zones[:MOST_ZONES],
        carry=_carry(looking, SetDate.basis_of(item)),
    )


def open_cancel_form(form: CancelForm, looking: Looking) -> View:
    """Why a meeting is cancelled, or an item dropped."""
    item = item_of(looking, form.item_id)
    group = looking.snapshot.facts.group
    return build_cancel_form(form, group, item, _carry(looking, Cancel.basis_of(item)))


def open_edit_form(form: EditForm, looking: Looking) -> View:
    """The details of an item, to be changed."""
    item, facts, plan = item_of(looking, form.item_id), looking.snapshot.facts, looking.snapshot[Plan]
    owner = facts.roster.people.get(item.owner_id or 0)
    return build_edit_form(
        form,
        facts.group,
        item,
        owner=owner.user_id if owner else None,
        agencies=sorted(facts.roster.representatives),
        needs=[needed.key for needed, _inferred in looking.snapshot[Needs].of(item.id, plan)],
        carry=_carry(looking),
    )


def open_add_form(form: AddForm, looking: Looking) -> View:
    """A new item."""
    group = looking.snapshot.facts.group
    return build_add_form(form, group, today_in(group.zone, looking.now), _carry(looking))
