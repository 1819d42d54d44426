"""Every act has a sentence that says what it does, every look and form a name for its button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.people import Reader
from bot.core.requests import Act, Form, Look, Request
from bot.core.undo_acts import Restore, Undo
from bot.dates.when import NO_DATE, Precision, When
from bot.documents import acts as documents
from bot.documents import texts as document_texts
from bot.documents.acts import ImportForm, ImportPlan, Preview, QuestionsForm, UndoImport
from bot.meetings.agenda.sentences import label_agenda
from bot.plan import acts, looks
from bot.plan.acts import (
    AddItem,
    AnnounceNow,
    AskAbout,
    Cancel,
    EditItem,
    KeepMonth,
    ReturnItem,
    SetDate,
    SetNote,
    SetStatus,
)
from bot.plan.looks import (
    AddForm,
    Agenda,
    CancelForm,
    DateForm,
    EditForm,
    History,
    Next,
    Show,
    StatusForm,
    WhatIf,
    WholePlan,
)
from bot.plan.rules.items import Kind, Status
from bot.plan.rules.upcoming import Scope
from bot.plan.texts import labels, sentences
from bot.proposals import acts as proposals
from bot.proposals import texts as proposal_texts
from bot.proposals.acts import Accept, Decline, Proposals, Propose
from bot.reminders import acts as reminders
from bot.reminders.acts import (
    AnswerLost,
    PastForm,
    Reminders,
    SettlePast,
    Share,
    SkipNotice,
    Snooze,
    SnoozeForm,
    StartCard,
    StartReminders,
    WhyThis,
)
from bot.reminders.texts import pauses
from bot.reminders.texts import sentences as reminder_texts
from bot.reports import looks as reports
from bot.reports import texts as report_texts
from bot.reports.looks import Me, StatusReport, Who
from bot.talk import help as help_texts
from bot.talk import looks as talk
from bot.talk.looks import Help, Welcome
from tests.texts.samples import COORDINATOR, LEAD, PLAN, RESULTS, SNAPSHOT, TEAM_1, month, snapshot_of

SLOT = When(Precision.EXACT, "2017-11-22T14:00", "2017-11-22T17:30")
MEETING, PAPER = "WS1-M1 “1st WS1 Team Meeting”", "WS1-D1 “Results of the analysis”"
DATED = replace(TEAM_1, when=replace(SLOT, start="2017-11-14T14:00", end=None), status=Status.SCHEDULED)
Words = Callable[[Any, Any, Reader | None], str]
NOON = datetime(2017, 12, 4, 11, tzinfo=UTC)
SENTENCES: dict[type[Act], Words] = {
    Snooze: pauses.say_snooze,
    ImportPlan: document_texts.say_import,
    UndoImport: document_texts.say_undo_import,
    SetStatus: sentences.say_set_status,
    SetNote: sentences.say_set_note,
    Cancel: sentences.say_cancel,
    SetDate: sentences.say_set_date,
    AnnounceNow: sentences.say_announce,
    AskAbout: sentences.say_ask_about,
    EditItem: sentences.say_edit,
    KeepMonth: sentences.say_keep_month,
    ReturnItem: sentences.say_return,
    AddItem: sentences.say_add,
    Undo: sentences.say_undo,
    Restore: sentences.say_restore,
    Propose: proposal_texts.say_propose,
    Accept: proposal_texts.say_accept,
    Decline: proposal_texts.say_decline,
    StartReminders: reminder_texts.say_start_reminders,
    SettlePast: reminder_texts.say_settle_past,
    SkipNotice: reminder_texts.say_skip,
    AnswerLost: reminder_texts.say_answer_lost,
    Share: reminder_texts.say_share,
}
LABELS: dict[type[Look] | type[Form], Words] = {
    WhyThis: pauses.label_why,
    SnoozeForm: pauses.label_snooze_form,
    Preview: document_texts.label_preview,
    ImportForm: document_texts.label_import_form,
    QuestionsForm: document_texts.label_answer_form,
    Next: labels.label_next,
    WholePlan: labels.label_plan,
    Show: labels.label_show,
    History: labels.label_history,
    WhatIf: labels.label_whatif,
    Agenda: label_agenda,
    StatusForm: labels.label_status_form,
    DateForm: labels.label_date_form,
    CancelForm: labels.label_cancel_form,
    EditForm: labels.label_edit_form,
    AddForm: labels.label_add_form,
    StatusReport: report_texts.label_status,
    Who: report_texts.label_who,
    Me: report_texts.label_me,
    Proposals: proposal_texts.label_proposals,
    Reminders: reminder_texts.label_reminders,
    StartCard: reminder_texts.label_start_card,
    PastForm: reminder_texts.label_past_form,
    Welcome: help_texts.label_welcome,
    Help: help_texts.label_help,
}
ACTS: list[tuple[Act, str]] = [
    (Snooze(), "ask me as usual"),
    (Snooze(RESULTS.id), "ask me about WS1-D1 as usual"),
    (Snooze(RESULTS.id, NOON), "ask me about WS1-D1 again from Mon 4 Dec 2017, 14:00 Nairobi"),
    (Snooze(None, NOON), "ask me nothing before Mon 4 Dec 2017, 14:00 Nairobi"),
    (SetStatus.of(RESULTS, Status.DONE), f"mark {PAPER} as done"),
    (SetStatus.of(RESULTS, Status.AT_RISK, "late answers"), f"mark {PAPER} as 🟡 at risk: late answers"),
    (SetStatus.of(RESULTS, Status.DROPPED), f"drop {PAPER}"),
    (SetStatus.of(RESULTS, Status.PLANNED), f"mark {PAPER} as planned"),
    (SetStatus.of(TEAM_1, Status.DONE), f"mark {MEETING} as held"),
    (SetStatus.of(TEAM_1, Status.CANCELLED), f"cancel {MEETING}"),
    (SetStatus.of(TEAM_1, Status.POLLING), f"ask for dates for {MEETING}"),
    (SetNote(RESULTS.id, "two to answer"), f"give {PAPER} the note “two to answer”"),
    (SetNote(RESULTS.id), f"take the note of {PAPER} away"),
    (Cancel(TEAM_1.id, "merged with the plenary"), f"cancel {MEETING}: merged with the plenary"),
    (Cancel(RESULTS.id), f"drop {PAPER}"),
    (SetDate.of(TEAM_1, SLOT), f"set {MEETING} for Wed 22 Nov 2017, 14:00–17:30 Geneva = 16:00 for you"),
    (SetDate.of(TEAM_1, month("2018-01"), "no room"), f"move {MEETING} to January 2018: no room"),
    (SetDate.of(TEAM_1, month("2018-01"), only_first=True), f"set {MEETING} for January 2018"),
    (SetDate.of(TEAM_1, NO_DATE), f"take the date of {MEETING} away"),
    (AnnounceNow(TEAM_1.id), f"announce the date of {MEETING} now"),
    (AskAbout(RESULTS.id), f"stop asking about {PAPER}"),
    (AskAbout(RESULTS.id, asking=True), f"ask about {PAPER} again"),
    (KeepMonth(TEAM_1.id), f"keep {MEETING} in November 2017, and ask again in two weeks"),
    (EditItem(TEAM_1.id, {"venue": "Room 3"}), f"change venue of {MEETING} to “Room 3”"),
    (EditItem(TEAM_1.id, {"venue": None}), f"take venue of {MEETING} away"),
    (EditItem(TEAM_1.id, {"owner": "<@U0BEN>"}), f"change owner of {MEETING} to “Ben”"),
    (
        EditItem(TEAM_1.id, {"format": "remote", "streams": ["WS1", "WS2"]}),
        f"change format and work streams of {MEETING}: format: remote; work streams: WS1, WS2",
    ),
    (ReturnItem(RESULTS.id), f"put {PAPER} back into the plan"),
    (AddItem(Kind.MEETING, "2nd WS1 Team Meeting", ("WS1",), month("2018-04")),
     "add the meeting “2nd WS1 Team Meeting” in WS1, April 2018"),
    (AddItem(Kind.ACTIVITY, "A survey", notes="by mail"), "add the activity “A survey”: by mail"),
    (Undo(41), "take your last change back"),
    (Restore(7), "bring an earlier state back"),
    (Propose(Cancel(TEAM_1.id)), "send it as a proposal"),
    (Accept(5), "accept proposal 5"),
    (Decline(5, "no room"), "decline proposal 5: no room"),
    (StartReminders(), "start reminders"),
    (SettlePast(), "mark all that lies in the past as done or held"),
    (SettlePast((TEAM_1.id, RESULTS.id)), "mark WS1-M1, WS1-D1 as done or held"),
    (
        SettlePast(tuple(item.id for item in PLAN)),
        "mark IMG-M5, WS1-M1, WS2-M1, IMG-D1, IMG-M6 and 3 more as done or held",
    ),
    (SkipNotice("month:2017-11:C0IMG"), "leave one planned message out"),
    (AnswerLost(44, posted=True), "note that the message was posted"),
    (AnswerLost(44, posted=False), "post the message again"),
    (Share(Next()), "show the answer to the channel"),
    (ImportPlan(3), "import the document"),
    (ImportPlan(3, replaces=True), "replace the plan by the document"),
    (UndoImport(), "take the last import back"),
]  # fmt: skip
BUTTONS: list[tuple[Look | Form, str]] = [
    (WhyThis("note"), "Why do I get this?"),
    (SnoozeForm(), "Ask me later"),
    (SnoozeForm(RESULTS.id), "Ask me later about WS1-D1"),
    (Next(), "What is next"),
    (Next(Scope(stream="WS1")), "Next in WS1"),
    (WholePlan(), "Whole plan"),
    (WholePlan(Scope(state="overdue")), "Plan overdue"),
    (WholePlan(page=3), "Page 3"),
    (Show(RESULTS.id), "WS1-D1"),
    (Show(999), "?"),
    (History(RESULTS.id), "History of WS1-D1"),
    (Agenda(TEAM_1.id), "Agenda of WS1-M1"),
    (WhatIf(RESULTS.id, month("2018-06")), "If WS1-D1 moved to June 2018"),
    (StatusForm(RESULTS.id), "Change status of WS1-D1"),
    (DateForm(TEAM_1.id), "Set a date for WS1-M1"),
    (DateForm(RESULTS.id, is_move=True), "Move WS1-D1"),
    (CancelForm(TEAM_1.id), "Cancel WS1-M1"),
    (CancelForm(RESULTS.id), "Drop WS1-D1"),
    (EditForm(RESULTS.id), "Edit WS1-D1"),
    (AddForm(), "Add a meeting"),
    (AddForm(Kind.ACTIVITY), "Add an activity"),
    (StatusReport(), "How it stands"),
    (StatusReport(Scope(stream="WS1")), "How it stands in WS1"),
    (Who(), "Who is who"),
    (Who("WS1"), "Who is who in WS1"),
    (Me(), "What concerns me"),
    (Proposals(), "Proposals"),
    (Reminders(), "Reminders of the next 30 days"),
    (Reminders(1), "Reminders of the next day"),
    (StartCard(), "Start reminders"),
    (PastForm(), "Past items"),
    (Preview(3), "What the document would change"),
    (ImportForm(), "Import a plan"),
    (QuestionsForm(3), "Answer the questions"),
    (Welcome(), "What I can do"),
    (Help(), "Help"),
    (Help("schedule"), "Help: schedule"),
]


def requests_of(*modules: object) -> set[type[Request]]:
    """The requests that modules define, by their names."""
    values = [value for module in modules for value in vars(module).values()]
    return {kind for kind in values if isinstance(kind, type) and issubclass(kind, Request) and kind.NAME}


@pytest.mark.parametrize(("act", "words"), ACTS)
def test_an_act_in_a_sentence(act: Act, words: str) -> None:
    assert SENTENCES[type(act)](act, SNAPSHOT, LEAD) == words


@pytest.mark.parametrize(("request_", "words"), BUTTONS)
def test_a_look_or_form_on_a_button(request_: Look | Form, words: str) -> None:
    assert LABELS[type(request_)](request_, SNAPSHOT, LEAD) == words


def test_every_request_has_words_and_is_tried() -> None:
    known = requests_of(acts, documents, looks, proposals, reminders, reports, talk) | {Undo, Restore}
    assert {*SENTENCES, *LABELS} == known
    assert {type(request) for request, _words in (*ACTS, *BUTTONS)} == known


def test_a_day_is_moved_not_set_and_the_clock_of_the_group_needs_no_second_time() -> None:
    plan = snapshot_of(DATED)
    words = f"move {MEETING} to Wed 22 Nov 2017, 14:00–17:30 Geneva"
    assert sentences.say_set_date(SetDate.of(DATED, SLOT), plan, COORDINATOR) == words
    assert sentences.say_set_date(SetDate.of(DATED, SLOT), plan, None) == words


def test_what_is_over_is_reopened() -> None:
    plan = snapshot_of(replace(TEAM_1, status=Status.CANCELLED), replace(RESULTS, status=Status.DONE))
    said = [
        sentences.say_set_status(SetStatus(TEAM_1.id, Status.TO_SCHEDULE), plan, None),
        sentences.say_set_status(SetStatus(RESULTS.id, Status.PLANNED), plan, None),
        sentences.say_set_status(SetStatus(RESULTS.id, Status.ON_TRACK), plan, None),
    ]
    assert said == [f"reopen {MEETING}", f"reopen {PAPER}", f"mark {PAPER} as 🟢 on track"]


def test_an_item_that_is_gone_is_not_named() -> None:
    assert sentences.say_cancel(Cancel(999), SNAPSHOT, None) == "cancel an item that is not on the plan"


def test_a_sentence_stays_short_and_plain_whatever_the_title() -> None:
    plan = snapshot_of(replace(TEAM_1, title="<b> & " + "long title " * 90))
    said = sentences.say_cancel(Cancel(TEAM_1.id, "x" * 900), plan, None)
    assert said.startswith("cancel WS1-M1 “<b> & long title") and len(said) < 420
