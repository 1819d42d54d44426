"""Keys: making them and reading them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.rules.items import Kind
from bot.plan.rules.keys import next_key, normalise_key, prefix_of

PREFIXES = ["IMG", "WS1", "TF-2", "A", "Équipe"]
TYPED = [
    ("IMG-M6", "IMG-M6"),
    ("img6", "IMG-M6"),
    ("img 6", "IMG-M6"),
    ("img-m6", "IMG-M6"),
    ("IMG‑M6", "IMG-M6"),
    ("img meeting 6", "IMG-M6"),
    ("img06", "IMG-M6"),
    ("ws1 m2", "WS1-M2"),
    ("WS1.D1", "WS1-D1"),
    ("ws1d1", "WS1-D1"),
    ("ws1 2", "WS1-M2"),
    ("ws1 deliverable 3", "WS1-D3"),
    ("tf2m3", "TF-2-M3"),
    ("tf 2 d1", "TF-2-D1"),
    ("a1", "A-M1"),
    ("equipe d2", "Équipe-D2"),
    ("ws12", None),
    ("img", None),
    ("ws1", None),
    ("ws3-m1", None),
    ("next ws1", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "key"), TYPED)
def test_a_typed_key_is_written_as_keys_are(text: str, key: str | None) -> None:
    assert normalise_key(text, PREFIXES) == key


@given(
    st.sampled_from(PREFIXES), st.sampled_from("MD"), st.integers(1, 9999), st.sampled_from(["", " ", "."])
)
def test_every_key_reads_back(prefix: str, letter: str, number: int, between: str) -> None:
    key = f"{prefix}-{letter}{number}"
    assert normalise_key(key, PREFIXES) == key
    assert normalise_key(key.lower().replace("-", between), PREFIXES) == key


@given(st.text(max_size=60))
def test_any_text_is_a_key_or_none(text: str) -> None:
    key = normalise_key(text, PREFIXES)
    assert key is None or normalise_key(key, PREFIXES) == key


@pytest.mark.parametrize(
    ("taken", "prefix", "kind", "ordinal", "expected"),
    [
        ([], "IMG", Kind.MEETING, 6, ("IMG-M6", False)),
        (["IMG-M6"], "IMG", Kind.MEETING, 6, ("IMG-M7", True)),
        (["IMG-M6", "IMG-M7"], "IMG", Kind.MEETING, 6, ("IMG-M8", True)),
        (["img-m6"], "IMG", Kind.MEETING, 6, ("IMG-M7", True)),
        (["IMG-M6"], "IMG", Kind.MEETING, None, ("IMG-M7", False)),
        (["IMG-M6"], "WS1", Kind.MEETING, None, ("WS1-M1", False)),
        (["IMG-M6", "IMG-D1"], "IMG", Kind.CLOSURE, None, ("IMG-D2", False)),
        (["WS1-D1", "WS1-D3"], "WS1", Kind.DELIVERABLE, None, ("WS1-D4", False)),
        (["WS1-D9", "WS1-D10"], "WS1", Kind.SUBMISSION, None, ("WS1-D11", False)),
        ([], "WS1", Kind.ACTIVITY, 4, ("WS1-D1", False)),
        (["WS1-DX"], "WS1", Kind.ACTIVITY, None, ("WS1-D1", False)),
    ],
)
def test_the_next_key(
    taken: list[str], prefix: str, kind: Kind, ordinal: int | None, expected: tuple[str, bool]
) -> None:
    assert next_key(taken, prefix, kind, ordinal) == expected


@given(
    st.lists(st.tuples(st.sampled_from(["IMG", "WS1"]), st.sampled_from(Kind), st.none() | st.integers(1, 5)))
)
def test_keys_are_never_given_twice(wishes: list[tuple[str, Kind, int | None]]) -> None:
    taken: list[str] = []
    for prefix, kind, ordinal in wishes:
        key, _was_taken = next_key(taken, prefix, kind, ordinal)
        assert key not in taken
        taken.append(key)


@pytest.mark.parametrize(("streams", "prefix"), [((), "IMG"), (("WS1",), "WS1"), (("WS1", "WS2"), "IMG")])
def test_the_prefix_is_the_only_stream_or_the_label(streams: tuple[str, ...], prefix: str) -> None:
    assert prefix_of(streams, "IMG") == prefix
