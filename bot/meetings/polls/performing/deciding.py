"""Taking one of the dates, changing a poll that is open, calling it off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.texts import when_words
from bot.dates.when import When
from bot.meetings import recorded
from bot.meetings.polls import store
from bot.meetings.polls.acts import (
    CancelPoll,
    ChangePoll,
    Choose,
    ShowPoll,
)
from bot.meetings.polls.notices import POLL, plan_closing
from bot.meetings.polls.performing.loading import (
    Loaded,
    came_to,
    require_running,
    view_of,
)
from bot.meetings.polls.performing.opening import checked_dates, deadline_of, value_of
from bot.meetings.polls.rules import Option, State
from bot.meetings.polls.views import PollChanged
from bot.plan.acts import SetDate
from bot.plan.performing.changing import change_row, row_of
from bot.plan.performing.dates import set_date
from bot.plan.rules.items import Status


def choose(act: Choose, edit: Edit, loaded: Loaded) -> PollChanged:
    """Give the meeting one of the dates; its poll is over, and the channel hears once.

    Raises:
        UserError: the poll was decided, there is no such option, or its date is over.
    """
    require_running(loaded, edit)
    option = loaded.poll.option(act.number)
    if option is None:
        raise UserError(
            _("There is no date {number} in this poll.").format(number=act.number),
            offers=(ShowPoll(loaded.item.id),),
        )
    start = (
        option.when.starts_at(edit.group.zone)
        if option.when.has_time
        else option.when.ends_at(edit.group.zone)
    )
    if start is not None and start <= edit.now:
        raise UserError(
            _("{when} is over by now. Choose another date, or offer further ones.").format(
                when=when_words(option.when, edit.group.zone)
            ),
            offers=(ShowPoll(loaded.item.id),),
        )
    recorded.change(edit, loaded.row, loaded.item.key, {"state": State.CHOSEN.value, "chosen": option.number})
    done = set_date(SetDate(loaded.item.id, option.when), edit, loaded.item)
    after = replace(loaded, poll=store.poll_of_row(loaded.row, loaded.ballots), item=done.item)
    return PollChanged(view_of(edit, after), changed=done)


def chosen_already(act: Choose, edit: Edit, loaded: Loaded) -> PollChanged | None:
    """That this date was taken."""
    is_same = loaded.poll.state is State.CHOSEN and loaded.poll.chosen == act.number
    option = loaded.poll.option(act.number)
    if not is_same or option is None or option.when != loaded.item.when:
        return None
    return PollChanged(view_of(edit, loaded), is_same=True)


def change_poll(act: ChangePoll, edit: Edit, loaded: Loaded) -> PollChanged:
    """Offer further dates, take some out, leave more time; nobody is asked again about what stays.

    Raises:
        UserError: the poll was decided, or would have too few or too many dates.
    """
    require_running(loaded, edit)
    kept = [option for option in loaded.poll.options if option.number not in act.dropped]
    known = {option.when for option in kept}
    added = tuple(when for when in act.added if when not in known)
    if added or len(kept) < len(loaded.poll.options):
        checked_dates((*(option.when for option in kept if option.when in _ahead(kept, edit)), *added), edit)
    new: dict[str, Any] = {}
    numbers = range(loaded.row.last_number + 1, loaded.row.last_number + 1 + len(added))
    options = [*kept, *(Option(number, when) for number, when in zip(numbers, added, strict=True))]
    options.sort(key=lambda option: option.when.sort_key())
    new["options"] = [{"number": one.number, "when": value_of(one.when)} for one in options]
    new["last_number"] = loaded.row.last_number + len(added)
    moved = False
    if act.closes_on is not None:
        day, moved = deadline_of(act.closes_on, edit)
        new["closes_on"] = day.isoformat()
    entry = recorded.change(edit, loaded.row, loaded.item.key, new)
    after = replace(loaded, poll=store.poll_of_row(loaded.row, loaded.ballots))
    view = view_of(edit, after)
    edit.redraw(POLL, view.poll.id)
    if entry is not None:
        plan_closing(edit, view)
    return PollChanged(view, is_same=entry is None, moved_deadline=moved)


def _ahead(options: list[Option], edit: Edit) -> set[When]:
    """The dates that are not over: a poll may keep the others, for what was said of them."""
    zone = edit.group.zone
    return {one.when for one in options if (end := one.when.ends_at(zone)) is not None and end > edit.now}


def cancel_poll(act: CancelPoll, edit: Edit, loaded: Loaded) -> PollChanged:
    """End a poll without a date: the meeting has none again, or the one it had.

    Raises:
        UserError: the poll was decided.
    """
    require_running(loaded, edit)
    recorded.change(edit, loaded.row, loaded.item.key, {"state": State.CANCELLED.value}, act.why)
    status = Status.SCHEDULED if loaded.item.when.is_dated else Status.TO_SCHEDULE
    change_row(edit, row_of(edit, loaded.item), "status", {"status": status.value}, note=act.why)
    return came_to(edit, loaded.row)


def cancelled_already(_act: CancelPoll, edit: Edit, loaded: Loaded) -> PollChanged | None:
    """That it was called off."""
    if loaded.poll.state is not State.CANCELLED:
        return None
    return PollChanged(view_of(edit, loaded), is_same=True)
