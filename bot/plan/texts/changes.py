"""Entries of an item's history in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.i18n import _, in_a_row, labelled, quote
from bot.dates.texts import day_words, instant_words, when_words
from bot.dates.wall_time import local
from bot.dates.when import Precision, When
from bot.plan.rules.item_fields import field_named
from bot.plan.rules.items import Kind, Status
from bot.plan.rules.views import PRESUMED, ChangeView
from bot.plan.texts.naming import format_words, kind_words, length_words, status_words
from bot.slack.escaping import escape, one_line, quoted, sentence, who

MOST_FIELDS = 6
VALUE_LIMIT = 120
_WORDED = {"format": format_words, "length": length_words}
_WAITING = {Status.TO_SCHEDULE, Status.POLLING, Status.SCHEDULED, None}


def field_words(name: str) -> str:
    """A field as people call it."""
    field = field_named(name)
    return _(field.words) if field is not None else quoted(name.replace("_", " "), 40)


def value_words(name: str, value: Any, zone: str) -> str:  # noqa: ANN401 - any JSON value
    """A stored JSON value as messages show it: escaped, the owner as a mention."""
    words = value_plain(name, value, zone)
    # An owner is written as a mention, and is one.
    return sentence(str(value), VALUE_LIMIT) if name == "owner" and value else escape(words)


def value_plain(name: str, value: Any, zone: str) -> str:  # noqa: ANN401 - any JSON value
    """A stored JSON value as people read it, in plain text; an unknown shape is shown as text."""
    if value is None or value == "" or value == []:
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "status" and value in set(Status):
        return status_words(Status(value))
    if name == "kind" and value in set(Kind):
        return kind_words(Kind(value))
    if name in _WORDED and isinstance(value, str):
        return _WORDED[name](value)
    if isinstance(value, Mapping) and "precision" in value:
        return _when_words(value, zone)
    if isinstance(value, list):
        return one_line(", ".join(_part_words(part) for part in value), VALUE_LIMIT)
    return one_line(str(value), VALUE_LIMIT)


def _part_words(part: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(part, Mapping):
        return str(part.get("key") or part.get("text") or next(iter(part.values()), ""))
    return str(part)


def _when_words(value: Mapping[str, Any], zone: str) -> str:
    try:
        when = When(
            Precision(value["precision"]), value.get("start"), value.get("end"), value.get("zone"),
            anchor=value.get("anchor"),
        )  # fmt: skip
    except ValueError:
        return one_line(str(value.get("text") or value.get("start") or ""), VALUE_LIMIT)
    return when_words(when, zone)


def fields_changed(change: ChangeView) -> list[str]:
    """The names of the fields that an entry changed; the note stands in the entry itself."""
    names = dict.fromkeys([*change.after, *change.before])
    changed = [name for name in names if change.before.get(name) != change.after.get(name)]
    return [name for name in changed if name != "status_note"] or changed


def _in_short(names: list[str], change: ChangeView) -> list[str]:
    """A date says by itself that a meeting is scheduled, and no longer only proposed."""
    if "when" not in names:
        return names
    implied = {"tentative"}
    if {change.before.get("status"), change.after.get("status")} <= _WAITING:
        implied.add("status")
    return [name for name in names if name not in implied]


def difference_words(before: Mapping[str, Any], after: Mapping[str, Any], names: list[str], zone: str) -> str:
    """``status: planned → 🟢 on track; date: May 2018 → June 2018``."""
    parts = []
    for name in names[:MOST_FIELDS]:
        new = value_words(name, after.get(name), zone)
        old = before.get(name)
        if old is None or old == [] or old == "":
            parts.append(labelled(field_words(name), new))
        else:
            parts.append(labelled(field_words(name), f"{value_words(name, old, zone)} → {new}"))
    if len(names) > MOST_FIELDS:
        parts.append(_("and {count} more").format(count=len(names) - MOST_FIELDS))
    return in_a_row(parts)


def note_words(note: str) -> str:
    """Why something was changed: what somebody wrote is quoted, what the bot notes is worded."""
    return _("nobody answered") if note == PRESUMED else quote(quoted(note, 200))


def change_line(change: ChangeView, zone: str, *, with_item: bool = True, long: bool = False) -> str:
    """One entry: when, who, what from and to, and the note given."""
    names = fields_changed(change) if long else _in_short(fields_changed(change), change)
    if change.action == "announce":
        what = _("announced at once")
    elif not change.before:
        what = _("added")
    elif change.before.get("removed") is False:
        what = _("taken out of the plan again")
    elif change.before.get("removed") is True:
        what = _("put back into the plan")
    else:
        what = difference_words(change.before, change.after, names, zone) or quoted(change.action, 60)
    person = who(change.who)
    if long:
        parts = [instant_words(change.at, zone), person, what]
    else:
        day = day_words(local(change.at, zone).date())
        parts = [what, _("by {person}, {day}").format(person=person, day=day)]
    if change.note and names != ["status_note"]:
        parts.append(note_words(change.note))
    if change.undone:
        parts.append(_("taken back"))
    line = " · ".join(parts)
    return labelled(f"*{change.key}* {quoted(change.title, 120)}", line) if with_item and change.key else line
