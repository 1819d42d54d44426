"""Every message and form once, by name: golden texts, limits and hostile texts are all tried on these."""

from __future__ import annotations

from collections.abc import Callable

from bot.slack.message import Message
from tests.texts.gallery_answers import ANSWERS
from tests.texts.gallery_dates import DATE_MESSAGES
from tests.texts.gallery_forms import FORMS
from tests.texts.gallery_notices import NOTICE_MESSAGES

MESSAGES: dict[str, Callable[[], Message]] = {**ANSWERS, **NOTICE_MESSAGES, **DATE_MESSAGES}
__all__ = ["FORMS", "MESSAGES"]
