"""Who may do each act, by the table of the domain: one entry a line."""

from __future__ import annotations

from bot.core.requests import Act
from bot.core.undo_acts import Restore, Undo
from bot.documents.acts import ImportPlan, UndoImport
from bot.documents.rosters.acts import ImportRoster
from bot.exports.acts import PublishPlan
from bot.groups.acts import (
    HandOver,
    MergeAgencies,
    PutOnRoster,
    SetAgency,
    SetPreferences,
    SetRole,
    TakeOffRoster,
)
from bot.groups.settings_acts import ChangeSettings, FoundGroup, SetChannel, SetHolidays
from bot.links.acts import EndLink, MakeLink
from bot.mail.acts import MailAgain, PreferFeed, StopMail
from bot.meetings.actions.acts import AddAction, AddDecision, ChangeAction, CloseAction
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddPoint,
    AddStanding,
    CarryPoint,
    ChangePoint,
    DropPoint,
    EditAgenda,
    GivePoint,
    PlacePoint,
    ProposePoint,
    PublishAgenda,
    SetStanding,
    SettlePoints,
    TakePoints,
)
from bot.meetings.anchors.acts import RemoveAnchor, SetAnchor
from bot.meetings.attendance.acts import RecordAttendance
from bot.meetings.invited.acts import Invite, TakeOver
from bot.meetings.minutes.acts import AddAddendum, AdoptMinutes, CirculateMinutes, NameNoteTaker, NotePoint
from bot.meetings.polls.acts import CancelPoll, ChangePoll, Choose, OpenPoll, Vote
from bot.meetings.preparing.acts import TickChecklist
from bot.meetings.progress.acts import ReportOnStream
from bot.meetings.replies.acts import SendReply
from bot.meetings.rounds.acts import AnswerRound, CloseRound, OpenRound
from bot.meetings.series.acts import EndSeries, MakeSeries
from bot.meetings.templates.acts import UseShipped
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
from bot.privacy.acts import AgreeToErase, AskToErase, KeepMyData
from bot.proposals.acts import Accept, Decline, Propose
from bot.proposals.representing import Represent
from bot.reminders.acts import AnswerLost, SettlePast, Share, SkipNotice, Snooze, StartReminders
from tests.core.world import ROLES

PLANS = {"coordinator", "lead"}
UPDATES = PLANS | {"owner"}
GOVERNS = {"coordinator"}
SECOND = {"coordinator", "other lead"}  # of a meeting of the second stream
ROSTER = {"coordinator", "lead", "other lead", "member"}
# The table of the domain, written once more by hand: each example is about WS1-D1 or WS1-M1, or the group.
ABLE: dict[type[Act], set[str]] = {
    SetStatus: UPDATES,
    SetNote: UPDATES,
    AskAbout: UPDATES,
    Cancel: PLANS,
    SetDate: PLANS,
    AnnounceNow: PLANS,
    EditItem: PLANS,
    KeepMonth: PLANS,
    AddItem: PLANS,
    ReturnItem: PLANS,
    AddPoint: PLANS,
    ProposePoint: ROSTER,
    AcceptPoint: PLANS,
    DropPoint: PLANS,
    CarryPoint: PLANS,
    GivePoint: PLANS,
    PlacePoint: PLANS,
    ChangePoint: PLANS,
    EditAgenda: PLANS,
    TakePoints: PLANS,
    AddStanding: PLANS,
    PublishAgenda: PLANS,
    SettlePoints: SECOND,
    SetStanding: GOVERNS,
    UseShipped: GOVERNS,
    AddAction: PLANS,
    CloseAction: UPDATES,  # the owner's
    ChangeAction: PLANS,
    AddDecision: PLANS,
    NotePoint: SECOND,
    NameNoteTaker: PLANS,
    CirculateMinutes: SECOND,
    AdoptMinutes: SECOND,
    AddAddendum: SECOND,
    ReportOnStream: PLANS,
    TickChecklist: PLANS,
    RecordAttendance: SECOND,
    Undo: {"lead"},  # the lead did it: nobody takes back what another did
    Restore: UPDATES,  # a status goes back
    Propose: ROSTER,
    Accept: UPDATES,  # a status is proposed
    Decline: UPDATES,
    StartReminders: GOVERNS,
    AskToErase: set(ROLES),
    KeepMyData: {"coordinator"},  # they asked
    AgreeToErase: GOVERNS,
    SettlePast: GOVERNS,
    ImportPlan: GOVERNS,
    ImportRoster: GOVERNS,
    UndoImport: GOVERNS,
    SkipNotice: GOVERNS,  # of the group's channel
    AnswerLost: GOVERNS,
    MakeLink: ROSTER,
    StopMail: ROSTER,
    PreferFeed: ROSTER,
    MailAgain: GOVERNS,
    PublishPlan: GOVERNS,
    EndLink: GOVERNS,  # the coordinator made it
    Share: ROSTER,
    Snooze: set(ROLES),
    SetPreferences: set(ROLES),
    Represent: set(ROLES),
    ChangeSettings: GOVERNS,
    SetHolidays: GOVERNS,
    SetChannel: GOVERNS,
    FoundGroup: set(),  # it makes another one: none of these may, see the tests of first contact
    PutOnRoster: GOVERNS,
    TakeOffRoster: GOVERNS,
    SetRole: GOVERNS,
    HandOver: GOVERNS,
    SetAgency: GOVERNS,
    MergeAgencies: GOVERNS,
    Invite: PLANS,
    SetAnchor: GOVERNS,
    RemoveAnchor: GOVERNS,
    MakeSeries: PLANS,
    EndSeries: PLANS,
    TakeOver: PLANS,
    OpenPoll: PLANS,
    Vote: {"lead", "member"},  # those who are invited: UNEP, and whoever leads the stream
    SendReply: {"lead", "member"},
    OpenRound: PLANS,
    AnswerRound: {"lead", "member"},  # those who have an agency
    CloseRound: PLANS,
    Choose: PLANS,
    ChangePoll: PLANS,
    CancelPoll: PLANS,
}
