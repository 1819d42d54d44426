"""Forms and the Home tab: clicks in them, submitting, closing, and what the bot's answers do to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.event_sending import EventSender
from bot.sandbox.methods.base import ApiError
from bot.sandbox.methods.views import check_view, open_view, show, view_json
from bot.sandbox.sender import ONCE, InvalidAnswer, Repeat, Reply, interaction_delivery
from bot.sandbox.state import JSON, View
from bot.sandbox.values import Choice, action_json, find_element, form_values, keep_choice, state_values


class FormSender(EventSender):
    """Sends what people do in forms and on their Home tab."""

    async def click_view(
        self,
        user: str,
        view_id: str,
        action_id: str,
        choice: Choice = None,
        *,
        block_id: str | None = None,
        repeat: Repeat = ONCE,
    ) -> Reply:
        """Press a button or choose in a menu of an open form or of the person's Home tab."""
        view = self.slack.views[view_id]
        if view.user != user:
            raise LookupError(f"{user} does not see view {view_id}")
        if view.content["type"] == "modal":
            self._open_form(user, view_id)
        block, element = find_element(view.content["blocks"], action_id, block_id)
        action = action_json(block, element, choice, self.action_ts())
        keep_choice(view.inputs, block, element, choice)
        payload = self.interaction("block_actions", view.team, user, view_id) | {
            "container": {"type": "view", "view_id": view_id},
            "view": self._view(view),
            "actions": [action],
        }
        return await self.send(interaction_delivery(payload), repeat)

    async def submit_view(
        self, user: str, view_id: str, values: Mapping[str, Choice] | None = None, repeat: Repeat = ONCE
    ) -> Reply:
        """Fill in an open form (fields by block id or action id) and submit it; the answer takes effect.

        ValueError where Slack would not let it go, InvalidAnswer where it would not take the answer.
        """
        view = self._open_form(user, view_id)
        view.inputs = form_values(view.content["blocks"], values or {}, view.inputs)
        payload = self.interaction("view_submission", view.team, user, view_id)
        # Somebody of another workspace sends it from there: only the view tells where the bot is installed.
        own = self.person(user).team_id
        payload |= {"view": self._view(view), "response_urls": [], "team": {"id": own, "domain": own.lower()}}
        mark = len(self.server.journal)
        reply = await self.send(interaction_delivery(payload), repeat)
        if reply.status == 200:
            try:
                self._apply(view, reply.body or {})
            except ApiError as refusal:
                raise InvalidAnswer(f"{refusal.code}: {refusal.extra}") from refusal
        reply.entries = self.server.journal.since(mark)
        return reply

    async def close_view(self, user: str, view_id: str, repeat: Repeat = ONCE) -> Reply | None:
        """Close an open form; the bot hears of it only if the form asked for that (else None)."""
        view = self._open_form(user, view_id)
        payload = self.interaction("view_closed", view.team, user)
        payload |= {"view": self._view(view), "is_cleared": False}
        del payload["trigger_id"]
        self.slack.stacks[user].remove(view_id)
        if not view.content.get("notify_on_close"):
            return None
        return await self.send(interaction_delivery(payload), repeat)

    def _view(self, view: View) -> JSON:
        """A view as payloads show it: with what stands in its fields."""
        shown = view_json(self.slack, view)
        values = state_values(view.content["blocks"], view.inputs)
        return shown | {"state": {"values": values}}

    def _open_form(self, user: str, view_id: str) -> View:
        """The form on top of what a person has open; LookupError if it is not this one."""
        stack = self.slack.stacks.get(user) or [""]
        if stack[-1] != view_id:
            raise LookupError(f"form {view_id} is not on top")
        return self.slack.views[view_id]

    def _apply(self, view: View, body: dict[str, Any]) -> None:
        """Let the answer to a submitted form take effect."""
        kind = body.get("response_action")
        workspace = self.slack.workspaces[view.team]
        stack = self.slack.stacks[view.user]
        if view.id not in stack:
            return
        if kind == "errors":
            inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
            unknown = set(body["errors"]) - inputs
            if unknown or not body["errors"]:
                raise InvalidAnswer(f"errors must name input blocks, not {sorted(unknown)}")
            view.errors = dict(body["errors"])
        elif kind == "update":
            content = check_view(body["view"], "modal")
            show(self.slack, "view_update", "view_submission.ack", workspace, view, content)
        elif kind == "push":
            content = check_view(body["view"], "modal")
            open_view(self.slack, "view_submission.ack", workspace, view.user, content, onto=view)
        elif kind == "clear":
            stack.clear()
        elif body:
            raise InvalidAnswer(f"unknown answer to a form: {body}")
        else:
            stack.remove(view.id)
