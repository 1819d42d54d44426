"""Reports on streams: leads are asked for three lines, which go into the point that reports on them."""

from __future__ import annotations

from bot.core.registry import ActKind, Feature, FormKind
from bot.core.rights import Need, Right
from bot.meetings.progress import acts, forms, performing, texts
from bot.meetings.progress.notices import NOTICES
from bot.plan.texts.sentences import name_of_form

PROGRESS = Feature(
    name="progress",
    acts=(
        ActKind(
            acts.ReportOnStream,
            load=performing.load_point,
            need=performing.need_to_report,
            already=performing.reported_already,
            carry_out=performing.report_on_stream,
            say=texts.say_report,
            told=texts.build_reported,
            name_of=texts.name_of_loaded,
            words="agenda",
        ),
    ),
    forms=(
        FormKind(
            acts.ReportForm,
            lambda form, _snapshot: Need(Right.PLAN, None, (form.stream,)),
            forms.open_report_form,
            forms.read_report_form,
            texts.label_form,
            name_of_form,
        ),
    ),
    notices=NOTICES,
)
