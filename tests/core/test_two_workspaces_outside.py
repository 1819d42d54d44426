"""Two workspaces with the same ids, outside Slack: feeds, pages, letters, files, logs, figures; and forms."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.calendar.feeds import feed_of
from bot.core.caller import Caller
from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.tables import Group
from bot.dates.texts import when_words
from bot.delivery.hooks import Post
from bot.delivery.tables import OutboxRow
from bot.documents.exporting import collect_plan
from bot.documents.writing import FORMATS
from bot.documents.writing.plan import Wording
from bot.groups.arrivals import Arrival, arrive
from bot.groups.store import people
from bot.groups.tables import Member, Person
from bot.jobs import health
from bot.jobs.metrics import Metrics
from bot.links.acts import MakeLink
from bot.links.rules import GROUP, MINE, LinkKind
from bot.links.store import make_link
from bot.mail.acts import StopMail
from bot.mail.hooks import MailHooks
from bot.plan.acts import SetDate, SetStatus
from bot.plan.rules.items import Status
from bot.plan.texts.naming import status_words
from bot.publishing.plan_page import build_plan_page
from bot.publishing.reply_page import DO, carry_out_reply, show_reply
from bot.talk.conversation import Conversation
from bot.talk.outcomes import Answer
from tests.core.requests_listed import FORMS
from tests.core.test_hostile_acts import _texts_of
from tests.core.test_two_workspaces import ELSEWHERE, HERE_ONLY, THERE_ONLY, arrival, shown, there
from tests.core.test_two_workspaces import here as here
from tests.stage import CHANNEL, COORDINATOR, NOW, TEAM, Stage, exact

LATER = NOW + timedelta(days=40)
SIDES = ((1, TEAM, HERE_ONLY, THERE_ONLY), (2, ELSEWHERE, THERE_ONLY, HERE_ONLY))


def sides(here: Stage) -> Iterator[tuple[Stage, Caller, str, str]]:
    """The two groups: the stage, its coordinator, its own mark, and the mark of the other."""
    here.work.base_url = "https://img.example.org"
    for group_id, team, own, foreign in SIDES:
        stage = replace(here, group_id=group_id)
        yield stage, _caller(stage, team), own, foreign


def _caller(stage: Stage, team: str) -> Caller:
    stage.requests += 1
    with stage.database.reading() as session:
        said = Arrival(team, CHANNEL, team, COORDINATOR, f"Ev-{team}-{stage.requests}-{id(stage)}")
        return arrive(stage.work, session, said).callers[0]


def test_feeds_and_pages_show_the_group_of_their_link(here: Stage) -> None:
    for stage, caller, own, foreign in sides(here):
        for scope in (GROUP, MINE):
            url = stage.do(MakeLink(LinkKind.CALENDAR, scope), caller).result.url
            caller = replace(caller, request_id=None)
            feed = feed_of(stage.work, url.rpartition("/")[2].removesuffix(".ics"), LATER)
            assert feed is not None and foreign.encode() not in feed.body and own.encode() in feed.body
        url = stage.do(MakeLink(LinkKind.PAGE, GROUP), caller).result.url
        page = build_plan_page(stage.work, url.rpartition("/")[2], LATER)
        assert page is not None and own.encode() in page.body and foreign.encode() not in page.body


def test_files_of_every_format_hold_one_workspace(here: Stage) -> None:
    for stage, _caller, own, foreign in sides(here):
        plan = collect_plan(stage.work, stage.cli(), NOW)
        for form, write in FORMATS.items():
            texts = "".join(_texts_of(write(plan, Wording(when_words, status_words))))
            # The calendar folds its lines, a picture shortens its titles.
            assert foreign not in texts.replace("\r\n ", ""), form
            assert own in texts.replace("\r\n ", "") or form in ("svg", "png"), form


def outsider(stage: Stage, team: str) -> int:
    """The same person without Slack, by the same address, in either workspace."""
    with stage.database.writing() as session:
        person = people.add_outsider(session, team, "Ms A. Otieno", "a.otieno@example.org", "en")
        session.add(Member(group_id=stage.group_id, person_id=person.id, joined_at=NOW))
        session.execute(update(Group).values(revision=Group.revision + 1))
        return person.id


def test_letters_and_their_links_stay_in_one_workspace(here: Stage) -> None:
    ids = {}
    for stage, caller, _own, _foreign in sides(here):
        ids[stage.group_id] = outsider(stage, caller.group.team_id)
        key = next(key for key in stage.items() if key.startswith("IMG-M"))
        stage.do(SetDate(stage.item(key).id, exact("2017-11-20")), replace(caller, request_id=None))
    hooks, letters = MailHooks(here.work, "/img", "img@example.org"), {TEAM: 0, ELSEWHERE: 0}
    with here.database.writing() as session:
        for row in session.scalars(select(OutboxRow).where(OutboxRow.recipient.startswith("~"))).all():
            decision = hooks.prepare(session, row, row.due_at)
            if isinstance(decision, Post) and decision.mail is not None:
                foreign = THERE_ONLY if row.team_id == TEAM else HERE_ONLY
                assert foreign not in decision.mail.data.decode(errors="replace")
                letters[row.team_id] += 1
    assert letters[TEAM] == letters[ELSEWHERE] > 0
    # Who stops the letters of one workspace gets those of the other.
    with here.database.writing() as session:
        stop = [encode(StopMail(), 1)]
        _id, token = make_link(session, 1, ids[1], LinkKind.ANSWER, GROUP, NOW, requests=stop, until=LATER)
    assert carry_out_reply(here.work, token, {}, NOW) is not None
    with here.database.reading() as session:
        stopped = {
            person_id: session.get_one(Person, person_id).mail_stopped_at for person_id in ids.values()
        }
    assert stopped[ids[1]] is not None and stopped[ids[2]] is None


def test_a_link_that_names_the_other_workspace_does_nothing_there(here: Stage) -> None:
    person_id = outsider(here, TEAM)
    item = next(iter(replace(here, group_id=2).items().values()))
    before = there(here)
    for group_id in (1, 2):
        named = [encode(SetStatus(item.id, Status.DONE), group_id)]
        with here.database.writing() as session:
            made = make_link(session, 1, person_id, LinkKind.ANSWER, GROUP, NOW, requests=named, until=LATER)
        for page in (
            show_reply(here.work, made[1], "0", NOW),
            carry_out_reply(here.work, made[1], {DO: ["0"]}, NOW),
        ):
            assert page is None or THERE_ONLY.encode() not in page.body
    assert there(here) == before


class Unread:
    """A submitted form, of which nothing may be read."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a form reads
        raise UserError(f"{name} was read")


def test_a_form_that_names_the_other_workspace_is_not_taken(here: Stage) -> None:
    talk, before = Conversation(here.work, "/img", lambda: NOW), there(here)
    for form in FORMS:
        try:
            told = shown(talk.submit(arrival(here, COORDINATOR), encode(form, 2), Unread()))
        except UserError as error:
            told = error.text
        assert THERE_ONLY not in told and "was read" not in told, form
    assert there(here) == before


def test_logs_and_figures_name_no_workspace_and_nothing_of_its_plan(
    here: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    talk = Conversation(here.work, "/img", lambda: NOW)
    for words in ("next", "plan", "status", "update ws1-d1 done", "show nothing-like-it", "undo"):
        for team in (TEAM, ELSEWHERE):
            assert isinstance(talk.answer(arrival(here, COORDINATOR, team), words), Answer)
    metrics = Metrics()
    metrics.follow({"sent": 3, "dead": 1})
    figures = metrics.render(health.outbox_counts(here.work, LATER), LATER).decode()
    for name in (HERE_ONLY, THERE_ONLY, ELSEWHERE, CHANNEL, COORDINATOR):
        assert name not in caplog.text and name not in figures
