"""What people read about the settings of a group, and about setting one up."""

from __future__ import annotations

from typing import Any

from bot.core.group import GroupView, Rules
from bot.core.i18n import _, listing, ngettext
from bot.core.people import Reader, Roster
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.groups.acts import People, PersonForm, PreferencesForm, RoleForm
from bot.groups.rules.settings import LADDER_NAMES, SETTINGS
from bot.groups.settings_acts import (
    ChangeSettings,
    ChannelForm,
    FirstSteps,
    FoundForm,
    FoundGroup,
    Scenes,
    SetChannel,
    SetHolidays,
    Settings,
    SettingsForm,
)
from bot.groups.texts.sentences import language_words
from bot.slack.blocks import actions, context, paragraphs, press, section
from bot.slack.escaping import bold, channel, quoted
from bot.slack.message import Message, compose


def value_words(name: str, value: Any) -> str:  # noqa: ANN401 - any setting's value
    """The value of a setting in words."""
    if name == "language":
        return language_words(value)
    if value is None:
        return _("none") if name == "region" else _("never")
    return quoted(str(value), 100)


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
    group: GroupView, values: dict[str, Any], days_off: dict[str, str | None], *, may_govern: bool
) -> Message:
    """Every setting with its value and effect, and where the group and its streams speak."""
    title = _("Settings of {group}").format(group=quoted(group.name, 100))
    lines = [f"*{title}*", *(effect_words(name, value) for name, value in values.items())]
    place = channel(group.channel_id) if group.channel_id else _("no channel yet")
    lines.append(f"*{_('Channel')}:* {place}")
    for stream in group.streams:
        where = channel(stream.channel_id) if stream.channel_id else _("in the group's channel")
        lines.append(f"*{quoted(stream.label, 20)}* {quoted(stream.name or '', 80)}: {where}")
    if days_off:
        lines.append(
            ngettext("{count} day off of its own", "{count} days off of its own", len(days_off)).format(
                count=len(days_off)
            )
        )
    buttons = [
        press(_("Change"), group.id, SettingsForm()),
        press(_("Channel"), group.id, ChannelForm()),
        press(_("Add a stream"), group.id, ChannelForm("")),
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
    """What is set now."""
    if done.result.is_same:
        text = _("That is so already.")
        return compose(text, [section(text)])
    lines = [_line(name, value, done.result.before[name]) for name, value in done.result.after.items()]
    text = "✔ " + " ".join(lines)
    return compose(text.replace("*", ""), [section(text)])


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
    added, gone = sorted(value.keys() - before.keys()), sorted(before.keys() - value.keys())
    if added:
        return ngettext("Nothing is sent on {days}.", "Nothing is sent on {days}.", len(added)).format(
            days=_span(added)
        )
    return _("{days} are working days again.").format(days=_span(gone))


def _span(days: list[str]) -> str:
    return days[0] if len(days) == 1 else _("{first} to {last}").format(first=days[0], last=days[-1])


def _stream_line(label: str, name: str | None, place: str | None) -> str:
    who = f"{label} ({quoted(name, 80)})" if name else label
    if place is None:
        return _("{stream} speaks in the group's channel.").format(stream=who)
    return _("{stream} speaks in {channel}.").format(stream=who, channel=channel(place))


def build_founded(done: Done[Any], _reader: Reader | None) -> Message:
    """A group that was made, and how to go on."""
    made = done.result
    text = _("✔ {group} is there, and you coordinate it. It speaks in {channel}.").format(
        group=quoted(made.name, 100), channel=channel(made.channel)
    )
    invite = _("If I am not in that channel yet, type `/invite` with my name there.")
    return compose(
        text, [section(f"{text}\n{invite}"), *actions([press(_("Go on"), made.group_id, FirstSteps())])]
    )


def build_begin(*, may_found: bool, founders: list[str]) -> Message:
    """What whoever comes first reads, where there is no group yet."""
    text = _("I keep your group's workplan, remind whom it concerns, and coordinate its meetings.")
    rows = [press(_("Show me"), 0, Scenes())]
    if may_found:
        rows.insert(0, press(_("Begin"), 0, FoundForm(), style="primary"))
        told = _("There is no group here yet: *Begin* makes one, in a minute.")
    elif founders:
        told = _("There is no group here yet. {people} can begin.").format(people=listing(founders, "or"))
    else:
        told = _("There is no group here yet. Whoever installed me, or an owner or admin, can begin.")
    return compose(f"{text} {told.replace('*', '')}", [section(text), section(told), *actions(rows)])


def build_first_steps(group: GroupView, roster: Roster, command: str, *, may_govern: bool) -> Message:
    """What is set up, what is still to do, and the next step first."""
    steps = [
        (bool(roster.coordinators), _("Who coordinates")),
        (group.channel_id is not None, _("The channel")),
        (bool(group.streams), _("Work streams (if there are any)")),
        (all(roster.leads.get(label) for label in group.labels), _("Who leads")),
        (not group.is_empty, _("The plan: drop a file here, or add the first item")),
        (group.reminders_on, _("Reminders")),
    ]
    lines = [f"{'✔' if done else '☐'} {title}" for done, title in steps]
    title = _("Setting up {group}").format(group=quoted(group.name, 100))
    buttons = [
        press(_("Add a stream"), group.id, ChannelForm("")),
        press(_("Coordinator or lead"), group.id, RoleForm()),
        press(_("Add somebody"), group.id, PersonForm()),
        press(_("Settings"), group.id, Settings()),
    ]
    hints = []
    if group.is_empty:
        hints.append(_("Drop the plan here as a file (Word, PDF, Excel or text), and I show what I read."))
    elif not group.reminders_on:
        told = _("`{command} start reminders` says whom they reach, and starts them.")
        hints.append(told.format(command=command))
    blocks = [section("\n".join([bold(title), *lines])), *(context(hint) for hint in hints)]
    return compose(
        f"{title}: " + "; ".join(lines), [*blocks, *actions(buttons if may_govern else buttons[-1:])]
    )


def build_scene(number: int, group_id: int, *, is_unfounded: bool) -> Message:
    """One of six short scenes of a year with the bot."""
    scenes = _scenes()
    at = min(max(number, 1), len(scenes))
    place = _("{number} of {count}").format(number=at, count=len(scenes))
    buttons = [press(_("Next scene"), group_id, Scenes(at + 1))] if at < len(scenes) else []
    if is_unfounded or at == len(scenes):
        buttons.append(press(_("Begin"), group_id, FirstSteps()))
    text = scenes[at - 1]
    return compose(text.replace("*", ""), [section(text), context(place), *actions(buttons)])


def _scenes() -> tuple[str, ...]:
    return (
        _(
            "*October.* The group agrees its workplan. Somebody drops the Word file here; I read 16 items,"
            " and ask about what is unclear. Nothing is sent before somebody starts the reminders."
        ),
        _(
            "*November.* “When is the next ws1 meeting?” I answer only whoever asked, with one button to"
            " share it."
        ),
        _(
            "*December.* A meeting of January has no date. Its lead hears on Monday, with three dates to"
            " choose from: one press sets it, and two minutes later the channel knows."
        ),
        _(
            "*February.* A report will be late. Its owner presses *At risk* and writes why; the coordinator"
            " sees it, the channel sees a yellow light."
        ),
        _(
            "*May.* The plenary moves. Everybody reads “was → now”, on their own clock, with what else is"
            " concerned by it."
        ),
        _("*September.* The closure: what is done, what is not, and who has answered, on one page."),
    )


def say_settings(act: ChangeSettings, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``set the time zone: Africa/Nairobi``."""
    parts = [
        _("{setting}: {value}").format(setting=_(SETTINGS[name].title), value=value_words(name, value))
        for name, value in act.values.items()
        if name in SETTINGS
    ]
    return _("set {settings}").format(settings="; ".join(parts) or _("nothing"))


def say_holidays(act: SetHolidays, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``send nothing on 2018-12-24``."""
    days = _span([one.isoformat() for one in dict.fromkeys((act.first, act.last))])
    told = _("send nothing on {days}") if act.holds else _("make {days} working days again")
    return told.format(days=days)


def say_channel(act: SetChannel, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``let WS1 speak in #ws1``."""
    place = channel(act.channel) if act.channel else _("the group's channel")
    if act.stream is None:
        return _("let the group speak in {channel}").format(channel=place)
    return _("let {stream} speak in {channel}").format(stream=act.stream, channel=place)


def say_found(act: FoundGroup, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``make the group IMG``."""
    return _("make the group {label}").format(label=act.label)


def label_settings(_look: Settings, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The settings, as a button names them."""
    return _("Settings")


def label_first_steps(_look: FirstSteps, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The first steps, as a button names them."""
    return _("Set up")


def label_scenes(_look: Scenes, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The scenes, as a button names them."""
    return _("Show me")


def label_settings_form(_form: SettingsForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form of all settings, as a button names it."""
    return _("Change settings")


def label_channel_form(form: ChannelForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form about a channel, as a button names it."""
    if form.stream is None:
        return _("The group's channel")
    return _("Channel of {stream}").format(stream=form.stream) if form.stream else _("Add a stream")


def label_found_form(_form: FoundForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form for a new group, as a button names it."""
    return _("Begin")
