"""Short answers: what went wrong and what to do next, and questions between a few choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Shown
from bot.core.requests import Request
from bot.dates.texts import own_time, when_words
from bot.dates.when import When
from bot.plan.looks import Next
from bot.plan.rules.items import Item
from bot.plan.texts.naming import item_units, spoken
from bot.proposals.acts import Propose
from bot.slack.blocks import Block, Element, Unit, actions, context, fit, offered, press, section
from bot.slack.escaping import bold, paragraph, quoted, sentence
from bot.slack.message import Message, compose
from bot.talk.looks import Help

MOST_BUTTONS, MOST_OPTIONS, MOST_SPOKEN = 5, 20, 10


@dataclass(frozen=True)
class Option:
    """One answer to a question: its button, what the button does, and what tells it from the others.

    `group_id` is the group it is for, where that differs from one option to the other.
    """

    label: str
    request: Request
    detail: str = ""
    group_id: int | None = None


def option_of_item(item: Item, request: Request, zone: str) -> Option:
    """An item as an answer: its key, with title and date beside it."""
    return Option(item.key, request, f"{item.title}\n{when_words(item.when, zone)}")


def option_of_date(when: When, request: Request, zone: str, reader_zone: str | None = None) -> Option:
    """A date as an answer, with the reader's own time where their clock differs."""
    return Option(when_words(when, zone), request, own_time(when, zone, reader_zone))


def build_error(error: UserError, label: Callable[[Request], str], group_id: int = 0) -> Message:
    """A refusal and its next step as buttons: sending a proposal, or acts that are offered instead.

    `label` names a request on its button, as the registry does.
    """
    text = sentence(error.text)
    blocks: list[Block] = [section(text)]
    if error.proposal is not None:
        propose = press(_("Send as proposal"), group_id, Propose(error.proposal), style="primary")
        blocks += actions([propose])
    offers = [(label(request), request) for request in error.offers[:MOST_BUTTONS]]
    return compose(text, [*blocks, *offered(offers, group_id)])


def build_apology(error_id: str) -> Message:
    """What a person reads when the fault is ours; the id finds the entry in the log."""
    text = _("Something went wrong on my side, and nothing was changed. Please try again.")
    return compose(text, [section(text), _fault(error_id)])


def build_unshown(error_id: str) -> Message:
    """What a person reads when the fault came after the change was stored."""
    text = _("That is done and stored, but I could not show it. Please do not send it again.")
    return compose(text, [section(text), _fault(error_id)])


def _fault(error_id: str) -> Block:
    number = _("If it happens again, tell whoever runs the bot: {id}").format(id=quoted(error_id, 60))
    return context(number)


def build_choice(
    question: str, options: Sequence[Option], group_id: int = 0, *, remember: bool = False
) -> Message:
    """A question with an answer a button: a few in a row, else one below the other.

    With `remember` the answer is also kept for the next time, as which group somebody speaks of.
    """
    asked = sentence(question)
    has_details = any(option.detail for option in options)
    names = [_spoken(option) for option in options[:MOST_SPOKEN]]
    text = f"{asked} {'; '.join(names) if has_details else listing(names, 'or')}"
    if len(options) <= MOST_BUTTONS and not has_details:
        row = [_option_button(option, group_id, remember) for option in options]
        return compose(text, [section(asked), *actions(row)])
    units: list[Unit] = [
        [section(_option_words(option), _option_button(option, group_id, remember))] for option in options
    ]
    shown, left = fit(units, MOST_OPTIONS)
    blocks = [section(asked), *shown]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    return compose(text, blocks)


def _spoken(option: Option) -> str:
    first_line = option.detail.partition("\n")[0]
    return quoted(f"{option.label} {first_line}", 100)


def _option_words(option: Option) -> str:
    return f"{bold(option.label, 200)} {paragraph(option.detail, 500)}".strip()


def _option_button(option: Option, group_id: int, remember: bool) -> Element:
    chosen = group_id if option.group_id is None else option.group_id
    button = press(option.label, chosen, option.request)
    return {**button, "action_id": "choose"} if remember else button


def build_old_value(items: Sequence[Item], group: GroupView, reader: Reader | None, now: datetime) -> Message:
    """The answer to a button or form of an older version: the items it was about, with today's acts."""
    if not items:
        told = _("This button or form is from an older version of the bot, so nothing was done.")
        row = [press(_("What is next"), group.id, Next()), press(_("Help"), group.id, Help())]
        return compose(told, [section(told), *actions(row)])
    told = _(
        "This button or form is from an older version of the bot, so nothing was done."
        " What it is about, as it stands now:"
    )
    shown, left = fit(item_units(items, now, group, reader), MOST_OPTIONS)
    blocks = [section(told), *shown]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    return compose(f"{told} {spoken(items, now, group.zone)}", blocks)


def in_group(message: Shown, group: GroupView) -> Message:
    """A message that names the group it speaks of, for whoever is in several."""
    place = context(_("In {group}").format(group=quoted(group.name, 100)))
    named = compose(message.text, [*message.blocks, place])
    return replace(named, files=getattr(message, "files", ()))
