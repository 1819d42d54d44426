"""What goes wrong: a locked database, a fault of ours, the end of an installation, hostile words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import text as sql

from bot.plan import showing
from bot.sandbox.faults import close_before_read, error, truncated_json
from tests.talk.stage import APOLOGY, GROUP, SECRETARIAT, TEAM, WS1, WS1_LEAD, Stage

Complaints = Callable[[], list[str]]


async def test_a_locked_database_is_an_error_that_the_person_sees(
    stage: Stage, complaints: Complaints
) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    opened = await stage.say(SECRETARIAT, "update ws1-d1")
    lock = stage.lock()
    try:
        refused = await stage.told(SECRETARIAT, "ws1-d1 done")
        pressed = (await stage.press(shown, "Mark done")).said
        form = await stage.client.submit_view(SECRETARIAT, opened.view_id, {"status": "done"})
        # Who only asks is answered meanwhile.
        assert "WS1-M1" in (await stage.told(SECRETARIAT, "next")).text
    finally:
        lock.close()
    assert APOLOGY in refused.text
    assert APOLOGY in pressed.text
    assert APOLOGY in str(form.body)
    assert stage.changes() == 0
    assert len(complaints()) == 3
    assert "is done" in (await stage.told(SECRETARIAT, "ws1-d1 done")).text


async def test_a_fault_of_ours_has_an_id_and_no_traceback(
    stage: Stage, complaints: Complaints, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("the secret of row 42")

    monkeypatch.setattr(showing, "detail_of", broken)
    said = await stage.told(SECRETARIAT, "show ws1-m2")
    assert APOLOGY in said.text
    found = re.search(r"runs the bot: (\w{8})", said.all)
    assert found is not None
    assert not any(word in said.all for word in ("Traceback", "ZeroDivision", "row 42", ".py"))
    assert [found[1] in told for told in complaints()] == [True]
    monkeypatch.undo()
    assert "WS1-M2" in await stage.told(SECRETARIAT, "show ws1-m2")


async def test_a_profile_that_slack_does_not_give_holds_up_no_plan(
    stage: Stage, complaints: Complaints
) -> None:
    dropped = stage.life.server.faults.add(close_before_read(), "users.info")
    counted = _slack_errors(stage)
    read = "SELECT count(*) FROM people WHERE profile_read_at IS NOT NULL"
    with stage.life.bot.database.writing() as session:
        session.execute(sql("UPDATE people SET profile_read_at = NULL"))
        session.execute(sql("UPDATE groups SET materialised_until = NULL"))
    await stage.life.bot.tick()
    with stage.life.bot.database.reading() as session:
        planned = session.execute(sql("SELECT materialised_until FROM groups")).scalars().all()
    assert dropped.fired and planned and all(planned)
    # One answer that did not come is counted; the log tells only that Slack is away, and that it is back.
    assert _slack_errors(stage) == counted + 1
    assert not complaints()
    assert stage.rows(read) == [(0,)]
    stage.life.server.faults.clear()
    await stage.life.bot.tick()
    assert stage.rows(read) != [(0,)], "it is asked again"


def _slack_errors(stage: Stage) -> float:
    metrics = stage.life.bot.metrics.render(None, stage.now).decode()
    found = re.search(r'^img_errors_total\{.*"slack"\} (\S+)$', metrics, re.MULTILINE)
    return float(found[1]) if found else 0


async def test_a_button_from_elsewhere_is_refused_kindly(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    message = stage.slack.ephemerals[GROUP, shown.ts]
    for value in ("", "x", "999|done WS1-D1", "1", "|", "１|next", f"{2**70}|next", "9" * 5000 + "|next"):
        for block in message.blocks:
            for element in block.get("elements", []):
                if element.get("type") == "button":
                    element["value"] = value
        pressed = await stage.press(shown, next(one for one in shown.buttons if not one.is_choice))
        assert APOLOGY not in pressed.said, value
    assert stage.changes() == 0


@pytest.mark.parametrize(
    "order", [("uninstalled", "revoked"), ("revoked", "uninstalled"), ("revoked", "revoked")]
)
async def test_the_end_of_an_installation_in_either_order(
    own_stage: Stage, order: tuple[str, ...], complaints: Complaints
) -> None:
    ways = {"uninstalled": own_stage.client.app_uninstalled, "revoked": own_stage.client.tokens_revoked}
    for step in order:
        reply = await ways[step](TEAM)
        assert reply.status < 500, f"{step}: {reply.status} {reply.text}"
    assert own_stage.rows("select count(*) from items")[0][0] == 16
    await own_stage.life.bot.delivery.tick()
    # Installed again, it goes on where it was.
    own_stage.slack.install(TEAM, token=own_stage.life.bot.settings.slack_bot_token or "")
    assert "WS1-M1" in await own_stage.told(SECRETARIAT, "next")


async def test_revoked_tokens_of_people_end_nothing(own_stage: Stage) -> None:
    event = {"type": "tokens_revoked", "tokens": {"oauth": [SECRETARIAT], "bot": []}}
    assert (await own_stage.client.event(TEAM, event)).status == 200
    assert "WS1-M1" in await own_stage.told(SECRETARIAT, "next")


async def test_a_channel_that_gets_another_id_stays_the_groups(own_stage: Stage) -> None:
    reply = await own_stage.client.channel_id_changed(TEAM, WS1, "C0SHAREDWS1")
    assert (await own_stage.client.redeliver(reply)).status == 200
    assert "WS1-M2" in await own_stage.told(WS1_LEAD, "show ws1-m2", "C0SHAREDWS1")
    said = await own_stage.told(WS1_LEAD, "ws1-m1 28 nov 2pm", "C0SHAREDWS1")
    await own_stage.press(said, "Announce now")
    await own_stage.deliver()
    assert [one for one in own_stage.posts("C0SHAREDWS1") if "28 Nov" in one.text]


async def test_a_form_answered_where_the_bot_is_not_is_answered_directly(
    own_stage: Stage, complaints: Complaints
) -> None:
    own_stage.slack.add_channel(TEAM, name="elsewhere", id="C0ELSEWHERE", members=[SECRETARIAT])
    opened = await own_stage.say(SECRETARIAT, "update ws1-d1", "C0ELSEWHERE")
    done = await own_stage.submit(SECRETARIAT, opened.view_id, status="done")
    assert "is done" in done.said.text
    assert done.said.channel.startswith("D")


HOSTILE = [
    "<!channel> <!here> @here @channel <@U0WS1LEAD>",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    "x" * 5000,
    "‮gnirts lortnoc‬ ‏עברית العربية",
    "🧨" * 400,
    "&amp; &lt;!channel&gt; & < >",
    "<https://evil.example|Click> http://evil.example",
    "{key} %s %(x)s {0}",
    "' OR 1=1; drop table items; --",
    "a\tb\nc\r\nd",
    "\u200b\ufeff\u00a0",
    "|||| 1|done WS1-D1",
]
PINGS = re.compile(r"<!(channel|here|everyone)|(?<![\w`])@(channel|here|everyone)")


def _pings(value: object) -> bool:
    """Whether some text would call people: mrkdwn that is looked through for names, or a live mention."""
    if isinstance(value, dict):
        text = value.get("text")
        if isinstance(text, str) and value.get("type") == "mrkdwn":
            live = re.search(r"<!(channel|here|everyone)", text)
            return bool(live) or (not value.get("verbatim") and bool(PINGS.search(text)))
        return any(_pings(part) for part in value.values())
    return isinstance(value, list) and any(_pings(part) for part in value)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda value: ascii(value)[:20])
async def test_hostile_words_break_nothing_and_call_nobody(stage: Stage, words: str) -> None:
    mark = len(stage.life.server.journal)
    lines = [
        words,
        f"show {words}",
        f"next {words}",
        f"help {words}",
        f'ws1-d1 amber "{words}"',
        f"ws1-d2 red {words}",
        f"schedule ws1-m2 {words}",
        f'move ws1-m2 16 jan "{words}"',
        f'add meeting "{words}" WS1 30 jan 2pm',
        f"edit ws1-m2 venue {words}",
        f"edit ws1-m2 link {words}",
        f"{words} done",
        f"who {words}",
        f"IMG/{words}",
        "plan",
        "status",
        "next 20",
        "show ws1-m2",
        "history ws1-m2",
        "show ws1-d1",
        "me",
        "reminders 90d",
    ]
    for line in lines:
        result = await stage.say(SECRETARIAT, line)
        stage.slack.stacks.clear()
        for shown in result.shown:
            assert APOLOGY not in shown, line
    for way in (stage.write, stage.mention):
        assert (await way(SECRETARIAT, f"ws1-d1 amber {words}")).said.text
    opened = await stage.say(SECRETARIAT, "edit ws1-d1")
    await stage.submit(SECRETARIAT, opened.view_id, notes=words[:3000], title=f"T {words}"[:3000])
    await stage.press(await stage.told(SECRETARIAT, "show ws1-d1"), "Share to channel")
    await stage.deliver()
    for entry in stage.life.server.journal.since(mark):
        assert not _pings(entry.blocks), entry.text
        assert not re.search(r"<!(channel|here|everyone)", entry.text), entry.text
        assert "@here" not in entry.text or entry.kind != "message", entry.text


@pytest.mark.parametrize("path", ["command", "mention"])
async def test_nul_is_refused_at_the_door(stage: Stage, path: str) -> None:
    if path == "command":
        reply = await stage.client.command(TEAM, GROUP, SECRETARIAT, "/img", "ws1-d1 amber a\x00b")
    else:
        reply = await stage.client.mention(SECRETARIAT, GROUP, "ws1-d1 amber a\x00b")
    assert 400 <= reply.status < 500
    assert stage.changes() == 0


async def test_what_slack_refuses_for_certain_is_not_asked_about_as_lost(
    own_stage: Stage, complaints: Callable[[], list[str]]
) -> None:
    await own_stage.say(SECRETARIAT, "schedule ws1-m2 16 jan 2018 14:00")
    await own_stage.say(SECRETARIAT, "announce ws1-m2")
    own_stage.life.server.faults.add(error("is_archived"), method="chat.postMessage", times=1)
    told = [*await own_stage.deliver(), *await own_stage.deliver()]
    asked = [shown for shown in told if "That channel is archived: unarchive it" in shown]
    assert asked and all(shown.labels == ["Post it again", "Why do I get this?"] for shown in asked)
    assert complaints()


@pytest.mark.parametrize("way", ["mention", "write"])
async def test_a_reply_whose_receipt_is_cut_short_is_no_fault(
    stage: Stage, complaints: Callable[[], list[str]], way: str
) -> None:
    for method in ("chat.postEphemeral", "chat.postMessage"):
        stage.life.server.faults.add(truncated_json(), method=method, times=1)
    said = await (stage.mention if way == "mention" else stage.write)(SECRETARIAT, "next")
    stage.life.server.faults.clear()
    assert "WS1-M1" in said.said.text and len(said.shown) == 1
    assert any("http_200" in told for told in complaints())
