"""Somebody without Slack: they hear of dates by mail, with an invitation, and answer by a link."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any

import icalendar
import pytest
from aiohttp import ClientSession, web
from sqlalchemy import update

from bot.core.clock import SimulatedClock
from bot.core.codec import encode
from bot.core.notices import NewNotice
from bot.core.tables import Group
from bot.delivery.delivery import Delivery
from bot.delivery.hooks import Mail
from bot.delivery.outcomes import Outcome
from bot.delivery.store import outbox
from bot.delivery.timing import DeliveryTiming
from bot.groups.store import people
from bot.groups.tables import Member, Person
from bot.links.rules import LinkKind
from bot.links.store import make_link
from bot.mail.acts import StopMail
from bot.mail.hooks import MailHooks
from bot.mail.sending import Mailer
from bot.pages.behind_links import add_secret_pages
from bot.pages.server import serve
from bot.plan.acts import Cancel, SetStatus
from bot.plan.looks import Next
from bot.plan.rules.items import Status
from bot.reminders.materialise import SHARED
from tests.mail.post_office import PostOffice, open_post_office
from tests.stage import COORDINATOR, NOW, TEAM, Stage, exact

SENDER, ADDRESS = "img@example.org", "a.otieno@example.org"


@dataclass
class Post:
    """A group with somebody outside Slack, delivery with a mail server, and no Slack at all."""

    stage: Stage
    office: PostOffice
    clock: SimulatedClock
    delivery: Delivery
    person_id: int

    async def tick(self, after: timedelta = timedelta(minutes=5)) -> None:
        self.clock.advance(after)
        await self.delivery.tick()

    @property
    def letters(self) -> list[Message]:
        return self.office.parsed

    def states(self) -> dict[str, int]:
        """How the letters of the outbox stand."""
        found: dict[str, int] = {}
        for state in ("pending", "sending", "sent", "unknown", "dead", "cancelled"):
            rows = [row for row in self.stage.notices(state) if row.recipient.startswith("~")]
            found |= {state: len(rows)} if rows else {}
        return found


async def no_slack(_team: str) -> Any:  # noqa: ANN401
    raise ConnectionError


def add_outsider(stage: Stage, language: str = "en", zone: str | None = None) -> int:
    with stage.database.writing() as session:
        person = people.add_outsider(session, TEAM, "Ms A. Otieno", ADDRESS, language)
        person.zone = zone
        session.add(Member(group_id=1, person_id=person.id, joined_at=NOW))
        session.execute(update(Group).values(revision=Group.revision + 1))
        return person.id


def new_post(stage: Stage, office: PostOffice) -> Post:
    clock = SimulatedClock(NOW)
    hooks = MailHooks(stage.work, "/img", SENDER)
    send: Any = Mailer(office.url, 5).send
    delivery = Delivery(stage.database, no_slack, hooks, clock=clock, timing=DeliveryTiming(), send_mail=send)
    stage.work.base_url = "https://img.example.org"
    return Post(stage, office, clock, delivery, add_outsider(stage))


@pytest.fixture
async def post(lite: Stage) -> AsyncIterator[Post]:
    async with open_post_office() as office:
        yield new_post(lite, office)


def parts_of(letter: Message) -> dict[str, Any]:
    parts = [part for part in letter.walk() if not part.is_multipart()]
    return {part.get_content_type(): part.get_payload(decode=True).decode() for part in parts}  # type: ignore[union-attr]


def invitation_in(letter: Message) -> tuple[str, Any]:
    calendar = icalendar.Calendar.from_ical(parts_of(letter)["text/calendar"])
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


async def test_a_date_comes_as_an_invitation_that_follows_it(
    post: Post,
) -> None:
    stage = post.stage
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    await post.tick()
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-13"), why="the room", now=post.clock.now())
    await post.tick()
    stage.do(Cancel(stage.item("IMG-M6").id), stage.as_(COORDINATOR), post.clock.now())
    await post.tick()
    assert len(post.letters) == 3 and len(post.office.ids) == 3
    told = [invitation_in(letter) for letter in post.letters]
    assert [method for method, _event in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["UID"]) for _method, event in told}) == 1
    sequences = [event["SEQUENCE"] for _method, event in told]
    assert sequences == sorted(set(sequences))
    first = told[0][1]
    assert first["DTSTART"].dt.astimezone(UTC) == datetime(2017, 12, 11, 14, tzinfo=UTC)
    assert str(first["ATTENDEE"]) == f"mailto:{ADDRESS}" and str(first["ORGANIZER"]) == f"mailto:{SENDER}"
    assert str(told[2][1]["SUMMARY"]).startswith("Cancelled: ")
    head = post.letters[0]
    assert (head["To"], head["Auto-Submitted"]) == (f'"Ms A. Otieno" <{ADDRESS}>', "auto-generated")
    assert post.states() == {"sent": 3}


def say(post: Post, *buttons: Any, key: str = "x:1") -> None:  # noqa: ANN401
    """Put a message with buttons into the outbox, for the person outside."""
    elements = [
        {"type": "button", "text": {"type": "plain_text", "text": name}, "value": encode(request, 1)}
        for name, request in buttons
    ]
    blocks: list[Any] = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*, how is it?"}}]
    blocks += [{"type": "actions", "elements": elements}] if elements else []
    with post.stage.database.writing() as session:
        person = session.get_one(Person, post.person_id)
        notice = NewNotice(
            TEAM, key, SHARED, person.user_id, post.clock.now(), group_id=1,
            payload={"text": "Hello, how is it?", "blocks": blocks},
        )  # fmt: skip
        outbox.add_notice(session, notice, now=post.clock.now())


@pytest.mark.parametrize(
    ("meets", "states", "letters"),
    [
        (["greylist", "greylist", "ok"], {"sent": 1}, 1),
        (["refuse"], {"dead": 1}, 0),
        (["lose", "ok"], {"sent": 1}, 2),
        (["drop", "ok"], {"sent": 1}, 1),
        (["lose", "lose"], {"dead": 1}, 2),
    ],
)
async def test_a_letter_is_never_lost_and_comes_under_one_id(
    post: Post, meets: list[str], states: dict[str, int], letters: int
) -> None:
    post.office.meets = meets
    say(post)
    for _count in range(8):
        await post.tick(timedelta(minutes=6))
    assert post.states() == states
    assert len(post.letters) == letters and len(post.office.ids) <= 1
    dead = [row for row in post.stage.notices() if row.kind == "dead-letter"]
    assert bool(dead) is ("dead" in states)  # the coordinator is asked, in Slack


async def test_nobody_is_mailed_at_night(post: Post) -> None:
    with post.stage.database.writing() as session:
        session.get_one(Person, post.person_id).zone = "Pacific/Auckland"
    say(post)
    await post.tick(timedelta(minutes=1))
    assert post.letters == []
    await post.tick(timedelta(hours=12))
    assert len(post.letters) == 1


async def test_reminders_stop_at_once_and_dates_still_come(post: Post) -> None:
    say(post)
    await post.tick()
    [letter] = post.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    unsubscribe = str(letter["List-Unsubscribe"]).strip()
    assert unsubscribe.startswith("<https://img.example.org/reply/")
    async with serving(post) as client:
        path = re.sub(r"^<https://[^/]*|>$", "", unsubscribe)
        answer = await client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status == 200
    say(post, key="x:2")
    post.stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"), now=post.clock.now())
    await post.tick()
    assert len(post.letters) == 2 and "text/calendar" in parts_of(post.letters[1])
    told = [row for row in post.stage.notices() if row.key.startswith("mail-stopped")]
    assert "Ms A. Otieno gets no reminders by mail any more" in told[0].payload["text"]


class serving:
    """The pages of a stage, and a client of them."""

    def __init__(self, post: Post) -> None:
        self.post = post

    async def __aenter__(self) -> ClientSession:
        async def at_once(function: Any, *arguments: Any) -> Any:  # noqa: ANN401
            return function(*arguments)

        app = web.Application()
        add_secret_pages(app, self.post.stage.work, self.post.clock, at_once, ())
        self.server = await serve(app, "127.0.0.1", 0)
        self.client = ClientSession(f"http://127.0.0.1:{self.server.port}")
        return self.client

    async def __aexit__(self, *_error: object) -> None:
        await self.client.close()
        await self.server.stop()


async def test_looking_at_a_link_changes_nothing_and_pressing_it_does_it_once(post: Post) -> None:
    stage = post.stage
    stage.give("WS1-D1", None, agency=None)
    with stage.database.writing() as session:
        user = session.get_one(Person, post.person_id).user_id
    stage.give("WS1-D1", user)
    item = stage.item("WS1-D1")
    say(post, ("Done", SetStatus.of(item, Status.DONE)), ("What is next", Next()))
    await post.tick()
    text = parts_of(post.letters[0])["text/plain"]
    done, look = re.findall(r"https://img\.example\.org(/reply/\S+\?do=\d)", text)
    async with serving(post) as client:
        for method in ("GET", "HEAD", "GET"):
            answer = await client.request(method, done, headers={"Purpose": "prefetch"})
            assert answer.status == 200
        page = await (await client.get(done)).text()
        assert "You answer as Ms A. Otieno." in page and "WS1-D1" in page
        assert stage.item("WS1-D1").status is Status.PLANNED
        assert "5th IMG" in await (await client.get(look)).text()
        path, _mark, number = done.partition("?do=")
        first = await client.post(path, data={"do": number})
        assert first.status == 200 and first.headers["Referrer-Policy"] == "no-referrer"
        assert stage.item("WS1-D1").status is Status.DONE
        again = await (await client.post(path, data={"do": number})).text()
        assert "done already" in again
        [change] = [one for one in stage.detail("WS1-D1").changes if one.action == "status"]
        assert change.who == "Ms A. Otieno"


@pytest.mark.parametrize("do", ["9", "x", "-1", "", "9999999"])
async def test_a_number_that_is_none_does_nothing(post: Post, do: str) -> None:
    item = post.stage.item("WS1-D1")
    values = [encode(SetStatus(item.id, status), 1) for status in (Status.DONE, Status.AT_RISK)]
    with post.stage.database.writing() as session:
        _id, token = make_link(session, 1, post.person_id, LinkKind.ANSWER, "mine", NOW, requests=values)
    async with serving(post) as client:
        assert (await client.post(f"/reply/{token}", data={"do": do})).status == 404
        assert (await client.get(f"/reply/{token}", params={"do": do})).status == 200
    assert post.stage.item("WS1-D1").status is Status.PLANNED


async def test_a_link_ends_in_time_and_with_its_person(post: Post) -> None:
    until = NOW + timedelta(days=30)
    with post.stage.database.writing() as session:
        stop = [encode(StopMail(), 1)]
        _id, token = make_link(
            session, 1, post.person_id, LinkKind.ANSWER, "mine", NOW, requests=stop, until=until
        )
    async with serving(post) as client:
        assert (await client.get(f"/reply/{token}")).status == 200
        post.clock.advance(timedelta(days=31))
        assert (await client.get(f"/reply/{token}")).status == 404
        post.clock.set(NOW)
        with post.stage.database.writing() as session:
            session.get_one(Person, post.person_id).is_gone = True
        assert (await client.get(f"/reply/{token}")).status == 404


async def test_without_a_mail_server_nobody_is_said_to_be_mailed(post: Post) -> None:
    hooks = MailHooks(post.stage.work, "/img", None)
    post.delivery = Delivery(
        post.stage.database, no_slack, hooks, clock=post.clock, timing=DeliveryTiming(), send_mail=refuse
    )
    say(post)
    await post.tick()
    assert post.states() == {"cancelled": 1}


async def refuse(_mail: Mail) -> Outcome:
    raise AssertionError("nothing is to be sent")
