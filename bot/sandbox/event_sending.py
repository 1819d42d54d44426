"""The events that Slack tells the bot about: mentions, direct messages, changes of people and channels."""

from __future__ import annotations

from bot.sandbox.installing import end_tokens
from bot.sandbox.journal import Entry
from bot.sandbox.methods.chat import message_json
from bot.sandbox.methods.files import file_json
from bot.sandbox.methods.users import user_json
from bot.sandbox.methods.views import view_json
from bot.sandbox.sender import ONCE, Repeat, Reply, Sender, event_delivery
from bot.sandbox.state import JSON, Bot, File, Message
from bot.sandbox.values import escape


def _rich(text: str) -> list[JSON]:
    """What a person typed, as the block that Slack makes of it."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _authorization(bot: Bot, team: str | None, organisation: str | None) -> JSON:
    return {
        "enterprise_id": organisation,
        "team_id": team,
        "user_id": bot.user_id,
        "is_bot": True,
        "is_enterprise_install": team is None,
    }


class EventSender(Sender):
    """Sends events, each with an `event_id` that `redeliver` keeps."""

    async def event(self, team: str, event: JSON, repeat: Repeat = ONCE, *, shared: bool = False) -> Reply:
        """Send any event of a workspace; `event` is the inner object with its `type`."""
        workspace = self.slack.workspaces[team]
        owner, is_wide = workspace.organisation or None, bool(workspace.bot.organisation)
        authorization = _authorization(workspace.bot, None if is_wide else team, owner)
        own = {
            "team_id": team,
            "enterprise_id": owner,
            "context_team_id": team,
            "context_enterprise_id": owner,
        }
        return await self._send_event(event, own, authorization, repeat, shared=shared)

    async def organisation_event(self, id: str, event: JSON, repeat: Repeat = ONCE) -> Reply:
        """Send an event that concerns an organisation's installation: it happens in no workspace."""
        bot = list(self.slack.organisations[id].bots.values())[-1]
        return await self._send_event(event, {"enterprise_id": id}, _authorization(bot, None, id), repeat)

    async def _send_event(
        self, event: JSON, own: JSON, authorization: JSON, repeat: Repeat, *, shared: bool = False
    ) -> Reply:
        now = self.slack.clock.now().timestamp()
        envelope = {
            "token": "verification-token",
            **own,
            "api_app_id": self.slack.app_id,
            "event": {"event_ts": f"{now:.6f}", **event},
            "type": "event_callback",
            "event_id": self.slack.new_id("Ev"),
            "event_time": int(now),
            "authorizations": [authorization],
            "is_ext_shared_channel": shared,
            "event_context": f"4-{self.slack.new_id('C')}",
        }
        return await self.send(event_delivery(envelope), repeat)

    async def url_verification(self, challenge: str = "challenge") -> Reply:
        """Ask the bot to prove that the address is its own."""
        body = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        return await self.send(event_delivery(body))

    def _typed(self, message: Message, user: str, channel: str) -> JSON:
        """The parts that both kinds of message events share."""
        home = self.person(user).team_id
        event: JSON = {
            "user": user,
            "ts": message.ts,
            "client_msg_id": self.slack.new_id("").lower(),
            "text": message.text,
            "team": home,
            "blocks": _rich(message.text),
            "channel": channel,
            "event_ts": message.ts,
        }
        return event | ({"thread_ts": message.thread_ts} if message.thread_ts else {})

    async def mention(
        self,
        user: str,
        channel: str,
        text: str,
        repeat: Repeat = ONCE,
        *,
        team: str | None = None,
        thread_ts: str | None = None,
    ) -> Reply:
        """A person writes to the bot in a channel; LookupError unless the bot is there."""
        workspace, place = self.own_place(self.home_team(user, team), channel, user)
        bot = workspace.bot.user_id
        if bot not in place.members:
            raise LookupError(f"the bot is not in {place.name}")
        words = text if f"<@{bot}>" in text else f"<@{bot}> {text}"
        message = self.slack.say(workspace, place, user, escape(words), thread_ts)
        event = {"type": "app_mention", **self._typed(message, user, channel)}
        if place.is_shared:
            home = self.person(user).team_id
            event |= {"user_team": home, "source_team": home}
        return await self.event(workspace.id, event, repeat, shared=place.is_shared)

    async def direct_message(
        self,
        user: str,
        text: str,
        repeat: Repeat = ONCE,
        *,
        team: str | None = None,
        thread_ts: str | None = None,
    ) -> Reply:
        """A person writes to the bot directly."""
        workspace = self.slack.workspaces[self.home_team(user, team)]
        place = self.slack.open_dm(workspace, user)
        message = self.slack.say(workspace, place, user, escape(text), thread_ts)
        event = {"type": "message", "channel_type": "im", **self._typed(message, user, place.id)}
        return await self.event(workspace.id, event, repeat)

    def upload(self, user: str, name: str, content: bytes, *, team: str | None = None) -> File:
        """A file that a person has uploaded; it is shared by sending it somewhere."""
        workspace = self.slack.workspaces[self.home_team(user, team)]
        file = File(
            self.slack.new_id("F"), workspace.id, user, name, len(content), content=content, completed=True
        )
        self.slack.files[file.id] = file
        return file

    async def share_files(
        self, user: str, files: list[File], text: str = "", repeat: Repeat = ONCE, *, team: str | None = None
    ) -> Reply:
        """A person drops files in the conversation with the bot, perhaps with a few words."""
        workspace = self.slack.workspaces[self.home_team(user, team)]
        place = self.slack.open_dm(workspace, user)
        message = self.slack.say(workspace, place, user, escape(text))
        shown = [file_json(file, self.slack.base_url) for file in files]
        event = {"type": "message", "subtype": "file_share", "channel_type": "im", "upload": False}
        event |= {**self._typed(message, user, place.id), "files": shown}
        return await self.event(workspace.id, event, repeat)

    async def echo(self, entry: Entry, repeat: Repeat = ONCE) -> Reply:
        """Tell the bot of its own direct message, as Slack does: it must not answer itself."""
        workspace, place = self.place(entry.team, entry.channel or "")
        message = self.slack.find_message(place, entry.ts or "")
        event = message_json(message) | {"channel": place.id, "channel_type": "im", "event_ts": message.ts}
        return await self.event(workspace.id, event, repeat)

    async def app_home_opened(
        self, user: str, repeat: Repeat = ONCE, *, team: str | None = None, tab: str = "home"
    ) -> Reply:
        """A person opens the bot's Home (or Messages) tab."""
        workspace = self.slack.workspaces[self.home_team(user, team)]
        channel = self.slack.open_dm(workspace, user).id
        event: JSON = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
        view = self.slack.homes.get((workspace.id, user))
        if view is not None and tab == "home":
            event["view"] = view_json(self.slack, view)
        return await self.event(workspace.id, event, repeat)

    async def app_uninstalled(self, team: str, repeat: Repeat = ONCE) -> Reply:
        """The app is removed from a workspace, or an organisation: its tokens end, then the event comes."""
        end_tokens(self.slack, team, "uninstalled")
        return await self._told_of_end(team, {"type": "app_uninstalled"}, repeat)

    async def tokens_revoked(self, team: str, repeat: Repeat = ONCE) -> Reply:
        """The bot's tokens of a workspace, or of an organisation, are revoked."""
        users = sorted({bot.user_id for bot in end_tokens(self.slack, team, "revoked")})
        tokens = {"oauth": [], "bot": users}
        return await self._told_of_end(team, {"type": "tokens_revoked", "tokens": tokens}, repeat)

    async def _told_of_end(self, place: str, event: JSON, repeat: Repeat) -> Reply:
        if place in self.slack.organisations:
            return await self.organisation_event(place, event, repeat)
        workspace = self.slack.workspaces[place]
        own = [bot for bot in workspace.bots.values() if not bot.organisation]
        ids = {"team_id": place, "enterprise_id": workspace.organisation or None}
        return await self._send_event(
            event, ids, _authorization(own[-1], place, ids["enterprise_id"]), repeat
        )

    async def channel_id_changed(self, team: str, old: str, new: str, repeat: Repeat = ONCE) -> Reply:
        """A conversation gets another id (as when it becomes shared)."""
        channel = self.slack.workspaces[team].channels.pop(old)
        channel.id = new
        self.slack.workspaces[team].channels[new] = channel
        event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
        return await self.event(team, event, repeat)

    async def channel_archive(self, team: str, channel: str, repeat: Repeat = ONCE) -> Reply:
        """A channel is archived, or (`channel_unarchive`) brought back."""
        _, place = self.place(team, channel)
        place.is_archived = True
        return await self._about_channel(team, "archive", channel, repeat)

    async def channel_unarchive(self, team: str, channel: str, repeat: Repeat = ONCE) -> Reply:
        """An archived channel is brought back."""
        _, place = self.place(team, channel)
        place.is_archived = False
        return await self._about_channel(team, "unarchive", channel, repeat)

    async def channel_rename(self, team: str, channel: str, name: str, repeat: Repeat = ONCE) -> Reply:
        """A channel gets another name."""
        _, place = self.place(team, channel)
        place.name = name
        return await self._about_channel(team, "rename", {"id": channel, "name": name}, repeat)

    async def channel_left(self, team: str, channel: str, repeat: Repeat = ONCE) -> Reply:
        """Somebody removes the bot from a channel."""
        workspace, place = self.place(team, channel)
        place.members.remove(workspace.bot.user_id)
        return await self._about_channel(team, "left", channel, repeat)

    async def _about_channel(self, team: str, what: str, channel: str | JSON, repeat: Repeat) -> Reply:
        """An event about a channel; those of private ones have names of their own."""
        channel_id = channel if isinstance(channel, str) else channel["id"]
        kind = "group" if self.place(team, channel_id)[1].is_private else "channel"
        return await self.event(team, {"type": f"{kind}_{what}", "channel": channel}, repeat)

    async def member_joined_channel(
        self, team: str, channel: str, user: str, repeat: Repeat = ONCE, *, inviter: str | None = None
    ) -> Reply:
        """A person (or the bot itself) joins a channel."""
        _, place = self.place(team, channel)
        if user not in place.members:
            place.members.append(user)
        event: JSON = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel,
            "channel_type": "G" if place.is_private else "C",
            "team": self.person(user).team_id,
        }
        return await self.event(team, event | ({"inviter": inviter} if inviter else {}), repeat)

    async def team_join(self, user: str, repeat: Repeat = ONCE) -> Reply:
        """A person is new in the workspace."""
        return await self._about_person("team_join", user, repeat)

    async def user_change(self, user: str, repeat: Repeat = ONCE) -> Reply:
        """A person's name, zone, rank or account changed (change the `User` first)."""
        return await self._about_person("user_change", user, repeat)

    async def _about_person(self, kind: str, user: str, repeat: Repeat) -> Reply:
        """An event that carries a person whole."""
        person = self.person(user)
        shown = user_json(person, self.slack.clock.now(), with_locale=True)
        return await self.event(person.team_id, {"type": kind, "user": shown}, repeat)
