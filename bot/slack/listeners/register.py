"""All listeners, registered in the order in which Bolt tries them: the slash command first."""

from __future__ import annotations

import logging
import secrets

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import UserError
from bot.slack.listeners import documents, shortcuts, slash, submit
from bot.slack.listeners.actions import links, press
from bot.slack.listeners.events import home, lifecycle, talk
from bot.slack.listeners.ports import Body, Ports
from bot.slack.message import Message, as_answer
from bot.talk.answers import build_apology, build_error, build_unshown
from bot.talk.outcomes import AfterCommit

_log = logging.getLogger(__name__)


def register(app: AsyncApp, ports: Ports) -> None:
    """Give the Bolt app all its listeners and the one error listener."""
    for family in (slash, press, documents, submit, talk, home, links, lifecycle, shortcuts):
        family.register(app, ports)

    async def handle_error(error: Exception, body: Body, client: AsyncWebClient) -> BoltResponse:
        message = _told(error)
        if not isinstance(error, UserError):
            ports.count_error(error)
        if body.get("type") == "view_submission":
            view = {
                "type": "modal",
                "title": {"type": "plain_text", "text": "IMG"},
                "blocks": message.blocks,
            }
            return BoltResponse(status=200, body={"response_action": "update", "view": view})
        if body.get("type") in ("block_actions", "message_action"):
            if body.get("response_url"):
                await ports.replies.to_response_url(body["response_url"], message)
            else:
                await ports.replies.direct(client, body["user"]["id"], message)
            return BoltResponse(status=200, body="")
        if "command" in body:
            return BoltResponse(status=200, body=as_answer(message))
        # An event is delivered again by Slack, which is what a passing fault needs.
        return BoltResponse(status=500, body="")

    app.error(handle_error)


def _told(error: Exception) -> Message:
    """A `UserError` as its text; everything else as a log entry with an id, and an apology.

    After the commit it is no longer true that nothing was changed, and nobody is told so.
    """
    if isinstance(error, UserError):
        return build_error(error, lambda _request: "", 0)
    error_id = secrets.token_hex(4)
    _log.error("error %s", error_id, exc_info=error)
    return build_unshown(error_id) if isinstance(error, AfterCommit) else build_apology(error_id)
