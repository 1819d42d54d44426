"""Which item is meant, in a small plan on 20 November 2017."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.when import NO_DATE, Precision, When
from bot.plan.rules.items import Item, Kind, Status, first_status
from bot.talk.finding import Matches, find_items, split_reference

TODAY = date(2017, 11, 20)


def item(key: str, title: str, when: str, kind: Kind, streams: str = "", ordinal: int | None = None) -> Item:
    period = When(Precision.MONTH, when) if when else NO_DATE
    status = Status.HELD if key == "IMG-M5" else first_status(kind, period)
    return Item(hash(key), key, kind, title, period, status, tuple(streams.split()), ordinal)


PLAN = (
    item("IMG-M5", "5th IMG meeting", "2017-10", Kind.MEETING, ordinal=5),
    item("IMG-D1", "Circulate terms of reference for both teams", "2017-11", Kind.ACTIVITY, "WS1 WS2"),
    item("WS1-M1", "1st WS1 team meeting", "2017-11", Kind.MEETING, "WS1", 1),
    item("WS2-M1", "1st WS2 team meeting", "2017-11", Kind.MEETING, "WS2", 1),
    item("IMG-M6", "6th IMG meeting", "2017-12", Kind.MEETING, ordinal=6),
    item("WS1-M2", "2nd WS1 team meeting", "2018-01", Kind.MEETING, "WS1", 2),
    item("WS2-M2", "2nd WS2 team meeting", "2018-01", Kind.MEETING, "WS2", 2),
    item("IMG-M8", "7th IMG meeting", "2018-03", Kind.MEETING, ordinal=7),
    item("WS1-D1", "Finish the programme analysis", "2018-05", Kind.DELIVERABLE, "WS1"),
    item("WS1-D2", "Draft a partnership proposal", "2018-05", Kind.DELIVERABLE, "WS1"),
    item("WS2-D1", "Contribute to the knowledge platform", "2018-06", Kind.ACTIVITY, "WS2"),
    item("WS1-D3", "Submit the partnership proposal", "2018-07", Kind.SUBMISSION, "WS1"),
    item("TF-2-D1", "Tender", "2018-08", Kind.DELIVERABLE, "TF-2"),
    item("IMG-D4", "Closure of the group", "2018-09", Kind.CLOSURE),
)


def find(text: str, plan: tuple[Item, ...] = PLAN) -> Matches:
    return find_items(text, plan, label="IMG", streams=["WS1", "WS2", "TF-2"], today=TODAY)


def keys(items: tuple[Item, ...]) -> str:
    return " ".join(item.key for item in items)


ONE = [
    ("IMG-M6", "IMG-M6"),
    ("img6", "IMG-M6"),
    ("img 6", "IMG-M6"),
    ("6th img", "IMG-M6"),
    ("the 6th IMG meeting", "IMG-M6"),
    ("sixth img meeting", "IMG-M6"),
    ("img7", "IMG-M8"),
    ("img 8", "IMG-M8"),
    ("img5", "IMG-M5"),
    ("6th plenary", "IMG-M6"),
    ("ws1 m2", "WS1-M2"),
    ("WS1.D1", "WS1-D1"),
    ("ws1d1", "WS1-D1"),
    ("ws1–m2", "WS1-M2"),
    ("2nd ws1", "WS1-M2"),
    ("ws 1 m 2", "WS1-M2"),
    ("work stream 1 meeting 2", "WS1-M2"),
    ("tf-2 d1", "TF-2-D1"),
    ("TF2D1", "TF-2-D1"),
    ("next ws1", "WS1-M1"),
    ("next tf-2", "TF-2-D1"),
    ("next ws1 deliverable", "WS1-D1"),
    ("when is the next ws1 meeting", "WS1-M1"),
    ("next img", "IMG-M6"),
    ("next plenary", "IMG-M6"),
    ("last img", "IMG-M5"),
    ("ws1 january", "WS1-M2"),
    ("january ws2 meeting", "WS2-M2"),
    ("ws1 meeting january 2018", "WS1-M2"),
    ("knowledge platform", "WS2-D1"),
    ("Knowl platform", "WS2-D1"),
    ("terms of reference", "IMG-D1"),
    ("draft a partnership proposal", "WS1-D2"),
    ("ws1 submission", "WS1-D3"),
    ("closure", "IMG-D4"),
    ("5th img meeting", "IMG-M5"),
]


@pytest.mark.parametrize(("text", "key"), ONE)
def test_one_item_is_meant(text: str, key: str) -> None:
    found = find(text)
    assert keys(found.items) == key
    assert found.item is found.items[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("partnership proposal", "WS1-D2 WS1-D3"),
        ("january", "WS1-M2 WS2-M2"),
        ("team meeting", "WS1-M1 WS2-M1 WS1-M2 WS2-M2"),
        ("ws2", "WS2-M1 IMG-D1 WS2-M2 WS2-D1"),
        ("ws1 may", "WS1-D1 WS1-D2"),
        ("IMG meeting", "IMG-M6 IMG-M8"),
    ],
)
def test_several_items_are_asked_about(text: str, expected: str) -> None:
    found = find(text)
    assert found.item is None
    assert keys(found.items) == expected


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("nowledge platfrom", "WS2-D1"),
        ("tendre", "TF-2-D1"),
        ("WS2-D7", "WS2-D1"),
        ("img9", "IMG-M6"),
    ],
)
def test_what_is_unknown_gets_suggestions(text: str, nearest: str) -> None:
    found = find(text)
    assert found.items == ()
    assert nearest in [item.key for item in found.suggestions]
    assert len(found.suggestions) <= 3


@pytest.mark.parametrize("text", ["", "the", "🎉", "zzz", "ws1 february", "ws1 9"])
def test_nothing_is_invented(text: str) -> None:
    assert find(text).items == ()


def test_a_key_wins_over_an_ordinal_with_the_same_number_only_when_written_as_a_key() -> None:
    shifted = (
        item("IMG-M6", "Extra IMG meeting", "2017-12", Kind.MEETING, ordinal=7),
        item("IMG-M7", "6th IMG meeting", "2018-01", Kind.MEETING, ordinal=6),
    )
    assert keys(find("img-m6", shifted).items) == "IMG-M6"
    assert keys(find("img6", shifted).items) == "IMG-M7"


SPLIT = [
    ("ws1 m2 done", "WS1-M2", "done"),
    ("img 6 16 jan 2pm", "IMG-M6", "16 jan 2pm"),
    ("img 6 jan 16", "IMG-M6", "jan 16"),
    ("img6 16 Jan", "IMG-M6", "16 Jan"),
    ("ws1 m2 2pm", "WS1-M2", "2pm"),
    ("6th img meeting tomorrow", "IMG-M6", "tomorrow"),
    ("done ws1-d1", "WS1-D1", "done"),
    ("mark ws1d1 as done", "WS1-D1", "mark as done"),
    ("on track ws1-d1", "WS1-D1", "on track"),
    ("done knowledge platform", "WS2-D1", "done"),
    ("ws1-d1 programme analysis is late", "WS1-D1", "programme analysis is late"),
    ("knowledge platform is done", "WS2-D1", "done"),
    ("knowledge platform late because of ws1-d1", "WS2-D1", "late because of ws1-d1"),
    ("next ws1 16 jan", "WS1-M1", "16 jan"),
    ("next ws1 jan 16", "WS1-M1", "jan 16"),
    ("ws1 january 16 jan 2pm", "WS1-M2", "16 jan 2pm"),
    ("ws1 january done", "WS1-M2", "done"),
    ("partnership proposal amber", "WS1-D2 WS1-D3", "amber"),
    ("hello there", "", "hello there"),
    ("", "", ""),
]


@pytest.mark.parametrize(("line", "expected", "rest"), SPLIT)
def test_a_line_begins_with_an_item(line: str, expected: str, rest: str) -> None:
    found, remaining = split_reference(
        line.split(), PLAN, label="IMG", streams=["WS1", "WS2", "TF-2"], today=TODAY
    )
    assert (keys(found.items), " ".join(remaining)) == (expected, rest)


@given(st.sampled_from(PLAN), st.sampled_from([str.lower, str.upper]), st.sampled_from(["-", ".", " ", ""]))
def test_every_key_finds_its_item(wanted: Item, change: Callable[[str], str], between: str) -> None:
    assert find(change(wanted.key.replace("-", between))).item == wanted


@given(st.text(max_size=120))
def test_any_text_finds_or_suggests(text: str) -> None:
    found = find(text)
    assert not (found.items and found.suggestions)
    words = text.split()
    _matches, rest = split_reference(words, PLAN, label="IMG", streams=["WS1"], today=TODAY)
    assert len(rest) <= len(words)


WORDS = ["img", "ws1", "6", "6th", "jan", "next", "meeting", "done", "the", "m2", "2018", "draft"]


@given(st.lists(st.sampled_from(WORDS), max_size=7))
def test_an_item_is_found_only_by_what_fits_it(words: list[str]) -> None:
    for found in find(" ".join(words)).items:
        assert "ws1" not in words or "WS1" in found.streams or "ws1" in found.title.lower()
