"""The question to leads, two weeks before a meeting, for three lines on their stream."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.notices import NewNotice, NoticeKind, Planning, Subject, Telling
from bot.dates.wall_time import local, to_utc
from bot.meetings.agenda import store
from bot.meetings.lineage import AGENDA
from bot.meetings.progress.rules import Report, lines_of, reported_streams
from bot.meetings.progress.texts import build_asked
from bot.plan.store.agendas import points_of
from bot.plan.store.plans import items_by_id
from bot.slack.message import Message
from bot.slack.saying import build_said

LINES = "three-lines"
BEFORE, A_DAY = timedelta(days=14), timedelta(days=1)


def plan_asks(planning: Planning) -> Iterable[NewNotice]:
    """One question for each point, stream and lead, on the working day two weeks before."""
    session, facts = planning.session, planning.facts
    for item in planning.items:
        start = item.when.starts_at(facts.group.zone) if item.is_meeting and item.when.is_dated else None
        if session is None or start is None:
            continue
        day = facts.rules.days.on_or_before(local(start, facts.group.zone).date() - BEFORE)
        morning = to_utc(day, POSTING_TIME, facts.group.zone)
        if not planning.since - A_DAY < morning <= planning.until + A_DAY:
            continue  # nobody's morning of that day lies within
        for point in map(store.point_of, points_of(session, item.id)):
            streams = reported_streams(point.text, facts.group.labels) if point.is_on_agenda else ()
            for stream in streams:
                contact = facts.roster.lead(stream, day)
                if contact is None or not point.is_open:
                    continue
                due_at = to_utc(day, POSTING_TIME, contact.zone or facts.group.zone)
                if planning.is_due(due_at):
                    yield NewNotice(
                        team_id=facts.group.team_id,
                        key=f"three-lines:{point.id}:{stream}:v{item.schedule_version}:{contact.id}",
                        kind=LINES,
                        recipient=contact.user_id,
                        recipient_team=contact.team_id,
                        due_at=due_at,
                        expires_at=start,
                        group_id=facts.group.id,
                        item_id=item.id,
                        schedule_version=item.schedule_version,
                        payload={"point": point.id, "stream": stream},
                        shows=((AGENDA, item.id),),
                    )


def view_ask(telling: Telling) -> Report | None:
    """The question, as long as the meeting has that date and the point says nothing of the stream."""
    found = items_by_id(telling.session, [telling.row.item_id or 0])
    payload = telling.row.payload
    row = store.point_row(telling.session, telling.row.item_id or 0, payload["point"])
    if not found or row is None or found[0].schedule_version != telling.row.schedule_version:
        return None
    point = store.point_of(row)
    if not found[0].is_open or not point.is_open or lines_of(point.note, payload["stream"]) is not None:
        return None
    return Report(telling.facts.group, found[0], point, payload["stream"])


def settled(telling: Telling) -> Message | None:
    """That the lines are there, for the card that asked for them."""
    row = store.point_row(telling.session, telling.row.item_id or 0, telling.row.payload["point"])
    stream = telling.row.payload["stream"]
    if row is None or lines_of(row.note, stream) is None:
        return None
    return build_said(_("✔ The lines on {stream} are there.").format(stream=stream))


def _shown(report: Report) -> Iterable[Subject]:
    return ((AGENDA, report.item.id),)


NOTICES = (
    NoticeKind(
        LINES,
        view_ask,
        build_asked,
        lambda _payload: _("three lines for a meeting"),
        plan=plan_asks,
        shows=_shown,
        settled=settled,
        while_open=True,
    ),
)
