"""What is done with series, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.requests import Act, Form, Look, private
from bot.core.rights import Need, Right
from bot.dates.when import When


def need_of(streams: tuple[str, ...]) -> Need:
    """The right that meetings of those streams take; those of the whole group are the coordinator's."""
    return Need(Right.PLAN, None, streams) if streams else Need(Right.GOVERN)


@dataclass(frozen=True)
class MakeSeries(Act):
    """Make all meetings of a series but those on the days `left_out`; `rule` is an RRULE."""

    NAME = "make-series"

    rule: str
    first: When
    streams: tuple[str, ...] = ()
    title: str = private("")
    left_out: tuple[date, ...] = ()


@dataclass(frozen=True)
class EndSeries(Act):
    """Cancel the meetings of a series that lie ahead; `with_moved`, also those that were moved by hand."""

    NAME = "end-series"

    series_id: int
    with_moved: bool = False


@dataclass(frozen=True)
class PreviewSeries(Look):
    """All dates of a series before it is made."""

    NAME = "preview-series"

    rule: str
    first: When
    streams: tuple[str, ...] = ()
    title: str = private("")


@dataclass(frozen=True)
class ShowSeries(Look):
    """The series of a group."""

    NAME = "series"


@dataclass(frozen=True)
class SeriesForm(Form):
    """Asks how often meetings come, and from when to when."""

    NAME = "series-form"

    streams: tuple[str, ...] = ()
