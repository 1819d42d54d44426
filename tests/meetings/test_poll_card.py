"""The card of a poll at its largest: ten dates, sixty agencies with the longest names, all required."""

from __future__ import annotations

from bot.meetings.polls.acts import OpenPoll, Vote
from bot.meetings.polls.texts.card import build_card
from bot.sandbox.block_rules import message_too_long, problems
from tests.meetings.polling import join
from tests.stage import COORDINATOR, Stage, exact


def test_the_largest_card_stays_inside_slacks_limits(lite: Stage) -> None:
    ids = [
        join(lite, f"U0V{number:03}", f"Agency {number:02} " + "of the long name " * 12)
        for number in range(60)
    ]
    whens = tuple(exact(f"2018-01-{day:02}") for day in range(8, 18))
    act = OpenPoll(lite.item("IMG-M6").id, whens, required=tuple(ids))
    view = lite.do(act, lite.as_(COORDINATOR)).result.view
    numbers = tuple(range(1, 11))
    for number in range(60):
        view = lite.do(Vote(view.poll.id, cannot=numbers), lite.as_(f"U0V{number:03}")).result.view
    card = build_card(view)
    assert problems(card.blocks) == [] and not message_too_long(card.blocks)
    assert sum("⚠ required, and cannot" in str(block) for block in card.blocks) == 10
    assert "All work" in str(card.blocks[-1])
