"""A channel gets another id while notices for it wait."""

from __future__ import annotations

from bot.groups import installations
from bot.reminders import reminding
from tests.stage import CHANNEL, COORDINATOR, LEAD1, TEAM, WS1, Stage, at, exact


def test_a_renamed_channel_does_not_make_a_notice_twice(stage: Stage) -> None:
    stage.set_date(LEAD1, "WS1-M1", exact("2017-11-20"))
    reminding.sweep(stage.work, at("2017-11-12"))
    before = [row.due_at for row in stage.notices() if row.kind == "rung"]
    installations.rename_channel(stage.work, TEAM, WS1, "C0RENAMED")
    stage.edit(COORDINATOR, "WS1-M1", {"title": "Team meeting"}, now=at("2017-11-12"))
    after = [row for row in stage.notices() if row.kind == "rung"]
    assert [row.due_at for row in after] == before
    moved, other = stage.item("WS1-M1").id, stage.item("IMG-M5").id
    assert {(row.item_id, row.recipient) for row in after} == {(moved, "C0RENAMED"), (other, CHANNEL)}
