"""A point as people write it on one line: its text, time, speaker, purpose and papers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.dates.folding import fold
from bot.meetings.agenda.rules import Point, PointKind, PointLine, PointPaper

_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)](?!\d)|[-•*–])\s*")
_PAPER = re.compile(
    r"[\[(]?(?:\b(?P<open>(?i:open|public|ouvert))\s?:\s*)?(?:\b(?P<language>[A-Za-z]{2}|[A-Z]{2})\s*[:=]?\s+|\b(?P<glued>[A-Za-z]{2}):)?(?P<url>https?://[^\s<>|)\]]+)[\])]?"
)
_CLOCKS = re.compile(
    r"^\s*(?P<h1>[01]?\d|2[0-3])[:h.](?P<m1>[0-5]\d)\s*[-–—]\s*(?P<h2>[01]?\d|2[0-3])[:h.](?P<m2>[0-5]\d)\s*[:,–-]?\s+"
)
_MINUTES = re.compile(
    r"(?<![\w:.])(?:(?P<hours>\d)\s?h(?:ours?|rs?|eures?)?\s?(?P<more>[0-5]\d)?|(?P<count>\d{1,3})\s?(?:minutes|minute|mins|min|['′’]))(?!\w)\.?"
)
_KINDS = {
    "information": PointKind.INFORMATION, "info": PointKind.INFORMATION, "discussion": PointKind.DISCUSSION,
    "debat": PointKind.DISCUSSION, "decision": PointKind.DECISION, "adoption": PointKind.DECISION,
}  # fmt: skip
_FOR = re.compile(r"^(?:for|pour)\s+")
_BY = re.compile(r"^(?:by|speaker|presented by|par)\s*:?\s+", re.IGNORECASE)
_MENTION = re.compile(r"^<@[UW][A-Z0-9]+>$")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]\s*$")
LONGEST_MINUTES = 600
NEAR = 60
"""How like (of 100) a changed line has to be to the point that it was."""


@dataclass(frozen=True)
class Speakers:
    """Who may be named as a speaker: agencies, and people by name with their mention."""

    agencies: Collection[str] = ()
    people: Mapping[str, str] = field(default_factory=dict)

    def known(self, typed: str) -> str | None:
        """The agency or the mention that a name stands for."""
        wanted = fold(typed).removeprefix("@").strip()
        agency = next((name for name in self.agencies if fold(name) == wanted), None)
        return agency or next((user for name, user in self.people.items() if fold(name) == wanted), None)

    def name_of(self, speaker: str) -> str:
        """A speaker as people type them."""
        return next((f"@{name}" for name, user in self.people.items() if user == speaker), speaker)


def read_line(typed: str, speakers: Speakers) -> PointLine | None:
    """What one line says; None of a line without words.

    What stands after ``|`` or ``·``, or in brackets at the end, is told apart by what it is: a time, a
    purpose, an address, a known agency or person. What is none of these stays text; after ``|`` it is the
    speaker.
    """
    papers: list[PointPaper] = []
    line = _PAPER.sub(lambda found: _take_paper(found, papers), _NUMBER.sub("", typed))
    first, *rest = re.split(r"\s*[|·]\s*", line)
    found = PointLine("", papers=tuple(dict.fromkeys(papers)))
    if clocks := _CLOCKS.match(first):
        found, first = replace(found, minutes=_between(clocks)), first[clocks.end() :]
    for part in rest:
        found = _with_part(found, part.strip(), speakers)
    while bracket := _BRACKETS.search(first):
        with_it = _with_known_parts(found, bracket[1], speakers)
        if with_it is None:
            break
        found, first = with_it, first[: bracket.start()]
    first, found = _minutes_at_end(first, found)
    text = " ".join(first.split()).strip(" -–—,;:")
    return replace(found, text=text) if text else None


def _take_paper(found: re.Match[str], papers: list[PointPaper]) -> str:
    language = (found["language"] or found["glued"] or "").lower()
    papers.append(PointPaper(language, found["url"].rstrip(".,;"), is_open=found["open"] is not None))
    return " "


def _between(clocks: re.Match[str]) -> int | None:
    start = int(clocks["h1"]) * 60 + int(clocks["m1"])
    minutes = int(clocks["h2"]) * 60 + int(clocks["m2"]) - start
    return minutes if 0 < minutes <= LONGEST_MINUTES else None


def _with_part(line: PointLine, part: str, speakers: Speakers) -> PointLine:
    if not part:
        return line
    known = _with_known_parts(line, part, speakers)
    return known if known is not None else replace(line, speaker=_BY.sub("", part)[:120])


def _with_known_parts(line: PointLine, text: str, speakers: Speakers) -> PointLine | None:
    """A line with the parts that a text between commas names; None where one of them is none of ours."""
    for part in (one.strip() for one in re.split(r"[,;]", text)):
        known = _with_known(line, part, speakers)
        if known is None:
            return None
        line = known
    return line


def _with_known(line: PointLine, part: str, speakers: Speakers) -> PointLine | None:
    if not part:
        return line
    minutes = _MINUTES.fullmatch(part)
    if minutes:
        return replace(line, minutes=read_minutes(part))
    kind = _KINDS.get(_FOR.sub("", fold(part)))
    if kind is not None:
        return replace(line, kind=kind)
    name = _BY.sub("", part)
    speaker = name if _MENTION.match(name) else speakers.known(name)
    if speaker is None and name != part:
        speaker = name[:120]
    return replace(line, speaker=speaker) if speaker is not None else None


def _minutes_at_end(text: str, line: PointLine) -> tuple[str, PointLine]:
    """The text without a time at its very end, as in ``Review of actions 10 min``."""
    found = list(_MINUTES.finditer(text))
    if line.minutes is not None or not found or text[found[-1].end() :].strip(" .,;–-"):
        return text, line
    minutes = read_minutes(found[-1].group())
    return (text[: found[-1].start()], replace(line, minutes=minutes)) if minutes else (text, line)


def read_minutes(typed: str) -> int | None:
    """``20 min``, ``1h30``, ``2 h`` or ``20`` in minutes; None of anything else."""
    found = _MINUTES.fullmatch(typed.strip())
    if found is None:
        return int(typed) if typed.strip().isdecimal() and 0 < int(typed[:6]) <= LONGEST_MINUTES else None
    count = int(found["count"]) if found["count"] else int(found["hours"]) * 60 + int(found["more"] or 0)
    return count if 0 < count <= LONGEST_MINUTES else None


def write_line(
    line: PointLine, speakers: Speakers, kinds: Mapping[PointKind, str], minutes: str, opened: str
) -> str:
    """A point as one line that `read_line` reads as the same.

    Args:
        line: the point.
        speakers: the names of people.
        kinds: what each purpose is called.
        minutes: a text with the placeholder ``{count}``.
        opened: the word before a paper that everybody may read.
    """
    parts = [" ".join(line.text.split()).replace("|", "/").replace("·", "•")]
    if line.minutes is not None:
        parts.append(minutes.format(count=line.minutes))
    if line.speaker is not None:
        parts.append(speakers.name_of(line.speaker))
    if line.kind is not None:
        parts.append(kinds[line.kind])
    parts += [
        " ".join(filter(None, (f"{opened}:" if paper.is_open else "", paper.language, paper.url)))
        for paper in line.papers
    ]
    return " | ".join(parts)


def match_lines(lines: Sequence[PointLine], known: Sequence[Point]) -> list[PointLine]:
    """The lines with the ids of the points that they were: by the same text first, then by the likest."""
    from rapidfuzz import fuzz  # here: few agendas are changed as a whole, and it takes time to load

    left = {point.id: point for point in known}
    found: list[PointLine] = []
    for line in lines:
        same = next((point.id for point in left.values() if fold(point.text) == fold(line.text)), None)
        left.pop(same or 0, None)
        found.append(replace(line, point_id=same))
    for place, line in enumerate(found):
        if line.point_id is not None or not left:
            continue
        likest = max(left.values(), key=lambda point: fuzz.ratio(fold(point.text), fold(line.text)))
        if fuzz.ratio(fold(likest.text), fold(line.text)) >= NEAR:
            del left[likest.id]
            found[place] = replace(line, point_id=likest.id)
    return found
