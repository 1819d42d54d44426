"""The form that asks which of the past items are done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.dates.texts import when_words
from bot.plan.forms.item_forms import Carry, View, metadata
from bot.plan.rules.items import Item
from bot.reminders.acts import PastForm
from bot.reminders.rules.notice_views import PastItems
from bot.slack.blocks import context, section
from bot.slack.inputs import MOST_CHECKBOXES, checkboxes, field, form

MOST_PAST = 90


def build_past_form(asked: PastForm, past: PastItems, carry: Carry = None) -> View:
    """Which past items are done: `items_1`, `items_2` and so on, the ids of ten items each.

    All are ticked to begin with; what is left out stays open and is asked about as usual.
    """
    items = past.items[:MOST_PAST]
    blocks = [section(_("Tick what is done or was held. The rest stays open."))]
    for number, start in enumerate(range(0, len(items), MOST_CHECKBOXES), 1):
        part = items[start : start + MOST_CHECKBOXES]
        choices = [(str(item.id), f"{item.key} {item.title}") for item in part]
        ticked = checkboxes(choices, [str(item.id) for item in part])
        blocks.append(field(f"items_{number}", _period_of(part, past.group), ticked, optional=True))
    if len(past.items) > MOST_PAST:
        left = len(past.items) - MOST_PAST
        blocks.append(context(_("and {count} more, once these are settled").format(count=left)))
    return form(asked.NAME, _("Past items"), blocks, metadata(past.group, asked, carry), _("Save"))


def _period_of(items: Sequence[Item], group: GroupView) -> str:
    first, last = when_words(items[0].when, group.zone), when_words(items[-1].when, group.zone)
    return first if first == last else f"{first} – {last}"
