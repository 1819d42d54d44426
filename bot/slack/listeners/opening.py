"""Opening forms: at once where a trigger allows it, else by a button."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import slack_code
from bot.core.i18n import _
from bot.slack.message import Message
from bot.slack.saying import build_said
from bot.talk.outcomes import OpenForm

_log = logging.getLogger(__name__)
_AWAY = frozenset({
    "internal_error", "fatal_error", "service_unavailable", "request_timeout", "TimeoutError",
    "ClientConnectorError", "ServerDisconnectedError", "ClientOSError",
})  # fmt: skip


async def open_form(
    client: AsyncWebClient, trigger_id: str, form: OpenForm, origin: Mapping[str, str] | None = None
) -> Message | None:
    """Open a form; returns what to say instead where Slack did not open it.

    `origin` is where it was opened, see `Submitted`: its confirmation belongs there.
    """
    view = dict(form.view)
    if origin:
        view["private_metadata"] = json.dumps({**json.loads(view["private_metadata"]), **origin})
    try:
        await client.views_open(trigger_id=trigger_id, view=view)
    except SlackApiError as error:
        code = slack_code(error)
        if code == "exchanged_trigger_id":
            # The same press delivered twice: its form is open already.
            return None
    except (ClientError, TimeoutError) as error:
        code = type(error).__name__
    else:
        return None
    _log.warning("form %s was not opened: %s", form.view["callback_id"], code)
    return offer_form(form, _why_not(code))


def _why_not(code: str) -> str:
    """What Slack said when it did not open a form, and the next step."""
    known = {
        "expired_trigger_id": _("That took too long for Slack to open the form. Please press again."),
        "trigger_expired": _("That took too long for Slack to open the form. Please press again."),
        "ratelimited": _("Slack has too much to do to open the form. Please press again in a minute."),
        "user_not_found": _("Slack does not let me show you a form. Please say it in words."),
        "restricted_action": _("Slack does not let me show you a form. Please say it in words."),
        "view_too_large": _("Slack finds this form too large to open. Please say it in words."),
        "missing_scope": _("I may not open forms here. Please tell whoever runs the bot."),
    }
    if code in _AWAY or code.startswith("http_"):
        return _("Slack could not be reached to open the form. Please press again.")
    other = _("Slack did not open the form; it says “{code}”. Please press again, or say it in words.")
    return known.get(code) or other.format(code=code)


def offer_form(form: OpenForm, text: str | None = None) -> Message:
    """A button that opens the form: for mentions and messages, which cannot open one."""
    said = text or _("This takes a form.")
    return build_said(said, buttons=[(form.title, form.form)], group_id=form.group_id)
