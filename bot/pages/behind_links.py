"""What secret links open, by path. What writes it is loaded when the first one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.core.addresses import Network
from bot.core.clock import Clock
from bot.core.work import Work
from bot.links.page import Page
from bot.pages.secret_pages import PRIVATE, InThread, SecretPages

CALENDAR_TYPE = "text/calendar; charset=utf-8"


def add_secret_pages(
    app: web.Application, work: Work, clock: Clock, in_thread: InThread, trusted: Sequence[Network]
) -> None:
    """Serve all that secret links open."""
    app.router.add_get("/favicon.ico", _no_icon)
    pages = SecretPages(clock, in_thread, trusted)
    for path, build in PAGES.items():
        pages.add_to(app, path, partial(build, work))

    async def show(request: web.Request) -> web.Response:
        from bot.publishing.reply_page import show_reply

        asked = (request.match_info["token"], request.query.get("do"), clock.now())
        return _answered(await pages.find(request, show_reply, work, *asked))

    async def act(request: web.Request) -> web.Response:
        from bot.publishing.reply_page import carry_out_reply

        found = await request.post()
        posted = {name: [str(one) for one in found.getall(name)] for name in found}
        asked = (request.match_info["token"], posted, clock.now())
        return _answered(await pages.find(request, carry_out_reply, work, *asked))

    app.router.add_get("/reply/{token}", show)
    app.router.add_post("/reply/{token}", act)


def _answered(found: web.Response | Page) -> web.Response:
    if isinstance(found, web.Response):
        return found
    headers = {**PRIVATE, **found.headers, "Content-Type": found.content_type, "Cache-Control": "no-store"}
    return web.Response(body=found.body, headers=headers)


async def _no_icon(_request: web.Request) -> web.Response:
    """Browsers ask for an icon unasked: there is none, and that is no fault."""
    return web.Response(status=204)


def build_feed(work: Work, token: str, now: datetime, _language: str | None) -> Page | None:
    """The calendar of a token."""
    from bot.calendar.feeds import feed_of

    feed = feed_of(work, token, now)
    if feed is None:
        return None
    named = {"Content-Disposition": 'inline; filename="workplan.ics"'}
    return Page(feed.body, CALENDAR_TYPE, feed.etag, named)


def build_page(work: Work, token: str, now: datetime, language: str | None) -> Page | None:
    """The page of the plan."""
    from bot.publishing.plan_page import build_plan_page

    return build_plan_page(work, token, now, language)


PAGES: Mapping[str, Callable[[Work, str, datetime, str | None], Page | None]] = {
    "/calendar/{token}.ics": build_feed,
    "/plan/{token}": build_page,
}
