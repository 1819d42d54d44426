"""A plan is read in from Slack: dropped, shown, asked about, imported and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.life import PLAN
from bot.documents.acts import ImportPlan, Preview
from bot.sandbox.state import File
from tests.talk.stage import MEMBER, SECRETARIAT, WS1_LEAD, Shown, Stage

NEWER = PLAN.read_text().replace("MARCH 2018", "APRIL 2018").encode()
OTHER = b"Date;What\n5/6/2018;Publish the glossary\n7/8/2018;Board meeting\n"


async def dropped(stage: Stage, content: bytes, name: str = "plan.txt", user: str = SECRETARIAT) -> Shown:
    """The answer to a file that somebody drops in a direct message."""
    return (await dropped_all(stage, [stage.client.upload(user, name, content)], user))[0]


async def dropped_all(
    stage: Stage, files: list[File], user: str = SECRETARIAT, words: str = ""
) -> list[Shown]:
    return stage.result(await stage.client.share_files(user, files, words), user).shown


async def test_a_file_shows_what_it_would_change_and_changes_nothing(stage: Stage) -> None:
    shown = await dropped(stage, NEWER)
    assert "0 new, 1 changed, 15 the same, 0 no longer in it" in shown.text
    assert "March 2018 → April 2018" in str(shown.blocks)
    assert stage.changes() == 0


async def test_what_was_shown_is_imported_once_and_taken_back(stage: Stage) -> None:
    shown = await dropped(stage, NEWER)
    done = (await stage.press(shown, "Import")).said
    assert "is imported" in done.text and stage.stored("IMG-M7", "start") == "2018-04"
    assert "imported already" in (await stage.press(shown, "Import")).said.text
    stage.life.clock.advance(timedelta(days=6))
    assert "1 item is as it was" in (await stage.press(done, "Undo")).said.text
    assert stage.stored("IMG-M7", "start") == "2018-03"
    assert "taken back" in (await stage.press(shown, "Import")).said.text
    again = await dropped(stage, NEWER)
    await stage.press(again, "Import")
    assert stage.stored("IMG-M7", "start") == "2018-04"


async def test_after_thirty_days_an_import_stays(stage: Stage) -> None:
    done = (await stage.press(await dropped(stage, NEWER), "Import")).said
    stage.life.clock.advance(timedelta(days=30))
    assert "last 30 days" in (await stage.press(done, "Undo")).said.text
    assert stage.stored("IMG-M7", "start") == "2018-04"


async def test_undo_import_leaves_alone_what_was_changed_since(stage: Stage) -> None:
    both = NEWER.replace(b"JUNE 2018", b"JULY 2018")
    await stage.press(await dropped(stage, both), "Import")
    await stage.told(SECRETARIAT, "move img-m7 to 18 april 2018")
    assert "IMG-M7" in (await stage.told(SECRETARIAT, "undo import")).text
    assert stage.stored("IMG-M7", "start") == "2018-04-18"
    assert stage.stored("WS2-D1", "start") == "2018-06"


async def test_plain_undo_takes_back_an_import_that_is_minutes_old(stage: Stage) -> None:
    await stage.press(await dropped(stage, NEWER), "Import")
    await stage.told(SECRETARIAT, "undo")
    assert stage.stored("IMG-M7", "start") == "2018-03"


async def test_what_changed_meanwhile_is_said_and_offered_anew(stage: Stage) -> None:
    shown = await dropped(stage, NEWER)
    await stage.told(SECRETARIAT, "move img-m7 to 20 march 2018")
    refused = (await stage.press(shown, "Import")).said
    assert "has changed since that was shown" in refused.text
    assert stage.stored("IMG-M7", "start") == "2018-03-20"
    assert "Import the document" in refused.labels


async def test_another_plan_replaces_only_by_a_press_of_its_own(stage: Stage) -> None:
    shown = await dropped(stage, OTHER, "other.csv")
    assert "It seems to be another plan" in str(shown.blocks) and "Import" not in shown.labels
    await stage.press(shown, "month first")
    done = await stage.press(shown, "Import, and take 16 away")
    assert "is imported" in done.said.text
    assert [row[0] for row in stage.rows("select title from items where not removed")] == [
        "Publish the glossary",
        "Board meeting",
    ]
    await stage.press(done.said, "Undo")
    assert len(stage.rows("select 1 from items where not removed")) == 16


async def test_an_answer_holds_for_all_items_and_for_the_next_import(stage: Stage) -> None:
    shown = await dropped(stage, OTHER, "other.csv")
    answered = (await stage.press(shown, "month first")).said
    assert "Sun 6 May 2018" in str(answered.blocks) and "Sun 8 Jul 2018" in str(answered.blocks)
    await stage.press(answered, "Import, and take 16 away")
    assert stage.rows("select start from items where not removed") == [("2018-05-06",), ("2018-07-08",)]
    again = await dropped(stage, OTHER + b"3/4/2018;Board meeting in spring\n", "other.csv")
    assert "1 new, 0 changed, 2 the same" in again.text and "month first" not in again.labels


async def test_the_questions_are_answered_in_a_form(stage: Stage) -> None:
    shown = await dropped(
        stage, b"| When | What |\n|---|---|\n| 5 March 2018, 10:00 | Kick-off |\n", "notes.md"
    )
    opened = await stage.press(shown, "Answer the questions")
    told = await stage.submit(SECRETARIAT, opened.reply.view_id, **{"no-zone": "Asia/Tokyo"})
    assert "10:00 Tokyo" in str(told.said.blocks)


async def test_the_form_takes_pasted_text_and_files(stage: Stage) -> None:
    opened = await stage.say(SECRETARIAT, "import")
    told = await stage.submit(SECRETARIAT, opened.reply.view_id, pasted="5 March 2018: Kick-off in Lima")
    assert "Kick-off in Lima" in str(told.said.blocks)
    opened = await stage.say(SECRETARIAT, "import")
    file = stage.client.upload(SECRETARIAT, "plan.txt", NEWER)
    told = await stage.submit(SECRETARIAT, opened.reply.view_id, file=[file.id])
    assert "1 changed" in told.said.text
    opened = await stage.say(SECRETARIAT, "import")
    assert (await stage.submit(SECRETARIAT, opened.reply.view_id)).reply.errors.keys() == {"pasted"}


@pytest.mark.parametrize("user", [WS1_LEAD, MEMBER])
async def test_who_may_not_hears_who_may(stage: Stage, user: str) -> None:
    shown = await dropped(stage, NEWER, user=user)
    assert f"<@{SECRETARIAT}>" in shown.text and "Import" not in shown.labels
    assert stage.rows("select count(*) from import_drafts") == [(0,)]


async def test_a_document_waits_for_nobody_else(stage: Stage) -> None:
    await dropped(stage, NEWER)
    [[number]] = stage.rows("select id from import_drafts")
    for request in (ImportPlan(number), Preview(number)):
        assert f"<@{SECRETARIAT}> can" in stage.do(WS1_LEAD, request)
    assert stage.stored("IMG-M7", "start") == "2018-03"


async def test_each_file_gets_its_own_answer(stage: Stage) -> None:
    contents = {
        "a.txt": NEWER,
        "b.png": b"\x89PNG\r\n\x1a\n0000",
        "c.txt": b"  \n",
        "d.txt": b"Only words here.\n",
    }
    files = [stage.client.upload(SECRETARIAT, name, content) for name, content in contents.items()]
    shown = await dropped_all(stage, files)
    assert [name in one.text for name, one in zip(contents, shown, strict=True)] == [True] * 4
    assert "is empty" in shown[2].text


async def test_six_files_are_one_too_many(stage: Stage) -> None:
    files = [stage.client.upload(SECRETARIAT, f"{n}.txt", NEWER) for n in range(6)]
    shown = await dropped_all(stage, files)
    assert len(shown) == 6 and "1 more was left out" in shown[5].text


async def test_a_file_too_large_is_not_fetched(stage: Stage) -> None:
    file = stage.client.upload(SECRETARIAT, "big.txt", b"x")
    file.length = 11 * 1024 * 1024
    assert "over 10 MB" in (await dropped_all(stage, [file]))[0].text


async def test_a_token_goes_to_slack_alone(stage: Stage) -> None:
    file = stage.client.upload(SECRETARIAT, "plan.txt", NEWER)
    for url in (
        "https://files.slack.com.example.org/x",
        "http://files.slack.com/x",
        "https://example.org/slack.com",
    ):
        file.url = url
        assert "does not lie with Slack" in (await dropped_all(stage, [file]))[0].text


async def test_words_beside_a_file_are_answered_too(stage: Stage) -> None:
    file = stage.client.upload(SECRETARIAT, "plan.txt", NEWER)
    words, document = await dropped_all(stage, [file], words="show img-m7")
    assert "IMG-M7" in words.text and "1 changed" in document.text


async def test_the_same_event_twice_is_answered_once(stage: Stage) -> None:
    file = stage.client.upload(SECRETARIAT, "plan.txt", NEWER)
    reply = await stage.client.share_files(SECRETARIAT, [file])
    again = await stage.client.redeliver(reply)
    assert len(stage.result(reply, SECRETARIAT).shown) == 1 and not stage.result(again, SECRETARIAT).shown
