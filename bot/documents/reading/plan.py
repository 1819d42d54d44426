"""From the blocks of a document to a draft of a plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.when import Precision
from bot.documents.draft import DraftItem, DraftPlan, SourceLine
from bot.documents.reading.blocks import Block, Paragraph, Source, Table, lines_of, pointed
from bot.documents.reading.building import build_item
from bot.documents.reading.dating import Dates
from bot.documents.reading.dependencies import add_dependencies
from bot.documents.reading.entries import Entry, Outline
from bot.documents.reading.facts import is_tentative
from bot.documents.reading.keys import give_keys
from bot.documents.reading.kinds import is_meeting
from bot.documents.reading.passages import take_passage
from bot.documents.reading.questions import gather
from bot.documents.reading.resolving import BELOW_MONTH, Titled, resolve_entries
from bot.documents.reading.setting import Setting
from bot.documents.reading.survey import survey
from bot.documents.reading.tables import take_table
from bot.documents.reading.title_dates import Title
from bot.documents.reading.titles import read_title
from bot.documents.reading.walk import MARKUP, Walk
from bot.documents.reading.words import MINUTES, fold

_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "on",
        "in",
        "to",
        "and",
        "or",
        "at",
        "by",
        "with",
        "from",
        "its",
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "un",
        "une",
        "et",
    ]
)


_FOOTNOTE = re.compile(r"\w ?\((\d{1,2})\)$")
_HEAD, _LONGEST_HEADING = 4, 120


def read_source(source: Source, setting: Setting) -> DraftPlan:
    """The plan that a document holds.

    Raises:
        UserError: there is no item in it.
    """
    titled: list[Titled] = []  # the anchors of relative dates are looked for among them
    dates = Dates(setting, survey(source, setting), lambda words: _anchor(words, titled))
    outline = _walk(source, setting, dates)
    texts = (event.date if isinstance(event, Entry) else event.text for event in outline.events)
    dates.begin_with(text for text in texts if dates.is_period(text))
    for event in outline.events:
        if not isinstance(event, Entry):
            event.dated = None  # read before the years were known
    for entry in outline.entries:
        above = dates.of_scope(entry.scope)
        with_month = above is None or above.precision not in BELOW_MONTH
        titled.append(Titled(entry, _title(entry, setting, dates, with_month=with_month)))
    dates.forget()
    resolve_entries(outline, titled, dates)
    if not titled or not any(t.dated.is_known or t.dated.doubts or t.entry.date for t in titled):
        raise UserError(
            _(
                "I found no plan in that file: no dates with meetings or tasks under or beside them. "
                "A plan has months as headings, or a table with a date column."
            )
        )
    return _draft(source, outline, titled, setting, dates)


def whole(source: Source, text: str) -> Source:
    """The source with those lines of its text that no block holds: they are markup."""
    seen = {line for block in source.blocks for line in lines_of(block)}
    bare = (n for n, line in enumerate(text.split("\n"), 1) if n not in seen and line.strip())
    return replace(source, bare=tuple(bare))


def _walk(source: Source, setting: Setting, dates: Dates) -> Outline:
    at = Walk(dates, setting.streams)
    passage: list[Paragraph] = []
    for block in _with_minutes(source.blocks, dates):
        if isinstance(block, Paragraph) and not block.heading:
            passage.append(pointed(block))
            continue
        take_passage(at, passage)
        passage = []
        if isinstance(block, Table):
            if block.width:
                take_table(at, block)
                at.footnotes = _marks_in(block)
        elif block.text:
            at.take_heading(block)
    take_passage(at, passage)
    return at.outline


def _marks_in(table: Table) -> int:
    """How many footnotes the cells of a table point to, as ``Second reading (2)`` does."""
    return len(
        {found[1] for row in table.rows for cell in row.cells if (found := _FOOTNOTE.search(cell.text))}
    )


def _with_minutes(blocks: Sequence[Block], dates: Dates) -> Sequence[Block]:
    """The blocks of minutes with their title and numbered points as headings: those are no items."""
    first = next(
        (
            block
            for block in blocks[:_HEAD]
            if isinstance(block, Paragraph)
            and not (block.heading or block.level)
            and len(block.text) < _LONGEST_HEADING
            and MINUTES.search(fold(block.text))
        ),
        None,
    )
    if first is None:
        return blocks
    return [
        replace(block, heading=1, level=0)
        if block is first
        else replace(block, heading=2, level=0)
        if isinstance(block, Paragraph) and _is_point_of_minutes(block, dates)
        else block
        for block in blocks
    ]


def _is_point_of_minutes(block: Paragraph, dates: Dates) -> bool:
    return (
        block.level == 1
        and block.gap
        and block.marker[:1] in {"1", "I"}
        and len(block.text) < _LONGEST_HEADING
        and not block.text.endswith((".", ";"))
        and not dates.find(block.text)
    )


def _title(entry: Entry, setting: Setting, dates: Dates, *, with_month: bool) -> Title:
    if entry.whole:
        text = entry.title.text
        return Title(text, sure=not entry.untitled)
    return read_title(entry.title, setting.streams, dates, with_month=with_month)


def _anchor(words: str, titled: Sequence[Titled]) -> str | None:
    """The place in the list of the item that words of a relative date name (*the forum*), if it is one."""
    wanted = {word for word in re.findall(r"\w+", fold(words))} - _COMMON
    found = [
        index
        for index, t in enumerate(titled)
        if wanted and wanted <= set(re.findall(r"\w+", fold(t.title.text)))
    ]
    meetings = [index for index in found if is_meeting(titled[index].title.text) and titled[index].entry.date]
    found = meetings if len(meetings) == 1 else found
    return f"#{found[0]}" if len(found) == 1 else None


def _draft(
    source: Source, outline: Outline, titled: Sequence[Titled], setting: Setting, dates: Dates
) -> DraftPlan:
    streams = _stream_names(titled, setting.streams)
    is_open = is_tentative(outline.title or "")
    items = [build_item(t.entry, t.title, t.dated, tuple(streams), tentative=is_open) for t in titled]
    items, collisions = give_keys(items, setting.label)
    items = add_dependencies([_with_anchor(item, items) for item in items])
    unread = _with_bare(source, outline, items)
    timed = [item.when.text or "" for item in items if item.when.precision is Precision.EXACT]
    lacks_zone = dates.facts.zone is None and not all(dates.names_zone(text) for text in timed)
    questions = gather(
        items,
        [(t.dated, t.title) for t in titled],
        setting,
        unread,
        collisions,
        lacks_zone=lacks_zone,
        order=dates.facts.order,
    )
    return DraftPlan(
        items=tuple(items),
        headings=tuple(sorted(outline.headings, key=lambda line: line.line)),
        questions=tuple(questions),
        unread=tuple(sorted(unread, key=lambda line: line.line)),
        title=outline.title,
        stream_names=streams,
    )


def _with_anchor(item: DraftItem, items: Sequence[DraftItem]) -> DraftItem:
    """The item with the key of what its relative date counts from."""
    anchor = item.when.anchor
    if anchor is None or not anchor.startswith("#"):
        return item
    return replace(item, when=replace(item.when, anchor=items[int(anchor[1:])].key))


def _with_bare(source: Source, outline: Outline, items: list[DraftItem]) -> list[SourceLine]:
    """The unread lines; lines that hold only markup belong to the item or heading before them."""
    owner: dict[int, int] = {line: index for index, item in enumerate(items) for line in item.lines}
    headings = {line.line for line in outline.headings}
    seen = sorted({*owner, *headings, *(line.line for line in outline.unread)})
    unread = list(outline.unread)
    more: dict[int, list[int]] = {}
    for line in source.bare:
        last = seen[max(0, bisect_right(seen, line) - 1)] if seen else None
        if last in owner:
            more.setdefault(owner[last], []).append(line)
        elif last in headings:
            outline.headings.append(SourceLine(line, ""))
        else:
            unread.append(SourceLine(line, "", _(MARKUP)))
    for index, lines in more.items():
        items[index] = replace(items[index], lines=tuple(sorted({*items[index].lines, *lines})))
    return unread


def _stream_names(titled: Sequence[Titled], known: Sequence[str]) -> dict[str, str]:
    names = {label: label for label in known}
    for one in titled:
        for label, name in (*one.entry.streams.items(), *one.title.streams.items()):
            if names.get(label, label) == label:
                names[label] = name
    return dict(sorted(names.items(), key=lambda pair: (pair[0] not in known, pair[0])))
