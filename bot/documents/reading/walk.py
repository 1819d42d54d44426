"""Where a walk over the blocks of a document stands: what holds here, and what was found so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.core.i18n import N_
from bot.documents.reading.blocks import Paragraph
from bot.documents.reading.dated import Scope
from bot.documents.reading.dating import Dates
from bot.documents.reading.entries import Entry, Outline
from bot.documents.reading.kinds import is_closure, is_meeting
from bot.documents.reading.points import is_stream_heading, strip_markers, take_stream_prefix
from bot.documents.reading.title_dates import leading_date
from bot.documents.reading.titles import is_struck, looks_like_item
from bot.documents.reading.words import GENERIC, HISTORY, MINUTES, NO_PLAN, PLAN, fold, label_named

CONTINUED = re.compile(
    r"[\s,–-]*\(?\b(?:cont(?:inued|['’]?d|\.)?|suite)\)?\s*$", re.IGNORECASE
)  # after a page break
_GROUP = re.compile(
    r"\b(?:group|team|force|committee|network|partnership|commission|IMG|groupe|comité)\b", re.I
)
_PLAN_NAME = re.compile(
    r"(?:(?:the|possible|proposed|draft|tentative|indicative|provisional|preliminary|revised|updated|annual|joint)\s+)*"
    r"(?:time-?line|work\s?-?plan|programme\s+of\s+work|plan\s+of\s+work|schedule|calendar|road-?map|calendrier|feuille\s+de\s+route)\b"
    r"(?!\s+[a-z]+(?:ed|es|s)\b)",
    re.I,
)
_MAX_WORDS = 9
LINE_DEPTH, POINT_DEPTH = 20, 30  # below every heading: lines that are headings, and points of lists

NOT_A_PLAN = N_("it stands in a part that is no plan")
NOTHING = N_("it says that nothing takes place")
FOOTNOTE = N_("it is a footnote")
PAGE = N_("it is the number of a page")
SUM = N_("it is a sum, or a remark on the table")
PROSE = N_("it is text without an item of the plan")
ASIDES = {
    "code": N_("it is code or a drawing"),
    "comment": N_("it is a comment that nobody sees"),
    "matter": N_("it is a setting of the file"),
    "nav": N_("it leads to other pages"),
}
MARKUP = N_("it is markup")


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading says about what stands below it; headings of a smaller depth end it."""

    depth: int
    text: str
    scope: Scope | None = None
    streams: dict[str, str] = field(default_factory=dict)
    is_named: bool = True  # whether it is told beside an item: dates and the document's title are not
    is_plan: bool = False
    no_plan: bool = False
    is_history: bool = False


class Walk:
    """The outline so far, the entry at hand, and the sections that hold here."""

    def __init__(self, dates: Dates, known: Sequence[str]) -> None:
        self.outline = Outline()
        self.dates = dates
        self.known = known
        self.entry: Entry | None = None  # the item that a following line may belong to
        self.agenda: Entry | None = None  # the meeting whose agenda a heading announced
        self.sections: list[Section] = []
        self.series = 0  # counts the tables and lists whose dates follow on each other
        self.preface: list[str] = []
        self.footnotes = 0  # that the table right above points to, and that follow it

    @property
    def scope(self) -> Scope | None:
        """The innermost date heading."""
        return next((s.scope for s in reversed(self.sections) if s.scope), None)

    @property
    def streams(self) -> dict[str, str]:
        """The streams that the headings name."""
        return next((s.streams for s in reversed(self.sections) if s.streams), {})

    @property
    def section(self) -> str:
        """The headings that are told beside an item, outermost first."""
        return " / ".join(s.text for s in self.sections if s.is_named and not s.streams and not s.scope)

    @property
    def is_plan(self) -> bool:
        """Whether a heading here, or the document's title, names a plan."""
        return any(s.is_plan for s in self.sections) or bool(PLAN.search(fold(self.outline.title or "")))

    @property
    def closed(self) -> Section | None:
        """The section without a plan that holds here, unless one within it is a plan or a date."""
        ruling = next((s for s in reversed(self.sections) if s.no_plan or s.is_plan or s.scope), None)
        return ruling if ruling is not None and ruling.no_plan else None

    def push(self, section: Section) -> None:
        """Begin a section; those of its depth and deeper end."""
        self.pop(section.depth)
        self.sections.append(section)
        self.entry = None

    def pop(self, depth: int) -> None:
        """End the sections of that depth and deeper."""
        while self.sections and self.sections[-1].depth >= depth:
            self.sections.pop()

    def begin(self, paragraph: Paragraph, lines: tuple[int, ...], text: str, **facts: object) -> Entry:
        """Begin an entry with its title."""
        entry = Entry(
            paragraph,
            scope=self.scope,
            series=(self.series,),
            streams=dict(self.streams),
            section=self.section,
            level=paragraph.level,
            style=style_of(paragraph),
            box=paragraph.box,
            struck=is_struck(paragraph),
        )
        if paragraph.struck and not entry.struck and self.dates.is_date(paragraph.struck):
            entry.old = paragraph.struck
        for name, value in facts.items():
            setattr(entry, name, value)
        entry.own(lines, text)
        self.entry = entry
        self.outline.entries.append(entry)
        self.outline.events.append(entry)
        return entry

    def hold(self, text: str, depth: int) -> None:
        """Let a date hold for what stands below."""
        text = CONTINUED.sub("", text).strip(" -–—=*_#:.•|")
        self.pop(depth)
        scope = Scope(strip_markers(text), self.scope, (self.series,))
        self.outline.events.append(scope)
        self.push(Section(depth, text, scope, is_named=False))

    def is_date_heading(self, text: str) -> bool:
        """Whether a line is nothing but a date: a month, quarter, year, or a whole day."""
        if len(text) > 80:
            return False
        body = CONTINUED.sub("", text).strip(" -–—=*_#:.•|")
        return len(body.split()) <= _MAX_WORDS and (
            self.dates.is_period(strip_markers(body)) or self.dates.is_period(body)
        )

    def take_heading(self, paragraph: Paragraph) -> None:
        """A heading: of a date, of a stream, of a part that is no plan, of an item, or of anything else."""
        text, depth = paragraph.text, paragraph.heading
        name = fold(text).strip(" :.0123456789")
        if self.entry is not None and label_named(text) == "agenda" and is_meeting(self.entry.title.text):
            self.agenda = self.entry
            self.outline.add_heading(paragraph.lines, text)
            return
        before = not self.outline.entries and self.scope is None
        self.pop(depth)
        self.agenda = None
        if self.is_date_heading(text):
            self.hold(text, depth)
        elif streams := self._streams_of(text):
            self.push(Section(depth, text, streams=streams))
        elif self._is_item(paragraph, before):
            self.push(Section(depth, text, is_named=False))
            self.begin(paragraph, paragraph.lines, text)
            return
        else:
            title = self.outline.title
            is_title = title is None or (
                before and bool(PLAN.search(fold(text))) and not PLAN.search(fold(title))
            )
            if is_title:
                self.outline.title = text
            plan = bool(PLAN.search(name))
            closed = (bool(NO_PLAN.fullmatch(name)) and not is_title) or bool(MINUTES.search(name))
            self.push(
                Section(
                    depth, text, is_named=not (is_title or plan or GENERIC.fullmatch(name)), is_plan=plan,
                    no_plan=closed,
                    is_history=bool(HISTORY.search(name) or MINUTES.search(name)),
                )
            )  # fmt: skip
        self.outline.add_heading(paragraph.lines, text)
        self.preface.append(text)

    def _streams_of(self, text: str) -> dict[str, str]:
        plain = strip_markers(text)
        return is_stream_heading(plain, self.known) or is_stream_heading(
            re.split(r"[:–—(]", plain)[0], self.known
        )

    def _is_item(self, paragraph: Paragraph, before: bool) -> bool:
        """Whether a heading is an item: it has a date, or stands below one and reads as an item."""
        text = paragraph.text
        if _PLAN_NAME.match(text) or NO_PLAN.fullmatch(fold(text)) or MINUTES.search(fold(text)):
            return False
        if leading_date(text, self.dates):
            return True
        dated = [f for f in self.dates.find(text) if any(c.when.is_dated for c in f.reading.choices)]
        plan = self.is_plan and self.outline.title is not None
        if dated and (is_meeting(text) or plan or not before):
            return True
        return not before and self.scope is not None and looks_like_item(text, self.known)

    def take_stream_line(self, paragraph: Paragraph, following: str) -> bool:
        """A line that is nothing but the name of a stream, or names one right above a month."""
        text = strip_markers(paragraph.text)
        streams = is_stream_heading(text, self.known)
        if not streams and self.scope is None and self.is_date_heading(following):
            streams = take_stream_prefix(text, self.known)[0]
        if not streams and self.is_date_heading(following) and any(s.streams for s in self.sections):
            streams = take_stream_prefix(text, self.known)[0]
        if not streams:
            return False
        above = next((s for s in self.sections if s.streams and s.depth >= LINE_DEPTH - 1), None)
        depth = above.depth if above else LINE_DEPTH + 1 if self.scope else LINE_DEPTH - 1
        self.push(Section(depth, text, streams=streams))
        self.outline.add_heading(paragraph.lines, paragraph.text)
        self.series += 1
        return True

    def take_first_line(self, paragraph: Paragraph) -> bool:
        """A bare line before the first item: the title of the document, the name of the group, or unread."""
        if self.outline.entries or self.scope is not None or paragraph.level or len(self.preface) > 5:
            return False
        text = paragraph.text
        title = self.outline.title
        item_like = looks_like_item(text, self.known) or bool(leading_date(text, self.dates))
        if title is None and (_PLAN_NAME.match(text) or is_name_of_group(text)):
            item_like = bool(leading_date(text, self.dates))
        is_plan = bool(PLAN.search(fold(text)))
        if item_like and not (title is None and is_plan and not leading_date(text, self.dates)):
            return False
        if title is not None and not ((is_plan and len(text.split()) < 15) or is_name_of_group(text)):
            return False
        if len(text) > 200:
            return False
        self.preface.append(text)
        if title is None or (is_plan and not PLAN.search(fold(title))):
            self.outline.title = text
        if is_plan:
            self.push(Section(LINE_DEPTH - 2, text, is_named=False, is_plan=True))
        self.outline.add_heading(paragraph.lines, text)
        return True

    def unread(self, paragraph: Paragraph, why: str) -> None:
        """Note a paragraph as not read."""
        self.outline.add_unread(paragraph.lines, paragraph.text or paragraph.runs[0].text.strip(), why)


def style_of(paragraph: Paragraph) -> str:
    """The style of a point: points of one style belong to one list."""
    if not paragraph.level:
        return f"indent{paragraph.indent}" if paragraph.indent else ""
    return f"{paragraph.level}{paragraph.marker}"


def is_name_of_group(text: str) -> bool:
    """Whether a line is the name of a body rather than something it does: all in capitalised words."""
    words = re.findall(r"[^\W\d_]+", text)
    return (
        bool(_GROUP.search(text))
        and all(word[0].isupper() or len(word) < 4 for word in words)
        and not is_meeting(text)
        and not is_closure(text)
    )


def cut_paragraph(paragraph: Paragraph, text: str) -> Paragraph:
    """The paragraph with other words, unmarked."""
    return replace(paragraph, runs=(replace(paragraph.runs[0], text=text, bold=False, underline=False),))
