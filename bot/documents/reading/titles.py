"""From the words of an item's first paragraph to its title, ordinal, streams and own date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.documents.reading.blocks import Paragraph, squeeze
from bot.documents.reading.dating import Dates
from bot.documents.reading.facts import is_name, is_tentative
from bot.documents.reading.kinds import end_of_group, head_of, is_closure, is_meeting
from bot.documents.reading.ordinals import ORDINAL, find_ordinal
from bot.documents.reading.points import (
    find_streams,
    split_points,
    strip_markers,
    take_all_streams,
    take_stream_prefix,
)  # fmt: skip
from bot.documents.reading.title_brackets import BRACKET, take_brackets
from bot.documents.reading.title_dates import (
    FOOTNOTE,
    TRAILING,
    Title,
    is_fact,
    is_no_title,
    take_date_below,
    take_dates,
    take_leading,
)
from bot.documents.reading.verbs import base_verb
from bot.documents.reading.words import ACTION, CANCELLED, status_named

_LABELS = re.compile(
    r"(?:TB[CD]|Tentative|Possible|Proposed|Provisional|Deliverable|Milestone|Activity|Task|Output|Meeting|Submission"
    r"|Event|Action(?: points?| items?)?|AP|Decision|Décision|Jalon|Livrable|Activité|Tâche|Réunion)"
    r"\s*\d{0,2}\s*:\s*(?=\S)"
)
_CUT = re.compile(r"\s?:(?:\s|$)|\.\s+(?=[A-ZÀ-Ý])(?<!No\.\s)(?<!\b[A-Z]\.\s)|;\s")
_STATUS_END = re.compile(r"(?::|\s[–—-])\s*([\w /%-]{2,20})\W*$")
_CODE = re.compile(r"[A-Z]{1,8}[.-]?\d[\d.]*|[A-Z]{2,4}")
_CANCELLED = re.compile(rf"\s*\({CANCELLED.pattern}\)|{CANCELLED.pattern}", re.IGNORECASE)
_GENERIC = {"workshop", "webinar", "meeting", "retreat", "seminar", "training", "briefing", "consultation"}
_SENTENCE = 60


def read_title(paragraph: Paragraph, known: Sequence[str], dates: Dates, *, with_month: bool = True) -> Title:
    """The title in a paragraph: its bold or underlined beginning, else its words up to a colon or points.

    Args:
        paragraph: the item's first.
        known: labels of the group's streams.
        dates: the document's reader of dates.
        with_month: whether a month or year behind the title or in brackets may be the item's date. Below the
            heading of a month it is not: *input to the session of UNEA (December 2017)*.
    """
    paragraph = _without_struck(paragraph)
    lead, rest = paragraph.split_marked() if paragraph.is_marked else paragraph.split_italic()
    if not _is_enough(lead, known, dates):
        lead, rest = _split_plain(paragraph.text, dates, strips=not paragraph.level)
    bracket = BRACKET.match(rest)
    if bracket and not take_brackets(Title(bracket[0]), dates, with_month=with_month).text.strip():
        lead, rest = f"{lead} {bracket[0]}", rest[bracket.end() :].lstrip(" :")
    strip = strip_markers if not paragraph.level else str
    title = take_dates(Title(strip(FOOTNOTE.sub("", lead)), rest), dates, with_month=with_month)
    if not title.date:
        title = take_date_below(title, dates, anywhere=with_month)
    title = take_brackets(title, dates, with_month=with_month)
    title = replace(title, text=_LABELS.sub("", strip(title.text.strip()), count=1))
    title = _take_status(title)
    prefix, text = take_stream_prefix(title.text, known)
    if prefix:
        title = take_dates(replace(title, text=text), dates, with_month=with_month)
        text = title.text
    all_streams, text = take_all_streams(text)
    text = squeeze(text).strip(TRAILING) or squeeze(title.text) or squeeze(paragraph.text)
    text = (
        f"{text}…"
        if paragraph.text.endswith("…")
        and not text.endswith("…")
        and text in paragraph.text[-len(text) - 1 :]
        else text
    )
    streams = prefix or find_streams(head_of(text) if is_meeting(text) else text, known)
    if not streams and is_meeting(text):
        streams = find_streams(text, known)
    return replace(
        _take_actor(title, text, is_action=bool(ACTION.match(paragraph.text))),
        streams=streams,
        ordinal=find_ordinal(text) if is_meeting(text) else None,
        all_streams=all_streams,
        tentative=is_tentative(lead) or title.tentative,
        sure=title.sure
        and not is_no_title(text)
        and not re.fullmatch(r"\(.*\)", text)
        and not (is_fact(text) and not is_meeting(text)),
    )


def is_struck(paragraph: Paragraph) -> bool:
    """Whether an item's words are struck out, all but a date, a remark in brackets or *cancelled*."""
    return bool(paragraph.struck) and not _left_of_struck(paragraph)


def _left_of_struck(paragraph: Paragraph) -> str:
    words = re.sub(r"\([^()]*\)", "", paragraph.kept.text)
    return re.sub(r"\W", "", CANCELLED.sub("", words))


def _without_struck(paragraph: Paragraph) -> Paragraph:
    """The paragraph without what is struck; where that is the title itself, without *cancelled* behind it."""
    if not paragraph.struck or not is_struck(paragraph):
        return paragraph.kept
    bare = (run if run.struck else replace(run, text=_CANCELLED.sub("", run.text)) for run in paragraph.runs)
    return replace(paragraph, runs=tuple(bare))


def looks_like_item(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a plain line reads as an item: a numbered meeting, a stream's task, or a verb to begin with."""
    prefix, body = take_stream_prefix(strip_markers(text), known)
    words, lead = body.split(None, 1), _cut_plain(body, 0)[0]
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
        paragraph.split_italic()[0] or len(_cut_plain(text, 0)[0]) < len(text) - 1
    )


def _is_enough(lead: str, known: Sequence[str], dates: Dates) -> bool:
    """Whether marked words are a title by themselves, not just a number, a date, a stream or a label."""
    words = strip_markers(lead).strip(TRAILING)
    if not words or _LABELS.fullmatch(words + ": x"[:2]):
        return False
    if words.lower() in {"deliverable", "milestone", "activity", "task"}:
        return False
    if find_streams(words, known) and take_stream_prefix(words + ": x", known)[1] == "x":
        return False
    if len(words.split()) == 1 and base_verb(words):
        return False
    if dates.is_date(words) or ORDINAL.fullmatch(words) or _CODE.fullmatch(words):
        return False
    return len(words) > 3


def _split_plain(text: str, dates: Dates, *, strips: bool) -> tuple[str, str]:
    """An unmarked line's title and the rest, cut behind the date that it begins with."""
    body = strip_markers(text) if strips else text
    return _cut_plain(body, take_leading(body, dates)[1], strips=strips)


def _cut_plain(text: str, start: int, *, strips: bool = True) -> tuple[str, str]:
    """A line's title and the rest: cut at points, at a stop, or at a colon where the title ends there."""
    body = strip_markers(text) if strips and not start else text
    lead, points = split_points(body)
    if points and len(lead) < start:
        lead, points = body, ()
    rest = body[len(lead) :].strip() if points and lead else ""
    lead = lead if points and lead else body
    prefix, after = take_stream_prefix(lead[start:])
    if prefix:
        start = len(lead) - len(after)
    label = _LABELS.match(lead, start)
    start = label.end() if label else start
    named = end_of_group(lead, start)
    cut = _cut_of(lead, named if named > start else start + 3)
    if cut and not (lead[start : cut.start()].lower() in _GENERIC and rest == "" and ":" in cut[0]):
        after = lead[cut.end() :]
        if ":" not in cut[0] or rest or _ends_title(lead[start : cut.start()], after):
            return lead[: cut.start()], squeeze(f"{after} {rest}")
    return lead, rest


def _ends_title(title: str, after: str) -> bool:
    """Whether a title ends at a colon: it names a meeting, or a sentence or nothing follows."""
    words = after.strip()
    sentence = len(words) > _SENTENCE or (words.endswith(".") and len(words.split()) > 4)
    return not words or is_meeting(title) or sentence


def _cut_of(lead: str, start: int) -> re.Match[str] | None:
    """Where a title ends: at the first colon, point or the like that stands in no bracket."""
    for cut in _CUT.finditer(lead, start):
        if lead.count("(", 0, cut.start()) <= lead.count(")", 0, cut.start()):
            return cut
    return None


def _take_status(title: Title) -> Title:
    """``CANCELLED: Board meeting``, ``CANCELLED - 4th meeting``."""
    match = CANCELLED.match(title.text)
    rest = title.text[match.end() :] if match else ""
    if match and re.match(r"\s*[:–—-]\s*\S", rest):
        return replace(title, text=rest.strip(" :–—-"), cancelled=True)
    said = _STATUS_END.search(title.text)
    if said and status_named(said[1]) and not CANCELLED.fullmatch(said[1]):
        return replace(title, text=title.text[: said.start()], facts=(*title.facts, said[1]))
    end = re.search(rf"\s*[–—:-]\s*{CANCELLED.pattern}\s*$", title.text, re.IGNORECASE)
    return replace(title, text=title.text[: end.start()], cancelled=True) if end else title


def _take_actor(title: Title, text: str, *, is_action: bool) -> Title:
    """``EMG Secretariat to circulate the draft`` is *circulate the draft*, by the EMG Secretariat."""
    match = re.match(
        r"(?:The\s+)?((?:[A-Z]\. ?)*[A-Z][\w&/’' -]{1,60}?)\s+(?:to|will|shall)\s+(?=[a-z])", text
    )
    if (
        match
        and is_name(match[1].replace(".", ""))
        and (is_action or base_verb(text[match.end() :].split(" ", 1)[0]))
        and not base_verb(text.split(" ", 1)[0])
    ):
        after = text[match.end() :]
        return replace(title, text=after[:1].upper() + after[1:], actor=match[1])
    return replace(title, text=text)
