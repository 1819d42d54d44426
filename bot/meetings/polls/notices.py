"""What is said about polls unasked: the card, the reminder, and what the organiser hears."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.core.people import Contact
from bot.dates.wall_time import local, to_utc
from bot.groups.store.rosters import agencies_of
from bot.meetings.invited.performing import organiser_of
from bot.meetings.invited.rules import Body, Party, alone_in
from bot.meetings.invited.store import invitations_of
from bot.meetings.polls import store
from bot.meetings.polls.tables import PollRow
from bot.meetings.polls.texts.card import build_card
from bot.meetings.polls.texts.news import News, build_news, build_reminder, build_settled, build_taken
from bot.meetings.polls.views import PollView, view_of
from bot.plan.store import plans
from bot.slack.message import Message

POLL, REMINDER, NEWS = "poll", "poll-reminder", "poll-news"
REMINDER_DAYS = 2
"""How many working days before a poll closes those who have not answered are reminded."""
ALL, STUCK, CLOSED = "all", "stuck", "closed"


@dataclass(frozen=True)
class Asked:
    """A poll as somebody gets it, alone or in a channel; `zone` is where they are, if that is known."""

    view: PollView
    zone: str | None = None


def _view(telling: Telling) -> PollView | None:
    """The poll of a notice as it stands."""
    group_id = telling.facts.group.id
    row = store.poll_row(telling.session, group_id, telling.row.payload["poll"])
    found = plans.items_by_id(telling.session, [row.item_id]) if row is not None else []
    if row is None or not found:
        return None
    facts = telling.facts
    invited = invitations_of(telling.session, group_id)
    body = Body(agencies_of(telling.session, group_id), alone_in(facts.standings), invited)
    poll = store.poll_of_row(row, store.ballots_of(telling.session, row.id))
    return view_of(facts, body, poll, found[0], telling.now)


def _shows(view: PollView) -> Iterable[Subject]:
    return ((POLL, view.poll.id), ("item", view.item.id))


def view_reminder(telling: Telling) -> Asked | None:
    """The poll, for somebody whose party has not answered and still can."""
    view = _view(telling)
    contact = _contact(telling, view) if view is not None else None
    if view is None or not view.takes_votes or contact is None:
        return None
    missing = {person for party in view.tally.missing for person in view.body.people_of(party)}
    return Asked(view, contact.zone) if contact.id in missing else None


def view_card(telling: Telling) -> Asked | None:
    """The poll for a channel, or for somebody who gets its card alone."""
    view, row = _view(telling), telling.row
    if view is None:
        return None
    reader = (row.recipient_team or row.team_id, row.recipient)
    people = view.roster.people.values()
    return Asked(view, next((one.zone for one in people if (one.team_id, one.user_id) == reader), None))


def view_news(telling: Telling) -> News | None:
    """What the organiser decides on; nothing of a poll that was decided, or that another sees to."""
    view = _view(telling)
    if view is None or not view.is_running:
        return None
    why, reader = telling.row.payload["why"], _contact(telling, view)
    organiser = organiser_of(view.item, view.body, view.roster, view.poll.organiser_id)
    if reader is None or (why == CLOSED and view.takes_votes) or (why == ALL and view.tally.missing):
        return None
    is_organiser = organiser is not None and organiser.id == reader.id
    if not is_organiser and dict(view.body.invited.organisers).get(view.item.id) is not None:
        return None
    return News(view, why, reader, is_organiser)


def _contact(telling: Telling, view: PollView) -> Contact | None:
    """Who reads a direct notice; None of somebody who is not of the group any more."""
    return view.roster.people.get(telling.row.payload["person"])


def settle_news(telling: Telling) -> Message | None:
    """That the poll is decided, or that somebody else sees to it."""
    view = _view(telling)
    if view is None:
        return None
    organiser = organiser_of(view.item, view.body, view.roster, view.poll.organiser_id)
    return build_taken(view, organiser) if view.is_running and organiser is not None else build_settled(view)


def settle_reminder(telling: Telling) -> Message | None:
    """That nothing has to be answered any more."""
    view = _view(telling)
    return build_settled(view) if view is not None else None


NOTICES = (
    NoticeKind(POLL, view_card, lambda asked, _command: build_card(asked.view, asked.zone),
               lambda _payload: _("a poll"), shows=lambda asked: _shows(asked.view), waits_for_start=False),
    NoticeKind(REMINDER, view_reminder, lambda asked, _command: build_reminder(asked.view, asked.zone),
               lambda _payload: _("a poll that waits for an answer"),
               shows=lambda asked: _shows(asked.view), settled=settle_reminder, waits_for_start=False),
    NoticeKind(NEWS, view_news, lambda news, _command: build_news(news),
               lambda _payload: _("a poll that can be decided"),
               shows=lambda news: _shows(news.view), settled=settle_news, waits_for_start=False),
)  # fmt: skip


def tell_of_poll(edit: Edit, row: PollRow, view: PollView) -> None:
    """Post the card of a poll that was opened, and plan what is said until it closes."""
    channels = edit.facts.group.channels_of(view.item)
    shows = tuple(_shows(view))
    for channel in channels:
        edit.notify(
            POLL,
            f"poll:{row.id}:{channel}",
            channel,
            item_id=view.item.id,
            payload={"poll": row.id},
            shows=shows,
        )
    for contact in _not_in_channel(view, bool(channels)):
        key = f"poll:{row.id}:{contact.team_id}:{contact.user_id}"
        edit.notify(POLL, key, contact, item_id=view.item.id, payload={"poll": row.id}, shows=shows)
    plan_closing(edit, view)


def _not_in_channel(view: PollView, has_channel: bool) -> list[Contact]:
    """Those invited who get the card directly: without a channel all, else who cannot be in it."""
    people = (view.roster.people.get(one) for party in view.tally.asked for one in view.body.people_of(party))
    return [
        one
        for one in people
        if one is not None
        and one.is_reached
        and (not has_channel or not one.is_on_slack or one.team_id != view.group.team_id)
    ]


def plan_closing(edit: Edit, view: PollView) -> None:
    """Plan the reminders and what the organiser hears, by the day on which a poll closes.

    One is asked for each agency: who speaks for it first. After a working day the coordinators hear too.
    """
    poll, zone, days = view.poll, edit.group.zone, edit.facts.rules.days
    closes_at = poll.closes_at(zone)
    remind_at = to_utc(days.add(poll.closes_on, -REMINDER_DAYS), POSTING_TIME, zone)
    if remind_at > edit.now:
        for party in view.tally.missing:
            if (contact := _asked_for(party, view, local(edit.now, zone))) is not None:
                _direct(edit, REMINDER, view, contact, remind_at, REMINDER, expires_at=closes_at)
    organiser = organiser_of(view.item, view.body, view.roster, poll.organiser_id)
    if organiser is not None and organiser.is_on_slack:
        _direct(edit, NEWS, view, organiser, closes_at, CLOSED)
    later = to_utc(days.add(poll.closes_on, 1), POSTING_TIME, zone)
    for contact in edit.facts.roster.coordinators:
        if contact.is_on_slack and (organiser is None or contact.id != organiser.id):
            _direct(edit, NEWS, view, contact, later, CLOSED)


def _asked_for(party: Party, view: PollView, today: datetime) -> Contact | None:
    if party.agency_id is not None:
        return view.body.agencies.focal_point(party.agency_id, today.date())
    contact = view.roster.people.get(party.person_id or 0)
    return contact if contact is not None and contact.is_reached else None


def _direct(
    edit: Edit,
    kind: str,
    view: PollView,
    contact: Contact,
    due_at: datetime,
    why: str,
    *,
    expires_at: datetime | None = None,
) -> None:
    edit.notify(
        kind,
        f"{kind}:{view.poll.id}:{why}:{view.poll.closes_on}:{view.poll.version}:{contact.id}",
        contact,
        due_at=due_at,
        expires_at=expires_at,
        item_id=view.item.id,
        payload={"poll": view.poll.id, "person": contact.id, "why": why},
        shows=tuple(_shows(view)),
    )


def tell_of_vote(edit: Edit, view: PollView) -> None:
    """Draw the cards anew; the organiser hears when all have answered, or a required one can make no date."""
    edit.redraw(POLL, view.poll.id)
    organiser = organiser_of(view.item, view.body, view.roster, view.poll.organiser_id)
    if organiser is None or not organiser.is_on_slack:
        return
    if not view.tally.missing:
        _direct(edit, NEWS, view, organiser, edit.now, ALL)
    elif view.tally.cannot_at_all(view.required):
        _direct(edit, NEWS, view, organiser, edit.now, STUCK)
