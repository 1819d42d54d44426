"""Calendars as programs read them: entries by id, from three libraries and two clients."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

Instant = tuple[datetime | date, datetime | date | None]


def entries(body: bytes) -> dict[str, Any]:
    """The events and to-dos of a calendar by the first word of their title, which is the item's key."""
    found: dict[str, Any] = {}
    for part in icalendar.Calendar.from_ical(body).walk():
        if part.name in ("VEVENT", "VTODO"):
            title = str(part["SUMMARY"]).removeprefix("Cancelled: ")
            found[title.split()[0]] = part
    return found


def need(*programs: str) -> None:
    """Skip, in one line, where a program of Debian's is missing."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed: `make outside` installs it")


def in_khal(body: bytes, folder: Path) -> list[str]:
    """What khal lists after it has taken a calendar over what it held: one line an entry."""
    need("khal")
    folder.mkdir(exist_ok=True)
    store, config = folder / "store", folder / "khal.conf"
    store.mkdir(exist_ok=True)
    config.write_text(
        f"[calendars]\n[[feed]]\npath = {store}\ntype = calendar\n[sqlite]\npath = {folder / 'khal.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Europe/Zurich\ndefault_timezone = Europe/Zurich\n"
    )
    file = folder / "feed.ics"
    file.write_bytes(body)
    _run("khal", "-c", str(config), "import", "--batch", "-a", "feed", str(file))
    shown = "{start-long} {end-long} {title}"
    listed = _run(
        "khal",
        "-c",
        str(config),
        "list",
        "--notstarted",
        "--once",
        "-f",
        shown,
        "-df",
        "",
        "2017-01-01",
        "1500d",
    )
    return [line for line in listed.splitlines() if line.strip()]


def in_calcurse(body: bytes, folder: Path) -> list[str]:
    """What calcurse lists of a calendar that it has read into an empty store."""
    need("calcurse")
    home = folder / "calcurse"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    file = home / "feed.ics"
    file.write_bytes(body)
    _run("calcurse", "-D", str(home), "-i", str(file))
    return (home / "apts").read_text().splitlines()


def _run(*command: str) -> str:
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    environment["TZ"] = "Europe/Zurich"
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
