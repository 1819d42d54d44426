"""Forms about the settings of a group and a new group, and the acts that their submissions make."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import LANGUAGES, _
from bot.core.people import LEVELS, QUIET
from bot.core.registry import Looking
from bot.core.requests import Form, Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.groups.acts import PreferencesForm, SetPreferences
from bot.groups.forms.roster_forms import contact_of, view
from bot.groups.rules.pauses import read_hours
from bot.groups.rules.settings import OFF, SETTINGS, check
from bot.groups.settings_acts import (
    ChangeSettings,
    ChannelForm,
    FoundForm,
    FoundGroup,
    SetChannel,
    Settings,
    SettingsForm,
)
from bot.groups.store import people
from bot.groups.texts.sentences import language_words, level_words
from bot.groups.texts.settings import values_of
from bot.slack.blocks import Block
from bot.slack.inputs import (
    channel_input,
    date_input,
    field,
    person_input,
    radio,
    select,
    text_input,
    time_input,
)
from bot.slack.submitted import FieldError, Submitted

LONGEST_LABEL = 10
View = dict[str, Any]


def need_to_found(_form: Form, _snapshot: Snapshot) -> Need:
    """The installer and the workspace's owners and admins make groups."""
    return Need(Right.FOUND)


def current(looking: Looking) -> dict[str, Any]:
    """All settings that are one value, as they stand."""
    facts = looking.snapshot.facts
    return values_of(facts.group, facts.rules)


def open_settings_form(asked: SettingsForm, looking: Looking) -> View:
    """One field a setting, by its name; `language` is a menu."""
    blocks: list[Block] = []
    for name, value in current(looking).items():
        setting = SETTINGS[name]
        shown = OFF if value is None else str(value)
        element = text_input(shown, most=100)
        if name == "language":
            element = select([(code, language_words(code)) for code in ("en", "fr", "both")], shown)
        hint = _(setting.effect).format(value="…")
        blocks.append(field(name, _(setting.title), element, hint=hint))
    return view(asked, looking, _("Settings"), blocks, _("Save"))


def read_settings_form(_asked: SettingsForm, given: Submitted, _looking: Looking) -> Request:
    """What was changed in the form.

    Raises:
        FieldError: a setting that cannot be that.
    """
    new: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        if not given.has(name) or not given.is_changed(name):
            continue
        text = given.text(name) or ""
        try:
            check(name, text)
        except UserError as error:
            raise FieldError(name, error.text) from None
        new[name] = setting.read(text)
    return ChangeSettings(new) if new else Settings()


def open_channel_form(asked: ChannelForm, looking: Looking) -> View:
    """`channel`; for a stream also `name`, for a new one `label`."""
    group = looking.snapshot.facts.group
    known = next((one for one in group.streams if one.label == asked.stream), None)
    place = known.channel_id if known else group.channel_id if asked.stream is None else None
    blocks = []
    if asked.stream == "":
        hint = _("It begins the keys of its items, such as WS1-D1, and never changes.")
        blocks.append(
            field("label", _("Label"), text_input(placeholder="WS1", most=LONGEST_LABEL), hint=hint)
        )
    if asked.stream is not None:
        blocks.append(
            field("name", _("Name"), text_input(known.name if known else None, most=100), optional=True)
        )
    hint = _("Type /invite with my name in it, if I am not there yet.")
    blocks.append(
        field("channel", _("Channel"), channel_input(place), optional=asked.stream is not None, hint=hint)
    )
    return view(asked, looking, _("Channel"), blocks, _("Save"))


def read_channel_form(asked: ChannelForm, given: Submitted, _looking: Looking) -> Request:
    """Where the group or a stream speaks."""
    label = asked.stream if asked.stream != "" else given.text("label")
    return SetChannel(given.text("channel"), label, given.text("name"))


def open_found_form(asked: FoundForm, looking: Looking) -> View:
    """`name`, `label`, `channel`, `zone`, `streams` (one a line), `coordinator`, `language`."""
    zone = looking.caller.reader.zone or looking.snapshot.facts.group.zone
    reader = looking.caller.reader
    languages = [(code, language_words(code)) for code in (*LANGUAGES, "both")]
    founder = looking.caller.person_key[1] if looking.caller.person_key else None
    blocks = [
        field("name", _("What is the group called?"), text_input(placeholder=_("E-waste IMG"), most=100)),
        field("label", _("In short"), text_input(placeholder="IMG", most=LONGEST_LABEL),
              hint=_("It begins the keys of its items, such as IMG-M1, and never changes.")),
        field("channel", _("Where does it speak?"), channel_input()),
        field("zone", _("On whose clock?"), text_input(zone, most=60)),
        field("streams", _("Work streams"),
              text_input(lines=True, placeholder=_("WS1 Programmatic analysis")), optional=True,
              hint=_("One a line: a label, then its name. Those in your plan come by themselves.")),
        field("coordinator", _("Who coordinates it?"), person_input(founder)),
        field("language", _("Which language do its channels read?"), select(languages, reader.language)),
    ]  # fmt: skip
    return view(asked, looking, _("A new group"), blocks, _("Begin"))


def read_found_form(_asked: FoundForm, given: Submitted, looking: Looking) -> Request:
    """A new group.

    Raises:
        FieldError: what Slack lets through empty.
    """
    for name in ("name", "label", "channel", "zone"):
        if given.text(name) is None:
            raise FieldError(name, _("Please fill this in."))
    lines = [line.split(maxsplit=1) for line in (given.text("streams") or "").splitlines() if line.strip()]
    streams = tuple((first.rstrip(":,"), rest[0] if rest else "") for first, *rest in lines)
    return FoundGroup(
        given.text("label") or "",
        given.text("channel") or "",
        given.text("zone") or "",
        given.text("name") or "",
        streams,
        given.text("coordinator"),
        given.text("language") or looking.caller.reader.language,
    )


def need_nothing(_form: Form, _snapshot: Snapshot) -> Need:
    """Anybody may change their own preferences."""
    return Need(Right.EVERYBODY)


def open_preferences_form(asked: PreferencesForm, looking: Looking) -> View:
    """`level`, `away` (a day, or none), `stand_in`, `quiet_from` and `quiet_to`, and `language`."""
    own = looking.snapshot.facts.roster.people.get(looking.caller.person_id or 0)
    away = own.away_until.isoformat() if own and own.away_until else None
    levels = [(level, level_words(level)) for level in LEVELS]
    languages = [(code, language_words(code)) for code in LANGUAGES]
    stand_in = contact_of(own.stand_in_id, looking) if own and own.stand_in_id else None
    hours = people.quiet_hours_of(looking.session, looking.caller.person_id)
    quiet = tuple(hours.split("-")) if hours else (None, None)
    blocks = [
        field("level", _("How much do I hear?"), radio(levels, own.level if own else QUIET)),
        field("away", _("Away until"), date_input(away), optional=True),
        field(
            "stand_in",
            _("Who is asked meanwhile?"),
            person_input(stand_in.user_id if stand_in else None),
            optional=True,
            hint=_("Else the next in line is asked."),
        ),
        field("quiet_from", _("Quiet from"), time_input(quiet[0]), optional=True),
        field(
            "quiet_to",
            _("Quiet until"),
            time_input(quiet[1]),
            optional=True,
            hint=_("Nothing reaches you then, nor at weekends. As usual: 20:00 to 8:00."),
        ),
        field("language", _("Language"), select(languages, own.language if own else None), optional=True),
    ]
    return view(asked, looking, _("My settings"), blocks, _("Save"))


def read_preferences_form(_asked: PreferencesForm, given: Submitted, _looking: Looking) -> Request:
    """What somebody set for themselves: what they did not touch stays."""
    away, stand_in = given.text("away"), given.text("stand_in")
    is_away = given.is_changed("away") or (given.is_changed("stand_in") and away is not None)
    return SetPreferences(
        given.text("level") if given.is_changed("level") else None,
        date.fromisoformat(away) if away and is_away else None,
        given.is_changed("away") and away is None,
        given.text("language") if given.is_changed("language") else None,
        stand_in if away and is_away else None,
        _quiet_hours(given),
    )


def _quiet_hours(given: Submitted) -> str | None:
    """The quiet hours that were set; "" where both fields were emptied, None where nothing was touched.

    Raises:
        FieldError: they do not span the night.
    """
    if not (given.is_changed("quiet_from") or given.is_changed("quiet_to")):
        return None
    begin, end = given.text("quiet_from"), given.text("quiet_to")
    if begin is None and end is None:
        return ""
    try:
        return read_hours(f"{begin or '20:00'}-{end or '08:00'}")
    except UserError as error:
        raise FieldError("quiet_from", error.text) from None
