"""From wall-clock time and zone to an instant: the only place that resolves gaps and folds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"UTC([+-])(0\d|1[0-4]):([0-5]\d)")


@lru_cache(maxsize=1024)
def zone_info(zone: str) -> tzinfo:
    """The IANA zone of that name, or the fixed offset that ``UTC±HH:MM`` names.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: no such zone.
    """
    if offset := _OFFSET.fullmatch(zone):
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(ahead if offset[1] == "+" else -ahead, zone)
    return ZoneInfo(zone)


def is_zone(name: str) -> bool:
    """Whether it is an IANA zone or ``UTC±HH:MM``; a path or a folder of zones is none."""
    try:
        zone_info(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=4096)
def to_utc(day: date, at: time, zone: str) -> datetime:
    """The instant (aware, UTC) at which clocks in `zone` show `at` on `day`.

    A time inside a gap moves forward by the length of the gap (02:30 becomes 03:30 where clocks go
    from 02:00 to 03:00); of a time that happens twice, the first one counts. Both are what PEP 495's
    ``fold=0`` means, so that each local date and time has exactly one instant.
    """
    return datetime.combine(day, at.replace(fold=0), zone_info(zone)).astimezone(UTC)


def local(instant: datetime, zone: str) -> datetime:
    """The same instant on the clocks of `zone`."""
    return instant.astimezone(zone_info(zone))


def midnight(day: date, zone: str) -> datetime:
    """The instant (UTC) at which `day` begins in `zone`."""
    return to_utc(day, time(0), zone)
