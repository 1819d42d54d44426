"""What actions add to Home: the reader's own that are open."""

from __future__ import annotations

from bot.core.registry import Looking
from bot.meetings.actions.rules import Outcomes
from bot.meetings.actions.texts import action_words, choices_of
from bot.plan.rules.upcoming import today_in
from bot.slack.blocks import Unit, menu, section


def home_units(looking: Looking) -> list[Unit]:
    """The open actions that the reader answers for, each with its acts; those that are overdue first."""
    facts, reader = looking.snapshot.facts, looking.caller.reader
    today = today_in(facts.group.zone, looking.now)
    mine = [
        one for one in looking.snapshot[Outcomes].actions if one.is_open and looking.caller.standing.owns(one)
    ]
    mine.sort(key=lambda one: not one.is_overdue(today))
    return [
        [section(action_words(one, facts.roster, today), menu(facts.group.id, choices_of(one, reader)))]
        for one in mine
    ]
