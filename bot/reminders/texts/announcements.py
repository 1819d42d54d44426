"""Notices to channels: the month ahead, meetings, dates, missed messages. Only those who come are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.core.group import GroupView
from bot.core.i18n import _, labelled, listing, ngettext
from bot.core.people import Contact
from bot.dates.texts import instant_words, month_words, say_when, when_words
from bot.groups.texts import named
from bot.meetings.replies.texts import counts_line, reply_buttons
from bot.meetings.replies.views import RepliesView
from bot.plan.looks import DateForm, Next, Show
from bot.plan.rules.items import Item
from bot.plan.texts.confirm import was_now
from bot.plan.texts.naming import MOST_DATE_BUTTONS, item_name, item_plain, item_told, spoken, state_words
from bot.reminders.acts import Reminders
from bot.reminders.rules.notice_views import Digest, MissedNotice, MonthAhead
from bot.reminders.views import MeetingNotice
from bot.slack.blocks import Block, Element, actions, context, header, paragraphs, press, section
from bot.slack.escaping import bullets, link, mention, quoted, who
from bot.slack.message import Message, compose

MOST_AGENDA, MOST_ITEMS, MOST_MISSED, MOST_MENTIONED = 20, 40, 40, 60


def build_month_ahead(ahead: MonthAhead, _command: str = "/img") -> Message:
    """The items of this month and the next, meetings without a date, and who is to set it."""
    month = month_words(ahead.month)
    title = month[:1].upper() + month[1:]
    following = (ahead.month.replace(day=1) + timedelta(days=32)).replace(day=1)
    scope = f" · {quoted(ahead.stream, 40)}" if ahead.stream else ""
    undated = [
        item for item in (*ahead.this_month, *ahead.next_month) if item.is_meeting and not item.when.is_dated
    ]
    nothing = [_("Nothing is planned for {month}.").format(month=month)]
    shown = [section(text) for text in paragraphs(_lines(ahead.this_month, ahead, ahead.month) or nothing)]
    if ahead.next_month:
        then = _("And in {month}").format(month=month_words(following))
        shown += [
            section(text) for text in paragraphs([f"*{then}*", *_lines(ahead.next_month, ahead, following)])
        ]
    if undated:
        shown.append(section(f"*{_('No date yet')}*\n{_who_sets(undated, ahead)}"))
    row = [*_date_buttons(undated, ahead), _coming_posts(ahead.group)]
    blocks = [
        header(f"{title} · {ahead.group.name}{scope}"),
        *shown,
        *actions(row),
        context(_("Posted when a month begins.")),
    ]
    text = labelled(title, spoken(ahead.this_month, ahead.now, ahead.group.zone) or _("nothing is planned"))
    return compose(text, blocks)


def _line(item: Item, ahead: MonthAhead, under: date) -> str:
    """One line; the month that stands above it is not said again."""
    zone = ahead.group.zone
    when = say_when(item.when, ahead.now, zone)
    parts = [item_name(item), "" if when == month_words(under) else when]
    return " · ".join(part for part in [*parts, state_words(item, ahead.now, zone, slips=False)] if part)


def _lines(items: Sequence[Item], ahead: MonthAhead, under: date) -> list[str]:
    lines = [_line(item, ahead, under) for item in items[:MOST_ITEMS]]
    return bullets(lines, len(items) - len(lines)).splitlines()


def _who_sets(undated: Sequence[Item], ahead: MonthAhead) -> str:
    lines = []
    for item in undated[:10]:
        contacts = ahead.asked.get(item.key, ())
        names = ", ".join(dict.fromkeys(named(contact, _role(contact, item)) for contact in contacts))
        line = ngettext("{item}: {people} is to set it", "{item}: {people} are to set it", len(contacts))
        nobody = _("{item}: nobody is named for it yet")
        lines.append((line if names else nobody).format(item=item.key, people=names))
    return bullets(lines, max(len(undated) - len(lines), 0))


def _role(contact: Contact, item: Item) -> str:
    if item.streams and not item.is_done_by_coordinator:
        return _("the lead of {streams}").format(streams=", ".join(item.streams))
    return _("the coordinator")


def _date_buttons(undated: Sequence[Item], ahead: MonthAhead) -> list[Element]:
    label = _("Set a date: {key}")
    return [
        press(label.format(key=item.key), ahead.group.id, DateForm(item.id))
        for item in undated[:MOST_DATE_BUTTONS]
    ]


def _coming_posts(group: GroupView) -> Element:
    """The button that lists the messages to come, each of which a coordinator can skip there."""
    return press(_("Coming messages"), group.id, Reminders())


def build_meeting(notice: MeetingNotice, _command: str = "/img") -> Message:
    """A dated meeting comes near, or its date was set, moved or cancelled."""
    item, group = notice.item, notice.group
    blocks = [section(_meeting_title(notice, item_told(item)))]
    if facts := _meeting_facts(notice):
        blocks.append(section("\n".join(facts)))
    if notice.rung == "week-before":
        blocks += _agenda(item)
    row = [press(_("Details"), group.id, Show(item.id))]
    row += [_coming_posts(group)] if notice.to_channel else []
    if notice.replies is not None and notice.rung == "hour-before":
        blocks += _those_who_come(notice.replies)
    elif notice.replies is not None:
        blocks.append(section(counts_line(notice.replies)))
        row = [*reply_buttons(item, group.id), *row]
    blocks += actions(row)
    if notice.to_channel and (why := _meeting_why(notice)):
        blocks.append(context(why))
    return compose(_meeting_title(notice, item_plain(item, 150)), blocks)


def _those_who_come(replies: RepliesView) -> list[Block]:
    """The people who said that they come: nobody else is mentioned."""
    people = replies.coming_people[:MOST_MENTIONED]
    return (
        [section(_("With {people}").format(people=listing(mention(one) for one in people)))] if people else []
    )


def _agenda(item: Item) -> list[Block]:
    points = [f"{number}. {quoted(point, 200)}" for number, point in enumerate(item.agenda, 1)]
    if not points:
        return [context(_("It has no agenda yet."))]
    if left := len(points[MOST_AGENDA:]):
        points = [*points[:MOST_AGENDA], _("and {count} more").format(count=left)]
    return [section(text) for text in paragraphs([f"*{_('Agenda')}*", *points])]


def _meeting_title(notice: MeetingNotice, name: str) -> str:
    item, zone = notice.item, notice.group.zone
    when = when_words(item.when, zone)
    if notice.rung == "cancelled":
        return _("✖ {item} is cancelled; it was planned for {when}").format(
            item=name, when=when_words(notice.was or item.when, zone)
        )
    if notice.rung == "on-again":
        return _("✔ {item} takes place after all: {when}").format(item=name, when=when)
    if notice.rung == "date-moved" and notice.was is not None:
        change = was_now(notice.was, item.when, zone)
        return _("🗓 {item} has moved: {change}").format(item=name, change=change)
    if notice.rung in ("date-set", "date-moved"):
        return _("🗓 {item} has a date: {when}").format(item=name, when=when)
    if notice.rung == "hour-before":
        return _("⏰ {item} begins soon: {when}").format(item=name, when=when)
    return _("🗓 {item} is coming: {when}").format(item=name, when=say_when(item.when, notice.now, zone))


def _meeting_facts(notice: MeetingNotice) -> list[str]:
    item = notice.item
    facts: list[str] = []
    start = item.when.starts_at(notice.group.zone)
    if notice.rung != "cancelled":
        if start is not None and item.when.has_time:
            facts.append(_("On your clock: {time}").format(time=device_time(start, notice.group.zone)))
        if item.venue:
            facts.append(_("Venue: {venue}").format(venue=quoted(item.venue, 300)))
        if item.link:
            facts.append(_("Join: {link}").format(link=link(item.link)))
    if notice.followers:
        facts.append(f"{_('What counts from it is due:')}\n{_followers(notice)}")
    if notice.why:
        facts.append(_("Why: {why}").format(why=quoted(notice.why, 500)))
    if notice.by:
        facts.append(_("By {person}").format(person=who(notice.by)))
    return facts


def _followers(notice: MeetingNotice) -> str:
    zone = notice.group.zone
    shown = [
        f"{item_name(one, 100)} · {when_words(one.when, zone)}" for one in notice.followers[:MOST_AGENDA]
    ]
    return bullets(shown, len(notice.followers) - len(shown))


def device_time(instant: datetime, zone: str) -> str:
    """An instant in the zone of whoever looks at it; the fallback names the group's."""
    fallback = instant_words(instant, zone)
    return f"<!date^{int(instant.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def _meeting_why(notice: MeetingNotice) -> str:
    reasons = {
        "week-before": _("Posted a week before a meeting."),
        "hour-before": _("Posted an hour before a meeting."),
        "date-set": _("Posted when a date is set."),
        "date-moved": _("Posted when a date changes."),
        "cancelled": _("Posted when a meeting is cancelled."),
        "on-again": _("Posted when a cancelled meeting takes place after all."),
    }
    return reasons.get(notice.rung, "")


def build_digest(digest: Digest, _command: str = "/img") -> Message:
    """One message that lists those missed while the bot was down."""
    count = len(digest.missed)
    sorry = ngettext(
        "I was not running for a while and missed {count} message. I am sorry. Here it is:",
        "I was not running for a while and missed {count} messages. I am sorry. Here they are:",
        count,
    ).format(count=count)
    lines = [_missed_line(missed, digest.group) for missed in digest.missed]
    listed = bullets(lines[:MOST_MISSED], count - len(lines[:MOST_MISSED]))
    row = [press(_("What is next"), digest.group.id, Next())]
    blocks = [section(sorry), *(section(text) for text in paragraphs(listed.splitlines())), *actions(row)]
    return compose(f"{sorry} {'; '.join(lines[:10])}", blocks)


def _missed_line(missed: MissedNotice, group: GroupView) -> str:
    about = ", ".join(
        f"{item_plain(item, 80)} ({when_words(item.when, group.zone)})" for item in missed.items[:4]
    )
    more = f" {_('and {count} more').format(count=len(missed.items) - 4)}" if len(missed.items) > 4 else ""
    due = instant_words(missed.due_at, group.zone)
    return f"{due} · {quoted(missed.called, 80)}{': ' + about if about else ''}{more}"
