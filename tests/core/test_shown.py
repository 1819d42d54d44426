"""What others wrote is shown without secrets, and without what a terminal would obey."""

from __future__ import annotations

import pytest

from bot.core.shown import without_controls, without_secrets


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("with xoxb-1-2-aB.c", "with [secret]"),
        ("with xoxe.xoxb-1-abc and xoxe-1-abc", "with [secret] and [secret]"),
        ("postgresql+psycopg://img:p@ss:w@db/img", "postgresql+psycopg://[secret]@db/img"),
        ("postgresql://:pw@db/img", "postgresql://[secret]@db/img"),
        ("db/img?password=pw&sslmode=require", "db/img?password=[secret]&sslmode=require"),
        ("https://hooks.slack.com/services/T0/B0/x", "https://hooks.slack.com/services/[secret]"),
        ("ask me: at 15:30, see https://img.example.org:3000/x", None),
    ],
)
def test_secrets(text: str, shown: str | None) -> None:
    assert without_secrets(text) == (text if shown is None else shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("one\rtwo\x08", "one\\rtwo\\x08"),
        ("\x9b31m", "\\x9b31m"),
        ("abc\u202edef\u2069", "abc\\u202edef\\u2069"),
        ("a\tb\nc é 日 🎉", "a\tb\nc é 日 🎉"),
    ],
)
def test_controls(text: str, shown: str) -> None:
    assert without_controls(text) == shown
