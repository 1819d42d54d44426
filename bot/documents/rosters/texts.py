"""What people read of a roster from a file: what it would change, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import _, in_a_row, labelled, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.documents.rosters.acts import ImportRoster, RosterPreview
from bot.documents.rosters.rules import Problem, RosterDifference, RowDifference
from bot.groups.acts import People
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.texts.sentences import language_words, part_words
from bot.slack.blocks import Block, actions, context, fit, paragraphs, press, section
from bot.slack.escaping import bold, quoted
from bot.slack.message import Message, compose
from bot.slack.saying import build_said

MOST_ROWS, MOST_PROBLEMS, MOST_MISSING = 30, 10, 20


def build_roster_preview(draft_id: int, file_name: str, group: GroupView, found: RosterDifference) -> Message:
    """What a file would change of the roster; nothing is changed yet."""
    changed = found.changed
    new = sum(one.is_new for one in changed)
    head = _("*{file}* for the roster of {group}: {new} new, {changed} changed, {same} the same.").format(
        file=quoted(file_name, 100),
        group=quoted(group.name, 100),
        new=new,
        changed=len(changed) - new,
        same=len(found.people) - len(changed),
    )
    lines = [labelled(f"➕ {_('Agency')}", _agency_words(name, names)) for name, names in found.agencies]
    lines += [_row_line(one) for one in changed]
    shown, left = fit([[section(text)] for text in paragraphs(lines, 1500)], MOST_ROWS)
    blocks: list[Block] = [section(head), *shown]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    if found.missing:
        names = listing(quoted(one, 60) for one in found.missing[:MOST_MISSING])
        blocks.append(context(_("Not in the file, and left as they are: {people}.").format(people=names)))
    if found.problems:
        told = [_row_problem(one) for one in found.problems[:MOST_PROBLEMS]]
        more = len(found.problems) - len(told)
        told += [ngettext("and {count} more", "and {count} more", more).format(count=more)] if more else []
        blocks.append(section("\n".join(quoted(one, 300) for one in told)))
    row = []
    if found.changes_anything:
        act = ImportRoster(draft_id, basis=(found.seal,))
        row.append(press(_("Change the roster"), group.id, act, style="primary"))
    return compose(head.replace("*", ""), [*blocks, *actions(row)])


def _row_problem(problem: Problem) -> str:
    return _("Row {line}: {why}").format(line=problem.line, why=problem.why)


def _agency_words(name: str, names: tuple[str, ...]) -> str:
    if not names:
        return bold(name)
    others = listing(quoted(one, 60) for one in names)
    return _("{agency}, also called {names}").format(agency=bold(name), names=others)


def _row_line(one: RowDifference) -> str:
    sign = "➕" if one.is_new else "✏️"
    new = {name: value for name, value in one.after.items() if value != one.called}
    what = in_a_row(_field_words(name, one.before.get(name), value) for name, value in new.items())
    who = one.called if one.called.startswith("<@") else quoted(one.called, 100)
    return labelled(f"{sign} {who}", what) if what else f"{sign} {who}"


def _field_words(name: str, before: Any, value: Any) -> str:  # noqa: ANN401 - any field of a place
    if name == "on_roster":
        return _("on the roster")
    if name == "coordinator":
        return _("coordinates")
    if name == "leads":
        gained = sorted(set(value) - set(before or {}))
        return _("leads {streams}").format(streams=listing(gained))
    if name == "speaks_as":
        return part_words(SpeaksAs(value))
    if name == "language":
        return language_words(value)
    return quoted(str(value), 100)


def build_roster_imported(done: Done[ImportRoster], _reader: Reader | None) -> Message:
    """What a roster from a file came to, and the way back."""
    found = done.result
    buttons: list[tuple[str, Any]] = [(_("Who is on the roster"), People())]
    if found.is_same:
        return build_said(_("The roster is like that already."), buttons=buttons, group_id=done.group_id)
    counted = (
        (found.new, ngettext("{count} new person", "{count} new people", found.new)),
        (found.changed, ngettext("{count} person changed", "{count} people changed", found.changed)),
        (found.agencies, ngettext("{count} new agency", "{count} new agencies", found.agencies)),
    )
    what = listing(words.format(count=count) for count, words in counted if count)
    text = _("✔ The roster is as in {file}: {what}.").format(file=found.file_name, what=what)
    if done.act_id is not None:
        buttons.append((_("Undo"), Undo(done.act_id)))
    return build_said(text, buttons=buttons, group_id=done.group_id)


def say_import_roster(_act: ImportRoster, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``bring the roster in line with the file``."""
    return _("bring the roster in line with the file")


def label_roster_preview(_look: RosterPreview, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``What the file would change``."""
    return _("What the file would change")


def lines_of(found: RosterDifference) -> Mapping[str, list[str]]:
    """The difference for a terminal: what changes, who is missing, what was not read."""
    return {
        "changes": [
            *(f"+ {name}" for name, _names in found.agencies),
            *(_row_line(o) for o in found.changed),
        ],
        "missing": list(found.missing),
        "problems": [_row_problem(one) for one in found.problems],
    }
