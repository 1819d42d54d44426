"""The first proposal of a day is asked about at once, the others of that day in one message."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.talk.stage import MEMBER, WS1_LEAD, Shown, Stage

AT_FOUR = datetime(2017, 11, 20, 15, 5, tzinfo=UTC)
"""Just after four in Geneva."""
NEXT_DAY = datetime(2017, 11, 21, 9, 5, tzinfo=UTC)


def cards(posts: list[Shown]) -> list[Shown]:
    """The messages to the lead that ask for a decision."""
    return [one for one in posts if one.channel == f"D{WS1_LEAD[1:]}" and "Accept" in one.labels]


async def test_the_further_proposals_of_a_day_come_as_one_message(stage: Stage) -> None:
    for words in ("ws1-d1 at risk", "ws1-d2 at risk", "ws1-d3 at risk"):
        await stage.told(MEMBER, f"propose {words}")
    [first] = cards([*await stage.deliver(), *await stage.deliver()])
    assert "WS1-D1" in first.all and "WS1-D2" not in first.all
    [gathered] = cards(await stage.go(AT_FOUR))
    assert gathered.text.startswith("2 more proposals of today")
    assert "WS1-D2" in gathered.all and "WS1-D3" in gathered.all
    accepts = [button for button in gathered.buttons if button.label == "Accept"]
    await stage.press(gathered, accepts[0], WS1_LEAD)
    assert stage.stored("WS1-D2") == "at-risk" and stage.stored("WS1-D3") == "planned"


async def test_what_is_decided_before_is_not_asked_about(stage: Stage) -> None:
    for words in ("ws1-d1 at risk", "ws1-d2 at risk"):
        await stage.told(MEMBER, f"propose {words}")
    [[number]] = stage.rows("select max(id) from proposals")
    await stage.told(WS1_LEAD, f"accept {number}")
    assert not any("more proposal" in one.text for one in cards(await stage.go(AT_FOUR)))


async def test_what_comes_after_four_is_asked_on_the_next_day(stage: Stage) -> None:
    await stage.told(MEMBER, "propose ws1-d1 at risk")
    await stage.go(AT_FOUR)
    await stage.told(MEMBER, "propose ws1-d2 at risk")
    posts = cards(await stage.go(NEXT_DAY))
    assert [one for one in posts if one.text.startswith("1 more proposal")]
