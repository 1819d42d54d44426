"""What a mail server answers, and what it means for the letter."""

from __future__ import annotations

import pytest

from bot.delivery.hooks import Mail
from bot.delivery.outcomes import Outcome, Refused, Sent, Unclear, Unsent
from bot.mail.letters import Letter, compose_mail, message_id_of
from bot.mail.sending import RETRY_SECONDS, Mailer, Server
from tests.mail.post_office import open_post_office

LETTER = Letter(
    key="k1", to="a.otieno@example.org", name="Ms A. Otieno", sender="img@example.org",
    sender_name="E-waste IMG", subject="A date", text="Dear all,\n.\nEND\n", html="<p>Dear all</p>",
    language="en",
)  # fmt: skip


def mail_of(letter: Letter = LETTER) -> Mail:
    return Mail(letter.sender, letter.to, message_id_of(letter.key, letter.sender), compose_mail(letter))


@pytest.mark.parametrize(
    ("meets", "outcome"),
    [
        ("ok", Sent("<k1@example.org>")),
        ("refuse", Refused("smtp_550")),
        ("reject", Refused("smtp_554")),
        ("greylist", Unsent("smtp_451", retry_after=RETRY_SECONDS)),
        ("lose", Unclear("smtp_lost_after_data")),
        ("drop", Unclear("smtp_lost_after_data")),
    ],
)
async def test_each_answer_is_judged(meets: str, outcome: Outcome) -> None:
    async with open_post_office(meets) as office:
        assert await Mailer(office.url, 5).send(mail_of()) == outcome
        assert len(office.letters) == (meets in ("ok", "lose"))


async def test_a_server_that_is_away_has_got_nothing() -> None:
    outcome = await Mailer("smtp://127.0.0.1:9?starttls=never", 2).send(mail_of())
    assert outcome == Unsent("smtp_away", retry_after=RETRY_SECONDS)


async def test_a_line_with_one_dot_ends_no_letter() -> None:
    async with open_post_office() as office:
        await Mailer(office.url, 5).send(mail_of())
        [text, _html] = [part for part in office.parsed[0].walk() if not part.is_multipart()]
        assert text.get_payload(decode=True) == b"Dear all,\r\n.\r\nEND\r\n"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 25, None, None, False, None)),
        ("smtp://m.org:587?starttls=required", Server("m.org", 587, None, None, False, True)),
        ("smtps://img%40un.org:p%3Aw@m.org:465", Server("m.org", 465, "img@un.org", "p:w", True, False)),
    ],
)
def test_addresses_of_servers(url: str, server: Server) -> None:
    assert Server.of(url) == server
