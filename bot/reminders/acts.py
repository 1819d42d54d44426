"""What can be done about reminders, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.requests import Act, Form, Look


@dataclass(frozen=True)
class StartReminders(Act):
    """Begin to remind, for what lies ahead; what lies in the past is asked about once."""

    NAME = "start-reminders"


@dataclass(frozen=True)
class SettlePast(Act):
    """What lies in the past is done (a meeting: held): these items, or all (None)."""

    NAME = "settle-past"

    item_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class SkipNotice(Act):
    """Leave one planned message out; `key` names it in the outbox."""

    NAME = "skip"

    key: str


@dataclass(frozen=True)
class Snooze(Act):
    """Ask oneself about an item (None: about nothing at all) only from an instant on; None: from now on."""

    NAME = "snooze"

    item_id: int | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class SnoozeForm(Form):
    """Asks until when one is not asked about an item (None: about nothing at all)."""

    NAME = "snooze-form"

    item_id: int | None = None


@dataclass(frozen=True)
class WhyThis(Look):
    """Why somebody gets a kind of message, and what they can set about it."""

    NAME = "why"

    kind: str


@dataclass(frozen=True)
class AnswerLost(Act):
    """Say of a message whose fate is unknown that it was posted, or have it posted again."""

    NAME = "lost"

    row_id: int
    posted: bool


@dataclass(frozen=True)
class Share(Act):
    """Show an answer to the whole channel."""

    NAME = "share"

    look: Look


@dataclass(frozen=True)
class Reminders(Look):
    """Every message the bot will send within some days; those to oneself alone where `mine`."""

    NAME = "reminders"

    days: int = 30
    mine: bool = False


@dataclass(frozen=True)
class StartCard(Look):
    """Whom reminders would reach, before they are started."""

    NAME = "start-card"


@dataclass(frozen=True)
class PastForm(Form):
    """Asks which of the past items are done."""

    NAME = "past-form"
