"""What stands in the brackets of a title: a date, who leads, how long, that it was moved."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dates.reading import Found
from bot.documents.reading.dating import Dates
from bot.documents.reading.facts import find_format, find_length, is_tentative, strip_facts
from bot.documents.reading.title_dates import DEADLINE, TRAILING, Title, is_definite, is_fact
from bot.documents.reading.words import CANCELLED, POSTPONED

BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]")


_DAYS = re.compile(r"(?:\d|two|three|four|five)\s+(?:full\s+)?days", re.IGNORECASE)


_SAYS_NOTHING = re.compile(  # of a date, and nothing about it
    r"(?:now )?(?:extended|new date|new deadline|firm|fixed|confirmed|final deadline|prolong[ée]e?"
    r"|confirm[ée]e?)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:owner|responsible|responsable|lead(?:\s+(?:agency|agencies|entity))?|led\s+by)\s*(?::|(?<=by))\s*",
    re.I,
)


def take_brackets(title: Title, dates: Dates, *, with_month: bool) -> Title:
    """The title without the brackets that hold a date, a format, a length, who leads, or doubt."""
    for match in list(BRACKET.finditer(title.text)):
        taken = _take_bracket(title, match[1].strip(), dates, with_month=with_month)
        if taken is not None:
            title = replace(taken, text=title.text.replace(match[0], " ", 1))
    text, facts = title.text, title.facts
    for comma in re.finditer(r"(?:,\s*|\s[–—-]\s+)([^,]*)", text):
        if is_fact(comma[1]):  # ", online", and what else is said behind it
            facts = (*facts, text[comma.start(1) :].strip(TRAILING))
            text = text[: comma.start()]
            break
    return replace(title, text=text, facts=facts)


def _take_bracket(title: Title, inside: str, dates: Dates, *, with_month: bool) -> Title | None:
    """The title with what a bracket says, part by part; None where nothing in it is understood."""
    if CANCELLED.fullmatch(inside):
        return replace(title, cancelled=True)
    if _SAYS_NOTHING.fullmatch(inside) and (title.date or title.text):
        return title
    moved = _take_moved(title, inside, dates)
    if moved is not None:
        return moved
    left: list[str] = []
    is_read = False
    for part in re.split(r";\s*", inside):
        lead = _LEAD.match(part)
        label = DEADLINE.match(part)
        body = part[label.end() :] if label else part
        facts = [piece for piece in body.split(", ") if is_fact(piece)]
        bare = ", ".join(piece for piece in body.split(", ") if piece not in facts)
        if facts and bare and dates.is_date(bare):  # "half-day, 3 April, a.m."
            body, left = bare, [*left, *facts]
        found = dates.find(body)
        after = body[found[0].end :].strip(" ,()") if found else body
        days = bool(found) and any(choice.when.is_dated for choice in found[0].reading.choices)
        if lead:
            title, is_read = replace(title, owner=part[lead.end() :].strip(TRAILING)), True
        elif (
            found
            and _may_lead(body[: found[0].start], days=days)
            and _says_when(found[0], after, days=days, with_month=with_month)
        ):
            title, is_read = (
                replace(title, date=_finer(title.date, body[found[0].start : found[0].end], dates)),
                True,
            )
            left += [words for words in (body[: found[0].start].strip(" ,"), after) if words]
        elif dates.is_time(body) and not find_length(body):
            title, is_read = replace(title, times=body), True
        elif dates.is_date(body) and not body.isdigit() and (with_month or not dates.is_period(body)):
            title, is_read = replace(title, date=_finer(title.date, body, dates)), True
        else:
            is_read = is_read or bool(
                find_format(part) or find_length(part) or is_tentative(part) or _DAYS.fullmatch(part)
            )
            left.append(part)
    if not is_read:
        return None
    said = "; ".join(left)
    return replace(title, facts=(*title.facts, said) if said else title.facts)


def _may_lead(before: str, *, days: bool) -> bool:
    """Whether words before a date in a bracket are facts, or the place of days."""
    words = before.strip(" ,;")
    return not strip_facts(words) or (days and before.rstrip().endswith(",") and _is_place(words))


def _says_when(found: Found, after: str, *, days: bool, with_month: bool) -> bool:
    """Whether a date in a bracket is the item's: nothing but facts or a place stand behind it."""
    alone = not strip_facts(after) or (days and _is_place(after))
    return alone and (days or (with_month and is_definite(found)))


def _take_moved(title: Title, inside: str, dates: Dates) -> Title | None:
    """``postponed to September 2018``, ``moved from March 2018``, ``postponed``."""
    moved = POSTPONED.match(inside)
    if moved is None:
        return None
    found = dates.find(inside)
    if not found:
        return replace(title, postponed=True) if moved.end() == len(inside) else None
    for date in found:
        before = inside[: date.start].lower().split()
        words = inside[date.start : date.end]
        words = re.sub(
            r"^(?:postponed|moved|delayed|rescheduled|report\w+)\s+", "", words, flags=re.IGNORECASE
        )
        if "from" in before[-2:] or words.lower().startswith("from ") or before[-1:] in (["de"], ["du"]):
            title = replace(title, old=re.sub(r"^from\s+", "", words, flags=re.IGNORECASE))
        else:
            title = replace(title, date=re.sub(r"^to\s+", "", words, flags=re.IGNORECASE), postponed=True)
    return title


def _finer(written: str, other: str, dates: Dates) -> str:
    """Of two dates of one item the one that says more."""
    if not written or (dates.says_day(other) and not dates.says_day(written)):
        return other
    return f"{written}, {other}" if not dates.is_period(other) else written


def _is_place(text: str) -> bool:
    """Whether words beside a date may be where it takes place: a few, the first one with a capital."""
    return text[:1].isupper() and len(text.split()) < 7
