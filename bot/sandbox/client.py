"""What people do in Slack, as the bot gets it: commands, clicks, forms and shortcuts."""

from __future__ import annotations

from bot.sandbox.form_use import FormSender
from bot.sandbox.methods.base import ApiError
from bot.sandbox.methods.chat import message_json
from bot.sandbox.response_urls import answer
from bot.sandbox.sender import ONCE, InvalidAnswer, Repeat, Reply, form_delivery, interaction_delivery
from bot.sandbox.state import copy_json
from bot.sandbox.values import Choice, action_json, escaped, find_element, keep_choice, state_values

ANSWER_KEYS = {
    "text",
    "blocks",
    "response_type",
    "replace_original",
    "delete_original",
    "unfurl_links",
    "unfurl_media",
}


class SlackClient(FormSender):
    """The people's side of Slack; `async with SlackClient(server, bot_url) as client`."""

    async def command(
        self, team: str, channel: str, user: str, command: str, text: str = "", repeat: Repeat = ONCE
    ) -> Reply:
        """Type a slash command; the answer in its acknowledgement becomes a message of the channel.

        InvalidAnswer where Slack would not show that answer; LookupError where the person could not type it:
        not in the channel, or, in a shared one, of another workspace.
        """
        workspace, place = self.own_place(team, channel, user)
        if self.person(user).team_id != team:
            raise LookupError(f"{user} belongs to another workspace, which has no such command")
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
            **({"enterprise_id": workspace.organisation} if workspace.organisation else {}),
            "is_enterprise_install": "true" if workspace.bot.organisation else "false",
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
        action = action_json(block, element, choice, self.action_ts())
        keep_choice(message.inputs, block, element, choice)
        container = {
            "type": "message",
            "message_ts": message_ts,
            "channel_id": channel,
            "is_ephemeral": ephemeral,
        }
        payload = self.interaction("block_actions", team, user) | {
            "container": container,
            "channel": {"id": channel, "name": place.name},
            "state": {"values": state_values(message.blocks, message.inputs)},
            "response_url": self.slack.new_response_url(team, channel, user, message_ts, ephemeral=ephemeral),
            "actions": [action],
        }
        if not ephemeral:
            payload["message"] = escaped(message_json(message))
        return await self.send(interaction_delivery(payload), repeat)

    async def shortcut(
        self, user: str, callback_id: str, repeat: Repeat = ONCE, *, team: str | None = None
    ) -> Reply:
        """Use a global shortcut."""
        payload = self.interaction("shortcut", self.home_team(user, team), user)
        payload |= {"callback_id": callback_id, "action_ts": self.action_ts()}
        return await self.send(interaction_delivery(payload), repeat)

    async def message_shortcut(
        self, team: str, user: str, channel: str, message_ts: str, callback_id: str, repeat: Repeat = ONCE
    ) -> Reply:
        """Use a shortcut from a message's menu."""
        _, place = self.place(team, channel)
        message = place.messages[message_ts]
        payload = self.interaction("message_action", team, user) | {
            "callback_id": callback_id,
            "action_ts": self.action_ts(),
            "channel": {"id": channel, "name": place.name},
            "message_ts": message_ts,
            "message": escaped(message_json(message)),
            "response_url": self.slack.new_response_url(team, channel, user, message_ts, ephemeral=False),
        }
        return await self.send(interaction_delivery(payload), repeat)
