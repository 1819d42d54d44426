"""Letters hold whatever people and plans are called."""

from __future__ import annotations

import email
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.letters import compose_mail
from bot.mail.rendering import Link, as_html, as_text, html_of
from tests.mail.test_sending import LETTER

KNOWN = {
    "Message-ID", "From", "To", "Subject", "Auto-Submitted", "Content-Language", "MIME-Version",
    "Content-Type",
}  # fmt: skip
HOSTILE = ["a\r\nBcc: x@evil.org", "a\nb", "\x00\x0b", "‮moc.live", "=?utf-8?q?x?=", '"; X=1', "é" * 500, ""]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_and_no_title_makes_a_header_of_its_own(text: str) -> None:
    letter = replace(LETTER, name=text, subject=text, sender_name=text)
    read = email.message_from_bytes(compose_mail(letter))
    assert set(read.keys()) == KNOWN
    assert [address for _name, address in email.utils.getaddresses(read.get_all("To", []))] == [LETTER.to]


@given(st.text(), st.text())
def test_no_text_at_all_does(name: str, subject: str) -> None:
    read = email.message_from_bytes(compose_mail(replace(LETTER, name=name, subject=subject)))
    assert set(read.keys()) == KNOWN


def test_lines_are_short_and_end_as_they_must() -> None:
    raw = compose_mail(replace(LETTER, text="x" * 5000, html="<p>" + "é" * 5000 + "</p>", subject="y " * 300))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": {"type": "plain_text", "text": "A & B <c>"}},
    {
        "type": "section",
        "text": {
            "type": "mrkdwn",
            "text": "*IMG-M6* 2 &lt; 3, <@U1> in <#C1|img>\n<https://x.org/?a=1&amp;b=2|here>",
        },
        "accessory": {"type": "button", "text": {"type": "plain_text", "text": "Done"}, "value": "v"},
    },
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "_small_ print"}]},
]


def link(element: Any) -> Link | None:  # noqa: ANN401
    return Link(element["text"]["text"], "https://img/reply/x?do=0") if element.get("value") else None


def test_a_message_reads_the_same_as_text_and_as_html() -> None:
    names = {"U1": "Ms Otieno <x>"}
    assert as_text(BLOCKS, names, link) == (
        "A & B <c>\n\nIMG-M6 2 < 3, Ms Otieno <x> in #img\nhere (https://x.org/?a=1&b=2)\n"
        "Done: https://img/reply/x?do=0\n\nsmall print\n"
    )
    html = as_html(BLOCKS, names, link)
    assert "<p>A &amp; B &lt;c&gt;</p>" in html
    assert "<strong>IMG-M6</strong> 2 &lt; 3, Ms Otieno &lt;x&gt; in #img<br>" in html
    assert '<a href="https://x.org/?a=1&amp;b=2">here</a>' in html
    assert '<a href="https://img/reply/x?do=0">Done</a>' in html and "<em>small</em> print" in html


@given(st.text())
def test_what_slack_has_escaped_stays_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert "<script" not in html_of(escaped, {}).lower()
