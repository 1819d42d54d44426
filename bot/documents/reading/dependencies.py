"""What must come first: stated in the document, or suggested by the order of streams and plenaries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.documents.draft import DraftDependency, DraftItem
from bot.documents.reading.ordinals import find_ordinal
from bot.documents.reading.points import find_streams
from bot.documents.reading.verbs import base_verb
from bot.plan.rules.items import Kind

_MENTION = re.compile(
    r"\b(\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+"
    r"((?:[\w’'/&-]+\s+){0,5}?)(?:meeting|session|call|workshop|webinar|retreat|teleconference)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:for|at|before|prior\s+to|ahead\s+of|in\s+advance\s+of|preparation\s+of|to)\s+(?:the\s+|its\s+|our\s+)?$",
    re.I,
)
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
        "their",
        "into",
        "draft",
        "final",
        "first",
        "second",
        "meeting",
    ]
)
_MAX_MENTIONS = 20


class _Seen:
    """What came earlier in the plan."""

    def __init__(self) -> None:
        self.series: dict[tuple[str, ...], dict[int, int]] = {}
        self.last_meeting: dict[str, int] = {}
        self.last_plenary: int | None = None
        self.since_plenary: dict[str, int] = {}
        self.last_task: dict[tuple[str, ...], int] = {}
        self.last_activity: dict[str, int] = {}
        self.objects: dict[frozenset[str], int] = {}
        self.plenaries: list[int] = []


def add_dependencies(items: Sequence[DraftItem]) -> list[DraftItem]:
    """The items with what each needs before it: only items earlier in the plan, so never a circle."""
    seen, needs = _Seen(), [dict[int, bool]() for _item in items]
    later: dict[tuple[tuple[str, ...], int], list[int]] = {}
    for index in range(len(items)):
        stated = set(_stated(items, index, seen, later))
        inferred = set(_inferred(items, index, seen, has_stated=bool(stated))) - stated
        needs[index] = {**{i: True for i in sorted(inferred)}, **{i: False for i in sorted(stated)}}
        _remember(items, index, seen)
    return [
        replace(
            item,
            depends_on=tuple(
                DraftDependency(items[i].key, inferred)
                for i, inferred in sorted(need.items(), key=lambda n: (n[1], n[0]))
            ),
        )
        for item, need in zip(items, needs, strict=True)
    ]


def _stated(
    items: Sequence[DraftItem], index: int, seen: _Seen, later: dict[tuple[tuple[str, ...], int], list[int]]
) -> list[int]:
    """The meeting before in the series, meetings named in the text, the same document at an earlier stage."""
    item, found = items[index], []
    if item.kind is Kind.MEETING and item.ordinal is not None:
        found += later.pop((item.streams, item.ordinal), [])
        before = seen.series.get(item.streams, {}).get(item.ordinal - 1)
        if before is not None:
            found.append(before)
    words = f"{item.title}. {item.notes or ''} {' '.join(item.agenda)}"
    for number, mention in enumerate(_MENTION.finditer(words)):
        if number >= _MAX_MENTIONS:
            break
        ordinal = find_ordinal(mention[0])
        if ordinal is None or (mention.start() == 0 and item.kind is Kind.MEETING):
            continue
        streams = tuple(find_streams(mention[0]))
        target = seen.series.get(streams, {}).get(ordinal)
        if target is not None and _same_series(mention[2], items[target]):
            found.append(target)
        elif (
            target is None and item.kind is not Kind.MEETING and _AHEAD.search(words[: mention.start()][-30:])
        ):
            later.setdefault((streams, ordinal), []).append(index)
    earlier = seen.objects.get(_subject(item))
    if earlier is not None and items[earlier].streams == item.streams and item.kind is not Kind.MEETING:
        found.append(earlier)
    return found


def _same_series(between: str, meeting: DraftItem) -> bool:
    """Whether the words between number and *meeting* are those of that meeting's own title."""
    title = set(re.findall(r"\w+", meeting.title.lower()))
    return {word for word in re.findall(r"\w+", between.lower()) if word not in _COMMON} <= title


def _subject(item: DraftItem) -> frozenset[str]:
    """The title's words without its verb: what the work is about."""
    words = re.findall(r"[\w-]+", item.title.lower())
    if words and base_verb(words[0]):
        words = words[1:]
    found = frozenset(word for word in words if word not in _COMMON)
    return found if len(found) > 2 else frozenset({item.title})


def _inferred(items: Sequence[DraftItem], index: int, seen: _Seen, *, has_stated: bool) -> list[int]:
    item = items[index]
    if item.kind is Kind.MEETING and item.streams:
        if has_stated:
            return []
        found = [seen.last_meeting.get(s, seen.last_activity.get(s)) for s in item.streams]
        return [i for i in found if i is not None]
    if item.kind is Kind.MEETING:
        return sorted(seen.since_plenary.values())
    if item.kind is Kind.CLOSURE:
        return sorted(set(seen.last_task.values()) - {i for s, i in seen.last_task.items() if len(s) > 1})
    if has_stated:
        return []
    before = seen.last_task.get(item.streams)
    if before is not None:
        return [before]
    meetings = [seen.last_meeting[s] for s in item.streams if s in seen.last_meeting]
    if not item.streams:
        return _about_the_same(items, index, seen)
    if (
        item.kind is Kind.DELIVERABLE
        and seen.last_plenary is not None
        and meetings
        and seen.last_plenary > max(meetings)
    ):
        meetings.append(seen.last_plenary)
    return meetings


def _about_the_same(items: Sequence[DraftItem], index: int, seen: _Seen) -> list[int]:
    """The latest plenaries whose agenda takes up the subject; else the last one."""
    subject = _subject(items[index])
    found = [
        i
        for i in seen.plenaries[-5:]
        if any(
            len(subject & set(re.findall(r"[\w-]+", p.lower()))) >= 0.6 * len(subject)
            for p in items[i].agenda
        )
    ]
    return found or seen.plenaries[-1:]


def _remember(items: Sequence[DraftItem], index: int, seen: _Seen) -> None:
    item = items[index]
    if item.kind is not Kind.MEETING:
        seen.last_task[item.streams] = index
        seen.objects[_subject(item)] = index
        for stream in item.streams:
            seen.last_activity[stream] = index
        return
    if item.ordinal is not None:
        seen.series.setdefault(item.streams, {}).setdefault(item.ordinal, index)
    for stream in item.streams:
        seen.last_meeting[stream] = seen.since_plenary[stream] = index
    if not item.streams:
        seen.last_plenary = index
        seen.plenaries.append(index)
        seen.since_plenary = {}
