"""The marks inside one line of a text: Markdown, pieces of HTML, bullets, numbers and task boxes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.documents.reading.blocks import Paragraph, Run
from bot.documents.reading.page import read_piece

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MARKDOWN = re.compile(r"[*_~`\\\[]")
_MAX_DELIMITERS = 60  # the Markdown parser is slow on long chains of them, which no plan has
_MAX_LENGTH = 4_000
_REFERENCE = re.compile(r"\[([^\[\]]{1,200})\]\[[^\[\]]{0,80}\]")
_SPACED = re.compile(r"(?<=[^\W\d_]{3}) {2,}(?=[A-Z])")  # what plain text has left of a new line in a cell
_BOX = re.compile(r"(?:\[([ xX✓✔])\]|([☐☑☒✅]))\s+(?=\S)")


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # Imported late: reading a Word file does not need it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("strikethrough")


def read_inline(text: str, line: int) -> tuple[Paragraph, ...]:
    """The paragraphs of one line (or cell) of a text: one, unless HTML in it begins others."""
    if len(text) > _MAX_LENGTH:
        return (Paragraph((Run(text),), (line,)),)
    if "][" in text:
        text = _REFERENCE.sub(r"\1", text)
    if _MARKDOWN.search(text) and sum(text.count(mark) for mark in "*_[`") <= _MAX_DELIMITERS:
        text = _markdown().renderInline(text.strip())
    found = read_piece(text) if "<" in text or "&" in text else (Paragraph((Run(text),)),)
    return tuple(replace(part, lines=(line,)) for p in found for part in _split_spaced(p))


def _split_spaced(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """A paragraph without any style, parted where two blanks stand for a new line."""
    run, *more = paragraph.runs
    if more or run.is_marked or run.italic or "  " not in run.text:
        return (paragraph,)
    return tuple(
        replace(paragraph, runs=(replace(run, text=part),))
        for part in _SPACED.split(run.text)
        if part.strip()
    )


def take_box(text: str) -> tuple[bool | None, str]:
    """Whether a point's task box is ticked (None without one), and the text behind it."""
    box = _BOX.match(text)
    if box is None:
        return None, text
    return bool((box[1] or "").strip() or (box[2] or "☐") != "☐"), text[box.end() :]
