"""Who speaks, before one group."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.errors import UserError
from bot.core.group import GroupFacts, GroupView, Rules
from bot.core.i18n import _, listing
from bot.core.people import Reader, Roster
from bot.core.requests import Act
from bot.core.rights import Need, Right, Standing, has, may

CLI_ACTOR, BOT_ACTOR = "cli", "bot"


@dataclass(frozen=True)
class Caller:
    """A person, the command line or the clock, before one group.

    `in_channel` tells whether they speak in a channel of that group, where observers may read.
    `request_id` identifies the request: repeated, it has no second effect.
    """

    facts: GroupFacts
    standing: Standing
    reader: Reader
    person_id: int | None = None
    person_key: tuple[str, str] | None = None
    in_channel: bool = False
    request_id: str | None = None
    channel_id: str | None = None
    pseudonym: str | None = None
    """The name under which history knows them, where they have changed something before."""
    program: str | None = None
    """Of no person: what acts, such as ``cli`` or ``bot``."""

    @property
    def group(self) -> GroupView:
        """The group spoken of."""
        return self.facts.group

    @property
    def rules(self) -> Rules:
        """The rules of its reminders."""
        return self.facts.rules

    @property
    def roster(self) -> Roster:
        """Its people."""
        return self.facts.roster

    def before(self, facts: GroupFacts) -> Caller:
        """The same caller before the group as it stands now, with the standing they have by now."""
        if self.person_key is None:
            return replace(self, facts=facts)
        standing = replace(facts.standing_of(self.person_id), appoints=self.standing.appoints)
        return replace(self, facts=facts, standing=standing, reader=replace(self.reader, standing=standing))

    def may(self, need: Need) -> bool:
        """Whether they have what an act asks for."""
        return has(self.standing, need)

    def may_read(self) -> bool:
        """Whether the plan may be shown to them here: anywhere to whoever has an item to see to."""
        return self.in_channel or self.standing.is_owner or may(self.standing, Right.READ)

    def require_reading(self) -> None:
        """Refuse to show the plan to observers outside the group's channels."""
        if self.may_read():
            return
        channel = self.group.channel_id
        where = f"<#{channel}>" if channel else self.group.name
        raise UserError(
            _(
                "The plan of {group} is open to its members."
                " Ask in {where}, or ask its coordinator to add you."
            ).format(group=self.group.name, where=where)
        )

    def require(self, need: Need, what: str = "", act: Act | None = None) -> None:
        """Refuse what somebody may not do, and say who may.

        Args:
            need: the right that it takes.
            what: what it is about, in words.
            act: what may be sent as a proposal instead.

        Raises:
            UserError: the caller has not that right.
        """
        if self.may(need):
            return
        if need.right is Right.FOUND:
            raise UserError(
                _(
                    "Whoever installed me can do this, or an owner or admin of this workspace."
                    " Ask one of them."
                )
            )
        if need.right in (Right.READ, Right.REPLY):
            raise UserError(
                _("This is for the people on the roster of {group}. Its coordinator can add you.").format(
                    group=self.group.name
                )
            )
        if need.owned is not None:
            # A refusal names the item: only to those who may read of it.
            self.require_reading()
        leads = [lead for label in need.labels for lead in self.roster.leads.get(label, ())]
        coordinators = tuple(self.roster.coordinators)
        only_they = need.right is Right.GOVERN or (need.owned is not None and not need.labels)
        able = coordinators if only_they or not leads else (*leads, *coordinators)
        names = listing(dict.fromkeys(f"<@{contact.user_id}>" for contact in able[:3]), "or")
        what = what or _("this")
        if names:
            text = _("You cannot change {what}: {names} can.").format(what=what, names=names)
        else:
            text = _("You cannot change {what}, and nobody has been given that right yet.").format(what=what)
        # Observers propose nothing: who is not on the roster would reach people who never heard of them.
        raise UserError(text, proposal=None if self.standing.is_observer else act)
