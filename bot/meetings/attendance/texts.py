"""What people read of attendance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import N_, _, in_a_row, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.meetings.attendance.acts import AttendanceForm, Matrix, RecordAttendance
from bot.meetings.attendance.rules import AttendanceChanged, How, Participant
from bot.plan.rules.items import Item
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import item_of, item_words
from bot.slack.blocks import Block, Unit, actions, context, fit, header, paragraphs, press, section
from bot.slack.escaping import quoted, sentence
from bot.slack.message import Message, compose

_HOW = {
    How.IN_PERSON: N_("In person"),
    How.REMOTE: N_("Remote"),
    How.REGRETS: N_("Regrets"),
}
_SIGN = {How.IN_PERSON: "●", How.REMOTE: "○", How.REGRETS: "✖"}


def how_words(how: How) -> str:
    """How an agency took part."""
    return _(_HOW[how])


def participants_words(participants: Sequence[Participant]) -> list[str]:
    """A line for each way of taking part: ``In person: UNEP (Ms Otieno), ITU``."""
    lines = []
    for how in How:
        named = [_named(one) for one in participants if one.how is how]
        if named:
            lines.append(_("{how}: {names}").format(how=how_words(how), names=", ".join(named)))
    return lines


def _named(one: Participant) -> str:
    name = sentence(one.name, 100)
    if not one.names:
        return name
    return _("{agency} ({names})").format(agency=name, names=quoted(one.names, 200))


def build_recorded(done: Done[Any], _reader: Reader | None = None) -> Message:
    """That attendance was recorded, and of whom; `done.result` is `AttendanceChanged`."""
    changed: AttendanceChanged = done.result
    told = _("✔ Attendance of {item}: {count}")
    if changed.is_same:
        told = _("The attendance of {item} is recorded like that already: {count}")
    there = sum(one.how is not How.REGRETS for one in changed.participants)
    count = ngettext("{count} took part", "{count} took part", there).format(count=there)
    lines = [
        told.format(item=item_told(changed.item), count=count),
        *participants_words(changed.participants),
    ]
    if changed.unknown:
        names = listing(quoted(name, 60) for name in changed.unknown[:20])
        lines.append(_("⚠ Not on the roster, and not recorded: {names}").format(names=names))
    row = [press(_("Change"), changed.group.id, AttendanceForm(changed.item.id))]
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        row.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    text = told.format(item=item_plain(changed.item), count=count)
    return compose(text, [section("\n".join(lines)), *actions(row)])


def build_list(
    item: Item, group: GroupView, participants: Sequence[Participant], record: RecordAttendance
) -> Message:
    """A list that was dropped, by agency; it is recorded when somebody says so."""
    told = _("Attendance of {item}, as that list has it:")
    if not participants:
        told = _("Nobody on that list is on the roster of this group: {item}.")
    lines = [told.format(item=item_told(item)), *participants_words(participants)]
    row = []
    if participants:
        row.append(press(_("Record it"), group.id, record, style="primary"))
    if record.unknown:
        names = listing(quoted(name, 60) for name in record.unknown[:20])
        lines.append(_("⚠ Nobody knows these names yet: {names}").format(names=names))
        row.append(press(_("Say who they are…"), group.id, AttendanceForm(item.id, record)))
    blocks: list[Block] = [section(text) for text in paragraphs(lines)]
    return compose(told.format(item=item_plain(item)), [*blocks, *actions(row)])


def build_matrix(
    items: Sequence[Item],
    rows: Sequence[tuple[str, Mapping[int, How]]],
    group_id: int,
    form: AttendanceForm | None,
) -> Message:
    """Who was at which meeting: agencies down, meetings across."""
    title = _("Attendance")
    if not items:
        told = _("No attendance has been recorded yet. I ask for it after each meeting.")
        return compose(told, [section(told)])
    keys = [item.key for item in items]
    lines = []
    for name, held in rows:
        signs = " ".join(_SIGN[held[item.id]] if item.id in held else "·" for item in items)
        count = sum(how is not How.REGRETS for how in held.values())
        total = _("{count} of {all}").format(count=count, all=len(items))
        lines.append(f"`{signs}` {sentence(name, 80)} · {total}")
    units: list[Unit] = [[section("\n".join(lines[at : at + 15]))] for at in range(0, len(lines), 15)]
    shown, left = fit(units, 40)
    legend = _("● in person · ○ remote · ✖ regrets · · not recorded")
    blocks: list[Block] = [
        header(title),
        section(_("Meetings, from left to right: {keys}").format(keys=", ".join(keys))),
        *shown,
        context(legend),
    ]
    if left:
        blocks.append(context(_("and more, too long to show here")))
    if form is not None:
        blocks += actions([press(_("Change"), group_id, form)])
    spoken = in_a_row(
        f"{sentence(name, 60)} {sum(how is not How.REGRETS for how in held.values())}/{len(items)}"
        for name, held in rows[:30]
    )
    return compose(f"{title} ({', '.join(keys)}): {spoken}", blocks)


def say_record(act: RecordAttendance, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``record who was at IMG-M6 “…”``."""
    return _("record who was at {item}").format(item=item_words(snapshot, act.item_id))


def label_matrix(look: Matrix, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Attendance``, ``Attendance of IMG-M6``."""
    item = item_of(snapshot, look.item_id or 0)
    return _("Attendance of {item}").format(item=item.key) if item else _("Attendance")


def label_form(form: AttendanceForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Who was at IMG-M6``."""
    item = item_of(snapshot, form.item_id)
    return _("Who was at {item}").format(item=item.key if item else "?")
