"""The words about the settings of a group, and about setting one up."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.groups.rules.settings import SETTINGS, check
from bot.groups.settings_acts import (
    ChangeSettings,
    ChannelForm,
    FirstSteps,
    SetChannel,
    SetHolidays,
    Settings,
    SettingsForm,
)
from bot.talk.dating import context_of
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.tokens import Token, TokenKind, nearest


def read_settings(line: Line) -> Request:
    """All settings; a name and a value change one; `change` opens the form."""
    if not line.tokens:
        return Settings()
    if [fold(word) for word in line.words] in (["change"], ["edit"], ["form"]):
        return SettingsForm()
    return _one(line)


def read_ladder(line: Line) -> Request:
    """When people are asked and reminded."""
    return _one(line) if line.tokens else SettingsForm()


def _one(line: Line) -> Request:
    names = {name.replace("_", " "): name for name in SETTINGS}
    names |= {fold(SETTINGS[name].title): name for name in SETTINGS}
    names |= {fold(alias): one.name for one in SETTINGS.values() for alias in one.aliases}
    words = [fold(token.text).strip(":=,") for token in line.tokens]
    if words[0] in ("channel", "canal"):
        return read_channel(line.having(line.tokens[1:]))
    for count in range(min(len(words) - 1, 5), 0, -1):
        name = names.get(" ".join(words[:count]).replace("_", " "))
        if name is None:
            continue
        rest = [token for token in line.tokens[count:] if fold(token.text) not in ("to", "is", "=", ":")]
        value = " ".join(token.text for token in rest)
        check(name, value)
        return ChangeSettings({name: SETTINGS[name].read(value)})
    near = nearest(words[0], list(names))
    known = ", ".join(names)
    raise NotUnderstood(
        _("There is no setting “{name}”. There are: {known}.").format(name=words[0][:40], known=known[:1500]),
        words=("settings", *((f"settings {near}",) if near else ())),
    )


def read_channel(line: Line) -> Request:
    """Where the group or a stream speaks: `channel WS1 #ws1`."""
    labels = {fold(label): label for label in line.group.labels}
    stream = next((labels[fold(word)] for word in line.words if fold(word) in labels), None)
    place = next((token.id for token in line.tokens if token.kind is TokenKind.CHANNEL), None)
    return SetChannel(place, stream) if place is not None else ChannelForm(stream)


def read_stream(line: Line) -> Request:
    """A new stream: its label, its name, its channel; bare, the form."""
    words = [token for token in line.tokens if token.kind is TokenKind.WORD]
    place = next((token.id for token in line.tokens if token.kind is TokenKind.CHANNEL), None)
    if not words:
        return ChannelForm("")
    name = " ".join(token.text for token in words[1:]) or None
    return SetChannel(place, words[0].text, name)


def read_add_days(line: Line) -> Request:
    """Days on which nothing is sent: `holidays add COP 9 Nov 2026 to 20 Nov 2026`."""
    return _days(line, holds=True)


def read_remove_days(line: Line) -> Request:
    """Days that are working days again."""
    return _days(line, holds=False)


def _days(line: Line, *, holds: bool) -> Request:
    tokens = list(line.tokens)
    title: list[Token] = []
    while tokens:
        said = reading.read(" ".join(token.text for token in tokens), context_of(line, is_due=True))
        if said.choices and not said.rest and not said.reason and title_is_name(title):
            break
        title.append(tokens.pop(0))
    else:
        raise NotUnderstood(
            _("Which days? Say for example `holidays add 24 December 2026`, or from one day to another.")
        )
    when = said.choices[0].when
    first, last = when.first_day, when.last_day
    if first is None or last is None:
        raise NotUnderstood(_("Which days? A month is not a day."))
    return SetHolidays(first, last, holds, " ".join(token.text for token in title) or None)


def title_is_name(tokens: list[Token]) -> bool:
    """Whether the words before a date can be what the days are called."""
    return not any(token.text.isdecimal() for token in tokens)


def read_holidays(_line: Line) -> Request:
    """`holidays` alone shows the settings, where the days off stand."""
    return Settings()


def read_setup(_line: Line) -> Request:
    """`setup`: the steps of setting up, done and open."""
    return FirstSteps()


COMMANDS = (
    Command(
        name="setup",
        usage="setup",
        summary=N_("what is set up, and what is still to do"),
        example="setup",
        handle=read_setup,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("begin", "set up", "first steps", "get started", "how do i begin", "commencer"),
    ),
    Command(
        name="settings",
        usage="settings [NAME VALUE]",
        summary=N_("every setting with its effect; with a name and a value, changes it"),
        example="settings",
        handle=read_settings,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("setting", "preferences", "parametres", "reglages"),
    ),
    Command(
        name="channel",
        usage="channel [STREAM] #CHANNEL",
        summary=N_("where the group or a stream speaks"),
        example="channel",
        handle=read_channel,
        hidden=True,
    ),
    Command(
        name="stream add",
        usage="stream add LABEL NAME [#CHANNEL]",
        summary=N_("a new work stream"),
        example="stream add",
        handle=read_stream,
        section=N_("People"),
        roles=N_("coordinator"),
        aliases=("add stream", "add work stream"),
    ),
    Command(
        name="holidays",
        usage="holidays add|remove [NAME] DATE [to DATE]",
        summary=N_("days on which nothing is sent"),
        example="holidays add 24 December 2026",
        handle=read_holidays,
        section=N_("People"),
        roles=N_("coordinator"),
    ),
    Command(
        name="holidays add",
        usage="holidays add [NAME] DATE [to DATE]",
        summary=N_("days on which nothing is sent"),
        example="holidays add COP 9 to 20 November 2026",
        handle=read_add_days,
        hidden=True,
        aliases=("holiday add", "add holiday", "add holidays"),
    ),
    Command(
        name="holidays remove",
        usage="holidays remove DATE [to DATE]",
        summary=N_("days that are working days again"),
        example="holidays remove 24 December 2026",
        handle=read_remove_days,
        hidden=True,
        aliases=("holiday remove", "remove holiday", "remove holidays"),
    ),
    Command(
        name="ladder",
        usage="ladder NAME NUMBER|off",
        summary=N_("when people are asked and reminded"),
        example="ladder days before meeting 5",
        handle=read_ladder,
        section=N_("People"),
        roles=N_("coordinator"),
    ),
)
