"""A language that nobody speaks: English, longer, with accents, in brackets, and written from right to left.

What stands outside of the brackets was not translated; what is cut loses its closing bracket.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.core import i18n
from bot.dates import texts
from bot.documents import drafting

OPEN, CLOSE = "⟦", "⟧"
RIGHT_TO_LEFT = "\u200f"
"""The mark that a text which is read from right to left begins and ends with."""
_KEPT = re.compile(r"\{[^}]*\}|<[^>]*>|`[^`]*`|&\w+;|:\w+:")
_ACCENTS = str.maketrans("aeiouycnsAEIOUYCNS", "áéíóúýçñšÁÉÍÓÚÝÇÑŠ")
_LONGER = 1.4


def pseudo(text: str) -> str:
    """A text as the language has it; placeholders, links and commands stay."""
    said, at = [], 0
    for kept in _KEPT.finditer(text):
        said += [text[at : kept.start()].translate(_ACCENTS), kept[0]]
        at = kept.end()
    said.append(text[at:].translate(_ACCENTS))
    padding = "~" * max(1, round(len(_KEPT.sub("", text)) * (_LONGER - 1)) - len(OPEN + CLOSE))
    return f"{OPEN}{RIGHT_TO_LEFT}{''.join(said)}{padding}{RIGHT_TO_LEFT}{CLOSE}"


class Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


@contextmanager
def speaking_pseudo() -> Iterator[None]:
    """Everybody reads the language inside the block; dates and lists stay English."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_catalogue", lambda _language: Pseudo())
        _forget_what_was_worded()
        yield
    _forget_what_was_worded()


def _forget_what_was_worded() -> None:
    """Dates and documents are kept as they were worded in a language, and this one passes for English."""
    for kept in (*vars(texts).values(), *vars(drafting).values()):
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


def outside(text: str) -> str:
    """What of a text stands outside of all brackets and is no command."""
    said, depth = [], 0
    for part in re.split(f"({OPEN}|{CLOSE})", re.sub("`[^`]*`", "", text)):
        depth += {OPEN: 1, CLOSE: -1}.get(part, 0)
        if depth == 0 and part not in (OPEN, CLOSE):
            said.append(part)
    return "".join(said)
