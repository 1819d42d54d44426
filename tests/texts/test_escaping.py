"""What people write is shown as it is, and does nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.escaping import bold, clip, link, one_line, paragraph, quoted, sentence, shorten, who


@given(st.text(max_size=300), st.integers(min_value=2, max_value=120))
def test_shortening_keeps_the_limit_and_says_so(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text if len(text) <= limit else short.endswith("…")


def test_shortening_cuts_at_a_word() -> None:
    assert shorten("Report on the progress made", 15) == "Report on the…"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"


@given(st.text(alphabet="&<>@ab ", max_size=400), st.integers(min_value=10, max_value=200))
def test_clipping_never_leaves_half_an_entity(text: str, limit: int) -> None:
    clipped = clip(quoted(text, 1000), limit)
    assert len(clipped) <= limit
    for rest in clipped.split("&")[1:]:
        assert rest.startswith(("amp;", "lt;", "gt;"))


def test_clipping_drops_half_a_tag() -> None:
    assert "<" not in clip("see <https://example.org/a-long-address|there>", 30)


@pytest.mark.parametrize("name", ["here", "channel", "everyone", "Here"])
def test_nobody_can_be_called_by_a_title(name: str) -> None:
    assert f"@{name}" not in quoted(f"ask @{name} now")
    assert quoted(f"<!{name}>") == f"&lt;!{name}&gt;"


def test_an_address_is_left_alone() -> None:
    assert quoted("mail anna@heritage.example") == "mail anna@heritage.example"


def test_a_star_cannot_end_the_bold() -> None:
    assert bold("a*b") == "*a∗b*"
    assert bold("  ") == ""


def test_direction_marks_cannot_turn_round_what_follows() -> None:
    assert one_line("a\u202eb") == "a b"
    assert "\u2067" not in paragraph("x\u2067y")


def test_a_sentence_keeps_mentions_and_escapes_the_rest() -> None:
    assert sentence("<@U0ANNA> in <#C0WS1>: <b> & <!channel>") == (
        "<@U0ANNA> in <#C0WS1>: &lt;b&gt; &amp; &lt;!channel&gt;"
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a b", "https://x|y", "http://x>", "", "ftp://x"]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert not link(url).startswith("<")


def test_links() -> None:
    assert link("https://x.example/?a=1&b=2") == "<https://x.example/?a=1&amp;b=2>"
    assert link("https://x.example", "a|b") == "<https://x.example|a¦b>"


def test_who_did_it() -> None:
    assert who("U0ANNA") == "<@U0ANNA>" == who("<@U0ANNA>")
    assert who("cli") == "the command line"
    assert who("Anna <b>") == "Anna &lt;b&gt;"
