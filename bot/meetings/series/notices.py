"""What channels hear of a series: once when it is made, once when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.notices import NoticeKind, Telling
from bot.groups.facts import actor_words
from bot.groups.store import people
from bot.meetings.series import store
from bot.meetings.series.tables import SeriesRow
from bot.meetings.series.texts import build_series_notice
from bot.meetings.series.views import SeriesNotice
from bot.plan.rules.items import Item
from bot.plan.store import plans

SERIES = "series"


def tell_of_series(edit: Edit, row: SeriesRow, items: Sequence[Item]) -> datetime | None:
    """Plan that channels hear of meetings that were made or cancelled; returns when they do."""
    if edit.group.reminders_started_at is None:
        return None
    group = edit.facts.group
    channels = dict.fromkeys(channel for item in items for channel in group.channels_of(item))
    if not channels:
        return None
    due_at = edit.now + edit.work.timing.announce_after
    payload = {"series": row.id, "version": row.version, "items": [one.id for one in items], "by": edit.actor}
    for channel in channels:
        key = f"{SERIES}:{row.id}:{row.version}:{channel}"
        edit.notify(SERIES, key, channel, due_at=due_at, payload=payload, shows=[(SERIES, row.id)])
    return due_at


def take_back(edit: Edit, row: SeriesRow) -> int:
    """Say no more what channels have not heard yet of a series; returns how many messages that were."""
    group = edit.facts.group
    places = {group.channel_id, *(stream.channel_id for stream in group.streams)} - {None}
    versions = range(1, row.version + 1)
    keys = [f"{SERIES}:{row.id}:{version}:{place}" for version in versions for place in places]
    return edit.take_back(*keys, reason="superseded")


def view(telling: Telling) -> SeriesNotice | None:
    """The meetings that were made or cancelled, as long as that is so."""
    payload, group = telling.row.payload, telling.facts.group
    row = store.series_row(telling.session, group.id, payload["series"])
    if row is None or row.version != payload["version"]:
        return None
    planned = store.planned_of(telling.session, row.id)
    found = plans.items_by_id(telling.session, payload["items"])
    items = tuple(sorted((one for one in found if one.is_open is not row.ended), key=Item.sort_key))
    if not items:
        return None
    by = actor_words(payload["by"], people.contacts_of_tokens(telling.session, {payload["by"]}))
    return SeriesNotice(group, store.view_of_row(row, tuple(planned.items())), items, by)


SERIES_NOTICE = NoticeKind(
    SERIES,
    view,
    lambda notice, _command: build_series_notice(notice),
    lambda _payload: _("a series of meetings"),
    shows=lambda notice: ((SERIES, notice.series.id),),
    is_redrawn=False,
)
