"""From the words of an item's first paragraph to its title, ordinal, streams and own date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.documents.reading.dates import WrittenDate, begins_as_date, read_date, read_whole_date
from bot.documents.reading.facts import find_format, find_length, is_tentative, strip_facts
from bot.documents.reading.kinds import end_of_group, head_of, is_closure, is_meeting
from bot.documents.reading.ordinals import ORDINAL, find_ordinal
from bot.documents.reading.points import (
    find_streams,
    split_points,
    strip_markers,
    take_all_streams,
    take_stream_prefix,
)
from bot.documents.reading.rows import Paragraph, squeeze
from bot.documents.reading.title_dates import (
    DATE_LABEL,
    TRAILING,
    date_below,
    finer,
    split_leading_date,
    split_trailing_date,
)
from bot.documents.reading.verbs import base_verb

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]")
_LABELS = re.compile(
    r"(?:TB[CD]|Tentative|Possible|Proposed|Provisional|Deliverable|Milestone|Activity|Task|Output|Meeting|Submission|Event|Action)\s*\d{0,2}\s*:\s*(?=\S)"
)
_FOOTNOTE = re.compile(r"(?<=\S)\s?\[\d{1,3}\](?=[\s:.,;]|$)")
_DAYS = re.compile(r"(?:\d|two|three|four|five)\s+(?:full\s+)?days", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:owner|responsible|lead(?:\s+(?:agency|agencies|entity))?|led\s+by)\s*(?::|(?<=by))\s*", re.I
)
_CUT = re.compile(r":(?:\s|$)|\s[-–—]\s(?=[a-z])|\.\s+(?=[A-Z])(?<!No\.\s)|;\s")
_GENERIC = {"workshop", "webinar", "meeting", "retreat", "seminar", "training", "briefing", "consultation"}


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; `rest` is what came after it, `facts` what stood in its brackets."""

    text: str
    rest: str = ""
    facts: tuple[str, ...] = ()
    streams: dict[str, str] = field(default_factory=dict)
    ordinal: int | None = None
    written: WrittenDate | None = None
    actor: str | None = None
    owner: str | None = None
    tentative: bool = False
    all_streams: bool = False


def read_title(paragraph: Paragraph, known: Sequence[str], *, with_month: bool = True) -> Title:
    """The title in a paragraph: its bold or underlined beginning, else its words up to a colon or points.

    Args:
        paragraph: the item's first.
        known: labels of the group's streams.
        with_month: whether a month or year behind the title or in brackets may be the item's date. Below the
            heading of a month it is not: *input to the session of UNEA (December 2017)*.
    """
    lead, rest = paragraph.split_marked() if paragraph.is_marked else paragraph.split_italic()
    if not _is_enough(lead, known):
        lead, rest = _split_plain(paragraph.text)
    bracket = _BRACKET.match(rest)
    if bracket and not _take_brackets(Title(bracket[0]), with_month=with_month).text.strip():
        lead, rest = f"{lead} {bracket[0]}", rest[bracket.end() :].lstrip(" :")
    title = _take_date(Title(strip_markers(_FOOTNOTE.sub("", lead)), rest), with_month=with_month)
    if title.written is None:
        written, left = date_below(_FOOTNOTE.sub("", rest))
        title = replace(title, written=written, rest=left) if written else title
    title = _take_brackets(title, with_month=with_month)
    title = replace(title, text=_LABELS.sub("", strip_markers(title.text.strip()), count=1))
    prefix, text = take_stream_prefix(title.text, known)
    if not title.written or not title.written.says_day:
        title = _take_date(replace(title, text=text), with_month=with_month)
        text = title.text
    all_streams, text = take_all_streams(text)
    text = squeeze(text).strip(TRAILING) or squeeze(paragraph.text)
    streams = prefix or find_streams(head_of(text) if is_meeting(text) else text, known)
    if not streams and is_meeting(text):
        streams = find_streams(text, known)
    return replace(
        _take_actor(title, text),
        streams=streams,
        ordinal=find_ordinal(text) if is_meeting(text) else None,
        all_streams=all_streams,
        tentative=is_tentative(lead) or bool(title.written and title.written.tentative),
    )


def looks_like_item(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a plain line reads as an item: a numbered meeting, a stream's task, or a verb to begin with."""
    prefix, body = take_stream_prefix(strip_markers(text), known)
    words, lead = body.split(None, 1), _split_plain(body)[0]
    if not words or len(lead) > 250:
        return False
    return (
        bool(prefix)
        or is_meeting(lead)
        or is_closure(body)
        or (words[0][0].isupper() and base_verb(words[0]) is not None)
    )


def has_title(paragraph: Paragraph) -> bool:
    """Whether an unmarked paragraph begins with a title: what follows is in italics, or behind a stop."""
    text = strip_markers(paragraph.text)
    return text[:1].isupper() and bool(
        paragraph.split_italic()[0] or len(_split_plain(text)[0]) < len(text) - 1
    )


def _is_enough(lead: str, known: Sequence[str]) -> bool:
    """Whether marked words are a title by themselves, not just a number, a date, a stream or a label."""
    words = strip_markers(lead).strip(TRAILING)
    if (
        not words
        or _LABELS.fullmatch(words + ": x"[:2])
        or words.lower() in {"deliverable", "milestone", "activity", "task"}
    ):
        return False
    if find_streams(words, known) and take_stream_prefix(words + ": x", known)[1] == "x":
        return False
    if len(words.split()) == 1 and base_verb(words):
        return False
    if read_whole_date(words) or ORDINAL.fullmatch(words):
        return False
    return len(words) > 3


def _split_plain(text: str) -> tuple[str, str]:
    """An unmarked line's title and the rest: cut at points, at a colon, or where a dash goes on in small."""
    body = strip_markers(text)
    lead, points = split_points(body)
    rest = body[len(lead) :].strip() if points and lead else ""
    lead = lead if points and lead else body
    start = 0
    prefix, after = take_stream_prefix(lead)
    if prefix:
        start = len(lead) - len(after)
    label = _LABELS.match(lead, start)
    start = label.end() if label else start
    dated = split_leading_date(lead[start:])[1]
    if dated:
        prefix, after = take_stream_prefix(lead[start + dated :])
        start = len(lead) - len(after) if prefix else start + dated
    named = end_of_group(lead, start)
    cut = _cut_of(lead, named if named > start else start + 3)
    if cut and not (lead[start : cut.start()].lower() in _GENERIC and rest == "" and cut[0][0] == ":"):
        return lead[: cut.start()], squeeze(f"{lead[cut.end() :]} {rest}")
    return lead, rest


def _cut_of(lead: str, start: int) -> re.Match[str] | None:
    """Where a title ends: at the first colon, point or the like that stands in no bracket."""
    for cut in _CUT.finditer(lead, start):
        if lead.count("(", 0, cut.start()) <= lead.count(")", 0, cut.start()):
            return cut
    return None


def _take_date(title: Title, *, with_month: bool) -> Title:
    """The title without the date before or behind it."""
    date, end = split_leading_date(title.text)
    title = replace(title, text=title.text[end:], written=date) if date else title
    text, behind, place = split_trailing_date(title.text, with_month=with_month and not title.written)
    if behind is None:
        return title
    facts = (*title.facts, place) if place else title.facts
    return replace(title, text=text, written=finer(title.written, behind), facts=facts)


def _take_brackets(title: Title, *, with_month: bool) -> Title:
    """The title without the brackets that hold a date, a format, a length, who leads, or doubt."""
    for match in list(_BRACKET.finditer(title.text)):
        taken = _take_bracket(title, match[1].strip(), with_month=with_month)
        if taken is not None:
            title = replace(taken, text=title.text.replace(match[0], " ", 1))
    text, facts = title.text, title.facts
    for comma in re.finditer(r",\s*([^,]*)", text):
        if _is_fact(comma[1]):  # ", online", and what else is said behind it
            facts = (*facts, text[comma.start(1) :].strip(TRAILING))
            text = text[: comma.start()]
            break
    return replace(title, text=text, facts=facts)


def _take_bracket(title: Title, inside: str, *, with_month: bool) -> Title | None:
    """The title with what a bracket says, part by part; None where nothing in it is understood."""
    owner = ""
    written, left, is_read = title.written, [], False
    for part in re.split(r";\s*", inside):
        lead = _LEAD.match(part)
        label = DATE_LABEL.match(part)
        date = read_date(part[label.end() :] if label else part, bare=not part.isdigit())
        if lead:
            owner, is_read = part[lead.end() :].strip(TRAILING), True
        elif (
            date
            and (
                not strip_facts(date.rest)
                or (date.says_day and begins_as_date(part) and _is_place(date.rest))
            )
            and date.says_when
            and (with_month or date.says_day or date.times or date.first.weekday is not None)
        ):
            written, is_read = finer(written, date), True
            left += [date.rest] if date.rest else []
        else:
            is_read = is_read or bool(
                find_format(part) or find_length(part) or is_tentative(part) or _DAYS.fullmatch(part)
            )
            left.append(part)
    if not is_read:
        return None
    said = "; ".join(left)
    return replace(
        title,
        written=written,
        owner=owner or title.owner,
        facts=(*title.facts, said) if said else title.facts,
    )


def _is_place(text: str) -> bool:
    """Whether words beside a date may be where it takes place: a few, the first one with a capital."""
    return text[:1].isupper() and len(text.split()) < 7


def _is_fact(text: str) -> bool:
    """Whether words are nothing but a format, a length or doubt."""
    return bool(find_format(text) or find_length(text) or is_tentative(text)) and not strip_facts(
        text.strip(TRAILING)
    )


def _take_actor(title: Title, text: str) -> Title:
    """``EMG Secretariat to circulate the draft`` is *circulate the draft*, by the EMG Secretariat."""
    match = re.match(r"(?:The\s+)?([A-Z][\w&/’' -]{1,60}?)\s+(?:to|will|shall)\s+(?=[a-z])", text)
    if match and base_verb(text[match.end() :].split(" ", 1)[0]) and not base_verb(text.split(" ", 1)[0]):
        after = text[match.end() :]
        return replace(title, text=after[:1].upper() + after[1:], actor=match[1])
    return replace(title, text=text)
