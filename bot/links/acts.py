"""Secret links as acts and looks."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Look
from bot.core.rights import Need, Right
from bot.links.rules import GROUP, MINE, LinkKind, LinkOption, stream_in


@dataclass(frozen=True)
class MakeLink(Act):
    """Make a new secret link: its address is told once, to whoever makes it."""

    NAME = "make-link"

    kind: LinkKind = LinkKind.CALENDAR
    scope: str = MINE
    options: tuple[LinkOption, ...] = ()

    @property
    def need(self) -> Need:
        """A calendar is for whoever is on the roster; a page, for others, takes the right to plan."""
        if self.kind is LinkKind.CALENDAR:
            return Need(Right.READ)
        stream = stream_in(self.scope)
        return Need(Right.PLAN, streams=(stream,)) if stream else Need(Right.GOVERN)


@dataclass(frozen=True)
class EndLink(Act):
    """End a link: who has it reads nothing by it any more."""

    NAME = "end-link"

    link_id: int


@dataclass(frozen=True)
class Links(Look):
    """The reader's own links and how to make more; for the coordinator those of everybody."""

    NAME = "links"


@dataclass(frozen=True)
class Calendars(Look):
    """Which calendars there are to subscribe to, as buttons."""

    NAME = "calendars"


@dataclass(frozen=True)
class CalendarEntry(Look):
    """One item as a calendar file, without a link."""

    NAME = "calendar-entry"

    item_id: int


PAGE_OF_GROUP = MakeLink(LinkKind.PAGE, GROUP)
