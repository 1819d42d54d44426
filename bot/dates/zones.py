"""Time zones as people name them: IANA names, cities, states, offsets and the usual abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from bot.dates.scanner import Piece, scan
from bot.dates.zone_names import ABBREVIATIONS, CITIES, ONLY_CAPITALS, RENAMED, STANDARD_HOURS, WORDS

_AREAS = (
    "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
    "Pacific/",
)  # fmt: skip
_Names = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Zones:
    """What a name of a zone can mean: IANA names or ``UTC±HH:MM``; none where the name is unknown.

    `hours` is how far its clocks are from UTC where the letters say so (PDT: -7), whatever the day.
    """

    names: tuple[str, ...]
    written: str = ""
    hours: int | None = None


def _rows(table: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for names, zones in table.items():
        for name in names.split(", "):
            yield name, tuple(zones.split(", "))


def _key(name: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in scan(name))


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """From an abbreviation in small letters to its zones."""
    return {name.lower(): zones for name, zones in _rows(ABBREVIATIONS)}


@cache
def zone_paths() -> _Names:
    """From the pieces of an IANA name to that name."""
    listed = (files("tzdata") / "zones").read_text(encoding="ascii").split()
    return {_key(name): (name,) for name in listed if "/" in name}


@cache
def places() -> _Names:
    """From the pieces of a city's or a one-zone state's name, in English and French, to its zones.

    The first call takes some 100 ms; a server may make it early.
    """
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    listed = [path[0] for path in zone_paths().values() if path[0].startswith(_AREAS)]
    for name in sorted(listed):
        if name.count("/") == 1:
            found.setdefault(_key(name.rpartition("/")[2].replace("_", " ")), (name,))
    territories = get_global("territory_zones")
    for language in ("en", "fr"):
        locale = Locale(language)
        for code, zones in territories.items():
            if len(zones) == 1 and code in locale.territories:
                found.setdefault(_key(str(locale.territories[code])), (zones[0],))
        for zone, names in locale.time_zones.items():
            if zone.startswith(_AREAS) and zone.count("/") == 1 and "city" in names:
                found.setdefault(_key(str(names["city"])), (str(zone),))
    named = {key: tuple(RENAMED.get(zone, zone) for zone in zones) for key, zones in found.items()}
    plain = {key: zones for key, zones in named.items() if not (len(key) == 1 and key[0] in WORDS)}
    return plain | {_key(name): zones for name, zones in _rows(CITIES)}


def city_of(zone: str) -> str:
    """The last part of a zone's name in words, to tell zones apart."""
    return zone.rpartition("/")[2].replace("_", " ")


def place_of(zone: str) -> str | None:
    """The name of a zone's city, where that name means this zone alone; else None."""
    city = city_of(zone)
    return city if "/" in zone and places().get(_key(city)) == (zone,) else None


@cache
def _longest(of_paths: bool) -> Mapping[str, int]:
    """The number of pieces of the longest name by its first piece."""
    longest: dict[str, int] = {}
    for key in zone_paths() if of_paths else places():
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


def _named(pieces: Sequence[Piece], at: int, names: _Names, of_paths: bool) -> Iterator[tuple[int, Zones]]:
    count = min(_longest(of_paths).get(pieces[at].text, 0), len(pieces) - at)
    for length in range(count, 0, -1):
        key = tuple(piece.text for piece in pieces[at : at + length])
        if key in names:
            written = " ".join(piece.written for piece in pieces[at : at + length])
            yield at + length, Zones(names[key], written)
            return


def read_place(pieces: Sequence[Piece], at: int) -> list[tuple[int, Zones]]:
    """The city or state at a place of a text, and where its name ends."""
    return list(_named(pieces, at, places(), of_paths=False))


def read_zone(pieces: Sequence[Piece], at: int) -> list[tuple[int, Zones]]:
    """The IANA name, abbreviation or offset at a place of a text; both "UTC" and "UTC+3" where it goes on."""
    found = list(_named(pieces, at, zone_paths(), of_paths=True))
    word = pieces[at]
    zones = abbreviations().get(word.text)
    if zones and (word.text not in ONLY_CAPITALS or word.written.isupper()):
        found.append((at + 1, Zones(zones, word.written, STANDARD_HOURS.get(word.text))))
        if zones == ("UTC",):
            found += read_offset(pieces, at + 1)
    return found


def read_offset(pieces: Sequence[Piece], at: int) -> list[tuple[int, Zones]]:
    """An offset such as ``+3``, ``+05:30`` or ``-0330``; one that no clock has is an unknown zone."""
    texts = [piece.text for piece in pieces[at : at + 4]]
    if len(texts) < 2 or texts[0] not in "+-" or not texts[1].isdigit() or len(texts[1]) > 4:
        return []
    hours, minutes, end = int(texts[1]), 0, at + 2
    if len(texts[1]) > 2:
        hours, minutes = divmod(hours, 100)
    elif len(texts) == 4 and texts[2] == ":" and texts[3].isdigit() and not pieces[at + 2].spaced:
        minutes, end = int(texts[3]), at + 4
    written = "".join(piece.written for piece in pieces[at:end])
    if hours > 14 or minutes > 59:
        return [(end, Zones((), written))]
    name = f"UTC{texts[0]}{hours:02d}:{minutes:02d}" if hours or minutes else "UTC"
    return [(end, Zones((name,), written))]
