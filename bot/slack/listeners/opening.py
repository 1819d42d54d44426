"""Opening forms: at once where a trigger allows it, else by a button."""

from __future__ import annotations

import json
import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import slack_code
from bot.core.i18n import _
from bot.slack.message import Message
from bot.slack.saying import build_said
from bot.talk.outcomes import OpenForm

_log = logging.getLogger(__name__)


async def open_form(
    client: AsyncWebClient, trigger_id: str, form: OpenForm, card: str | None = None
) -> Message | None:
    """Open a form; returns what to say instead where Slack did not open it (too late).

    `card` is the ts of the message on which it was opened, which its submission brings up to date.
    """
    view = dict(form.view)
    if card is not None:
        view["private_metadata"] = json.dumps({**json.loads(view["private_metadata"]), "card": card})
    try:
        await client.views_open(trigger_id=trigger_id, view=view)
    except SlackApiError as error:
        code = slack_code(error)
        if code == "exchanged_trigger_id":
            # The same press delivered twice: its form is open already.
            return None
        _log.warning("form %s was not opened: %s", form.view["callback_id"], code)
        return offer_form(form, _("That took too long for Slack to open the form. Please press again."))
    return None


def offer_form(form: OpenForm, text: str | None = None) -> Message:
    """A button that opens the form: for mentions and messages, which cannot open one."""
    said = text or _("This takes a form.")
    return build_said(said, buttons=[(form.title, form.form)], group_id=form.group_id)
