"""What is shown of dates of other bodies, and the form that asks for one."""

from __future__ import annotations

import json
from typing import Any

from bot.core import history
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.dates.when import NO_DATE
from bot.meetings.anchors.acts import AnchorForm, AnchorWhatIf, SetAnchor, ShowAnchors
from bot.meetings.anchors.notices import hanging_on
from bot.meetings.anchors.texts import build_anchor_if, build_anchors
from bot.meetings.anchors.views import AnchorIf, AnchorsView
from bot.plan.forms.item_forms import metadata, when_fields
from bot.plan.rules.anchors import Anchor, Anchors
from bot.plan.rules.plan import Needs, Plan
from bot.plan.rules.squeeze import moved_with, squeezed_by
from bot.plan.rules.upcoming import today_in
from bot.plan.tables import AnchorRow
from bot.plan.texts.counting import anchor_words
from bot.slack.blocks import section
from bot.slack.inputs import field, form, text_input
from bot.slack.message import Message
from bot.slack.submitted import FieldError, Submitted, when_of


def anchor_of(looking: Looking, anchor_id: int) -> Anchor:
    """An anchor of the group.

    Raises:
        UserError: it is not there any more.
    """
    looking.caller.require_reading()
    found = looking.snapshot[Anchors].by_id.get(anchor_id)
    if found is None:
        raise UserError(_("That date is not there any more."), offers=(ShowAnchors(),))
    return found


def show_anchors(_look: ShowAnchors, looking: Looking) -> Message:
    """All anchors, with what hangs on them."""
    looking.caller.require_reading()
    anchors, plan = looking.snapshot[Anchors], looking.snapshot[Plan]
    view = AnchorsView(
        looking.snapshot.facts.group,
        looking.now,
        anchors.all,
        {anchor.key: hanging_on(plan, anchor.key) for anchor in anchors.all},
        _moves(looking),
    )
    return build_anchors(view, looking.reader, shared_by=looking.shared_by)


def _moves(looking: Looking) -> dict[int, int]:
    """How often each anchor was moved; what was taken back is no move."""
    group_id = looking.snapshot.facts.group.id
    entries = history.changes_of_group(looking.session, group_id, AnchorRow.__tablename__)
    undone = history.undone_ids(looking.session, {entry.act_id for entry in entries})
    found: dict[int, int] = {}
    for entry in entries:
        is_move = "date" in entry.before and entry.before.get("removed") is not True
        if is_move and entry.act_id not in undone and entry.act.undoes_id is None:
            found[entry.subject_id] = found.get(entry.subject_id, 0) + 1
    return found


def show_anchor_if(look: AnchorWhatIf, looking: Looking) -> Message:
    """What would follow an anchor to another date, and what that would squeeze."""
    anchor, facts, plan = anchor_of(looking, look.anchor_id), looking.snapshot.facts, looking.snapshot[Plan]
    moved = moved_with(plan, anchor.key, look.when)
    pairs = sorted(
        ((plan.by_id[one], after) for one, after in moved.items()), key=lambda pair: pair[1].sort_key()
    )
    today = today_in(facts.group.zone, looking.now)
    squeezed = squeezed_by(plan, looking.snapshot[Needs], moved, today, facts.rules.days)
    return build_anchor_if(
        AnchorIf(facts.group, anchor, look.when, looking.now, tuple(pairs), squeezed), look
    )


def need_to_set(_form: AnchorForm, _snapshot: Snapshot) -> Need:
    """The coordinator sets them."""
    return Need(Right.GOVERN)


def name_of_form(asked: AnchorForm, snapshot: Snapshot) -> str:
    """The anchor that a form is about."""
    known = snapshot[Anchors].by_id.get(asked.anchor_id or 0)
    return known.name if known is not None else ""


def open_anchor_form(asked: AnchorForm, looking: Looking) -> dict[str, Any]:
    """`name` of a new one, the date, and why one moves."""
    group = looking.snapshot.facts.group
    known = anchor_of(looking, asked.anchor_id) if asked.anchor_id is not None else None
    carry = {"channel": looking.caller.channel_id}
    blocks = []
    if known is None:
        name = text_input(asked.name, placeholder=_("24th SOM"), most=100)
        hint = _("A date of another body, on which items of the plan can hang.")
        blocks.append(field("name", _("What is it called?"), name, hint=hint))
    else:
        blocks.append(section(anchor_words(known, looking.now, group.zone)))
        carry["basis"] = json.dumps([known.version])
    blocks += when_fields(known.when if known is not None else NO_DATE, today_in(group.zone, looking.now))
    if known is not None:
        blocks.append(field("why", _("Why"), text_input(lines=True, most=500), optional=True))
    title = _("Move a date") if known is not None else _("A date")
    given = AnchorForm(asked.anchor_id)
    return form(asked.NAME, title, blocks, metadata(group, given, carry), _("Save"))


def read_anchor_form(asked: AnchorForm, given: Submitted, looking: Looking) -> Request:
    """The date that was given.

    Raises:
        FieldError: it has no name.
    """
    when = when_of(given, looking.snapshot.facts.group.zone)
    if asked.anchor_id is not None:
        return SetAnchor(when, asked.anchor_id, None, given.text("why"), basis=given.basis)
    name = given.text("name")
    if name is None:
        raise FieldError("name", _("What is it called?"))
    return SetAnchor(when, None, name)
