"""Phrases around a date: by, before, not before, an older date, doubt; and words that say there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.i18n import _
from bot.dates.scene import Meaning, Meanings, Part, Scene, Unreadable, day_value
from bot.dates.understood import Cause, RemarkKind
from bot.dates.when import NO_DATE, When
from bot.dates.years import EndOfPeriod

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit(Part):
    """``by X`` is the period X, due at its end; ``before X`` (`excludes`) a longer X is due at its start."""

    part: Part
    excludes: bool = False

    def meanings(self, scene: Scene) -> Meanings:
        """The date; of a meeting it is asked, as it is not on that day."""
        found = self.part.meanings(scene)
        if self.excludes and not isinstance(self.part, EndOfPeriod):
            found = tuple(replace(each, when=_start_of(each.when)) for each in found)
        if scene.context.is_due or scene.is_document:
            return found
        return tuple(
            replace(each, cause=each.cause or Cause.BEFORE) if self.excludes or each.when.is_dated else each
            for each in found
        )


def _start_of(when: When) -> When:
    if when.first_day is None or (when.is_dated and when.first_day == when.last_day):
        return when
    return day_value(when.first_day)


@dataclass(frozen=True, slots=True)
class Open(Part):
    """``not before X``, ``after X``, ``from X on``: no date says it, so a person picks one or none."""

    part: Part
    kind: Cause
    is_after: bool = False

    def meanings(self, scene: Scene) -> Meanings:
        """The day it opens, and no date with the words kept."""
        found = self.part.meanings(scene)
        kept = Meaning(NO_DATE, self.kind, _("no date yet; the words are kept"), open_text=True)
        days = tuple(
            replace(each, when=self._opening(each.when), cause=each.cause or self.kind) for each in found
        )
        return (kept, *days) if self.kind is Cause.NOT_BEFORE else (*days, kept)

    def _opening(self, when: When) -> When:
        if not self.is_after or when.has_time or when.last_day is None:
            return when
        return day_value(when.last_day + ONE_DAY)


@dataclass(frozen=True, slots=True)
class Superseded(Part):
    """A date with an older one: ``15 Sept 2026 (delayed from 31 August)``."""

    new: Part
    old: Part

    def meanings(self, scene: Scene) -> Meanings:
        """The newer date, with the older one as baseline."""
        if self.new.lacks_year and not self.old.lacks_year:
            old = self.old.meanings(scene)[0].when
            after = scene.starting(old.first_day) if old.first_day else scene
            return tuple(replace(each, baseline=old) for each in self.new.meanings(after))
        found = []
        for each in self.new.meanings(scene):
            day = each.when.first_day
            near = scene.ending(day) if day and self.old.lacks_year else scene
            found.append(replace(each, baseline=self.old.meanings(near)[0].when))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Moved(Part):
    """``from 3 May to 10 May``, which may be a range or a move of what is on 3 May."""

    first: Part
    last: Part
    span: Part

    def meanings(self, scene: Scene) -> Meanings:
        """The range; where the item's date is the first one, also the second alone."""
        found = self.span.meanings(scene)
        present = scene.current
        first = self.first.meanings(scene)[0].when
        if present is None or present.first_day is None or present.first_day != first.first_day:
            return found
        target = self.last.meanings(scene.starting(present.first_day))
        return tuple(replace(each, cause=Cause.TWO_DATES) for each in (*target, *found))


@dataclass(frozen=True, slots=True)
class Tentative(Part):
    """A date that the words call possible, or not confirmed."""

    part: Part

    def meanings(self, scene: Scene) -> Meanings:
        """The date, with that remark."""
        return tuple(
            replace(each, remarks=(*each.remarks, RemarkKind.TENTATIVE)) for each in self.part.meanings(scene)
        )


@dataclass(frozen=True, slots=True)
class WholeDay(Part):
    """``15 May, all day``: without the hours that the item has."""

    part: Part

    def meanings(self, scene: Scene) -> Meanings:
        """The day."""
        return tuple(replace(each, is_complete=True) for each in self.part.meanings(scene))


@dataclass(frozen=True, slots=True)
class Nothing(Part):
    """``TBC``: no date; `is_vague` for words that promise one ("ASAP")."""

    is_vague: bool = False

    def meanings(self, scene: Scene) -> Meanings:
        """No date."""
        cause = Cause.VAGUE if self.is_vague else None
        return (Meaning(NO_DATE, cause, open_text=self.is_vague),)


@dataclass(frozen=True, slots=True)
class NoAnswer(Part):
    """What looks like a date and is none: a placeholder, ``every Tuesday``."""

    cause: Cause

    def meanings(self, scene: Scene) -> Meanings:
        """None: it is refused."""
        raise Unreadable(self.cause)
