"""Series in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import _, in_a_row, labelled, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.rights import has
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.dates.texts import day_words, hours_elsewhere, minutes_until, when_words
from bot.dates.when import When
from bot.meetings.series.acts import (
    EndSeries,
    MakeSeries,
    PreviewSeries,
    SeriesForm,
    ShowSeries,
    need_of,
)
from bot.meetings.series.plan_dates import SeriesDate
from bot.meetings.series.rule_words import hours_words, rule_words
from bot.meetings.series.rules import SeriesBook, SeriesView
from bot.meetings.series.views import SeriesChanged, SeriesList, SeriesNotice, SeriesPreview
from bot.plan.rules.items import Item
from bot.plan.texts.naming import item_name
from bot.slack.blocks import (
    Block,
    Element,
    actions,
    asking_first,
    context,
    header,
    paragraphs,
    press,
    section,
    share,
)
from bot.slack.escaping import bold, bullets, mention, one_line, quoted, who
from bot.slack.message import Message, compose

TITLE_LIMIT, MOST_DATES, MOST_AHEAD = 100, 60, 5


def _whole(rule: str, first: When, streams: Sequence[str], zone: str) -> str:
    """``WS1 · every second Tuesday, until Tue 31 Jul 2018 · 14:00–15:30 Geneva``."""
    parts = [listing(streams), rule_words(rule), hours_words(first, zone)]
    return " · ".join(part for part in parts if part)


def say_make(act: MakeSeries, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``make the meetings “Team call”: WS1 · every second Tuesday · 14:00–15:30 Geneva``."""
    told = _("make the meetings “{title}”: {rule}")
    rule = _whole(act.rule, act.first, act.streams, snapshot.facts.group.zone)
    return told.format(title=one_line(act.title, TITLE_LIMIT), rule=rule)


def say_end(act: EndSeries, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``end the series “Team call”``."""
    known = snapshot[SeriesBook].by_id(act.series_id)
    if known is None:
        return _("end a series that is not there any more")
    told = _("end the series “{title}”")
    if act.with_moved:
        told = _("end the series “{title}”, with what was moved")
    return told.format(title=one_line(known.title, TITLE_LIMIT))


def label_preview(look: PreviewSeries, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The preview, as a button names it."""
    return _("See the dates: {rule}").format(rule=rule_words(look.rule))


def label_series(_look: ShowSeries, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The list, as a button names it."""
    return _("Series")


def label_form(_form: SeriesForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    return _("New series")


def build_preview(view: SeriesPreview, look: PreviewSeries) -> Message:
    """All dates of a series before it is made: what is a holiday, what is in the plan already."""
    new = [one for one in view.dates if one.known is None]
    count = ngettext("{count} meeting", "{count} meetings", len(new)).format(count=len(new))
    title = (
        f"{bold(view.title, TITLE_LIMIT)} · {_whole(view.rule, view.first, view.streams, view.group.zone)}"
    )
    blocks: list[Block] = [section(f"{title}\n{count}")]
    lines = [_date_line(one) for one in view.dates]
    blocks += [section(text) for text in paragraphs(bullets(lines).splitlines())]
    if clocks := _clocks(view):
        blocks.append(context("\n".join(clocks)))
    if view.is_open_ended and view.dates:
        told = _("No end was said: these are the meetings of a year. Say `until` and a day to end it before.")
        blocks.append(context(told))
    blocks += actions(_making(view, new))
    if not view.dates:
        blocks.append(section(_("No such date lies ahead.")))
    blocks.append(context(_("Nothing has been made yet.")))
    spoken = _("{title}: {rule}, {count}; nothing has been made yet")
    rule = _whole(view.rule, view.first, view.streams, view.group.zone)
    return compose(spoken.format(title=quoted(view.title, TITLE_LIMIT), rule=rule, count=count), blocks)


def _date_line(one: SeriesDate) -> str:
    parts = [day_words(one.day)]
    if one.is_holiday:
        parts.append(_("⚠ holiday"))
    if one.known is not None:
        parts.append(_("in the plan already: {key}").format(key=one.known.key))
    elif one.dates is not None:
        parts.append(_("gives {key} its day").format(key=one.dates.key))
    return " · ".join(parts)


def _clocks(view: SeriesPreview) -> list[str]:
    """The hours on everybody's clocks, and from which day on they are others, as clocks change."""
    found: list[str] = []
    if len(view.zones) < 2:
        return found
    last = ""
    for one in view.dates:
        hours = hours_elsewhere(one.when, view.group.zone, view.zones)
        if hours and hours != last:
            told = _("from {day}: {hours}")
            found.append(hours if not found else told.format(day=day_words(one.day), hours=hours))
            last = hours
    return found


def _making(view: SeriesPreview, new: Sequence[SeriesDate]) -> list[Element]:
    off = tuple(one.day for one in new if one.is_holiday)
    act = MakeSeries(view.rule, view.first, view.streams, view.title)
    buttons = []
    if new:
        buttons.append(press(_("Make these"), view.group.id, act, style="primary"))
    if off and len(off) < len(new):
        without = MakeSeries(view.rule, view.first, view.streams, view.title, off)
        buttons.append(press(_("Make them without holidays"), view.group.id, without))
    return [*buttons, press(_("Another rule"), view.group.id, SeriesForm(view.streams))]


def build_made(done: Done[MakeSeries], _reader: Reader | None) -> Message:
    """The meetings that were made."""
    changed: SeriesChanged = done.result
    series, zone = changed.series, changed.group.zone
    rule = _whole(series.rule, series.first, series.streams, zone)
    if changed.is_same:
        told = _("{title}: these meetings were made already ({rule}).")
        shown = told.format(title=bold(series.title, TITLE_LIMIT), rule=rule)
        look = press(_("Series"), changed.group.id, ShowSeries())
        spoken = told.format(title=quoted(series.title, TITLE_LIMIT), rule=rule)
        return compose(spoken, [section(shown), *actions([look])])
    count = len(changed.items)
    told = ngettext("✔ {title}: {count} meeting is made", "✔ {title}: {count} meetings are made", count)
    lines = [told.format(title=bold(series.title, TITLE_LIMIT), count=count), rule]
    lines += _meeting_lines(changed.items, zone)
    if changed.known:
        keys = ", ".join(item.key for item in changed.known)
        lines.append(_("In the plan already, and left as they are: {keys}").format(keys=keys))
    spoken = told.format(title=quoted(series.title, TITLE_LIMIT), count=count)
    return compose(spoken, [*_told(lines), *_announcing(changed), *actions(_after(done, changed))])


def _meeting_lines(items: Sequence[Item], zone: str) -> list[str]:
    return [f"• *{item.key}* · {when_words(item.when, zone)}" for item in items[:MOST_DATES]]


def _told(lines: Sequence[str]) -> list[Block]:
    return [section(text) for text in paragraphs(lines)]


def _announcing(changed: SeriesChanged) -> list[Block]:
    if changed.announce_at is None:
        return []
    minutes = minutes_until(changed.announce_at, changed.now)
    words = ngettext(
        "The channel hears of them together, in {count} minute.",
        "The channel hears of them together, in {count} minutes.",
        minutes,
    )
    return [context(words.format(count=minutes))]


def _after(done: Done[MakeSeries] | Done[EndSeries], changed: SeriesChanged) -> list[Element]:
    buttons = [press(_("Series"), changed.group.id, ShowSeries())]
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        buttons.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    return buttons


def build_ended(done: Done[EndSeries], _reader: Reader | None) -> Message:
    """The meetings that are cancelled, and those that stay because somebody moved them."""
    changed: SeriesChanged = done.result
    series, zone, count = changed.series, changed.group.zone, len(changed.items)
    told = ngettext(
        "✔ {title} has ended: {count} meeting ahead is cancelled",
        "✔ {title} has ended: {count} meetings ahead are cancelled",
        count,
    )
    if changed.is_same:
        told = _("{title} has ended already.")
    elif not count:
        told = _("✔ {title} has ended. Nothing of it was ahead.")
    lines = [told.format(title=bold(series.title, TITLE_LIMIT), count=count)]
    lines += _meeting_lines(changed.items, zone)
    buttons = _after(done, changed)
    if changed.moved:
        lines.append(_("These were moved by hand, and stay:"))
        lines += _meeting_lines(changed.moved, zone)
        buttons.insert(
            0, press(_("Cancel these too"), changed.group.id, EndSeries(series.id, with_moved=True))
        )
    spoken = told.format(title=quoted(series.title, TITLE_LIMIT), count=count)
    return compose(spoken, [*_told(lines), *_announcing(changed), *actions(buttons)])


def build_series(view: SeriesList, reader: Reader | None, *, shared_by: str | None = None) -> Message:
    """All series of a group: how each comes again, and what of it is ahead."""
    title = _("Series of meetings")
    blocks: list[Block] = [header(title)]
    if not view.series:
        hint = _("For example: every second Tuesday 14:00–15:30 from 9 January until July.")
        blocks.append(section(f"{_('There are none yet.')} {hint}"))
    for one in view.series[:20]:
        ahead = view.ahead.get(one.id, ())
        button = _end_button(one, view, reader) if ahead and not one.is_ended else None
        blocks.append(section("\n".join(_series_lines(one, ahead, view)), button))
    if shared_by:
        blocks.append(context(_("Shared by {person}").format(person=mention(shared_by))))
    if reader is not None:
        row = [press(_("New series"), view.group.id, SeriesForm())]
        if view.series:
            row.append(share(_("Share to channel"), view.group.id, ShowSeries()))
        blocks += actions(row)
    names = in_a_row(f"{quoted(one.title, 60)} · {rule_words(one.rule)}" for one in view.series[:10])
    return compose(labelled(title, names or _("none")), blocks)


def _series_lines(one: SeriesView, ahead: Sequence[Item], view: SeriesList) -> list[str]:
    zone = view.group.zone
    count = ngettext("{count} meeting ahead", "{count} meetings ahead", len(ahead)).format(count=len(ahead))
    state = _("has ended") if one.is_ended else count
    lines = [f"{bold(one.title, TITLE_LIMIT)} · {_whole(one.rule, one.first, one.streams, zone)} · {state}"]
    planned = dict(one.planned)
    shown = []
    for item in ahead[:MOST_AHEAD]:
        was = planned.get(item.id)
        moved = was is not None and was != item.when
        words = f"{item_name(item, 60)} · {when_words(item.when, zone)}"
        shown.append(f"{words} · {_('moved by hand')}" if moved else words)
    return [*lines, bullets(shown, len(ahead) - len(shown))] if shown else lines


def _end_button(one: SeriesView, view: SeriesList, reader: Reader | None) -> Element | None:
    if reader is None or not has(reader.standing, need_of(one.streams)):
        return None
    sure = asking_first(
        _("End the series?"),
        _("Its meetings that lie ahead are cancelled, but those that were moved by hand."),
        _("End it"),
        _("Not yet"),
    )
    return press(_("End"), view.group.id, EndSeries(one.id), confirm=sure)


def build_series_notice(notice: SeriesNotice) -> Message:
    """Channels hear of all meetings of a series at once."""
    series, zone = notice.series, notice.group.zone
    count = len(notice.items)
    told = ngettext("🗓 {title}: {count} meeting", "🗓 {title}: {count} meetings", count)
    if series.is_ended:
        told = ngettext(
            "✖ {title} has ended: {count} meeting is cancelled",
            "✖ {title} has ended: {count} meetings are cancelled",
            count,
        )
    lines = [
        told.format(title=bold(series.title, TITLE_LIMIT), count=count),
        _whole(series.rule, series.first, series.streams, zone),
        *_meeting_lines(notice.items, zone),
        _("By {person}").format(person=who(notice.by)),
    ]
    return compose(told.format(title=quoted(series.title, TITLE_LIMIT), count=count), _told(lines))
