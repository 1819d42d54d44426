"""What secret links add to Home: the reader's calendars, and how to make one."""

from __future__ import annotations

from bot.core.i18n import _, ngettext
from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.links import store
from bot.links.acts import Calendars, Links
from bot.slack.blocks import Unit, actions, press, section


def home_units(looking: Looking) -> list[Unit]:
    """How many links the reader has, *New calendar link*, and the list; nothing for observers."""
    caller, group = looking.caller, looking.snapshot.facts.group
    if caller.person_id is None or not caller.may(Need(Right.READ)):
        return []
    count = len(store.open_links(looking.session, group.id, caller.person_id))
    told = _("Your calendar can show the plan: in Outlook, Google or on a phone.")
    if count:
        told = ngettext("You have {count} secret link.", "You have {count} secret links.", count)
    row = [press(_("New calendar link"), group.id, Calendars())]
    if count:
        row.append(press(_("My links"), group.id, Links()))
    return [[section(told.format(count=count)), *actions(row)]]
