"""Whoever installs the bot by OAuth hears from it how to begin."""

from __future__ import annotations

import pytest

from tests.pages.test_install import Site, grant
from tests.pages.test_install import site as site
from tests.pages.test_install import slack as slack


@pytest.mark.parametrize(
    ("locale", "begins"),
    [
        ("fr-CH", "Je tiens le plan de travail"),
        ("en-GB", "I keep your group's workplan"),
        (None, "I keep your group's workplan"),
    ],
)
async def test_the_installer_is_greeted_once_in_their_language(
    site: Site, locale: str | None, begins: str
) -> None:
    site.slack.locale = locale
    await site.install(grant("xoxb-one"))
    await site.install(grant("xoxb-two"))
    await site.bot.delivery.tick()
    [told] = site.slack.posted
    assert told["text"].startswith(begins), told["text"]
    assert told["channel"] in ("U0ADMIN", "D0ADMIN")
    with site.bot.database.engine.connect() as connection:
        known = connection.exec_driver_sql("SELECT user_id, locale FROM people").all()
    assert [tuple(row) for row in known] == [("U0ADMIN", locale)]
