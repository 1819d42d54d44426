"""Attendance: who was at the meetings, by agency."""

from __future__ import annotations

from bot.core.kinds import SubjectKind
from bot.core.registry import ActKind, Feature, FormKind, LookKind
from bot.meetings.attendance import acts, forms, performing, showing, texts
from bot.meetings.attendance.dropped_list import LIST_FILE
from bot.meetings.attendance.words import COMMANDS
from bot.meetings.lineage import ATTENDANCE
from bot.meetings.minutes.rights import need_of_form
from bot.plan.texts.sentences import name_of, name_of_form

ATTENDANCES = Feature(
    name="attendance",
    subjects=(
        SubjectKind(
            ATTENDANCE,
            need=performing.need_of_entry,
            reverse=performing.reverse_entry,
            name_of=performing.name_of_change,
            history=performing.history_of_change,
        ),
    ),
    acts=(
        ActKind(
            acts.RecordAttendance,
            load=performing.load_meeting,
            need=performing.need_to_write,
            already=performing.recorded_already,
            carry_out=performing.record_attendance,
            say=texts.say_record,
            told=texts.build_recorded,
            name_of=name_of,
            words="attendance",
        ),
    ),
    looks=(LookKind(acts.Matrix, showing.show_matrix, texts.label_matrix),),
    forms=(
        FormKind(
            acts.AttendanceForm,
            lambda form, snapshot: need_of_form(form.item_id, snapshot),
            forms.open_attendance_form,
            forms.read_attendance_form,
            texts.label_form,
            name_of_form,
        ),
    ),
    files=(LIST_FILE,),
    commands=COMMANDS,
)
