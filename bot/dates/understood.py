"""What a reader of dates is told, and what it answers: plain values, without any reading in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.dates.when import Precision, When

CHAT, DOCUMENTS = ("en", "fr"), ("en", "fr", "es", "de", "pt", "it")


class Order(StrEnum):
    """Which of two numbers is the day, in ``3/4``."""

    UNKNOWN = "unknown"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class AfterMonth(StrEnum):
    """What a two-digit number after the name of a month is, in ``Sep 26``."""

    UNKNOWN = "unknown"
    DAY = "day"
    YEAR = "year"


class Cause(StrEnum):
    """Why a reading is asked about, or why there is nothing to choose from."""

    # There is an answer, or several, and a person picks or confirms.
    ORDER = "order"  # 3/4: day or month first
    DAY_OR_YEAR = "day-or-year"  # sep 26
    DATE_OR_TIME = "date-or-time"  # 16.10 for a meeting that has a date
    ZONE = "zone"  # IST is used in three places
    UNKNOWN_ZONE = "unknown-zone"  # 14:00 XYZ
    ZONES_DIFFER = "zones-differ"  # 14:00 Geneva / 09:00 New York are two instants
    HOUR = "hour"  # 3:30, 2-5, half-day: morning or afternoon
    OVERNIGHT = "overnight"  # 22:00-01:00
    ONE_DAY = "one-day"  # 3-5 July 14:00: hours that belong to several days
    PAST = "past"
    FAR = "far"  # more than three years ahead
    LEAP = "leap"  # 29 feb, more than a year ahead
    WEEKDAY = "weekday"  # Tue 17 Jan is a Wednesday
    WHICH_WEEK = "which-week"  # next tuesday; thursday, of an item with a date; 2nd week of a month
    WHICH_MONTH = "which-month"  # a day beneath a heading of several months
    WHOSE_DAY = "whose-day"  # tomorrow, where it is another day already for the group
    TWO_DATES = "two-dates"  # 2 or 9 december; 3 and 7 July; two dates side by side
    SEASON = "season"
    VAGUE = "vague"  # early 2018, 5 March in the evening
    YEAR = "year"  # a document that nowhere says which year it is in
    BEFORE = "before"  # a meeting that is to be before a day
    AFTER = "after"  # from 3 May on, after 3 May
    NOT_BEFORE = "not-before"
    DIRECTION = "direction"  # forward 2 days, 2 weeks: earlier or later
    SHIFT_TOO_FINE = "shift-too-fine"  # a week later, of an item that has only a month
    LEFT_OVER = "left-over"  # `rest` could belong to the date
    # There is no answer yet.
    NO_DATE_TO_SHIFT = "no-date-to-shift"  # +2w, same time: the item has no date
    NEEDS_DAY = "needs-day"  # 14:00, of an item without a day
    UNKNOWN_ANCHOR = "unknown-anchor"  # 6 weeks after something that is no item and no anchor
    NO_SUCH_DATE = "no-such-date"
    NO_SUCH_TIME = "no-such-time"
    ENDS_TOO_EARLY = "ends-too-early"
    RECURRING = "recurring"  # every Tuesday
    NO_DATE = "no-date"  # nothing there is a date


class RemarkKind(StrEnum):
    """What an answer must say about a date that was understood."""

    HOURS_KEPT = "hours-kept"  # a new day; the hours (and length, zone) are the item's
    HOURS_DROPPED = "hours-dropped"  # a longer period; the item's hours no longer hold
    DAY_KEPT = "day-kept"  # a new time; the day is the item's
    LENGTH_KEPT = "length-kept"  # a new start; the item is as long as it was
    SHIFTED = "shifted"  # counted from the item's date
    SHORTER_MONTH = "shorter-month"  # a month after 31 January
    MOVED_FORWARD = "moved-forward"  # a time in the gap of a change of clocks
    TENTATIVE = "tentative"  # TBC, about, possibly
    SEASON = "season"  # read as months of the north
    NIGHT = "night"  # begins before 07:00 or after 21:00 in its own zone
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say beside the date; `text` is a translated sentence."""

    kind: RemarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One complete answer; `label` names what sets it apart from the others ("month first"), or is empty."""

    when: When
    label: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Who says it, when and of what.

    Attributes:
        now: the instant at which it is said (aware).
        zone: the group's zone; a `When` in it has `zone` None, whether it was named or not.
        speaker_zone: where the speaker is; None is the group's zone.
        current: the item's present date, or None.
        is_due: whether it is a deliverable's (due at the end of a period) and not a meeting's.
        anchors: from words ("img-m7", "the SOM") to the key of an item or anchor, None where there is none.
        order: how numbers are ordered, where that was settled.
        after_month: what numbers after a month are, where that was settled.
        years: first and last year of the plan, for years of two digits and missing ones.
        within: the period of the heading that a cell stands under: it gives the month or year to a day.
        since: the day from which a date without a year is the next such date; today where None.
        languages: whose words are read.
        is_document: a document is read: no today, no speaker; past and far dates are not asked about.
        is_holiday: which days are holidays, for remarks.
    """

    now: datetime
    zone: str
    speaker_zone: str | None = None
    current: When | None = None
    is_due: bool = False
    anchors: Callable[[str], str | None] = field(default=lambda words: None, repr=False)
    order: Order = Order.UNKNOWN
    after_month: AfterMonth = AfterMonth.UNKNOWN
    years: tuple[int, int] | None = None
    within: When | None = None
    since: date | None = None
    languages: tuple[str, ...] = CHAT
    is_document: bool = False
    is_holiday: Callable[[date], bool] = field(default=lambda day: False, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says about when.

    Attributes:
        choices: none where there is no date; one; or several complete answers to choose from, likeliest
            first. With a `cause`, one choice too must be confirmed by a person.
        cause: why it is asked, or why there is no choice; None where one date was understood, nothing left.
        rest: the words that were not read and are no reason; "" where all was read.
        reason: the words after the date that say why, without quotes; None where there are none.
        remarks: what the answer must say (of the first choice).
        baseline: an older date that the words call superseded ("delayed from 31 August").
        open_text: the words of a date that no `When` can hold ("not before 3 May 2026"), to be kept.
        text: the words that were read.
    """

    choices: tuple[Choice, ...] = ()
    cause: Cause | None = None
    rest: str = ""
    reason: str | None = None
    remarks: tuple[Remark, ...] = ()
    baseline: When | None = None
    open_text: str | None = None
    text: str = ""

    @property
    def when(self) -> When | None:
        """The date that was understood without any question; else None."""
        return self.choices[0].when if len(self.choices) == 1 and self.cause is None else None

    @property
    def is_tentative(self) -> bool:
        """Whether the words call it possible or not confirmed yet."""
        return any(remark.kind is RemarkKind.TENTATIVE for remark in self.remarks)

    @property
    def is_none(self) -> bool:
        """Whether the words say that there is no date ("TBC", "ongoing")."""
        return bool(self.choices) and self.choices[0].when.precision is Precision.NONE


@dataclass(frozen=True, slots=True)
class Found:
    """A date within a longer text: ``text[start:end]`` are its words."""

    start: int
    end: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class FoundDates:
    """All dates of a text in their order, and what is left of it without them (single spaces)."""

    dates: tuple[Found, ...]
    left: str
