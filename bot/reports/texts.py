"""Answers about the whole: how it stands, who is who, what concerns me."""

from __future__ import annotations

from bot.core.group import GroupView
from bot.core.i18n import _, in_a_row, labelled, ngettext, quote
from bot.core.people import Contact, Reader
from bot.core.snapshot import Snapshot
from bot.dates.texts import when_words
from bot.groups.texts import people
from bot.plan.looks import WholePlan
from bot.plan.rules.items import Item
from bot.plan.rules.progress import StreamProgress
from bot.plan.rules.upcoming import Scope
from bot.plan.rules.views import AboutMe, StatusView, WhoView
from bot.plan.texts.changes import note_words, value_words
from bot.plan.texts.naming import item_name, item_units, light_words, spoken, state_words
from bot.plan.texts.scopes import scope_words
from bot.privacy.rules import Stored
from bot.privacy.texts import stored_blocks
from bot.reports.looks import Me, StatusReport, Who
from bot.reports.rules import NetChange, net_changes, pressing_first
from bot.slack.blocks import (
    Block,
    Unit,
    actions,
    context,
    divider,
    fit,
    paragraphs,
    press,
    section,
    share,
)
from bot.slack.escaping import bullets, channel, mention, quoted
from bot.slack.message import Message, compose

MOST_OVERDUE, MOST_CHANGES = 10, 12
OVERDUE = Scope(state="overdue")


def build_status(
    report: StatusView, reader: Reader | None, look: StatusReport, *, shared_by: str | None = None
) -> Message:
    """Traffic lights, what is overdue, and what changed since the last plenary.

    Without a `reader` it is for a channel: then slips are counted there, not named.
    """
    group = report.group
    lights = [light_line(stream, group) for stream in report.streams]
    blocks = [section(f"*{_('How it stands')}* · {quoted(group.name, 100)}")]
    blocks += [section(text) for text in paragraphs(lights or [_("The plan has no items yet.")])]
    if reader is not None:
        blocks += _slips(report)
    blocks += _changes(report, reader)
    if shared_by:
        blocks.append(context(_("Shared by {person}").format(person=mention(shared_by))))
    if reader is not None:
        overdue = [press(_("What is overdue"), group.id, WholePlan(OVERDUE))] if _overdue(report) else []
        blocks += actions([*overdue, share(_("Share to channel"), group.id, look)])
    text = f"{_('How it stands')}: " + in_a_row(line.replace("*", "") for line in lights)
    return compose(text, blocks)


def light_line(stream: StreamProgress, group: GroupView) -> str:
    """``*WS1* 🟢 on track · 3 of 7 done · 1 overdue``."""
    label = stream.label or _("Group-wide")
    done = _("{done} of {total} done").format(done=stream.done, total=stream.total)
    parts = [light_words(stream.light), done]
    if count := len(stream.overdue):
        parts.append(ngettext("{count} overdue", "{count} overdue", count).format(count=count))
    names = {one.label: one.name for one in group.streams}
    name = names.get(stream.label or "")
    title = f"*{quoted(label, 40)}*{' ' + quoted(name, 80) if name else ''}"
    return f"{title} {' · '.join(parts)}"


def _overdue(report: StatusView) -> list[Item]:
    """An item of two streams counts in both, but is told once."""
    return list({item.id: item for stream in report.streams for item in stream.overdue}.values())


def _slips(report: StatusView) -> list[Block]:
    overdue = _overdue(report)
    at_risk = {item.id: item for stream in report.streams for item in stream.at_risk}
    risky = [item for item in at_risk.values() if item not in overdue]
    blocks: list[Block] = []
    for title, items in ((_("Overdue"), overdue), (_("At risk or off track"), risky)):
        if items:
            shown = [_slip_line(item, report) for item in items[:MOST_OVERDUE]]
            texts = paragraphs([f"*{title}*", bullets(shown, len(items) - len(shown))])
            blocks += [section(text) for text in texts]
    return blocks


def _slip_line(item: Item, report: StatusView) -> str:
    zone = report.group.zone
    line = f"{item_name(item, 120)} · {when_words(item.when, zone)} · {state_words(item, report.now, zone)}"
    return f"{line} · {quote(quoted(item.status_note, 150))}" if item.status_note else line


def _changes(report: StatusView, reader: Reader | None) -> list[Block]:
    zone = report.group.zone
    if report.plenary is None:
        title = _("What has changed so far")
    else:
        title = _("Since {meeting} ({time})").format(
            meeting=quoted(report.plenary.title, 120), time=when_words(report.plenary.when, zone)
        )
    changes = pressing_first(net_changes(report.changes), report.items, report.now, zone)
    if not changes:
        lines = _("Nothing has changed.")
    else:
        shown = [_net_line(change, zone, with_note=reader is not None) for change in changes[:MOST_CHANGES]]
        lines = bullets(shown, len(changes) - len(shown))
    return [divider(), *(section(text) for text in paragraphs([f"*{title}*", *lines.split("\n")]))]


def _net_line(change: NetChange, zone: str, *, with_note: bool) -> str:
    """``*WS1-D1* Results …: planned → 🟢 on track``; why is not the channel's business."""
    parts = []
    for name, value in change.after.items():
        new, old = value_words(name, value, zone), change.before.get(name)
        parts.append(f"{value_words(name, old, zone)} → {new}" if old is not None else new)
    line = labelled(f"*{change.key}* {quoted(change.title, 120)}", in_a_row(parts))
    return f"{line} · {note_words(change.note)}" if with_note and change.note else line


def build_who(who: WhoView, reader: Reader | None, look: Who, *, shared_by: str | None = None) -> Message:
    """The roles of a group, or of one stream of it."""
    group, roster, call = who.group, who.roster, reader is not None
    lines = [f"*{_('Who is who')}* · {quoted(group.name, 100)}"]
    if who.stream is None:
        nobody = _("nobody yet")
        lines.append(f"*{_('Coordinator')}:* {people(roster.coordinators, call=call) or nobody}")
    for stream in group.streams:
        if who.stream not in (None, stream.label):
            continue
        name = f" ({quoted(stream.name, 80)})" if stream.name else ""
        leads = people(roster.leads.get(stream.label, ()), call=call)
        leads = leads or _("no lead yet; the coordinator answers for it")
        place = f" · {channel(stream.channel_id)}" if stream.channel_id else ""
        lines.append(labelled(f"*{quoted(stream.label, 40)}*{name}", f"{leads}{place}"))
    if who.stream is None and who.agencies:
        lines.append(f"*{_('Agencies')}*")
        lines += [_agency_line(name, contacts, call) for name, contacts in who.agencies.items()]
    blocks = [section(text) for text in paragraphs(lines)][:45]
    if shared_by:
        blocks.append(context(_("Shared by {person}").format(person=mention(shared_by))))
    buttons = [share(_("Share to channel"), group.id, look)] if reader is not None else []
    spoken = in_a_row(line.replace("*", "").removeprefix("• ") for line in lines[1:] if ": " in line)
    text = _("Who is who in {group}: {people}").format(group=quoted(group.name, 150), people=spoken)
    return compose(text, [*blocks, *actions(buttons)])


def _agency_line(name: str, contacts: tuple[Contact, ...], call: bool) -> str:
    return labelled(f"• {quoted(name, 120)}", people(contacts, call=call) or _("nobody yet"))


def build_me(me: AboutMe, stored_rows: Stored | None = None) -> Message:
    """What concerns a person, and what is stored about them; in a channel without how much that is."""
    group = me.group
    title = f"*{_('What concerns you')}* · {quoted(group.name, 100)}"
    units: list[Unit] = item_units(me.items, me.now, group, me.reader)
    shown, left = fit(units or [[section(_("Nothing on the plan is yours at the moment."))]], 40)
    blocks = [section(title), *shown]
    if left:
        blocks.append(context(_("and {count} more").format(count=left)))
    stored = [labelled(_stored_words(name), quoted(value, 200)) for name, value in me.stored.items()]
    if stored:
        blocks.append(context(*paragraphs([_("Stored about you:"), *(f"• {line}" for line in stored)], 1900)))
    if stored_rows is not None and stored:
        blocks += stored_blocks(stored_rows, group.id)
    text = labelled(
        f"{_('What concerns you')}", f"{spoken(me.items, me.now, group.zone) or _('nothing at the moment')}"
    )
    return compose(text, blocks)


def _stored_words(name: str) -> str:
    """What is stored about a person, as people call it."""
    known = {
        "slack_user": _("Slack user"),
        "slack_team": _("Slack workspace"),
        "name": _("name"),
        "zone": _("time zone"),
        "language": _("language"),
        "agency": _("agency"),
        "coordinator": _("coordinator of"),
        "lead_of": _("lead of"),
        "away_until": _("away until"),
        "home_opened": _("Home last opened"),
    }
    return known.get(name) or quoted(name.replace("_", " "), 60)


def label_status(look: StatusReport, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The report as a button names it."""
    scope = scope_words(look.scope, None)
    return _("How it stands {scope}").format(scope=scope) if scope else _("How it stands")


def label_who(look: Who, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The roles as a button names them."""
    return _("Who is who in {stream}").format(stream=look.stream) if look.stream else _("Who is who")


def label_me(_look: Me, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """What concerns the reader, as a button names it."""
    return _("What concerns me")
