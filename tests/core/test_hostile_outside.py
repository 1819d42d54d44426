"""Texts that try to get out of their place, on their way to feeds, pages, letters and a terminal."""

from __future__ import annotations

import email
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.calendar.feeds import feed_of
from bot.delivery.hooks import Post
from bot.delivery.tables import OutboxRow
from bot.features import create_work
from bot.groups.profiles import store_profile
from bot.groups.tables import Person
from bot.links.acts import MakeLink
from bot.links.rules import GROUP, LinkKind, LinkOption
from bot.mail.hooks import MailHooks
from bot.plan.acts import AddItem, EditItem, SetDate
from bot.plan.rules.items import Kind
from bot.publishing.plan_page import build_plan_page
from bot.store.database import Database
from tests.hostile import INVISIBLE, TEXTS
from tests.mail.test_mail import add_outsider
from tests.stage import COORDINATOR, NOW, Stage, exact, month

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
VENUE = ("venue", "link")
LATER = NOW + timedelta(days=60)
SITE = "https://img.example.org"


@pytest.fixture(scope="module")
def spoiled(sqlite_planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with a meeting and a deliverable of each hostile title, and people who call themselves so."""
    path = tmp_path_factory.mktemp("hostile") / "img.db"
    shutil.copy(sqlite_planned, path)
    lite = Stage(create_work(Database(f"sqlite:///{path}")), 1)
    for name, text in TEXTS.items():
        for kind, when in ((Kind.MEETING, exact("2017-12-04")), (Kind.DELIVERABLE, month("2018-02"))):
            lite.do(AddItem(kind, f"{name} {kind}", (), when), lite.as_(COORDINATOR))
            [item] = [one for one in lite.items().values() if one.title == f"{name} {kind}"]
            fields = dict.fromkeys(("title", "notes", *(VENUE if kind is Kind.MEETING else ())), text)
            lite.do(EditItem(item.id, fields), lite.as_(COORDINATOR))
    with lite.database.reading() as session:
        ids = list(session.scalars(select(Person.id).order_by(Person.id)))
    for number, text in zip(ids, (*TEXTS.values(), *INVISIBLE), strict=False):
        store_profile(lite.work, number, {"profile": {"display_name": text, "real_name": "Real"}}, NOW)
    lite.database.close()
    return path


@pytest.fixture
def hostile(spoiled: Path, tmp_path: Path) -> Iterator[Stage]:
    """The group of that file."""
    shutil.copy(spoiled, tmp_path / "img.db")
    stage = Stage(create_work(Database(f"sqlite:///{tmp_path / 'img.db'}")), 1, requests=1000)
    stage.work.base_url = SITE
    yield stage
    stage.database.close()


def token(stage: Stage, kind: LinkKind, *options: LinkOption) -> str:
    url: str = stage.do(MakeLink(kind, GROUP, options), stage.as_(COORDINATOR)).result.url
    return url.rpartition("/")[2].removesuffix(".ics")


PROPERTIES = {
    "UID", "DTSTAMP", "DTSTART", "DTEND", "DUE", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS",
    "SEQUENCE", "TRANSP", "CATEGORIES", "LAST-MODIFIED", "CREATED", "CLASS", "ORGANIZER", "ATTENDEE",
    "COMPLETED", "PERCENT-COMPLETE", "CONFERENCE", "RELATED-TO", "X-MICROSOFT-CDO-BUSYSTATUS",
}  # fmt: skip


def test_no_text_makes_a_property_of_a_feed(hostile: Stage) -> None:
    feed = feed_of(hostile.work, token(hostile, LinkKind.CALENDAR, LinkOption.TODOS), LATER)
    assert feed is not None
    assert not CONTROL.search(feed.body.decode())
    entries = [
        one for one in icalendar.Calendar.from_ical(feed.body).walk() if one.name in ("VEVENT", "VTODO")
    ]
    assert {name for one in entries for name in one} <= PROPERTIES
    dated = [item for item in hostile.items().values() if item.when.start]
    assert len(entries) == len(dated) and len({str(one["UID"]) for one in entries}) == len(dated)


class Page(HTMLParser):
    """Notes the tags, the attributes and the addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


def check_page(html: str) -> None:
    page = Page(html)
    assert not CONTROL.search(html)
    assert not page.tags & {"script", "iframe", "object", "embed", "form", "input", "base", "b", "x"}, (
        page.tags
    )
    assert not [name for name in page.attributes if name.startswith("on")]
    assert all(
        one.startswith(("#", "data:", SITE, "/", "?", "<@", "=")) or not one for one in page.addresses
    ), page.addresses


def test_no_text_makes_markup_of_a_page(hostile: Stage) -> None:
    shown = build_plan_page(hostile.work, token(hostile, LinkKind.PAGE), LATER)
    assert shown is not None
    check_page(shown.body.decode())
    assert "&lt;script&gt;alert(1)" in shown.body.decode()


def letters(stage: Stage) -> Iterator[bytes]:
    """The letters with the news of each meeting's date."""
    hooks = MailHooks(stage.work, "/img", "img@example.org")
    with stage.database.writing() as session:
        for row in session.scalars(select(OutboxRow).where(OutboxRow.recipient.startswith("~"))).all():
            decision = hooks.prepare(session, row, row.due_at)
            if isinstance(decision, Post) and decision.mail is not None:
                yield decision.mail.data


def test_no_text_makes_a_header_or_markup_of_a_letter(hostile: Stage) -> None:
    add_outsider(hostile)
    for item in hostile.items().values():
        if item.kind is Kind.MEETING and item.when.start == "2017-12-04T15:00":
            hostile.do(SetDate(item.id, exact("2017-12-05")), hostile.as_(COORDINATOR))
    sent, headers = 0, set[frozenset[str]]()
    for data in letters(hostile):
        sent += 1
        letter = email.message_from_bytes(data, policy=default)
        headers.add(frozenset(letter.keys()))
        assert [value for _name, value in letter.items() if CONTROL.search(value) or "\n" in value] == []
        for part in letter.walk():
            if part.get_content_maintype() == "text":
                text = part.get_content()
                text = text if isinstance(text, str) else text.decode()
                assert not CONTROL.search(text), part.get_content_type()
                if part.get_content_type() == "text/html":
                    check_page(text)
    assert sent >= len(TEXTS) and len(headers) == 1, headers


@pytest.mark.parametrize("form", ["json", "csv", "md", "html", "ics"])
def test_a_terminal_that_is_shown_an_export_obeys_nothing(
    hostile: Stage, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", str(hostile.database.engine.url))
    assert main(["export", "--format", form]) == 0
    assert not CONTROL.search(capsys.readouterr().out.replace("\r\n", "\n"))


@pytest.mark.parametrize("name", TEXTS)
def test_a_terminal_that_is_told_what_is_understood_obeys_nothing(
    hostile: Stage,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", str(hostile.database.engine.url))
    words = TEXTS[name][:500]
    for line in (words, f'add deliverable "{words}" WS1', f"show {words}"):
        assert main(["understand", line]) in (0, 1)
    assert main(["import", str(tmp_path / words.replace("/", "").replace("\0", "")[:100]), "--dry-run"]) in (
        1,
        2,
    )
    said = capsys.readouterr()
    assert not CONTROL.search(said.out) and not CONTROL.search(said.err)
