"""What is said about rounds unasked: the live card, the reminder to the silent, the end to who asked."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.core.people import Contact
from bot.dates.wall_time import local, to_utc
from bot.groups.store.rosters import agencies_of
from bot.meetings.invited.by_mail import mailed
from bot.meetings.invited.rules import Body, alone_in
from bot.meetings.invited.store import invitations_of
from bot.meetings.rounds import store
from bot.meetings.rounds.texts import build_card, build_ended, build_reminder
from bot.meetings.rounds.views import RoundView, view_of
from bot.plan.store import plans
from bot.slack.message import Message

ROUND, REMINDER, ENDED = "round", "round-reminder", "round-ended"
REMINDER_DAYS = 3
"""How many working days before a round closes the silent agencies are reminded."""


def view(telling: Telling) -> RoundView | None:
    """The round of a notice as it stands."""
    group_id = telling.facts.group.id
    row = store.round_row(telling.session, group_id, telling.row.payload["round"])
    found = plans.items_by_id(telling.session, [row.item_id]) if row is not None else []
    if row is None or not found:
        return None
    facts = telling.facts
    invited = invitations_of(telling.session, group_id)
    body = Body(agencies_of(telling.session, group_id), alone_in(facts.standings), invited)
    one = store.round_of_row(row, store.answers_to(telling.session, row.id))
    return view_of(facts, body, one, found[0], telling.now)


def view_reminder(telling: Telling) -> RoundView | None:
    """The round, for somebody whose agency is silent and can still answer."""
    found = view(telling)
    if found is None or not found.takes_answers:
        return None
    silent = {person for party in found.outcome.silent for person in found.body.people_of(party)}
    return found if telling.row.payload["person"] in silent else None


def view_ended(telling: Telling) -> RoundView | None:
    """The round, once nobody can answer any more."""
    found = view(telling)
    return found if found is not None and not found.takes_answers else None


def shows(found: RoundView) -> Iterable[Subject]:
    """What a message about a round is redrawn for."""
    return ((ROUND, found.round.id),)


def settle_reminder(telling: Telling) -> Message | None:
    """The round as it stands, where nothing has to be answered any more."""
    found = view(telling)
    return build_card(found) if found is not None else None


NOTICES = (
    NoticeKind(ROUND, view, lambda found, _command: build_card(found), lambda _payload: _("a written round"),
               shows=shows, waits_for_start=False),
    NoticeKind(REMINDER, view_reminder, lambda found, _command: build_reminder(found),
               lambda _payload: _("a round that waits for an answer"), shows=shows,
               settled=settle_reminder, waits_for_start=False),
    NoticeKind(ENDED, view_ended, lambda found, _command: build_ended(found),
               lambda _payload: _("the end of a round"), is_redrawn=False, waits_for_start=False),
)  # fmt: skip


def tell_of_round(edit: Edit, found: RoundView) -> None:
    """Post the card, and plan what is said until the round closes."""
    zone, days, one = edit.group.zone, edit.facts.rules.days, found.round
    payload = {"round": one.id}
    for channel in edit.facts.group.channels_of(found.item):
        edit.notify(ROUND, f"round:{one.id}:{channel}", channel, payload=payload, shows=shows(found))
    for outside in mailed(found.outcome.asked, found.body, found.roster):
        edit.notify(ROUND, f"round:{one.id}:{outside.user_id}", outside, payload=payload, shows=shows(found))
    remind_at = to_utc(days.add(one.closes_on, -REMINDER_DAYS), POSTING_TIME, zone)
    today = local(edit.now, zone).date()
    for party in found.outcome.asked if remind_at > edit.now else ():
        contact = found.body.agencies.focal_point(party.agency_id or 0, today)
        if contact is not None:
            key = f"{REMINDER}:{one.id}:{contact.id}"
            asked = {**payload, "person": contact.id}
            edit.notify(REMINDER, key, contact, due_at=remind_at, payload=asked, shows=shows(found))
    if (organiser := _organiser(edit, found)) is not None:
        edit.notify(ENDED, f"{ENDED}:{one.id}", organiser, due_at=one.closes_at(zone), payload=payload)


def _organiser(edit: Edit, found: RoundView) -> Contact | None:
    """Who asked; where that is nobody that Slack reaches, the coordinator."""
    asked_by = found.roster.people.get(found.round.opened_by or 0)
    if asked_by is not None and asked_by.is_on_slack:
        return asked_by
    return found.roster.coordinator(local(edit.now, edit.group.zone).date())


def tell_of_answer(edit: Edit, found: RoundView) -> None:
    """Draw the cards anew."""
    edit.redraw(ROUND, found.round.id)
