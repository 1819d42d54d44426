"""What people read before and while their group is set up: the greeting, the first steps, the scenes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import _, in_a_row, labelled, listing
from bot.core.people import Reader, Roster
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.snapshot import Snapshot
from bot.groups.acts import PersonForm, RoleForm
from bot.groups.settings_acts import (
    ChannelForm,
    FirstSteps,
    FoundForm,
    FoundGroup,
    Scenes,
    Settings,
    WhoBegins,
)
from bot.slack.blocks import actions, context, press, section
from bot.slack.escaping import bold, channel, mention, quoted
from bot.slack.message import Message, compose

GREETING = "shared"
"""The kind of a notice that carries its words with it."""


def build_founded(done: Done[Any], _reader: Reader | None) -> Message:
    """A group that was made, and how to go on."""
    made = done.result
    if made.coordinator is None:
        told = _("✔ {group} is there, and you coordinate it. It speaks in {channel}.")
    else:
        told = _("✔ {group} is there. It speaks in {channel}. {who} coordinates it, and hears from me.")
    text = told.format(
        group=quoted(made.name, 100), channel=channel(made.channel), who=mention(made.coordinator or "")
    )
    invite = _("If I am not in that channel yet, type `/invite` with my name there.")
    row = [] if made.coordinator else [press(_("Go on"), made.group_id, FirstSteps())]
    return compose(text, [section(f"{text}\n{invite}"), *actions(row)])


def build_entrusted(group_id: int, name: str, founder: str | None) -> Message:
    """The message to the coordinator of a new group that somebody else has made."""
    text = _("{who} has made the group {group} here, and you coordinate it.").format(
        who=mention(founder) if founder else _("The command line"), group=quoted(name, 100)
    )
    told = _("I keep its workplan, remind whom it concerns, and coordinate its meetings.")
    row = [press(_("Go on"), group_id, FirstSteps()), press(_("Show me"), group_id, Scenes())]
    return compose(f"{text} {told}", [section(f"{text} {told}"), *actions(row)])


def build_begin(*, may_found: bool, founders: list[str]) -> Message:
    """The first message in a workspace that has no group yet."""
    text = _("I keep your group's workplan, remind whom it concerns, and coordinate its meetings.")
    rows = [press(_("Show me"), 0, Scenes()), press(_("Who coordinates?"), 0, WhoBegins())]
    if may_found:
        rows.insert(0, press(_("Begin"), 0, FoundForm(), style="primary"))
        told = _("There is no group here yet: *Begin* makes one, in a minute.")
    elif founders:
        told = _("There is no group here yet. {people} can begin.").format(people=listing(founders, "or"))
    else:
        told = _("There is no group here yet. Whoever installed me, or an owner or admin, can begin.")
    return compose(f"{text} {told.replace('*', '')}", [section(text), section(told), *actions(rows)])


def build_joined(group: GroupView | None) -> Message:
    """The one line in a channel to which the bot was added."""
    if group is None:
        text = _(
            "I keep workplans. No group uses this channel yet: its coordinator can choose it in the settings."
        )
    else:
        text = _("I keep the workplan of {group}. Mention me, and ask for example what is next.")
        text = text.format(group=quoted(group.name, 100))
    return compose(text, [section(text)])


def build_who_begins(*, may_found: bool, founders: list[str]) -> Message:
    """Who may make a group, and who coordinates it then."""
    if founders:
        who = _("{people} can make a group, and so can the owners and admins of this workspace.")
        begins = who.format(people=listing(founders, "or"))
    else:
        begins = _("Whoever installed me can make a group, and so can the owners and admins.")
    then = _(
        "The form asks who coordinates it: that person reads the plan in, names the leads and starts the"
        " reminders. That person can hand over to somebody else later."
    )
    row = [press(_("Begin"), 0, FoundForm(), style="primary")] if may_found else []
    return compose(f"{begins} {then}", [section(f"{begins} {then}"), *actions(row)])


def build_first_steps(
    group: GroupView,
    roster: Roster,
    waiting: Sequence[tuple[str, Request]] = (),
    *,
    may_govern: bool,
) -> Message:
    """The steps of setting up, done and open; `waiting` are steps that somebody has begun, shown first."""
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
        *(press(label, group.id, request, style="primary") for label, request in waiting[:1]),
        press(_("Add a stream"), group.id, ChannelForm("")),
        press(_("Coordinator or lead"), group.id, RoleForm()),
        press(_("Add somebody"), group.id, PersonForm()),
        press(_("Settings"), group.id, Settings()),
    ]
    hints = []
    if group.is_empty and waiting:
        hints.append(_("I have your document. Nothing is written before you say so."))
    elif group.is_empty:
        hints.append(_("Drop the plan here as a file (Word, PDF, Excel or text), and I show what I read."))
    elif not group.reminders_on:
        hints.append(_("The reminders are the last step: you see first whom they reach."))
    blocks = [section("\n".join([bold(title), *lines])), *(context(hint) for hint in hints)]
    return compose(
        labelled(title, in_a_row(lines)), [*blocks, *actions(buttons if may_govern else buttons[-1:])]
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


def say_found(act: FoundGroup, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``make the group IMG``."""
    return _("make the group {label}").format(label=act.label)


def label_first_steps(_look: FirstSteps, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The first steps, as a button names them."""
    return _("Set up")


def label_who_begins(_look: WhoBegins, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """Who may begin, as a button names it."""
    return _("Who coordinates?")


def label_scenes(_look: Scenes, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The scenes, as a button names them."""
    return _("Show me")


def label_found_form(_form: FoundForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form for a new group, as a button names it."""
    return _("Begin")
