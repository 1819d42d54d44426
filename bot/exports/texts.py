"""What people read about files and editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.attached import Attached
from bot.core.group import GroupView
from bot.core.i18n import _, in_a_row, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words, when_words
from bot.dates.wall_time import local
from bot.exports.acts import Editions, Export, PublishPlan, Timeline
from bot.exports.editions import Difference, EditionView
from bot.exports.formats import NAMES
from bot.plan.texts.naming import item_plain
from bot.plan.texts.scopes import scope_words
from bot.slack.blocks import actions, context, paragraphs, press, section
from bot.slack.escaping import escape, one_line, quoted
from bot.slack.message import Message, compose
from bot.slack.saying import build_said

MOST_LINES = 30


def say_publish(act: PublishPlan, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``publish the plan as "for the 6th IMG"``."""
    return _("publish the plan as “{name}”").format(name=one_line(act.name, 120))


def label_export(look: Export, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Export``, ``Export: Excel``."""
    name = NAMES.get(look.form or "")
    return _("Export: {form}").format(form=_(name)) if name else _("Export")


def label_timeline(look: Timeline, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Timeline``, ``Timeline of WS1``."""
    scope = scope_words(look.scope, None)
    return _("Timeline {scope}").format(scope=scope) if scope else _("Timeline")


def label_editions(look: Editions, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Editions``, ``Edition 2``."""
    return _("Edition {number}").format(number=look.number) if look.number else _("Editions")


def build_choice_of_formats(group: GroupView, edition: int | None = None) -> Message:
    """The formats there are, each by one press."""
    text = _("In which form would you like the plan? The file comes to you directly.")
    if edition is not None:
        text = _("In which form would you like edition {number}?").format(number=edition)
    buttons = [press(_(name), group.id, Export(form, edition)) for form, name in NAMES.items()]
    return compose(text, [section(text), *actions(buttons[:5]), *actions(buttons[5:])])


def build_file_comes(name: str, file: Attached) -> Message:
    """That a file is being made and comes in a moment."""
    text = _("The plan of {group} as {name} comes to you directly, in a moment.").format(
        group=quoted(name, 100), name=quoted(file.name, 100)
    )
    return replace(compose(text, [section(text)]), files=(file,))


def build_pictures(files: Sequence[Attached], spoken: str) -> Message:
    """That pictures come, and what they say."""
    text = ngettext(
        "The picture comes to you directly.", "{count} pictures come to you directly.", len(files)
    ).format(count=len(files))
    shown = compose(f"{text} {spoken}", [section(text), context(escape(spoken))])
    return replace(shown, files=tuple(files))


def build_published(done: Done[Any], _reader: Reader | None) -> Message:
    """That an edition is published, and what it changed."""
    view: EditionView = done.result
    text = _("✔ Edition {number}, “{name}”, is published.").format(
        number=view.number, name=one_line(view.name, 120)
    )
    buttons: list[tuple[str, Editions | Export]] = [
        (_("Fetch it"), Export(None, view.number)),
        (_("What is new in it"), Editions(view.number)),
    ]
    return build_said(text, buttons=buttons, group_id=done.group_id)


def build_change_notice(group: GroupView, view: EditionView) -> Message:
    """For the channel: a new edition of the plan, and what is new against the last one."""
    title = _("Edition {number} of the workplan of {group}: {name}").format(
        number=view.number, group=quoted(group.name, 100), name=quoted(view.name, 120)
    )
    lines = _difference_lines(view.changes, group)
    if not view.changes and view.number > 1:
        lines = [_("Nothing has changed against the last edition.")]
    blocks = [section(text) for text in paragraphs([f"*{title}*", *lines])]
    return compose(". ".join([title, *lines[:10]]), blocks)


def build_editions(group: GroupView, editions: Sequence[tuple[int, str, datetime]]) -> Message:
    """The editions there are."""
    if not editions:
        text = _("No edition of the plan has been published yet. The coordinator publishes one.")
        return build_said(text, group_id=group.id)
    lines = [_edition_line(number, name, at, group) for number, name, at in editions[:20]]
    buttons = [
        press(_("Edition {number}").format(number=number), group.id, Editions(number))
        for number, _name, _at in editions[:5]
    ]
    text = _("Editions of the workplan: {editions}").format(editions=in_a_row(lines))
    return compose(text, [section("\n".join(f"• {line}" for line in lines)), *actions(buttons)])


def _edition_line(number: int, name: str, at: datetime, group: GroupView) -> str:
    day = day_words(local(at, group.zone).date())
    return _("{number}, {name} ({day})").format(number=number, name=quoted(name, 120), day=day)


def build_edition(group: GroupView, view: EditionView) -> Message:
    """One edition: what it changed, what has changed since, and ways to have it."""
    head = _edition_line(view.number, view.name, view.at, group)
    new = _difference_lines(view.changes, group) or [_("Nothing is new against the edition before it.")]
    if view.number == 1:
        new = [_("It is the first edition.")]
    since = _difference_lines(view.since, group) or [_("Nothing has changed since.")]
    parts = [f"*{head}*", *new, "", f"*{_('Changed since')}*", *since]
    fetch = press(_("Fetch it"), group.id, Export(None, view.number))
    all_of_them = press(_("All editions"), group.id, Editions())
    blocks = [section(text) for text in paragraphs(parts)]
    return compose("\n".join(parts), [*blocks, *actions([fetch, all_of_them])])


def _difference_lines(changes: Sequence[Difference], group: GroupView) -> list[str]:
    lines = [_difference(one, group) for one in changes[:MOST_LINES]]
    left = len(changes) - len(lines)
    if left > 0:
        lines.append(_("and {count} more").format(count=left))
    return [f"• {line}" for line in lines]


def _difference(one: Difference, group: GroupView) -> str:
    words = {
        "added": _("new: {item}, {now}"),
        "moved": _("{item}: {was} → {now}"),
        "done": _("done: {item}"),
        "dropped": _("dropped: {item}"),
    }
    return words[one.change].format(
        item=item_plain(one.item),
        was=when_words(one.was, group.zone),
        now=when_words(one.item.when, group.zone),
    )
