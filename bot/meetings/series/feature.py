"""Meetings that come again by a rule."""

from __future__ import annotations

from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.core.snapshot import Part
from bot.meetings import recorded
from bot.meetings.series import performing, showing, texts
from bot.meetings.series.acts import EndSeries, MakeSeries, PreviewSeries, SeriesForm, ShowSeries
from bot.meetings.series.notices import SERIES_NOTICE
from bot.meetings.series.rules import SeriesBook
from bot.meetings.series.store import series_of
from bot.meetings.series.tables import SeriesRow
from bot.meetings.series.words import COMMANDS

SERIES_OF_MEETINGS = Feature(
    name="series",
    parts=(Part(SeriesBook, series_of),),
    subjects=(
        recorded.subject(
            SeriesRow,
            need=performing.need_of_row,
            label=performing.label_of,
            look=performing.look_of_row,
            result=performing.reversed_row,
        ),
    ),
    acts=(
        ActKind(
            MakeSeries,
            load=performing.load_new,
            need=performing.need_to_make,
            already=performing.made_already,
            carry_out=performing.make_series,
            name_of=lambda title: title,
            say=texts.say_make,
            told=texts.build_made,
            words="series",
        ),
        ActKind(
            EndSeries,
            load=performing.load_series,
            need=performing.need_to_end,
            already=performing.ended_already,
            carry_out=performing.end_series,
            name_of=lambda loaded: loaded.row.title,
            say=texts.say_end,
            told=texts.build_ended,
            words="series",
        ),
    ),
    looks=(
        LookKind(PreviewSeries, showing.show_preview, texts.label_preview),
        LookKind(ShowSeries, showing.show_series, texts.label_series, can_be_shared=True),
    ),
    forms=(
        FormKind(
            SeriesForm,
            showing.need_to_make,
            showing.open_series_form,
            showing.read_series_form,
            texts.label_form,
        ),
    ),
    notices=(SERIES_NOTICE,),
    commands=COMMANDS,
)
