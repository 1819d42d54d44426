"""Renewing tokens while something else happens: a new installation, a refusal, a long absence."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.core.encryption import Cipher
from bot.delivery.outcomes import NotInstalled, NotRenewed, Unsent, judge
from bot.groups import installations
from bot.groups.installations import Tokens
from bot.privacy.rules import KEPT_AFTER_UNINSTALL
from tests.pages.test_install import KEY, Site, grant
from tests.pages.test_install import site as site
from tests.pages.test_install import slack as slack
from tests.privacy.test_uninstalling import add_group, after

ONE = "T0ONE"
SOON = timedelta(hours=10, minutes=1)


def expiring(number: int) -> dict[str, Any]:
    return grant(f"xoxe.xoxb-{number}", refresh_token=f"xoxe-{number}", expires_in=43200)


async def token(site: Site) -> str | None:
    return (await site.bot.tokens.client(ONE)).token


async def test_an_expired_token_is_not_used(site: Site) -> None:
    await site.install(expiring(1))
    site.clock.advance(timedelta(hours=12))
    site.slack.error = "internal_error"
    with pytest.raises(NotRenewed) as caught:
        await token(site)
    assert judge(caught.value) == Unsent("token_not_renewed"), "what is due waits"
    assert await site.token(None, ONE) is None
    site.slack.error = ""
    site.slack.grants["xoxe-1"] = expiring(2)
    site.clock.advance(timedelta(minutes=1, seconds=1))
    assert await token(site) == "xoxe.xoxb-2"


async def test_who_comes_while_an_expired_token_is_renewed_waits_for_the_next(site: Site) -> None:
    await site.install(expiring(1))
    site.clock.advance(timedelta(hours=13))
    site.slack.grants["xoxe-1"] = expiring(2)
    assert await asyncio.gather(*(token(site) for _ in range(5))) == ["xoxe.xoxb-2"] * 5
    assert len(site.slack.asked) == 2


async def test_where_no_next_token_is_to_be_had_the_installation_has_ended(site: Site) -> None:
    await site.install(expiring(1))
    site.clock.advance(SOON)
    assert await token(site) == "xoxe.xoxb-1", "refused, and still good for two hours"
    site.clock.advance(timedelta(hours=2))
    site.slack.error = "invalid_refresh_token"
    with pytest.raises(NotInstalled) as caught:
        await token(site)
    assert not isinstance(caught.value, NotRenewed)
    site.slack.error = ""
    await site.install(expiring(3))
    assert await token(site) == "xoxe.xoxb-3"


async def test_a_renewal_does_not_replace_a_newer_installation(site: Site) -> None:
    await site.install(expiring(1))
    site.clock.advance(SOON)
    cipher, now = Cipher([KEY]), site.clock.now()
    due = installations.claim_renewal(site.bot.work, cipher, 1, now)
    assert due is not None
    await site.install(expiring(3))
    installations.store_renewal(
        site.bot.work, cipher, due.id, now, Tokens("xoxe.xoxb-2", "xoxe-2", now + SOON)
    )
    installations.end(site.bot.work, due.id, now)
    assert await token(site) == "xoxe.xoxb-3"


async def test_a_token_that_another_process_has_renewed_is_not_renewed_again(site: Site) -> None:
    await site.install(expiring(1))
    site.clock.advance(SOON)
    site.slack.grants["xoxe-1"] = expiring(2)
    assert await token(site) == "xoxe.xoxb-2"
    assert installations.claim_renewal(site.bot.work, Cipher([KEY]), 1, site.clock.now()) is None


WIDE = {"enterprise_id": "E0ORG", "team_id": None}


async def test_an_organisation_says_which_workspaces_it_lets_the_bot_into(site: Site) -> None:
    await site.install(grant("xoxb-org", team=None, enterprise="E0ORG"))
    add_group(site)
    let_in = {"type": "team_access_granted", "team_ids": [ONE]}
    assert await site.event(let_in, **WIDE) == 200
    assert await token(site) == "xoxb-org", "before anybody there has said a word"
    site.clock.advance(timedelta(minutes=1))
    assert await site.event({**let_in, "type": "team_access_revoked"}, **WIDE) == 200
    with pytest.raises(NotInstalled):
        await token(site)
    assert await after(site, KEPT_AFTER_UNINSTALL - timedelta(minutes=1)) == [ONE]
    assert await after(site, timedelta(minutes=2)) == []


async def test_an_organisation_ends_nothing_for_workspaces_it_does_not_serve(site: Site) -> None:
    await site.install(grant("xoxb-one"))
    add_group(site)
    add_group(site, "T0TWO")  # as where the token stands in the settings
    shut_out = {"type": "team_access_revoked", "team_ids": [ONE, "T0TWO"]}
    assert await site.event(shut_out, **WIDE) == 200
    assert await token(site) == "xoxb-one"
    assert await after(site, KEPT_AFTER_UNINSTALL + timedelta(minutes=2)) == [ONE, "T0TWO"]


@pytest.mark.parametrize("told", [{}, {"is_enterprise_install": True}, {"authorizations": []}])
async def test_an_organisation_uninstalls_in_no_workspace(site: Site, told: dict[str, Any]) -> None:
    await site.install(grant("xoxb-org", team=None, enterprise="E0ORG"))
    assert await site.token("E0ORG", ONE) == "xoxb-org"
    site.clock.advance(timedelta(minutes=1))
    at = int(site.clock.now().timestamp())
    assert await site.event({"type": "app_uninstalled"}, **WIDE, **told, event_time=at) == 200
    assert await site.token("E0ORG", ONE) is None


async def test_other_events_need_a_workspace(site: Site) -> None:
    said = {"type": "app_mention", "user": "U0SEC", "text": "next", "channel": "C0IMG", "ts": "1.1"}
    assert await site.event(said, **WIDE) == 400
