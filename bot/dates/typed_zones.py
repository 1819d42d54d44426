"""Time zones as people name them: IANA names, cities, offsets and the usual abbreviations."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.typed_text import date_error, fold

_AREAS = (
    "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
    "Pacific/",
)  # fmt: skip
# Names of places that are words of an ordinary sentence.
_WORDS = {
    "act", "center", "central", "christmas", "davis", "easter", "johnston", "knox", "lhi", "merida",
    "midway", "nome", "north", "oral", "palmer", "resolute", "reunion", "south", "troll", "victoria",
    "virgin", "wake", "west",
}  # fmt: skip
_ALIASES: dict[str, tuple[str, ...]] = {
    name: zones
    for names, zones in {
        "geneva geneve bern berne basel lausanne gland nyon swiss cet cest": ("Europe/Zurich",),
        "bonn munich frankfurt hamburg": ("Europe/Berlin",),
        "uk edinburgh bst": ("Europe/London",),
        "the-hague hague": ("Europe/Amsterdam",),
        "milan turin": ("Europe/Rome",),
        "eet eest": ("Europe/Athens",),
        "msk": ("Europe/Moscow",),
        "utc gmt z zulu": ("UTC",),
        "nyc ny washington washington-dc dc boston est edt et eastern": ("America/New_York",),
        "pst pdt pt pacific san-francisco seattle": ("America/Los_Angeles",),
        "mst mdt": ("America/Denver",),
        "cdt ct": ("America/Chicago",),
        "cst": ("America/Chicago", "Asia/Shanghai"),
        "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
        "ottawa": ("America/Toronto",),
        "montreal": ("America/Toronto",),
        "rio": ("America/Sao_Paulo",),
        "delhi new-delhi mumbai bangalore": ("Asia/Kolkata",),
        "beijing": ("Asia/Shanghai",),
        "osaka jst": ("Asia/Tokyo",),
        "hanoi": ("Asia/Ho_Chi_Minh",),
        "ict": ("Asia/Bangkok",),
        "sgt": ("Asia/Singapore",),
        "hkt": ("Asia/Hong_Kong",),
        "eat": ("Africa/Nairobi",),
        "wat abuja": ("Africa/Lagos",),
        "cat": ("Africa/Maputo",),
        "sast pretoria cape-town": ("Africa/Johannesburg",),
        "aest aedt": ("Australia/Sydney",),
    }.items()
    for name in names.split()
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?![\d:])")
_NAME = re.compile(r"[a-z][a-z_/+-]*\d{0,2}(?![a-z0-9])")
_UNNAMED = re.compile(r"(?:my|your|their|local) time\b")


@cache
def zone_names() -> dict[str, tuple[str, ...]]:
    """From folded name or city (words joined by hyphens) to the zones it can mean.

    The first call looks through the machine's zone files, which takes a while; a server may make it early.
    """
    names: dict[str, tuple[str, ...]] = {}
    for zone in sorted(available_timezones()):
        names[fold(zone).replace("_", "-")] = (zone,)
        city = fold(zone.rpartition("/")[2]).replace("_", "-")
        if zone.startswith(_AREAS) and city not in _WORDS:
            names.setdefault(city, (zone,))
    for zone in ("est", "cet", "eet", "gmt", "mst", "wet", "met"):
        names.pop(zone, None)
    return names | _ALIASES


def read_zone(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The zone named at `start` of a folded text, and where its name ends.

    Returns:
        IANA names, several where an abbreviation is used in several places; none where no zone is named.

    Raises:
        UserError: an offset that no zone has, or a zone that is not named ("my time").
    """
    opened = re.compile(r"[\s,]{0,2}\(?(?:in )?").match(text, start)
    at = opened.end() if opened else start
    if _UNNAMED.match(text, at):
        raise date_error(_("Please name the zone by a city, such as Geneva, Nairobi or New York."))
    zones, end = _read_offset(text, at)
    if not zones:
        zones, end = _read_name(text, at)
    if not zones:
        return (), start
    closed = re.compile(r"(?: time\b)?\)?").match(text, end)
    return zones, closed.end() if closed else end


def _read_name(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The longest name of up to three words."""
    best: tuple[tuple[str, ...], int] = ((), at)
    words, end = [], at
    for _count in range(3):
        found = _NAME.match(text, end)
        if not found:
            break
        words.append(found.group().replace("_", "-"))
        zones = zone_names().get("-".join(words).rstrip("-"))
        if zones:
            best = zones, found.end()
        end = found.end() + 1
        if text[found.end() : end] != " ":
            break
    if not best[0] and words and "/" in words[0]:
        raise _unknown(words[0])
    return best


def _read_offset(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """An offset such as "UTC+3" or "+01:00": whole hours only, as zones have no finer names."""
    found = _OFFSET.match(text, at)
    if not found or (not found.group().startswith(("utc", "gmt")) and not found["minutes"]):
        return (), at
    hours = int(found["hours"]) * (1 if found["sign"] == "+" else -1)
    if int(found["minutes"] or 0) or not -12 <= hours <= 14:
        raise _unknown(found.group().strip().upper())
    # The names count the other way round: Etc/GMT-3 is three hours ahead of Greenwich.
    return ("UTC" if hours == 0 else f"Etc/GMT{-hours:+d}",), found.end()


def _unknown(zone: str) -> UserError:
    return date_error(_("I know no zone “{zone}”; please name a city in it.").format(zone=zone))
