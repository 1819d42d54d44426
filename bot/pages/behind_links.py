"""What secret links open, by path. What writes it is loaded when the first one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.core.addresses import Network
from bot.core.clock import Clock
from bot.core.work import Work
from bot.pages.secret_pages import InThread, Page, SecretPages

CALENDAR_TYPE = "text/calendar; charset=utf-8"


def add_secret_pages(
    app: web.Application, work: Work, clock: Clock, in_thread: InThread, trusted: Sequence[Network]
) -> None:
    """Serve all that secret links open."""
    pages = SecretPages(clock, in_thread, trusted)
    for path, build in PAGES.items():
        pages.add_to(app, path, partial(build, work))


def build_feed(work: Work, token: str, now: datetime) -> Page | None:
    """The calendar of a token."""
    from bot.calendar.feeds import feed_of

    feed = feed_of(work, token, now)
    if feed is None:
        return None
    named = {"Content-Disposition": 'inline; filename="workplan.ics"'}
    return Page(feed.body, CALENDAR_TYPE, feed.etag, named)


PAGES: Mapping[str, Callable[[Work, str, datetime], Page | None]] = {"/calendar/{token}.ics": build_feed}
