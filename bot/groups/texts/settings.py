"""What people read about the settings of a group, and about setting one up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.core.group import GroupView, Rules
from bot.core.i18n import _, in_a_row, labelled, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.groups.acts import People, PreferencesForm
from bot.groups.rules.settings import LADDER_NAMES, SETTINGS
from bot.groups.settings_acts import (
    ChangeSettings,
    ChannelForm,
    SetChannel,
    SetHolidays,
    Settings,
    SettingsForm,
)
from bot.groups.texts.days_off import days_off_words
from bot.groups.texts.sentences import language_words
from bot.slack.blocks import actions, paragraphs, press, section
from bot.slack.escaping import channel, quoted
from bot.slack.message import Message, compose


def value_words(name: str, value: Any) -> str:  # noqa: ANN401 - any setting's value
    """The value of a setting in words."""
    if name == "language":
        return language_words(value)
    if value is None:
        return _("none") if name == "region" else _("never")
    unit = SETTINGS[name].unit if name in SETTINGS else ""
    return _span_words(unit, value) if unit else quoted(str(value), 100)


def _span_words(unit: str, count: int) -> str:
    return {
        "weeks": ngettext("{count} week", "{count} weeks", count),
        "days": ngettext("{count} day", "{count} days", count),
        "working days": ngettext("{count} working day", "{count} working days", count),
        "minutes": ngettext("{count} minute", "{count} minutes", count),
    }[unit].format(count=count)


def effect_words(name: str, value: Any) -> str:  # noqa: ANN401
    """What a setting brings, in a sentence."""
    setting = SETTINGS[name]
    if value is None:
        return _("{title}: off.").format(title=_(setting.title))
    told = f"*{_(setting.title)}:* {_(setting.effect).format(value=value_words(name, value))}"
    return told if value == setting.default or setting.default is None else f"{told} {_('(changed)')}"


def values_of(group: GroupView, rules: Rules) -> dict[str, Any]:
    """All settings that are one value, as they stand."""
    plain: dict[str, Any] = {"name": group.name, "zone": group.zone, "language": group.language}
    plain |= {"region": group.holiday_region}
    return plain | {name: getattr(rules.ladder, name) for name in LADDER_NAMES}


def build_settings(
    group: GroupView,
    values: dict[str, Any],
    days_off: dict[str, str | None],
    more: Sequence[tuple[str, Request]] = (),
    *,
    may_govern: bool,
) -> Message:
    """Every setting with its value and effect, and where the group and its streams speak."""
    title = _("Settings of {group}").format(group=quoted(group.name, 100))
    lines = [f"*{title}*", *(effect_words(name, value) for name, value in values.items())]
    place = channel(group.channel_id) if group.channel_id else _("no channel yet")
    lines.append(f"*{_('Channel')}:* {place}")
    for stream in group.streams:
        where = channel(stream.channel_id) if stream.channel_id else _("in the group's channel")
        label = f"*{quoted(stream.label, 20)}*" + (f" {quoted(stream.name, 80)}" if stream.name else "")
        lines.append(labelled(label, where))
    if days_off:
        lines.append(labelled(f"*{_('Days off of its own')}*", days_off_words(days_off)))
    buttons = [
        press(_("Change"), group.id, SettingsForm()),
        press(_("Channel"), group.id, ChannelForm()),
        press(_("Add a stream"), group.id, ChannelForm("")),
        *(press(label, group.id, request) for label, request in more),
        press(_("Who is on the roster"), group.id, People()),
    ]
    blocks = [section(text) for text in paragraphs(lines)]
    return compose(
        title,
        [
            *blocks,
            *actions(
                [*(buttons if may_govern else []), press(_("My settings"), group.id, PreferencesForm())]
            ),
        ],
    )


def build_set(done: Done[Any], _reader: Reader | None) -> Message:
    """The settings that were changed, as they are now."""
    if done.result.is_same:
        text = _("That is so already.")
        return compose(text, [section(text)])
    lines = [_line(name, value, done.result.before[name]) for name, value in done.result.after.items()]
    text = "✔ " + " ".join(lines)
    row = [press(_("Undo"), done.group_id, Undo(done.act_id))] if done.act_id is not None else []
    return compose(text.replace("*", ""), [section(text), *actions(row)])


def _line(name: str, value: Any, before: Any) -> str:  # noqa: ANN401
    if name in SETTINGS:
        return effect_words(name, value)
    if name == "channel":
        return _("The group speaks in {channel}.").format(channel=channel(value) if value else _("none"))
    if name == "streams":
        labels = [label for label, held in value.items() if before.get(label) != held]
        gone = [label for label in before if label not in value]
        return " ".join(
            [_stream_line(label, *value[label]) for label in labels]
            + [_("{stream} is no stream any more.").format(stream=label) for label in gone]
        )
    return _days_line(value, before)


def _days_line(after: dict[str, str | None], before: dict[str, str | None]) -> str:
    """Which days are off from now on, also those that only got a name; else which are worked again."""
    new = {day: title for day, title in after.items() if day not in before or before[day] != title}
    gone = {day: title for day, title in before.items() if day not in after}
    told = (
        ngettext("Nothing is sent on {days}.", "Nothing is sent on {days}.", len(new))
        if new
        else ngettext("{days} is a working day again.", "{days} are working days again.", len(gone))
    )
    return told.format(days=days_off_words(new or gone))


def _stream_line(label: str, name: str | None, place: str | None) -> str:
    who = f"{label} ({quoted(name, 80)})" if name else label
    if place is None:
        return _("{stream} speaks in the group's channel.").format(stream=who)
    return _("{stream} speaks in {channel}.").format(stream=who, channel=channel(place))


def say_settings(act: ChangeSettings, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``set the time zone: Africa/Nairobi``."""
    parts = [
        _("{setting}: {value}").format(setting=_(SETTINGS[name].title), value=value_words(name, value))
        for name, value in act.values.items()
        if name in SETTINGS
    ]
    return _("set {settings}").format(settings=in_a_row(parts) or _("nothing"))


def say_holidays(act: SetHolidays, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``send nothing on Mon 24 Dec 2018``."""
    span = [act.first + timedelta(days=ahead) for ahead in range((act.last - act.first).days + 1)]
    days = days_off_words({day.isoformat(): act.title for day in span})
    back = ngettext("make {days} a working day again", "make {days} working days again", len(span))
    return (_("send nothing on {days}") if act.holds else back).format(days=days)


def say_channel(act: SetChannel, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``let WS1 speak in #ws1``."""
    place = channel(act.channel) if act.channel else _("the group's channel")
    if act.stream is None:
        return _("let the group speak in {channel}").format(channel=place)
    return _("let {stream} speak in {channel}").format(stream=act.stream, channel=place)


def label_settings(_look: Settings, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The settings, as a button names them."""
    return _("Settings")


def label_settings_form(_form: SettingsForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form of all settings, as a button names it."""
    return _("Change settings")


def label_channel_form(form: ChannelForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form about a channel, as a button names it."""
    if form.stream is None:
        return _("The group's channel")
    return _("Channel of {stream}").format(stream=form.stream) if form.stream else _("Add a stream")
