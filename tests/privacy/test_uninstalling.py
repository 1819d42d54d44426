"""What becomes of a workspace's data when the bot is removed from it, and when it comes back."""

from __future__ import annotations

from datetime import timedelta

from bot.groups.setup import set_up_group
from bot.groups.store.groups import known_teams
from bot.privacy.rules import KEPT_AFTER_UNINSTALL
from tests.pages.test_install import REVOKED, UNINSTALLED, Site, grant
from tests.pages.test_install import site as site
from tests.pages.test_install import slack as slack
from tests.stage import SETUP

ONE = "T0ONE"


def add_group(site: Site, team: str = ONE) -> None:
    setup = SETUP.__class__(team=team, label="IMG", name="E-waste", channel="C0IMG", coordinators=("U0SEC",))
    set_up_group(site.bot.work, setup, site.clock.now())


def teams(site: Site) -> list[str]:
    with site.bot.database.reading() as session:
        return known_teams(session)


async def after(site: Site, time: timedelta) -> list[str]:
    site.clock.advance(time)
    await site.bot._sweep()
    return teams(site)


async def test_a_workspace_that_removed_the_bot_is_erased_after_thirty_days(site: Site) -> None:
    await site.install(grant("xoxb-one"))
    await site.install(grant("xoxb-two", team="T0TWO"))
    add_group(site)
    add_group(site, "T0TWO")
    site.clock.advance(timedelta(minutes=1))
    for event in (REVOKED, UNINSTALLED):
        assert await site.event(event, event_time=int(site.clock.now().timestamp())) == 200
    assert await after(site, KEPT_AFTER_UNINSTALL - timedelta(minutes=1)) == [ONE, "T0TWO"]
    assert await after(site, timedelta(minutes=2)) == ["T0TWO"]
    assert await site.token(None, "T0TWO") == "xoxb-two"


async def test_what_is_installed_again_before_that_is_kept(site: Site) -> None:
    await site.install(grant("xoxb-one"))
    add_group(site)
    for _ in range(2):
        site.clock.advance(timedelta(minutes=1))
        await site.event(UNINSTALLED, event_time=int(site.clock.now().timestamp()))
        site.clock.advance(KEPT_AFTER_UNINSTALL - timedelta(days=1))
        await site.install(grant("xoxb-again"))
        assert await after(site, timedelta(days=3)) == [ONE]


async def test_an_organisation_that_removed_the_bot_loses_the_workspaces_without_one_of_their_own(
    site: Site,
) -> None:
    await site.install(grant("xoxb-org", team=None, enterprise="E0ORG"))
    for team in (ONE, "T0TWO"):
        assert await site.token("E0ORG", team) == "xoxb-org"
        add_group(site, team)
    await site.install(grant("xoxb-two", team="T0TWO", enterprise="E0ORG"))
    site.clock.advance(timedelta(minutes=1))
    gone = {"enterprise_id": "E0ORG", "team_id": None, "is_enterprise_install": True}
    await site.event(UNINSTALLED, authorizations=[gone], enterprise_id="E0ORG")
    assert await after(site, KEPT_AFTER_UNINSTALL + timedelta(minutes=1)) == ["T0TWO"]


async def test_events_of_a_workspace_that_has_no_installation_plan_nothing(site: Site) -> None:
    add_group(site)  # as where the token stands in the settings
    assert await site.event(UNINSTALLED) == 200
    assert await after(site, KEPT_AFTER_UNINSTALL + timedelta(days=1)) == [ONE]
