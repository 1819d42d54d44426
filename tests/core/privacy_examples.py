"""One example of each act on one's own data and mail, and the words that make it."""

from __future__ import annotations

from sqlalchemy import select

from bot.core.requests import Act
from bot.groups.tables import Person
from bot.mail.acts import MailAgain, PreferFeed, StopMail
from bot.privacy.acts import AgreeToErase, AskToErase, KeepMyData
from bot.privacy.tables import Erasure
from tests.core.meeting_examples import Made
from tests.stage import COORDINATOR, MEMBER, NOW, TEAM, Stage


def _asked(stage: Stage) -> Act:
    stage.do(AskToErase(), stage.as_(MEMBER))
    with stage.database.reading() as session:
        return AgreeToErase(session.scalars(select(Erasure.id).order_by(Erasure.id)).first() or 0)


def _regret(stage: Stage) -> Act:
    stage.do(AskToErase(), stage.as_(COORDINATOR))
    return KeepMyData()


def _bounced(stage: Stage) -> Act:
    with stage.database.writing() as session:
        person = session.query(Person).filter_by(user_id=MEMBER, team_id=TEAM).one()
        person.mail, person.mail_bounced_at = "someone@example.org", NOW
        return MailAgain(person.id)


PRIVACY_EXAMPLES: dict[type[Act], Made] = {
    AskToErase: (lambda _s: AskToErase(), "erase my data"),
    KeepMyData: (_regret, "keep my data"),
    AgreeToErase: (_asked,),
    StopMail: (lambda _s: StopMail(), "stop mail"),
    PreferFeed: (lambda _s: PreferFeed(), "calendar by feed"),
    MailAgain: (_bounced,),
}
