"""Messages about changes that were taken back, and offers to take one back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot.core.codec import UnknownValue
from bot.core.group import GroupView
from bot.core.history import latest_changes
from bot.core.i18n import _, in_a_row, ngettext
from bot.core.kinds import EntryLine
from bot.core.people import Reader
from bot.core.registry import Done, Looking, Shown
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.core.undo import TakenBack
from bot.core.undo_acts import GroupHistory, Restore
from bot.dates.texts import day_words
from bot.dates.wall_time import local
from bot.groups.facts import who as who_did
from bot.slack.blocks import Unit, context, fit, press, section
from bot.slack.escaping import quoted, sentence, who
from bot.slack.message import Message, compose
from bot.slack.saying import build_said

MOST_TOLD, MOST_LISTED, MOST_SPOKEN, MOST_OF_AN_ACT, MOST_READ = 10, 30, 10, 3, 300


def label_offered(_look: Request, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The label of a stored offer: that of the request that it holds."""
    return _("More")


def build_taken_back(done: Done[Any], reader: Reader | None) -> Message:
    """The changes that were taken back, each worded by its kind, one below the other."""
    taken: tuple[TakenBack, ...] = done.result
    told = {one.text: one for one in (_told(done, each, reader) for each in taken)}
    shown = list(told.values())[:MOST_TOLD]
    blocks = [block for one in shown for block in one.blocks]
    if left := len(told) - len(shown):
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    return compose("\n".join(one.text for one in shown), blocks)


def _told(done: Done[Any], taken: TakenBack, reader: Reader | None) -> Shown:
    told = done.registry.subjects[taken.subject].told
    return told(replace(done, result=taken.result), reader) if told else build_said(str(taken.result))


def show_group_history(_look: GroupHistory, looking: Looking) -> Message:
    """The last changes in the group, newest first, each with a button that takes it back."""
    looking.caller.require(Need(Right.READ))
    group, registry = looking.snapshot.facts.group, looking.registry
    changes = latest_changes(looking.session, group.id, MOST_READ)
    told: dict[int, EntryLine] = {}
    for name, kind in registry.subjects.items():
        mine = [change for change in changes if change.subject == name]
        lines_of = kind.lines or _sentences
        lines_of_kind = zip(mine, lines_of(mine, looking), strict=True)
        told |= {change.id: line for change, line in lines_of_kind if line is not None}
    lines: list[tuple[int, EntryLine]] = []
    for _act, of_act in groupby((one for one in changes if one.id in told), key=lambda one: one.act_id):
        lines += _of_act([(change.id, told[change.id]) for change in of_act])
    return build_group_history(group, lines[:MOST_LISTED])


def _of_act(lines: list[tuple[int, EntryLine]]) -> list[tuple[int, EntryLine]]:
    """The lines of one act; of an act on many things, such as an import, the last one and how many more."""
    if len(lines) <= MOST_OF_AN_ACT:
        return lines
    (change_id, line), left = lines[0], len(lines) - 1
    more = ngettext("and {count} more", "and {count} more", left).format(count=left)
    return [(change_id, EntryLine(f"{line.text} · {more}"))]


def _sentences(changes: Sequence[Any], looking: Looking) -> list[EntryLine]:
    """Entries as the sentences of the acts that made them."""
    return [EntryLine(_sentence(change, looking)) for change in changes]


def _sentence(change: Any, looking: Looking) -> str:  # noqa: ANN401 - a row of the history
    told = quoted(change.action, 60)
    with suppress(UnknownValue):
        told = sentence(looking.label(looking.registry.decode(change.act.value or "").request), 500)
    day = day_words(local(change.act.at, looking.snapshot.facts.group.zone).date())
    by = _("by {person}, {day}").format(person=who(who_did(looking.session, change.act.actor)), day=day)
    return f"{told[:1].upper()}{told[1:]} · {by}"


def build_group_history(group: GroupView, lines: Sequence[tuple[int, EntryLine]]) -> Message:
    """The last changes of a group: the id of each in the history, and its line."""
    title = _("What was changed last in {group}").format(group=quoted(group.name, 150))
    if not lines:
        told = _("Nothing has been changed in {group} yet.").format(group=quoted(group.name, 150))
        return build_said(told, group_id=group.id)
    units: list[Unit] = []
    for change_id, line in lines:
        button = press(_("Restore"), group.id, Restore(change_id)) if line.can_restore else None
        units.append([section(line.text, button)])
    shown, left = fit(units, MOST_LISTED)
    blocks = [section(f"*{title}*"), *shown]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    if any(line.can_restore for _change_id, line in lines):
        blocks.append(
            context(_("*Restore* brings back the state before that change; it is a new entry here."))
        )
    spoken = in_a_row(line.text.replace("*", "") for _change_id, line in lines[:MOST_SPOKEN])
    return compose(f"{title}: {spoken}", blocks)


def label_group_history(_look: GroupHistory, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The last changes of a group, as a button names them."""
    return _("Last changes")
