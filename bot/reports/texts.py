"""Answers about the whole: how it stands, who is who, what concerns me, what the bot will send."""

from __future__ import annotations

from bot.core.i18n import _, ngettext
from bot.dates.texts import instant_words, when_words
from bot.groups.rules.roster import Contact
from bot.groups.texts import people
from bot.plan.rules.items import Item
from bot.plan.rules.progress import StreamProgress
from bot.plan.rules.views import AboutMe, Forecast, GroupView, PlannedNotice, Reader, StatusReport, WhoView
from bot.plan.texts.changes import change_line
from bot.plan.texts.naming import item_name, item_plain, item_units, light_words, spoken, state_words
from bot.slack.blocks import Block, Unit, actions, context, divider, fit, paragraphs, say, section, share
from bot.slack.escaping import bullets, channel, mention, quoted
from bot.slack.message import Message, compose

MOST_OVERDUE, MOST_CHANGES = 10, 12


def build_status(
    report: StatusReport, reader: Reader | None = None, words: str = "status", *, shared_by: str | None = None
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
        overdue = [say(_("What is overdue"), group.id, "plan overdue")] if _overdue(report) else []
        blocks += actions([*overdue, share(_("Share to channel"), group.id, words)])
    text = f"{_('How it stands')}: " + "; ".join(line.replace("*", "") for line in lights)
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


def _overdue(report: StatusReport) -> list[Item]:
    """An item of two streams counts in both, but is told once."""
    return list({item.id: item for stream in report.streams for item in stream.overdue}.values())


def _slips(report: StatusReport) -> list[Block]:
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


def _slip_line(item: Item, report: StatusReport) -> str:
    zone = report.group.zone
    line = f"{item_name(item, 120)} · {when_words(item.when, zone)} · {state_words(item, report.now, zone)}"
    return f"{line} · “{quoted(item.status_note, 150)}”" if item.status_note else line


def _changes(report: StatusReport, reader: Reader | None) -> list[Block]:
    zone = report.group.zone
    if report.plenary is None:
        title = _("What has changed so far")
    else:
        title = _("Since {meeting} ({time})").format(
            meeting=quoted(report.plenary.title, 120), time=when_words(report.plenary.when, zone)
        )
    if not report.changes:
        lines = _("Nothing has changed.")
    elif reader is None:
        # Who changed what, and why, is for those who work on the plan.
        keys = dict.fromkeys(change.key for change in report.changes)
        lines = _("Changed: {keys}").format(keys=quoted(", ".join(keys), 1000))
    else:
        shown = [change_line(change, zone) for change in report.changes[:MOST_CHANGES]]
        lines = bullets(shown, len(report.changes) - len(shown))
    return [divider(), *(section(text) for text in paragraphs([f"*{title}*", *lines.split("\n")]))]


def build_who(
    who: WhoView, reader: Reader | None = None, words: str = "who", *, shared_by: str | None = None
) -> Message:
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
        lines.append(f"*{quoted(stream.label, 40)}*{name}: {leads}{place}")
    if who.stream is None and who.agencies:
        lines.append(f"*{_('Agencies')}*")
        lines += [_agency_line(name, contacts, call) for name, contacts in who.agencies.items()]
    blocks = [section(text) for text in paragraphs(lines)][:45]
    if shared_by:
        blocks.append(context(_("Shared by {person}").format(person=mention(shared_by))))
    buttons = [share(_("Share to channel"), group.id, words)] if reader is not None else []
    spoken = "; ".join(line.replace("*", "").removeprefix("• ") for line in lines[1:] if ": " in line)
    text = _("Who is who in {group}: {people}").format(group=quoted(group.name, 150), people=spoken)
    return compose(text, [*blocks, *actions(buttons)])


def _agency_line(name: str, contacts: tuple[Contact, ...], call: bool) -> str:
    return f"• {quoted(name, 120)}: {people(contacts, call=call) or _('nobody yet')}"


def build_me(me: AboutMe) -> Message:
    """What concerns a person, and all that is stored about them."""
    group = me.group
    title = f"*{_('What concerns you')}* · {quoted(group.name, 100)}"
    units: list[Unit] = item_units(me.items, me.now, group, me.reader)
    shown, left = fit(units or [[section(_("Nothing on the plan is yours at the moment."))]], 40)
    blocks = [section(title), *shown]
    if left:
        blocks.append(context(_("and {count} more").format(count=left)))
    stored = [f"{_stored_words(name)}: {quoted(value, 200)}" for name, value in me.stored.items()]
    if stored:
        blocks.append(context(*paragraphs([_("Stored about you:"), *(f"• {line}" for line in stored)], 1900)))
    text = f"{_('What concerns you')}: {spoken(me.items, me.now, group.zone) or _('nothing at the moment')}"
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
    }
    return known.get(name) or quoted(name.replace("_", " "), 60)


def build_forecast(forecast: Forecast, may_skip: bool = False) -> Message:
    """All that the bot will send within some days, to whom and when, with *Skip*."""
    group = forecast.group
    days = ngettext("the next day", "the next {count} days", forecast.days).format(count=forecast.days)
    title = _("What I will send in {days}").format(days=days)
    if not forecast.notices:
        text = _("I will send nothing in {days}.").format(days=days)
        if not group.reminders_on:
            text += " " + _("Reminders have not been started.")
        return compose(text, [section(text), *_start(group, may_skip)])
    units = [[_notice_line(notice, forecast, may_skip)] for notice in forecast.notices]
    shown, left = fit(units, 44)
    blocks = [section(f"*{title}* · {quoted(group.name, 100)}"), *shown]
    if left:
        blocks.append(context(_("and {count} more").format(count=left)))
    if not group.reminders_on:
        blocks.append(context(_("Reminders have not been started: none of this is sent yet.")))
        blocks += _start(group, may_skip)
    count = ngettext("{count} message", "{count} messages", len(forecast.notices))
    return compose(f"{title}: {count.format(count=len(forecast.notices))}", blocks)


def _start(group: GroupView, may_skip: bool) -> list[Block]:
    if group.reminders_on or not may_skip:
        return []
    return actions([say(_("Start reminders"), group.id, "start reminders")])


def _notice_line(notice: PlannedNotice, forecast: Forecast, may_skip: bool) -> Block:
    to = mention(notice.recipient) if notice.to_person else channel(notice.recipient)
    at = instant_words(notice.due_at, forecast.group.zone)
    about = ", ".join(item_plain(item, 60) for item in notice.about[:4])
    if len(notice.about) > 4:
        about += " " + _("and {count} more").format(count=len(notice.about) - 4)
    parts = [at, to, notice_words(notice.kind), *([about] if about else [])]
    if notice.skipped:
        return section(" · ".join([*parts, _("skipped")]))
    skip = say(_("Skip"), forecast.group.id, f"skip {notice.key}") if may_skip else None
    return section(" · ".join(parts), skip)


def notice_words(kind: str) -> str:
    """A kind of notice as people call it."""
    known = {
        "month-ahead": _("the month ahead"),
        "note": _("personal note"),
        "rung": _("a meeting comes near"),
        "week-before": _("a meeting in a week"),
        "hour-before": _("a meeting in an hour"),
        "date": _("a new date"),
        "date-set": _("a new date"),
        "date-moved": _("a date has moved"),
        "cancelled": _("a meeting is cancelled"),
        "past-items": _("what lies in the past"),
        "shared": _("a shared answer"),
        "proposal": _("a proposal"),
        "late-digest": _("what was missed"),
        "dead-letter": _("a question about a lost message"),
    }
    return known.get(kind) or quoted(kind, 60)
