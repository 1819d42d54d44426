"""What people read of files with minutes: that one comes, and that one is kept."""

from __future__ import annotations

from dataclasses import replace

from bot.core.attached import Attached
from bot.core.i18n import _
from bot.core.undo_acts import Undo
from bot.meetings.minutes.acts import ShowMinutes
from bot.plan.rules.items import Item
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import actions, press, section
from bot.slack.escaping import quoted
from bot.slack.message import Message, compose


def build_paper_comes(item: Item, file: Attached) -> Message:
    """That the file of the minutes comes in a moment."""
    told = _("The minutes of {item} come to you directly, as {name}. Drop the edited file here to keep it.")
    name = quoted(file.name, 100)
    shown = section(told.format(item=item_told(item), name=name))
    return replace(compose(told.format(item=item_plain(item), name=name), [shown]), files=(file,))


def build_kept(item: Item, name: str, group_id: int, act_id: int, *, is_addendum: bool) -> Message:
    """That a file is the text of the minutes from now on, or an addendum of them."""
    told = _("✔ The file “{text}” is the text of the minutes of {item}")
    if is_addendum:
        told = _("✔ The file “{text}” is an addendum of the minutes of {item}")
    row = [press(_("Minutes"), group_id, ShowMinutes(item.id)), press(_("Undo"), group_id, Undo(act_id))]
    text = quoted(name, 300)
    shown = section(told.format(item=item_told(item), text=text))
    return compose(told.format(item=item_plain(item), text=text), [shown, *actions(row)])
