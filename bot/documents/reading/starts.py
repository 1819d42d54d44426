"""Whether a paragraph begins an item, or belongs to the one above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.documents.reading.blocks import Paragraph
from bot.documents.reading.points import strip_markers, take_stream_prefix
from bot.documents.reading.title_dates import is_definite, is_no_title, leading_date
from bot.documents.reading.titles import has_title, looks_like_item
from bot.documents.reading.walk import (
    Walk,
    style_of,
)  # fmt: skip
from bot.documents.reading.words import (
    ABOUT_ITSELF,
    ACTION,
    DECIDED_BY,
    META,
    fold,
    label_named,
    status_named,
)

HAS_WORD = re.compile(r"[^\W\d_]{2}")


LABELLED = re.compile(r"([^:]{2,40}?)\s*:(?:\s|$)")


_STATUS_END = re.compile(r"(?::|\s[–—-])\s*([\w /%-]{2,20})\W*$")


_SENTENCE = 25


_LONG = 60  # words: longer paragraphs are text


@dataclass(frozen=True, slots=True)
class Habits:
    """How a passage sets its items: `marked` in bold, as `sentences`, as a list in which most are `dated`."""

    marked: bool = False
    sentences: bool = False
    dated: bool = False
    in_table: bool = False


def habits_of(at: Walk, paragraphs: Sequence[Paragraph], *, in_table: bool = False) -> Habits:
    """How items are set in these paragraphs (of a table: the first of each row)."""
    marked = plain = stops = 0
    for p in paragraphs:
        if at.is_date_heading(p.text) or p.level or p.heading:
            continue
        marked, plain = marked + p.is_marked, plain + (not p.is_marked)
        stops += p.text.endswith(".")
    top = [p for p in paragraphs if p.level == 1]
    dated = [p for p in top if is_dated_point(at, p)]
    return Habits(
        marked > 0 and marked * 2 >= plain,
        3 * stops > max(1, marked + plain),
        bool(dated) and 2 * len(dated) >= len(top),
        in_table,
    )


def is_dated_point(at: Walk, paragraph: Paragraph) -> bool:
    """Whether a point has a date of its own, in front or elsewhere."""
    return bool(leading_date(paragraph.text, at.dates)) or any(
        is_definite(f) for f in at.dates.find(paragraph.text)
    )


def starts_entry(
    at: Walk, paragraph: Paragraph, habits: Habits, *, first: bool = True, beside: bool = False
) -> bool:
    """Whether a paragraph is the title of an item.

    Args:
        at: where the walk stands.
        paragraph: it.
        habits: how items are set here.
        first: whether it is the first of its cell (always outside of tables).
        beside: whether the row of a table has a date or facts beside it.
    """
    text = paragraph.text
    if (
        not HAS_WORD.search(strip_markers(text))
        or (is_no_title(text) and not beside)
        or (_is_meta(text) or _is_meta_lead(paragraph) or _is_about_itself(at, text))
    ):
        return False
    if first and (beside or leading_date(text, at.dates)):
        return True
    if _is_label(text):
        return False
    if at.scope is None and not habits.in_table:
        return _is_dated_item(at, paragraph, habits)
    entry = at.entry
    if paragraph.level:
        if entry is None:
            return first
        if paragraph.level > entry.level > 0 and paragraph.box is not None:
            return is_dated_point(at, paragraph)  # a task below a task
        return entry.style == style_of(paragraph) or (
            0 < paragraph.level <= entry.level and not habits.in_table
        )
    if entry is not None and entry.level and not paragraph.is_marked:
        return first and looks_like_item(text, at.known)
    if paragraph.is_marked:
        return first or habits.marked
    if not first or len(text.split()) > _LONG:
        return False
    above = entry.title if entry is not None else None
    if (
        habits.in_table
        and not paragraph.is_italic
        and (not reads_on(paragraph, above) or has_title(paragraph))
    ):
        return True
    if looks_like_item(text, at.known) and not (
        paragraph.is_italic or _is_sentence_below(at, paragraph, habits)
    ):
        return True
    return not habits.marked and not reads_on(paragraph, above)


def _is_meta(text: str) -> bool:
    """Whether a line says something about the document itself: *Last updated: 3 March*."""
    label = LABELLED.match(text)
    return bool(label and META.fullmatch(fold(label[1])))


def _is_meta_lead(paragraph: Paragraph) -> bool:
    """The same without a colon, the label in bold."""
    lead, rest = paragraph.split_marked() if paragraph.is_marked else ("", "")
    return bool(rest) and META.fullmatch(fold(lead).strip(" :")) is not None


def _is_about_itself(at: Walk, text: str) -> bool:
    """Whether a line tells when the document was changed or adopted: *Updated 3 March 2027*."""
    changed = ABOUT_ITSELF.match(text)
    if changed is None and (at.outline.entries or at.scope is not None or not DECIDED_BY.match(text)):
        return False
    found = at.dates.find(text)
    return bool(found) and (changed is None or changed.end() == found[0].start)


def _is_label(text: str) -> bool:
    label = LABELLED.match(text)
    return bool(label and label_named(label[1])) or label_named(text) == "agenda"


def _is_dated_item(at: Walk, paragraph: Paragraph, habits: Habits) -> bool:
    """Outside of any date heading: a point or line with a date of its own, or one in a list of dated ones."""
    text = paragraph.text
    found = [f for f in at.dates.find(text) if is_definite(f)]
    if paragraph.level:
        if at.entry is not None and paragraph.level > at.entry.level > 0:
            return False
        if found:
            return (at.is_plan or habits.dated) and (
                bool(leading_date(text, at.dates)) or len(text.split()) <= _SENTENCE or not text.endswith(".")
            )
        if (paragraph.level == 1 and habits.dated) or (paragraph.box is not None and at.is_plan):
            return True
        end = _STATUS_END.search(text)
        return bool(
            end
            and at.sections
            and at.sections[-1].is_plan
            and (status_named(end[1]) or at.dates.says_none(end[1]))
        )
    if ACTION.match(text) and (found or at.is_plan):
        return True
    if not found or len(text.split()) > _LONG:
        return False
    return (looks_like_item(text, at.known) or at.is_plan) and not text.endswith(".")


def _is_sentence_below(at: Walk, paragraph: Paragraph, habits: Habits) -> bool:
    """Whether a sentence tells more of the item right above, in a document whose titles are no sentences."""
    text = paragraph.text
    if not text.endswith(".") or take_stream_prefix(strip_markers(text), at.known)[0]:
        return False
    goes_on = at.entry is not None and not (paragraph.gap or habits.sentences or ": " in text)
    return habits.marked or (goes_on and len(text.split()) > 4)


def reads_on(paragraph: Paragraph, above: Paragraph | None = None) -> bool:
    """Whether a paragraph looks like the text below a title: italics, a deeper indent, a sentence."""
    text = paragraph.text
    deeper = above is not None and paragraph.indent > above.indent
    sentence = len(text.split()) > 4 and text.endswith((".", ";", ","))
    return paragraph.is_italic or deeper or text[:1].islower() or text[:1] == "(" or sentence


def belongs(at: Walk, paragraph: Paragraph, habits: Habits) -> bool:
    """Whether a line below an item belongs to it."""
    entry = at.entry
    if entry is None:
        return False
    if paragraph.level:
        return paragraph.level > entry.level or at.scope is not None
    if _is_label(paragraph.text):
        return True
    if at.scope is None and paragraph.gap and not paragraph.indent:
        return False
    return reads_on(paragraph, entry.title)


def add_below(at: Walk, paragraph: Paragraph) -> None:
    """A paragraph below the title: its date where it is labelled as one, else text."""
    entry = at.entry
    assert entry is not None
    label = LABELLED.match(paragraph.text)
    value = paragraph.text[label.end() :].strip() if label else ""
    role = label_named(label[1]) if label else None
    if role in {"date", "time"} and (at.dates.is_date(value) or at.dates.is_time(value)):
        entry.date = f"{entry.date}, {value}" if entry.date else value
    else:
        entry.body.append(paragraph)
