"""The looks and forms that are tried, and the acts of which less is asked: one entry a line."""

from __future__ import annotations

from bot.core.offers import Offered
from bot.core.requests import Form, Request
from bot.core.undo_acts import GroupHistory, Restore, Undo
from bot.dates.when import Precision, When
from bot.documents.acts import ImportForm, Preview, QuestionsForm, UndoImport
from bot.documents.rosters.acts import RosterPreview
from bot.exports.acts import Editions, Export, PublishPlan, Timeline
from bot.groups.acts import (
    AgencyForm,
    HandOver,
    HandOverForm,
    MergeAgencies,
    People,
    PersonForm,
    PreferencesForm,
    PutOnRoster,
    RoleForm,
    SetAgency,
    SetPreferences,
    SetRole,
    ShowAgency,
    TakeOffRoster,
)
from bot.groups.settings_acts import (
    ChangeSettings,
    ChannelForm,
    FirstSteps,
    FoundForm,
    FoundGroup,
    Scenes,
    SetChannel,
    SetHolidays,
    Settings,
    SettingsForm,
    WhoBegins,
)
from bot.home.looks import HomePage
from bot.links.acts import CalendarEntry, Calendars, EndLink, Links, MakeLink
from bot.mail.acts import CopyAsMail, MailAgain, PreferFeed, StopMail
from bot.meetings.actions.acts import ActionForm, Actions, OutcomeHistory
from bot.meetings.agenda.acts import AgendaForm, OpenPoints, PointForm, SetStanding, SettleForm, StandingForm
from bot.meetings.anchors.acts import AnchorForm, RemoveAnchor, ShowAnchors
from bot.meetings.attendance.acts import AttendanceForm, Matrix
from bot.meetings.invited.acts import InviteForm, ShowInvited
from bot.meetings.minutes.acts import (
    AddendumForm,
    CirculateForm,
    MinutesPaper,
    NoteTakerForm,
    ShowMinutes,
)
from bot.meetings.polls.acts import PollForm
from bot.meetings.preparing.acts import ChecklistForm
from bot.meetings.progress.acts import ReportForm
from bot.meetings.replies.acts import GateList, ReplyForm, ShowReplies
from bot.meetings.rounds.acts import OpenRound, RoundForm
from bot.meetings.series.acts import SeriesForm, ShowSeries
from bot.meetings.templates.acts import TemplateFile, Templates, UseShipped
from bot.plan.acts import AddItem
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
from bot.privacy.acts import AgreeToErase, AskToErase, KeepMyData, MyData
from bot.proposals.acts import Proposals, Propose
from bot.proposals.representing import Represent, RepresentForm
from bot.reminders.acts import (
    AnswerLost,
    PastForm,
    Reminders,
    SettlePast,
    Share,
    SkipNotice,
    SnoozeForm,
    StartCard,
    StartReminders,
    WhyThis,
)
from bot.reports.looks import Me, StatusReport, Who
from bot.talk.looks import Help, Welcome

ITEM = 1
DAY = When(Precision.DAY, "2018-01-16")
LOOKS: tuple[Request, ...] = (
    Next(),
    WholePlan(),
    Show(ITEM),
    History(ITEM),
    WhatIf(ITEM, DAY),
    StatusReport(),
    Who(),
    Me(),
    MyData(),
    ShowInvited(stream="WS1"),
    ShowAnchors(),
    ShowSeries(),
    ShowReplies(ITEM),
    Proposals(),
    Templates(),
    TemplateFile("minutes"),
    Reminders(),
    WhyThis("note"),
    Links(),
    Calendars(),
    CalendarEntry(ITEM),
    CopyAsMail(ITEM),
    StartCard(),
    Welcome(),
    Help(),
    Offered(1),
    Agenda(ITEM),
    OpenPoints(),
    Actions(),
    OutcomeHistory("action", 1),
    ShowMinutes(ITEM),
    MinutesPaper(ITEM),
    GateList(ITEM),
    Matrix(),
    Export(),
    Timeline(),
    Editions(),
    GroupHistory(),
    HomePage(2),
    Preview(1),
    RosterPreview(1),
    People(),
    ShowAgency(1),
    Settings(),
    FirstSteps(),
    WhoBegins(),
    Scenes(),
)
FORMS: tuple[Form, ...] = (
    StatusForm(ITEM),
    DateForm(ITEM),
    CancelForm(ITEM),
    EditForm(ITEM),
    AddForm(),
    PastForm(),
    SnoozeForm(ITEM),
    AgendaForm(ITEM),
    PointForm(ITEM),
    SettleForm(ITEM),
    StandingForm(),
    ActionForm(ITEM),
    PollForm(ITEM),
    AnchorForm(),
    SeriesForm(),
    InviteForm(ITEM),
    ReplyForm(ITEM),
    CirculateForm(ITEM),
    NoteTakerForm(ITEM),
    ChecklistForm(ITEM),
    AddendumForm(ITEM),
    AttendanceForm(ITEM),
    ReportForm(ITEM, 1, "WS1"),
    RoundForm(ITEM),
    ImportForm(),
    QuestionsForm(1),
    PersonForm(),
    RoleForm(),
    HandOverForm(),
    AgencyForm(1),
    SettingsForm(),
    ChannelForm(),
    FoundForm(),
    PreferencesForm(),
    RepresentForm(),
)
ADDING = (AddItem, OpenRound)
"""Acts that add something anew each time."""
ONCE = (TakeOffRoster, HandOver, MergeAgencies, RemoveAnchor)
"""What passes on or is gone is not there a second time: these are refused then."""
WITHOUT_GROUP = frozenset({FoundGroup})
"""Acts that nobody does before a group that is there; see the tests of first contact."""
NAMELESS = (
    SetStanding,
    UseShipped,
    AddItem,
    Undo,
    Restore,
    Propose,
    StartReminders,
    SettlePast,
    SkipNotice,
    AnswerLost,
    Share,
    MakeLink,
    EndLink,
    UndoImport,
    PutOnRoster,
    TakeOffRoster,
    SetRole,
    HandOver,
    SetAgency,
    MergeAgencies,
    SetPreferences,
    Represent,
    ChangeSettings,
    SetHolidays,
    SetChannel,
    FoundGroup,
    PublishPlan,
    StopMail,
    PreferFeed,
    MailAgain,
    AskToErase,
    KeepMyData,
    AgreeToErase,
)
"""Acts whose refusals name nothing: what they are about has no name."""
