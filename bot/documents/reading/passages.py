"""Paragraphs and lists between two headings: dated lines, items below a date, cards, or no plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.documents.reading.blocks import Paragraph
from bot.documents.reading.cards import take_card
from bot.documents.reading.kinds import is_meeting
from bot.documents.reading.points import strip_markers
from bot.documents.reading.starts import (
    LABELLED,
    Habits,
    add_below,
    belongs,
    habits_of,
    is_dated_point,
    starts_entry,
)
from bot.documents.reading.title_dates import leading_date
from bot.documents.reading.walk import (
    ASIDES,
    FOOTNOTE,
    LINE_DEPTH,
    NOT_A_PLAN,
    NOTHING,
    PAGE,
    POINT_DEPTH,
    PROSE,
    Section,
    Walk,
    cut_paragraph,
)  # fmt: skip
from bot.documents.reading.words import (
    ACTION,
    HISTORY,
    NO_PLAN,
    NOTHING_ON,
    PAGE_NUMBER,
    UNDATED,
    fold,
    label_named,
)

_PART = re.compile(
    r"(?:phase|stage|part|step|work ?package|wp|pillar|objective|output|outcome|component|axe|volet|[ée]tape"
    r"|objectif|partie)\s+(?:\d+|[ivx]+|[a-h])\b",
    re.IGNORECASE,
)
_AGREED = re.compile(rf"(?<=[.;] )(?:{ACTION.pattern})", re.IGNORECASE)
_HEAD_LINES, _PLACE_WORDS = 5, 5
_LEFT_OPEN = re.compile(r"\s(?:[–—:-]|:)\s*(?:t\.?b\.?[cda]\.?|to be \w+|\?+)\W*$", re.IGNORECASE)


def take_passage(at: Walk, paragraphs: Sequence[Paragraph]) -> None:
    """Take the paragraphs between two headings or tables."""
    read: list[Paragraph] = []
    for paragraph in paragraphs:
        if at.footnotes and not read and paragraph.marker == "1)":
            at.footnotes -= 1
            at.unread(paragraph, FOOTNOTE)
        elif paragraph.aside:
            at.unread(paragraph, ASIDES[paragraph.aside])
        else:
            read.append(paragraph)
    at.footnotes = at.footnotes if not paragraphs else 0
    if not read:
        return
    if at.agenda is not None:
        for paragraph in read:
            at.agenda.body.append(paragraph)
            at.agenda.own(paragraph.lines, paragraph.text)
        return
    if at.closed is not None and (at.closed.is_history or not _dated(at, read)):
        for paragraph in read:
            agreed = ACTION.match(paragraph.text) or _AGREED.search(paragraph.text)
            said = paragraph.text[agreed.start() :] if agreed else ""
            if said and at.dates.find(said):
                own = cut_paragraph(paragraph, said) if said != paragraph.text else paragraph
                _begin(at, own, Habits())
            else:
                at.unread(paragraph, NOT_A_PLAN)
        at.entry = None
        return
    left = take_card(at, read)
    if left:
        _take_lines(at, left)


def _dated(at: Walk, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [p for p in paragraphs if leading_date(p.text, at.dates)]


def _take_lines(at: Walk, paragraphs: Sequence[Paragraph]) -> None:
    habits = habits_of(at, paragraphs)
    paragraphs = _with_meeting(at, paragraphs)
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        _take_line(at, paragraph, following, habits)


def _with_meeting(at: Walk, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Take the lines at the head of a document that name one meeting and below it its place and days."""
    for index, (title, below) in enumerate(pairwise(paragraphs[:_HEAD_LINES])):
        found = at.dates.find(below.text)
        own = at.dates.find(title.text)
        if not found or own or title.level or at.outline.entries or at.scope is not None:
            continue
        words = f"{below.text[: found[0].start]} {below.text[found[0].end :]}".strip(" ,")
        if ":" in below.text[: found[0].start]:
            continue  # a label: it is of something else, or of a card
        days = any(choice.when.is_dated for choice in found[0].reading.choices)
        if days and is_meeting(title.text) and len(words.split()) <= _PLACE_WORDS and not below.gap:
            entry = at.begin(title, title.lines, title.text, is_card=True)
            entry.date = below.text[found[0].start : found[0].end]
            entry.remarks += [words] if words else []
            entry.own(below.lines, below.text)
            for paragraph in paragraphs[:index]:
                at.outline.add_heading(paragraph.lines, paragraph.text)
            at.entry = None
            return paragraphs[index + 2 :]
    return paragraphs


def _take_line(at: Walk, paragraph: Paragraph, following: Paragraph | None, habits: Habits) -> None:
    text = paragraph.text
    if (
        at.entry is not None
        and at.entry.is_card
        and paragraph.indent
        and not (paragraph.gap or paragraph.level)
    ):
        at.entry.remarks.append(text)
        at.entry.own(paragraph.lines, text)
        return
    if at.is_date_heading(text) and not (paragraph.level and _LEFT_OPEN.search(text)):
        if not _date_above(at, paragraph, following):
            depth = POINT_DEPTH + paragraph.level if paragraph.level else LINE_DEPTH
            at.hold(text, depth)
            at.outline.add_heading(paragraph.lines, text)
        return
    if not paragraph.level and at.take_stream_line(paragraph, following.text if following else ""):
        return
    if PAGE_NUMBER.fullmatch(fold(text)):
        at.unread(paragraph, PAGE)
        return
    if at.take_first_line(paragraph) or _take_section_line(at, paragraph, following):
        return
    if paragraph.level:
        at.pop(POINT_DEPTH + paragraph.level)
    if _is_part(at, paragraph, following) or _is_group(at, paragraph, following):
        at.push(Section(POINT_DEPTH + paragraph.level, text.rstrip(" :"), is_plan=True))
        at.outline.add_heading(paragraph.lines, text)
    elif starts_entry(at, paragraph, habits):
        if _is_free(at, text):
            at.unread(paragraph, NOTHING)
            return
        _begin(at, paragraph, habits)
    elif at.entry is not None and belongs(at, paragraph, habits):
        add_below(at, paragraph)
        at.entry.own(paragraph.lines, text)
    else:
        stays = paragraph.level or (at.entry is not None and at.entry.is_card)
        at.entry = at.entry if stays else None
        at.unread(paragraph, PROSE)


def _is_free(at: Walk, text: str) -> bool:
    """Whether a dated line says that nothing takes place then: *19 March: no meeting*."""
    date = leading_date(text, at.dates)
    return bool(date) and NOTHING_ON.fullmatch(fold(text.partition(date)[2]).strip(" .:–—-()")) is not None


def _begin(at: Walk, paragraph: Paragraph, habits: Habits) -> None:
    """An item; in a list of dated ones, words such as *ASAP* stand where its date would."""
    label = LABELLED.match(paragraph.text)
    words = label[1] if label and habits.dated else ""
    if label and words and (UNDATED.fullmatch(fold(words)) or at.dates.says_none(words)):
        title = cut_paragraph(paragraph, paragraph.text[label.end() :].strip())
        if title.text:
            at.begin(title, paragraph.lines, paragraph.text, date=words)
            return
    at.begin(paragraph, paragraph.lines, paragraph.text)


def _date_above(at: Walk, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Give a day on a line of its own to the undated item above, where no item follows it."""
    entry = at.entry
    if (
        entry is None
        or entry.date
        or leading_date(entry.title.text, at.dates)
        or entry.level != paragraph.level
    ):
        return False
    if not at.dates.says_day(paragraph.text):
        return False
    if following is not None and not at.is_date_heading(following.text) and not following.gap:
        return False
    if following is not None and following.gap and paragraph.gap:
        return False
    entry.date = paragraph.text
    entry.own(paragraph.lines, paragraph.text)
    return True


def _take_section_line(at: Walk, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """A short line of its own that names a part without a plan (``Members``)."""
    name = fold(paragraph.text).strip(" :.")
    if paragraph.level or len(name) > 40 or not NO_PLAN.fullmatch(name):
        return False
    if at.entry is not None and not paragraph.gap:
        return False
    if label_named(name) is not None and at.entry is not None:
        return False
    at.push(Section(LINE_DEPTH, paragraph.text, no_plan=True, is_history=bool(HISTORY.search(name))))
    at.outline.add_heading(paragraph.lines, paragraph.text)
    return True


def _is_part(at: Walk, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a line names a phase, and below it stand its dated steps."""
    if following is None or not _PART.match(strip_markers(paragraph.text)):
        return False
    below = following.level > paragraph.level or following.indent > paragraph.indent
    return below and not _PART.match(strip_markers(following.text)) and is_dated_point(at, following)


def _is_group(at: Walk, paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether an undated point only names what the dated points below it are about."""
    if not paragraph.level or following is None or following.level <= paragraph.level:
        return False
    if is_dated_point(at, paragraph) or (
        at.scope is not None and at.entry is not None and at.entry.level == paragraph.level
    ):
        return False
    return bool(leading_date(following.text, at.dates))
