"""`setup` as it is typed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.clock import SimulatedClock
from bot.demo import world
from bot.sandbox.api_server import SlackServer

GROUP = ["setup", "--team", "T0123", "--label", "IMG"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_what_came_and_what_went_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    new = ["--name", "E-waste IMG", "--channel", "C0123", "--member", "U0004=UNEP", "--member", "U0005"]
    assert main([*GROUP, *new]) == 0
    told = ["+ group IMG", "+ channel C0123", "+ member U0004=UNEP", "+ member U0005"]
    assert capsys.readouterr().out.splitlines() == told
    assert main([*GROUP, "--remove-member", "U0004"]) == 0
    assert capsys.readouterr().out == "- member U0004\n"


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        (["--lead", "WS1=bob"], "WS1=U0123"),
        (["--coordinator", "anna"], "U0123"),
        (["--stream", "WS1"], "WS1=C0123"),
        (["--member", "bob=UNEP"], "U0123=UNEP"),
        (["--channel", "general"], "C0123"),
        (["--team", "emg"], "T0123"),
        (["--label", "IMG 2"], "IMG"),
    ],
)
def test_what_does_not_look_right_gets_an_example(
    capsys: pytest.CaptureFixture[str], typed: list[str], example: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main([*GROUP, *typed])
    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith(f"should look like {example}")


def test_a_workspace_without_a_group_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*GROUP, "--name", "E-waste IMG", "--channel", "C0123"]) == 0
    assert main(["export", "--format", "md", "--team", "T9"]) == 1
    assert "There is no group in workspace T9" in capsys.readouterr().err


@pytest.fixture
async def slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SlackServer]:
    """The demo's workspace, on more than one page of people."""
    server = world.build_world(SimulatedClock(datetime(2026, 11, 28, tzinfo=UTC)))
    await server.start()
    for number in range(450):
        server.slack.add_user(world.TEAM, f"somebody-{number}", "Somebody")
    server.slack.add_user(world.TEAM, "anna", "Anna Vieli", id="U0ANNA")
    server.slack.add_user(world.TEAM, "anna.b", "Anna Vieli", id="U0ANNAB")
    server.slack.add_user(world.TEAM, "left", "Left", id="U0LEFT", deleted=True)
    monkeypatch.setenv("SLACK_BOT_TOKEN", world.BOT_TOKEN)
    monkeypatch.setenv("SLACK_API_URL", server.api_url)
    yield server
    await server.stop()


NAMED = ["setup", "--team", world.TEAM, "--label", "IMG", "--name", "E-waste IMG"]


async def _typed(*words: str) -> int:
    return await asyncio.to_thread(main, [*NAMED, *words])


async def test_names_stand_for_ids(slack: SlackServer, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--channel", "#img-ewaste", "--stream", "WS1=#ws1", "--coordinator", "@anna"]
    assert await _typed(*given, "--lead", "WS1=@WS1 lead", "--member", "@member=UNEP") == 0
    assert capsys.readouterr().out.splitlines() == [
        "+ group IMG",
        f"+ channel {world.GROUP_CHANNEL}",
        "+ stream WS1",
        f"+ channel WS1={world.WS1_CHANNEL}",
        "+ coordinator U0ANNA",
        f"+ lead WS1={world.WS1_LEAD}",
        f"+ member {world.MEMBER}=UNEP",
    ]
    assert await _typed(*given) == 0
    assert capsys.readouterr().out == "Nothing changed: it is all like that already.\n"
    assert await _typed("--remove-member", "@member") == 0
    assert capsys.readouterr().out == f"- member {world.MEMBER}\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["--channel", "#nowhere"], "I see no channel #nowhere"),
        (["--coordinator", "@Anna Vieli"], "@Anna Vieli is not one alone: U0ANNA, U0ANNAB."),
        (["--coordinator", "@left"], "Slack knows nobody called @left."),
    ],
)
async def test_a_name_of_nothing_or_of_several_changes_nothing(
    slack: SlackServer, capsys: pytest.CaptureFixture[str], typed: list[str], told: str
) -> None:
    assert await _typed("--channel", world.GROUP_CHANNEL, *typed) == 1
    assert told in capsys.readouterr().err


async def test_names_need_a_token(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    assert await _typed("--channel", "#img") == 1
    assert "set SLACK_BOT_TOKEN, or give ids" in capsys.readouterr().err
