"""Guests of a meeting, who are known by a mail address alone: they hear of its dates as others do."""

from __future__ import annotations

from sqlalchemy import update

from bot.core.i18n import speaking
from bot.groups.tables import Person
from bot.plan.acts import Cancel
from tests.mail.test_mail import Post, invitation_in, parts_of
from tests.mail.test_mail import post as post
from tests.meetings.talking import People
from tests.stage import COORDINATOR, LEAD1, exact

GUEST = "guest@ext.example"


def to_guest(post: Post) -> list[str]:
    """How the calendar entries in the letters to the guest begin."""
    letters = [letter for letter in post.letters if GUEST in str(letter["To"])]
    return [invitation_in(letter)[0] for letter in letters]


def of_secretariat(post: Post) -> None:
    with post.stage.database.writing() as session:
        session.execute(update(Person).where(Person.user_id == COORDINATOR).values(mail="sec@example.org"))


async def test_a_guest_gets_the_invitation_the_move_and_the_cancellation(post: Post) -> None:
    stage, people = post.stage, People(post.stage)
    of_secretariat(post)
    people.say(COORDINATOR, f"invite img6 {GUEST}")
    await post.tick()
    assert to_guest(post) == []
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    await post.tick()
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-13"), why="the room", now=post.clock.now())
    await post.tick()
    stage.do(Cancel(stage.item("IMG-M6").id), stage.as_(COORDINATOR), post.clock.now())
    await post.tick()
    assert to_guest(post) == ["REQUEST", "REQUEST", "CANCEL"]
    letter = next(one for one in post.letters if GUEST in str(one["To"]))
    assert (letter["To"], letter["Reply-To"], letter["List-Unsubscribe"]) == (GUEST, "sec@example.org", None)
    text = parts_of(letter)["text/plain"]
    assert "has a date: Mon 11 Dec 2017" in text and "answer this letter" in text
    # No link of the letter does anything: whoever gets it passed on can do nothing with it.
    assert "https://" not in text and "/reply/" not in parts_of(letter)["text/html"]


async def test_who_is_invited_after_the_date_is_known_hears_of_it_once(post: Post) -> None:
    stage, people = post.stage, People(post.stage)
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    await post.tick()
    people.now = post.clock.now()
    people.say(COORDINATOR, f"invite img6 {GUEST}")
    people.say(COORDINATOR, "invite img6 other@ext.example")
    await post.tick()
    assert to_guest(post) == ["REQUEST"]
    # Within the time in which a date can still be taken back, all hear the same words.
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-13"), now=post.clock.now())
    people.now = post.clock.now()
    people.say(COORDINATOR, "invite img6 third@ext.example")
    await post.tick()
    told = [parts_of(one)["text/plain"].split("\n")[0] for one in post.letters]
    assert to_guest(post) == ["REQUEST", "REQUEST"] and sum("moved" in one for one in told) == 4
    assert [one["To"] for one in post.letters].count("third@ext.example") == 1


async def test_a_guest_who_is_taken_off_the_list_or_put_on_the_roster_gets_no_letter_as_a_guest(
    post: Post,
) -> None:
    stage, people = post.stage, People(post.stage)
    people.say(COORDINATOR, f"invite img6 {GUEST}")
    people.say(COORDINATOR, "undo")
    people.say(COORDINATOR, "invite img6 other@ext.example")
    people.say(COORDINATOR, 'people add "Mr O. Ther" other@ext.example UNU')
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    await post.tick()
    assert to_guest(post) == []
    [letter] = [one for one in post.letters if "other@ext.example" in str(one["To"])]
    assert "on the roster of" in parts_of(letter)["text/plain"]


async def test_a_guest_of_a_stream_hears_of_its_meetings_alone(post: Post) -> None:
    stage, people = post.stage, People(post.stage)
    people.say(LEAD1, f"invite WS1 {GUEST}")
    stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    stage.set_date(LEAD1, "WS1-M2", exact("2018-01-16"))
    await post.tick()
    [letter] = [one for one in post.letters if GUEST in str(one["To"])]
    assert "WS1-M2" in str(letter["Subject"])


async def test_a_guest_reads_the_language_of_the_group(post: Post) -> None:
    people = People(post.stage)
    with speaking("fr"):
        people.say(COORDINATOR, "settings language fr")
    people.say(COORDINATOR, f"invite img6 {GUEST}")
    post.stage.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    await post.tick()
    [letter] = [one for one in post.letters if GUEST in str(one["To"])]
    assert letter["Content-Language"] == "fr" and "invité" in parts_of(letter)["text/plain"]
