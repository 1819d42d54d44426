"""Queries on polls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from bot.meetings.invited.rules import Voice
from bot.meetings.invited.store import voice_of
from bot.meetings.polls.rules import Answer, Ballot, Option, Poll, Polls, State
from bot.meetings.polls.tables import BallotRow, PollRow
from bot.plan import fields
from bot.plan.rules.items import Item as ItemValue
from bot.plan.tables import Item

# Read as columns: a poll may have many, and a vote changes one of them.
_BALLOTS = (
    select(
        BallotRow.id, BallotRow.poll_id, BallotRow.person_id, BallotRow.agency_id, BallotRow.guest,
        BallotRow.at, BallotRow.answers, BallotRow.entered_by, BallotRow.note, BallotRow.removed,
    )
    .where(BallotRow.poll_id.in_(bindparam("ids", expanding=True)))
    .order_by(BallotRow.at, BallotRow.id)
)  # fmt: skip
Cast = BallotRow | Row[Any]
"""A vote as it is stored: a row to be changed, or its columns."""
_POLLS = (
    select(PollRow)
    .join(Item, Item.id == PollRow.item_id)
    .where(
        PollRow.group_id == bindparam("group_id"),
        ~PollRow.removed,
        ~Item.removed,
        Item.is_open,
    )
    .order_by(PollRow.id)
)


def polls_of(session: Session, group_id: int) -> Polls:
    """The polls of a group, with their votes."""
    rows = session.scalars(_POLLS, {"group_id": group_id}).all()
    ballots = _ballots(session, [row.id for row in rows])
    return Polls(tuple(poll_of_row(row, ballots.get(row.id, ())) for row in rows))


def poll_row(session: Session, group_id: int, poll_id: int) -> PollRow | None:
    """A poll of a group, to be changed."""
    row = session.get(PollRow, poll_id, populate_existing=True)
    return row if row is not None and row.group_id == group_id and not row.removed else None


def poll_of_row(row: PollRow, ballots: Iterable[Cast]) -> Poll:
    """A row as the rules see it; answers to options that were taken out do not count."""
    options = tuple(Option(one["number"], fields.when_from(one["when"])) for one in row.options)
    known = {option.number for option in options}
    return Poll(
        id=row.id,
        item_id=row.item_id,
        state=State(row.state),
        options=options,
        closes_on=date.fromisoformat(row.closes_on),
        opened_at=row.opened_at,
        organiser_id=row.organiser_id,
        ballots=tuple(_ballot(one, known) for one in ballots if not one.removed),
        chosen=row.chosen,
        version=row.version,
    )


def _ballot(row: Cast, known: set[int]) -> Ballot:
    answers = {int(number): Answer(value) for number, value in row.answers.items() if int(number) in known}
    return Ballot(voice_of(row), row.at, answers, row.entered_by, row.note)


def ballots_of(session: Session, poll_id: int) -> list[Row[Any]]:
    """The votes of a poll, also those that were taken back."""
    return _ballots(session, [poll_id]).get(poll_id, [])


def ballot_row(session: Session, ballots: Iterable[Cast], voice: Voice) -> BallotRow | None:
    """The row of somebody's vote among those of a poll, to be changed, also one that was taken back."""
    found = next((one.id for one in ballots if voice_of(one) == voice), None)
    return session.get_one(BallotRow, found) if found is not None else None


def running_row(session: Session, item_id: int) -> PollRow | None:
    """The newest poll of a meeting that nobody has decided."""
    open_ones = select(PollRow).where(
        PollRow.item_id == item_id, PollRow.state == State.OPEN.value, ~PollRow.removed
    )
    return session.scalars(open_ones.order_by(PollRow.id.desc())).first()


def opened_by(session: Session, item: ItemValue) -> int | None:
    """The person whose poll gave a meeting the date that it has."""
    chosen = select(PollRow).where(
        PollRow.item_id == item.id, PollRow.state == State.CHOSEN.value, ~PollRow.removed
    )
    row = session.scalars(chosen.order_by(PollRow.id.desc())).first()
    poll = poll_of_row(row, ()) if row is not None else None
    option = poll.option(poll.chosen) if poll is not None and poll.chosen is not None else None
    return poll.organiser_id if poll is not None and option is not None and option.when == item.when else None


def _ballots(session: Session, poll_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {}
    if poll_ids:
        for row in session.execute(_BALLOTS, {"ids": list(poll_ids)}):
            found.setdefault(row.poll_id, []).append(row)
    return found
