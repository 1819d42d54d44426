"""Content lines of iCalendar (RFC 5545): escaped, at most 75 octets, ended by CRLF."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

MOST_OCTETS = 75
# What is not seen, and what turns the direction of reading around.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def text(value: str) -> str:
    """A TEXT value."""
    return _CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def address(value: str) -> str:
    """A URI: a value that nothing is escaped in; what would end its line is left out."""
    return re.sub(r"[\s\x00-\x1f\x7f]", "", value)


def quoted(value: str) -> str:
    """The value of a parameter."""
    return '"' + re.sub(r'[\x00-\x1f\x7f"]', "'", value) + '"'


def instant(value: datetime) -> str:
    """An instant, in UTC."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def moment(name: str, value: datetime | date, zone: str | None) -> str:
    """A property whose value is a wall time of a zone, or a day."""
    if isinstance(value, datetime):
        return f"{name};TZID={_zone_id(zone or 'UTC')}:{value:%Y%m%dT%H%M%S}"
    return f"{name};VALUE=DATE:{value:%Y%m%d}"


def _zone_id(zone: str) -> str:
    return quoted(zone) if set(zone) & set(":;,") else zone


def folded(lines: list[str]) -> bytes:
    """Lines as bytes; long ones go on after a line break and a space, and no character is cut in two."""
    found = []
    for line in lines:
        raw = line.encode()
        found.append(raw if len(raw) <= MOST_OCTETS else _fold(raw))
    return b"\r\n".join(found) + b"\r\n"


def _fold(raw: bytes) -> bytes:
    parts, start, room = [], 0, MOST_OCTETS
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        parts.append(raw[start:end])
        start, room = end, MOST_OCTETS - 1
    return b"\r\n ".join([*parts, raw[start:]])
