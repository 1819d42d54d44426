"""The catalogues agree with the texts in the code, and no text is built where none could translate it."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from bot.core.i18n import LANGUAGES, LOCALES

ROOT = Path(__file__).parents[2]
TRANSLATED = [language for language in LANGUAGES if language != "en"]
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
WRAPPERS = ("_", "ngettext", "N_")


def texts_in_code() -> set[str]:
    found = extract_from_dir(ROOT / "bot", METHODS, keywords={**DEFAULT_KEYWORDS, "N_": None})
    return {text if isinstance(text, str) else text[0] for _file, _line, text, _notes, _context in found}


def catalogue_of(language: str) -> list[Message]:
    with (LOCALES / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def _fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_holds_each_text_of_the_code_and_no_other(language: str) -> None:
    known = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue_of(language)
    }
    assert known == texts_in_code()


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRAPPERS:
            yield node


def test_only_whole_literal_texts_are_marked_for_translation() -> None:
    """What is put together never reaches a catalogue; a name may hold a text that `N_` marked."""
    wrong = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for call in _calls(path):
            texts = (
                call.args[:2]
                if isinstance(call.func, ast.Name) and call.func.id == "ngettext"
                else call.args[:1]
            )
            if any(isinstance(text, ast.JoinedStr | ast.BinOp) for text in texts):
                wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert wrong == []


def test_nothing_is_translated_while_modules_are_imported() -> None:
    """Such a text would stay in the language of whoever came first."""
    wrong = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        pending: list[ast.AST] = [*module.body]
        while pending:
            node = pending.pop()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext")
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            pending += ast.iter_child_nodes(node)
    assert wrong == []
