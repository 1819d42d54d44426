"""What Slack's markup and blocks look like in a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console, Group

from bot.demo.drawing import Barred, Drawing, Names, Press, mrkdwn
from bot.sandbox.state import JSON

NAMES = Names({"U1": "WS1 lead"}, {"C1": "ws1"}, zone="Africa/Nairobi")
PLACE: dict[str, str | None] = {"channel": "C1", "ts": "1.0", "view_id": None, "seen_by": None}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*bold* and _italic_ and ~gone~", "bold and italic and gone"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("`*not bold*` &lt;b&gt; &amp;", "*not bold* <b> &"),
        ("<@U1> in <#C1>, <@U9|guest>", "@WS1 lead in #ws1, @guest"),
        ("<https://example.org/a?b=1&amp;c=2|the page>", "the page"),
        ("<!date^1511182800^{date_short}|Mon 20 Nov 2017> <!here>", "Mon 20 Nov 2017, 16:00 Nairobi @here"),
    ],
)
def test_markup_is_shown_as_a_reader_sees_it(typed: str, shown: str) -> None:
    assert mrkdwn(typed, NAMES).plain == shown


def test_bold_text_is_bold_and_a_link_leads_on() -> None:
    text = mrkdwn("a *b* <https://example.org|c>", NAMES)
    styles = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert styles == {"b": "bold", "c": "underline link https://example.org"}


def button(label: str) -> JSON:
    return {
        "type": "button",
        "action_id": f"say:{label}",
        "value": f"1|{label}",
        "text": {"type": "plain_text", "text": label},
    }


def test_buttons_and_choices_of_menus_are_numbered_in_one_row() -> None:
    option = {"text": {"type": "plain_text", "text": "Details"}, "value": "1|show"}
    menu = {"type": "overflow", "action_id": "pick:1", "options": [option]}
    section = {
        "type": "section",
        "block_id": "a",
        "text": {"type": "mrkdwn", "text": "*X*"},
        "accessory": menu,
    }
    actions = {"type": "actions", "block_id": "b", "elements": [button("Yes"), button("No")]}
    presses: list[Press] = []
    drawn = drawn_lines(Drawing(NAMES, presses, PLACE), [section, actions], 60)
    assert drawn == ["│ X", "│   [1] Details", "│ [2] Yes  [3] No"]
    assert [(press.label, press.choice, press.block_id) for press in presses] == [
        ("Details", "1|show", "a"),
        ("Yes", None, "b"),
        ("No", None, "b"),
    ]


def test_no_button_is_broken_where_a_line_ends() -> None:
    actions = {
        "type": "actions",
        "block_id": "b",
        "elements": [button("Another date"), button("Stop asking")],
    }
    drawn = drawn_lines(Drawing(NAMES, [], PLACE), [actions], 30)
    assert drawn == ["│ [1] Another date", "│ [2] Stop asking"]


def drawn_lines(drawing: Drawing, blocks: list[JSON], width: int) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=False)
    console.print(Barred(Group(*drawing.message("", blocks))))
    return [line.rstrip() for line in out.getvalue().splitlines()]
