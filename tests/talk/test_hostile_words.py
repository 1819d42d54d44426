"""What tries to get out of its place, typed and filled in: no message that reaches Slack obeys it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.hostile import HUGE, INVISIBLE, TEXTS, escaped_from
from tests.talk.stage import APOLOGY, GROUP, MEMBER, SECRETARIAT, WS1_LEAD, Stage

LOOKS = ("next", "plan", "show ws1-d1", "history ws1-d1", "status", "who", "me", "reminders 60d", "proposals")


def check(stage: Stage, mark: int) -> int:
    """All that Slack was given since a mark: messages, answers, forms and the Home tab."""
    entries = stage.life.server.journal.since(mark)
    for entry in entries:
        assert escaped_from(entry.text, entry.blocks) == [], entry.method
    return len(entries)


@pytest.mark.parametrize("name", TEXTS)
async def test_no_message_obeys_what_was_typed_or_filled_in(stage: Stage, name: str) -> None:
    text, mark = TEXTS[name], len(stage.life.server.journal)
    # Slack sends no NUL: the door refuses a form that holds one.
    typed = " ".join(text.replace('"', "'").replace("\x00", "").split())[:2500]
    for user, words in (
        (SECRETARIAT, f'add deliverable "{typed}" WS1 May 2018'),
        (WS1_LEAD, f'update ws1-d1 at risk "{typed}"'),
        (WS1_LEAD, f"note ws1-d2 {typed}"),
        (WS1_LEAD, f'move ws1-m2 30 jan 2018 14:00 "{typed}"'),
        (MEMBER, f'propose update ws1-d2 done "{typed}"'),
        (MEMBER, typed),
        (SECRETARIAT, f"show {typed}"),
        (WS1_LEAD, f'drop ws1-d3 "{typed}"'),
    ):
        said = await stage.say(user, words)
        assert APOLOGY not in said.text
    for words, values in (
        ("add", {"title": text[:150], "notes": text[:2900]}),
        ("edit ws1-d1", {"notes": text[:2900]}),
        ("update ws1-d2", {"status": "done", "note": text[:2900]}),
    ):
        opened = await stage.say(SECRETARIAT, words)
        known = {block["block_id"] for block in opened.view["blocks"] if block["type"] == "input"}
        filled = {field: value for field, value in values.items() if field in known}
        reply = await stage.client.submit_view(SECRETARIAT, opened.view_id, filled)
        # No database holds such a letter: the door lets nothing of it in.
        assert reply.status == (400 if "\x00" in text else 200) and APOLOGY not in reply.text
        stage.slack.stacks.clear()
    for user in (SECRETARIAT, WS1_LEAD, MEMBER):
        for words in LOOKS:
            assert APOLOGY not in (await stage.say(user, words)).text
        assert (await stage.client.app_home_opened(user)).status == 200
    stage.life.clock.advance(timedelta(minutes=20))
    await stage.deliver()
    assert check(stage, mark) > 20


@pytest.mark.parametrize("title", INVISIBLE, ids=ascii)
async def test_an_invisible_title_is_asked_for(stage: Stage, title: str) -> None:
    before = stage.changes()
    said = await stage.say(SECRETARIAT, f'add deliverable "{title}" WS1 May 2018')
    assert stage.changes() == before and APOLOGY not in said.text


async def test_a_hundred_thousand_letters_are_refused_with_a_sentence(stage: Stage) -> None:
    assert "100000" in (await stage.say(SECRETARIAT, HUGE)).text
    assert "100000" in (await stage.mention(SECRETARIAT, HUGE, GROUP)).text
    assert stage.changes() == 0
