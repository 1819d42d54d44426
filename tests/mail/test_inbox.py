"""What comes in by mail: replies of calendar programs, letters that did not arrive, and all sorts of else."""

from __future__ import annotations

import imaplib
from collections.abc import AsyncIterator, Iterator
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.rules import uid_of
from bot.core.errors import SettingsError
from bot.core.settings import Settings
from bot.groups.tables import Person
from bot.mail.acts import MailAgain, PreferFeed
from bot.mail.answering import answering
from bot.mail.inbox import Inbox, read_inbox
from bot.mail.incoming import understand_mail
from bot.meetings.replies.rules import Coming
from bot.meetings.replies.store import replies_of
from bot.plan.acts import Cancel
from tests.mail.mailbox import Mailbox, open_mailbox
from tests.mail.post_office import open_post_office
from tests.mail.test_mail import ADDRESS, SENDER, Post, new_post, parts_of, say
from tests.stage import COORDINATOR, Stage, exact


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with open_mailbox() as found:
        yield found


@pytest.fixture
async def post(lite: Stage) -> AsyncIterator[Post]:
    async with open_post_office() as office:
        yield new_post(lite, office)


def reply(stage: Stage, key: str, answer: str, sender: str = ADDRESS, **fields: Any) -> bytes:  # noqa: ANN401
    """A reply as Outlook and Google send it."""
    item = stage.item(key)
    with stage.database.reading() as session:
        group = stage.work.facts(session, 1).group
    attendee = fields.get("attendee", sender)
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Somebody//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
        f"UID:{uid_of(group, item)}", f"SEQUENCE:{fields.get('sequence', item.calendar_version)}",
        "DTSTAMP:20171002T090000Z", "DTSTART:20171211T140000Z", f"ORGANIZER:mailto:{SENDER}",
        f"ATTENDEE;PARTSTAT={answer};CN=Ms Otieno:MAILTO:{attendee}", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Ms Otieno <{sender}>", SENDER, f"{answer}: a meeting"
    mail["Message-ID"] = fields.get("message_id", f"<{answer}.{item.calendar_version}@example.org>")
    if "checked" in fields:
        mail["Authentication-Results"] = fields["checked"]
    mail.set_content("I reply.")
    mail.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()


def bounce(letter: Any, action: str = "failed", status: str = "5.1.1", *, whole: bool = True) -> bytes:  # noqa: ANN401
    """A report of a mail system, with the letter or with its heading alone."""
    report = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    report["From"], report["To"], report["Message-ID"] = (
        "MAILER-DAEMON@mx.example.org",
        SENDER,
        "<b1@mx.example.org>",
    )
    report.attach(MIMEText("Your message did not arrive."))
    status_part = MIMEMessage(EmailMessage(), "delivery-status")
    block = EmailMessage()
    block["Final-Recipient"], block["Action"], block["Status"] = f"rfc822; {ADDRESS}", action, status
    status_part.set_payload([EmailMessage(), block])
    report.attach(status_part)
    if whole:
        report.attach(MIMEMessage(letter))
    else:
        report.attach(MIMEText(f"Message-ID: {letter['Message-ID']}\nSubject: x\n", "rfc822-headers"))
    return report.as_bytes()


def take(post: Post, data: bytes) -> bool:
    return answering(post.stage.work, post.clock.now)(data)


def replies(post: Post) -> list[tuple[str, Coming]]:
    keys = {item.id: key for key, item in post.stage.items().items()}
    with post.stage.database.reading() as session:
        return [(keys[one.item_id], one.coming) for one in replies_of(session, 1).replies]


def remote_on(stage: Stage, day: str = "2017-12-11") -> None:
    stage.set_date(COORDINATOR, "IMG-M6", exact(day))
    stage.edit(COORDINATOR, "IMG-M6", {"format": "remote"})


def test_a_calendars_reply_counts_like_any_other(post: Post) -> None:
    remote_on(post.stage)
    assert take(post, reply(post.stage, "IMG-M6", "ACCEPTED"))
    assert replies(post) == [("IMG-M6", Coming.REMOTE)]
    assert take(post, reply(post.stage, "IMG-M6", "DECLINED"))
    assert replies(post) == [("IMG-M6", Coming.REGRETS)]
    assert take(post, reply(post.stage, "IMG-M6", "ACCEPTED"))  # the first one again: mail comes twice
    assert replies(post) == [("IMG-M6", Coming.REGRETS)]


async def test_whoever_accepts_a_meeting_of_two_kinds_is_asked_which(post: Post) -> None:
    post.stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    assert take(post, reply(post.stage, "IMG-M6", "ACCEPTED"))
    await post.tick()
    asked = [one for one in post.letters if "text/calendar" not in parts_of(one)]
    assert replies(post) == [] and len(asked) == 1
    assert "Remote: https://" in parts_of(asked[0])["text/plain"]


def test_a_tentative_reply_says_nothing_yet(post: Post) -> None:
    remote_on(post.stage)
    assert take(post, reply(post.stage, "IMG-M6", "TENTATIVE"))
    assert replies(post) == []


def test_a_reply_to_a_date_that_no_longer_holds_is_none(post: Post) -> None:
    remote_on(post.stage)
    old = reply(post.stage, "IMG-M6", "ACCEPTED")
    post.stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-13"))
    assert take(post, old) and replies(post) == []
    post.stage.do(Cancel(post.stage.item("IMG-M6").id), post.stage.as_(COORDINATOR))
    assert take(post, reply(post.stage, "IMG-M6", "ACCEPTED", message_id="<x@y>")) and replies(post) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"sender": "somebody@example.org"},
        {"attendee": "somebody@example.org"},
        {"checked": "mx.example.org; spf=pass; dmarc=fail header.from=example.org"},
    ],
)
def test_nobody_replies_in_anothers_name(post: Post, fields: dict[str, str]) -> None:
    remote_on(post.stage)
    assert not take(post, reply(post.stage, "IMG-M6", "ACCEPTED", **fields))
    assert replies(post) == []


def test_two_copies_at_once_count_once(post: Post) -> None:
    remote_on(post.stage)
    data = reply(post.stage, "IMG-M6", "ACCEPTED")
    threads = [Thread(target=take, args=(post, data)) for _count in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert replies(post) == [("IMG-M6", Coming.REMOTE)]
    with post.stage.database.reading() as session:
        assert replies_of(session, 1).replies[0].entered_by is None


@pytest.mark.parametrize("whole", [True, False])
async def test_whom_no_letter_reaches_is_marked_and_the_coordinator_hears_once(
    post: Post, whole: bool
) -> None:
    say(post)
    await post.tick()
    [letter] = post.letters
    data = bounce(letter, whole=whole)
    assert take(post, data) and take(post, data)
    [told] = [row for row in post.stage.notices() if row.key.startswith("mail-bounced")]
    assert told.recipient == COORDINATOR and "a.otieno@example.org came back (5.1.1)" in told.payload["text"]
    say(post, key="x:2")
    await post.tick()
    assert len(post.letters) == 1 and post.states() == {"sent": 1, "cancelled": 1}
    post.stage.do(MailAgain(post.person_id), post.stage.as_(COORDINATOR), post.clock.now())
    say(post, key="x:3")
    await post.tick()
    assert len(post.letters) == 2


async def test_another_address_is_written_to(post: Post) -> None:
    say(post)
    await post.tick()
    assert take(post, bounce(post.letters[0]))
    from bot.groups.acts import PutOnRoster

    with post.stage.database.reading() as session:
        user = session.get_one(Person, post.person_id).user_id
    post.stage.do(PutOnRoster(user=user, mail="otieno@example.org"), post.stage.as_(COORDINATOR))
    with post.stage.database.reading() as session:
        assert session.get_one(Person, post.person_id).mail_bounced_at is None


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("relayed", "2.0.0")]
)
async def test_what_may_still_arrive_is_no_bounce(post: Post, action: str, status: str) -> None:
    say(post)
    await post.tick()
    assert not take(post, bounce(post.letters[0], action, status))
    with post.stage.database.reading() as session:
        assert session.get_one(Person, post.person_id).mail_bounced_at is None


async def test_a_bounce_of_a_letter_that_was_never_sent_marks_nobody(post: Post) -> None:
    forged = EmailMessage()
    forged["Message-ID"] = f"<{'x' * 16}@example.org>"
    forged.set_content("x")
    assert not take(post, bounce(forged))


def test_other_mail_is_left_for_people(box: Mailbox, post: Post) -> None:
    remote_on(post.stage)
    letter = EmailMessage()
    letter["From"], letter["Subject"] = ADDRESS, "A question"
    letter.set_content("May I bring somebody?")
    first = box.put(letter.as_bytes())
    second = box.put(reply(post.stage, "IMG-M6", "DECLINED"))
    large = box.put(b"Subject: x\n\n" + b"x" * 1_100_000)
    handle, inbox = answering(post.stage.work, post.clock.now), Inbox.of(box.url)
    uid = read_inbox(inbox, handle, 0, 5)
    assert (uid, box.seen) == (large, {second}) and first not in box.seen
    assert replies(post) == [("IMG-M6", Coming.REGRETS)]
    assert read_inbox(inbox, handle, uid, 5) == uid  # nothing new, though the server names the last one
    third = box.put(reply(post.stage, "IMG-M6", "DECLINED", message_id="<n@y>"))
    assert read_inbox(inbox, handle, uid, 5) == third and box.seen == {second, third}


def test_a_mailbox_that_refuses_says_so(box: Mailbox) -> None:
    box.is_refusing = True
    with pytest.raises(imaplib.IMAP4.error):
        read_inbox(Inbox.of(box.url), lambda _data: True, 0, 5)
    with pytest.raises(imaplib.IMAP4.error):
        read_inbox(Inbox.of(f"{box.url}/Other"), lambda _data: True, 0, 5)


@given(st.binary(max_size=400))
def test_no_message_is_too_broken(data: bytes) -> None:
    head = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
    for mail in (data, head + data, b"From: a@b\nContent-Type: text/calendar\n\nMETHOD:REPLY\n" + data):
        assert understand_mail(mail) is None


async def test_whoever_subscribes_gets_no_files_any_more(post: Post) -> None:
    from bot.mail.callers import caller_outside

    stage = post.stage
    with stage.database.reading() as session:
        caller = caller_outside(session.get_one(Person, post.person_id), stage.work.facts(session, 1))
    stage.do(PreferFeed(), caller)
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    await post.tick()
    [letter] = post.letters
    assert "text/calendar" not in parts_of(letter)
    stage.do(PreferFeed(feed=False), caller)
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-12"), now=post.clock.now())
    await post.tick()
    text = parts_of(post.letters[1])
    assert (
        "text/calendar" in text
        and "Subscribe to the plan instead of calendar files: https://" in text["text/plain"]
    )


@pytest.mark.parametrize(
    ("value", "is_good"),
    [
        ("imaps://img:x@mail.example.org", True),
        ("imaps://img%40example.org:x@mail.example.org:993/Bot", True),
        ("imap://img:x@127.0.0.1:1143", True),
        ("imap://img:x@mail.example.org", False),
        ("imaps://mail.example.org", False),
    ],
)
def test_passwords_go_nowhere_in_the_clear(value: str, is_good: bool) -> None:
    env = {"MAIL_INBOX": value, "SMTP_URL": "smtp://mail.example.org", "MAIL_FROM": SENDER}
    if is_good:
        assert Settings.read(env).mail_inbox == value
    else:
        with pytest.raises(SettingsError, match="MAIL_INBOX"):
            Settings.read(env)
    with pytest.raises(SettingsError):
        Settings.read({"MAIL_INBOX": value})
