"""A person's note of a day: what is asked of them, over all their groups of the workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from bot.core.i18n import _
from bot.core.notices import ITEM, NewNotice, NoticeKind, Planning, Subject, Telling
from bot.dates.wall_time import local
from bot.meetings.actions.due_actions import asked_on, monday_of, open_actions_of
from bot.plan.rules.upcoming import today_in
from bot.reminders.materialise import NOTE, note_notice, recipients_of
from bot.reminders.personal_notes import person_note
from bot.reminders.reminding import most_notes
from bot.reminders.rules.ladders import JUST_OVER, Ask, asks, share_out
from bot.reminders.texts.decisions import build_settled
from bot.reminders.texts.note import build_note
from bot.reminders.views import PersonNote
from bot.slack.message import Message


def plan(planning: Planning) -> Iterable[NewNotice]:
    """One note for each person and day on which an item asks something of them."""
    facts = planning.facts
    last = local(planning.until, facts.group.zone).date() + timedelta(days=1)
    for item in planning.items:
        for ask in asks(item, facts.rules, last):
            days = [ask.day]
            if ask.about == JUST_OVER:
                # In a full week it has to wait for the next one; then that note has to be there.
                days.append(facts.rules.days.note_day(ask.day + timedelta(weeks=1)))
                if not planning.is_sweep:
                    # Somebody has just dated it into the past: that is asked about on the next working day.
                    days.append(facts.rules.days.add(today_in(facts.group.zone, planning.since), 1))
            for contact in recipients_of(ask.to, item, facts.roster, ask.day):
                for day in days:
                    notice = note_notice(facts, contact, day)
                    if planning.is_due(notice.due_at):
                        yield notice
    yield from _notes_about_actions(planning)


def _notes_about_actions(planning: Planning) -> Iterable[NewNotice]:
    """The Monday notes of those who have something to do out of meetings; planned by the sweep."""
    facts = planning.facts
    if not planning.is_sweep or planning.session is None:
        return
    open_actions = open_actions_of(planning.session, facts.group.id)
    monday = monday_of(local(planning.since, facts.group.zone).date())
    last = local(planning.until, facts.group.zone).date() + timedelta(days=1)
    while open_actions and monday <= last:
        for person_id, _as_coordinator in asked_on(open_actions, facts, monday):
            contact = facts.roster.people[person_id]
            notice = note_notice(facts, contact, facts.rules.days.note_day(monday))
            if contact.is_on_slack and planning.is_due(notice.due_at):
                yield notice
        monday += timedelta(weeks=1)


def foresee(planning: Planning) -> Iterable[tuple[NewNotice, tuple[int, ...]]]:
    """The notes that will be sent, as far as this group goes: those that would be empty are left out."""
    facts = planning.facts
    last = today_in(facts.group.zone, planning.until)
    weeks: dict[tuple[int, tuple[int, int]], list[Ask]] = defaultdict(list)
    for item in planning.items:
        for ask in asks(item, facts.rules, last):
            for contact in recipients_of(ask.to, item, facts.roster, ask.day):
                weeks[contact.id, ask.day.isocalendar()[:2]].append(ask)
    for (person_id, _week), mine in weeks.items():
        contact = facts.roster.people[person_id]
        for day, of_day in share_out(mine, most_notes(facts, contact)).items():
            notice = note_notice(facts, contact, day)
            if planning.is_due(notice.due_at):
                yield notice, tuple(dict.fromkeys(ask.item.id for ask in of_day))


def view(telling: Telling) -> PersonNote | None:
    """What the person is asked on that day, as things stand."""
    row = telling.row
    day = date.fromisoformat(row.payload["day"])
    return person_note(
        telling.work,
        telling.session,
        row.team_id,
        row.payload["person"],
        (day,),
        telling.now,
        news_until=row.due_at if telling.shown is not None else None,
    )


def shows(note: PersonNote) -> Iterable[Subject]:
    """All items that it asks about."""
    return ((ITEM, ask.item.id) for _group, ask in note.asks)


def settled(_telling: Telling) -> Message:
    """That nothing in it needs anybody any more."""
    return build_settled()


NOTE_NOTICE = NoticeKind(
    NOTE,
    view,
    build_note,
    lambda _payload: _("personal note"),
    plan=plan,
    foresee=foresee,
    shows=shows,
    settled=settled,
    tells_why=True,
)
