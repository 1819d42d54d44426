"""What a document would change, before it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n import _, ngettext
from bot.messages.blocks import Unit, context, fit, paragraphs, section
from bot.messages.changes import MOST_FIELDS, field_words, value_words
from bot.messages.message import Message, compose
from bot.messages.text import quoted
from bot.workplan.differences import ItemDifference
from bot.workplan.draft import Question, SourceLine
from bot.workplan.views import GroupView

MOST_LINES = 60


def build_import(
    group: GroupView,
    differences: Sequence[ItemDifference],
    questions: Sequence[Question] = (),
    unread: Sequence[SourceLine] = (),
) -> Message:
    """The difference of a document to the plan, the doubts, and the lines that were not understood."""
    counts = _counts(differences)
    parts = [
        _part(_("New"), [_added(one, group) for one in differences if one.change == "added"]),
        _part(_("Changed"), [_changed(one, group) for one in differences if one.change == "changed"]),
        _part(_("No longer in the document"), [one.key for one in differences if one.change == "gone"]),
        _part(_("To be clarified"), [_question(one) for one in questions]),
        _part(_("Not understood"), [f"{one.line}: {quoted(one.text, 200)}" for one in unread]),
    ]
    units: list[Unit] = [[section(text)] for lines in parts for text in paragraphs(lines)]
    shown, left = fit(units, 44)
    heading = section(f"*{_('Import')}* · {quoted(group.name, 100)} · {counts}")
    tail = [context(_("and more, too long to show here"))] if left else []
    return compose(f"{_('Import')}: {counts}", [heading, *shown, *tail])


def _counts(differences: Sequence[ItemDifference]) -> str:
    names = ("added", "changed", "gone", "same")
    found = {name: sum(one.change == name for one in differences) for name in names}
    words = {
        "added": ngettext("{count} new item", "{count} new items", found["added"]),
        "changed": ngettext("{count} changed", "{count} changed", found["changed"]),
        "gone": ngettext("{count} gone", "{count} gone", found["gone"]),
        "same": ngettext("{count} the same", "{count} the same", found["same"]),
    }
    shown = [words[name].format(count=count) for name, count in found.items() if count]
    return ", ".join(shown) or _("nothing found")


def _part(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [_("• and {count} more").format(count=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
    return [f"*{title}*", *(f"• {line}" for line in lines[:MOST_LINES]), *more]


def _added(difference: ItemDifference, group: GroupView) -> str:
    title = difference.fields.get("title", (None, ""))[1]
    when = difference.fields.get("when", (None, None))[1]
    date = f" · {value_words('when', when, group.zone)}" if isinstance(when, Mapping) else ""
    return f"*{difference.key}* {quoted(str(title or ''), 150)}{date}"


def _changed(difference: ItemDifference, group: GroupView) -> str:
    lines = [f"*{difference.key}* {_pairs(difference.fields, group)}".rstrip()]
    if difference.kept:
        kept = _pairs(difference.kept, group)
        lines.append("   " + _("changed in chat since, so this stays: {fields}").format(fields=kept))
    return "\n".join(lines)


def _pairs(fields: Mapping[str, tuple[Any, Any]], group: GroupView) -> str:
    shown = [
        f"{field_words(name)}: {value_words(name, old, group.zone)} → {value_words(name, new, group.zone)}"
        for name, (old, new) in list(fields.items())[:MOST_FIELDS]
    ]
    if len(fields) > MOST_FIELDS:
        shown.append(_("and {count} more").format(count=len(fields) - MOST_FIELDS))
    return "; ".join(shown)


def _question(question: Question) -> str:
    key = f"*{question.key}* " if question.key else ""
    return f"{key}{quoted(question.text, 300)}"
