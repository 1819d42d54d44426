"""A Home that is drawn again takes the token of that moment, and one workspace's failure stops no other."""

from __future__ import annotations

from dataclasses import replace

from bot.groups.setup import set_up_group
from bot.sandbox.installing import end_tokens
from tests.stage import SETUP
from tests.torture.tokens import ONE, TWO, Places, open_places


def group(places: Places, name: str, *teams: str) -> None:
    for team in teams:
        setup = replace(SETUP, team=team, name=name, coordinators=("U0SAME",), leads=(), members=())
        set_up_group(places.bot.work, setup, places.clock.now())


def drawn(places: Places, mark: int) -> list[str]:
    return [entry.team for entry in places.server.journal.since(mark) if entry.method == "views.publish"]


async def test_a_home_is_drawn_again_with_the_token_of_that_moment(sqlite_url: str) -> None:
    async with open_places(sqlite_url, seed=1) as places:
        for team in (ONE, TWO):
            await places.install(team)
        group(places, "First", ONE, TWO)
        for team in (ONE, TWO):
            await places.client.app_home_opened("U0SAME", team=team)
        mark = len(places.server.journal)
        end_tokens(places.server.slack, ONE, "uninstalled")
        group(places, "Second", ONE, TWO)
        await places.bot.homes.refresh()
        assert drawn(places, mark) == [TWO], "of the other one, nobody has told the bot yet"
        await places.install(ONE)
        places.bot.installations.forget(TWO)
        await places.client.app_home_opened("U0SAME", team=ONE)
        mark = len(places.server.journal)
        end_tokens(places.server.slack, ONE, "uninstalled")
        await places.install(ONE)
        group(places, "Third", ONE, TWO)
        await places.bot.homes.refresh()
        assert sorted(drawn(places, mark)) == [ONE, TWO]
