"""An agency without Slack goes through a whole meeting by mail and page; a golden text holds all it reads."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.core.clock import SimulatedClock
from bot.core.i18n import LANGUAGES, _, speaking
from bot.delivery.delivery import Delivery
from bot.delivery.outcomes import NotInstalled
from bot.delivery.timing import DeliveryTiming
from bot.groups.tables import Person
from bot.mail.hooks import MailHooks
from bot.mail.sending import Mailer
from bot.plan.rules.items import Status
from bot.reminders import reminding
from tests.mail.post_office import open_post_office
from tests.mail.test_mail import Post, parts_of, serving
from tests.meetings.talking import People
from tests.stage import COORDINATOR, NOW, Stage, at

GOLDEN = Path(__file__).with_name("golden")
ANSWER = re.compile(r"https://img\.example\.org(/reply/[\w-]+(?:\?do=\d+)?)")


class Words(HTMLParser):
    """The words of a page, a line for each block; fields and buttons by what they are called."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines, self._skips = [""], 0
        self.feed(re.sub(r"(?s)<style>.*?</style>|<title>.*?</title>", "", page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("p", "h1", "li", "div", "legend", "br"):
            self.lines.append("- " if tag == "li" else "")
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            self.lines[-1] += "[x] " if "checked" in given else "[ ] "
        elif tag == "textarea" or (tag == "input" and given.get("type") != "hidden"):
            self.lines[-1] += "[____] "
        elif tag == "button":
            self.lines[-1] += "(button) "

    def handle_data(self, data: str) -> None:
        self.lines[-1] += " ".join(data.split()) + " " if data.strip() else ""

    def __str__(self) -> str:
        return "\n".join(f"    {line.strip()}" for line in self.lines if line.strip())


class Agency:
    """Ms Otieno of UNU, who has no Slack: her letters, the pages behind their links, and a record of both."""

    def __init__(self, post: Post, client: ClientSession) -> None:
        self.post, self.client = post, client
        self.people = People(post.stage)
        self.record: list[str] = []
        self._read = 0

    @property
    def now(self) -> datetime:
        return self.post.clock.now()

    def say(self, user: str, words: str) -> None:
        """Somebody in Slack does something."""
        self.people.now = self.now
        self.record += [f"# In Slack: {words}", f"    {self.people.say(user, words)}", ""]

    async def letter(self, *, until: datetime | None = None) -> dict[str, str]:
        """The one letter that has come; by then, where a time is named. Links by their labels."""
        if until is not None:
            self.post.clock.set(until)
        reminding.sweep(self.post.stage.work, self.now)
        await self.post.tick(timedelta(minutes=20))
        new = self.post.letters[self._read :]
        self._read += len(new)
        assert len(new) == 1, [str(letter["Subject"]) for letter in new]
        text = parts_of(new[0])["text/plain"].replace("\r\n", "\n")
        links = {
            name.strip(): path
            for name, path in re.findall(r"(?m)^(.+?)\s?: https://img\.example\.org(\S+)$", text)
        }
        shown = ANSWER.sub("<link>", text).strip().replace("\n", "\n    ")
        subject = str(make_header(decode_header(new[0]["Subject"].replace("\r\n", ""))))
        self.record += [f"# By mail, {self.now:%d %b %Y %H:%M} UTC: {subject}", f"    {shown}"]
        if "text/calendar" in parts_of(new[0]):
            calendar = parts_of(new[0])["text/calendar"]
            kept = re.findall(r"(?m)^(METHOD|SUMMARY|DTSTART|STATUS|SEQUENCE)[^:\r\n]*:([^\r\n]*)", calendar)
            kept = [
                (name, value)
                for name, value in kept
                if not value.startswith("19") and "STANDARD" not in value
            ]
            self.record += [
                "    [calendar file] " + "; ".join(f"{name} {value}" for name, value in kept[-5:])
            ]
        self.record.append("")
        return links

    async def open(self, path: str) -> str:
        """A page, looked at as scanners of links do before her: nothing changes by that."""
        before = self._all()
        for method, extra in (
            ("HEAD", {}),
            ("GET", {"Purpose": "prefetch"}),
            ("GET", {"Sec-Purpose": "prefetch"}),
        ):
            assert (await self.client.request(method, path, headers=extra)).status == 200
        page = await (await self.client.get(path)).text()
        assert self._all() == before
        self.record += ["# She opens a link", str(Words(page)), ""]
        return page

    async def press(self, path: str, page: str, **fields: str | list[str]) -> str:
        """She presses the button of a page."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        filled = {f"field-{name}": value for name, value in fields.items()}
        pairs = [
            (n, one) for n, v in (hidden | filled).items() for one in (v if isinstance(v, list) else [v])
        ]
        answer = await self.client.post(
            path.partition("?")[0], data=[(n, v.replace("&#34;", '"')) for n, v in pairs]
        )
        assert answer.status == 200
        told = await answer.text()
        self.record += ["# She presses the button", str(Words(told)), ""]
        return told

    async def do(self, path: str, **fields: str | list[str]) -> str:
        """Both."""
        return await self.press(path, await self.open(path), **fields)

    def _all(self) -> dict[str, list[Any]]:
        """Every row of every table that a look could change, in order."""
        with self.post.stage.database.reading() as session:
            from bot.store.base import Base

            return {
                name: sorted(map(str, session.execute(table.select()).all()))
                for name, table in Base.metadata.tables.items()
            }


async def not_there(_team: str) -> Any:  # noqa: ANN401
    """Slack, which here is of no interest: what goes there is lost for good."""
    raise NotInstalled


@pytest.fixture
async def agency(lite: Stage) -> AsyncIterator[Agency]:
    async with open_post_office() as office:
        clock = SimulatedClock(NOW)
        lite.work.base_url = "https://img.example.org"
        hooks, send = MailHooks(lite.work, "/img", "img@example.org"), Mailer(office.url, 5).send
        delivery = Delivery(
            lite.database, not_there, hooks, clock=clock, timing=DeliveryTiming(), send_mail=send
        )
        async with serving(Post(lite, office, clock, delivery, 0)) as client:
            yield Agency(Post(lite, office, clock, delivery, 0), client)


@pytest.mark.parametrize("code", LANGUAGES)
async def test_the_whole_cycle_by_mail_and_page(agency: Agency, code: str) -> None:
    def label(text: str) -> str:
        with speaking(code):
            return _(text)

    def says(page: str, text: str) -> bool:
        return label(text) in unescape(page)

    stage, say, thanks = agency.post.stage, agency.say, "Thank you"
    with stage.database.writing() as session:
        session.query(Person).filter_by(user_id=COORDINATOR).one().name = "The Secretariat"
    say(COORDINATOR, f'people add "Ms A. Otieno" a.otieno@example.org UNU {code}')

    say(COORDINATOR, "poll img6 2017-12-11 15:00-17:00, 2017-12-13 15:00-17:00 until 2017-10-20")
    poll = await agency.letter()
    assert says(await agency.do(poll[label("Vote")], works=["1"], if_need_be=["2"]), thanks)
    say(COORDINATOR, "choose img6 1")
    date = await agency.letter()
    remote = date[label("Remote")]
    page = await agency.open(remote)
    await agency.press(remote, page)
    again = await agency.press(remote, page)
    assert says(again, "That was done already; nothing happened a second time.")
    say(COORDINATOR, 'move img6 13 december 2017 15:00-17:00 "the room"')
    moved = await agency.letter()
    # The old letter is of another date: she hears so, and can say it of the new one.
    stale = await agency.do(remote)
    assert "13" in stale and not says(stale, thanks)
    assert says(await agency.press(remote, stale), thanks)
    assert says(await agency.do(moved[label("In person")]), thanks)
    instead = moved[label("Alternate…")]
    told = await agency.do(instead, coming="remote", alternate="Mr K. Owusu", note="until 16:00")
    assert "Mr K. Owusu" in told
    say(COORDINATOR, "agenda img6 add Review of the plan (20 min)")
    say(COORDINATOR, "agenda img6 publish")
    await agency.letter(until=at("2017-12-06"))
    agency.post.clock.set(at("2017-12-14", 9))
    say(COORDINATOR, "held img6")
    say(COORDINATOR, "action img6 UNU send the list by 20 december 2017")
    say(COORDINATOR, "attendance img6 UNU in person")
    say(COORDINATOR, "minutes img6 circulate until 22 december 2017")
    minutes = await agency.letter()
    await agency.open(minutes[label("Minutes")])
    comment = minutes[label("Comment…")]
    assert says(await agency.do(comment, text="Point 1: the list is not ours alone."), thanks)
    asked = await agency.letter(until=at("2017-12-18"))
    assert says(await agency.do(asked[label("Done")]), thanks)
    say(COORDINATOR, 'ask ws1-d1 "comments on the terms of reference" until 15 january 2018')
    question = (await agency.letter())[label("Comments…")]
    assert says(await agency.do(question, note=""), "Please fill in all fields that are not optional.")
    assert says(await agency.do(question, note="Paragraph 3: add the regions."), thanks)

    agency.post.clock.advance(timedelta(days=31))
    assert (await agency.client.get(question)).status == 404
    assert stage.item("IMG-M6").status is Status.HELD
    told = "\n".join(agency.record)
    path = GOLDEN / f"agency.{code}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
