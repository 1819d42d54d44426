"""What people read of templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.core.attached import Attached
from bot.core.group import GroupView
from bot.core.i18n import N_, _
from bot.core.kinds import TemplateKind
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.meetings.templates.acts import TemplateFile, Templates, UseShipped
from bot.meetings.templates.performing import Used
from bot.slack.blocks import Block, actions, context, header, press, section
from bot.slack.escaping import quoted
from bot.slack.message import Message, compose

TITLES = {"minutes": N_("Minutes"), "plan": N_("Plan as Word file")}


def title_words(kind: str) -> str:
    """Of what a template is: ``Minutes``."""
    return _(TITLES[kind]) if kind in TITLES else kind


def build_templates(
    group: GroupView, kinds: Sequence[tuple[TemplateKind, str | None]], *, may_govern: bool
) -> Message:
    """Which templates the group uses; each kind with the name of the group's own file, if it has one."""
    title = _("Templates of {group}").format(group=group.name)
    blocks: list[Block] = [header(title)]
    for kind, own in kinds:
        told = _("*{what}:* the one that ships") if own is None else _("*{what}:* the group's own, “{name}”")
        shown = told.format(what=title_words(kind.name), name=quoted(own or "", 100))
        blocks.append(section(shown))
        row = [press(_("As a file"), group.id, TemplateFile(kind.name))]
        if own is not None and may_govern:
            row.append(press(_("Use the one that ships"), group.id, UseShipped(kind.name)))
        blocks += actions(row)
    if may_govern:
        how = _("To replace one, change its file in Word, and drop it here with {first} or {second}.")
        blocks.append(context(how.format(first="`minutes template`", second="`plan template`")))
    return compose(title, blocks)


def build_template_comes(kind: TemplateKind, file: Attached) -> Message:
    """That the file comes in a moment."""
    told = _("{what}: the template comes to you directly, as {name}.")
    text = told.format(what=title_words(kind.name), name=quoted(file.name, 100))
    return replace(compose(text, [section(text)]), files=(file,))


def build_used(done: Done[Any], _reader: Reader | None) -> Message:
    """That the template that ships is used again."""
    used: Used = done.result
    told = _("✔ {what}: the template that ships is used again.")
    if used.is_same:
        told = _("{what}: the template that ships is used already.")
    text = told.format(what=title_words(used.kind.name))
    row = [press(_("Templates"), used.group.id, Templates())]
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        row.append(press(_("Undo"), used.group.id, Undo(done.act_id)))
    return compose(text, [section(text), *actions(row)])


def build_kept(used: Used, act_id: int) -> Message:
    """That a dropped file is the template from now on."""
    told = _("✔ {what}: “{name}” is the template from now on.")
    text = told.format(name=quoted(used.name or "", 100), what=title_words(used.kind.name))
    row = [press(_("Templates"), used.group.id, Templates()), press(_("Undo"), used.group.id, Undo(act_id))]
    return compose(text, [section(text), *actions(row)])


def say_use(act: UseShipped, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``use the template that ships for: minutes``."""
    return _("use the template that ships for: {what}").format(what=title_words(act.kind))


def label_templates(_look: Templates, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Templates``."""
    return _("Templates")


def label_file(look: TemplateFile, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Template as a file: minutes``."""
    return _("Template as a file: {what}").format(what=title_words(look.kind))
