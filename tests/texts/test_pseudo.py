"""Each message in a language of longer words: nothing is left in English, nothing is too long for Slack."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from tests.texts.drawing import sent
from tests.texts.gallery import FORMS, MESSAGES
from tests.texts.pseudo import outside, speaking_pseudo
from tests.texts.test_limits import check, check_view

_WORD = re.compile(r"[A-Za-z][a-z]{2,}")


def _data() -> frozenset[str]:
    """The words that nobody translates: what people wrote, and names of days and months."""
    texts = ["Geneva"]
    for path in Path(__file__).parent.glob("*.py"):
        if path.name in ("samples.py", "scenes.py") or path.name.startswith("gallery"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts += [
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
    for names in (Locale("en").days, Locale("en").months):
        texts += [name for style in names["format"].values() for name in style.values()]
    return frozenset(word for text in texts for word in _WORD.findall(text))


DATA = _data()


@pytest.fixture(autouse=True)
def _speaking() -> Iterator[None]:
    with speaking_pseudo():
        yield


def leaves(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """The texts of blocks and views that people read."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        if isinstance(value.get("alt_text"), str):
            yield value["alt_text"]
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)


def english_in(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if not DATA.issuperset(_WORD.findall(outside(text)))]


@pytest.mark.parametrize("name", MESSAGES)
def test_message_is_translated_whole_and_fits(name: str) -> None:
    message = MESSAGES[name]()
    check(message)
    assert english_in(iter([message.text, *leaves(sent(message.blocks))])) == []


@pytest.mark.parametrize("name", FORMS)
def test_form_is_translated_whole_and_fits(name: str) -> None:
    view = FORMS[name]()
    check_view(view)
    assert english_in(leaves(sent(view))) == []
