"""The bot's own exports as pages (Markdown, HTML), read back: a point for each item, by its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bot.core.i18n import LANGUAGES, _, speaking
from bot.core.plain_text import clean
from bot.documents.draft import DraftItem, DraftPlan, SourceLine
from bot.documents.reading.blocks import Paragraph, Source, lines_of
from bot.documents.reading.dating import Dates
from bot.documents.reading.kinds import is_meeting, kind_of
from bot.documents.reading.ordinals import find_ordinal
from bot.documents.reading.own import own_plan
from bot.documents.reading.setting import Setting
from bot.documents.reading.survey import Facts
from bot.documents.reading.words import status_named
from bot.plan.rules.items import Kind, Status
from bot.plan.texts.naming import status_words

_START = re.compile(r"(?P<key>[A-Z][\w-]*-[MD]\d+) (?P<rest>.+: .+)")
_ZONE = re.compile(r"\b[A-Z][A-Za-z]+/[A-Za-z_/]+|\bUTC(?:[+-]\d\d:\d\d)?\b")
# In French a Tuesday is written like the month of March.
_TUESDAY = re.compile(r"\bmar\. (?=\d)")
UNSAID_ON_PAGES = frozenset({
    "kind", "ordinal", "format", "length", "actor", "recipient", "forum", "purpose", "notes", "depends_on",
})  # fmt: skip
"""Of what a page of Markdown or HTML tells nothing."""


def read_own_page(source: Source, setting: Setting) -> DraftPlan | None:
    """The plan of an export as a page: a point for each item, which begins with its key in bold."""
    points = {
        id(block): found
        for block in source.blocks
        if isinstance(block, Paragraph) and block.level == 1 and (found := _START.fullmatch(_words(block)))
    }
    first = next((p for p in source.blocks if isinstance(p, Paragraph) and p.level == 1), None)
    if not points or id(first) not in points:
        return None
    said = next(
        (m[0] for b in source.blocks[:4] if isinstance(b, Paragraph) and (m := _ZONE.search(b.text))), None
    )
    dates = Dates(setting, Facts(zone=said), lambda words: None)
    labels = {found["key"].rpartition("-")[0] for found in points.values()} | set(setting.streams)
    items: list[DraftItem] = []
    headings: list[SourceLine] = []
    below: dict[int, list[Paragraph]] = {}
    for block in source.blocks:
        if isinstance(block, Paragraph) and (found := points.get(id(block))):
            items.append(_item_of_line(found, block, dates, setting.label, labels))
        elif isinstance(block, Paragraph) and block.level and items:
            below.setdefault(len(items) - 1, []).append(block)
        else:
            headings += [
                SourceLine(line, block.text if isinstance(block, Paragraph) else "")
                for line in lines_of(block)
            ]
    full = [_with_below(item, below.get(index, [])) for index, item in enumerate(items)]
    return own_plan(full, headings, "")


def _words(paragraph: Paragraph) -> str:
    """The words of a paragraph as they stand: the bot wrote them, so nothing is set right in them."""
    return clean(" ".join("".join(run.text for run in paragraph.runs).split()))


@lru_cache
def _said() -> tuple[Mapping[str, Status], frozenset[str], frozenset[str]]:
    """How exports say each status, that something is not certain, and what else they add, in any language."""
    statuses: dict[str, Status] = {}
    open_words, asides = set(), set()
    for code in LANGUAGES:
        with speaking(code):
            statuses |= {status_words(status): status for status in Status}
            open_words.add(_("proposed"))
            asides.add(_("overdue"))
    return statuses, frozenset(open_words), frozenset(asides)


def _status_in(facts: str) -> tuple[str, Status | None, list[str]] | None:
    """A date, a status and what follows it; None where no status stands among them."""
    statuses, _open, _asides = _said()
    parts = facts.split(", ")
    at = next((n for n, part in enumerate(parts) if statuses.get(part) or status_named(part)), None)
    if at is None:
        return None
    return ", ".join(parts[:at]), statuses.get(parts[at]) or status_named(parts[at]), parts[at + 1 :]


def _item_of_line(
    found: re.Match[str], point: Paragraph, dates: Dates, label: str, labels: set[str]
) -> DraftItem:
    key, rest = found["key"], found["rest"]
    # The last colon that a status follows: a title may hold colons, and so may the name of who does it.
    cuts = [m.start() for m in re.finditer(": ", rest)][::-1]
    cut, said = next(((cut, read) for cut in cuts if (read := _status_in(rest[cut + 2 :]))), (cuts[0], None))
    title = rest[:cut]
    words, status, more = said or (rest[cut + 2 :], None, [])
    _statuses, open_words, asides = _said()
    streams = tuple(part for part in more if part in labels)
    owner = [part for part in more if part not in open_words | asides and part not in streams]
    meeting, prefix = "-M" in key, key.rpartition("-")[0]
    return DraftItem(
        key=key,
        kind=Kind.MEETING if meeting else kind_of(title, submits=False)[0],
        title=title,
        when=dates.resolve(_TUESDAY.sub("", words), None, (), due=not meeting).when,
        ordinal=find_ordinal(title) if is_meeting(title) else None,
        status=status,
        tentative=not open_words.isdisjoint(more),
        owner=", ".join(owner) or None,
        streams=streams or (() if prefix == label else (prefix,)),
        lines=point.lines,
        source_text=point.text,
        unsaid=UNSAID_ON_PAGES,
        is_own=True,
    )


def _with_below(item: DraftItem, points: list[Paragraph]) -> DraftItem:
    """The item with the points below it: numbered ones are its agenda, a star marks its status note."""
    by_mark: dict[str, list[str]] = {}
    for point in points:
        mark = "1" if point.marker[:1].isdigit() else point.marker[:1]
        by_mark.setdefault(mark, []).append(_words(point))
    return replace(
        item,
        agenda=tuple(by_mark.pop("1", ())),
        status_note="\n".join(by_mark.pop("*", ())) or None,
        recommendations=tuple(text for texts in by_mark.values() for text in texts),
        lines=(*item.lines, *(line for p in points for line in p.lines)),
    )
