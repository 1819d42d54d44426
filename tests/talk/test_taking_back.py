"""Undo, announcements, and cards that tell how things stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.talk.stage import GROUP, MEMBER, SECRETARIAT, WS1, WS1_LEAD, Shown, Stage

TEN_MINUTES = timedelta(minutes=10)


async def _wait(stage: Stage, **time: float) -> None:
    stage.life.clock.advance(timedelta(**time))
    await stage.deliver()


def _about(posts: list[Shown], key: str) -> list[Shown]:
    return [post for post in posts if post.text.startswith(("🗓", "✖")) and key in post.text]


@pytest.mark.parametrize(
    ("line", "key", "column", "before"),
    [
        ("ws1-d1 done", "WS1-D1", "status", "planned"),
        ("ws1-m2 16 jan", "WS1-M2", "start", "2018-01"),
        ("cancel ws1-m2 no room", "WS1-M2", "status", "to-schedule"),
        ("edit ws1-m2 venue Room XI", "WS1-M2", "venue", None),
        ('add deliverable "Annex" WS1', "WS1-D4", "removed", 1),
        ("stop asking ws1-d1", "WS1-D1", "asking", 1),
    ],
)
async def test_undo_by_word_and_by_button(
    stage: Stage, line: str, key: str, column: str, before: object
) -> None:
    for way in ("word", "button"):
        said = await stage.told(SECRETARIAT, line)
        assert stage.stored(key, column) != before
        undone = (
            await stage.told(SECRETARIAT, "undo") if way == "word" else (await stage.press(said, "Undo")).said
        )
        assert key in undone.text
        assert stage.stored(key, column) == before
        if line.startswith("add"):
            return


async def test_undo_is_ones_own_last_change_within_ten_minutes(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, "ws1-d1 amber")
    assert "nothing of yours" in (await stage.told(WS1_LEAD, "undo")).text
    stage.life.clock.advance(TEN_MINUTES + timedelta(seconds=1))
    assert "nothing of yours" in (await stage.press(said, "Undo")).said.text
    assert stage.stored("WS1-D1") == "at-risk"


async def test_an_undo_button_takes_back_what_it_stands_beside_and_nothing_else(stage: Stage) -> None:
    first = await stage.told(SECRETARIAT, "ws1-d1 amber")
    await stage.told(SECRETARIAT, "ws1-d2 red")
    said = (await stage.press(first, "Undo")).said
    assert stage.offers(said, "history WS1-D1")
    assert (stage.stored("WS1-D1"), stage.stored("WS1-D2")) == ("at-risk", "off-track")


async def test_a_status_over_a_closed_item_says_what_it_was(stage: Stage) -> None:
    form = await stage.say(SECRETARIAT, "update ws1-d1")
    await stage.told(WS1_LEAD, "drop ws1-d1 not needed")
    said = (await stage.submit(SECRETARIAT, form.view_id, status="at-risk", note="not so fast")).said
    assert "has changed since" in said.text and "✖ dropped" in said.text
    assert stage.stored("WS1-D1") == "dropped"
    done = (await stage.press(said, said.buttons[0])).said
    assert "is now 🟡 at risk; it was ✖ dropped" in done.text
    assert stage.stored("WS1-D1", "status_note") == "not so fast"


async def test_undo_takes_nobody_elses_change_back(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "ws1-d1 amber")
    await stage.told(WS1_LEAD, "ws1-d1 red")
    said = await stage.told(SECRETARIAT, "undo")
    assert "WS1-D1" in said.text
    assert stage.stored("WS1-D1") == "off-track"
    assert stage.rows("select count(*) from acts where undoes_id is not null") == [(0,)]


async def test_history_restores_later(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "ws1-m2 16 jan")
    await _wait(stage, minutes=3)
    stage.life.clock.advance(timedelta(days=3))
    history = await stage.told(WS1_LEAD, "history ws1-m2")
    restored = (await stage.press(history, history.button("Restore"))).said
    assert "January 2018" in restored.text
    assert "Announcing in 2 minutes" in restored and "Announce now" in restored.labels
    assert stage.stored("WS1-M2", "precision") == "month"
    assert "Restore" not in (await stage.told(MEMBER, "history ws1-m2")).labels


async def test_a_date_is_announced_after_two_minutes_once(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, "ws1-m1 28 nov 2-5pm")
    assert "Announcing in 2 minutes" in said
    await _wait(stage, minutes=1)
    assert not _about(stage.posts(WS1), "WS1-M1")
    await _wait(stage, minutes=2)
    await _wait(stage, minutes=2)
    [post] = _about(stage.posts(WS1), "WS1-M1")
    assert "Tue 28 Nov 2017, 14:00–17:00 Geneva" in post.text
    assert not _about(stage.posts(GROUP), "WS1-M1")


async def test_a_plenary_is_announced_in_the_groups_channel_and_at_once_if_asked(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, "img-m6 14 dec 10am")
    await stage.press(said, "Announce now")
    await stage.deliver()
    assert len(_about(stage.posts(GROUP), "IMG-M6")) == 1
    again = (await stage.press(said, "Announce now")).said
    assert "nothing to announce" in again.text
    await _wait(stage, minutes=5)
    assert len(_about(stage.posts(GROUP), "IMG-M6")) == 1


async def test_what_is_undone_in_time_is_never_announced(stage: Stage) -> None:
    said = await stage.told(SECRETARIAT, "ws1-m1 28 nov 2-5pm")
    await stage.press(said, "Undo")
    await _wait(stage, minutes=5)
    assert not _about(stage.posts(WS1), "WS1-M1")


async def test_a_second_date_takes_the_place_of_the_first(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "ws1-m1 28 nov 2-5pm")
    await stage.told(SECRETARIAT, "ws1-m1 29 nov 2-5pm")
    await _wait(stage, minutes=5)
    [post] = _about(stage.posts(WS1), "WS1-M1")
    assert "Wed 29 Nov 2017" in post.text
    assert "28 Nov" not in post.text


async def test_a_move_says_was_and_now_and_a_late_undo_is_told_too(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "ws1-m1 28 nov 2-5pm")
    await _wait(stage, minutes=3)
    await stage.told(SECRETARIAT, "move ws1-m1 30 nov 2-5pm “room taken”")
    await _wait(stage, minutes=3)
    moved = _about(stage.posts(WS1), "WS1-M1")[-1]
    assert moved.text.index("28 Nov") < moved.text.index("30 Nov")
    assert "room taken" in moved
    await stage.told(SECRETARIAT, "undo")
    await _wait(stage, minutes=3)
    back = _about(stage.posts(WS1), "WS1-M1")
    assert len(back) == 3
    assert back[-1].text.index("30 Nov") < back[-1].text.index("28 Nov")


async def test_pressing_done_twice_says_who_did_it(stage: Stage) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    other = await stage.told(WS1_LEAD, "show ws1-d1")
    await stage.press(other, "Mark done")
    said = (await stage.press(shown, "Mark done")).said
    assert "already done" in said.text
    assert f"<@{WS1_LEAD}>" in said.text
    assert stage.changes() == 1


async def test_a_card_in_a_direct_message_is_brought_up_to_date(own_stage: Stage) -> None:
    posted = await own_stage.go(datetime(2017, 11, 28, 12, tzinfo=UTC))
    # The plan says that the secretariat does it: so the coordinator is asked.
    notes = [one for one in posted if one.user == SECRETARIAT and "Mark done" in one.labels]
    card = notes[-1]
    button = card.button("Mark done")
    key = own_stage.life.key_in(button.value)
    pressed = await own_stage.press(card, button)
    assert own_stage.stored(key) == "done"
    [update] = [entry for entry in pressed.entries if entry.kind == "update"]
    assert update.ts == card.ts
    assert button.value not in [b.value for b in own_stage.seen(update).buttons]
    # Whoever else says it is told so too.
    again = await own_stage.told(WS1_LEAD, f"done {key}")
    assert f"already done, by <@{SECRETARIAT}>" in again.text
