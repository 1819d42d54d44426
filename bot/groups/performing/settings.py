"""Carrying out changes of a group's settings, holidays, channels and streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.delivery.store import outbox_places
from bot.groups.rules.settings import LADDER_NAMES, SETTINGS, check
from bot.groups.settings_acts import ChangeSettings, SetChannel, SetHolidays
from bot.groups.store import groups

GROUP = "group"
"""The subject under which the settings of a group stand in its history."""
MOST_DAYS = 60
_COLUMNS = {"name": "name", "zone": "zone", "language": "language", "region": "holiday_region"}


@dataclass(frozen=True, slots=True)
class Set:
    """What became of the settings of a group: the changed ones as they were and as they are."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    is_same: bool = False


def need_coordinator(_act: object, _loaded: object, _edit: Edit) -> Need:
    """Settings are the coordinator's."""
    return Need(Right.GOVERN)


def load_settings(act: ChangeSettings, edit: Edit) -> dict[str, Any]:
    """All settings as they stand.

    Raises:
        UserError: there is no such setting, or it cannot be that.
    """
    for name, value in act.values.items():
        check(name, value)
    return settings_of(edit)


def settings_of(edit: Edit) -> dict[str, Any]:
    """All that is set of a group: settings by name, days off by date, the channel, streams by label."""
    group, steps = edit.group, groups.ladder_steps_of(edit.session, edit.group.id)
    streams = groups.streams_of(edit.session, group.id)
    return {
        **{name: getattr(group, column) for name, column in _COLUMNS.items()},
        **{name: steps.get(name, SETTINGS[name].default) for name in LADDER_NAMES},
        "days_off": groups.named_holidays_of(edit.session, group.id),
        "channel": group.channel_id,
        "streams": {one.label: [one.name, one.channel_id] for one in streams},
    }


def change_settings(act: ChangeSettings, edit: Edit, now: dict[str, Any]) -> Set:
    """Change settings."""
    return change(edit, now, act.values)


def change(edit: Edit, now: Mapping[str, Any], new: Mapping[str, Any]) -> Set:
    """Write changed settings of a group as a part of the current act."""
    after = {name: value for name, value in new.items() if now[name] != value}
    if not after:
        return Set({}, {}, is_same=True)
    _write(edit, now, after)
    edit.changes_people = True
    edit.session.flush()
    before = {name: now[name] for name in after}
    label, version = edit.group.label, edit.group.revision + 1
    edit.record(GROUP, edit.group.id, label, "settings", before, after, version=version)
    edit.work.means.after_people(edit)
    return Set(before, after)


def _write(edit: Edit, now: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    session, group = edit.session, edit.group
    for name, value in after.items():
        if name in _COLUMNS:
            setattr(group, _COLUMNS[name], value)
            if name == "zone":
                # The clock derives the instants of all items again, as where the zone data is new.
                group.zone_data = None
        elif name == "days_off":
            groups.set_holidays(session, group.id, value)
        elif name == "channel":
            _claim(edit, value)
            group.channel_id = value
        elif name == "streams":
            for label, (title, channel) in value.items():
                if channel is not None:
                    _claim(edit, channel)
                groups.put_stream(session, group.id, label, title, channel)
            for label in now["streams"].keys() - value.keys():
                _remove_stream(edit, label)
        else:
            groups.set_ladder_step(session, group.id, name, value, SETTINGS[name].default)
    session.flush()
    left = groups.drop_unused_channels(session, group)
    for old, new in _moved(now, after).items():
        if old in left and new is not None:
            outbox_places.readdress_dead(session, group.id, old, new)


def _remove_stream(edit: Edit, label: str) -> None:
    try:
        with edit.session.begin_nested():
            groups.remove_stream(edit.session, edit.group.id, label)
    except IntegrityError:
        raise UserError(_("{stream} is in use by now.").format(stream=label)) from None


def _moved(now: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str | None]:
    """From each channel that is left to that which is spoken in instead."""
    moved = {now["channel"]: after["channel"]} if "channel" in after and now["channel"] else {}
    for label, (_title, old) in now["streams"].items():
        new = after.get("streams", {}).get(label)
        if old is not None and new is not None and new[1] != old:
            moved[old] = new[1]
    return moved


def _claim(edit: Edit, channel_id: str) -> None:
    owner = groups.channel_owner(edit.session, edit.group.team_id, channel_id)
    if owner is not None and owner.group_id != edit.group.id:
        text = _("The channel {channel} already belongs to another group: one channel, one group.")
        raise UserError(text.format(channel=f"<#{channel_id}>"))
    groups.add_channel(edit.session, edit.group, channel_id)


def load_days(act: SetHolidays, edit: Edit) -> dict[str, Any]:
    """All settings as they stand.

    Raises:
        UserError: the days are none, or too many.
    """
    if not 0 <= (act.last - act.first).days < MOST_DAYS:
        raise UserError(
            _("Give one day, or from one day to a later one, {most} at most.").format(most=MOST_DAYS)
        )
    return settings_of(edit)


def set_holidays(act: SetHolidays, edit: Edit, now: dict[str, Any]) -> Set:
    """Add days on which the group does not work, or take them out again."""
    span = [act.first + timedelta(days=ahead) for ahead in range((act.last - act.first).days + 1)]
    days = {day.isoformat(): act.title for day in span}
    known = now["days_off"]
    new = known | days if act.holds else {day: name for day, name in known.items() if day not in days}
    return change(edit, now, {"days_off": new})


def set_channel(act: SetChannel, edit: Edit, now: dict[str, Any]) -> Set:
    """Say where the group or a stream speaks; a stream that is not known yet is added."""
    if act.stream is None:
        return change(edit, now, {"channel": act.channel})
    known = now["streams"].get(act.stream, [None, None])
    stream = [act.name if act.name is not None else known[0], act.channel]
    return change(edit, now, {"streams": now["streams"] | {act.stream: stream}})


def load_channel(act: SetChannel, edit: Edit) -> dict[str, Any]:
    """All settings as they stand.

    Raises:
        UserError: a label that cannot be, or a group without a channel.
    """
    if act.stream is not None and not is_label(act.stream):
        raise UserError(_("A label is a letter and up to nine letters or digits, such as WS1."))
    if act.stream is not None and act.stream.casefold() == edit.group.label.casefold():
        raise UserError(_("{label} is the label of the group itself.").format(label=act.stream))
    if act.stream is None and act.channel is None:
        raise UserError(_("A group needs a channel."))
    return settings_of(edit)


def is_label(text: str) -> bool:
    """Whether it can be the label of a group or stream, and so a part of keys."""
    return text.isascii() and text.isalnum() and text[0].isalpha() and len(text) <= 10


def need_of_entry(_edit: Edit, _change: Change) -> Need:
    """Settings are the coordinator's."""
    return Need(Right.GOVERN)


def name_of_entry(edit: Edit, _change: Change) -> str:
    """The group's settings, as people call them."""
    return _("the settings of {group}").format(group=edit.group.name)


def reverse_entry(edit: Edit, change_: Change) -> str:
    """Write the settings of before an entry, as far as it goes.

    Raises:
        UserError: they are so already.
    """
    now = settings_of(edit)
    done = change(edit, now, dict(change_.before))
    if done.is_same:
        raise UserError(_("That is so already."))
    return _("↩ The settings are as they were.")
