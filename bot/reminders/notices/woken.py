"""The message at the end of a pause: questions that were put off, or that came while somebody was away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.core.group import GroupFacts
from bot.core.i18n import _
from bot.core.notices import NewNotice, NoticeKind, Planning, Telling
from bot.core.people import LIGHT, Contact
from bot.dates.wall_time import local
from bot.groups.rules.pauses import PauseView
from bot.groups.store import pauses, people
from bot.groups.tables import Person
from bot.plan.rules.items import Item
from bot.plan.store import plans
from bot.reminders.materialise import WOKEN, recipients_of, woken_key
from bot.reminders.notices import notes
from bot.reminders.personal_notes import Asked, groups_asking, with_asks
from bot.reminders.rules.ladders import Ask, To, asks
from bot.reminders.rules.notice_views import Woken
from bot.reminders.texts.note import build_note
from bot.reminders.views import PersonNote

AGAIN = "again"
"""Why an item is asked about of which nothing else is to be asked."""


def plan(planning: Planning) -> Iterable[NewNotice]:
    """One message for each person of the group who was away, when they are back."""
    if planning.session is None or not planning.is_sweep:
        return
    known = planning.facts.roster.people
    for person_id, mine in pauses.pauses_of(planning.session, known).items():
        contact = known[person_id]
        for pause in mine:
            if pause.is_away and planning.is_due(pause.until) and contact.is_on_slack:
                yield _notice(planning.facts, contact, pause)


def _notice(facts: GroupFacts, contact: Contact, pause: PauseView) -> NewNotice:
    return NewNotice(
        team_id=facts.group.team_id,
        key=woken_key(pause.id, pause.until),
        kind=WOKEN,
        recipient=contact.user_id,
        recipient_team=contact.team_id,
        due_at=pause.until,
        payload={"person": contact.id, "pause": pause.id},
    )


def view(telling: Telling) -> PersonNote | None:
    """What the pause held back and is still to be asked, as things stand."""
    row, session = telling.row, telling.session
    stored = pauses.pause_by_id(session, row.payload["pause"])
    person = session.get(Person, row.payload["person"])
    if stored is None or person is None or person.is_gone:
        return None
    pause, contact = pauses.view_of(stored), people.contact_of(person)
    if woken_key(pause.id, pause.until) != row.key or (pause.is_away and person.level == LIGHT):
        return None
    mine = groups_asking(telling.work, session, row.team_id, person.id)
    asked: list[Asked] = []
    for facts in mine:
        day = local(telling.now, contact.zone or facts.group.zone).date()
        found = (
            (facts, ask)
            for item in plans.open_items_of(session, facts.group.id)
            if (ask := _ask_of(item, pause, facts, contact, day, row.payload.get("ended", False))) is not None
        )
        asked += sorted(found, key=lambda pair: pair[1].item.sort_key())
    zone = contact.zone or (mine[0].group.zone if mine else "UTC")
    why = Woken.RETURNED if pause.is_away else Woken.ASKED_FOR
    note = PersonNote(contact, telling.now, local(row.due_at, zone).date(), (), woken=why)
    return with_asks(session, note, asked, telling.now)


def _ask_of(
    item: Item, pause: PauseView, facts: GroupFacts, contact: Contact, day: date, was_ended: bool
) -> Ask | None:
    """The last thing to be asked about an item by now, of what the pause was about.

    Of a pause that was ended, and of one about everything, that is what came since it began.
    """
    if pause.item_id not in (None, item.id) or not item.asking:
        return None
    zone = contact.zone or facts.group.zone
    since, last = local(pause.since, zone).date(), local(pause.until, zone).date()
    if pause.is_away:
        last -= timedelta(days=1)
    mine = _asks_to(asks(item, facts.rules, day), facts, contact, day)
    if any(ask.day > last for ask in mine):
        return None  # The note of that day asks it.
    if pause.item_id is None or was_ended:
        mine = [ask for ask in mine if ask.day >= since]
    elif not mine:
        return Ask(item, AGAIN, day, To.OWNER)
    return max(mine, key=lambda ask: (ask.day, ask.decide), default=None)


def _asks_to(found: Sequence[Ask], facts: GroupFacts, contact: Contact, day: date) -> list[Ask]:
    return [ask for ask in found if contact in recipients_of(ask.to, ask.item, facts.roster, day)]


WOKEN_NOTICE = NoticeKind(
    WOKEN,
    view,
    build_note,
    lambda _payload: _("what you put off, or what came while you were away"),
    plan=plan,
    shows=notes.shows,
    settled=notes.settled,
    is_question=True,
    tells_why=True,
)
