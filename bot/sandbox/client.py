"""What people do in Slack, as the bot gets it: commands, clicks, forms and shortcuts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox.events import EventSender
from bot.sandbox.methods.base import ApiError
from bot.sandbox.methods.chat import message_json
from bot.sandbox.methods.views import check_view, open_view, show, view_json
from bot.sandbox.response_urls import answer
from bot.sandbox.sender import ONCE, InvalidAnswer, Repeat, Reply, form_delivery, interaction_delivery
from bot.sandbox.state import JSON, View, copy_json
from bot.sandbox.values import Choice, action_json, find_element, form_values, state_values

ANSWER_KEYS = {
    "text",
    "blocks",
    "response_type",
    "replace_original",
    "delete_original",
    "unfurl_links",
    "unfurl_media",
}


class SlackClient(EventSender):
    """The people's side of Slack; `async with SlackClient(server, bot_url) as client`."""

    async def command(
        self, team: str, channel: str, user: str, command: str, text: str = "", repeat: Repeat = ONCE
    ) -> Reply:
        """Type a slash command; the answer in its acknowledgement becomes a message of the channel.

        Raises InvalidAnswer where Slack would not show that answer.
        """
        workspace, place = self.place(team, channel)
        url = self.slack.new_response_url(team, channel, user)
        name = "privategroup" if place.is_private and not place.is_im else place.name
        fields = {
            "token": "verification-token",
            "team_id": team,
            "team_domain": workspace.domain,
            "channel_id": channel,
            "channel_name": name,
            "user_id": user,
            "user_name": self.person(user).name,
            "command": command,
            "text": text,
            "api_app_id": self.slack.app_id,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": self.slack.new_trigger(team, user),
        }
        mark = len(self.server.journal)
        reply = await self.send(form_delivery(fields), repeat)
        if reply.status == 200 and reply.text:
            body = reply.body if reply.body is not None else {"text": reply.text}
            if set(body) - ANSWER_KEYS:
                raise InvalidAnswer(f"unknown keys {sorted(set(body) - ANSWER_KEYS)}")
            try:
                reply.message = answer(self.slack, workspace, place, user, copy_json(body), "command.ack")
            except ApiError as refusal:
                raise InvalidAnswer(f"{refusal.code}: {refusal.extra}") from refusal
        reply.entries = self.server.journal.since(mark)
        return reply

    def _interaction(self, kind: str, team: str, user: str, view_id: str | None = None) -> JSON:
        """The parts that all interactions share."""
        person = self.person(user)
        names = {"id": user, "username": person.name, "name": person.name, "team_id": person.team_id}
        return {
            "type": kind,
            "user": names,
            "api_app_id": self.slack.app_id,
            "token": "verification-token",
            "trigger_id": self.slack.new_trigger(team, user, view_id),
            "team": {"id": team, "domain": self.slack.workspaces[team].domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    async def click(
        self,
        team: str,
        user: str,
        channel: str,
        message_ts: str,
        action_id: str,
        choice: Choice = None,
        *,
        block_id: str | None = None,
        repeat: Repeat = ONCE,
    ) -> Reply:
        """Press a button or choose in a menu of a message; from an ephemeral one the payload has no message.

        `choice` is what is chosen: an option's value or text, a date, a time, an id, a list of them.
        LookupError if the person cannot see such an element.
        """
        _, place = self.place(team, channel)
        message = self.slack.find_message(place, message_ts)
        ephemeral = message.ephemeral_to is not None
        if user != message.ephemeral_to if ephemeral else user not in place.members:
            raise LookupError(f"{user} does not see message {message_ts}")
        block, element = find_element(message.blocks, action_id, block_id)
        action = action_json(block, element, choice, self._action_ts())
        self._keep(message.inputs, action, element)
        container = {
            "type": "message",
            "message_ts": message_ts,
            "channel_id": channel,
            "is_ephemeral": ephemeral,
        }
        payload = self._interaction("block_actions", team, user) | {
            "container": container,
            "channel": {"id": channel, "name": place.name},
            "state": {"values": state_values(message.blocks, message.inputs)},
            "response_url": self.slack.new_response_url(team, channel, user, message_ts, ephemeral=ephemeral),
            "actions": [action],
        }
        if not ephemeral:
            payload["message"] = message_json(message)
        return await self.send(interaction_delivery(payload), repeat)

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
        block, element = find_element(view.content["blocks"], action_id, block_id)
        action = action_json(block, element, choice, self._action_ts())
        self._keep(view.inputs, action, element)
        payload = self._interaction("block_actions", view.team, user, view_id) | {
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
        payload = self._interaction("view_submission", view.team, user, view_id)
        payload |= {"view": self._view(view), "response_urls": []}
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
        payload = self._interaction("view_closed", view.team, user)
        payload |= {"view": self._view(view), "is_cleared": False}
        del payload["trigger_id"]
        self.slack.stacks[user].remove(view_id)
        if not view.content.get("notify_on_close"):
            return None
        return await self.send(interaction_delivery(payload), repeat)

    async def shortcut(
        self, user: str, callback_id: str, repeat: Repeat = ONCE, *, team: str | None = None
    ) -> Reply:
        """Use a global shortcut."""
        payload = self._interaction("shortcut", self.home_team(user, team), user)
        payload |= {"callback_id": callback_id, "action_ts": self._action_ts()}
        return await self.send(interaction_delivery(payload), repeat)

    async def message_shortcut(
        self, team: str, user: str, channel: str, message_ts: str, callback_id: str, repeat: Repeat = ONCE
    ) -> Reply:
        """Use a shortcut from a message's menu."""
        _, place = self.place(team, channel)
        message = place.messages[message_ts]
        payload = self._interaction("message_action", team, user) | {
            "callback_id": callback_id,
            "action_ts": self._action_ts(),
            "channel": {"id": channel, "name": place.name},
            "message_ts": message_ts,
            "message": message_json(message),
            "response_url": self.slack.new_response_url(team, channel, user, message_ts, ephemeral=False),
        }
        return await self.send(interaction_delivery(payload), repeat)

    def _action_ts(self) -> str:
        """The moment of an act."""
        return f"{self.slack.clock.now().timestamp():.6f}"

    def _keep(self, inputs: JSON, action: JSON, element: JSON) -> None:
        """Remember a choice, so that later payloads report it."""
        if element["type"] not in ("button", "overflow"):
            state = {
                key: value for key, value in action.items() if key == "type" or key.startswith("selected")
            }
            inputs.setdefault(action["block_id"], {})[action["action_id"]] = state

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
