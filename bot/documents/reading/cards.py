"""Cards: labelled lines (``Date: …``, ``Venue: …``) that describe one meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.i18n import _
from bot.documents.reading.blocks import Paragraph, plain
from bot.documents.reading.dating import Dates
from bot.documents.reading.entries import Entry
from bot.documents.reading.walk import Walk
from bot.documents.reading.words import fold, label_named

_LINE = re.compile(r"([^:：]{2,40}?)\s*[:：]\s*(\S.*)$")
_AGENDA_OF = re.compile(r"^(?:draft |provisional )?agenda (?:for|of)(?: the)?:?\s+", re.IGNORECASE)
_FEWEST, _LONGEST_TITLE = 2, 15
_KEPT = {"place", "host", "format", "link", "notes"}


def take_card(at: Walk, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Take labelled lines of which one is the date; the paragraphs that are left."""
    lines = [(p, *_labelled(p)) for p in paragraphs]
    known = [index for index, (_p, role, _value) in enumerate(lines) if role]
    if not known:
        return paragraphs
    first, end = known[0], known[-1] + 1
    while end > first and 2 * sum(bool(role) for _p, role, _v in lines[first:end]) < end - first:
        end -= 1
    card = lines[first:end]
    if not _is_card(at, card):
        return paragraphs
    above = [p for p, _role, _value in lines[:first]]
    named = at.entry is None and above and _may_name(above[-1])
    if named:
        title = above.pop()
        at.begin(title, title.lines, title.text, is_card=True)
    _fill(at, card)
    return [*above, *(p for p, _role, _value in lines[end:])]


def _may_name(paragraph: Paragraph) -> bool:
    """Whether a line right above a card may be its title."""
    return (
        not paragraph.level
        and len(paragraph.text.split()) <= _LONGEST_TITLE
        and paragraph.text[-1] not in ".:;"
    )


_Line = tuple[Paragraph, str | None, str]


def _is_card(at: Walk, lines: Sequence[_Line]) -> bool:
    """Whether labelled lines describe a meeting: one is a date, or a heading above has the date."""
    labels = [role for _p, role, _value in lines if role]
    dated = any(role == "date" and at.dates.begins(value) for _p, role, value in lines)
    entry = at.entry
    if entry is not None and entry.title.heading and labels and not dated:
        return True
    free = entry is None or not (at.scope is not None or entry.date)
    return free and dated and len(set(labels)) >= _FEWEST and "agenda" not in labels[:1]


def _fill(at: Walk, lines: Sequence[_Line]) -> None:
    card = at.entry
    seen: set[str] = set()
    for paragraph, role, value in lines:
        if card is None or (role in {"date", "title"} and role in seen):
            card = _begin(at, paragraph)
            seen = set()
        card.own(paragraph.lines, paragraph.text)
        seen.add(role or "")
        _take(card, at.dates, paragraph, role, value)


def _labelled(paragraph: Paragraph) -> tuple[str | None, str]:
    found = _LINE.match(paragraph.text)
    return (label_named(found[1]), found[2]) if found else (None, "")


def _begin(at: Walk, paragraph: Paragraph) -> Entry:
    """An entry named by the heading above; with none, the document's title or no title at all."""
    above = next((s.text for s in reversed(at.sections) if not s.scope), at.outline.title)
    above = _AGENDA_OF.sub("", above) if above else above
    entry = at.begin(plain(above or _("Meeting"), *paragraph.lines), (), "", untitled=above is None, level=0)
    entry.section, entry.is_card = "", True
    entry.source = []
    return entry


def _take(card: Entry, dates: Dates, paragraph: Paragraph, role: str | None, value: str) -> None:
    if role == "time" and not card.date and card.title.heading:
        card.times = value  # the date stands in the heading
    elif role in {"date", "time"}:
        whole = f"{card.date}, {value}" if card.date else value
        # Hours of a meeting of several days are not its beginning and end.
        if card.date and not dates.has_time(whole):
            card.remarks.append(paragraph.text)
        else:
            card.date = whole
    elif role == "title":
        card.title, card.untitled = plain(value, *paragraph.lines), False
    elif role in {"owner", "status"}:
        card.columns[role] = value
    elif role in _KEPT and role is not None:
        card.remarks.append(paragraph.text)
    else:
        card.body.append(paragraph)


def take_pairs(at: Walk, pairs: Sequence[tuple[str, Paragraph, tuple[int, ...]]]) -> bool:
    """Take the rows of a table whose first column holds labels, as a card."""
    roles = {label_named(label) for label, _value, _lines in pairs} - {None}
    if len(roles) < _FEWEST or "date" not in roles:
        return False
    card: Entry | None = None
    for label, value, lines in pairs:
        if card is None:
            card = _begin(at, value)
        text = f"{label}: {value.text}"
        card.own(lines, text)
        _take(card, at.dates, plain(text, *lines), label_named(label), value.text)
    return True


def is_label(text: str) -> bool:
    """Whether a text is a label of cards."""
    return label_named(fold(text)) is not None
