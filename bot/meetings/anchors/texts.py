"""Dates of other bodies in words."""

from __future__ import annotations

from bot.core.i18n import _, in_a_row, labelled, ngettext, quote
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.rights import Right, may
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.dates.texts import drift_words, minutes_until, when_told, when_words
from bot.meetings.anchors.acts import AnchorForm, AnchorWhatIf, RemoveAnchor, SetAnchor, ShowAnchors
from bot.meetings.anchors.views import AnchorChanged, AnchorIf, AnchorNotice, AnchorsView
from bot.plan.rules.anchors import Anchor, Anchors
from bot.plan.rules.items import Item
from bot.plan.rules.progress import drift_between
from bot.plan.texts.confirm import was_now
from bot.plan.texts.counting import (
    anchor_words,
    counted_words,
    days_left,
    followed_lines,
    moved_words,
    squeezed_lines,
)
from bot.plan.texts.naming import item_name
from bot.plan.texts.sentences import with_note
from bot.slack.blocks import Block, Element, Unit, actions, context, fit, header, menu, press, section, share
from bot.slack.escaping import bold, bullets, mention, one_line, quoted, who
from bot.slack.message import Message, compose

NAME_LIMIT, MOST_HANGING, MOST_LISTED = 100, 8, 10


def _name_of(anchor_id: int | None, name: str | None, snapshot: Snapshot) -> str:
    known = snapshot[Anchors].by_id.get(anchor_id or 0)
    if known is not None:
        return quote(one_line(known.name, NAME_LIMIT))
    return quote(one_line(name, NAME_LIMIT)) if name else _("a date that is not there any more")


def say_set_anchor(act: SetAnchor, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``move “24th SOM” to Mon 17 Sep 2018: the hall is taken``."""
    told = _("set the date “{anchor}” to {when}") if act.anchor_id is None else _("move {anchor} to {when}")
    name = _name_of(act.anchor_id, act.name, snapshot)
    if act.anchor_id is None:
        name = one_line(act.name or "", NAME_LIMIT)
    when = when_words(act.when, snapshot.facts.group.zone)
    return with_note(told.format(anchor=name, when=when), act.why)


def say_remove_anchor(act: RemoveAnchor, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``remove the date “24th SOM”``."""
    return _("remove the date {anchor}").format(anchor=_name_of(act.anchor_id, None, snapshot))


def label_anchors(_look: ShowAnchors, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The list, as a button names it."""
    return _("Dates of other bodies")


def label_what_if(look: AnchorWhatIf, snapshot: Snapshot, _reader: Reader | None) -> str:
    """What a move would bring, as a button names it."""
    told = _("what if {anchor} were on {when}")
    when = when_words(look.when, snapshot.facts.group.zone)
    return told.format(anchor=_name_of(look.anchor_id, None, snapshot), when=when)


def label_form(form: AnchorForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    return _("Move") if form.anchor_id is not None else _("Add a date")


def build_anchor_set(done: Done[SetAnchor], _reader: Reader | None) -> Message:
    """A date that was set or moved, and what has followed it."""
    changed: AnchorChanged = done.result
    anchor, zone = changed.anchor, changed.group.zone
    when = when_told(anchor.when, changed.now, zone)
    told = _("✔ {anchor} is set for {when}")
    facts = {"when": when, "was": when_words(changed.was, zone) if changed.was is not None else ""}
    if changed.is_same:
        told = _("{anchor} stands as it was: {when}")
    elif changed.was is not None:
        told = _("✔ {anchor} is moved: {was} → {when}")
    lines = [told.format(anchor=bold(anchor.name, NAME_LIMIT), **facts)]
    if changed.note:
        lines.append(quote(quoted(changed.note, 500)))
    if changed.moved:
        lines.append(f"{_('What hangs on it has moved, too:')}\n{followed_lines(changed.moved, zone)}")
    blocks: list[Block] = [section("\n".join(lines))]
    if changed.announce_at is not None:
        minutes = minutes_until(changed.announce_at, changed.now)
        words = ngettext(
            "The channels hear of it in {count} minute.",
            "The channels hear of it in {count} minutes.",
            minutes,
        )
        blocks.append(context(words.format(count=minutes)))
    if changed.was is None and not changed.is_same:
        hint = _("Items hang on it in words, such as “papers: 6 weeks before {anchor}”.")
        blocks.append(context(hint.format(anchor=quoted(anchor.name, NAME_LIMIT))))
    spoken = told.format(anchor=quoted(anchor.name, NAME_LIMIT), **facts)
    return compose(spoken, [*blocks, *actions(_after(done, changed))])


def _after(done: Done[SetAnchor] | Done[RemoveAnchor], changed: AnchorChanged) -> list[Element]:
    buttons = [press(_("Dates of other bodies"), changed.group.id, ShowAnchors())]
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        buttons.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    return buttons


def build_anchor_removed(done: Done[RemoveAnchor], _reader: Reader | None) -> Message:
    """A date that was taken away, and what keeps its own."""
    changed: AnchorChanged = done.result
    told = _("✔ {anchor} is removed.")
    lines = [told.format(anchor=bold(changed.anchor.name, NAME_LIMIT))]
    if changed.kept:
        shown = [
            f"{item_name(item, 100)} · {when_words(item.when, changed.group.zone)}"
            for item in changed.kept[:MOST_LISTED]
        ]
        kept = bullets(shown, len(changed.kept) - len(shown))
        lines.append(f"{_('These hung on it, and keep the dates that they have:')}\n{kept}")
    spoken = told.format(anchor=quoted(changed.anchor.name, NAME_LIMIT))
    return compose(spoken, [section("\n".join(lines)), *actions(_after(done, changed))])


def build_anchors(view: AnchorsView, reader: Reader | None, *, shared_by: str | None = None) -> Message:
    """All dates of other bodies, the days that are left, what hangs on each, and how they have drifted."""
    title = _("Dates of other bodies")
    may_set = reader is not None and may(reader.standing, Right.GOVERN)
    blocks: list[Block] = [header(title)]
    if not view.anchors:
        nothing = _("There are none yet.")
        hint = _(
            "For example the meeting of another body for which papers are due. The coordinator sets them."
        )
        blocks.append(section(f"{nothing} {hint}"))
    shown, left = fit([_unit(anchor, view, may_set) for anchor in view.anchors], 44)
    blocks += shown
    if left:
        blocks.append(context(_("and {count} more").format(count=left)))
    if shared_by:
        blocks.append(context(_("Shared by {person}").format(person=mention(shared_by))))
    buttons = [press(_("Add a date"), view.group.id, AnchorForm())] if may_set else []
    if reader is not None and view.anchors:
        buttons.append(share(_("Share to channel"), view.group.id, ShowAnchors()))
    names = in_a_row(
        f"{quoted(one.name, 60)} · {when_words(one.when, view.group.zone)}"
        for one in view.anchors[:MOST_LISTED]
    )
    return compose(labelled(title, names or _("none")), [*blocks, *actions(buttons)])


def _unit(anchor: Anchor, view: AnchorsView, may_set: bool) -> Unit:
    zone = view.group.zone
    lines = [anchor_words(anchor, view.now, zone)]
    if drift := _drift(anchor, view.moves.get(anchor.id, 0), zone):
        lines.append(drift)
    hanging = view.hanging.get(anchor.key, ())
    shown = [_hanging(item, anchor, view) for item in hanging[:MOST_HANGING]]
    if shown:
        lines.append(bullets(shown, len(hanging) - len(shown)))
    choices = [(_("Move"), AnchorForm(anchor.id)), (_("Remove"), RemoveAnchor(anchor.id))]
    return [section("\n".join(lines), menu(view.group.id, choices) if may_set else None)]


def _hanging(item: Item, anchor: Anchor, view: AnchorsView) -> str:
    """An item on a date: what it counts from, its date, the days that are left."""
    parts = [item_name(item, 80)]
    if item.counts_from is not None:
        name = anchor.name if item.counts_from.anchor == anchor.key else item.counts_from.anchor or ""
        parts.append(quoted(counted_words(item.counts_from, name), 150))
    if not item.when.is_relative:
        parts += [when_words(item.when, view.group.zone), days_left(item.when, view.now, view.group.zone)]
    return " · ".join(part for part in parts if part)


def _drift(anchor: Anchor, moves: int, zone: str) -> str:
    """``moved once, 1 week later than first planned (Mon 17 Sep 2018)``; empty where it never moved."""
    if not moves or anchor.first_date is None:
        return ""
    count = moved_words(moves)
    days = drift_between(anchor.first_date, anchor.when)
    if days is None:
        return count
    return f"{count}, {drift_words(days)} ({when_words(anchor.first_date, zone)})"


def build_anchor_if(view: AnchorIf, look: AnchorWhatIf) -> Message:
    """What a move of an anchor would bring, and the button that makes it."""
    zone, anchor = view.group.zone, view.anchor
    told = _("If {anchor} moved from {was} to {when}:")
    facts = {"was": when_words(anchor.when, zone), "when": when_told(view.to, view.now, zone)}
    lines = [told.format(anchor=bold(anchor.name, NAME_LIMIT), **facts)]
    if view.moved:
        lines.append(f"{_('These would move with it:')}\n{followed_lines(view.moved, zone, is_ahead=True)}")
    else:
        lines.append(_("Nothing hangs on it."))
    if view.squeezed:
        lines.append(
            f"{_('What would be squeezed, in working days:')}\n{squeezed_lines(view.squeezed, zone)}"
        )
    lines.append(_("Nothing has changed yet."))
    act = SetAnchor(look.when, anchor.id, None, look.why, basis=(anchor.version,))
    move = press(_("Move it"), view.group.id, act)
    spoken = told.format(anchor=quoted(anchor.name, NAME_LIMIT), **facts)
    return compose(spoken, [section("\n".join(lines)), *actions([move])])


def build_anchor_notice(notice: AnchorNotice) -> Message:
    """Channels hear that an anchor has moved: once, with all that has followed it."""
    zone, anchor = notice.group.zone, notice.anchor
    told = _("🗓 {anchor} has moved: {change}")
    change = was_now(notice.was, anchor.when, zone)
    lines = [told.format(anchor=bold(anchor.name, NAME_LIMIT), change=change)]
    lines.append(f"{_('What hangs on it has moved, too:')}\n{followed_lines(notice.moved, zone)}")
    facts = []
    if notice.why:
        facts.append(_("Why: {why}").format(why=quoted(notice.why, 500)))
    facts.append(_("By {person}").format(person=who(notice.by)))
    spoken = told.format(anchor=quoted(anchor.name, NAME_LIMIT), change=change)
    return compose(spoken, [section("\n".join(lines)), section("\n".join(facts))])
