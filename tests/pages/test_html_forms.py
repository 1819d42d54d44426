"""Forms on a page: every field of Slack's forms, read back as Slack would send it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.publishing.html_forms import as_form, can_be_filled_in, empty_field, submitted_view
from bot.slack.blocks import section
from bot.slack.inputs import (
    checkboxes,
    date_input,
    field,
    file_input,
    form,
    multi_select,
    person_input,
    radio,
    select,
    text_input,
    time_input,
)
from bot.slack.submitted import OldForm, read_submission

CHOICES = [("1", "First <b>"), ("2", "Second")]
ELEMENTS: dict[str, Any] = {
    "text": text_input("as <it> was", lines=True),
    "line": text_input(most=5),
    "one": select(CHOICES, "2"),
    "radio": radio(CHOICES),
    "ticks": checkboxes(CHOICES, ["1"]),
    "many": multi_select(CHOICES),
    "day": date_input("2018-01-16"),
    "time": time_input(),
}


def view(**elements: Any) -> dict[str, Any]:  # noqa: ANN401
    blocks = [field(name, f"The {name}", one, hint="<hint>") for name, one in elements.items()]
    return form("x", "A form", [section("About *this*"), *blocks], {"do": '["x@1",1]'}, "Send")


def test_what_is_filled_in_is_read_as_slack_would_send_it() -> None:
    posted = {
        "field-text": ["a\r\nb"], "field-line": ["1234567"], "field-one": ["1"], "field-radio": ["2"],
        "field-ticks": ["1", "2"], "field-many": [], "field-day": ["2018-01-17"], "field-time": ["14:30"],
        "elsewhere": ["x"],
    }  # fmt: skip
    given = read_submission(submitted_view(view(**ELEMENTS), posted))
    assert given.values == {
        "text": "a\nb", "line": "12345", "one": "1", "radio": "2", "ticks": ["1", "2"], "many": [],
        "day": "2018-01-17", "time": "14:30",
    }  # fmt: skip


def test_it_begins_as_it_stood_and_keeps_what_was_typed() -> None:
    begun = as_form(view(**ELEMENTS), {})
    assert ">\nas &lt;it&gt; was</textarea>" in begun and 'value="2018-01-16"' in begun
    assert re.findall(r'name="([\w-]+)" value="(\w+)" checked', begun) == [
        ("field-one", "2"),
        ("field-ticks", "1"),
    ]
    kept = as_form(view(**ELEMENTS), {}, {"field-text": ['"><script>'], "field-one": ["1"]}, "text")
    assert "&quot;&gt;&lt;script&gt;" in kept and "<script>" not in kept
    assert re.findall(r'name="([\w-]+)" value="(\w+)" checked', kept) == [("field-one", "1")]
    assert (
        'name="field-text" rows="5" maxlength="3000" aria-describedby="field-text-hint" aria-invalid' in kept
    )


def test_every_field_has_its_label() -> None:
    page = as_form(view(**ELEMENTS), {})
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert len(ids) == len(re.findall(r' id="', page))
    assert set(re.findall(r'for="([^"]+)"', page)) == {one for one in ids if not one.endswith("-hint")}


@pytest.mark.parametrize("name", ["one", "radio", "ticks", "many"])
def test_only_what_was_offered_can_be_chosen(name: str) -> None:
    with pytest.raises(OldForm):
        read_submission(submitted_view(view(**{name: ELEMENTS[name]}), {f"field-{name}": ["3"]}))


def test_people_and_files_are_chosen_in_slack_alone() -> None:
    assert can_be_filled_in(view(**ELEMENTS))
    assert not can_be_filled_in(view(who=person_input()))
    assert not can_be_filled_in(view(what=file_input(("docx",), 1)))


def test_what_may_not_be_empty_is_asked_for() -> None:
    asked = view(line=ELEMENTS["line"], day=ELEMENTS["day"])
    assert empty_field(asked, {"field-line": [""]}) == "line"
    assert empty_field(asked, {"field-line": ["x"], "field-day": []}) == "day"
    assert empty_field(asked, {"field-line": ["x"], "field-day": ["2018-01-01"]}) == ""
