"""Each message as a text that a reader can judge; `UPDATE_GOLDEN=1 pytest` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.texts.drawing import draw, draw_view
from tests.texts.gallery import FORMS, MESSAGES

GOLDEN = Path(__file__).with_name("golden")


def _agrees(name: str, drawn: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MESSAGES)
def test_message_reads_as_agreed(name: str) -> None:
    _agrees(name, draw(MESSAGES[name]()))


@pytest.mark.parametrize("name", FORMS)
def test_form_reads_as_agreed(name: str) -> None:
    _agrees(name, draw_view(FORMS[name]()))


def test_no_golden_text_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {*MESSAGES, *FORMS}
