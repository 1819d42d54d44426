"""What can be set of a group: its settings, streams, holidays, and the group itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.core.i18n import LANGUAGES
from bot.core.requests import PRIVATE, Act, Form, Look, private


@dataclass(frozen=True)
class ChangeSettings(Act):
    """Change settings of the group, by their names in `bot.groups.rules.settings`."""

    NAME = "change-settings"

    values: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)


@dataclass(frozen=True)
class SetHolidays(Act):
    """Days on which the group does not work, from one to another; or work again (`holds` False)."""

    NAME = "set-holidays"

    first: date
    last: date
    holds: bool = True
    title: str | None = private()


@dataclass(frozen=True)
class SetChannel(Act):
    """Where the group (no stream) or a stream speaks; a stream that is not known yet is added.

    Without a channel a stream speaks in the group's.
    """

    NAME = "set-channel"

    channel: str | None
    stream: str | None = None
    name: str | None = private()


@dataclass(frozen=True)
class FoundGroup(Act):
    """Make a group; whoever makes it coordinates it, or `coordinator` (a user id).

    `streams` are pairs of label and name; `language` is that of its channels.
    """

    NAME = "found-group"

    label: str
    channel: str
    zone: str
    name: str = private("")
    streams: tuple[tuple[str, str], ...] = ()
    coordinator: str | None = None
    language: str = LANGUAGES[0]


@dataclass(frozen=True)
class Settings(Look):
    """Every setting with its value and its effect."""

    NAME = "settings"


@dataclass(frozen=True)
class FirstSteps(Look):
    """The steps of setting up, each with its form; where there is no group yet, how to make one."""

    NAME = "first-steps"


@dataclass(frozen=True)
class WhoBegins(Look):
    """Who may make a group, and who coordinates it then."""

    NAME = "who-begins"


@dataclass(frozen=True)
class Scenes(Look):
    """What a year with the bot looks like: one of six short scenes."""

    NAME = "scenes"

    number: int = 1


@dataclass(frozen=True)
class SettingsForm(Form):
    """Asks for all settings."""

    NAME = "settings-form"


@dataclass(frozen=True)
class ChannelForm(Form):
    """Asks where the group or a stream (of that label; "" for a new one) speaks."""

    NAME = "channel-form"

    stream: str | None = None


@dataclass(frozen=True)
class FoundForm(Form):
    """Asks what a new group is called and where it speaks."""

    NAME = "found-form"
