"""A date in words of a language, which `reading.read` understands as the same date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from babel import Locale

from bot.dates.when import Precision, When
from bot.dates.zones import place_of


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a language says what is no name: patterns with the names of their parts."""

    none: str
    hours: str
    half: dict[str, str]
    parts: dict[str, str]
    quarter: str
    first: str  # the first of a month
    to: str
    zone: str
    units: dict[str, str]
    start: dict[str, str]
    anchor: dict[str, str]


PHRASES = {
    "en": Phrases(
        none="TBC", hours="{day}, {start}-{end}", half={"AM": "{day}, morning", "PM": "{day}, afternoon"},
        parts={"early": "early {month}", "mid": "mid {month}", "late": "late {month}"},
        quarter="Q{quarter} {year}", first="1", to="{first} to {last}", zone="{place} time",
        units={"d": "days", "w": "weeks", "m": "months", "y": "years"},
        start={"+": "start + {count} {unit}", "-": "start - {count} {unit}"},
        anchor={"+": "{count} {unit} after {anchor}", "-": "{count} {unit} before {anchor}"},
    ),
    "fr": Phrases(
        none="à confirmer", hours="{day} de {start} à {end}",
        half={"AM": "{day} matin", "PM": "{day} après-midi"},
        parts={"early": "début {month}", "mid": "mi-{month}", "late": "fin {month}"},
        quarter="T{quarter} {year}", first="1er", to="{first} à {last}", zone="heure de {place}",
        units={"d": "jours", "w": "semaines", "m": "mois", "y": "ans"},
        start={
            "+": "{count} {unit} après le début du projet", "-": "{count} {unit} avant le début du projet",
        },
        anchor={"+": "{count} {unit} après {anchor}", "-": "{count} {unit} avant {anchor}"},
    ),
}  # fmt: skip


def write(when: When, language: str) -> str:
    """The date in words, always with its year; a zone is named only where the value has one.

    Args:
        when: any value but a relative one without an offset.
        language: "en" or "fr".
    """
    return _Writer(Locale(language), PHRASES[language]).date(when)


@dataclass(frozen=True, slots=True)
class _Writer:
    locale: Locale
    phrases: Phrases

    def date(self, when: When) -> str:
        """The whole value."""
        if when.start is None:
            return self.phrases.none
        if when.precision is Precision.EXACT:
            return self._exact(when)
        one = self._writers()[when.precision]
        if when.precision is Precision.RELATIVE:
            first = self._offset(when.start, when.anchor)
            return self._to(first, self._offset(when.end, when.anchor)) if when.end else first
        if when.end is None or when.end == when.start:
            return one(when.start)
        return self._to(one(when.start), one(when.end))

    def _writers(self) -> dict[Precision, Callable[[str], str]]:
        return {
            Precision.HALF_DAY: self._half,
            Precision.DAY: self._day,
            Precision.DAYS: self._day,
            Precision.PART_MONTH: self._part,
            Precision.MONTH: self._month,
            Precision.MONTHS: self._month,
            Precision.QUARTER: lambda value: self.phrases.quarter.format(quarter=value[-1], year=value[:4]),
            Precision.YEAR: str,
            Precision.RELATIVE: str,
        }

    def _to(self, first: str, last: str) -> str:
        return self.phrases.to.format(first=first, last=last)

    def _exact(self, when: When) -> str:
        assert when.start is not None
        zone = f" {self._zone(when.zone)}" if when.zone else ""
        day, start = self._day(when.start[:10]), when.start[11:]
        if when.end is None:
            return f"{day} {start}{zone}"
        if when.end[:10] == when.start[:10]:
            return self.phrases.hours.format(day=day, start=start, end=when.end[11:]) + zone
        return self._to(f"{day} {start}{zone}", f"{self._day(when.end[:10])} {when.end[11:]}{zone}")

    def _zone(self, zone: str) -> str:
        place = place_of(zone)
        return self.phrases.zone.format(place=place) if place else zone

    def _day(self, value: str) -> str:
        day = date.fromisoformat(value)
        number = self.phrases.first if day.day == 1 else str(day.day)
        weekday = self.locale.days["format"]["wide"][day.weekday()]
        return f"{weekday} {number} {self._month(value[:7])}"

    def _month(self, value: str) -> str:
        return f"{self.locale.months['format']['wide'][int(value[5:7])]} {value[:4]}"

    def _half(self, value: str) -> str:
        return self.phrases.half[value[-2:]].format(day=self._day(value[:10]))

    def _part(self, value: str) -> str:
        return self.phrases.parts[value[8:]].format(month=self._month(value[:7]))

    def _offset(self, value: str, anchor: str | None) -> str:
        sign, count, unit = value[0], value[1:-1], self.phrases.units[value[-1]]
        patterns = self.phrases.anchor if anchor else self.phrases.start
        return patterns[sign].format(count=count, unit=unit, anchor=anchor)
