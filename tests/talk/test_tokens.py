"""Typed lines as words, and what single words mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.rules.items import Status
from bot.talk.tokens import Token, TokenKind, nearest, read_status, split_status, split_words

LINES = [
    ("ws1-d1 done", [("ws1-d1", False), ("done", False)]),
    ('move img6 "room is taken"', [("move", False), ("img6", False), ("room is taken", True)]),
    ("add meeting “Kick-off”", [("add", False), ("meeting", False), ("Kick-off", True)]),
    ("add meeting „Auftakt“ ws1", [("add", False), ("meeting", False), ("Auftakt", True), ("ws1", False)]),
    ("add meeting « Démarrage »", [("add", False), ("meeting", False), ("Démarrage", True)]),
    ('note “mixed" end', [("note", False), ("mixed", True), ("end", False)]),
    ('note "never closed', [("note", False), ("never closed", True)]),
    ('title "he said "yes" to it" ws1', [("title", False), ('he said "yes" to it', True), ("ws1", False)]),
    ("title “he said “yes” to it”", [("title", False), ("he said “yes” to it", True)]),
    ('note "one "two end', [("note", False), ("one", True), ("two", False), ("end", False)]),
    ("do\u200bne \u2068ws1\u2069", [("done", False), ("ws1", False)]),
    ("chair’s and o'clock", [("chair’s", False), ("and", False), ("o'clock", False)]),
    ('size 5" screen', [("size", False), ('5"', False), ("screen", False)]),
    ('empty "" here', [("empty", False), ("here", False)]),
    ("R&amp;D &lt;now&gt;", [("R&D", False), ("<now>", False)]),
    ("&amp;lt;", [("&lt;", False)]),
    ("see <http://example.org|example.org> now", [("see", False), ("example.org", False), ("now", False)]),
    ("<https://example.org/a>", [("https://example.org/a", False)]),
    ("<mailto:a@example.org|a@example.org>", [("a@example.org", False)]),
    ('"see <https://example.org|example.org>"', [("see example.org", True)]),
    ("a < b", [("a", False), ("<", False), ("b", False)]),
    ("  \n ", []),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_line_is_split_into_words_and_quotations(line: str, expected: list[tuple[str, bool]]) -> None:
    assert [(token.text, token.quoted) for token in split_words(line)] == expected


def test_mentions_keep_their_ids() -> None:
    assert split_words("handover <@U123ABC|ada> in <#C42|ws1>,<@W9>") == [
        Token("handover"),
        Token("ada", kind=TokenKind.USER, id="U123ABC"),
        Token("in"),
        Token("ws1", kind=TokenKind.CHANNEL, id="C42"),
        Token(","),
        Token("W9", kind=TokenKind.USER, id="W9"),
    ]


@given(st.text(max_size=200))
def test_any_line_can_be_split(line: str) -> None:
    assert all(token.text.strip() for token in split_words(line))


@given(st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8), max_size=8))
def test_plain_words_come_back_in_order(words: list[str]) -> None:
    assert [token.text for token in split_words(" ".join(words))] == words


STATUSES = [
    (
        Status.AT_RISK,
        "amber, yellow, delayed, late, slipping, at risk, at-risk, AT_RISK, atrisk, 🟡, Running late!",
    ),
    (Status.OFF_TRACK, "red, blocked, stuck, off-track, off track, OFF_TRACK, not on track, 🔴"),
    (Status.ON_TRACK, "green, ok, OK, okay, fine, on track, on_track, on-track, ontrack, in progress, 🟢"),
    (Status.DONE, "done, Done., finished, complete, completed, ✅, ✔, ✔️, all done"),
    (Status.PLANNED, "planned, not started"),
    (Status.DROPPED, "dropped, drop, no longer needed"),
    (Status.HELD, "held, took place"),
    (Status.CANCELLED, "cancelled, canceled, called off, didn't happen, didn’t happen"),
    (Status.SCHEDULED, "scheduled"),
    (Status.TO_SCHEDULE, "to schedule, to-schedule"),
    (Status.POLLING, "polling"),
]


@pytest.mark.parametrize(
    ("word", "status"), [(word, status) for status, words in STATUSES for word in words.split(", ")]
)
def test_loose_words_for_a_status(word: str, status: Status) -> None:
    assert read_status(word) is status


@pytest.mark.parametrize("word", ["", "-", "greenish", "ws1", "done deal", "the", "not done"])
def test_other_words_are_no_status(word: str) -> None:
    assert read_status(word) is None


def test_every_status_is_read_by_its_own_name() -> None:
    for status in Status:
        assert read_status(status.value) is status


@pytest.mark.parametrize(
    ("line", "status", "count"),
    [
        ("on track two agencies replied", Status.ON_TRACK, 2),
        ("not on track at all", Status.OFF_TRACK, 3),
        ("late", Status.AT_RISK, 1),
        ("two agencies late", None, 0),
        ("", None, 0),
    ],
)
def test_the_longest_leading_status_counts(line: str, status: Status | None, count: int) -> None:
    assert split_status(line.split()) == (status, count)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("nxt", "next"), ("Shedule", "schedule"), ("CANCEL", "cancel"), ("zebra", None), ("", None)],
)
def test_the_nearest_known_word(word: str, expected: str | None) -> None:
    assert nearest(word, ["next", "schedule", "cancel", "move", "status"]) == expected
