"""Carrying out what is done with templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.caller import Caller
from bot.core.edit import Edit, editing
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.kinds import TemplateKind
from bot.core.registry import Registry
from bot.core.rights import Need, Right
from bot.core.work import Work
from bot.meetings import recorded
from bot.meetings.templates import store
from bot.meetings.templates.acts import Templates, UseShipped
from bot.meetings.templates.filling import LARGEST_FILE
from bot.meetings.templates.tables import GroupTemplate


@dataclass(frozen=True, slots=True)
class Used:
    """Which template of a kind a group uses from now on: the file of that name, or the one that ships."""

    group: GroupView
    kind: TemplateKind
    name: str | None = None
    is_same: bool = False


def kind_named(registry: Registry, name: str) -> TemplateKind:
    """A kind of template.

    Raises:
        UserError: there is none of that name.
    """
    kinds = [kind for feature in registry.features for kind in feature.templates]
    found = next((kind for kind in kinds if kind.name == name), None)
    if found is None:
        text = _("There are templates of: {kinds}.").format(kinds=", ".join(kind.name for kind in kinds))
        raise UserError(text, offers=(Templates(),))
    return found


def load_own(act: UseShipped, edit: Edit) -> GroupTemplate | None:
    """The template of the group's own, if it has one."""
    kind_named(edit.registry, act.kind)
    return store.own_template(edit.session, edit.group.id, act.kind)


def need_to_replace(_act: UseShipped, _own: GroupTemplate | None, _edit: Edit) -> Need:
    """Whoever governs the group."""
    return Need(Right.GOVERN)


def ships_already(act: UseShipped, edit: Edit, own: GroupTemplate | None) -> Used | None:
    """That the group uses the one that ships."""
    kind = kind_named(edit.registry, act.kind)
    return Used(edit.facts.group, kind, is_same=True) if own is None else None


def use_shipped(act: UseShipped, edit: Edit, own: GroupTemplate | None) -> Used:
    """Take the group's own template out of use; it is kept, and can be brought back."""
    if own is not None:
        recorded.change(edit, own, own.name, {"removed": True})
    return Used(edit.facts.group, kind_named(edit.registry, act.kind))


def keep_template(
    work: Work, caller: Caller, name: str, file_name: str, data: bytes, now: datetime
) -> tuple[Used, int]:
    """Give a group a template of its own; returns the id of the act in the history, too.

    Raises:
        UserError: the caller may not, or the template names a field that there is not.
    """
    kind = kind_named(work.registry, name)
    if len(data) > LARGEST_FILE:
        told = _("That file is too large: up to {most} megabytes are read.")
        raise UserError(told.format(most=LARGEST_FILE // 1_000_000))
    kind.check(data)
    with editing(work, caller, now) as edit:
        edit.caller.require(Need(Right.GOVERN))
        edit.name = "keep-template"
        known = store.own_template(edit.session, edit.group.id, kind.name)
        if known is not None:
            recorded.change(edit, known, known.name, {"removed": True})
        row = GroupTemplate(
            group_id=edit.group.id, kind=kind.name, name=file_name[:200], content=data, at=now, version=1,
            removed=False,
        )  # fmt: skip
        recorded.add(edit, row, row.name, ("kind", "name"))
        entry = edit.begin("file")
        return Used(edit.facts.group, kind, row.name), entry.id
