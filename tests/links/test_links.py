"""Secret links: made, listed, ended; never told twice, never anybody else's."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text as sql

from bot.core.errors import UserError
from bot.links.acts import Calendars, EndLink, Links, MakeLink
from bot.links.rules import GROUP, MINE, LinkKind
from bot.links.store import end_links_of, forget_ended
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, OBSERVER, Stage, at


def make(stage: Stage, user: str, kind: LinkKind = LinkKind.CALENDAR, scope: str = GROUP) -> tuple[int, str]:
    result = stage.do(MakeLink(kind, scope), stage.as_(user)).result
    return result.link_id, result.url.rpartition("/")[2].removesuffix(".ics")


def test_a_token_is_told_once_and_stored_nowhere(stage: Stage) -> None:
    _id, token = make(stage, MEMBER)
    assert len(token) == 43
    with stage.database.reading() as session:
        tables = [row[0] for row in session.execute(sql(_TABLES[stage.database.is_sqlite]))]
        for table in tables:
            rows = session.execute(sql(f'select * from "{table}"')).all()
            assert token not in json.dumps([tuple(row) for row in rows], default=str), table
    assert token not in str(stage.look(Links(), stage.as_(COORDINATOR)).blocks)


_TABLES = {
    True: "select name from sqlite_master where type = 'table'",
    False: "select table_name from information_schema.tables where table_schema = 'public'",
}


def test_who_made_a_link_and_when_it_was_used_is_for_the_coordinator(lite: Stage) -> None:
    make(lite, MEMBER), make(lite, LEAD1)
    assert lite.look(Links(), lite.as_(MEMBER)).text.count("calendar of") == 1
    all_links = str(lite.look(Links(), lite.as_(COORDINATOR)).blocks)
    assert all_links.count("never used") == 2
    assert f"<@{MEMBER}>" in all_links and f"<@{LEAD1}>" in all_links
    shared = lite.look(Links(), lite.as_(COORDINATOR), shared=True)
    assert f"<@{MEMBER}>" not in str(shared.blocks)


def test_ones_own_link_is_ones_own_to_end(lite: Stage) -> None:
    number, _token = make(lite, MEMBER)
    with pytest.raises(UserError, match="cannot change this"):
        lite.do(EndLink(number), lite.as_(LEAD1))
    lite.do(EndLink(number), lite.as_(MEMBER))
    again = lite.do(EndLink(number), lite.as_(MEMBER))
    assert again.result.ended_at == NOW
    assert "Link 1 is ended" in lite.work.registry.acts[EndLink].told(again, None).text


@pytest.mark.parametrize(
    ("user", "kind", "scope", "is_allowed"),
    [
        (MEMBER, LinkKind.CALENDAR, MINE, True),
        (OBSERVER, LinkKind.CALENDAR, GROUP, False),
        (MEMBER, LinkKind.PAGE, GROUP, False),
        (LEAD1, LinkKind.PAGE, GROUP, False),
        (LEAD1, LinkKind.PAGE, "=WS1", True),
        (LEAD2, LinkKind.PAGE, "=WS1", False),
        (COORDINATOR, LinkKind.PAGE, GROUP, True),
        (COORDINATOR, LinkKind.PAGE, MINE, False),
        (COORDINATOR, LinkKind.ANSWER, GROUP, False),
        (COORDINATOR, LinkKind.CALENDAR, "=WS9", False),
        (COORDINATOR, LinkKind.CALENDAR, "item", False),
    ],
)
def test_who_may_make_which_link(
    lite: Stage, user: str, kind: LinkKind, scope: str, is_allowed: bool
) -> None:
    if is_allowed:
        assert make(lite, user, kind, scope)
    else:
        with pytest.raises(UserError):
            make(lite, user, kind, scope)


def test_one_person_has_no_more_than_twenty(lite: Stage) -> None:
    for _count in range(20):
        make(lite, MEMBER)
    with pytest.raises(UserError, match="20 links"):
        make(lite, MEMBER)
    make(lite, LEAD1)


def test_links_go_with_their_person_and_are_forgotten_in_time(lite: Stage) -> None:
    make(lite, MEMBER), make(lite, LEAD1)
    person = lite.as_(MEMBER).person_id
    assert person is not None
    with lite.database.writing() as session:
        assert end_links_of(session, person, NOW) == 1
        assert end_links_of(session, person, NOW) == 0
    with lite.database.writing() as session:
        assert forget_ended(session, at("2017-10-02", 7)) == 0
        assert forget_ended(session, at("2017-10-03")) == 1


def test_calendars_are_offered_as_buttons(lite: Stage) -> None:
    shown = lite.look(Calendars(), lite.as_(MEMBER))
    labels = [e["text"]["text"] for b in shown.blocks if b["type"] == "actions" for e in b["elements"]]
    assert labels == ["What is mine", "WS1", "WS2", "IMG", "What is mine, with to-dos", "My links"]
