"""Texts, plain or Markdown, with or without HTML in them, as blocks.

A text is read by the line: what a line is shows from its beginning (``#``, ``-``, ``1.``, ``|``), from tabs
and gaps that form columns, and from the lines beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.documents.reading.blocks import Block, Paragraph, Run, Source, joined
from bot.documents.reading.inline import read_inline, take_box
from bot.documents.reading.page import MarkupParser, read_page
from bot.documents.reading.page_tags import tame
from bot.documents.reading.points import bullet_of
from bot.documents.reading.text_tables import is_divider, starts_table, take_table
from bot.documents.reading.words import MONTH_START

_PAGE = re.compile(r"<(?:!doctype html|html|body|head)\b[^<>]*>", re.IGNORECASE)
_WHOLE = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:p|ul|ol|h[1-6]|div|section|article|main|table|dl)\b[^<>]*>", re.I | re.S
)
_TAGGED = re.compile(r"\s*<(table|ul|ol|dl|details|div|section|blockquote|center)\b[^<>]*>", re.IGNORECASE)
_HASHES = re.compile(r" {0,3}(#{1,6})\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r"\s*\[[^\]]{1,80}\]:\s+\S+")
_NAMES = re.compile(r"^\s*\[([^\]\n]{1,80})\]:\s+\S", re.MULTILINE)
_SHORT_LINK = re.compile(r"(?<![\]\\])\[([^\[\]\n]{2,80})\](?![\[(:])")
_MATTER = re.compile(r"(?:[\w -]{1,40}:(?:\s.*)?|\s*-\s.*|\s+\S.*|#.*)?")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_OPEN_END = re.compile(
    r"\b(?:on|by|until|in|the|of|to|and|from|at|for|a|an|or|with|before|after|around|le|la|de|du|et|au|en|avant)\s*$",
    re.IGNORECASE,
)
_LONG_LINE = 60
_MAX_JOINED = 60


@dataclass(slots=True)
class _Lines:
    """A text's lines and how far it is read; `first` is the number of the first one."""

    lines: Sequence[str]
    first: int
    blocks: list[Block] = field(default_factory=list)
    at: int = 0
    gap: bool = False
    open: bool = False  # whether the last block may go on
    lists: list[int] = field(default_factory=list)  # the indents of the lists that are open

    @property
    def number(self) -> int:
        return self.first + self.at


def read_text(text: str, first: int = 1) -> Source:
    """The blocks of a text; a page of HTML is read as one.

    Raises:
        UserError: the markup is hostile.
    """
    if first == 1 and (_PAGE.search(text) or ("\t" not in text.strip() and _WHOLE.match(text))):
        return read_page(text, read_text_from)
    names = set(_NAMES.findall(text)) if "]:" in text else set()
    if names:  # "[Freeze]" is a link where a line defines it
        text = _SHORT_LINK.sub(lambda found: found[1] if found[1] in names else found[0], text)
    at = _Lines(text.split("\n"), first)
    _take_matter(at)
    while at.at < len(at.lines):
        _take(at)
    return Source(tuple(at.blocks))


def read_text_from(text: str, first: int) -> Source:
    """The blocks of a text that begins on a line of a page."""
    return read_text(text, max(2, first)) if first != 1 else read_text(text, 1)


def _take_matter(at: _Lines) -> None:
    """The front matter: settings between two rules at the very beginning."""
    if not at.lines or at.lines[0].rstrip() != "---":
        return
    for index, line in enumerate(at.lines[1:200], 1):
        if line.rstrip() in {"---", "..."}:
            _add_aside(at, range(1, index), "matter")
            at.at = index + 1
            return
        if not _MATTER.fullmatch(line):
            return


def _add_aside(at: _Lines, indexes: range, aside: str) -> None:
    for index in indexes:
        if at.lines[index].strip():
            at.blocks.append(Paragraph((Run(at.lines[index]),), (at.first + index,), aside=aside))
    at.open = False


def _take(at: _Lines) -> None:
    """Take the next line, and those that belong to it."""
    line = at.lines[at.at]
    if not line.strip():
        at.gap, at.open = True, False
        at.at += 1
        return
    if "<!--" in line and _take_comment(at, line):
        return
    if _FENCE.match(line) and _take_fence(at, line):
        return
    if _TAGGED.match(line) and _take_html(at, line):
        return
    if is_divider(line):
        _take_rule(at)
    elif starts_table(at.lines, at.at):
        table, at.at = take_table(at.lines, at.at, at.first)
        at.blocks.append(table)
        at.open, at.gap, at.lists = False, False, []
        return
    elif _DEFINITION.match(line):
        _add_aside(at, range(at.at, at.at + 1), "nav")
    else:
        _take_line(at, line)
        at.gap = False
    at.at += 1


def _take_rule(at: _Lines) -> None:
    """A rule: below a lone line it makes a heading of it."""
    last = at.blocks[-1] if at.blocks else None
    mark = _UNDERLINE.fullmatch(at.lines[at.at])
    if mark and at.open and isinstance(last, Paragraph) and not (last.level or last.heading or last.aside):
        at.blocks[-1] = replace(last, heading=1 if mark[1][0] == "=" else 2, lines=(*last.lines, at.number))
    at.open, at.lists = False, []


def _take_comment(at: _Lines, line: str) -> bool:
    """A comment that takes up whole lines."""
    if not line.lstrip().startswith("<!--"):
        return False
    for index in range(at.at, len(at.lines)):
        if "-->" in at.lines[index]:
            if at.lines[index].rpartition("-->")[2].strip():
                return False
            _add_aside(at, range(at.at, index + 1), "comment")
            at.at = index + 1
            return True
    return False


def _take_fence(at: _Lines, line: str) -> bool:
    mark = _FENCE.match(line)
    assert mark is not None
    for index in range(at.at + 1, len(at.lines)):
        if at.lines[index].strip().startswith(mark[1]) and not at.lines[index].strip(" `~"):
            _add_aside(at, range(at.at + 1, index), "code")
            at.at = index + 1
            return True
    return False


def _take_html(at: _Lines, line: str) -> bool:
    """A table or list of HTML that reaches over several lines."""
    found = _TAGGED.match(line)
    assert found is not None
    tag, depth = found[1].lower(), 0
    marks = re.compile(rf"<(/?){tag}\b", re.IGNORECASE)
    for index in range(at.at, len(at.lines)):
        for mark in marks.finditer(at.lines[index]):
            depth += -1 if mark[1] else 1
        if depth <= 0:
            if index == at.at and ("\t" in line or tag != "table"):
                return False
            parser = MarkupParser(at.number)
            parser.feed(tame("\n".join(at.lines[at.at : index + 1])))
            blocks = parser.finish()
            at.blocks += blocks
            at.at, at.open, at.gap = index + 1, False, False
            return True
    return False


def _take_line(at: _Lines, line: str) -> None:
    """A heading, a point of a list, a paragraph, or more of the one before."""
    body = line.expandtabs(4)
    quote = _QUOTE.match(body)
    body = body[quote.end() :] if quote else body
    hashes = _HASHES.match(body)
    if hashes:
        at.lists = []
        _add(at, body[hashes.end() :].rstrip().rstrip("#"), heading=len(hashes[1]))
        at.open = False
        return
    indent = len(body) - len(body.lstrip())
    style, rest = bullet_of(body.strip())
    if style:
        _add_point(at, style, rest, indent)
    elif not _goes_on(at, body.strip(), indent):
        if at.gap and indent == 0:
            at.lists = []
        _add(at, body, indent=indent)


def _add(at: _Lines, text: str, *, heading: int = 0, indent: int = 0) -> None:
    for index, found in enumerate(read_inline(text.strip(), at.number)):
        at.blocks.append(replace(found, heading=heading, indent=indent, gap=at.gap and not index))
        at.open = True


def _add_point(at: _Lines, style: str, rest: str, indent: int) -> None:
    while at.lists and at.lists[-1] > indent:
        at.lists.pop()
    if not at.lists or at.lists[-1] < indent:
        at.lists.append(indent)
    level = len(at.lists) + style.count(".1")
    box, rest = take_box(rest)
    for index, found in enumerate(read_inline(rest, at.number)):
        at.blocks.append(
            replace(found, level=level + (found.level if index else 0), indent=indent, marker=style,
                    gap=at.gap and not index, box=box)
        )  # fmt: skip
        at.open = True


def _goes_on(at: _Lines, body: str, indent: int) -> bool:
    """Join a line to the paragraph above where it goes on with it."""
    last = at.blocks[-1] if at.blocks else None
    if not at.open or not isinstance(last, Paragraph) or last.heading or last.aside:
        return False
    if len(last.lines) >= _MAX_JOINED or not _reads_on(last, body, indent, at.lines[at.at - 1]):
        return False
    more = read_inline(body, at.number)
    runs = last.runs
    for paragraph in more:
        runs = joined(runs, paragraph.runs)
    at.blocks[-1] = replace(last, runs=runs, lines=(*last.lines, at.number))
    return True


def _reads_on(last: Paragraph, body: str, indent: int, above: str) -> bool:
    if not body or body[0] in "<|":
        return False
    if (last.level and indent > last.indent) or _OPEN_END.search(above):
        return True  # below the words of a point, or in the midst of a sentence
    if MONTH_START.match(body):
        return False
    if body[0].islower():
        return not re.match(r"\w+\s*:", body)
    long = len(above.strip()) >= _LONG_LINE and above.rstrip()[-1] not in ".:;!?"
    return long and not (
        body[0].isdigit() or body.startswith(("**", "__")) or re.match(r"[\w ]{1,20}:", body)
    )
