"""From the words of an item's first paragraph to its title, ordinal, streams and own date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.importers.dates import WrittenDate, begins_as_date, read_date, read_whole_date
from bot.importers.facts import find_format, find_length, is_tentative, strip_facts
from bot.importers.kinds import GROUP_PREFIX, base_verb, head_of, is_closure, is_meeting
from bot.importers.points import (
    find_streams,
    split_points,
    strip_markers,
    take_all_streams,
    take_stream_prefix,
)
from bot.importers.rows import Paragraph, squeeze

_WORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}})\s?(?:st|nd|rd|th)|(?P<word>{'|'.join(_WORDS)})|(?P<roman>[IVX]{{1,5}})(?:st|nd|rd|th))\b"
    r"|\b(?:meeting|session|call|workshop|webinar|teleconference)\s+(?:no\.?\s*|number\s+|#\s*)?(?P<after>\d{1,3})\b",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]")
_LABELS = re.compile(
    r"(?:TB[CD]|Tentative|Possible|Proposed|Provisional|Deliverable|Milestone|Activity|Task|Output|Meeting|Submission|Event|Action)\s*\d{0,2}\s*:\s*(?=\S)"
)
_AFTER_DATE = re.compile(r"(?:\s*[:–—|]\s+|\s-\s|:\s*|\s{2,})(?=\S)")
_BEFORE_DATE = re.compile(r"\s+[–—-]\s+|,\s+|\s+(?:by|on|in|before|due|at|from)\s+")
_MAX_DATE = 60
_CUT = re.compile(r":(?:\s|$)|\s[-–—]\s(?=[a-z])|\.\s+(?=[A-Z])(?<!No\.\s)|;\s")
_GENERIC = {"workshop", "webinar", "meeting", "retreat", "seminar", "training", "briefing", "consultation"}
_DIGIT = re.compile(r"\d")
_TRAILING = " \t:;.,–—-"


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
    tentative: bool = False
    all_streams: bool = False


def read_title(paragraph: Paragraph, known: Sequence[str]) -> Title:
    """The title in a paragraph: its bold or underlined beginning, else its words up to a colon or points."""
    lead, rest = paragraph.split_marked() if paragraph.is_marked else ("", "")
    if not _is_enough(lead, known):
        lead, rest = _split_plain(paragraph.text)
    bracket = _BRACKET.match(rest)
    if bracket and not _take_brackets(Title(bracket[0])).text.strip():
        lead, rest = f"{lead} {bracket[0]}", rest[bracket.end() :].lstrip(" :")
    title = _take_date(Title(strip_markers(lead), rest))
    below = read_date(rest.strip(_TRAILING)) if title.written is None and begins_as_date(rest) else None
    if below and not strip_facts(below.rest) and _is_definite(below):
        title = replace(title, written=below, rest=below.rest)
    title = _take_brackets(title)
    title = replace(title, text=_LABELS.sub("", strip_markers(title.text.strip()), count=1))
    prefix, text = take_stream_prefix(title.text, known)
    if prefix and not title.written:
        title = _take_date(replace(title, text=text))
        text = title.text
    all_streams, text = take_all_streams(text)
    text = squeeze(text).strip(_TRAILING) or squeeze(paragraph.text)
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


def find_ordinal(title: str) -> int | None:
    """The number of a meeting in its series, from ``5th``, ``Fifth``, ``Vth`` or ``Meeting 5``."""
    match = _ORDINAL.search(head_of(title))
    if match is None:
        return None
    if match["word"]:
        return _WORDS.index(match["word"].lower()) + 1
    if match["roman"]:
        values = [_ROMAN[letter] for letter in match["roman"].lower()]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return int(match["digits"] or match["after"])


def looks_like_item(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a plain line reads as an item: a numbered meeting, a stream's task, or a verb to begin with."""
    body = strip_markers(text)
    if len(body) > 250:
        return False
    prefix, body = take_stream_prefix(body, known)
    words = body.split(None, 1)
    if not words:
        return False
    return (
        bool(prefix)
        or is_meeting(_split_plain(body)[0])
        or is_closure(body)
        or (words[0][0].isupper() and base_verb(words[0]) is not None)
    )


def _is_enough(lead: str, known: Sequence[str]) -> bool:
    """Whether marked words are a title by themselves, not just a number, a date, a stream or a label."""
    words = strip_markers(lead).strip(_TRAILING)
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
    if read_whole_date(words) or _ORDINAL.fullmatch(words):
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
    start += _split_leading_date(lead[start:])[1]
    named = GROUP_PREFIX.match(lead, start)
    cut = _CUT.search(lead, named.end() if named else start + 3)
    if cut and not (lead[start : cut.start()].lower() in _GENERIC and rest == "" and cut[0][0] == ":"):
        return lead[: cut.start()], squeeze(f"{lead[cut.end() :]} {rest}")
    return lead, rest


def _whole_date(text: str) -> WrittenDate | None:
    date = read_whole_date(text)
    return date if date and date.says_when and _is_definite(date) else None


def _is_definite(date: WrittenDate) -> bool:
    return date.says_day or bool(date.first.month or date.quarter or date.relative)


def leading_date(text: str) -> WrittenDate | None:
    """The date that a line begins with, before a colon or dash and a title."""
    return _split_leading_date(text)[0]


def _split_leading_date(text: str) -> tuple[WrittenDate | None, int]:
    """The longest date before a colon or dash, and where the title after it begins."""
    found, end = None, 0
    for cut in _AFTER_DATE.finditer(text, 2, _MAX_DATE):
        date = _whole_date(text[: cut.start()].strip(" ()"))
        if date:
            found, end = date, cut.end()
    return found, end


def _take_date(title: Title) -> Title:
    """The title without the date before or behind it."""
    text = title.text
    date, end = _split_leading_date(text)
    title = replace(title, text=text[end:], written=date) if date else title
    text = title.text.strip(_TRAILING)
    if not _DIGIT.search(text, len(text) - _MAX_DATE):
        return title
    for cut in _BEFORE_DATE.finditer(text, max(0, len(text) - _MAX_DATE - 5)):
        if text.count("(", 0, cut.start()) > text.count(")", 0, cut.start()):
            continue
        date = read_whole_date(text[cut.end() :].strip(" ."))
        if date is None:
            continue
        period = not title.written and (date.first.year or date.quarter)
        if date.says_day or date.times or period:
            return replace(title, text=text[: cut.start()], written=_finer(title.written, date))
    return title


def _finer(written: WrittenDate | None, other: WrittenDate | None) -> WrittenDate | None:
    """Of two dates of one item the one that says more: a day, and a time with it."""
    if written is None or other is None:
        return written or other
    if not written.says_day and (other.says_day or (other.times and not written.times)):
        return other if other.says_day else replace(written, times=other.times)
    return replace(written, times=other.times) if other.times and not written.times else written


def _take_brackets(title: Title) -> Title:
    """The title without the brackets that hold a date, a format, a length or doubt."""
    facts, text, written = [], title.text, title.written
    for match in list(_BRACKET.finditer(text)):
        inside = match[1].strip()
        date = read_date(inside, bare=True)
        if date and not strip_facts(date.rest) and date.says_when:
            written = _finer(written, date)
            inside = date.rest
        elif not (find_format(inside) or find_length(inside) or is_tentative(inside)):
            continue
        facts.append(inside)
        text = text.replace(match[0], " ", 1)
    for comma in re.finditer(r",\s*([^,]*)", text):
        if _is_fact(comma[1]):  # ", online", and what else is said behind it
            facts.append(text[comma.start(1) :].strip(_TRAILING))
            text = text[: comma.start()]
            break
    return replace(title, text=text, facts=tuple(facts), written=written)


def _is_fact(text: str) -> bool:
    """Whether words are nothing but a format, a length or doubt."""
    return bool(find_format(text) or find_length(text) or is_tentative(text)) and not strip_facts(
        text.strip(_TRAILING)
    )


def _take_actor(title: Title, text: str) -> Title:
    """``EMG Secretariat to circulate the draft`` is *circulate the draft*, by the EMG Secretariat."""
    match = re.match(r"(?:The\s+)?([A-Z][\w&/’' -]{1,60}?)\s+(?:to|will|shall)\s+(?=[a-z])", text)
    if match and base_verb(text[match.end() :].split(" ", 1)[0]) and not base_verb(text.split(" ", 1)[0]):
        after = text[match.end() :]
        return replace(title, text=after[:1].upper() + after[1:], actor=match[1])
    return replace(title, text=text)
