"""Making a group in Slack: who may, and what it begins with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _, language_of, speaking
from bot.core.people import Contact
from bot.core.rights import Need, Right
from bot.dates.holidays import region_of_zone
from bot.dates.wall_time import is_zone
from bot.groups.performing.places import person_named
from bot.groups.performing.settings import change, is_label, settings_of
from bot.groups.rules.settings import check
from bot.groups.settings_acts import FoundGroup
from bot.groups.store import groups, people
from bot.groups.texts.first_contact import GREETING, build_entrusted

MOST_STREAMS = 50


@dataclass(frozen=True, slots=True)
class Founded:
    """A group that was made; `coordinator` is who has it from here on, where that is not its founder."""

    group_id: int
    label: str
    name: str
    channel: str
    coordinator: str | None = None


def need_to_found(_act: FoundGroup, _nothing: None, _edit: Edit) -> Need:
    """The installer and the workspace's owners and admins make groups."""
    return Need(Right.FOUND)


def load_nothing(act: FoundGroup, edit: Edit) -> None:
    """Check what a new group needs.

    Raises:
        UserError: its label or a stream's cannot be or is taken, it has no name, or its zone is none.
    """
    labels = [act.label, *(label for label, _name in act.streams)]
    wrong = next((label for label in labels if not is_label(label)), None)
    if wrong is not None:
        text = _("“{label}” is no label: a letter and up to nine letters or digits, such as IMG or WS1.")
        raise UserError(text.format(label=wrong[:40]))
    if len({label.casefold() for label in labels}) < len(labels) or len(labels) > MOST_STREAMS:
        raise UserError(
            _("Each label stands once, and a group has {most} streams at most.").format(most=MOST_STREAMS)
        )
    if not act.name.strip():
        raise UserError(_("A group needs a name."))
    if not is_zone(act.zone):
        raise UserError(
            _("{zone} is no time zone; say for example Europe/Zurich.").format(zone=act.zone[:60])
        )
    check("language", act.language)
    known = groups.find_group(edit.session, act.label, edit.group.team_id)
    if known is not None and known.id != edit.group.id:
        raise UserError(_("There is a group {label} already.").format(label=act.label))


def found_group(act: FoundGroup, edit: Edit, _nothing: None) -> Founded:
    """Give a new group its name and places; whoever makes it coordinates it."""
    group = edit.group
    if group.label:
        raise UserError(_("This group is there already: `settings` changes it."))
    group.label, group.zone, group.language = act.label, act.zone, act.language
    group.holiday_region = region_of_zone(act.zone)
    edit.session.flush()
    streams = {label: [name or None, None] for label, name in act.streams}
    change(
        edit,
        settings_of(edit),
        {"name": " ".join(act.name.split())[:100], "channel": act.channel, "streams": streams},
    )
    founder = edit.caller.person_key
    other = act.coordinator if founder is None or act.coordinator != founder[1] else None
    if other is not None:
        person = person_named(edit, other)
        people.add_role(edit.session, group.id, person.id, None)
    elif founder is not None:
        people.add_role(edit.session, group.id, people.get_person(edit.session, *founder).id, None)
    edit.audit("found", group.label, [act.label, act.name])
    made = Founded(group.id, group.label, group.name, act.channel, other)
    if other is not None:
        _tell(edit, people.contact_of(person), made, founder)
    return made


def _tell(edit: Edit, coordinator: Contact, made: Founded, founder: tuple[str, str] | None) -> None:
    """Let the coordinator hear who made the group for them, and how to go on."""
    with speaking(language_of(coordinator.language, coordinator.locale, edit.group.language)):
        message = build_entrusted(made.group_id, made.name, founder[1] if founder else None)
    payload = {"text": message.text, "blocks": message.blocks}
    edit.notify(GREETING, f"founded:{made.group_id}", coordinator, payload=payload)
