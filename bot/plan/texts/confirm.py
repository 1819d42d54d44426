"""What a change came to: the title is repeated, so that a wrong key shows, and the way back is offered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.i18n import _, in_a_row, labelled, ngettext, quote
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.undo_acts import Undo
from bot.dates.texts import instant_words, minutes_until, when_told, when_words
from bot.dates.when import When
from bot.dates.wording import remark_text
from bot.groups.texts import person
from bot.plan.acts import AnnounceNow, ReturnItem, SetDate
from bot.plan.looks import Agenda, Show
from bot.plan.rules.item_fields import FIELDS, Field
from bot.plan.rules.items import Item, Status
from bot.plan.rules.views import Changed
from bot.plan.texts.changes import field_words, value_plain
from bot.plan.texts.counting import counted_words, followed_lines
from bot.plan.texts.naming import item_name, item_plain, item_told, status_words
from bot.slack.blocks import Block, Element, actions, context, press, section
from bot.slack.escaping import bullets, channel, quoted, who
from bot.slack.message import Message, compose

MOST_LISTED = 5


def build_changed(done: Done[Any], reader: Reader | None = None) -> Message:
    """A change that was made, or that had been made before; `done.result` is a `Changed`."""
    changed: Changed = done.result
    if changed.already is not None or changed.is_same:
        return _already(changed)
    told = _told(changed, item_told(changed.item), reader)
    lines = [told]
    if changed.note:
        lines.append(quote(quoted(changed.note, 500)))
    if isinstance(done.act, SetDate):
        lines += [remark_text(kind) for kind in done.act.remarks]
    lines += [*_counting(changed), *_warnings(changed)]
    if changed.open_points:
        left = ngettext(
            "{count} point of its agenda is open.",
            "{count} points of its agenda are open.",
            changed.open_points,
        )
        lines.append(left.format(count=changed.open_points))
    told_later, buttons = _announcement(changed)
    blocks: list[Block] = [section("\n".join(lines)), *told_later]
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        buttons.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    if changed.open_points:
        buttons.append(press(_("Agenda"), changed.group.id, Agenda(changed.item.id)))
    plain = _told(changed, item_plain(changed.item, 150), reader)
    return compose(plain, [*blocks, *actions(buttons)])


def _told(changed: Changed, name: str, reader: Reader | None) -> str:
    """The one sentence; `name` is the item as it is to be named."""
    item, before, zone = changed.item, changed.before, changed.group.zone
    reader_zone = reader.zone if reader else None
    if before is None:
        when = when_told(item.when, changed.now, zone, reader_zone)
        return _("✔ {item} is added: {when}").format(item=name, when=when)
    if "removed" in changed.fields:
        when = when_told(item.when, changed.now, zone, reader_zone)
        return _("✔ {item} is back in the plan: {when}").format(item=name, when=when)
    if item.when != before.when and item.is_open:
        return _date_told(item, before, name, changed, reader_zone)
    if item.status is not before.status:
        told = _status_told(item.status, name)
        if before.is_open:
            return told
        return _("{told}; it was {status}").format(told=told, status=status_words(before.status))
    if item.title != before.title:
        return _("✔ {item} has a new title; it was “{title}”").format(
            item=name, title=quoted(before.title, 150)
        )
    if changed.note and item.status_note != before.status_note:
        return _("✔ {item} has a new note").format(item=name)
    changes = [
        _field_told(field, changed)
        for field in FIELDS
        if any(getattr(item, name, None) != getattr(before, name, None) for name in field.held_in)
        or field.name in changed.fields
    ]
    if not changes:
        return _("✔ {item} is changed").format(item=name)
    return _("✔ {item} is changed: {what}").format(item=name, what=in_a_row(dict.fromkeys(changes)))


def _field_told(field: Field, changed: Changed) -> str:
    """What a field is now, where it is text or a person; else only that it was changed."""
    words, item = field_words(field.name), changed.item
    if changed.owner is not None and field.name == "owner":
        return labelled(words, person(changed.owner))
    if field.name == "owner" and item.owner_agency is None:
        return labelled(words, _("nobody"))
    value = next((held for name in field.held_in if isinstance(held := getattr(item, name, None), str)), None)
    if value is None:
        return words
    return labelled(words, quoted(value_plain(field.name, value, ""), 100))


def _date_told(item: Item, before: Item, name: str, changed: Changed, reader_zone: str | None) -> str:
    zone = changed.group.zone
    now_words = when_told(item.when, changed.now, zone, reader_zone)
    if item.when.start is None:
        return _("✔ {item} has no date any more; it was {was}").format(
            item=name, was=when_words(before.when, zone)
        )
    if before.when.start is None or item.when.settles(before.when):
        return _("✔ {item} is set for {when}").format(item=name, when=now_words)
    return _("✔ {item} is moved: {was} → {now}").format(
        item=name, was=when_words(before.when, zone), now=now_words
    )


def _status_told(status: Status, name: str) -> str:
    sentences = {
        Status.DONE: _("✔ {item} is done"),
        Status.HELD: _("✔ {item} was held"),
        Status.DROPPED: _("✔ {item} is dropped"),
        Status.CANCELLED: _("✔ {item} is cancelled"),
        Status.TO_SCHEDULE: _("✔ {item} is to be given a date"),
    }
    sentence = sentences.get(status, _("✔ {item} is now {status}"))
    return sentence.format(item=name, status=status_words(status))


def _counting(changed: Changed) -> list[str]:
    """What the date counts from now, or no longer; and what counts from the item and has followed it."""
    offset = changed.item.counts_from
    was = changed.before.counts_from if changed.before is not None else None
    lines = []
    if offset is not None and offset != was:
        words = quoted(counted_words(offset, changed.base or ""), 200)
        lines.append(_("That is {offset}, and moves with it.").format(offset=words))
    elif offset is None and was is not None:
        words = quoted(counted_words(was, changed.base or ""), 200)
        lines.append(
            _("It does not move with another date any more; until now it was {offset}.").format(offset=words)
        )
    if changed.followers:
        followed = followed_lines(changed.followers, changed.group.zone)
        lines.append(_("What counts from it has moved, too:") + "\n" + followed)
    return lines


def _warnings(changed: Changed) -> list[str]:
    lines = []
    if changed.taken_ordinal is not None:
        lines.append(
            _("⚠ Number {wished} is taken, so it is number {given}.").format(
                wished=changed.taken_ordinal, given=changed.item.ordinal
            )
        )
    zone = changed.group.zone
    if changed.conflicts:
        lines.append(_("⚠ On the same day:") + "\n" + listed(changed.conflicts, zone))
    if changed.late_dependents:
        late = listed(changed.late_dependents, zone)
        lines.append(_("⚠ These wait for it and are due earlier:") + "\n" + late)
    return lines


def listed(items: tuple[Item, ...], zone: str) -> str:
    """The first of some items, each with its date."""
    lines = [f"{item_name(item, 100)} · {when_words(item.when, zone)}" for item in items[:MOST_LISTED]]
    return bullets(lines, len(items) - len(lines))


def _announcement(changed: Changed) -> tuple[list[Block], list[Element]]:
    """That the channels will be told and when, and the button to tell them now; nothing if they won't."""
    if changed.announce_at is None or changed.announce_at <= changed.now:
        return [], []
    now = AnnounceNow.of(changed.item)
    button = press(_("Announce now"), changed.group.id, now, style="primary")
    return [context(_announcing(changed, changed.announce_at))], [button]


def _announcing(changed: Changed, at: datetime) -> str:
    minutes = minutes_until(at, changed.now)
    where = " ".join(channel(one) for one in changed.channels[:5])
    if where:
        words = ngettext(
            "Announcing in {count} minute in {channels}",
            "Announcing in {count} minutes in {channels}",
            minutes,
        )
    else:
        words = ngettext("Announcing in {count} minute", "Announcing in {count} minutes", minutes)
    return words.format(count=minutes, channels=where)


def _already(changed: Changed) -> Message:
    """A stale card or a second press: nothing has changed, and it says since when."""
    item, zone = changed.item, changed.group.zone
    sentences = {
        Status.DONE: _("{item} is already done"),
        Status.HELD: _("{item} is already marked as held"),
        Status.DROPPED: _("{item} is already dropped"),
        Status.CANCELLED: _("{item} is already cancelled"),
    }
    dated = _("{item} stands as it was: {when}, {status}")
    facts = {"when": when_words(item.when, zone), "status": status_words(item.status)}
    sentence = sentences.get(item.status, dated)
    since = ""
    if changed.already is not None:
        at = instant_words(changed.already.at, zone)
        since = _(", by {person} on {time}").format(person=who(changed.already.who), time=at)
    shown = sentence.format(item=item_told(item), **facts) + since
    spoken = sentence.format(item=item_plain(item, 150), **facts) + since
    look = press(_("Details"), changed.group.id, Show(item.id))
    return compose(spoken, [section(f"{shown}."), *actions([look])])


def build_undone(done: Done[Any], _reader: Reader | None = None) -> Message:
    """A change that was taken back: what it is again; `done.result` is a `Changed`."""
    changed: Changed = done.result
    item, zone = changed.item, changed.group.zone
    state = f"{when_words(item.when, zone)} · {status_words(item.status)}"
    told = _("↩ Taken back. {item} is as it was: {state}")
    if changed.before is not None and changed.before.is_open and not item.is_open:
        told = _("↩ Taken back. {item} is {state}")
        state = status_words(item.status)
    if changed.is_removed:
        told = _("↩ Taken back. {item} is no longer on the plan.")
    shown = told.format(item=item_told(item), state=state)
    spoken = told.format(item=item_plain(item, 150), state=state)
    told_later, buttons = _announcement(changed)
    if changed.is_removed:
        buttons.append(press(_("Put it back"), changed.group.id, ReturnItem(item.id)))
    return compose(spoken, [section(shown), *told_later, *actions(buttons)])


def was_now(was: When, now: When, zone: str) -> str:
    """``was May 2018 → now Tue 5 Jun 2018``."""
    return _("was {was} → now {now}").format(was=when_words(was, zone), now=when_words(now, zone))


def build_announced(done: Done[Any], _reader: Reader | None = None) -> Message:
    """That channels are told of a new date at once; `done.result` is the item and how many messages go."""
    item, count = done.result
    told = _("✔ {item} is being announced.") if count else _("{item}: there is nothing to announce.")
    shown = told.format(item=item_told(item))
    return compose(told.format(item=item_plain(item, 150)), [section(shown)])
