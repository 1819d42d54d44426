"""What the demo's terminal and its tour stand on: people act in the stand-in Slack, and all is drawn."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console, Group
from rich.text import Text

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.texts import day_words, hour_words
from bot.demo import world
from bot.demo.drawing import Barred, Drawing, Names, Press, moment_words
from bot.demo.life import ZONE, Life
from bot.sandbox.journal import Entry
from bot.sandbox.sender import Reply
from bot.sandbox.state import JSON, View
from bot.sandbox.values import Choice

COMMAND = "/img"
BARS = {"message": "blue", "ephemeral": "bright_black", "update": "yellow", "view_publish": "magenta"}


class Stage:
    """One person at a time acts in one place; what follows is drawn, and can be pressed by its number.

    `who` is that person, `where` the channel (or the direct conversation with the bot); `form` is the form
    that stands open, `presses` what the newest messages offer, `earlier` what those before them do.
    `watched`: the people and channels whose messages are drawn; None for all.
    """

    def __init__(self, life: Life, console: Console) -> None:
        self.life = life
        self.console = console
        self.who = world.SECRETARIAT
        self.where = world.GROUP_CHANNEL
        self.presses: list[Press] = []
        self.form: View | None = None
        self.watched: frozenset[str] | None = None
        self.earlier: list[Press] = []
        self._drawn: list[Press] = []
        self.workspace = life.server.slack.workspaces[world.TEAM]
        self.names = Names(
            {user.id: user.real_name for user in self.workspace.users.values()},
            {channel: name for channel, (name, _members) in world.CHANNELS.items()},
            ZONE,
        )

    # Who, where and when, in words.

    def place_words(self, channel: str | None) -> str:
        """A channel with its sign; the conversation with the bot has none."""
        name = self.names.channels.get(channel or "")
        return f"#{name}" if name else _("direct message")

    def prompt(self) -> str:
        """The date, who one is, and where."""
        now = self.life.clock.now().astimezone(ZoneInfo(ZONE))
        where = self.place_words(self.where)
        return (
            f"{day_words(now.date())}, {hour_words(now.time())} · {self.names.people[self.who]} · {where} > "
        )

    def as_person(self, user: str) -> None:
        """Be somebody; whoever does not see the channel goes to the group's."""
        self.who = user
        place = self.workspace.channels[self.where]
        if user not in place.members:
            self.where = world.GROUP_CHANNEL

    def in_channel(self, channel: str | None) -> None:
        """Go to a channel, or (None) to one's direct conversation with the bot.

        Raises:
            UserError: the person is not in it.
        """
        place = self.life.server.slack.open_dm(self.workspace, self.who)
        if channel is not None:
            place = self.workspace.channels[channel]
        if self.who not in place.members:
            text = _("{person} is not in {channel}.")
            raise UserError(
                text.format(person=self.names.people[self.who], channel=self.place_words(channel))
            )
        self.where = place.id

    # What people do.

    async def say(self, words: str) -> None:
        """Type the slash command with some words."""
        client = self.life.client
        await self._follow(await client.command(world.TEAM, self.where, self.who, COMMAND, words))

    async def mention(self, words: str) -> None:
        """Write to the bot in the channel.

        Raises:
            UserError: in a direct conversation, where nobody is mentioned.
        """
        if self.where not in self.names.channels:
            raise UserError(_("Mention the bot in a channel: first `:in img-ewaste`."))
        await self._follow(await self.life.client.mention(self.who, self.where, words))

    async def direct(self, words: str) -> None:
        """Write to the bot directly."""
        await self._follow(await self.life.client.direct_message(self.who, words))

    async def home(self) -> None:
        """Open the bot's Home tab."""
        await self._follow(await self.life.client.app_home_opened(self.who))

    async def press(self, press: Press) -> None:
        """Press a button or choose in a menu; what only one person sees is pressed by that person.

        Raises:
            UserError: it is not there any more, or not for this person.
        """
        client = self.life.client
        if press.seen_by is not None:
            self.who = press.seen_by
        try:
            if press.view_id is not None:
                reply = await client.click_view(
                    self.who, press.view_id, press.action_id, press.choice, block_id=press.block_id
                )
            else:
                assert press.channel is not None and press.ts is not None
                reply = await client.click(
                    world.TEAM,
                    self.who,
                    press.channel,
                    press.ts,
                    press.action_id,
                    press.choice,
                    block_id=self._block_now(press),
                )
                self.where = press.channel
        except LookupError as error:
            raise UserError(_("That button is not there any more, or not for you.")) from error
        await self._follow(reply)

    def _block_now(self, press: Press) -> str | None:
        """The block of that button as the message stands now; None where an update has given it a new one."""
        assert press.channel is not None and press.ts is not None
        message = self.life.server.slack.find_message(self.workspace.channels[press.channel], press.ts)
        return press.block_id if any(b["block_id"] == press.block_id for b in message.blocks) else None

    async def submit(self, values: Mapping[str, Choice]) -> dict[str, str]:
        """Send the open form; returns what it complains about, by field (then it stays open)."""
        assert self.form is not None
        form, self.form = self.form, None
        try:
            reply = await self.life.client.submit_view(form.user, form.id, values)
        except ValueError as error:
            self.form = form
            return {"": str(error)}
        if reply.errors:
            self.form = form
            return reply.errors
        await self._follow(reply)
        return {}

    async def close_form(self) -> None:
        """Close the open form without sending it."""
        if self.form is not None:
            form, self.form = self.form, None
            await self.life.client.close_view(form.user, form.id)

    # What follows.

    def begin(self) -> None:
        """Begin a turn: what it draws is numbered from 1."""
        self.earlier += self._drawn
        self._drawn = []

    async def go(self, until: datetime) -> AsyncGenerator[Entry, None]:
        """Let time pass; each message on the way is drawn, then yielded."""
        async with aclosing(self.life.go(until)) as passing:
            async for entry in passing:
                self.show([entry])
                yield entry

    async def go_on(self, until: datetime) -> bool:
        """Let time pass to the next message, at most to `until`; false if there was none."""
        found: list[Entry] = []
        while not found and self.life.clock.now() < until:
            found = await self.life.step(until)
        self.show(found)
        return bool(found)

    async def pass_time(self, until: datetime) -> int:
        """Let time pass; returns how many messages there were."""
        return sum([1 async for _entry in self.go(until)])

    async def _follow(self, reply: Reply) -> None:
        """Draw what came of an act, and what the bot had to post at once."""
        if reply.status != 200:
            self.console.print(_("The bot refused it ({status}).").format(status=reply.status), style="red")
        self.show(reply.entries)
        self.show(await self.life.settle())

    def messages(self) -> list[Entry]:
        """The messages of this place as they stand now, the oldest first."""
        standing: dict[str | None, Entry] = {}
        for entry in self.life.server.journal.select("message", "update", "delete", channel=self.where):
            if entry.kind == "delete":
                standing.pop(entry.ts, None)
            elif not entry.ephemeral:
                standing[entry.ts] = entry
        return list(standing.values())

    def show(self, entries: Iterable[Entry]) -> None:
        """Draw what was accepted; the newest form is then the open one."""
        for entry in entries:
            if entry.kind in ("view_open", "view_push", "view_update"):
                self.form = self.life.server.slack.views[entry.view_id or ""]
            elif entry.kind in BARS:
                self._draw(entry)
        if self._drawn:
            self.presses = self._drawn

    def _draw(self, entry: Entry) -> None:
        if entry.kind == "update" and entry.user != self.who:
            # Slack changes it in place, where it stands: nobody reads it anew.
            return
        blocks: list[JSON] = (entry.view or {}).get("blocks", entry.blocks)
        place = {
            "channel": entry.channel,
            "ts": entry.ts,
            "view_id": entry.view_id,
            "seen_by": entry.user,
        }
        self.names.zone = self._zone_of_reader(entry)
        is_seen = self.watched is None or (entry.user or entry.channel) in self.watched
        drawing = Drawing(self.names, self._drawn if is_seen else self.earlier, place)
        if not is_seen:
            # Nobody looks, but it is there, and its buttons can be pressed.
            list(drawing.message(entry.text, blocks))
            return
        self.console.print()
        self.console.print(self._headline(entry))
        self.console.print(Barred(Group(*drawing.message(entry.text, blocks)), BARS[entry.kind]))

    def _zone_of_reader(self, entry: Entry) -> str:
        """That of the one person who sees it; else of who one is, where that person sees the channel."""
        reader = entry.user or self.who
        place = self.workspace.channels.get(entry.channel or "")
        if entry.user is None and place is not None and reader not in place.members:
            return ZONE
        return self.workspace.users[reader].tz

    def _headline(self, entry: Entry) -> Text:
        """Who sees it, where and when."""
        zone = ZONE if entry.user is None else self.workspace.users[entry.user].tz
        reader = self.names.people.get(entry.user or "", "")
        if entry.kind == "view_publish":
            to = _("Home tab of {person}").format(person=reader)
        elif entry.user is None:
            to = self.place_words(entry.channel)
        elif entry.channel in self.names.channels:
            to = _("only {person} sees this, in {channel}").format(
                person=reader, channel=self.place_words(entry.channel)
            )
        else:
            to = _("direct message to {person}").format(person=reader)
        parts = [to, moment_words(entry.at, zone)]
        if entry.kind == "update":
            parts.append(_("brought up to date"))
        loud = entry.kind == "message"
        return Text("  ·  ".join(parts), "bold blue" if loud else "dim")
