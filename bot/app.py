"""The composition root: `create_bot` wires everything; nothing is built at import."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.core import offers, received
from bot.core.clock import Clock
from bot.core.settings import Settings
from bot.dates.reading import Context, read
from bot.delivery.delivery import Delivery, TickReport
from bot.delivery.poster import SendMail
from bot.delivery.requests import ask_time, posting_session
from bot.delivery.timing import DeliveryTiming
from bot.documents.store import forget_drafts
from bot.features import create_work
from bot.jobs import health
from bot.jobs.clock import JobClock, log_error
from bot.jobs.heartbeat import send_heartbeat
from bot.jobs.inbox_job import InboxJob
from bot.jobs.metrics import Metrics
from bot.jobs.profile_job import read_profiles
from bot.jobs.table import DELIVERY, HEARTBEAT_RETRY, build_jobs
from bot.jobs.time_guard import TimeGuard
from bot.links.sweeping import forget_old_links
from bot.mail.hooks import MailHooks, mailing
from bot.pages.behind_links import add_secret_pages
from bot.pages.inside import Inside
from bot.pages.server import WebServer, create_web_app, serve
from bot.privacy.carrying_out import erase_what_is_due
from bot.reminders import reminding
from bot.slack.authorize import RememberedInstallations
from bot.slack.bolt import create_bolt_app
from bot.slack.files import Files
from bot.slack.listeners.events.home import Homes
from bot.slack.listeners.ports import Ports
from bot.slack.listeners.register import register
from bot.slack.replies import Replies
from bot.slack.tokens import token_source
from bot.store.database import Database
from bot.talk.conversation import Conversation

if TYPE_CHECKING:
    from bot.delivery.store.outbox_counts import OutboxCounts
    from bot.slack.socket import SlackSocket

_log = logging.getLogger(__name__)
THREADS = 4
AWAKE_WITHIN_SECONDS, DELIVERED_WITHIN_SECONDS = 30, 60
SWEEP_SECONDS = 45
Result = TypeVar("Result")


class Bot:
    """One wired bot: `start` opens connections, port and clock; `tick` does by hand what the clock does."""

    def __init__(self, settings: Settings, clock: Clock, timing: DeliveryTiming, send_mail: SendMail) -> None:
        self.settings = settings
        self.clock = clock
        self.database = Database(settings.database_url)
        self.work = create_work(self.database, settings.timing)
        self.work.base_url = settings.base_url
        self.work.language = settings.language
        self.metrics = Metrics()
        reads = settings.mail_inbox is not None
        self.hooks = MailHooks(self.work, settings.slack_command, settings.mail_from, reads_replies=reads)
        self.tokens = token_source(self._get_session, settings, self.work, clock, self._in_thread)
        look_up, keep = self.tokens.look_up, self.tokens.keep_seconds
        self.installations = RememberedInstallations(look_up, clock, keep_seconds=keep)
        self.bolt = create_bolt_app(
            authorize=self.installations,
            client=AsyncWebClient(base_url=settings.slack_api_url, retry_handlers=[]),
            logger=_log,
        )
        self._executor = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
        self.delivery = Delivery(
            self.database,
            self.tokens.client,
            self.hooks,
            clock=clock,
            timing=timing,
            executor=self._executor,
            observe_lateness=self.metrics.lateness.observe,
            send_mail=send_mail,
        )
        self.conversation = Conversation(self.work, settings.slack_command, clock.now)
        replies = Replies(lambda: self.session, self._redraw)
        self.files, forget = Files(self._in_thread), self.installations.forget
        self.homes = Homes(self.conversation, self._executor, self.tokens.client)
        ports = Ports(
            self.conversation, replies, self.homes, self._executor, forget, self._count_error, self.files
        )
        register(self.bolt, ports)
        self._session_context = posting_session(timing)
        self._session: ClientSession | None = None
        self._server: WebServer | None = None
        self._socket: SlackSocket | None = None
        self._jobs: JobClock | None = None
        self._told = ""

    def _get_session(self) -> ClientSession:
        return self.session

    @property
    def session(self) -> ClientSession:
        """The one HTTP session for all calls to Slack."""
        assert self._session is not None, "the bot is not started"
        return self._session

    async def start(self, *, traffic: bool = True, notices_by_clock: bool = False) -> int | None:
        """Open what a process of that kind needs.

        Args:
            traffic: serve Slack's requests and the pages.
            notices_by_clock: run the timed jobs; without them, `tick` is called by hand.

        Returns:
            The port, or None without traffic.
        """
        self._session = await self._session_context.__aenter__()
        self.bolt.client.session = self._session
        if notices_by_clock:
            self._start_jobs()
        if not traffic:
            return None
        # Makes the grammar of dates once, which would otherwise delay the first date somebody types.
        await self._in_thread(read, "16 Jan 14:00 Geneva", Context(self.clock.now(), self.settings.timezone))
        app = create_web_app(
            bolt=self.bolt,
            signing_secret=None if self.settings.socket_mode else self.settings.slack_signing_secret,
            clock=self.clock,
            readiness=self.problems,
            metrics=self._render_metrics,
            inside=Inside(self.settings.host, self.settings.metrics_token),
            trusted_proxies=self.settings.trusted_proxies,
        )
        add_secret_pages(app, self.work, self.clock, self._in_thread, self.settings.trusted_proxies)
        if self.settings.many_workspaces:
            from bot.pages.install import InstallPages  # here: half the installations never load it

            means = (self.settings, self.work, self.clock, self._get_session, self._in_thread)
            InstallPages(*means, self.installations.forget).add_to(app)
        self._server = await serve(app, self.settings.host, self.settings.port)
        if self.settings.slack_app_token is not None:
            from bot.slack.socket import SlackSocket  # here: half the installations never load it

            self._socket = SlackSocket(self.bolt, self.settings.slack_app_token)
            await self._socket.open()
        return self._server.port

    async def stop(self, seconds: float = 8) -> None:
        """Take no more requests, finish what is under way within some seconds, close everything."""
        if self._jobs is not None:
            self._jobs.stop()
        stopping: list[Awaitable[object]] = [self.delivery.drain(seconds)]
        if self._server is not None:
            stopping.append(self._stop_server(seconds))
        if self._socket is not None:
            stopping.append(self._socket.close(seconds))
        await asyncio.gather(*stopping)
        await self._session_context.__aexit__(None, None, None)
        self._executor.shutdown()
        self.database.close()

    async def _stop_server(self, seconds: float) -> bool:
        assert self._server is not None
        try:
            async with asyncio.timeout(seconds):
                await self._server.stop()
        except TimeoutError:
            return False
        return True

    def _start_jobs(self) -> None:
        settings, inbox = self.settings, None
        if settings.mail_inbox is not None:
            inbox = InboxJob(settings.mail_inbox, self.work, self.clock, self._in_thread).run
        jobs = build_jobs(
            deliver=self._deliver,
            sweep=self._sweep,
            heartbeat=self._heartbeat if settings.heartbeat_url else None,
            inbox=inbox,
            tick=settings.timing.tick,
        )
        guard = TimeGuard(self.clock, lambda: ask_time(self.session, settings.slack_api_url))
        self._jobs = clock = JobClock(jobs, clock=self.clock, guard=guard, on_error=self._job_failed)
        self.work.on_commit = lambda: clock.wake(DELIVERY)
        clock.start()

    async def tick(self, now: datetime | None = None) -> TickReport:
        """Do all that is due: read new profiles, plan what comes near, post and wait for the answers."""
        await self._sweep(now)
        report = await self.delivery.tick(now)
        await self.homes.refresh()
        return report

    async def _deliver(self) -> datetime | None:
        await self.delivery.pump()
        self.metrics.follow(self.delivery.counts)
        return await self.delivery.next_wake(self.clock.now())

    async def _sweep(self, now: datetime | None = None) -> datetime | None:
        moment = now or self.clock.now()
        began = monotonic()
        await self._in_thread(received.forget_old_events, self.work, moment)
        await self._in_thread(offers.forget_offers, self.work, moment)
        await self._in_thread(forget_drafts, self.work, moment)
        await self._in_thread(forget_old_links, self.work, moment)
        await self._in_thread(erase_what_is_due, self.work, moment)
        await self.read_profiles(moment)
        await self._in_thread(reminding.sweep, self.work, moment, SWEEP_SECONDS)
        self.metrics.follow(self.delivery.counts)
        if (summary := self.metrics.summary()) != self._told:
            self._told = summary
            _log.info("since the start: %s", summary)
        # A longer run would be taken for stuck: what was not reached is looked at in the next one, at once.
        return self.clock.now() if monotonic() - began > SWEEP_SECONDS else None

    async def _heartbeat(self) -> datetime | None:
        assert self.settings.heartbeat_url is not None
        if await self.problems():
            return self.clock.now() + HEARTBEAT_RETRY
        await send_heartbeat(self.session, self.settings.heartbeat_url)
        return None

    async def read_profiles(self, now: datetime) -> None:
        """Ask Slack about people and channels that are new or were not asked about for a day."""
        if self.delivery.is_slack_away:
            return
        means = (self.work, self.tokens.client, self._in_thread, self._count_error)
        if not await read_profiles(*means, now, SWEEP_SECONDS):
            self.delivery.learn_failure()

    async def problems(self) -> list[str]:
        """What keeps this process from its work, in short lines."""
        found = await self._in_thread(health.problems, self.work)
        awake = self._jobs.seconds_since_wake if self._jobs is not None else 0.0
        if awake is None or awake > AWAKE_WITHIN_SECONDS:
            found.append(f"the clock has not woken for {AWAKE_WITHIN_SECONDS} seconds")
        since = self._jobs.seconds_since_success(DELIVERY) if self._jobs is not None else 0.0
        if since is None or since > DELIVERED_WITHIN_SECONDS:
            found.append(f"notices were not looked after for {DELIVERED_WITHIN_SECONDS} seconds: see the log")
        if self._socket is not None and not self._socket.is_connected:
            found.append("Slack is not connected (Socket Mode)")
        return found

    async def _render_metrics(self) -> bytes:
        now = self.clock.now()
        counts: OutboxCounts | None = None
        try:
            counts = await self._in_thread(health.outbox_counts, self.work, now)
        except SQLAlchemyError:
            self.metrics.errors.labels("database").inc()
        self.metrics.follow(self.delivery.counts)
        return self.metrics.render(counts, now)

    def _job_failed(self, name: str, error: Exception) -> None:
        self._count_error(error)
        if isinstance(error, SQLAlchemyError):
            # It comes every few seconds while the database is away: one line each is enough.
            reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
            _log.error("the job %s failed, it is tried again: %s", name, reason)
        else:
            log_error(name, error)

    def _count_error(self, error: Exception) -> None:
        is_slack = isinstance(error, SlackApiError | ClientError | TimeoutError)
        source = "database" if isinstance(error, SQLAlchemyError) else "slack" if is_slack else "bot"
        self.metrics.errors.labels(source).inc()

    async def _in_thread(self, function: Callable[..., Result], *arguments: Any) -> Result:  # noqa: ANN401
        return await asyncio.get_running_loop().run_in_executor(self._executor, function, *arguments)

    async def _redraw(self, team_id: str, channel: str, ts: str) -> None:
        try:
            await self.delivery.redraw(team_id, channel, ts)
        except SQLAlchemyError as error:
            # What was pressed is done; only the card stays as it was.
            self._count_error(error)
            _log.warning("a card was not redrawn: %s", type(error).__name__)


def create_bot(
    settings: Settings, clock: Clock, timing: DeliveryTiming | None = None, send_mail: SendMail | None = None
) -> Bot:
    """Wire a bot from its settings and a clock; it does nothing until it is started."""
    timing = timing or DeliveryTiming()
    return Bot(settings, clock, timing, send_mail or mailing(settings.smtp_url, timing.timeout))
