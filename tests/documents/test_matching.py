"""Which stored item each item of a document is, and what is different about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.differences import StoredItem, comparable, compare
from bot.documents.draft import DraftDependency, DraftItem
from bot.documents.matching import rekey
from bot.plan.rules.items import Kind
from tests.plan.samples import when


def draft(key: str, title: str, start: str | None = None, **fields: Any) -> DraftItem:  # noqa: ANN401
    kind = Kind.MEETING if "-M" in key else Kind.DELIVERABLE
    streams = (key.split("-")[0],) if key.startswith("WS") else ()
    return DraftItem(key, kind, title, when(start), **{"streams": streams, **fields})


def stored(*drafts: DraftItem, **now: Any) -> list[StoredItem]:  # noqa: ANN401
    return [StoredItem(d.key, comparable(d) | now, comparable(d), True) for d in drafts]


def keys(old: list[StoredItem], *drafts: DraftItem) -> list[str]:
    return [item.key for item in rekey(old, drafts, "IMG")]


A, B, C = (draft(f"WS1-D{n}", title, "2018-05") for n, title in ((1, "Alpha"), (2, "Beta"), (3, "Gamma")))


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        ((A, B, C), ["WS1-D1", "WS1-D2", "WS1-D3"]),
        ((replace(C, key="WS1-D1"), replace(A, key="WS1-D2")), ["WS1-D3", "WS1-D1"]),
        ((replace(A, title="New one"), replace(A, key="WS1-D2"), replace(B, key="WS1-D3")),
         ["WS1-D4", "WS1-D1", "WS1-D2"]),
        ((replace(A, title="ALPHA "),), ["WS1-D1"]),
        ((replace(A, when=when("2018-09")),), ["WS1-D1"]),
        ((replace(A, streams=("WS2",), key="WS2-D1"),), ["WS2-D1"]),
    ],
    ids=["same", "other order", "inserted", "case", "moved", "other stream"],
)  # fmt: skip
def test_keys_stay_with_their_items(drafts: tuple[DraftItem, ...], expected: list[str]) -> None:
    assert keys(stored(A, B, C), *drafts) == expected


def test_meetings_are_known_by_series_and_number() -> None:
    old = stored(draft("IMG-M6", "6th meeting", "2017-12", ordinal=6))
    assert keys(old, draft("IMG-M6", "Sixth plenary", "2018-02", ordinal=6)) == ["IMG-M6"]
    assert keys(old, draft("IMG-M7", "6th meeting", "2017-12", ordinal=7)) == ["IMG-M7"]


def test_an_item_renamed_in_chat_is_known_by_its_old_title() -> None:
    assert keys(stored(A, title="Quite another name"), replace(A, key="WS1-D9")) == ["WS1-D1"]


def test_dependencies_follow_the_keys() -> None:
    needing = replace(B, key="WS1-D1", depends_on=(DraftDependency("WS1-D2", True),))
    found = rekey(stored(A, B), [needing, replace(A, key="WS1-D2")], "IMG")
    assert [(item.key, [need.key for need in item.depends_on]) for item in found] == [
        ("WS1-D2", ["WS1-D1"]), ("WS1-D1", []),
    ]  # fmt: skip


titles = st.lists(st.sampled_from(["Alpha", "Beta", "Report", "Call"]), max_size=8)
months = st.sampled_from(["2018-05", "2018-06", "2018-05-03", "2018-05-10"])


@given(st.data(), titles)
def test_the_same_document_finds_every_item_again(data: st.DataObject, names: list[str]) -> None:
    drafts = [draft(f"WS1-D{n}", name, data.draw(months)) for n, name in enumerate(names, start=1)]
    old = stored(*drafts)
    again = rekey(old, drafts, "IMG")
    assert len({item.key for item in again}) == len(again)
    by_key = {item.key: item for item in drafts}
    assert all(comparable(item) == comparable(replace(by_key[item.key], key=item.key)) for item in again)
    assert {d.change for d in compare(old, again)} <= {"same"}


# One field: what the last import said, what is stored, what the document says → what comes of it.
@pytest.mark.parametrize(
    ("before", "now", "document", "outcome"),
    [
        ("a", "a", "a", "same"),
        ("a", "a", "b", "taken"),
        ("a", "chat", "a", "same"),
        ("a", "chat", "b", "kept"),
        ("a", "b", "b", "same"),
        (None, None, "b", "taken"),
        (None, "chat", None, "same"),
        (None, "chat", "b", "kept"),
        ("a", None, "a", "same"),
        ("a", "a", None, "taken"),
    ],
)
def test_three_values_decide(before: str | None, now: str | None, document: str | None, outcome: str) -> None:
    base = draft("WS1-D1", "Alpha", notes=before)
    item = StoredItem("WS1-D1", comparable(base) | {"notes": now}, comparable(base), True)
    (found,) = compare([item], [replace(base, notes=document)])
    assert ("notes" in found.fields, "notes" in found.kept) == (outcome == "taken", outcome == "kept")
    assert found.change == ("same" if outcome == "same" else "changed")


def test_what_was_never_imported_was_set_in_chat() -> None:
    of_chat = StoredItem("WS1-D1", comparable(draft("WS1-D1", "Alpha", "2018-05-03")), None, True)
    (found,) = compare([of_chat], [draft("WS1-D1", "Alpha", "2018-05", notes="new")])
    assert found.kept.keys() == {"when"} and found.fields.keys() == {"notes"}
    assert compare([of_chat], []) == []


def test_gone_is_what_was_imported_and_is_open() -> None:
    over = replace(stored(B)[0], is_open=False)
    assert [(d.key, d.change) for d in compare([*stored(A), over], [])] == [("WS1-D1", "gone")]
