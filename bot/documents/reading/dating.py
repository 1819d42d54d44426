"""Dates in their place in a document: the month from the heading, the year from what came before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from bot.core.i18n import _
from bot.dates.reading import (
    Cause,
    Reading,
    explain,
    read,
)
from bot.dates.when import NO_DATE, Precision, When
from bot.documents.reading.date_reader import MAX_DATE, SAMPLE, SINCE, DateReader
from bot.documents.reading.date_signs import (
    BESIDE,
    BRACKETED,
    COUNTED,
    LENGTH,
    OF_MONTH,
    YEAR,
)
from bot.documents.reading.dated import (
    NEVER,
    NO_YEAR,
    UNDATED,
    Dated,
    Doubt,
    Scope,
    Series,
    counted_from,
    lacking,
    outside,
)
from bot.documents.reading.facts import is_tentative, strip_facts
from bot.documents.reading.setting import Setting
from bot.documents.reading.survey import Facts
from bot.documents.reading.words import NO_TITLE

_TIMED = frozenset({Precision.EXACT, Precision.HALF_DAY})
_NOT_ASKED = frozenset({Cause.PAST, Cause.FAR, Cause.NO_DATE})
_MOST_CHOICES = 6


class Dates(DateReader):
    """Reads the dates of one document, in its order."""

    def __init__(self, setting: Setting, facts: Facts, anchors: Callable[[str], str | None]) -> None:
        super().__init__(setting, facts, anchors)
        self._last: dict[Series, date] = {}  # for each list, where its dates have come to

    def of_scope(self, scope: Scope | None) -> When | None:
        """The period that a heading names, within those above it."""
        if scope is None:
            return None
        if scope.dated is None:
            scope.dated = UNDATED
            scope.dated = self.resolve(scope.text, scope.parent, scope.series)
        return scope.dated.when if scope.dated.is_known else self.of_scope(scope.parent)

    def begin_with(self, texts: Iterable[str]) -> None:
        """Let the first written year tell the year of the first month, where nothing else names one."""
        turns = month = 0
        for text in texts:
            choices = self._read(text, None, SINCE).choices
            first = choices[0].when.first_day if choices else None
            if first is None:
                continue
            turns += first.month < month
            month = first.month
            if written := YEAR.search(text):
                years = (int(written[0]) - turns, int(written[0]) - turns)
                self.facts = self.facts if self.facts.named else replace(self.facts, years=years)
                self._context = replace(self._context, years=self.facts.years)
                return

    def forget(self) -> None:
        """Forget where the dates have come to, and what was read without knowing the items."""
        self._last.clear()
        self._known = {
            key: reading for key, reading in self._known.items() if reading.cause is not Cause.UNKNOWN_ANCHOR
        }

    def names_zone(self, text: str) -> bool:
        """Whether a date with a time names its zone."""
        reading = self._read(text, SAMPLE, None)
        other = read(text, replace(self._context, within=SAMPLE, zone="Pacific/Kiritimati"))
        if not reading.choices or not other.choices:
            return False
        return (reading.choices[0].when.zone or self.zone) == (
            other.choices[0].when.zone or "Pacific/Kiritimati"
        )

    def resolve_within(self, text: str, within: When | None, series: Series, *, due: bool = True) -> Dated:
        """What a date says within a period."""
        if within is None:
            return self.resolve(text, None, series, due=due)
        return self._dated(text, self._read(text, within, None, due), within, series)

    def resolve(self, text: str, scope: Scope | None, series: Series, *, due: bool = True) -> Dated:
        """What a date says below a heading, in the list `series`."""
        within = self.of_scope(scope)
        if not text.strip():
            return UNDATED
        if within is None and scope is not None and not YEAR.search(text):
            return Dated(doubts=lacking(scope))
        if (
            scope is not None
            and within is not None
            and within.precision is Precision.DAY
            and self.is_time(text)
        ):
            return self.resolve(f"{scope.text}, {text}", scope.parent, series, due=due)
        text = OF_MONTH.sub(r"\1", text) if within is not None else text
        inside = BRACKETED.fullmatch(text) if len(text) < MAX_DATE else None
        if inside and self.is_period(inside[2]):  # "M3 (March 2026)", "TBD (Q3)": the bracket says when
            outer = self._read(inside[1], None, SINCE)
            if outer.is_none or (outer.choices and outer.choices[0].when.is_relative):
                found = self.resolve(inside[2], scope, series, due=due)
                return replace(found, tentative=found.tentative or outer.is_none)
        length = LENGTH.search(text) if len(text) < MAX_DATE else None
        bare = text[: length.start()] + text[length.end() :] if length else text
        found = self._dated(bare, self._placed(bare, within, series, due), within, series)
        if length is None or not found.is_known:
            return found
        return replace(found, rest=" ".join(filter(None, (length[0].strip(" ,;()"), found.rest))))

    def _placed(self, text: str, within: When | None, series: Series, due: bool) -> Reading:
        if COUNTED.match(text):
            plain = self._read(text, None, SINCE, due)
            if plain.choices and plain.choices[0].when.is_relative:
                return plain
        if (within is not None and not within.is_relative) or YEAR.search(text):
            return self._read(
                text, within if within is not None and not within.is_relative else None, None, due
            )
        if self.facts.years is None:
            reading = self._read(text, None, None, due)
            counted = [choice for choice in reading.choices if choice.when.is_relative]
            return replace(reading, choices=tuple(counted), cause=None) if counted else reading
        first = date(self.facts.years[0], 1, 1)
        reading = self._read(text, None, first, due)
        begins = reading.choices[0].when.first_day if reading.choices else None
        last = self._last.get(series)
        if begins is None or last is None:
            return reading
        return self._read(text, None, date(self._year(begins, last), 1, 1), due)

    def _year(self, begins: date, last: date) -> int:
        """The year of a date without one: the last date's, the next where the months begin anew."""
        turned = begins.month - last.month <= -6
        return last.year + 1 if turned else last.year

    def _dated(self, text: str, reading: Reading, within: When | None, series: Series) -> Dated:
        doubts: list[Doubt] = []
        when = reading.choices[0].when if reading.choices else NO_DATE
        if reading.is_none:
            kept = (
                ""
                if NO_TITLE.fullmatch(text.strip(" .")) or (is_tentative(text) and len(text.split()) < 5)
                else text
            )
            return Dated(NO_DATE, tentative=True, kept=kept, says_none=True)
        if not reading.choices and reading.cause is Cause.NO_DATE:
            return Dated(NO_DATE, rest=text)
        rest = " ".join(filter(None, (reading.rest, reading.reason or ""))).strip(" ,;:.–—-")
        said = self._said(reading)
        if said is not None:
            when = said
        elif (
            reading.cause is not None
            and reading.cause not in _NOT_ASKED
            and not (reading.cause is Cause.LEFT_OVER and reading.choices and self._is_beside(reading.rest))
        ):
            lacks = reading.cause is Cause.YEAR or (
                when.first_day is not None and when.first_day.year == NEVER.year
            )
            doubts.append(NO_YEAR if lacks else self._doubt(text, reading))
            when = NO_DATE if lacks else when
            if (
                reading.cause in {Cause.NOT_BEFORE, Cause.TWO_DATES, Cause.LEFT_OVER}
                and len(reading.choices) != 1
            ):
                when = NO_DATE
        if when.is_relative and self.start is not None and when.anchor is None and when.start:
            when = counted_from(self.start, when)
        if when.precision in _TIMED and when.zone is None:
            when = replace(when, zone=self.zone)
        first = when.first_day
        if first is not None:
            self._last[series] = first
        doubts += outside(when, within, text)
        return Dated(
            replace(when, text=text),
            reading.baseline,
            tuple(doubts),
            reading.is_tentative,
            rest,
            kept=text if not reading.choices or reading.open_text else "",
        )

    def _said(self, reading: Reading) -> When | None:
        """The date that a person chose for this cause: of the same precision, or at the same place."""
        said = self.answers.get(reading.cause.value) if reading.cause is not None else None
        whens = [choice.when for choice in reading.choices]
        if said is None or not whens:
            return None
        if not said.isdigit():
            return next((when for when in whens if when.precision.value == said), None)
        return whens[int(said)] if int(said) < len(whens) else None

    def _is_beside(self, rest: str) -> bool:
        """Whether words beside a date are no part of it: a place, who does it, how long it takes."""
        return not self.find(rest) and bool(BESIDE.match(rest) or not strip_facts(rest))

    def _doubt(self, text: str, reading: Reading) -> Doubt:
        cause = reading.cause or Cause.NO_DATE
        choices = tuple(
            choice.label or " – ".join(filter(None, (choice.when.start, choice.when.end)))
            for choice in reading.choices[:_MOST_CHOICES]
        )
        about = {
            Cause.WEEKDAY: "contradiction", Cause.ZONE: "zone", Cause.UNKNOWN_ZONE: "zone",
            Cause.ZONES_DIFFER: "zone", Cause.HOUR: "time", Cause.OVERNIGHT: "time",
            Cause.NO_SUCH_TIME: "time",
        }.get(cause, "date")  # fmt: skip
        return Doubt(
            cause.value,
            about,
            explain(reading) or _("When is “{text}”?").format(text=text),
            choices,
            _ids_of(reading),
        )


def _ids_of(reading: Reading) -> tuple[str, ...]:
    """What an answer is kept as: its precision, where that tells the choices apart, else its place."""
    precisions = [choice.when.precision.value for choice in reading.choices[:_MOST_CHOICES]]
    if len(set(precisions)) == len(precisions) > 1:
        return tuple(precisions)
    return tuple(str(place) for place in range(len(precisions)))
