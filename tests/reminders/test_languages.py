"""A person reads a notice in their own language, a channel in those of its group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import update

from bot.core import i18n
from bot.core.tables import Group
from bot.delivery.hooks import Post
from bot.groups.tables import Person
from bot.plan.looks import Next
from bot.reminders.acts import Share
from bot.reminders.plan_hooks import PlanHooks
from bot.sandbox.block_rules import problems
from tests.stage import CHANNEL, COORDINATOR, Stage, at
from tests.texts.pseudo import CLOSE, OPEN, Pseudo

SOON = at("2017-10-05", 13)


@pytest.fixture(autouse=True)
def _pseudo_for_french(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """French that can be told from English in each of its texts, whatever is translated."""
    known = i18n._catalogue
    monkeypatch.setattr(
        i18n, "_catalogue", lambda language: Pseudo() if language == "fr" else known(language)
    )
    yield


def said(stage: Stage, key: str, now: datetime) -> Post:
    with stage.database.reading() as session:
        post = PlanHooks(stage.work, "/img").prepare(session, stage.notice(key), now)
    assert isinstance(post, Post)
    return post


def speak(stage: Stage, language: str) -> None:
    """The channels of the group hear a language."""
    with stage.database.writing() as session:
        session.execute(update(Group).values(language=language))


def rung(stage: Stage) -> str:
    return f"rung:{stage.item('IMG-M5').id}:hour-before:v1:{CHANNEL}"


def has_button(part: object) -> bool:
    if isinstance(part, dict):
        return "action_id" in part or any(map(has_button, part.values()))
    return isinstance(part, list) and any(map(has_button, part))


def test_a_channel_hears_the_language_of_its_group(stage: Stage) -> None:
    assert OPEN not in said(stage, rung(stage), SOON).text
    speak(stage, "fr")
    assert said(stage, rung(stage), SOON).text.startswith(OPEN)


def test_a_channel_of_two_languages_hears_both_below_each_other_with_buttons_once(stage: Stage) -> None:
    speak(stage, "both")
    post = said(stage, rung(stage), SOON)
    english, other = post.text.split("\n", 1)
    assert OPEN not in english and OPEN in other and CLOSE in other
    blocks = list(post.blocks or ())
    line = next(index for index, block in enumerate(blocks) if block["type"] == "divider" and index > 0)
    assert OPEN not in str(blocks[:line]) and OPEN in str(blocks[line:])
    assert not has_button(blocks[line:])
    assert problems(blocks) == []


@pytest.mark.parametrize(
    ("group", "roster", "slack", "is_french"),
    [
        ("en", None, None, False),
        ("fr", None, None, True),
        ("en", None, "fr-CA", True),
        ("fr", None, "en-GB", False),
        ("fr", None, "de-DE", True),
        ("en", "fr", "en-US", True),
        ("both", None, None, False),
    ],
)
def test_a_person_reads_the_roster_s_language_else_their_slack_s_else_the_group_s(
    stage: Stage, group: str, roster: str | None, slack: str | None, is_french: bool
) -> None:
    speak(stage, group)
    with stage.database.writing() as session:
        session.execute(
            update(Person).where(Person.user_id == COORDINATOR).values(language=roster, locale=slack)
        )
    assert stage.as_(COORDINATOR).reader.language == ("fr" if is_french else "en")


def test_what_is_shared_is_in_the_language_of_the_channel_not_of_who_shares(stage: Stage) -> None:
    speak(stage, "fr")
    with stage.database.writing() as session:
        session.execute(update(Person).values(language="en"))
    stage.do(Share(Next()), stage.as_(COORDINATOR))
    shared = next(row for row in stage.notices() if row.kind == "shared")
    assert OPEN in shared.payload["text"]
