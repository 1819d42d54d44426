"""Letters as a mail program in C reads them (Debian's mblaze), which shares nothing with Python's parser."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.mail.letters import Letter, compose_mail
from tests.calendars.reading import need

NAMES = [
    "Ms A. Otieno",
    "Zoë «Ünïcode» 漢字 Müller-Lüdenscheidt, Dr",
    'Evil" <x@evil.example>\r\nBcc: y@evil.example',
]
SUBJECTS = [
    "IMG-M6 6th IMG has moved: was Mon 11 Dec 2017, 15:00–17:00 → now Wed 13 Dec 2017, 15:00–17:00 Geneva",
    "Réunion « été »\nBcc: z@evil.example",
    "A plain subject that is rather long, and says no more than that it goes on and on for a while",
]
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nSUMMARY:été\r\nEND:VCALENDAR\r\n".encode()
TEXT = f"Été: a line.\n.\nFrom here.\n{'x' * 2000}\n"


def letter(name: str, subject: str) -> bytes:
    return compose_mail(
        Letter(
            key="abcdefgh12345678", to="a.otieno@example.org", name=name, sender="img@example.org",
            sender_name="E-waste IMG", subject=subject, text=TEXT, html="<p>Été</p>", language="fr",
            unsubscribe="https://img.example.org/reply/x", invitation=("REQUEST", CALENDAR),
        )
    )  # fmt: skip


def run(*command: str) -> str:
    where = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, capture_output=True, timeout=20, check=False, env=where).stdout.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_reads_what_was_meant(name: str, subject: str, tmp_path: Path) -> None:
    need("mshow", "mhdr")
    file = tmp_path / "letter"
    file.write_bytes(letter(name, subject))
    path = str(file)
    assert run("mhdr", "-d", "-h", "subject", path).strip() == " ".join(subject.split())
    told = run("mhdr", "-d", "-h", "to", path).strip()
    assert told.endswith("<a.otieno@example.org>") and told.count("@") == 1 + name.count("@")
    assert name.split()[0].strip('"') in told
    assert run("mhdr", "-h", "bcc", path) == ""
    assert run("mhdr", "-h", "message-id", path).strip() == "<abcdefgh12345678@example.org>"
    parts = [line.split()[1] for line in run("mshow", "-t", path).splitlines() if ": " in line]
    assert parts == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert run("mshow", "-O", path, "2").replace("\r\n", "\n") == TEXT
    assert "SUMMARY:été" in run("mshow", "-O", path, "4")
