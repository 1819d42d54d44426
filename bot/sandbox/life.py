"""A year lived: the real app over HTTP against the stand-in Slack, on a clock that moves when told to."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import Bot, create_bot
from bot.clock import SimulatedClock
from bot.delivery.timing import DeliveryTiming
from bot.models.migrate import upgrade
from bot.sandbox import world
from bot.sandbox.client import SlackClient
from bot.sandbox.journal import Entry
from bot.sandbox.server import SlackServer
from bot.services.arrivals import command_line
from bot.services.importing import preview_import, read_draft, write_import
from bot.services.setup import Setup, set_up_group
from bot.settings import Settings

START = datetime(2017, 10, 2, 5, 0, tzinfo=UTC)
PLAN = Path(__file__).with_name("plans") / "e-waste-year.txt"
LABEL, NAME, ZONE = "IMG", "E-waste IMG", "Europe/Zurich"
STEP_LIMIT = 20_000


class Life:
    """A running bot and its stand-in Slack; `go` lets time pass from one thing due to the next."""

    def __init__(self, bot: Bot, server: SlackServer, client: SlackClient, clock: SimulatedClock) -> None:
        self.bot = bot
        self.server = server
        self.client = client
        self.clock = clock

    async def go(self, until: datetime) -> AsyncIterator[Entry]:
        """Let time pass, stopping at each thing that is due; yields what the bot posted on the way."""
        for _ in range(STEP_LIMIT):
            mark = len(self.server.journal)
            await self.bot.tick()
            for entry in self.server.journal.since(mark):
                yield entry
            now = self.clock.now()
            if now >= until:
                return
            wake = await self.bot.delivery.next_wake(now)
            # Notices beyond the horizon are not planned yet: look again each day at least.
            following = min(until, now + timedelta(days=1), max(wake or until, now + timedelta(seconds=1)))
            self.clock.set(following)
        raise RuntimeError("the clock does not come to rest")

    async def live(self, until: datetime) -> list[Entry]:
        """The same, gathered."""
        return [entry async for entry in self.go(until)]


@asynccontextmanager
async def living(
    plan: tuple[bytes, str] | None = None,
    *,
    start: datetime = START,
    database_url: str | None = None,
    timing: DeliveryTiming | None = None,
    import_plan: bool = True,
) -> AsyncIterator[Life]:
    """Set up the demo's group in its workspace, import a plan and start the reminders.

    Args:
        plan: the document's bytes and file name; None for the built-in one.
        start: when the clock begins.
        database_url: None for a temporary SQLite file, removed at the end.
        timing: delivery's durations.
        import_plan: whether to import the plan and start the reminders at once.
    """
    clock = SimulatedClock(start)
    server = world.build_world(clock)
    await server.start()
    with tempfile.TemporaryDirectory(prefix="img-bot-") as folder:
        settings = Settings(
            slack_bot_token=world.BOT_TOKEN,
            slack_signing_secret=world.SIGNING_SECRET,
            slack_api_url=server.api_url,
            database_url=database_url or f"sqlite:///{folder}/img.db",
            port=0,
        )
        bot = create_bot(settings, clock, timing)
        upgrade(bot.database)
        port = await bot.start()
        try:
            set_up(bot)
            await bot.read_profiles(clock.now())
            if import_plan:
                data, name = plan or (PLAN.read_bytes(), PLAN.name)
                load(bot, data, name)
            async with SlackClient(server, f"http://127.0.0.1:{port}") as client:
                yield Life(bot, server, client, clock)
        finally:
            await bot.stop()
            await server.stop()


def set_up(bot: Bot) -> None:
    """The demo's group: its channels, streams, and people by role."""
    setup = Setup(
        team=world.TEAM,
        label=LABEL,
        name=NAME,
        channel=world.GROUP_CHANNEL,
        zone=ZONE,
        stream_channels=(("WS1", world.WS1_CHANNEL), ("WS2", world.WS2_CHANNEL)),
        coordinators=(world.SECRETARIAT,),
        leads=(
            ("WS1", world.WS1_LEAD),
            ("WS1", world.WS1_CO_LEAD),
            ("WS2", world.WS2_LEAD),
            ("WS2", world.WS2_CO_LEAD),
        ),
        members=((world.MEMBER, "UNEP"), (world.FAR_MEMBER, "ESCAP")),
    )
    set_up_group(bot.work, setup, bot.clock.now())


def load(bot: Bot, data: bytes, name: str, *, start_reminders: bool = True) -> None:
    """Import a document into the group, as ``import --yes`` does."""
    with bot.database.reading() as session:
        from bot.repositories.groups import find_group

        group = find_group(session, LABEL, world.TEAM)
    assert group is not None
    caller = command_line(bot.work, group.id)
    draft = read_draft(data, name, label=LABEL, zone=ZONE, streams=caller.group.labels)
    preview = preview_import(bot.work, caller, draft)
    write_import(bot.work, caller, preview, data, name, bot.clock.now(), start_reminders=start_reminders)
