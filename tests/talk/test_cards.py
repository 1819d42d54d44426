"""What was posted follows what happens elsewhere: cards in direct messages and in channels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.sandbox import faults
from tests.talk.stage import GROUP, MEMBER, SECRETARIAT, TEAM, WS1_LEAD, WS2_LEAD, Shown, Stage, words_of


def standing(stage: Stage, shown: Shown) -> str:
    """The words and buttons of a message as it stands by now."""
    message = stage.slack.find_message(stage.slack.workspaces[TEAM].channels[shown.channel], shown.ts)
    labels = [button.label for button in stage.standing(shown)]
    return f"{message.text} {' '.join(words_of(message.blocks))} {labels}"


async def _drawn(own_stage: Stage) -> None:
    stage = own_stage
    await stage.deliver()
    await stage.deliver()


async def test_a_month_card_follows_a_date_that_was_set_elsewhere(own_stage: Stage) -> None:
    stage = own_stage
    posted = await stage.go(datetime(2017, 12, 1, 12, tzinfo=UTC))
    [card] = [one for one in posted if one.channel == GROUP and one.text.startswith("December 2017")]
    assert "Set a date: IMG-M6" in card.labels and "is to set it" in card.all
    await stage.told(SECRETARIAT, "schedule img-m6 19 dec 10-12")
    await _drawn(stage)
    now = standing(stage, card)
    assert "Set a date: IMG-M6" not in now and "Tue 19 Dec 2017, 10:00–12:00" in now
    # A date that is taken back is asked for again, and one in another month stays on the card.
    await stage.told(SECRETARIAT, "undo")
    await _drawn(stage)
    assert "Set a date: IMG-M6" in standing(stage, card)
    await stage.told(SECRETARIAT, "schedule img-m6 16 jan 10-12")
    await _drawn(stage)
    assert "Tue 16 Jan 2018" in standing(stage, card)


async def _note(stage: Stage) -> Shown:
    """The note in which the lead of WS2 is asked to set the date of WS2-M2, and nothing else."""
    posted = await stage.go(datetime(2017, 11, 21, 12, tzinfo=UTC))
    [note] = [one for one in posted if one.user == WS2_LEAD and "Needs a date: WS2-M2" in one.text]
    return note


async def test_a_note_follows_and_asks_again_after_undo(own_stage: Stage) -> None:
    stage = own_stage
    note = await _note(stage)
    await stage.told(SECRETARIAT, "schedule ws2-m2 16 jan 14-17")
    await _drawn(stage)
    assert "Nothing of this is open any more" in standing(stage, note)
    await stage.told(SECRETARIAT, "undo")
    await _drawn(stage)
    assert "WS2-M2" in standing(stage, note) and "Another date" in standing(stage, note)


async def test_what_has_changed_since_is_no_news_of_an_older_note(own_stage: Stage) -> None:
    stage = own_stage
    note = await _note(stage)
    assert "What has changed" not in note.all
    await stage.told(SECRETARIAT, "ws2-m2 18 jan 14-17")
    await stage.told(SECRETARIAT, "undo")
    await _drawn(stage)
    assert "What has changed" not in standing(stage, note)


async def test_a_proposal_is_settled_on_every_card_of_it(own_stage: Stage) -> None:
    stage = own_stage
    """Two working days later the coordinator is asked too; then the lead accepts."""
    await stage.press(await stage.told(MEMBER, "ws1-d1 amber late"), "Send as proposal")
    posted = await stage.go(stage.now + timedelta(days=3))
    cards = {one.user: one for one in posted if "Accept" in one.labels}
    assert set(cards) == {WS1_LEAD, SECRETARIAT}
    await stage.press(cards[WS1_LEAD], "Accept", WS1_LEAD)
    await _drawn(stage)
    for card in cards.values():
        assert f"accepted by <@{WS1_LEAD}>" in standing(stage, card) and "Accept'" not in standing(
            stage, card
        )


async def test_the_question_about_a_lost_message_is_settled_for_all_who_were_asked(
    own_stage: Stage, complaints: Callable[[], list[str]]
) -> None:
    stage = own_stage
    await stage.go(datetime(2017, 11, 30, 12, tzinfo=UTC))
    stage.life.server.faults.add(faults.error("not_in_channel"), "chat.postMessage", channel=GROUP, times=1)
    posted = await stage.go(datetime(2017, 12, 1, 18, tzinfo=UTC))
    stage.life.server.faults.clear()
    [question] = [one for one in posted if "Post it again" in one.labels]
    await stage.press(question, "Post it again")
    assert "I post it again: the month ahead" in standing(stage, question)
    assert stage.standing(question) == [] and len(complaints()) == 1
