"""What people read of minutes."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import N_, _, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.dates.texts import day_words, when_words
from bot.meetings.actions.acts import ActionForm
from bot.meetings.actions.texts import decision_words
from bot.meetings.agenda.acts import SettleForm
from bot.meetings.agenda.texts import point_words
from bot.meetings.attendance.acts import AttendanceForm
from bot.meetings.attendance.texts import participants_words
from bot.meetings.minutes.acts import (
    AddAddendum,
    AdoptMinutes,
    CirculateForm,
    CirculateMinutes,
    NameNoteTaker,
    NotePoint,
    SaveForm,
    ShowMinutes,
)
from bot.meetings.minutes.paper import state_line
from bot.meetings.minutes.rules import MinutesChanged, MinutesState, MinutesView
from bot.plan.looks import Agenda
from bot.plan.rules.point_states import PointState
from bot.plan.texts.naming import item_plain, item_told, title_plain
from bot.plan.texts.sentences import item_of, item_words
from bot.slack.blocks import (
    Block,
    Element,
    Unit,
    actions,
    context,
    fit,
    header,
    paragraphs,
    press,
    section,
    share,
)
from bot.slack.escaping import one_line, paragraph, quoted, sentence
from bot.slack.message import Message, compose

TEXT, MOST_BUTTONS = 300, 5


def build_minutes(
    view: MinutesView,
    reader: Reader | None,
    look: ShowMinutes,
    *,
    may_write: bool = False,
    shared_by: str | None = None,
) -> Message:
    """The minutes of a meeting; without a `reader` they are for a channel."""
    item = view.item
    title = _("Minutes of {key} · {title}").format(key=item.key, title=title_plain(item))
    lines = [state_line(view)]
    if view.note_taker is not None and reader is not None:
        lines.append(_("Notes are taken by {person}").format(person=view.note_taker))
    if view.record.file_name:
        lines.append(_("The text is the file “{name}”").format(name=quoted(view.record.file_name, 100)))
    blocks: list[Block] = [header(title), section("\n".join(lines))]
    shown, left = fit(_parts(view, call=reader is not None), 40)
    blocks += shown
    if left:
        blocks.append(context(_("and more, too long to show here")))
    if reader is not None:
        blocks += actions(_buttons(view, look, may_write))
    elif shared_by is not None:
        blocks.append(context(_("Shared by {person}").format(person=f"<@{shared_by}>")))
    spoken = _("Minutes of {item}: {state}; {counts}")
    return compose(spoken.format(item=item_plain(item), state=state_line(view), counts=_counts(view)), blocks)


def _counts(view: MinutesView) -> str:
    points, decided, given = len(view.points), len(view.decisions), len(view.actions)
    return listing(
        (
            ngettext("{count} point", "{count} points", points).format(count=points),
            ngettext("{count} decision", "{count} decisions", decided).format(count=decided),
            ngettext("{count} action", "{count} actions", given).format(count=given),
        )
    )


def _parts(view: MinutesView, *, call: bool) -> list[Unit]:
    points = [line for at in range(len(view.points)) for line in _point_lines(view, at)]
    notes = [paragraph(view.record.note, 2000)] if view.record.note else []
    parts = [
        (_("Participants"), participants_words(view.participants)),
        (_("Points"), points),
        (_("Notes"), notes),
        (_("Decisions"), [f"• {decision_words(one)}" for one in view.decisions]),
        (_("Actions"), [_action_line(view, at) for at in range(len(view.actions))]),
        (_("Addenda"), [f"{one.number}. {quoted(one.note, 600)}" for one in view.record.addenda]),
    ]
    if view.following is not None:
        when = when_words(view.following.when, view.group.zone)
        parts.append((_("Next meeting"), [f"{item_told(view.following)} · {when}"]))
    units: list[Unit] = []
    for title, lines in parts:
        if lines:
            units += [[section(text)] for text in paragraphs([f"*{title}*", *lines])]
    return units


def _point_lines(view: MinutesView, at: int) -> list[str]:
    point = view.points[at]
    lines = [f"{at + 1}. {point_words(point)}"]
    if point.note:
        lines.append(paragraph(point.note, 1000))
    if point.state is PointState.CARRIED:
        lines.append(_("→ {where}").format(where=view.went_to.get(point.id, _("carried on"))))
    return lines


def _action_line(view: MinutesView, at: int) -> str:
    action = view.actions[at]
    parts = [f"• *{action.key}* {quoted(action.text, TEXT)}", quoted(view.owners.get(action.id, ""), 100)]
    if action.due is not None:
        parts.append(_("by {day}").format(day=day_words(action.due)))
    return " · ".join(part for part in parts if part)


def _buttons(view: MinutesView, look: ShowMinutes, may_write: bool) -> list[Element]:
    group_id, item = view.group.id, view.item
    row: list[Element] = []
    if may_write and view.state is not MinutesState.ADOPTED:
        if not view.participants:
            row.append(press(_("Attendance"), group_id, AttendanceForm(item.id)))
        if any(point.is_open for point in view.points):
            row.append(press(_("What became of the points"), group_id, SettleForm(item.id)))
        row.append(press(_("Add an action"), group_id, ActionForm(item.id)))
        if view.state is MinutesState.DRAFT:
            row.append(press(_("Send round"), group_id, CirculateForm(item.id), style="primary"))
        else:
            row.append(press(_("Adopted"), group_id, AdoptMinutes(item.id), style="primary"))
    return [*row[: MOST_BUTTONS - 1], share(_("Share to channel"), group_id, look)]


_SAME = {
    "noted": N_("That is in the minutes of {item} already."),
    "taker": N_("The note-taker of {item} is that already."),
    "circulated": N_("The minutes of {item} are sent round already, for comments until {day}."),
    "adopted": N_("The minutes of {item} are adopted already."),
    "addendum": N_("The minutes of {item} have that addendum already."),
}
_DONE = {
    "noted": N_("✔ Noted for {item}: “{text}”"),
    "taker": N_("✔ {text} takes the notes of {item}, and can write its minutes"),
    "no-taker": N_("✔ Nobody is named any more to take the notes of {item}"),
    "circulated": N_("✔ The minutes of {item} are sent round, for comments until {day}"),
    "adopted": N_("✔ The minutes of {item} are adopted"),
    "addendum": N_("✔ The minutes of {item} have addendum {number}: “{text}”"),
    "file": N_("✔ The file “{text}” is the text of the minutes of {item}"),
}


def build_minutes_changed(done: Done[Any], _reader: Reader | None = None) -> Message:
    """What was done to minutes, and the way back; `done.result` is `MinutesChanged`."""
    changed: MinutesChanged = done.result
    row = [press(_("Minutes"), changed.group.id, ShowMinutes(changed.item.id))]
    if changed.told == "noted":
        row.append(press(_("Agenda"), changed.group.id, Agenda(changed.item.id)))
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        row.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    shown = _told(changed, item_told(changed.item))
    return compose(_told(changed, item_plain(changed.item)), [section(shown), *actions(row)])


def _told(changed: MinutesChanged, name: str) -> str:
    key = "no-taker" if changed.told == "taker" and changed.text is None else changed.told
    until = changed.record.comments_until
    template = _SAME[changed.told] if changed.is_same else _DONE[key]
    text = sentence(changed.text or "", TEXT) if changed.told == "taker" else quoted(changed.text or "", TEXT)
    return _(template).format(
        item=name,
        text=text,
        day=day_words(until) if until is not None else "",
        number=changed.record.addenda[-1].number if changed.record.addenda else "",
    )


def say_note(act: NotePoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``note for IMG-M6 “…”: “two agencies disagree”``."""
    told = _("note for {item}: “{text}”")
    return told.format(item=item_words(snapshot, act.item_id), text=one_line(act.text, TEXT))


def say_note_taker(act: NameNoteTaker, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``let Ms Otieno take the notes of IMG-M6 “…”``."""
    if act.user is None:
        return _("name nobody to take the notes of {item}").format(item=item_words(snapshot, act.item_id))
    people = snapshot.facts.roster.people.values()
    names = [one.name for one in people if f"<@{one.user_id}>" == act.user and one.name]
    told = _("let {person} take the notes of {item}")
    return told.format(person=names[0] if names else act.user, item=item_words(snapshot, act.item_id))


def say_circulate(act: CirculateMinutes, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``send the minutes of IMG-M6 “…” round, for comments until Fri 5 Jan 2018``."""
    item = item_words(snapshot, act.item_id)
    if act.until is None:
        return _("send the minutes of {item} round").format(item=item)
    told = _("send the minutes of {item} round, for comments until {day}")
    return told.format(item=item, day=day_words(act.until))


def say_adopt(act: AdoptMinutes, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``call the minutes of IMG-M6 “…” adopted``."""
    return _("call the minutes of {item} adopted").format(item=item_words(snapshot, act.item_id))


def say_addendum(act: AddAddendum, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``add an addendum to the minutes of IMG-M6 “…”: “…”``."""
    told = _("add an addendum to the minutes of {item}: “{text}”")
    return told.format(item=item_words(snapshot, act.item_id), text=one_line(act.text, TEXT))


def label_minutes(look: ShowMinutes, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Minutes of IMG-M6``."""
    item = item_of(snapshot, look.item_id)
    return _("Minutes of {item}").format(item=item.key if item else "?")


def label_circulate_form(form: CirculateForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Send the minutes of IMG-M6 round``."""
    item = item_of(snapshot, form.item_id)
    return _("Send the minutes of {item} round").format(item=item.key if item else "?")


def label_save_form(_form: SaveForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Save to the minutes``."""
    return _("Save to the minutes")
