"""The tables. Importing this package makes all of them known to `Base.metadata`."""

from bot.models.base import Base
from bot.models.groups import Channel, Group, Holiday, Import, LadderStep, Stream
from bot.models.history import AuditEntry, Change, Proposal
from bot.models.items import AgendaPoint, Dependency, Item
from bot.models.outbox import DirectChannel, OutboxRow
from bot.models.people import Agency, Member, Person, Pseudonym, RoleAssignment
from bot.models.workspaces import Installation, ReceivedEvent, Workspace

__all__ = [
    "Agency",
    "AgendaPoint",
    "AuditEntry",
    "Base",
    "Change",
    "Channel",
    "Dependency",
    "DirectChannel",
    "Group",
    "Holiday",
    "Import",
    "Installation",
    "Item",
    "LadderStep",
    "Member",
    "OutboxRow",
    "Person",
    "Proposal",
    "Pseudonym",
    "ReceivedEvent",
    "RoleAssignment",
    "Stream",
    "Workspace",
]
