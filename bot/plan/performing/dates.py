"""Setting and moving dates."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.plan import fields
from bot.plan.acts import AnnounceNow, SetDate, SetStatus
from bot.plan.history_views import ITEM
from bot.plan.performing.changing import announce, around_of, change_row, changed, row_of, same
from bot.plan.performing.following import dated_fields, follow, when_in
from bot.plan.rules.items import Item, statuses_for
from bot.plan.rules.views import Changed


def date_already(act: SetDate, edit: Edit, item: Item) -> Changed | None:
    """That it has that date, or (where only a first one is wanted) any."""
    is_that = act.when == item.when if act.when.anchor is None else act.when == item.counts_from
    is_same = item.is_open and (is_that or (act.only_first and item.when.is_dated))
    return same(edit, item, "when") if is_same else None


def set_date(act: SetDate, edit: Edit, item: Item) -> Changed:
    """Set or move the date of an item; the channels hear of it after the time for *Undo*.

    Raises:
        UserError: the item is over.
    """
    if not item.is_open:
        reopened = statuses_for(item.kind)[0]
        raise UserError(
            _("{key} “{title}” is {status}. Reopen it first: `update {key} {open}`.").format(
                key=item.key, title=item.title, status=item.status.value, open=reopened.value
            ),
            offers=(SetStatus.of(item, reopened),),
        )
    row = row_of(edit, item)
    new = dated_fields(edit, act.when, item.key)
    when = when_in(new)
    if when.is_dated:
        # Somebody has decided on a day: the plan's "possible" no longer holds.
        new["tentative"] = False
    status = fields.status_for(item.kind, item.status, when)
    if status is not item.status:
        new["status"] = status.value
    change_row(edit, row, "when", new, note=act.why)
    announced = announce(edit, row, was=item.when, note=act.why)
    around = around_of(edit, item.id, when)
    followers = follow(edit, item.key, when, around.counting)
    return changed(edit, row, item, note=act.why, announced=announced, followers=followers, around=around)


def announce_now(act: AnnounceNow, edit: Edit, item: Item) -> tuple[Item, int]:
    """Tell the channels at once; returns the item, and how many messages were waiting.

    Its entry in the history changes no field, so that the date itself can still be taken back.
    """
    count = edit.work.means.announce_now(edit, item.id)
    if count:
        edit.record(ITEM, item.id, item.key, "announce", {}, {}, version=item.row_version)
    return item, count
