"""What each act on the plan does, and what each look and form is called: plain text, not yet escaped.

A sentence is an imperative phrase without a full stop: ``move WS1-M1 “1st Team Meeting” to June 2018``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core.i18n import N_, _, in_a_row, labelled, listing, quote
from bot.core.people import Reader
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Restore, Undo
from bot.dates.texts import own_time, when_words
from bot.dates.when import When
from bot.plan.acts import (
    AddItem,
    AnnounceNow,
    AskAbout,
    Cancel,
    EditItem,
    KeepMonth,
    ReturnItem,
    SetDate,
    SetNote,
    SetStatus,
)
from bot.plan.rules.anchors import Anchors, base_of, counted
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.plan import Plan
from bot.plan.texts.changes import field_words, value_plain
from bot.plan.texts.counting import counted_words
from bot.plan.texts.naming import status_words
from bot.slack.escaping import one_line

TITLE_LIMIT, NOTE_LIMIT, MOST_FIELDS = 80, 300, 4
_MENTION = re.compile(r"<@([UW][A-Z0-9]{2,20}|~[0-9a-f]+)>")
_MARK = N_("mark {item} as {status}")
_STATUS = {
    Status.DONE: N_("mark {item} as done"),
    Status.HELD: N_("mark {item} as held"),
    Status.DROPPED: N_("drop {item}"),
    Status.CANCELLED: N_("cancel {item}"),
    Status.TO_SCHEDULE: N_("mark {item} as not yet dated"),
    Status.POLLING: N_("ask for dates for {item}"),
}
_OF_A_MEETING = {Status.DONE: Status.HELD, Status.DROPPED: Status.CANCELLED}
_ADD = {
    Kind.MEETING: N_("add the meeting {what}"),
    Kind.DELIVERABLE: N_("add the deliverable {what}"),
    Kind.SUBMISSION: N_("add the submission {what}"),
    Kind.ACTIVITY: N_("add the activity {what}"),
    Kind.CLOSURE: N_("add the closure {what}"),
}


def item_of(snapshot: Snapshot, item_id: int) -> Item | None:
    """An item that is or was in the plan; None where it never was, as in a value of another group."""
    return snapshot[Plan].known(item_id)


def item_words(snapshot: Snapshot, item_id: int) -> str:
    """An item inside a sentence: key and title."""
    item = item_of(snapshot, item_id)
    if item is None:
        return _("an item that is not on the plan")
    return f"{item.key} {quote(one_line(item.title, TITLE_LIMIT))}"


def say_set_status(act: SetStatus, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``mark WS1-D1 “…” as done``."""
    item = item_of(snapshot, act.item_id)
    status = _OF_A_MEETING.get(act.status, act.status) if item and item.is_meeting else act.status
    sentence = _STATUS.get(status, _MARK)
    told = _(sentence)
    if item is not None and not item.is_open and status in (Status.PLANNED, Status.TO_SCHEDULE):
        told = _("reopen {item}")
    told = told.format(item=item_words(snapshot, act.item_id), status=status_words(status))
    return with_note(told, act.note)


def say_set_note(act: SetNote, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``give WS1-D1 “…” the note “two agencies to answer”``."""
    told = _("give {item} the note “{note}”") if act.note else _("take the note of {item} away")
    return told.format(item=item_words(snapshot, act.item_id), note=one_line(act.note, NOTE_LIMIT))


def say_cancel(act: Cancel, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``cancel WS2-M1 “…”: merged with the plenary``; what is no meeting is dropped."""
    item = item_of(snapshot, act.item_id)
    told = _("drop {item}") if item is not None and not item.is_meeting else _("cancel {item}")
    return with_note(told.format(item=item_words(snapshot, act.item_id)), act.why)


def say_set_date(act: SetDate, snapshot: Snapshot, reader: Reader | None) -> str:
    """``move WS1-M1 “…” to Wed 22 Nov 2017, 14:00–17:30 Geneva``."""
    item = item_of(snapshot, act.item_id)
    if act.when.start is None:
        told = _("take the date of {item} away")
    elif item is None or act.only_first or item.when.start is None or act.when.settles(item.when):
        told = _("set {item} for {when}")
    else:
        told = _("move {item} to {when}")
    when = _when_words(act.when, snapshot, reader)
    return with_note(told.format(item=item_words(snapshot, act.item_id), when=when), act.why)


def say_announce(act: AnnounceNow, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``announce the date of WS1-M1 “…” now``."""
    return _("announce the date of {item} now").format(item=item_words(snapshot, act.item_id))


def say_ask_about(act: AskAbout, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``stop asking about WS1-D1 “…”``."""
    told = _("ask about {item} again") if act.asking else _("stop asking about {item}")
    return told.format(item=item_words(snapshot, act.item_id))


def say_keep_month(act: KeepMonth, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``keep IMG-M6 “…” in December 2017, and ask again in two weeks``."""
    item = item_of(snapshot, act.item_id)
    if item is None:
        return _("keep an item in its month")
    when = when_words(item.when, snapshot.facts.group.zone)
    told = _("keep {item} in {when}, and ask again in two weeks")
    return told.format(item=item_words(snapshot, act.item_id), when=when)


def say_edit(act: EditItem, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``change venue of WS1-M1 “…” to “Room 3”``; of several fields, each with what it becomes."""
    item = item_words(snapshot, act.item_id)
    zone = snapshot.facts.group.zone
    values = {name: _field_value(name, value, snapshot, zone) for name, value in act.fields.items()}
    if len(values) == 1:
        name, value = next(iter(values.items()))
        if act.fields[name] in (None, "", []):
            return _("take {field} of {item} away").format(field=field_words(name), item=item)
        return _("change {field} of {item} to “{value}”").format(
            field=field_words(name), item=item, value=value
        )
    return _("change {fields} of {item}: {values}").format(
        fields=listing([field_words(name) for name in values]), item=item, values=_listed(values)
    )


def _listed(values: Mapping[str, str]) -> str:
    shown = [labelled(field_words(name), value) for name, value in list(values.items())[:MOST_FIELDS]]
    if len(values) > MOST_FIELDS:
        shown.append(_("and {count} more").format(count=len(values) - MOST_FIELDS))
    return in_a_row(shown)


def _field_value(name: str, value: object, snapshot: Snapshot, zone: str) -> str:
    """What a field becomes; people by name, where the plan knows them."""
    mention = _MENTION.fullmatch(value) if name == "owner" and isinstance(value, str) else None
    if mention is not None:
        contacts = snapshot.facts.roster.people.values()
        names = [contact.name for contact in contacts if contact.user_id == mention[1] and contact.name]
        return names[0] if names else mention[0]
    return value_plain(name, value, zone)


def say_return(act: ReturnItem, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``put IMG-D3 “…” back into the plan``."""
    return _("put {item} back into the plan").format(item=item_words(snapshot, act.item_id))


def say_add(act: AddItem, snapshot: Snapshot, reader: Reader | None) -> str:
    """``add the meeting “…” in WS1, April 2018``."""
    what = quote(one_line(act.title, TITLE_LIMIT))
    if act.streams:
        what = _("{title} in {streams}").format(title=what, streams=listing(act.streams))
    if act.when.start is not None:
        what = f"{what}, {_when_words(act.when, snapshot, reader)}"
    return with_note(_(_ADD[act.kind]).format(what=what), act.notes)


def say_undo(_act: Undo, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``take your last change back``."""
    return _("take your last change back")


def say_restore(_act: Restore, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``bring an earlier state back``; the snapshot does not hold the history."""
    return _("bring an earlier state back")


def with_note(told: str, note: str | None) -> str:
    """A sentence, and after a colon the reason that was given."""
    if not note:
        return told
    return _("{what}: {note}").format(what=told, note=one_line(note, NOTE_LIMIT))


def _when_words(when: When, snapshot: Snapshot, reader: Reader | None) -> str:
    """A date in the group's zone, and where it differs on the reader's clock."""
    zone = snapshot.facts.group.zone
    if when.anchor is not None:
        return _counted_words(when, snapshot)
    return f"{when_words(when, zone)} {own_time(when, zone, reader.zone if reader else None)}".strip()


def _counted_words(when: When, snapshot: Snapshot) -> str:
    """``Mon 13 Aug 2018 (6 weeks before 24th SOM)``: the date as it is reckoned now, and from what."""
    base = base_of(when.anchor or "", snapshot[Plan], snapshot[Anchors])
    if base is None:
        return when_words(when, snapshot.facts.group.zone)
    words = counted_words(when, base[0])
    found = counted(base[1], when)
    return f"{when_words(found, snapshot.facts.group.zone)} ({words})" if found is not None else words


def name_of(item: Item) -> str:
    """An item as refusals name it."""
    return _("{key} “{title}”").format(key=item.key, title=one_line(item.title))


def state_of(item: Item, zone: str) -> str:
    """How an item stands: its date and its status."""
    return f"{when_words(item.when, zone)} · {status_words(item.status)}"


def name_of_form(form: Any, snapshot: Snapshot) -> str:  # noqa: ANN401 - any form on one item
    """The item that a form is about, as refusals name it."""
    item = item_of(snapshot, form.item_id)
    return name_of(item) if item is not None else ""
