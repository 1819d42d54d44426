"""What people read of checklists, and of what a meeting lacks."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import N_, _, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.meetings.invited.texts import after
from bot.meetings.preparing.acts import ChecklistForm, TickChecklist
from bot.meetings.preparing.rules import Lacking, Prepared, Task, tasks_of
from bot.plan.texts.naming import item_plain, item_told
from bot.plan.texts.sentences import item_of, item_words
from bot.slack.blocks import actions, press, section
from bot.slack.message import Message, compose

_TASKS = {
    Task.ROOM: N_("room"),
    Task.LINK: N_("link"),
    Task.INTERPRETATION: N_("interpretation"),
    Task.TRANSLATION: N_("papers translated"),
    Task.PASSES: N_("passes"),
    Task.BRIEF: N_("chair's brief"),
}


def task_words(task: Task) -> str:
    """A line of the checklist."""
    return _(_TASKS[task])


def lacking_lines(found: Lacking) -> list[str]:
    """What a meeting lacks, a line each, and its checklist with what is done."""
    lines = []
    if found.agenda:
        lines.append(_("• The agenda is not published yet."))
    if found.papers:
        numbers = listing([str(number) for number in found.papers])
        told = ngettext(
            "• No paper yet for point {numbers}.", "• No papers yet for points {numbers}.", len(found.papers)
        )
        lines.append(told.format(numbers=numbers))
    if found.open or found.ready:
        ticks = [f"✔ {task_words(task)}" for task in found.ready]
        ticks += [f"☐ {task_words(task)}" for task in found.open]
        lines.append(_("Checklist: {lines}").format(lines=" · ".join(ticks)))
    return lines


def build_ticked(done: Done[Any], _reader: Reader | None = None) -> Message:
    """How the checklist of a meeting stands; `done.result` is `Prepared`."""
    changed: Prepared = done.result
    every = tasks_of(changed.item)
    count = len(changed.done)
    told = ngettext(
        "✔ Checklist of {item}: {count} of {all} is done",
        "✔ Checklist of {item}: {count} of {all} are done",
        count,
    )
    if changed.is_same:
        told = ngettext(
            "The checklist of {item} is like that already: {count} of {all} is done",
            "The checklist of {item} is like that already: {count} of {all} are done",
            count,
        )
    counts = {"count": count, "all": len(every)}
    lines = [told.format(item=item_told(changed.item), **counts)]
    left = [task_words(task) for task in every if task not in changed.done]
    if left:
        lines.append(_("Still open: {lines}").format(lines=listing(left)))
    buttons = after(done, press(_("Change"), changed.group.id, ChecklistForm(changed.item.id)))
    plain = told.format(item=item_plain(changed.item), **counts)
    return compose(plain, [section("\n".join(lines)), *actions(buttons)])


def say_tick(act: TickChecklist, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``tick the checklist of IMG-M6 “…”: room, link``."""
    done = listing([task_words(task) for task in Task if task.value in act.done]) or _("nothing")
    told = _("tick the checklist of {item}: {lines}")
    return told.format(item=item_words(snapshot, act.item_id), lines=done)


def label_form(form: ChecklistForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Checklist of IMG-M6``."""
    item = item_of(snapshot, form.item_id)
    return _("Checklist of {item}").format(item=item.key if item else "?")
