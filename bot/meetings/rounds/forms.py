"""The forms of rounds, and the looks at them."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _, quote
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.groups.rules.agencies import Agencies
from bot.meetings.invited.views import body_at
from bot.meetings.rounds.acts import AnswerForm, AnswerRound, Chase, OpenRound, RoundForm, ShowRound
from bot.meetings.rounds.rules import Kind, Rounds
from bot.meetings.rounds.texts import build_chase, build_round, kind_words
from bot.meetings.rounds.views import RoundView, view_of
from bot.plan.forms.item_forms import about, metadata
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.showing import item_of
from bot.slack.blocks import section
from bot.slack.escaping import quoted
from bot.slack.inputs import checkboxes, date_input, field, form, multi_select, radio, select, text_input
from bot.slack.message import Message
from bot.slack.submitted import FieldError, Submitted


def need_to_ask(asked: RoundForm, snapshot: Snapshot) -> Need:
    """Whoever may plan the item."""
    return Need(Right.PLAN, snapshot[Plan].by_id.get(asked.item_id))


def need_to_answer(asked: AnswerForm, snapshot: Snapshot) -> Need:
    """Everybody on the roster, for their agency; for another whoever may plan the item."""
    one = snapshot[Rounds].by_id.get(asked.round_id)
    if not asked.for_others or one is None:
        return Need(Right.REPLY)
    return Need(Right.PLAN, snapshot[Plan].by_id.get(one.item_id))


def open_round_form(asked: RoundForm, looking: Looking) -> dict[str, Any]:
    """What is asked, a link, until when, of whom, and what silence means."""
    item, group = item_of(looking, asked.item_id), looking.snapshot.facts.group
    blocks = [
        about(item, group),
        field("question", _("What is asked"), text_input(lines=True, most=500)),
        field("link", _("Link"), text_input(most=500), optional=True),
        field("until", _("Answers until"), date_input()),
    ]
    agencies = looking.snapshot[Agencies].agencies
    if agencies:
        choices = [(str(one.id), one.name) for one in agencies]
        hint = _("None means all of them.")
        blocks.append(field("agencies", _("Agencies"), multi_select(choices), optional=True, hint=hint))
    consent = checkboxes([("consent", _("Who is silent agrees"))])
    blocks.append(field("consent", _("Silence"), consent, optional=True))
    carry = {"channel": looking.caller.channel_id}
    return form(asked.NAME, _("Ask the agencies"), blocks, metadata(group, asked, carry), _("Ask"))


def read_round_form(asked: RoundForm, given: Submitted, _looking: Looking) -> Request:
    """The round that is opened."""
    until, question = given.text("until"), given.text("question")
    if until is None:
        raise FieldError("until", _("Until when?"))
    agencies = tuple(int(one) for one in given.chosen("agencies"))
    is_consent = "consent" in given.chosen("consent")
    return OpenRound(
        asked.item_id, date.fromisoformat(until), question or "", given.text("link"), agencies, is_consent
    )


def open_answer_form(asked: AnswerForm, looking: Looking) -> dict[str, Any]:
    """The comment, or who is nominated; for another agency also which, and what it answers."""
    view = round_view(looking, asked.round_id)
    blocks = [about(view.item, view.group), section(quote(quoted(view.round.question, 500)))]
    if asked.for_others:
        silent_first = sorted(view.outcome.asked, key=lambda party: party in view.outcome.answers)
        known = view.body.agencies.by_id
        ids = [party.agency_id for party in silent_first if party.agency_id is not None]
        agencies = [(str(number), known[number].name) for number in ids]
        kinds = [(kind.value, kind_words(kind).capitalize()) for kind in Kind]
        label = _("What it says: the comments, or who is nominated")
        blocks += [
            field("agency", _("Agency"), select(agencies)),
            field("kind", _("What does it answer?"), radio(kinds, Kind.NO_COMMENTS.value)),
        ]
    elif asked.kind is Kind.NOMINATE:
        label = _("Who is nominated (name, mail)")
    else:
        label = _("Your comments, or a link to them")
    blocks.append(field("note", label, text_input(lines=True, most=3000), optional=asked.for_others))
    carry = {"channel": looking.caller.channel_id}
    return form(asked.NAME, _("Answer"), blocks, metadata(view.group, asked, carry), _("Send"))


def read_answer_form(asked: AnswerForm, given: Submitted, _looking: Looking) -> Request:
    """The answer.

    Raises:
        FieldError: a comment or a nomination says nothing.
    """
    note = given.text("note")
    if not asked.for_others:
        return AnswerRound(asked.round_id, asked.kind, note)
    kind, agency = given.one_of("kind", Kind) or Kind.NO_COMMENTS, given.text("agency") or ""
    if kind in (Kind.COMMENTS, Kind.NOMINATE) and note is None:
        raise FieldError("note", _("Say what the comment is, or who is nominated."))
    return AnswerRound(asked.round_id, kind, note, int(agency) if agency.isdecimal() else None)


def of_item(item: Item, looking: Looking) -> list[Request]:
    """The newest round about an item; where there is none, the form that asks the agencies."""
    one = looking.snapshot[Rounds].by_item.get(item.id)
    if one is not None and not looking.caller.standing.is_observer:
        return [ShowRound(one.id)]
    may_ask = item.is_open and looking.caller.may(Need(Right.PLAN, item))
    return [RoundForm(item.id)] if may_ask else []


def round_view(looking: Looking, round_id: int) -> RoundView:
    """A round as texts show it.

    Raises:
        UserError: it is not there any more.
    """
    looking.caller.require_reading()
    one = looking.snapshot[Rounds].by_id.get(round_id)
    item = looking.snapshot[Plan].by_id.get(one.item_id) if one is not None else None
    if one is None or item is None:
        raise UserError(_("That round is not there any more."))
    return view_of(looking.snapshot.facts, body_at(looking.snapshot), one, item, looking.now)


def show_round(look: ShowRound, looking: Looking) -> Message:
    """What came of a round."""
    view = round_view(looking, look.round_id)
    return build_round(view, looking.reader, shared_by=looking.shared_by)


def show_chase(look: Chase, looking: Looking) -> Message:
    """A mail to the silent, for those who may know who they are."""
    view = round_view(looking, look.round_id)
    looking.caller.require(Need(Right.PLAN, view.item), view.item.key)
    return build_chase(view, look.language if look.language in ("en", "fr") else "en")
