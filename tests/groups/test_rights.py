from __future__ import annotations

import pytest

from bot.core.rights import CLI, Right, Standing, may
from bot.plan.rules.items import Item, Kind
from tests.plan.samples import item, meeting, paper

COORDINATOR = Standing(1, is_coordinator=True)
LEAD = Standing(2, lead_of=frozenset({"WS1"}))
OWNER = Standing(3, is_member=True, agency="WHO")
MEMBER = Standing(4, is_member=True)
OBSERVER = Standing(5)
ALL = {"coordinator": COORDINATOR, "lead": LEAD, "owner": OWNER, "member": MEMBER, "observer": OBSERVER}

MINE = paper("2018-05", streams=("WS1",), owner_id=3)
OUR_AGENCYS = paper("2018-05", streams=("WS2",), owner_agency="WHO")
SHARED = paper("2018-05", streams=("WS2", "WS1"))
OTHERS = meeting("2018-05", streams=("WS2",))
PLENARY = meeting("2018-05", owner_id=3)
CLOSURE = item(Kind.CLOSURE, "2018-09", streams=("WS1",))


@pytest.mark.parametrize(
    ("right", "about", "able"),
    [
        (Right.READ, None, "coordinator lead owner member"),
        (Right.REPLY, OTHERS, "coordinator lead owner member"),
        (Right.STATUS, MINE, "coordinator lead owner"),
        (Right.STATUS, OUR_AGENCYS, "coordinator owner"),
        (Right.STATUS, SHARED, "coordinator lead"),
        (Right.STATUS, OTHERS, "coordinator"),
        (Right.STATUS, PLENARY, "coordinator owner"),
        (Right.STATUS, CLOSURE, "coordinator"),
        (Right.PLAN, MINE, "coordinator lead"),
        (Right.PLAN, SHARED, "coordinator lead"),
        (Right.PLAN, OTHERS, "coordinator"),
        (Right.PLAN, PLENARY, "coordinator"),
        (Right.PLAN, CLOSURE, "coordinator"),
        (Right.PLAN, None, "coordinator"),
        (Right.GOVERN, None, "coordinator"),
        (Right.GOVERN, MINE, "coordinator"),
    ],
)
def test_the_table_of_rights(right: Right, about: Item | None, able: str) -> None:
    assert " ".join(name for name, standing in ALL.items() if may(standing, right, about)) == able
    assert may(CLI, right, about)


def test_new_items_need_one_of_their_streams() -> None:
    assert may(LEAD, Right.PLAN, None, ("WS2", "WS1")) and not may(LEAD, Right.PLAN, None, ("WS2",))
    assert not may(MEMBER, Right.PLAN, None, ("WS1",))
