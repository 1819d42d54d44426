"""What polls add to Home: those that wait for the reader's answer."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.dates.texts import day_words
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.views import body_at
from bot.meetings.polls.acts import ShowPoll, VoteForm
from bot.meetings.polls.rules import Poll, Polls
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.texts.naming import item_name
from bot.slack.blocks import Unit, actions, press, section


def home_units(looking: Looking) -> list[Unit]:
    """The open polls that the reader is invited to and has not answered, the first to close first."""
    voice, plan = Voice(person_id=looking.caller.person_id), looking.snapshot[Plan]
    zone = looking.snapshot.facts.group.zone
    waiting = [
        (poll, plan.by_id[poll.item_id])
        for poll in looking.snapshot[Polls].polls
        if poll.item_id in plan.by_id
        and poll.takes_votes(plan.by_id[poll.item_id], looking.now, zone)
        and poll.ballot_of(voice) is None
    ]
    asked = [(poll, item) for poll, item in waiting if _is_invited(voice, item, looking)]
    return [_unit(poll, item, looking) for poll, item in sorted(asked, key=lambda pair: pair[0].closes_on)]


def _is_invited(voice: Voice, item: Item, looking: Looking) -> bool:
    body, roster = body_at(looking.snapshot), looking.snapshot.facts.roster
    leads = [lead.id for label in item.streams for lead in roster.leads.get(label, ())]
    party = body.party_of(voice)
    return party is not None and party in body.invited_to(item, leads)


def _unit(poll: Poll, item: Item, looking: Looking) -> Unit:
    group_id = looking.snapshot.facts.group.id
    told = _("{item}: which dates work for you? Please answer until {day}.")
    row = [
        press(_("Vote"), group_id, VoteForm(poll.id), style="primary"),
        press(_("How it stands"), group_id, ShowPoll(item.id)),
    ]
    return [section(told.format(item=item_name(item), day=day_words(poll.closes_on))), *actions(row)]
