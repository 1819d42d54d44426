"""The forms of polls: the dates of one, a vote, and what is changed of one that is open."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Basis, Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.dates import reading
from bot.dates.reading import Context
from bot.dates.texts import day_words, hour_words, own_time, unkind_words, when_words
from bot.dates.wall_time import local
from bot.dates.when import When
from bot.meetings.invited.rules import Party, Voice, zones_in
from bot.meetings.invited.views import body_at
from bot.meetings.invited.whom import whom_fields, whom_given
from bot.meetings.polls.acts import (
    ChangePoll,
    ChangePollForm,
    OpenPoll,
    PollAct,
    PollForm,
    ShowPoll,
    Vote,
    VoteForm,
)
from bot.meetings.polls.option_words import read_options, typed
from bot.meetings.polls.rules import Answer, Poll, Polls
from bot.meetings.polls.texts.standing import build_poll
from bot.meetings.polls.views import view_of
from bot.plan.forms.item_forms import about, metadata
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.slots import propose_slots
from bot.plan.rules.upcoming import today_in
from bot.plan.showing import item_of
from bot.slack.blocks import context
from bot.slack.escaping import one_line
from bot.slack.inputs import checkboxes, date_input, field, form, multi_select, text_input
from bot.slack.message import Message
from bot.slack.submitted import FieldError, Submitted

View = dict[str, Any]


def poll_of(looking: Looking, poll_id: int) -> tuple[Poll, Item]:
    """A poll and its meeting.

    Raises:
        UserError: it is not there any more.
    """
    poll = looking.snapshot[Polls].by_id.get(poll_id)
    item = looking.snapshot[Plan].by_id.get(poll.item_id) if poll is not None else None
    if poll is None or item is None:
        raise UserError(_("That poll is over."))
    return poll, item


def need_to_plan(asked: PollForm | ChangePollForm, snapshot: Snapshot) -> Need:
    """Whoever may set the date."""
    item_id = asked.item_id if isinstance(asked, PollForm) else _item_id(asked.poll_id, snapshot)
    return Need(Right.PLAN, snapshot[Plan].by_id.get(item_id))


def need_to_vote(asked: VoteForm, snapshot: Snapshot) -> Need:
    """Everybody on the roster; whether they are invited is asked when they vote."""
    return Need(Right.REPLY)


def _item_id(poll_id: int, snapshot: Snapshot) -> int:
    poll = snapshot[Polls].by_id.get(poll_id)
    return poll.item_id if poll is not None else 0


def _carry(looking: Looking, basis: Basis) -> dict[str, Any]:
    return {"channel": looking.caller.channel_id, "basis": json.dumps(list(basis))}


def open_poll_form(asked: PollForm, looking: Looking) -> View:
    """Dates, a line each, filled in with what could be proposed; until when; who has to be there."""
    item, facts = item_of(looking, asked.item_id), looking.snapshot.facts
    busy = {
        other.when.first_day
        for other in looking.snapshot[Plan].open_items
        if other.is_meeting and other.when.is_dated and other.when.first_day is not None
    }
    body = body_at(looking.snapshot)
    leads = [lead.id for label in item.streams for lead in facts.roster.leads.get(label, ())]
    zones = zones_in(facts.roster, body, body.invited_to(item, leads), facts.group.zone)
    today = today_in(facts.group.zone, looking.now)
    slots = propose_slots(item, today, facts.rules.days, busy, zones=zones, group_zone=facts.group.zone)
    blocks = [
        about(item, facts.group),
        _dates_field("\n".join(typed(slot) for slot in slots)),
        _until_field(None),
    ]
    required = body.required_for(item)
    if body.agencies.agencies:
        choices = [(str(one.id), one.name) for one in body.agencies.agencies]
        chosen = [str(one.id) for one in body.agencies.agencies if Party(agency_id=one.id) in required]
        blocks.append(
            field("required", _("Who has to be there"), multi_select(choices, chosen), optional=True)
        )
    carry = _carry(looking, OpenPoll.basis_of(item))
    return form(asked.NAME, _("Which dates work?"), blocks, metadata(facts.group, asked, carry), _("Ask"))


def _dates_field(initial: str) -> dict[str, Any]:
    hint = _(
        "A date a line, as you would write it: 16 Jan 2-5pm, Thu 18 Jan morning, 2018-01-23. Two to ten."
    )
    return field("dates", _("Dates"), text_input(initial, lines=True, most=1500), hint=hint)


def _until_field(initial: str | None) -> dict[str, Any]:
    hint = _("If you leave it empty: five working days, ten for a plenary, and always before the first date.")
    return field("until", _("Answers until"), date_input(initial), optional=True, hint=hint)


def read_poll_form(asked: PollForm, given: Submitted, looking: Looking) -> Request:
    """The poll that is opened."""
    whens = _dates(given, looking)
    required = tuple(int(one) for one in given.chosen("required"))
    closes = given.text("until")
    day = datetime.fromisoformat(closes).date() if closes else None
    return OpenPoll(asked.item_id, whens, day, required, basis=given.basis)


def _dates(given: Submitted, looking: Looking) -> tuple[When, ...]:
    zone = looking.snapshot.facts.group.zone
    known = Context(now=looking.now, zone=zone, speaker_zone=looking.caller.reader.zone)
    whens = []
    for one in read_options(given.text("dates") or "", known):
        if one.said.when is None or one.said.rest:
            why = reading.explain(one.said) or _("it is more than a date")
            if one.said.choices:
                why += " " + _("Write for example {date}.").format(date=typed(one.said.choices[0].when))
            raise FieldError("dates", _("“{words}”: {why}").format(words=one.words[:60], why=why))
        whens.append(one.said.when)
    return tuple(whens)


def open_change_form(asked: ChangePollForm, looking: Looking) -> View:
    """The dates of a poll as they are, and its deadline."""
    poll, item = poll_of(looking, asked.poll_id)
    group = looking.snapshot.facts.group
    dates = "\n".join(typed(option.when) for option in poll.options)
    blocks = [
        about(item, group),
        _dates_field(dates),
        _until_field(poll.closes_on.isoformat()),
        context(_("Who has voted keeps their answers to the dates that stay, and is not asked again.")),
    ]
    carry = _carry(looking, PollAct.basis_of(poll, item))
    return form(asked.NAME, _("Change the poll"), blocks, metadata(group, asked, carry), _("Save"))


def read_change_form(asked: ChangePollForm, given: Submitted, looking: Looking) -> Request:
    """What is new, what is gone, and until when."""
    poll, _item = poll_of(looking, asked.poll_id)
    added: tuple[When, ...] = ()
    dropped: tuple[int, ...] = ()
    if given.is_changed("dates"):
        whens = _dates(given, looking)
        known = {option.when for option in poll.options}
        added = tuple(when for when in whens if when not in known)
        dropped = tuple(option.number for option in poll.options if option.when not in whens)
    closes = given.text("until")
    is_later = given.is_changed("until") and closes is not None
    day = datetime.fromisoformat(closes).date() if is_later and closes else None
    return ChangePoll(poll.id, added, dropped, day, basis=given.basis)


def open_vote_form(asked: VoteForm, looking: Looking) -> View:
    """Two groups of boxes, each date in the reader's own hours."""
    poll, item = poll_of(looking, asked.poll_id)
    facts, reader = looking.snapshot.facts, looking.caller.reader
    mine = poll.ballot_of(Voice(person_id=looking.caller.person_id)) if not asked.for_others else None
    choices = [
        (str(one.number), option_label(one.number, one.when, facts.group.zone, reader.zone))
        for one in poll.options
    ]
    said = {
        answer: [str(n) for n, one in mine.answers.items() if one is answer] if mine else []
        for answer in Answer
    }
    blocks = [about(item, facts.group)]
    if asked.for_others:
        blocks += whom_fields(looking)
        note = _("Who said so, and how: Ms Otieno, by e-mail.")
        blocks.append(field("note", _("Note"), text_input(most=300), optional=True, hint=note))
    blocks += [
        field("works", _("Works"), checkboxes(choices, said[Answer.YES]), optional=True),
        field("maybe", _("If need be"), checkboxes(choices, said[Answer.IF_NEED_BE]), optional=True),
        context(_("What is not ticked does not work. You can change it while the poll is open.")),
    ]
    carry = {"channel": looking.caller.channel_id}
    return form(asked.NAME, _("Which dates work?"), blocks, metadata(facts.group, asked, carry), _("Vote"))


def option_label(number: int, when: When, group_zone: str, zone: str | None) -> str:
    """A date as a box shows it: on the reader's own clock, with a warning where that is early or late."""
    start, end = when.starts_at(group_zone), when.ends_at(group_zone)
    if (
        zone is None
        or not when.has_time
        or start is None
        or end is None
        or not own_time(when, group_zone, zone)
    ):
        return f"{number} · {when_words(when, group_zone)}"
    first, last = local(start, zone), local(end, zone)
    hours = hour_words(first.time()) + (f"–{hour_words(last.time())}" if last != first else "")
    warning = f" ⚠ {words}" if (words := unkind_words(when, group_zone, zone)) else ""
    return f"{number} · {day_words(first.date())}, {hours}{warning}"


def read_vote_form(asked: VoteForm, given: Submitted, looking: Looking) -> Request:
    """What was ticked; a date in both groups is asked about."""
    poll, _item = poll_of(looking, asked.poll_id)
    works, maybe = given.chosen("works"), given.chosen("maybe")
    if both := set(works) & set(maybe):
        raise FieldError("maybe", _("Date {number} stands in both groups.").format(number=min(both, key=int)))
    # What the form did not show was added after it was opened: nothing is said of it.
    rest = [one.number for one in poll.options if str(one.number) not in {*works, *maybe}]
    voice = whom_given(given, looking) if asked.for_others else Voice()
    return Vote(
        asked.poll_id,
        tuple(sorted(map(int, works))),
        tuple(sorted(map(int, maybe))),
        tuple(rest),
        voice.person_id,
        voice.agency_id,
        voice.guest,
        note=given.text("note"),
    )


def show_poll(look: ShowPoll, looking: Looking) -> Message:
    """How the poll of a meeting stands.

    Raises:
        UserError: there is none.
    """
    item = item_of(looking, look.item_id)
    poll = looking.snapshot[Polls].by_item.get(item.id)
    if poll is None:
        text = _("There is no poll of {key} “{title}”.").format(key=item.key, title=one_line(item.title))
        raise UserError(text, offers=(PollForm(item.id),) if item.is_meeting and item.is_open else ())
    view = view_of(looking.snapshot.facts, body_at(looking.snapshot), poll, item, looking.now)
    return build_poll(view, looking.reader, with_names=look.with_names)


def of_item(item: Item, looking: Looking) -> list[Request]:
    """The poll of an open meeting; where it has neither one nor a date, the form that asks for dates."""
    poll = looking.snapshot[Polls].by_item.get(item.id)
    if not item.is_meeting or not item.is_open:
        return []
    if poll is not None and poll.is_running(item):
        return [ShowPoll(item.id)]
    may_ask = looking.caller.may(Need(Right.PLAN, item)) and not item.when.is_dated
    return [PollForm(item.id)] if may_ask else []
