"""Every line of the tables of dates is understood as a careful person would."""

from __future__ import annotations

import pytest

from bot.dates.reading import read
from tests.dates import fresh
from tests.dates.saying import cell, chat, understood
from tests.dates.siblings import CELLS, ENGLISH, FRENCH


@pytest.mark.parametrize(("text", "item", "expected"), [*ENGLISH, *FRENCH, *fresh.CHAT])
def test_what_people_type(text: str, item: str, expected: str) -> None:
    assert understood(read(text, chat(item))) == expected


@pytest.mark.parametrize(("text", "heading", "expected"), [*CELLS, *fresh.CELLS])
def test_what_cells_hold(text: str, heading: str, expected: str) -> None:
    assert understood(read(text, cell(heading))) == expected
