"""The page behind a link in a mail in a real browser: forms that anybody can fill in."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from aiohttp import web
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import ViewportSize, async_playwright

from bot.core.clock import SimulatedClock
from bot.core.codec import encode
from bot.core.requests import Request
from bot.links.rules import LinkKind
from bot.links.store import make_link
from bot.meetings.polls.acts import Vote, VoteForm
from bot.meetings.polls.rules import Answer
from bot.meetings.polls.store import polls_of
from bot.meetings.replies.acts import ReplyForm
from bot.pages.behind_links import add_secret_pages
from bot.pages.server import serve
from tests.mail.test_mail import add_outsider
from tests.meetings.polling import opened
from tests.pages.test_plan_page import BROWSER, FLAGS
from tests.stage import NOW, Stage

LOOKS: list[tuple[str, Literal["light", "dark"], int]] = [("en", "light", 1280), ("fr", "dark", 320)]


@pytest.fixture
async def served(lite: Stage) -> AsyncIterator[tuple[Stage, int, str, str]]:
    """A poll, and two people outside Slack with a link to vote: one reads English, the other French."""

    async def at_once(function: Any, *arguments: Any) -> Any:  # noqa: ANN401
        return function(*arguments)

    poll = opened(lite).poll
    item = lite.item("IMG-M6").id
    requests: list[Request] = [VoteForm(poll.id), Vote(poll.id, works=(1, 2)), ReplyForm(item)]
    tokens = []
    for language in ("en", "fr"):
        person = add_outsider(lite, language)
        with lite.database.writing() as session:
            values = [encode(one, 1) for one in requests]
            _id, token = make_link(session, 1, person, LinkKind.ANSWER, "mine", NOW, requests=values)
            tokens.append(token)
    app = web.Application()
    add_secret_pages(app, lite.work, SimulatedClock(NOW), at_once, ())
    server = await serve(app, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{server.port}/reply"
    yield lite, poll.id, f"{base}/{tokens[0]}", f"{base}/{tokens[1]}"
    await server.stop()


async def test_a_vote_is_cast_without_a_mouse_and_without_scripts(
    served: tuple[Stage, int, str, str],
) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed: `make outside` installs it")
    stage, poll_id, english, french = served
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        for address, (language, scheme, width) in zip((english, french), LOOKS, strict=True):
            size = ViewportSize(width=width, height=900)
            context = await browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
            page = await context.new_page()
            for number in range(3):
                await page.goto(f"{address}?do={number}")
                result = await Axe().run(page)
                assert [one["id"] for one in result.response["violations"]] == [], (language, number)
                assert await page.evaluate("document.documentElement.lang") == language
                assert await page.evaluate("document.documentElement.scrollWidth") <= width
            await context.close()
        context = await browser.new_context(java_script_enabled=False)
        page = await context.new_page()
        await page.goto(f"{english}?do=0")
        await page.locator("input[type=checkbox]").first.focus()
        await page.keyboard.press("Space")
        await page.keyboard.press("Enter")
        await page.wait_for_load_state()
        assert "Thank you" in await page.inner_text("h1")
        await browser.close()
    with stage.database.reading() as session:
        [ballot] = polls_of(session, 1).by_id[poll_id].ballots
    assert ballot.answers == {1: Answer.YES, 2: Answer.NO}
