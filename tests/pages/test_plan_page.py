"""The plan page: what it shows and what it does not, in a real browser, by a checker of accessibility."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from aiohttp import web
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import ConsoleMessage, ViewportSize, async_playwright

from bot.core.clock import SimulatedClock
from bot.links.acts import EndLink, MakeLink
from bot.links.rules import GROUP, LinkKind
from bot.pages.behind_links import add_secret_pages
from bot.pages.server import serve
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind, Status
from bot.publishing.plan_page import build_plan_page
from tests.meetings.talking import People
from tests.stage import COORDINATOR, LEAD1, NOW, Stage, exact, month, new_stage

LATER = NOW + timedelta(days=60)
BROWSER = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def page_token(stage: Stage, scope: str = GROUP, user: str = COORDINATOR) -> tuple[int, str]:
    made = stage.do(MakeLink(LinkKind.PAGE, scope), stage.as_(user)).result
    return made.link_id, made.url.rpartition("/")[2]


def html_of(stage: Stage, token: str, language: str | None = None, now: datetime = LATER) -> str:
    page = build_plan_page(stage.work, token, now, language)
    assert page is not None
    return page.body.decode()


def lived(stage: Stage) -> Stage:
    """A plan with something of each kind, and things that outsiders must not read."""
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-12-20"))
    stage.edit(COORDINATOR, "WS1-M1", {"link": "https://meet.example.org/secret", "venue": "Room VII"})
    stage.set_status(LEAD1, "WS1-D1", Status.OFF_TRACK, "a note among us")
    stage.give("WS1-D2", LEAD1)
    stage.set_status(COORDINATOR, "IMG-M7", Status.CANCELLED)
    stage.set_date(COORDINATOR, "WS1-D3", month("2018-09"), why="the consultant is ill")
    title = '<script>alert(1)</script> & "quotes"'
    stage.do(AddItem(Kind.DELIVERABLE, title, ("WS1",), month("2018-08")), stage.as_(COORDINATOR))
    return stage


def test_it_shows_the_plan_and_nobody_in_it(lite: Stage) -> None:
    _id, token = page_token(lived(lite))
    html = html_of(lite, token)
    when = "Wed 20 Dec 2017, 15:00–17:00 Geneva"
    for shown in (when, "Room VII", "WS1-M1", "WS1-D3 ", "September 2018"):
        assert shown in html
    for hidden in (
        "a note among us",
        "meet.example.org",
        LEAD1,
        COORDINATOR,
        "consultant",
        "overdue",
        "<script",
    ):
        assert hidden not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_agendas_show_when_published_and_minutes_whole_when_adopted(lite: Stage) -> None:
    people = People(lite)
    _id, token = page_token(lite)
    lite.set_date(COORDINATOR, "IMG-M5", exact("2017-10-05"))
    people.say(COORDINATOR, "agenda img5 add Review of papers & plans")
    assert "Review of" not in html_of(lite, token)
    people.say(COORDINATOR, "agenda img5 publish")
    assert "Review of papers &amp; plans" in html_of(lite, token)
    people.say(COORDINATOR, "agenda img5 paper 4 en https://files.example/closed")
    assert "files.example" not in html_of(lite, token)
    people.say(COORDINATOR, "agenda img5 paper 4 open: fr https://files.example/ouvert")
    shown = html_of(lite, token)
    assert '<a href="https://files.example/ouvert" rel="noreferrer">FR</a>' in shown and "closed" not in shown
    people.say(COORDINATOR, "agenda img5 paper 4 fr https://files.example/ouvert")
    assert "files.example" not in html_of(lite, token)  # it is open no more
    people.now = NOW + timedelta(days=4)
    people.say(COORDINATOR, "held img5")
    people.say(COORDINATOR, "decision img5 The template is adopted")
    people.say(COORDINATOR, "action img5 UNEP send the list by 20 october 2017")
    people.say(COORDINATOR, "note img5 4 two agencies & one expert disagree")
    people.say(COORDINATOR, "attendance img5 UNEP in person, WHO regrets")
    people.say(COORDINATOR, "minutes img5 circulate until 13 october 2017")
    for hidden in ("The template", "disagree", "In person: UNEP"):
        assert hidden not in html_of(lite, token, now=people.now)
    after = html_of(lite, token)  # nobody objected
    assert "Minutes · Adopted: nobody objected by" in after
    for shown in ("In person: UNEP", "Regrets: WHO", "two agencies &amp; one expert disagree"):
        assert shown in after
    assert "D1 The template is adopted" in after
    # Whose the actions are is for the group: nobody reads here who is late.
    assert "send the list" not in after
    assert "Compte rendu · " in html_of(lite, token, "fr")


def test_a_thousand_items_are_all_there(sqlite_url: str) -> None:
    lite = new_stage(sqlite_url)
    text = "\n".join(
        f"{MONTHS[n % 12]} {2018 + n // 400}\n- Paper {n} about procurement and e-waste" for n in range(1000)
    )
    lite.import_plan(text)
    _id, token = page_token(lite)
    html = html_of(lite, token)
    assert len(re.findall(r"Paper \d+ about", html)) >= 1000
    assert html.count("<tr class=") == len(lite.items()) >= 1000
    assert html.count("<table>") == html.count("</table>") and html.rstrip().endswith("</html>")


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def test_it_loads_nothing_and_runs_nothing(lite: Stage) -> None:
    _id, token = page_token(lived(lite))
    page = build_plan_page(lite.work, token, LATER)
    assert page is not None
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and policy.startswith("default-src 'none'; style-src 'sha256-")
    html = page.body.decode()
    assert not re.search(r"\b(src|srcset|action)=|url\(|@import|\bstyle=|\son[a-z]+=", html)
    assert set(re.findall(r'href="([^"]*)"', html)) == {"#list", "?language=fr"}


def test_a_page_of_a_stream_holds_that_stream(lite: Stage) -> None:
    _id, token = page_token(lite, "=WS1", LEAD1)
    html = html_of(lite, token)
    assert "WS1-M1" in html and "WS2-M1" not in html


def test_an_ended_page_is_gone_and_anothers_kind_opens_nothing(lite: Stage) -> None:
    number, token = page_token(lite)
    calendar = lite.do(MakeLink(LinkKind.CALENDAR, GROUP), lite.as_(COORDINATOR)).result.url
    assert build_plan_page(lite.work, calendar.rpartition("/")[2].removesuffix(".ics"), LATER) is None
    lite.do(EndLink(number), lite.as_(COORDINATOR))
    assert build_plan_page(lite.work, token, LATER) is None


def test_the_same_plan_has_the_same_mark(lite: Stage) -> None:
    _id, token = page_token(lite)
    first, again = (build_plan_page(lite.work, token, LATER) for _count in range(2))
    assert first is not None and again is not None and first.etag == again.etag
    lite.set_status(COORDINATOR, "WS1-D1", Status.DONE)
    after = build_plan_page(lite.work, token, LATER)
    assert after is not None and after.etag != first.etag


def test_a_hundred_items_take_fifteen_milliseconds(lite: Stage) -> None:
    for number in range(85):
        act = AddItem(Kind.DELIVERABLE, f"Paper {number}", ("WS1",), month("2018-08"))
        lite.do(act, lite.cli())
    _id, token = page_token(lite)
    build_plan_page(lite.work, token, LATER)
    best = 1.0
    for _round in range(5):
        began = time.process_time()
        html = html_of(lite, token)
        best = min(best, time.process_time() - began)
    assert html.count("<tr class=") == len(lite.items()) >= 100
    assert best <= 0.015


LOOKS: list[tuple[str, Literal["light", "dark"], int]] = [
    ("en", "light", 1280),
    ("fr", "dark", 1280),
    ("en", "dark", 320),
    ("fr", "light", 2560),
]


def _note(found: list[str], message: ConsoleMessage) -> None:
    found.append(message.text)


@pytest.fixture
async def served(lite: Stage) -> AsyncIterator[str]:
    async def at_once(function: Any, *arguments: Any) -> Any:  # noqa: ANN401
        return function(*arguments)

    _id, token = page_token(lived(lite))
    app = web.Application()
    add_secret_pages(app, lite.work, SimulatedClock(LATER), at_once, ())
    server = await serve(app, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.port}/plan/{token}"
    await server.stop()


async def test_in_a_browser_it_is_accessible_in_both_languages_light_and_dark(
    served: str, tmp_path: Path
) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed: `make outside` installs it")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        for language, scheme, width in LOOKS:
            size = ViewportSize(width=width, height=900)
            context = await browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
            page = await context.new_page()
            problems: list[str] = []
            page.on("console", partial(_note, problems))
            await page.goto(f"{served}?language={language}")
            result = await Axe().run(page)
            found = [one["id"] for one in result.response["violations"]]
            assert (found, problems) == ([], []), (language, scheme, width)
            assert await page.evaluate("document.documentElement.lang") == language
            # Nothing is cut off or has to be scrolled sideways, but the picture in its own frame.
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
            await page.screenshot(path=tmp_path / f"{language}-{scheme}-{width}.png", full_page=True)
            await context.close()
        await browser.close()


async def test_the_policy_lets_its_own_style_sheet_through_and_needs_no_script(served: str) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed: `make outside` installs it")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        context = await browser.new_context(
            java_script_enabled=False, viewport={"width": 1280, "height": 900}
        )
        page = await context.new_page()
        problems: list[str] = []
        page.on("console", partial(_note, problems))
        await page.goto(served)
        await page.keyboard.press("Tab")
        box = await page.locator(".skip").bounding_box()
        assert problems == [] and box is not None and box["x"] >= 0  # styled, and reached by the keyboard
        assert await page.locator("svg").first.is_visible()
        await browser.close()
