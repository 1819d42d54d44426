"""What acts on reminders do, and what their looks and form are called: plain text, not yet escaped."""

from __future__ import annotations

from bot.core.i18n import _, ngettext
from bot.core.people import Reader
from bot.core.snapshot import Snapshot
from bot.plan.rules.plan import Plan
from bot.reminders.acts import (
    AnswerLost,
    PastForm,
    Reminders,
    SettlePast,
    Share,
    SkipNotice,
    StartCard,
    StartReminders,
)

MOST_KEYS = 5


def say_start_reminders(_act: StartReminders, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``start reminders``."""
    return _("start reminders")


def say_settle_past(act: SettlePast, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``mark WS1-M1, WS1-D1 as done or held``."""
    if act.item_ids is None:
        return _("mark all that lies in the past as done or held")
    by_id = snapshot[Plan].by_id
    keys = [by_id[item_id].key for item_id in act.item_ids if item_id in by_id]
    if len(keys) > MOST_KEYS:
        return _("mark {keys} and {count} more as done or held").format(
            keys=", ".join(keys[:MOST_KEYS]), count=len(keys) - MOST_KEYS
        )
    return _("mark {keys} as done or held").format(keys=", ".join(keys))


def say_skip(_act: SkipNotice, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``leave one planned message out``."""
    return _("leave one planned message out")


def say_answer_lost(act: AnswerLost, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``post the message again``, or that it was posted."""
    return _("note that the message was posted") if act.posted else _("post the message again")


def say_share(_act: Share, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``show the answer to the channel``."""
    return _("show the answer to the channel")


def label_reminders(look: Reminders, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Reminders of the next 30 days``."""
    return ngettext("Reminders of the next day", "Reminders of the next {count} days", look.days).format(
        count=look.days
    )


def label_start_card(_look: StartCard, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Start reminders``: the card that asks first."""
    return _("Start reminders")


def label_past_form(_form: PastForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Past items``."""
    return _("Past items")
