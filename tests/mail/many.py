"""Very many letters to a server that loses answers, puts off and refuses: none is lost, none comes thrice.

``python -m tests.mail.many 3000`` runs the long form.
"""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.core.clock import SimulatedClock
from bot.core.notices import NewNotice
from bot.delivery.delivery import Delivery
from bot.delivery.hooks import Mail
from bot.delivery.outcomes import Outcome
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.delivery.timing import DeliveryTiming
from bot.groups.store import people
from bot.groups.tables import Member
from bot.mail.hooks import MailHooks
from bot.mail.sending import Mailer
from bot.reminders.materialise import SHARED
from bot.store.database import Database
from bot.store.migrate import upgrade
from tests.mail.post_office import open_post_office
from tests.stage import NOW, TEAM, Stage, new_stage

SENDER, PEOPLE = "img@example.org", 50
MEETS = ["ok"] * 60 + ["greylist"] * 15 + ["lose"] * 8 + ["drop"] * 8 + ["refuse"] * 5 + ["reject"] * 4
# A lease is counted in real seconds: what a killed process held is free again while this runs.
TIMING = DeliveryTiming(
    channel_interval=timedelta(0), lease=timedelta(seconds=3), timeout=timedelta(seconds=2)
)


@dataclass
class Outcomes:
    """What came of all letters: how often each was accepted, and how the rows stand."""

    accepted: Counter[int]
    states: Counter[str]
    unnamed: int
    """Dead letters about which nobody is asked."""


class Killed(Exception):
    """The process ends here."""


async def send_many(url: str, count: int, seed: int, kills: int = 0) -> Outcomes:
    """Send so many letters with a seeded run of bad luck; at times the process dies over one of them."""
    chance = random.Random(seed)
    stage = new_stage(url)
    stage.work.base_url = "https://img.example.org"
    _put(stage, count)
    clock, dying = SimulatedClock(NOW), [kills]
    async with open_post_office(*chance.choices(MEETS, k=20 * count)) as office:
        mailer = Mailer(office.url, 10)

        async def send(mail: Mail) -> Outcome:
            outcome = await mailer.send(mail)
            if dying[0] and chance.random() < 0.1:
                dying[0] -= 1
                raise Killed  # after the server has taken it, before anybody has written that down
            return outcome

        for _round in range(400):
            delivery = Delivery(
                stage.database, _no_slack, MailHooks(stage.work, "/img", SENDER), clock=clock, timing=TIMING,
                send_mail=send,
            )  # fmt: skip
            await delivery.tick()
            if not _waiting(stage):
                break
            clock.advance(timedelta(minutes=6))
        ids = Counter(office.ids)
    return _outcomes(stage, ids)


async def _no_slack(_team: str) -> Any:  # noqa: ANN401
    raise ConnectionError


def _put(stage: Stage, count: int) -> None:
    with stage.database.writing() as session:
        users = []
        for number in range(PEOPLE):
            person = people.add_outsider(session, TEAM, f"Person {number}", f"p{number}@example.org")
            session.add(Member(group_id=1, person_id=person.id, joined_at=NOW))
            users.append(person.user_id)
        payload = {
            "text": "Hello",
            "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}],
        }
        notices = [
            NewNotice(TEAM, f"many:{n}", SHARED, users[n % PEOPLE], NOW, group_id=1, payload=payload)
            for n in range(count)
        ]
        outbox.add_notices(session, notices, now=NOW)


def _waiting(stage: Stage) -> bool:
    waiting = OutboxRow.state.in_(("pending", "sending", "unknown"))
    found = select(OutboxRow.id).where(OutboxRow.recipient.startswith("~"), waiting).limit(1)
    with stage.database.reading() as session:
        return session.scalar(found) is not None


def _outcomes(stage: Stage, ids: Counter[str]) -> Outcomes:
    rows = [
        row
        for state in ("sent", "dead", "pending", "unknown", "sending", "expired", "cancelled")
        for row in stage.notices(state)
        if row.recipient.startswith("~")
    ]
    asked = {row.payload["dead_id"] for state in ("pending", "dead") for row in stage.notices(state)
             if row.kind == "dead-letter"}  # fmt: skip
    dead = {row.id for row in rows if row.state == "dead"}
    accepted = Counter(ids.values())
    accepted[0] = len(rows) - len(ids)
    return Outcomes(accepted, Counter(row.state for row in rows), len(dead - asked))


def main() -> None:
    """Run the long form, and print what came of it."""
    logging.disable(logging.ERROR)  # each death is told as a task that failed
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        upgrade(Database(url))
        found = asyncio.run(send_many(url, count, seed=1, kills=count // 100))
    print(f"accepted so often: {dict(found.accepted)}; rows: {dict(found.states)}; unnamed: {found.unnamed}")


if __name__ == "__main__":
    main()
