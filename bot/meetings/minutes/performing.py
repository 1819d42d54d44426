"""Changing minutes: each function is the rule and the rows of one act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.dates.wall_time import local
from bot.meetings.agenda.rules import series_of
from bot.meetings.lineage import MINUTES, agenda_changes
from bot.meetings.minutes import store
from bot.meetings.minutes.acts import (
    AddAddendum,
    AdoptMinutes,
    CirculateMinutes,
    NameNoteTaker,
    NotePoint,
    ShowMinutes,
)
from bot.meetings.minutes.notices import tell_of_adoption, tell_of_round
from bot.meetings.minutes.rights import need_of_minutes
from bot.meetings.minutes.rules import (
    SILENCE_WORKING_DAYS,
    MinutesChanged,
    MinutesState,
    state_of,
)
from bot.plan.performing.changing import item_with_id
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan
from bot.plan.store.agendas import points_of
from bot.plan.store.plans import items_of

LONGEST_NOTE = 6000
MinutesAct = NotePoint | NameNoteTaker | CirculateMinutes | AdoptMinutes | AddAddendum


def load_meeting(act: MinutesAct, edit: Edit) -> Item:
    """The meeting of minutes.

    Raises:
        UserError: there is none such, or it is no meeting.
    """
    item = item_with_id(act.item_id, edit)
    if not item.is_meeting:
        raise UserError(_("{key} is no meeting: only meetings have minutes.").format(key=item.key))
    return item


def need_to_write(_act: MinutesAct, item: Item, edit: Edit) -> Need:
    """Whoever may plan the meeting, and its note-taker."""
    return need_of_minutes(edit, item)


def need_to_plan(_act: NameNoteTaker, item: Item, _edit: Edit) -> Need:
    """Whoever may plan the meeting names its note-taker."""
    return Need(Right.PLAN, item)


@contextmanager
def minutes_changes(edit: Edit, item: Item, action: str, note: str | None = None) -> Iterator[None]:
    """Change the minutes of a meeting, and write what changed into their history."""
    before = store.held_of(edit.session, item.id)
    yield
    edit.session.flush()
    after = store.held_of(edit.session, item.id)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        row = store.row_of(edit.session, item.id)
        row.version = (row.version or 0) + 1
        edit.session.flush()
        old = {name: before[name] for name in changed}
        new = {name: after[name] for name in changed}
        edit.record(MINUTES, item.id, item.key, action, old, new, version=row.version, note=note)
        edit.redraw(MINUTES, item.id)


def outcome(
    edit: Edit, item: Item, told: str, text: str | None = None, *, same: bool = False
) -> MinutesChanged:
    """What an act came to."""
    record = store.record_of(edit.session, item.id)
    return MinutesChanged(edit.facts.group, item, told, record, text, same)


def noted_already(act: NotePoint, edit: Edit, item: Item) -> MinutesChanged | None:
    """That the last note of the point says so."""
    last = _note_of(act, edit, item)
    is_same = bool(act.text.strip()) and (last or "").split("\n")[-1] == act.text.strip()
    return outcome(edit, item, "noted", act.text, same=True) if is_same else None


def _note_of(act: NotePoint, edit: Edit, item: Item) -> str | None:
    if act.point_id is None:
        return store.record_of(edit.session, item.id).note
    return next((row.note for row in points_of(edit.session, item.id) if row.id == act.point_id), None)


def note_point(act: NotePoint, edit: Edit, item: Item) -> MinutesChanged:
    """Add a line to the note of a point, or to what the minutes say beside the points.

    Raises:
        UserError: it says nothing, is too long, there is no such point, or the minutes are adopted.
    """
    text = act.text.strip()
    if not text:
        raise UserError(_("What is the note? `note {key} 2 TEXT`").format(key=item.key))
    note = "\n".join(filter(None, (_note_of(act, edit, item), text)))
    if len(note) > LONGEST_NOTE:
        raise UserError(_("The note of one point holds {most} characters.").format(most=LONGEST_NOTE))
    _require_not_adopted(edit, item)
    if act.point_id is None:
        with minutes_changes(edit, item, "note"):
            store.row_of(edit.session, item.id).note = note
        return outcome(edit, item, "noted", text)
    with agenda_changes(edit, item.id, "note") as rows:
        row = next((row for row in rows if row.id == act.point_id), None)
        if row is None:
            raise UserError(_("{key} has no such point.").format(key=item.key))
        row.note = note
    return outcome(edit, item, "noted", text)


def _require_not_adopted(edit: Edit, item: Item) -> None:
    record = store.record_of(edit.session, item.id)
    if state_of(record, edit.facts.rules.days, edit.group.zone, edit.now) is MinutesState.ADOPTED:
        raise UserError(
            _(
                "The minutes of {key} are adopted and stay as they are. A correction is an addendum:"
                " `minutes {key} addendum TEXT`."
            ).format(key=item.key),
            offers=(ShowMinutes(item.id),),
        )


def named_already(act: NameNoteTaker, edit: Edit, item: Item) -> MinutesChanged | None:
    """That they are."""
    held = store.held_of(edit.session, item.id)
    return outcome(edit, item, "taker", act.user, same=True) if held["note_taker"] == act.user else None


def name_note_taker(act: NameNoteTaker, edit: Edit, item: Item) -> MinutesChanged:
    """Let somebody write the minutes; without a person, nobody but who leads the meeting.

    Raises:
        UserError: they are not on the roster.
    """
    with minutes_changes(edit, item, "note-taker"):
        row = store.row_of(edit.session, item.id)
        row.note_taker_id = _person_id(edit, act.user)
    return outcome(edit, item, "taker", act.user)


def _person_id(edit: Edit, user: str | None) -> int | None:
    if user is None:
        return None
    known = [one.id for one in edit.facts.roster.people.values() if f"<@{one.user_id}>" == user]
    if not known or edit.facts.standing_of(known[0]).is_observer:
        raise UserError(
            _("{person} is not on the roster of this group, so they cannot take notes.").format(person=user)
        )
    return known[0]


def circulated_already(act: CirculateMinutes, edit: Edit, item: Item) -> MinutesChanged | None:
    """That they are circulated with that day."""
    record = store.record_of(edit.session, item.id)
    is_same = record.state is MinutesState.CIRCULATED and act.until in (None, record.comments_until)
    return outcome(edit, item, "circulated", same=True) if is_same else None


def circulate_minutes(act: CirculateMinutes, edit: Edit, item: Item) -> MinutesChanged:
    """Send the minutes round; sent round again, they wait for comments anew.

    Raises:
        UserError: the meeting has not been, the day is over, or the minutes are adopted.
    """
    start = item.when.starts_at(edit.group.zone)
    if item.status is not Status.HELD and (start is None or start > edit.now):
        raise UserError(
            _("{key} has not begun yet, so it has no minutes to send round.").format(key=item.key)
        )
    _require_not_adopted(edit, item)
    today = local(edit.now, edit.group.zone).date()
    until = act.until or edit.facts.rules.days.add(today, SILENCE_WORKING_DAYS)
    if until < today:
        raise UserError(_("The day for comments lies in the past."))
    with minutes_changes(edit, item, "circulate"):
        row = store.row_of(edit.session, item.id)
        row.state, row.comments_until = MinutesState.CIRCULATED.value, until
        row.circulated_at = edit.now
    tell_of_round(edit, item)
    return outcome(edit, item, "circulated")


def adopted_already(_act: AdoptMinutes, edit: Edit, item: Item) -> MinutesChanged | None:
    """That they are."""
    record = store.record_of(edit.session, item.id)
    is_adopted = state_of(record, edit.facts.rules.days, edit.group.zone, edit.now) is MinutesState.ADOPTED
    return outcome(edit, item, "adopted", same=True) if is_adopted else None


def adopt_minutes(_act: AdoptMinutes, edit: Edit, item: Item) -> MinutesChanged:
    """Call minutes adopted.

    Raises:
        UserError: nobody could have read them: they were not sent round.
    """
    if store.record_of(edit.session, item.id).state is not MinutesState.CIRCULATED:
        raise UserError(
            _("The minutes of {key} were not sent round yet, so nobody could read them.").format(
                key=item.key
            ),
            offers=(CirculateMinutes(item.id),),
        )
    adopt(edit, item, None)
    return outcome(edit, item, "adopted")


def adopt(edit: Edit, item: Item, by: Item | None) -> None:
    """Store that minutes are adopted, by a meeting or otherwise."""
    with minutes_changes(edit, item, "adopt"):
        row = store.row_of(edit.session, item.id)
        row.state, row.adopted_at = MinutesState.ADOPTED.value, edit.now
        row.adopted_by_id = by.id if by is not None else None
    tell_of_adoption(edit, item)


def adopt_last(edit: Edit, item: Item) -> Item | None:
    """A meeting has dealt with the minutes of the one before: they are adopted; None where there are none."""
    plan = Plan(tuple(items_of(edit.session, edit.group.id)))
    before = [one for one in series_of(plan, item) if one.sort_key() < item.sort_key()]
    for last in reversed(before):
        record = store.record_of(edit.session, last.id)
        if record.state is MinutesState.CIRCULATED:
            adopt(edit, last, item)
            return last
        if last.status is Status.HELD:
            return None
    return None


def set_note_taker(edit: Edit, item_id: int, user: str | None) -> None:
    """Write the note-taker that an older entry of the history names, where they are still known."""
    row = store.row_of(edit.session, item_id)
    people = {f"<@{one.user_id}>": one.id for one in edit.facts.roster.people.values()}
    row.note_taker_id = people.get(user or "")
