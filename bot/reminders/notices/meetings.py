"""What a meeting's channels hear of it: that it comes near, and each new date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.core.i18n import _
from bot.core.notices import NewNotice, NoticeKind, Planning, StoredNotice, Subject, Telling
from bot.core.people import OUTSIDE
from bot.delivery.store import outbox
from bot.groups.facts import actor_words
from bot.groups.store import people
from bot.meetings.invited.by_mail import body_of, mailed_of, reaches_any
from bot.meetings.invited.rules import Body
from bot.meetings.replies.notices import shown
from bot.meetings.replies.views import RepliesView, replies_at
from bot.plan import fields
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan
from bot.plan.store import plans
from bot.plan.store.anchors import counting_rows
from bot.reminders.materialise import DATE, RUNG
from bot.reminders.rules.ladders import rungs
from bot.reminders.texts.announcements import build_meeting
from bot.reminders.views import MeetingNotice

WEEK_BEFORE = "week-before"


def plan_rungs(planning: Planning) -> Iterable[NewNotice]:
    """A week and an hour before each meeting that has a date, in its channels; by mail a week before."""
    group = planning.facts.group
    body: Body | None = None
    for item in planning.items:
        start = item.when.starts_at(group.zone)
        if start is not None and not item.when.has_time and item.when.start_time is None:
            start = item.when.ends_at(group.zone)
        for rung in rungs(item, planning.facts.rules):
            if not planning.is_due(rung.due_at):
                continue
            everywhere = list(group.channels_of(item))
            if rung.name == WEEK_BEFORE and planning.session is not None and reaches_any(planning.facts):
                body = body or body_of(planning.session, planning.facts)
                everywhere += [one.user_id for one in mailed_of(item, body, planning.facts)]
            for to in everywhere:
                yield NewNotice(
                    team_id=group.team_id,
                    key=f"rung:{item.id}:{rung.name}:v{item.schedule_version}:{to}",
                    kind=RUNG,
                    recipient=to,
                    due_at=rung.due_at,
                    expires_at=start,
                    group_id=group.id,
                    item_id=item.id,
                    schedule_version=item.schedule_version,
                    payload={"rung": rung.name},
                )


def view_rung(telling: Telling) -> MeetingNotice | None:
    """The meeting that comes near, as long as it has the date for which this was planned."""
    item = _item(telling)
    if item is None or not item.is_open:
        return None
    replies = _replies(telling, item)
    return MeetingNotice(
        telling.facts.group, item, telling.now, telling.row.payload["rung"], replies=replies,
        to_channel=not _is_by_mail(telling),
    )  # fmt: skip


def view_date(telling: Telling) -> MeetingNotice | None:
    """A date that was set or moved, or that a meeting is cancelled, where it still is so."""
    item = _item(telling)
    payload: dict[str, Any] = telling.row.payload
    if item is None:
        return None
    is_cancelled = item.status in (Status.CANCELLED, Status.DROPPED)
    if is_cancelled != payload["cancelled"]:
        return None
    was = fields.when_from(payload["was"])
    contacts = people.contacts_of_tokens(telling.session, {payload["by"]})
    set_first = was.start is None or item.when.settles(was)
    is_back = payload.get("was_off", False) and not is_cancelled
    rung = (
        "cancelled" if is_cancelled else "on-again" if is_back else "date-set" if set_first else "date-moved"
    )
    by = actor_words(payload["by"], contacts)
    replies = _replies(telling, item) if item.is_open and item.when.is_dated else None
    followers = tuple(
        one for one in _counting(telling, item) if telling.row.recipient in _channels(telling, one)
    )
    return MeetingNotice(
        telling.facts.group, item, telling.now, rung, was=was, why=payload["why"], by=by, replies=replies,
        followers=followers, to_channel=not _is_by_mail(telling),
    )  # fmt: skip


def _counting(telling: Telling, item: Item) -> Iterable[Item]:
    """What counts from an item and is no meeting, for meetings tell of their dates themselves."""
    rows = counting_rows(telling.session, telling.facts.group.id)
    ids = [row.id for row in rows if row.counts_from and row.counts_from["anchor"] == item.key]
    return (one for one in plans.items_by_id(telling.session, ids) if not one.is_meeting)


def _channels(telling: Telling, item: Item) -> Iterable[str]:
    return telling.facts.group.channels_of(item)


def _replies(telling: Telling, item: Item) -> RepliesView | None:
    """Who comes to a meeting, for its newest card in a channel; None for an older one."""
    row = telling.row
    if outbox.is_followed(telling.session, row.id, item.id, row.recipient, (DATE, RUNG)):
        return None
    snapshot = telling.work.snapshot(telling.session, telling.facts.group.id)
    planned = snapshot[Plan].by_id.get(item.id)
    view = replies_at(snapshot, planned, telling.now) if planned is not None else None
    return view if view is not None and view.attending.asked else None


def _shows(notice: MeetingNotice) -> Iterable[Subject]:
    return shown(notice.replies) if notice.replies is not None else ()


def _item(telling: Telling) -> Item | None:
    """The item of a notice, where it still has that date and is spoken of in that channel."""
    row = telling.row
    found = plans.items_by_id(telling.session, [row.item_id or 0])
    if not found or found[0].schedule_version != row.schedule_version:
        return None
    return (
        found[0]
        if _is_by_mail(telling) or row.recipient in telling.facts.group.channels_of(found[0])
        else None
    )


def _is_by_mail(telling: Telling) -> bool:
    return bool(telling.row.recipient.startswith(OUTSIDE))


def _is_hour_before(row: StoredNotice) -> bool:
    return bool(row.payload["rung"] == "hour-before")


def _rung_called(payload: Mapping[str, Any]) -> str:
    known = {"week-before": _("a meeting in a week"), "hour-before": _("a meeting in an hour")}
    return known.get(payload.get("rung", ""), _("a meeting comes near"))


RUNG_NOTICE = NoticeKind(
    RUNG,
    view_rung,
    build_meeting,
    _rung_called,
    plan=plan_rungs,
    shows=_shows,
    while_open=True,
    at_any_hour=_is_hour_before,
)
DATE_NOTICE = NoticeKind(DATE, view_date, build_meeting, lambda _payload: _("a new date"), shows=_shows)
