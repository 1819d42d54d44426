"""The tables. Importing this module makes all of them known to `Base.metadata`."""

from bot.core.tables import AuditEntry, Change, Group, ReceivedEvent
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.documents.tables import Import
from bot.groups.tables import (
    Agency,
    Channel,
    Holiday,
    Installation,
    LadderStep,
    Member,
    OrganisationTeam,
    Person,
    Pseudonym,
    RoleAssignment,
    Stream,
    Workspace,
)
from bot.plan.tables import AgendaPoint, Dependency, Item
from bot.privacy.tables import Erasure
from bot.proposals.tables import Proposal
from bot.store.base import Base

__all__ = [
    "Agency",
    "AgendaPoint",
    "AuditEntry",
    "Base",
    "Change",
    "Channel",
    "Dependency",
    "DirectChannel",
    "Erasure",
    "Group",
    "Holiday",
    "Import",
    "Installation",
    "Item",
    "LadderStep",
    "Member",
    "OrganisationTeam",
    "OutboxRow",
    "Person",
    "Proposal",
    "Pseudonym",
    "ReceivedEvent",
    "RoleAssignment",
    "Stream",
    "Workspace",
]
