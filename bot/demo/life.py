"""A year lived: the real app over HTTP against the stand-in Slack, on a clock that moves when told to."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import Bot, create_bot
from bot.core.clock import SimulatedClock
from bot.core.codec import UnknownValue
from bot.core.i18n import LANGUAGES
from bot.core.offers import request_of
from bot.core.settings import Settings
from bot.delivery.hooks import Mail
from bot.delivery.outcomes import Outcome, Sent
from bot.delivery.timing import DeliveryTiming
from bot.demo import world
from bot.documents.drafting import ImportResult, read_draft
from bot.documents.importing import preview_import
from bot.documents.performing import import_document
from bot.groups.arrivals import command_line
from bot.groups.setup import Setup, set_up_group
from bot.groups.store.groups import find_group
from bot.plan.rules.plan import Plan
from bot.reminders.reminding import sweep
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.sandbox.journal import Entry
from bot.store.migrate import upgrade

START = datetime(2017, 10, 2, 5, 0, tzinfo=UTC)
PLAN = Path(__file__).with_name("plans") / "e-waste-year.txt"
LABEL, NAME, ZONE = "IMG", "E-waste IMG", "Europe/Zurich"
STEP_LIMIT = 20_000
A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)


class Life:
    """A running bot and its stand-in Slack; `go` lets time pass from one thing due to the next.

    `imported` is what the imported document said, None without one.
    """

    def __init__(
        self,
        bot: Bot,
        server: SlackServer,
        client: SlackClient,
        clock: SimulatedClock,
        imported: ImportResult | None,
        letters: list[Mail],
    ) -> None:
        self.bot = bot
        self.server = server
        self.client = client
        self.clock = clock
        self.imported = imported
        self.letters = letters
        self.plan_anew()

    def plan_anew(self) -> None:
        """Plan ahead at the next step, as after a start: the clock was set back."""
        self._planned_at = self.clock.now() - A_DAY

    def key_in(self, value: str) -> str:
        """The key of the item that a button's value is about; "" where it is about none."""
        try:
            carried = self.bot.work.registry.decode(value)
        except UnknownValue:
            return ""
        with self.bot.database.reading() as session:
            request = request_of(session, self.bot.work.registry, carried, None, self.clock.now()).request
            plan = self.bot.work.snapshot(session, carried.group_id)[Plan]
        item = plan.by_id.get(getattr(request, "item_id", 0))
        return item.key if item is not None else ""

    async def go(self, until: datetime) -> AsyncGenerator[Entry, None]:
        """Let time pass, stopping at each thing that is due; yields what the bot posted on the way."""
        for entry in await self._tick():
            yield entry
        for _ in range(STEP_LIMIT):
            if self.clock.now() >= until:
                return
            for entry in await self.step(until):
                yield entry
        raise RuntimeError("the clock does not come to rest")

    async def step(self, until: datetime) -> list[Entry]:
        """Let time pass to the next thing due, at most to `until`; returns what the bot posted then."""
        now = self.clock.now()
        wake = await self.bot.delivery.next_wake(now)
        # Notices beyond the horizon are not planned yet: look again each day at least.
        self.clock.set(min(until, self._planned_at + A_DAY, max(wake or until, now + A_SECOND)))
        return await self._tick()

    async def _tick(self) -> list[Entry]:
        """Post what is due, and once a day plan ahead first. Nobody's profile changes here: none is read."""
        now = self.clock.now()
        if now >= self._planned_at + A_DAY:
            await asyncio.to_thread(sweep, self.bot.work, now)
            self._planned_at = now
        return await self.settle()

    async def settle(self) -> list[Entry]:
        """Post what is due at this very moment; returns it, channels first, in one order every time."""
        mark = len(self.server.journal)
        await self.bot.files.finish()
        await self.bot.delivery.tick()
        return sorted(self.server.journal.since(mark), key=_rank)

    async def live(self, until: datetime) -> list[Entry]:
        """The same, gathered."""
        return [entry async for entry in self.go(until)]


def _rank(entry: Entry) -> int:
    """What is posted at one moment is posted side by side: the journal has it in any order."""
    places = [*world.CHANNELS, *world.PEOPLE]
    place = entry.user or entry.channel
    return places.index(place) if place in places else len(places)


@asynccontextmanager
async def living(
    plan: tuple[bytes, str] | None = None,
    *,
    start: datetime = START,
    database_url: str | None = None,
    timing: DeliveryTiming | None = None,
    import_plan: bool = True,
    with_group: bool = True,
    language: str = LANGUAGES[0],
    members: Mapping[str, str] = world.MEMBERS,
) -> AsyncIterator[Life]:
    """Set up the demo's group in its workspace, import a plan and start the reminders.

    Args:
        plan: the document's bytes and file name; None for the built-in one.
        start: when the clock begins.
        database_url: None for a temporary SQLite file, removed at the end.
        timing: delivery's durations.
        import_plan: whether to import the plan and start the reminders at once.
        language: what everybody there reads.
        members: who speaks for which agency.
        with_group: whether the group is there; else its people make it in Slack, and import nothing at once.
    """
    clock = SimulatedClock(start)
    server = world.build_world(clock, language)
    await server.start()
    with tempfile.TemporaryDirectory(prefix="img-bot-") as folder:
        settings = Settings(
            slack_bot_token=world.BOT_TOKEN,
            slack_signing_secret=world.SIGNING_SECRET,
            slack_api_url=server.api_url,
            database_url=database_url or f"sqlite:///{folder}/img.db",
            port=0,
            mail_from="img@img-ewaste.example",
        )
        letters: list[Mail] = []

        async def keep_letter(mail: Mail) -> Outcome:
            letters.append(mail)
            return Sent(mail.message_id)

        bot = create_bot(settings, clock, timing, keep_letter)
        upgrade(bot.database)
        port = await bot.start()
        try:
            if with_group:
                set_up(bot, language, members)
            await bot.read_profiles(clock.now())
            imported = None
            if import_plan and with_group:
                data, name = plan or (PLAN.read_bytes(), PLAN.name)
                imported = load(bot, data, name)
            async with SlackClient(server, f"http://127.0.0.1:{port}") as client:
                yield Life(bot, server, client, clock, imported, letters)
        finally:
            await bot.stop()
            await server.stop()


def set_up(bot: Bot, language: str, members: Mapping[str, str]) -> None:
    """The demo's group: its channels, streams, and people by role."""
    setup = Setup(
        team=world.TEAM,
        label=LABEL,
        name=NAME,
        channel=world.GROUP_CHANNEL,
        zone=ZONE,
        language=language,
        stream_channels=(("WS1", world.WS1_CHANNEL), ("WS2", world.WS2_CHANNEL)),
        coordinators=(world.SECRETARIAT,),
        leads=(
            ("WS1", world.WS1_LEAD),
            ("WS1", world.WS1_CO_LEAD),
            ("WS2", world.WS2_LEAD),
            ("WS2", world.WS2_CO_LEAD),
        ),
        members=tuple(members.items()),
    )
    set_up_group(bot.work, setup, bot.clock.now())


def load(bot: Bot, data: bytes, name: str, *, start_reminders: bool = True) -> ImportResult:
    """Import a document into the group, as ``import --yes`` does."""
    with bot.database.reading() as session:
        group = find_group(session, LABEL, world.TEAM)
    assert group is not None
    caller = command_line(bot.work, group.id)
    draft = read_draft(data, name, label=LABEL, zone=ZONE, streams=caller.group.labels)
    preview = preview_import(bot.work, caller, draft)
    now = bot.clock.now()
    return import_document(bot.work, caller, preview, data, name, now, start_reminders=start_reminders)
