"""Two workspaces whose channels and people have the same ids: neither is seen or changed from the other."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

import bot
from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.history import act_by_id, change_by_id
from bot.core.requests import Act
from bot.core.tables import ActEntry, Change
from bot.delivery.hooks import Post
from bot.delivery.tables import OutboxRow
from bot.documents.exporting import collect_plan
from bot.groups.arrivals import Arrival, arrive
from bot.groups.setup import set_up_group
from bot.home.home_views import home_view
from bot.home.texts import build_home
from bot.plan.acts import EditItem, ItemAct
from bot.privacy.acts import MyData
from bot.privacy.reach import of_groups, tables
from bot.reminders.plan_hooks import PlanHooks
from bot.slack.message import Message
from bot.talk.conversation import Conversation
from bot.talk.outcomes import Answer, OpenForm, Outcome
from tests.core.examples import EXAMPLES
from tests.core.requests_listed import FORMS, LOOKS
from tests.core.world import Dump
from tests.stage import CHANNEL, COORDINATOR, LEAD1, MEMBER, NOW, OBSERVER, SETUP, TEAM, Stage, new_stage

ELSEWHERE = "T0ELSEWHERE"
HERE_ONLY, THERE_ONLY = "Visible here alone", "Visible there alone"
USERS = (COORDINATOR, LEAD1, MEMBER, OBSERVER)


@pytest.fixture
def here(sqlite_url: str) -> Iterator[Stage]:
    """The built-in plan in two workspaces, each with an own mark in every title and note."""
    stage = new_stage(sqlite_url)
    set_up_group(stage.work, replace(SETUP, team=ELSEWHERE, name=THERE_ONLY), NOW)
    for group_id, mark in ((1, HERE_ONLY), (2, THERE_ONLY)):
        one = replace(stage, group_id=group_id)
        one.import_plan(start=True)
        for item in one.items().values():
            one.do(EditItem(item.id, {"title": f"{mark} {item.key}", "notes": mark}), one.cli())
    yield stage
    stage.database.close()


def arrival(stage: Stage, user: str, team: str = TEAM, channel: str | None = CHANNEL) -> Arrival:
    stage.requests += 1
    return Arrival(team, channel, team, user, f"Ev{stage.requests}")


def shown(outcome: Outcome) -> str:
    if isinstance(outcome, OpenForm):
        return str(outcome.view)
    return outcome.message.text + str(outcome.message.blocks)


def conversation(stage: Stage) -> Conversation:
    return Conversation(stage.work, "/img", lambda: NOW)


def there(stage: Stage) -> Dump:
    """All that is stored of the other workspace's group."""
    with stage.database.reading() as session:
        parts = {table.name: (table, of_groups(table, [2])) for table in tables()}
        return {
            name: [tuple(row) for row in session.execute(select(table).where(rows))]
            for name, (table, rows) in parts.items()
            if rows is not None
        }


def test_no_words_show_the_other_workspace(here: Stage) -> None:
    talk, seen = conversation(here), 0
    for user in USERS:
        for command in here.work.registry.commands:
            for channel in (CHANNEL, None):
                text = shown(talk.answer(arrival(here, user, channel=channel), command.example))
                assert THERE_ONLY not in text and ELSEWHERE not in text, command.name
                seen += HERE_ONLY in text
    assert seen > 20, "nothing of the own workspace was shown either"


def test_no_button_or_form_of_one_reaches_the_other(here: Stage) -> None:
    item = next(iter(replace(here, group_id=2).items().values()))
    acts = list(_acts_there(here, item.id))
    assert len(acts) > 5
    talk, before = conversation(here), there(here)
    for user in USERS:
        for act in acts:
            for group_id in (1, 2):
                text = shown(talk.press(arrival(here, user), encode(act, group_id)))
                assert THERE_ONLY not in text, act
        for request in (*LOOKS, *FORMS):
            text = shown(talk.press(arrival(here, user), encode(request, 2)))
            assert THERE_ONLY not in text, request
    assert there(here) == before


def _acts_there(here: Stage, item_id: int) -> Iterator[Act]:
    """The examples of acts on items, each on an item of the other workspace."""
    for example in EXAMPLES.values():
        act = example.build(here)
        if isinstance(act, ItemAct):
            yield replace(act, item_id=item_id)


def test_entries_of_the_other_history_are_not_found(here: Stage) -> None:
    with here.database.reading() as session:
        change = session.scalars(select(Change).join(ActEntry).where(ActEntry.group_id == 2)).first()
        assert change is not None and change_by_id(session, 2, change.id) is change
        assert change_by_id(session, 1, change.id) is None
        assert act_by_id(session, 2, change.act_id) is not None
        assert act_by_id(session, 1, change.act_id) is None


def test_home_exports_and_own_data_hold_one_workspace(here: Stage) -> None:
    for team, foreign in ((TEAM, THERE_ONLY), (ELSEWHERE, HERE_ONLY)):
        for user in USERS:
            view = build_home(home_view(here.work, Arrival(team, None, team, user, "Ev"), NOW))
            assert foreign not in str(view)
            stage = replace(here, group_id=1 if team == TEAM else 2)
            with stage.database.reading() as session:
                caller = arrive(stage.work, session, Arrival(team, CHANNEL, team, user)).callers[0]
            shown = stage.look(MyData(), caller)
            assert isinstance(shown, Message)
            assert not any(foreign in file.make().decode() for file in shown.files)
    assert THERE_ONLY not in str(collect_plan(here.work, here.cli(), NOW))


def test_no_notice_goes_to_the_other_workspace(here: Stage) -> None:
    hooks, posted = PlanHooks(here.work, "/img"), {TEAM: 0, ELSEWHERE: 0}
    with here.database.reading() as session:
        for row in session.query(OutboxRow).all():
            decision = hooks.prepare(session, row, row.due_at)
            if isinstance(decision, Post):
                foreign = THERE_ONLY if row.team_id == TEAM else HERE_ONLY
                assert foreign not in decision.text + str(decision.blocks), row.key
                posted[row.team_id] += 1
    assert posted[TEAM] == posted[ELSEWHERE] > 3


def test_a_value_that_names_the_other_group_finds_none(here: Stage) -> None:
    with (
        here.database.reading() as session,
        pytest.raises(UserError, match="a group that is not in this workspace"),
    ):
        arrive(here.work, session, arrival(here, COORDINATOR), group_id=2)
    assert isinstance(conversation(here).answer(arrival(here, COORDINATOR), "next"), Answer)


SLACK_IDS = {"user_id", "channel_id", "channel", "ts", "recipient", "person_user", "old", "new"}
# An item is of one group, and so of one workspace.
TEAMS = {"team_id", "team", "person_team", "group", "group_id", "enterprise_id", "item_id"}


def store_functions() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function that asks the database: of modules called `store`, or in such a folder."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        parts = module.name.split(".")
        if "store" in parts[2:] and parts[1] != "store":
            loaded = importlib.import_module(module.name)
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                if function.__module__ == module.name and not name.startswith("_"):
                    yield f"{module.name}.{name}", function


def test_no_query_takes_an_id_of_slacks_without_its_workspace() -> None:
    walked = dict(store_functions())
    assert len(walked) > 60
    unsafe = [
        name
        for name, function in walked.items()
        if (given := set(inspect.signature(function).parameters)) & SLACK_IDS and not given & TEAMS
    ]
    assert unsafe == []
