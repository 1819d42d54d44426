"""What people read about secret links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import _, in_a_row, labelled
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words
from bot.dates.wall_time import local
from bot.links.acts import PAGE_OF_GROUP, Calendars, EndLink, Links, MakeLink
from bot.links.rules import GROUP, MINE, LinkKind, LinkOption, LinkView, stream_in
from bot.slack.blocks import Unit, actions, asking_first, context, fit, press, section
from bot.slack.escaping import quoted, who
from bot.slack.message import Message, compose
from bot.slack.saying import build_said


@dataclass(frozen=True, slots=True)
class Listed:
    """A link in a list, and whose it is, as they are mentioned ("" for one's own)."""

    link: LinkView
    by: str = ""


def named(kind: LinkKind, scope: str) -> str:
    """What a link opens, in a few words: ``calendar of WS1``."""
    stream = stream_in(scope)
    if kind is LinkKind.PAGE:
        return _("page of {stream}").format(stream=stream) if stream else _("page of the whole plan")
    if scope == MINE:
        return _("calendar of what is yours")
    return _("calendar of {stream}").format(stream=stream) if stream else _("calendar of the whole group")


def say_make_link(act: MakeLink, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``make a secret link: calendar of WS1``."""
    return _("make a secret link: {what}").format(what=named(act.kind, act.scope))


def say_end_link(act: EndLink, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``end secret link 5``."""
    return _("end secret link {number}").format(number=act.link_id)


def label_links(_look: Links, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The links as a button names them."""
    return _("Secret links")


def label_calendars(_look: Calendars, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The calendars as a button names them."""
    return _("Calendars")


def build_made(done: Done[Any], _reader: Reader | None) -> Message:
    """The address of a new link, this once."""
    act, url = done.act, done.result.url
    text = _("✔ Your secret link, {what}. It is shown this once.").format(what=named(act.kind, act.scope))
    if act.kind is LinkKind.CALENDAR:
        more = _(
            "In Outlook choose *Add calendar, Subscribe from web*;"
            " in Google *Other calendars, From URL*; on a phone *Add subscribed calendar*."
            " Google and Outlook look again only every 8 to 24 hours, so moves and cancellations"
            " come by message too. Make one link for each device: each can be ended alone."
        )
    else:
        more = _("Whoever has the address can read the page: no account is needed. Give it on with care.")
    end = press(_("End this link"), done.group_id, EndLink(done.result.link_id))
    return compose(f"{text} {url}", [section(f"{text}\n<{url}>"), context(more), *actions([end])])


def build_ended(done: Done[Any], _reader: Reader | None) -> Message:
    """That a link opens nothing any more."""
    link: LinkView = done.result
    what = named(link.kind, link.scope)
    if link.kind is LinkKind.CALENDAR:
        text = _("✔ Link {number} is ended ({what}). Calendars that use it go empty when they look next.")
    else:
        text = _("✔ Link {number} is ended ({what}). Who opens it reads nothing any more.")
    return build_said(text.format(number=link.id, what=what))


def build_calendars(group: GroupView, reader: Reader | None) -> Message:
    """Which calendars can be subscribed to, each by one press."""
    choices = [
        (_("What is mine"), MINE),
        *((label, f"={label}") for label in group.labels),
        (group.label, GROUP),
    ]
    lines = _(
        "*Your calendar shows the plan.* Choose what it shows: you get a secret link to subscribe to,"
        " in Outlook, Google or on a phone. What moves, moves there too."
    )
    buttons = [press(label, group.id, MakeLink(LinkKind.CALENDAR, scope)) for label, scope in choices[:20]]
    todos = press(
        _("What is mine, with to-dos"), group.id, MakeLink(LinkKind.CALENDAR, MINE, (LinkOption.TODOS,))
    )
    own = press(_("My links"), group.id, Links())
    return compose(lines.replace("*", ""), [section(lines), *actions(buttons), *actions([todos, own])])


def build_links(group: GroupView, listed: Sequence[Listed], *, may_give_pages: bool) -> Message:
    """The links that are open, each with when it was last used and a way to end it."""
    more = [press(_("New calendar link"), group.id, Calendars())]
    if may_give_pages:
        more.append(press(_("New page link"), group.id, PAGE_OF_GROUP))
    if not listed:
        text = _("You have no secret links. A calendar link shows the plan in Outlook, Google or on a phone.")
        return compose(text, [section(text), *actions(more)])
    title = _("Secret links of {group}").format(group=quoted(group.name, 100))
    shown, left = fit([_unit(one, group) for one in listed], 44)
    rest = [context(_("and {count} more").format(count=left))] if left else []
    spoken = in_a_row(labelled(str(one.link.id), named(one.link.kind, one.link.scope)) for one in listed[:20])
    return compose(labelled(title, spoken), [section(f"*{title}*"), *shown, *rest, *actions(more)])


def _unit(one: Listed, group: GroupView) -> Unit:
    link = one.link
    made = day_words(local(link.made_at, group.zone).date())
    used = day_words(local(link.used_at, group.zone).date()) if link.used_at else None
    parts = [
        _("made {day}").format(day=made),
        _("last used {day}").format(day=used) if used else _("never used"),
        *([_("of {person}").format(person=who(one.by))] if one.by else []),
    ]
    text = f"*{link.id}* · {quoted(named(link.kind, link.scope), 120)}\n{' · '.join(parts)}"
    ask = asking_first(
        _("End this link?"), _("Whoever uses it sees nothing by it any more."), _("End it"), _("Keep it")
    )
    return [section(text, press(_("End"), group.id, EndLink(link.id), confirm=ask))]
