"""The tables. Importing this module makes all of them known to `Base.metadata`."""

from bot.core.tables import AuditEntry, Change, Group, ReceivedEvent
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.documents.tables import Edition, Import, ImportDraft
from bot.groups.tables import (
    Agency,
    Channel,
    Holiday,
    Installation,
    LadderStep,
    Member,
    OrganisationTeam,
    Pause,
    Person,
    Pseudonym,
    RoleAssignment,
    Stream,
    Workspace,
)
from bot.links.tables import SecretLink
from bot.meetings.actions.tables import Action, Decision
from bot.meetings.agenda.tables import Agenda, StandingPoint
from bot.meetings.attendance.tables import Attendance
from bot.meetings.invited.tables import Invitee, Organiser
from bot.meetings.minutes.tables import Minutes, MinutesFile
from bot.meetings.polls.tables import BallotRow, PollRow
from bot.meetings.replies.tables import ReplyRow
from bot.meetings.rounds.tables import RoundAnswerRow, RoundRow
from bot.meetings.series.tables import SeriesMeeting, SeriesRow
from bot.meetings.templates.tables import GroupTemplate
from bot.plan.tables import AgendaPoint, AnchorRow, Dependency, Item
from bot.privacy.tables import Erasure
from bot.proposals.tables import Proposal
from bot.store.base import Base

__all__ = [
    "Action",
    "Agency",
    "Agenda",
    "AgendaPoint",
    "AnchorRow",
    "Attendance",
    "AuditEntry",
    "BallotRow",
    "Base",
    "Change",
    "Channel",
    "Decision",
    "Dependency",
    "DirectChannel",
    "Edition",
    "Erasure",
    "Group",
    "GroupTemplate",
    "Holiday",
    "Import",
    "ImportDraft",
    "Installation",
    "Invitee",
    "Item",
    "LadderStep",
    "Member",
    "Minutes",
    "MinutesFile",
    "OrganisationTeam",
    "Organiser",
    "OutboxRow",
    "Pause",
    "Person",
    "PollRow",
    "Proposal",
    "Pseudonym",
    "ReceivedEvent",
    "ReplyRow",
    "RoleAssignment",
    "RoundAnswerRow",
    "RoundRow",
    "SecretLink",
    "SeriesMeeting",
    "SeriesRow",
    "StandingPoint",
    "Stream",
    "Workspace",
]
