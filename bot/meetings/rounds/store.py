"""Queries on written rounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.meetings.invited.store import voice_of
from bot.meetings.rounds.rules import Kind, Round, RoundAnswer, Rounds
from bot.meetings.rounds.tables import RoundAnswerRow, RoundRow

_ROUNDS = (
    select(RoundRow)
    .where(RoundRow.group_id == bindparam("group_id"), ~RoundRow.removed)
    .order_by(RoundRow.id)
)
_ANSWERS = (
    select(RoundAnswerRow)
    .where(RoundAnswerRow.round_id.in_(bindparam("ids", expanding=True)))
    .order_by(RoundAnswerRow.id)
)


def rounds_of(session: Session, group_id: int) -> Rounds:
    """The rounds of a group, with their answers."""
    rows = session.scalars(_ROUNDS, {"group_id": group_id}).all()
    found: dict[int, list[RoundAnswerRow]] = {}
    if rows:
        for answer in session.scalars(_ANSWERS, {"ids": [row.id for row in rows]}):
            found.setdefault(answer.round_id, []).append(answer)
    return Rounds(tuple(round_of_row(row, found.get(row.id, ())) for row in rows))


def answers_to(session: Session, round_id: int) -> list[RoundAnswerRow]:
    """The answers to a round, also those that were taken back."""
    return list(session.scalars(_ANSWERS, {"ids": [round_id]}))


def round_row(session: Session, group_id: int, round_id: int) -> RoundRow | None:
    """A round of a group, to be changed."""
    row = session.get(RoundRow, round_id, populate_existing=True)
    return row if row is not None and row.group_id == group_id and not row.removed else None


def round_of_row(row: RoundRow, answers: Iterable[RoundAnswerRow]) -> Round:
    """A row as the rules see it."""
    return Round(
        id=row.id,
        item_id=row.item_id,
        question=row.question,
        closes_on=date.fromisoformat(row.closes_on),
        link=row.link,
        is_consent=row.is_consent,
        agencies=tuple(row.agencies),
        opened_by=row.opened_by,
        is_open=row.is_open,
        answers=tuple(
            RoundAnswer(voice_of(one), one.at, Kind(one.kind), one.note, one.entered_by)
            for one in answers
            if not one.removed
        ),
    )
