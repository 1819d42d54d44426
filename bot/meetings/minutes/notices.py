"""What is said of minutes unasked: that they are sent round, and that they are adopted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME
from bot.core.i18n import _, ngettext
from bot.core.notices import NoticeKind, Subject, Telling
from bot.core.people import Contact
from bot.dates.texts import day_words
from bot.dates.wall_time import to_utc
from bot.meetings.cards import date_card
from bot.meetings.comments.acts import CommentForm
from bot.meetings.invited.by_mail import body_of, mailed_of
from bot.meetings.lineage import MINUTES
from bot.meetings.minutes import store
from bot.meetings.minutes.acts import ShowMinutes
from bot.meetings.minutes.rules import MinutesState, MinutesView, silence_day
from bot.meetings.minutes.views import minutes_view
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import actions, context, press, section
from bot.slack.escaping import bullets
from bot.slack.message import Message, compose

ROUND = "minutes"


@dataclass(frozen=True, slots=True)
class MinutesNotice:
    """Minutes that were sent round, or adopted."""

    view: MinutesView
    is_adopted: bool


def tell_of_round(edit: Edit, item: Item) -> None:
    """Let the channel hear that minutes are sent round, and later, in its thread, that they are adopted."""
    record = store.record_of(edit.session, item.id)
    assert record.circulated_at is not None
    last = silence_day(record, edit.facts.rules.days, edit.group.zone)
    stamp = record.circulated_at.isoformat(timespec="seconds")
    for contact in _by_mail(edit, item):
        payload = {"adopted": False, "stamp": stamp}
        edit.notify(
            ROUND, f"minutes:{item.id}:{stamp}:{contact.user_id}", contact, item_id=item.id, payload=payload
        )
    for channel in edit.facts.group.channels_of(item):
        card = f"minutes:{item.id}:{stamp}:{channel}"
        edit.notify(
            ROUND,
            card,
            channel,
            item_id=item.id,
            payload={"adopted": False, "stamp": stamp},
            shows=((MINUTES, item.id),),
        )
        if last is not None:
            day = edit.facts.rules.days.on_or_after(last + timedelta(days=1))
            edit.notify(
                ROUND,
                f"{card}:silence",
                channel,
                due_at=to_utc(day, POSTING_TIME, edit.group.zone),
                item_id=item.id,
                payload={"adopted": True, "stamp": stamp, "silence": True},
                in_thread_of=card,
            )


def tell_of_adoption(edit: Edit, item: Item) -> None:
    """Let the channel hear that minutes are adopted, in the thread of their card."""
    record = store.record_of(edit.session, item.id)
    stamp = record.circulated_at.isoformat(timespec="seconds") if record.circulated_at else ""
    for contact in _by_mail(edit, item):
        key = f"minutes:{item.id}:{stamp}:{contact.user_id}:adopted"
        payload = {"adopted": True, "stamp": stamp}
        edit.notify(ROUND, key, contact, item_id=item.id, payload=payload, revive=True)
    for channel in edit.facts.group.channels_of(item):
        card = f"minutes:{item.id}:{stamp}:{channel}"
        edit.take_back(f"{card}:silence", reason="adopted")
        edit.notify(
            ROUND,
            f"{card}:adopted",
            channel,
            item_id=item.id,
            payload={"adopted": True, "stamp": stamp},
            in_thread_of=card if stamp else date_card(edit.session, item.id, channel),
            revive=True,
        )


def _by_mail(edit: Edit, item: Item) -> list[Contact]:
    """Those invited whom Slack does not reach."""
    return mailed_of(item, body_of(edit.session, edit.facts), edit.facts)


def view_round(telling: Telling) -> MinutesNotice | None:
    """The minutes as they stand; None where what was to be said is not so, or they were sent round anew."""
    snapshot = telling.work.snapshot(telling.session, telling.row.group_id)
    item = snapshot[Plan].by_id.get(telling.row.item_id or 0)
    if item is None:
        return None
    view, payload = minutes_view(snapshot, telling.session, item, telling.now), telling.row.payload
    sent = view.record.circulated_at
    if sent is None or sent.isoformat(timespec="seconds") != payload["stamp"]:
        return None
    if payload["adopted"] and view.state is not MinutesState.ADOPTED:
        return None
    return MinutesNotice(view, bool(payload["adopted"]))


def build_round(notice: MinutesNotice, _command: str) -> Message:
    """That minutes are sent round, with the day for comments; or that they are adopted."""
    view = notice.view
    item, until = view.item, view.record.comments_until
    if notice.is_adopted:
        told = _("✔ The minutes of {item} are adopted")
        if view.adopted_by is None and view.record.adopted_at is None:
            told = _("✔ The minutes of {item} are adopted: nobody objected in time")
    elif view.state is MinutesState.ADOPTED:
        told = _("📝 The minutes of {item} were sent round; by now they are adopted")
    else:
        told = _("📝 The minutes of {item} are here, for comments until {day}")
    day = day_words(until) if until is not None else ""
    lines = [told.format(item=item_told(item), day=day)]
    counts = [
        ngettext("{count} decision", "{count} decisions", len(view.decisions)).format(
            count=len(view.decisions)
        ),
        ngettext("{count} action", "{count} actions", len(view.actions)).format(count=len(view.actions)),
    ]
    if not notice.is_adopted:
        lines.append(bullets(counts))
    row = [press(_("Minutes"), view.group.id, ShowMinutes(item.id))]
    if view.state is MinutesState.CIRCULATED:
        row.append(press(_("Comment…"), view.group.id, CommentForm(item.id)))
    blocks = [section("\n".join(lines)), *actions(row)]
    if not notice.is_adopted:
        blocks.append(context(_("Comments go to whoever leads the meeting.")))
    return compose(told.format(item=item_plain(item), day=day), blocks)


def _shown(notice: MinutesNotice) -> Iterable[Subject]:
    return ((MINUTES, notice.view.item.id),) if not notice.is_adopted else ()


def _called(payload: Mapping[str, Any]) -> str:
    return _("that minutes are adopted") if payload.get("adopted") else _("minutes that are sent round")


NOTICES = (NoticeKind(ROUND, view_round, build_round, _called, shows=_shown, waits_for_start=False),)
