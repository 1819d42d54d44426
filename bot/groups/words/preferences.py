"""The words about oneself: how much one hears, when one is away, in which language one reads."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.people import LEVELS
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.groups.acts import PreferencesForm, SetPreferences
from bot.groups.rules.pauses import read_hours
from bot.talk.dating import context_of
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.tokens import TokenKind

_LANGUAGES = {"english": "en", "anglais": "en", "en": "en", "french": "fr", "francais": "fr", "fr": "fr"}
_LEVELS = {"leger": "light", "discret": "quiet", "actif": "active", **{level: level for level in LEVELS}}
_FILLERS = frozenset({"until", "till", "to", "jusqu'au", "jusqu'a", "au"})


def read_away(line: Line) -> Request:
    """Until which day one is away; bare, the form."""
    tokens = [token for token in line.tokens if fold(token.text) not in _FILLERS]
    stand_in = next((token.id for token in tokens if token.kind is TokenKind.USER), None)
    tokens = [
        token for token in tokens if token.kind is not TokenKind.USER and fold(token.text) not in _HANDING
    ]
    if not tokens:
        return PreferencesForm()
    said = reading.read(" ".join(token.text for token in tokens), context_of(line, is_due=True))
    day = said.choices[0].when.last_day if said.choices and not said.rest else None
    if day is None:
        raise NotUnderstood(_("Until when? Say for example `away until 12 January`."))
    return SetPreferences(away_until=day, stand_in=stand_in)


def read_back(_line: Line) -> Request:
    """One is there again."""
    return SetPreferences(is_back=True)


def read_quiet_hours(line: Line) -> Request:
    """When nothing reaches one: from an evening to a morning; `usual` for the usual hours; bare, the form."""
    words = [fold(word) for word in line.words]
    if not words:
        return PreferencesForm()
    if words[0] in _USUAL:
        return SetPreferences(quiet_hours="")
    said = " ".join(word for word in words if word not in ("from", "de"))
    return SetPreferences(quiet_hours=read_hours(said))


def read_level(line: Line) -> Request:
    """How much one hears; bare, the form."""
    level = next((_LEVELS[fold(word)] for word in line.words if fold(word) in _LEVELS), None)
    if level is None and line.words:
        raise NotUnderstood(_("A level is `light`, `quiet` or `active`."), words=("level",))
    return SetPreferences(level=level) if level is not None else PreferencesForm()


def read_language(line: Line) -> Request:
    """In which language one reads; bare, the form."""
    known = next((_LANGUAGES[fold(word)] for word in line.words if fold(word) in _LANGUAGES), None)
    if known is None and line.words:
        raise NotUnderstood(_("I speak English and French: `language fr`."), words=("language",))
    return SetPreferences(language=known) if known is not None else PreferencesForm()


_HANDING = frozenset({"hand", "handing", "over", "ask", "instead", "stands", "remplacant", "remplace", "par"})
_USUAL = frozenset({"off", "usual", "none", "normal", "default", "habituelles", "non"})

COMMANDS = (
    Command(
        name="away",
        usage="away until DATE [hand to @somebody]",
        summary=N_("what would be asked of you is asked of the next in line"),
        example="away",
        handle=read_away,
        section=N_("Reminders"),
        roles=N_("everybody"),
        aliases=("absent", "i am away", "i'm away", "out of office"),
    ),
    Command(
        name="back",
        usage="back",
        summary=N_("you are there again"),
        example="back",
        handle=read_back,
        section=N_("Reminders"),
        roles=N_("everybody"),
        aliases=("i am back", "i'm back", "de retour"),
    ),
    Command(
        name="quiet hours",
        usage="quiet hours 19:00-09:00|usual",
        summary=N_("when nothing reaches you"),
        example="quiet hours 19:00-09:00",
        handle=read_quiet_hours,
        section=N_("Reminders"),
        roles=N_("everybody"),
        aliases=("heures calmes", "quiet from"),
    ),
    Command(
        name="level",
        usage="level light|quiet|active",
        summary=N_("how much you hear"),
        example="level quiet",
        handle=read_level,
        section=N_("Reminders"),
        roles=N_("everybody"),
        aliases=("niveau",),
    ),
    Command(
        name="language",
        usage="language en|fr",
        summary=N_("in which language you read"),
        example="language",
        handle=read_language,
        section=N_("Reminders"),
        roles=N_("everybody"),
        aliases=("my language", "langue"),
    ),
)
