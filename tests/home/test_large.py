"""A plan of 1,000 items, with 200 people and 50 streams: all that is shown pages and keeps Slack's limits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.requests import Form, Look
from bot.groups.acts import People, PersonForm, RoleForm
from bot.groups.arrivals import Arrival
from bot.groups.settings_acts import FirstSteps, Settings, SettingsForm
from bot.groups.setup import set_up_group
from bot.home.home_views import home_view
from bot.home.texts import build_home
from bot.plan.looks import AddForm, Next, WholePlan
from bot.reminders.acts import PastForm, Reminders, StartCard
from bot.reports.looks import Me, StatusReport, Who
from bot.sandbox.block_rules import message_too_long, problems, view_problems, view_too_large
from bot.store.database import Database
from bot.store.migrate import upgrade
from tests.stage import COORDINATOR, LEAD1, NOW, SETUP, TEAM, Stage, at, new_stage
from tests.texts.drawing import sent

ITEMS, PEOPLE, STREAMS = 1_000, 200, 50
MARCH = at("2018-03-06")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
MOST_MS = 8
"""What Home may cost for a plan of 100 items, in milliseconds of CPU."""


def lines(count: int, streams: int = STREAMS) -> str:
    """A plan of reports, spread over streams and months."""
    return "\n".join(
        f"{MONTHS[number % 9]} 2018: WS{number % streams + 1} report number {number} on region {number}"
        for number in range(count)
    )


def built(folder: Path, *, items: int, people: int = 5, streams: int = 2, groups: int = 1) -> Stage:
    """A group of that size, with other groups in its workspace."""
    url = f"sqlite:///{folder / 'img.db'}"
    upgrade(Database(url))
    places = tuple((f"WS{number}", f"C0WS{number}") for number in range(1, streams + 1))
    members = tuple((f"U0M{number:03}", f"Agency {number // 4}") for number in range(people))
    stage = new_stage(url, change=lambda setup: replace(setup, stream_channels=places, members=members))
    stage.import_plan(lines(items, streams), start=True)
    for number in range(groups - 1):
        other = replace(SETUP, label=f"G{number}", channel=f"C0G{number}", stream_channels=(), leads=())
        set_up_group(stage.work, replace(other, coordinators=("U0OTHER",), members=()), NOW)
    return stage


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    yield built(tmp_path_factory.mktemp("large"), items=ITEMS, people=PEOPLE, streams=STREAMS)


LOOKS: tuple[Look, ...] = (
    Next(), WholePlan(), WholePlan(page=13), WholePlan(page=25), People(), People(page=10), Reminders(120),
    Who(), Reminders(120, mine=True), StartCard(), Settings(), FirstSteps(), StatusReport(), Me(),
)  # fmt: skip
FORMS: tuple[Form, ...] = (PersonForm(), RoleForm(), SettingsForm(), AddForm(), PastForm())


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.NAME}-{getattr(look, 'page', 1)}")
def test_every_page_keeps_what_slack_takes(large: Stage, look: Look) -> None:
    shown = large.look(look, large.as_(COORDINATOR), MARCH)
    blocks = sent(shown.blocks)
    assert problems(blocks) == [] and not message_too_long(blocks)
    assert shown.text and len(shown.text) <= 3000


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.NAME)
def test_every_form_keeps_what_slack_takes(large: Stage, form: Form) -> None:
    with large.looking(large.as_(COORDINATOR), MARCH) as looking:
        view = sent(looking.registry.forms[type(form)].build(form, looking))
    assert view_problems(view) == [] and not view_too_large(view)


@pytest.mark.parametrize("user", [COORDINATOR, LEAD1, "U0M007", "U0NEW"])
def test_home_pages(large: Stage, user: str) -> None:
    arrival = Arrival(TEAM, None, TEAM, user)
    for page in (1, 2, 99):
        view = build_home(home_view(large.work, arrival, MARCH, page), None)
        assert view_problems(sent(view)) == [] and not view_too_large(sent(view))
        assert len(view["blocks"]) <= 60


def test_all_people_are_on_some_page(large: Stage) -> None:
    shown = [large.look(People(page=page), large.as_(COORDINATOR), MARCH) for page in range(1, 12)]
    said = " ".join(str(one.blocks) for one in shown)
    assert [number for number in range(PEOPLE) if f"U0M{number:03}" not in said] == []


def cost(stage: Stage) -> float:
    """What Home costs its coordinator, in milliseconds of CPU: the best of some."""
    arrival = Arrival(TEAM, None, TEAM, COORDINATOR)
    spent = []
    for _again in range(30):
        begun = time.process_time()
        build_home(home_view(stage.work, arrival, MARCH), None)
        spent.append(time.process_time() - begun)
    return min(spent) * 1000


def test_home_is_cheap_whatever_the_number_of_other_groups(tmp_path: Path) -> None:
    for name in ("alone", "among"):
        (tmp_path / name).mkdir()
    alone = cost(built(tmp_path / "alone", items=100))
    among = cost(built(tmp_path / "among", items=100, groups=40))
    # Six were measured; whatever else runs on the machine makes it more.
    assert alone <= MOST_MS * 1.5 and among <= alone * 1.5, (alone, among)
