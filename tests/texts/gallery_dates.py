"""Messages about dates of other bodies and about series, each once, by name; and with hostile texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.registry import Done
from bot.core.requests import Act
from bot.dates.when import Precision, When
from bot.meetings.anchors.acts import AnchorWhatIf, RemoveAnchor, SetAnchor
from bot.meetings.anchors.texts import (
    build_anchor_if,
    build_anchor_notice,
    build_anchor_removed,
    build_anchor_set,
    build_anchors,
)
from bot.meetings.anchors.views import AnchorChanged, AnchorIf, AnchorNotice, AnchorsView
from bot.meetings.series.acts import EndSeries, MakeSeries, PreviewSeries
from bot.meetings.series.plan_dates import SeriesDate
from bot.meetings.series.rules import SeriesView
from bot.meetings.series.texts import (
    build_ended,
    build_made,
    build_preview,
    build_series,
    build_series_notice,
)
from bot.meetings.series.views import SeriesChanged, SeriesList, SeriesNotice, SeriesPreview
from bot.plan.rules.anchors import Anchor
from bot.plan.rules.squeeze import Squeezed
from bot.slack.message import Message
from tests.texts.samples import COORDINATOR, GROUP, MEMBER, NOW, RESULTS, TEAM_1, TEAM_2
from tests.texts.scenes import DATED, REGISTRY, SOON, UNDO

SOM = Anchor(
    3, "24TH-SOM", "24th SOM", When(Precision.DAY, "2018-09-17"), When(Precision.DAY, "2018-09-24"), 2
)
OFFSET = When(Precision.RELATIVE, "-6w", anchor=SOM.key)
WAS = replace(RESULTS, when=When(Precision.DAY, "2018-08-13"), counts_from=OFFSET)
NOW_DUE = replace(WAS, when=When(Precision.DAY, "2018-08-06"))
RULE = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20180213T235959"
FIRST = When(Precision.EXACT, "2018-01-09T14:00", "2018-01-09T15:30")
CALLS = SeriesView(5, RULE, FIRST, "Team call", ("WS1",), ((DATED.id, DATED.when), (TEAM_2.id, FIRST)))
DATES = tuple(
    SeriesDate(
        replace(FIRST, start=f"{day}T14:00", end=f"{day}T15:30"), is_holiday=holiday, known=known, dates=dated
    )
    for day, holiday, known, dated in (
        (date(2018, 1, 9), False, None, TEAM_2),
        (date(2018, 1, 23), True, None, None),
        (date(2018, 2, 6), False, TEAM_1, None),
    )
)
ZONES = (GROUP.zone, "Africa/Nairobi", "America/New_York")


def done(act: Act, result: Any) -> Done[Any]:  # noqa: ANN401 - any view
    """What an act came to, while it can be taken back."""
    return Done(act, GROUP.id, result, NOW, REGISTRY, 41, UNDO)


def _squeezed() -> tuple[Squeezed, ...]:
    return (
        Squeezed(NOW_DUE, None, 20, 3, 1),
        Squeezed(NOW_DUE, TEAM_1, 9, -2, 0),
        Squeezed(NOW_DUE, TEAM_1, 9, 1, 0),
    )


DATE_MESSAGES: dict[str, Callable[[], Message]] = {
    "anchor-set": lambda: build_anchor_set(
        done(SetAnchor(SOM.when), AnchorChanged(GROUP, SOM, NOW)), COORDINATOR
    ),
    "anchor-moved": lambda: build_anchor_set(
        done(
            SetAnchor(SOM.when, SOM.id),
            AnchorChanged(
                GROUP,
                SOM,
                NOW,
                was=SOM.first_date,
                note="the hall is taken",
                moved=((WAS, NOW_DUE),),
                announce_at=SOON,
            ),
        ),
        COORDINATOR,
    ),
    "anchor-removed": lambda: build_anchor_removed(
        done(RemoveAnchor(SOM.id), AnchorChanged(GROUP, SOM, NOW, kept=(WAS,))), COORDINATOR
    ),
    "anchors": lambda: build_anchors(
        AnchorsView(GROUP, NOW, (SOM,), {SOM.key: (NOW_DUE,)}, {SOM.id: 1}), COORDINATOR
    ),
    "anchors-none": lambda: build_anchors(AnchorsView(GROUP, NOW, (), {}, {}), MEMBER),
    "anchor-what-if": lambda: build_anchor_if(
        AnchorIf(GROUP, SOM, When(Precision.MONTH, "2018-08"), NOW, ((WAS, NOW_DUE),), _squeezed()),
        AnchorWhatIf(SOM.id, When(Precision.MONTH, "2018-08")),
    ),
    "anchor-notice": lambda: build_anchor_notice(
        AnchorNotice(GROUP, SOM, WAS.when, NOW, ((WAS, NOW_DUE),), "the hall is taken", "U0ANNA")
    ),
    "series-preview": lambda: build_preview(
        SeriesPreview(GROUP, RULE, FIRST, "Team call", ("WS1",), DATES, ZONES, True, NOW),
        PreviewSeries(RULE, FIRST, ("WS1",), "Team call"),
    ),
    "series-made": lambda: build_made(
        done(
            MakeSeries(RULE, FIRST, ("WS1",), "Team call"),
            SeriesChanged(GROUP, CALLS, NOW, (DATED,), (TEAM_2,), announce_at=SOON),
        ),
        COORDINATOR,
    ),
    "series-ended": lambda: build_ended(
        done(EndSeries(5), SeriesChanged(GROUP, CALLS, NOW, (DATED,), moved=(TEAM_2,))), COORDINATOR
    ),
    "series": lambda: build_series(SeriesList(GROUP, NOW, (CALLS,), {5: (DATED, TEAM_2)}), COORDINATOR),
    "series-notice": lambda: build_series_notice(SeriesNotice(GROUP, CALLS, (DATED,), "U0ANNA")),
}


def hostile_dates(text: str) -> Iterator[Message]:
    """The same messages with a text that tries to get out of its place, and with as many lines as can be."""
    som, calls = replace(SOM, name=text), replace(CALLS, title=text, planned=CALLS.planned * 30)
    was, now = replace(WAS, title=text), replace(NOW_DUE, title=text)
    many = ((was, now),) * 60
    yield build_anchor_set(
        done(SetAnchor(som.when, som.id), AnchorChanged(GROUP, som, NOW, som.when, text, many)), COORDINATOR
    )
    yield build_anchor_removed(
        done(RemoveAnchor(3), AnchorChanged(GROUP, som, NOW, kept=(was,) * 60)), COORDINATOR
    )
    listed = AnchorsView(GROUP, NOW, (som,) * 50, {som.key: (now,) * 60}, {som.id: 9})
    yield build_anchors(listed, COORDINATOR)
    yield build_anchors(listed, None, shared_by="U0ANNA")
    squeezed = (Squeezed(now, was, 9, 1, 2),) * 60
    yield build_anchor_if(
        AnchorIf(GROUP, som, som.when, NOW, many, squeezed), AnchorWhatIf(som.id, som.when, text)
    )
    yield build_anchor_notice(AnchorNotice(GROUP, som, was.when, NOW, many, text, "U0ANNA"))
    yield build_preview(
        SeriesPreview(GROUP, RULE, FIRST, text, ("WS1",) * 9, DATES * 20, ZONES, False, NOW),
        PreviewSeries(RULE, FIRST, ("WS1",), text),
    )
    changed = SeriesChanged(GROUP, calls, NOW, (now,) * 60, (was,) * 60, (was,) * 60)
    yield build_made(done(MakeSeries(RULE, FIRST, (), text), changed), COORDINATOR)
    yield build_ended(done(EndSeries(5), changed), COORDINATOR)
    yield build_series(SeriesList(GROUP, NOW, (calls,) * 40, {5: (now,) * 60}), COORDINATOR)
    yield build_series_notice(SeriesNotice(GROUP, calls, (now,) * 60, "U0ANNA"))
