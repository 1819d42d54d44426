"""A group with a date of another body, on which items hang."""

from __future__ import annotations

from bot.plan.rules.anchors import Anchor, Anchors
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR


def hung(rig: Rig) -> Rig:
    """WS1-D1 six weeks before the SOM, WS2-D1 two weeks after WS1-D1."""
    rig.say(COORDINATOR, 'anchor "24th SOM" 24 sep 2018')
    rig.say(COORDINATOR, "schedule WS1-D1 6 weeks before the 24th SOM")
    rig.say(COORDINATOR, "schedule WS2-D1 2 weeks after WS1-D1")
    return rig


def anchors(rig: Rig) -> tuple[Anchor, ...]:
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        return looking.snapshot[Anchors].all


def dates(rig: Rig, *keys: str) -> list[str | None]:
    return [rig.stage.item(key).when.start for key in keys]
