"""A mail server that quotes the password it was given: it is neither logged nor stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.core.clock import SimulatedClock
from bot.core.notices import NewNotice
from bot.delivery.delivery import Delivery
from bot.delivery.store import outbox
from bot.delivery.timing import DeliveryTiming
from bot.groups.store import people
from bot.mail.hooks import MailHooks
from bot.mail.sending import Mailer
from bot.reminders.materialise import SHARED
from tests.mail.test_mail import SENDER, add_outsider, no_slack
from tests.stage import NOW, TEAM, Stage

BIRD = "canary0bird"


class QuotingMail:
    """A mail server that refuses whoever signs in, and quotes the password; it notes how often."""

    def __init__(self) -> None:
        self.refused = 0

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        self.refused += 1
        password = given.password.decode()
        return AuthResult(success=False, handled=False, message=f"535 5.7.8 {password} is wrong")


@asynccontextmanager
async def quoting_mail() -> AsyncIterator[tuple[QuotingMail, str]]:
    quoting, loop = QuotingMail(), asyncio.get_running_loop()
    known = {
        "authenticator": quoting.authenticate,
        "auth_require_tls": False,
        "hostname": "mail",
        "loop": loop,
    }
    server = await loop.create_server(lambda: SMTP(quoting, **known), "127.0.0.1", 0)  # type: ignore[arg-type]
    yield quoting, f"smtp://img:{BIRD}@127.0.0.1:{server.sockets[0].getsockname()[1]}?starttls=never"
    server.close()


def delivery_of(stage: Stage, send: Any) -> Delivery:  # noqa: ANN401 - of a mailer
    hooks, clock = MailHooks(stage.work, "/img", SENDER), SimulatedClock(NOW)
    return Delivery(stage.database, no_slack, hooks, clock=clock, timing=DeliveryTiming(), send_mail=send)


def add_notice(stage: Stage, recipient: str) -> None:
    payload = {"text": "due by mail", "blocks": []}
    notice = NewNotice(TEAM, "test:mail", SHARED, recipient, NOW, payload=payload)
    with stage.database.writing() as session:
        outbox.add_notice(session, notice, now=NOW)


async def test_what_it_quotes_is_neither_logged_nor_stored(
    lite: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with lite.database.reading() as session:
        outsider = people.person_by_id(session, add_outsider(lite)).user_id
    add_notice(lite, outsider)
    async with quoting_mail() as (quoting, url):
        await delivery_of(lite, Mailer(url, 5).send).tick()
    assert quoting.refused > 0
    # The mail server of the test logs in this process as well.
    logged = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    assert [line for line in logged if BIRD in line] == []
    kept = Path(str(lite.database.engine.url.database)).parent
    assert [path.name for path in kept.iterdir() if BIRD.encode() in path.read_bytes()] == []


async def test_who_has_left_every_group_gets_no_letter_and_holds_up_no_other(lite: Stage) -> None:
    with lite.database.writing() as session:
        alone = people.add_outsider(session, TEAM, "A. Otieno", "a.otieno@example.org", "en").user_id
    add_notice(lite, alone)
    await delivery_of(lite, None).tick()
    assert [row.error for row in lite.notices("cancelled") if row.key == "test:mail"] == [
        "of no group any more"
    ]
