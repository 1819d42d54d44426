"""The settings of a group, each with its title, its effect in a sentence, and what it may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.errors import UserError
from bot.core.group import Ladder
from bot.core.i18n import N_, _
from bot.dates.holidays import is_known_region
from bot.dates.wall_time import is_zone

OFF = "off"


@dataclass(frozen=True)
class Setting:
    """One setting: `effect` is a sentence that holds `{value}`; `read` makes its value of typed text.

    `read` raises ValueError for what it cannot be; `wants` says what it can. A number counts in a `unit`.
    """

    name: str
    title: str
    effect: str
    wants: str
    read: Callable[[str], Any]
    default: Any = None
    aliases: tuple[str, ...] = ()
    unit: str = ""


def _text(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        words = " ".join(text.split())
        if not words or len(words) > most:
            raise ValueError(text)
        return words

    return read


def _zone(text: str) -> str:
    if not is_zone(text.strip()):
        raise ValueError(text)
    return text.strip()


def _language(text: str) -> str:
    known = {
        "en": "en", "english": "en", "anglais": "en", "fr": "fr", "french": "fr", "francais": "fr",
        "français": "fr", "both": "both", "les deux": "both", "deux": "both",
    }  # fmt: skip
    return _found(known.get(text.strip().casefold()), text)


def _found(value: str | None, text: str) -> str:
    if value is None:
        raise ValueError(text)
    return value


def _region(text: str) -> str | None:
    name = text.strip().upper()
    if name in ("NONE", "OFF", "AUCUN"):
        return None
    if not is_known_region(name):
        raise ValueError(text)
    return name


def _number(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.strip().isdecimal() or not 0 <= int(text.strip()[:6]) <= most:
            raise ValueError(text)
        return int(text.strip())

    return read


def _number_or_off(most: int) -> Callable[[str], int | None]:
    number = _number(most)
    return lambda text: None if text.strip().casefold() in (OFF, "none", "never") else number(text)


_PLAIN = (
    Setting("name", N_("Name"), N_("The group is called {value}."), N_("up to 100 letters"), _text(100)),
    Setting(
        "zone",
        N_("Time zone"),
        N_("Times without a zone are on the clock of {value}."),
        N_("a zone such as Europe/Zurich"),
        _zone,
        aliases=("time zone", "timezone", "fuseau"),
    ),
    Setting(
        "language",
        N_("Language of channels"),
        N_("Channels read {value}; people read their own language."),
        N_("`en`, `fr` or `both`"),
        _language,
        "en",
        aliases=("langue", "languages"),
    ),
    Setting(
        "region",
        N_("Public holidays"),
        N_("Nothing is sent on the public holidays of {value}."),
        N_("a country or region such as CH or CH-GE, or `none`"),
        _region,
        aliases=("holidays of", "country"),
    ),
)
_LADDER = (
    ("plenary_first_ask_weeks", N_("Plenary without a date"),
     N_("It is first asked about {value} before its month."), "weeks", 52),
    ("team_first_ask_weeks", N_("Team meeting without a date"),
     N_("It is first asked about {value} before its month."), "weeks", 52),
    ("decide_working_days", N_("Deciding on a meeting"),
     N_("The coordinator decides {value} before the month ends."), "working days", 60),
    ("days_before_meeting", N_("Reminder of a meeting"), N_("Its channel hears {value} before."), "days", 60),
    ("minutes_before_meeting", N_("Last reminder of a meeting"),
     N_("Its channel hears {value} before."), "minutes", 1440),
    ("working_days_before_due", N_("Before a day is due"),
     N_("The owner hears {value} before."), "working days", 30),
    ("closure_weeks", N_("Before the closure"), N_("The coordinator hears {value} before."), "weeks", 52),
    ("announced_weeks", N_("Announcing a meeting"),
     N_("Room and link are asked for {value} before."), "weeks", 26),
    ("agenda_weeks", N_("Agenda of a meeting"), N_("It is asked for {value} before."), "weeks", 26),
    ("plenary_papers_weeks", N_("Papers of a plenary"),
     N_("They are asked for {value} before."), "weeks", 26),
    ("team_papers_weeks", N_("Papers of a team meeting"),
     N_("They are asked for {value} before."), "weeks", 26),
)  # fmt: skip
MAY_BE_OFF = frozenset({"days_before_meeting", "minutes_before_meeting"})
LADDER_NAMES = tuple(name for name, *_rest in _LADDER)
SETTINGS: Mapping[str, Setting] = {
    one.name: one
    for one in (
        *_PLAIN,
        *(
            Setting(
                name,
                title,
                effect,
                N_("a number, or `off`") if name in MAY_BE_OFF else N_("a number"),
                _number_or_off(most) if name in MAY_BE_OFF else _number(most),
                getattr(Ladder(), name),
                unit=unit,
            )
            for name, title, effect, unit, most in _LADDER
        ),
    )
}
"""All settings that are one value, by name, in the order in which they are shown."""


def check(name: str, value: object) -> None:
    """Refuse what a setting cannot be.

    Raises:
        UserError: there is no such setting, or it cannot be that.
    """
    setting = SETTINGS.get(name)
    if setting is None:
        raise UserError(_("There is no setting “{name}”.").format(name=name[:60]))
    try:
        setting.read("none" if value is None else str(value))
    except ValueError:
        text = _("{setting} is {wants}, not “{value}”.")
        raise UserError(
            text.format(setting=_(setting.title), wants=_(setting.wants), value=str(value)[:60])
        ) from None
