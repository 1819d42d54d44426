"""Asking which dates work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.texts import when_words
from bot.dates.wall_time import local
from bot.dates.when import Precision, When
from bot.meetings import recorded
from bot.meetings.invited.acts import InviteForm
from bot.meetings.invited.performing import mark_required
from bot.meetings.invited.store import body_in
from bot.meetings.polls import store
from bot.meetings.polls.acts import (
    OpenPoll,
    PollForm,
    ShowPoll,
)
from bot.meetings.polls.notices import tell_of_poll
from bot.meetings.polls.performing.loading import (
    came_to,
)
from bot.meetings.polls.rules import FEWEST, MOST, State, last_day
from bot.meetings.polls.tables import PollRow
from bot.meetings.polls.views import PollChanged
from bot.plan import fields
from bot.plan.performing.changing import change_row, load_item, row_of
from bot.plan.rules.items import Item, Status
from bot.slack.escaping import one_line

OPTION_PRECISIONS = frozenset({Precision.EXACT, Precision.HALF_DAY, Precision.DAY})


def load_meeting(act: OpenPoll, edit: Edit) -> Item:
    """The meeting that is to get a date.

    Raises:
        UserError: it is no meeting, or over.
    """
    item = load_item(act, edit)
    if not item.is_meeting:
        raise UserError(
            _("{key} “{title}” is no meeting: there is nothing to vote on.").format(
                key=item.key, title=item.title
            )
        )
    return item


def opened_already(act: OpenPoll, edit: Edit, item: Item) -> PollChanged | None:
    """That a poll of these dates is open."""
    running = store.running_row(edit.session, item.id)
    if running is None or item.status is not Status.POLLING:
        return None
    same = {fields.when_from(one["when"]) for one in running.options} == set(act.whens)
    return replace(came_to(edit, running), is_same=True) if same else None


def open_poll(act: OpenPoll, edit: Edit, item: Item) -> PollChanged:
    """Ask the invited which dates they can make.

    Raises:
        UserError: too few or too many dates, one of them no day or past, nobody invited, or a poll is open.
    """
    if not item.is_open:
        raise UserError(
            _("{key} “{title}” is over or cancelled: there is nothing to vote on.").format(
                key=item.key, title=item.title
            )
        )
    running = store.running_row(edit.session, item.id)
    if running is not None and item.status is Status.POLLING:
        raise UserError(
            _("A poll of {key} “{title}” is open already.").format(key=item.key, title=one_line(item.title)),
            offers=(ShowPoll(item.id),),
        )
    body = body_in(edit)
    if act.required:
        mark_required(edit, item, body, act.required)
        body = body_in(edit)
    if not body.has_list(item):
        raise nobody_invited(item)
    whens = checked_dates(act.whens, edit)
    if running is not None:
        # Its meeting has got a date by other ways, and is asked about anew.
        recorded.change(edit, running, item.key, {"state": State.CANCELLED.value})
    today = local(edit.now, edit.group.zone).date()
    closes_on, moved = (
        deadline_of(act.closes_on, edit)
        if act.closes_on
        else (last_day(item, whens, today, edit.facts.rules.days), False)
    )
    options = [{"number": number, "when": value_of(when)} for number, when in enumerate(whens, 1)]
    row = PollRow(
        group_id=edit.group.id,
        item_id=item.id,
        organiser_id=edit.caller.person_id,
        options=options,
        last_number=len(options),
        closes_on=closes_on.isoformat(),
        state=State.OPEN.value,
        opened_at=edit.now,
        version=1,
        removed=False,
    )
    recorded.add(edit, row, item.key, ("item_id", "options", "closes_on"))
    change_row(edit, row_of(edit, item), "status", {"status": Status.POLLING.value})
    done = came_to(edit, row, moved_deadline=moved)
    tell_of_poll(edit, row, done.view)
    return done


def nobody_invited(item: Item) -> UserError:
    """A team meeting whose stream has no list yet: that is asked once, never taken to be everybody."""
    return UserError(
        _(
            "Nobody has said yet who comes to the meetings of {stream}."
            " Choose the agencies once, then poll again."
        ).format(stream=", ".join(item.streams)),
        offers=(InviteForm(stream=item.streams[0]), PollForm(item.id)),
    )


def checked_dates(whens: tuple[When, ...], edit: Edit, most: int = MOST) -> tuple[When, ...]:
    """The dates of a poll in their order, each once.

    Raises:
        UserError: see `open_poll`.
    """
    found = tuple(sorted(dict.fromkeys(whens), key=When.sort_key))
    if not FEWEST <= len(found) <= most:
        raise UserError(
            _("A poll has {fewest} to {most} dates; these are {count}.").format(
                fewest=FEWEST, most=most, count=len(found)
            )
        )
    for when in found:
        if when.precision not in OPTION_PRECISIONS:
            raise UserError(
                _("“{when}” is no day: a poll asks for days, half-days or hours.").format(
                    when=when_words(when, edit.group.zone)
                )
            )
        start = when.ends_at(edit.group.zone)
        if start is None or start <= edit.now:
            raise UserError(_("{when} is over: leave it out.").format(when=when_words(when, edit.group.zone)))
    return found


def deadline_of(day: date, edit: Edit) -> tuple[date, bool]:
    """The last day of a poll, and whether it moved: nobody decides on a day off.

    Raises:
        UserError: it is over.
    """
    if day < local(edit.now, edit.group.zone).date():
        raise UserError(_("The poll would be over before it begins: say a later day."))
    working = edit.facts.rules.days.on_or_after(day)
    return working, working != day


def value_of(when: When) -> dict[str, Any]:
    """A date as the row of a poll holds it."""
    return fields.when_value(replace(when, text=None))
