"""Public holidays by region, from the `holidays` package."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from babel.core import get_global


def region_of_zone(zone: str) -> str | None:
    """The country in which a zone lies, as its ISO code; None for zones of none (UTC)."""
    territory = get_global("zone_territories").get(zone)
    return territory if territory and territory.isalpha() and len(territory) == 2 else None


def is_known_region(region: str) -> bool:
    """Whether holidays are known for a country (``CH``) or a part of one (``CH-GE``)."""
    try:
        _holidays_of(region, 2020)
    except NotImplementedError:
        return False
    return True


def is_public_holiday(region: str | None, day: date) -> bool:
    """Whether a day is a public holiday of the region; never one where no region is set."""
    return region is not None and day in _holidays_of(region, day.year)


def is_holiday_in(zones: Iterable[str], day: date) -> bool:
    """Whether a day is a public holiday in the country of any of these zones."""
    return any(is_public_holiday(region, day) for region in _regions_of(tuple(zones)))


@lru_cache(maxsize=256)
def _regions_of(zones: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys(region for zone in zones if (region := region_of_zone(zone)) is not None)
    return tuple(region for region in found if is_known_region(region))


@lru_cache(maxsize=256)
def _holidays_of(region: str, year: int) -> frozenset[date]:
    import holidays

    country, _, part = region.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
