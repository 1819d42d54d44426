"""Times of day as documents write them: ``3.30pm-5.30pm``, ``14h-17h30``, ``14:00–16:00 CET``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HALF = r"(?:[ap]\.?\s?m\b\.?)"
_EXPLICIT = (
    rf"(?:\d{{1,2}}[:h]\d\d(?!\d)\s*(?:{_HALF}|hrs\b|h\b)?|\d{{1,2}}\.\d\d\s*(?:{_HALF}|hrs\b|h\b)"
    rf"|\d{{1,2}}\s*{_HALF}|\d{{1,2}}\s?h\b|(?:[01]\d|2[0-3])[0-5]\d\s*(?:hrs|hours)\b"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?=\s*(?:-|to)\s*(?:[01]\d|2[0-3])[0-5]\d\s*(?:hrs|hours|h)\b)|(?:12\s*)?(?:noon|midday)\b)"
)
_LOOSE = r"\d{1,2}(?:[.:]\d\d)?(?![\d/])"
_SEP = r"\s*(?:-|to|until|till)\s*"
_TIMES = re.compile(
    rf"(?<![\d.:/])(?:(?P<a>{_EXPLICIT}){_SEP}(?P<b>{_EXPLICIT}|{_LOOSE}(?!\s*(?:st|nd|rd|th|[A-Za-z])))"
    rf"|(?P<c>{_LOOSE}){_SEP}(?P<d>{_EXPLICIT})"
    rf"|(?P<e>\d{{1,2}}\.\d\d){_SEP}(?P<f>\d{{1,2}}\.\d\d)(?![.\d])"
    rf"|(?P<g>{_EXPLICIT}))",
    re.IGNORECASE,
)
_BARE_HOURS = re.compile(  # "12 December, 10-12": behind a whole day, two numbers are hours
    r"\d(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?(?:\s+20\d\d)?,\s+(?=(?P<both>(\d{1,2})\s?-\s?(\d{1,2})(?![\w./-])(?!\s+\w)))"
)
ZONES = {
    "utc": "UTC",
    "gmt": "UTC",
    "cet": "Europe/Zurich",
    "cest": "Europe/Zurich",
    "geneva": "Europe/Zurich",
    "eat": "Africa/Nairobi",
    "nairobi": "Africa/Nairobi",
    "new york": "America/New_York",
    "bangkok": "Asia/Bangkok",
    "vienna": "Europe/Vienna",
    "bonn": "Europe/Berlin",
    "rome": "Europe/Rome",
    "paris": "Europe/Paris",
    "london": "Europe/London",
    "brussels": "Europe/Brussels",
    "est": "America/New_York",
    "edt": "America/New_York",
    "washington": "America/New_York",
    "bst": "Europe/London",
    "addis ababa": "Africa/Addis_Ababa",
    "santiago": "America/Santiago",
}
_CITIES = (
    "Geneva|Nairobi|New York|Bangkok|Vienna|Bonn|Rome|Paris|London|Brussels|Washington|Addis Ababa|Santiago"
)
_ZONE = re.compile(
    r"\(?\b(?:(?-i:(UTC|GMT|CEST|CET|EAT|EST|EDT|BST))\b(?:\s?([+-]\d{1,2})\b)?"
    rf"|({_CITIES})\s+(?:local\s+)?time\b)\)?",
    re.IGNORECASE,
)
_CITY = re.compile(rf"\s*\(?()()({_CITIES})\b(?=\s*(?:$|[/;,)]))\)?", re.IGNORECASE)  # right behind the times


@dataclass(frozen=True, slots=True)
class Times:
    """Wall-clock times as ``HH:MM``; `zone` is an IANA name where the document names one."""

    start: str
    end: str | None = None
    zone: str | None = None


def take_times(text: str) -> tuple[Times | None, str]:
    """The times in a text, and the text with them blanked out."""
    match = _TIMES.search(text)
    if match is None:
        return _take_bare_hours(text)
    start = match["a"] or match["c"] or match["e"] or match["g"]
    end = match["b"] or match["d"] or match["f"]
    cut = match.start()
    if match["c"] and match["c"].isdigit() and re.search(r"[a-z]\.?\s*$", text[:cut], re.IGNORECASE):
        before = text[:cut].split()[-1].lower().strip("(.,")
        if before not in {"from", "at", "between", "time"}:  # "Thursday 5 - 3pm": the 5 is the day
            start, end, cut = match["d"], None, match.start("d")
    times = _times(start, end)
    if times is None:
        return None, text
    rest = f"{text[:cut].rstrip(' -')} {text[match.end() :]}"
    zone = _ZONE.search(rest) or _CITY.match(rest, cut)
    if zone:
        times = Times(times.start, times.end, _zone(zone))
        rest = f"{rest[: zone.start()]} {rest[zone.end() :]}"
    return times, _without_other_zones(rest)


def _take_bare_hours(text: str) -> tuple[Times | None, str]:
    match = _BARE_HOURS.search(text)
    times = _times(match[2], match[3]) if match else None
    if match is None or times is None or times.end is None or int(match[2]) < 7:
        return None, text
    return times, text[: match.start("both")] + text[match.end("both") :]


def _without_other_zones(text: str) -> str:
    """The text without the same times in further zones: ``9:00-10:30 EST / 15:00-16:30 CET``."""
    again = _TIMES.search(text)
    while again and (
        zone := _ZONE.match(text, again.end() + (text[again.end() : again.end() + 1] == " "))
        or _CITY.match(text, again.end())
    ):
        text = f"{text[: again.start()].rstrip(' /=-')} {text[zone.end() :]}"
        again = _TIMES.search(text)
    return text


def find_zone(text: str) -> str | None:
    """The IANA name of the zone that a text such as *all times in CET* names, or None."""
    zone = _ZONE.search(text)
    return _zone(zone) if zone else None


def _zone(match: re.Match[str]) -> str:
    name = ZONES[(match[1] or match[3]).lower()]
    offset = int(match[2] or 0) if name == "UTC" else 0
    # "Etc/GMT-3" is three hours *ahead* of UTC: that family counts the other way.
    return f"Etc/GMT{-offset:+d}" if offset and -12 <= offset <= 14 else name


def _times(start: str, end: str | None) -> Times | None:
    last = _minutes(end) if end else None
    first = _minutes(start)
    if end and first is not None and last is not None and not _half(start) and _half(end) == "p":
        shifted = first + 720
        if first < 720 and shifted <= last:
            first = shifted
    if end and last is not None and first is not None and _half(start) == "p" and not _half(end):
        last += 720 if last < first and last < 720 else 0
    if first is None or (end and last is None):
        return None
    return Times(_clock(first), _clock(last) if last is not None and last > first else None)


def _half(text: str) -> str | None:
    found = re.search(r"([ap])\.?\s?m", text, re.IGNORECASE)
    return found[1].lower() if found else None


def _minutes(text: str) -> int | None:
    """Minutes after midnight, or None where there is no such time."""
    if re.search(r"noon|midday", text, re.IGNORECASE):
        return 720
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = _half(text)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
