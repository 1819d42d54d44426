from __future__ import annotations

import pytest

from bot.groups.rules.rights import CLI, Act, Standing, may
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
    ("act", "about", "able"),
    [
        (Act.READ, None, "coordinator lead owner member"),
        (Act.REPLY, OTHERS, "coordinator lead owner member"),
        (Act.STATUS, MINE, "coordinator lead owner"),
        (Act.STATUS, OUR_AGENCYS, "coordinator owner"),
        (Act.STATUS, SHARED, "coordinator lead"),
        (Act.STATUS, OTHERS, "coordinator"),
        (Act.STATUS, PLENARY, "coordinator owner"),
        (Act.STATUS, CLOSURE, "coordinator"),
        (Act.PLAN, MINE, "coordinator lead"),
        (Act.PLAN, SHARED, "coordinator lead"),
        (Act.PLAN, OTHERS, "coordinator"),
        (Act.PLAN, PLENARY, "coordinator"),
        (Act.PLAN, CLOSURE, "coordinator"),
        (Act.PLAN, None, "coordinator"),
        (Act.GOVERN, None, "coordinator"),
        (Act.GOVERN, MINE, "coordinator"),
    ],
)
def test_the_table_of_rights(act: Act, about: Item | None, able: str) -> None:
    assert " ".join(name for name, standing in ALL.items() if may(standing, act, about)) == able
    assert may(CLI, act, about)


def test_new_items_need_one_of_their_streams() -> None:
    assert may(LEAD, Act.PLAN, None, ("WS2", "WS1")) and not may(LEAD, Act.PLAN, None, ("WS2",))
    assert not may(MEMBER, Act.PLAN, None, ("WS1",))
