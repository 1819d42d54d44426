"""The forms of Slack as forms of a web page: the same fields, read back into the same values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.core.i18n import _
from bot.mail.rendering import as_html

Posted = Mapping[str, Sequence[str]]
"""What came with the answer to a page: for each name its values."""
_TYPED = {"datepicker": "date", "timepicker": "time", "plain_text_input": "text"}
_ONE, _MANY = ("static_select", "radio_buttons"), ("checkboxes", "multi_static_select")
_INITIAL = {
    "plain_text_input": "initial_value", "datepicker": "initial_date", "timepicker": "initial_time",
}  # fmt: skip
_STATE = {"plain_text_input": "value", "datepicker": "selected_date", "timepicker": "selected_time"}
BEFORE = "field-"
"""Begins the names of a form's fields, which so are no names of the page's own."""


@dataclass(frozen=True, slots=True)
class Field:
    """An input of a form: how it is called, whether it may stay empty, and its element as Slack has it."""

    name: str
    label: str
    hint: str
    is_optional: bool
    element: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The type of its element."""
        return str(self.element["type"])

    @property
    def can_be_shown(self) -> bool:
        """Whether a page has such a field: people, channels and files are chosen in Slack alone."""
        return self.kind in (*_TYPED, *_ONE, *_MANY)

    @property
    def begun(self) -> list[str]:
        """What stands in it before anybody touches it."""
        if self.kind in _INITIAL:
            return [str(self.element[_INITIAL[self.kind]])] if _INITIAL[self.kind] in self.element else []
        option = self.element.get("initial_option")
        chosen = [option] if option else self.element.get("initial_options") or []
        return [str(one["value"]) for one in chosen]


def fields_of(view: Mapping[str, Any]) -> list[Field]:
    """The inputs of a form."""
    return [
        Field(
            block["block_id"], block["label"]["text"], (block.get("hint") or {}).get("text", ""),
            bool(block.get("optional")), block["element"],
        )
        for block in view["blocks"]
        if block["type"] == "input"
    ]  # fmt: skip


def can_be_filled_in(view: Mapping[str, Any]) -> bool:
    """Whether a page can ask for all that the form insists on."""
    return all(one.can_be_shown or one.is_optional for one in fields_of(view))


def as_form(
    view: Mapping[str, Any], names: Mapping[str, str], posted: Posted | None = None, wrong: str = ""
) -> str:
    """The form as HTML; `posted` is what was filled in before, `wrong` the field that was at fault."""
    parts = []
    fields = {one.name: one for one in fields_of(view)}
    for block in view["blocks"]:
        if block["type"] != "input":
            parts.append(as_html([block], names, lambda _button: None))
        elif fields[block["block_id"]].can_be_shown:
            one = fields[block["block_id"]]
            said = one.begun if posted is None else list(posted.get(BEFORE + one.name, ()))
            parts.append("".join(_field(one, said, is_wrong=one.name == wrong)))
    return "\n".join(parts)


def _field(one: Field, said: Sequence[str], *, is_wrong: bool) -> Iterator[str]:
    name, label = escape(BEFORE + one.name), escape(one.label)
    hint = f'<br><span class="hint" id="{name}-hint">{escape(one.hint)}</span>' if one.hint else ""
    attributes = f' aria-describedby="{name}-hint"' if one.hint else ""
    attributes += ' aria-invalid="true"' if is_wrong else ""
    label += "" if not one.is_optional else f" <em>{escape(_('(optional)'))}</em>"
    if one.kind in _TYPED:
        attributes += "" if one.is_optional else " required"
        most = f' maxlength="{int(one.element["max_length"])}"' if "max_length" in one.element else ""
        value = escape(said[0] if said else "")
        yield f'<p><label for="{name}">{label}</label>{hint}<br>'
        if one.element.get("multiline"):
            yield f'<textarea id="{name}" name="{name}" rows="5"{most}{attributes}>\n{value}</textarea></p>'
        else:
            kind = _TYPED[one.kind]
            yield f'<input type="{kind}" id="{name}" name="{name}" value="{value}"{most}{attributes}></p>'
        return
    kind = "radio" if one.kind in _ONE else "checkbox"
    yield f"<fieldset{attributes}><legend>{label}</legend>{hint}"
    for number, option in enumerate(one.element["options"]):
        mark = " checked" if option["value"] in said else ""
        value, text = escape(option["value"]), escape(option["text"]["text"])
        yield f'<p><input type="{kind}" id="{name}-{number}" name="{name}" value="{value}"{mark}> '
        yield f'<label for="{name}-{number}">{text}</label></p>'
    yield "</fieldset>"


def submitted_view(view: Mapping[str, Any], posted: Posted) -> dict[str, Any]:
    """The form as Slack would send it, filled in with what came from the page."""
    values = {one.name: {"value": _state(one, posted.get(BEFORE + one.name, ()))} for one in fields_of(view)}
    return {**view, "state": {"values": values}}


def _state(one: Field, said: Sequence[str]) -> dict[str, Any]:
    if one.kind in _STATE:
        limit = int(one.element.get("max_length", 3000))
        return {_STATE[one.kind]: said[0].replace("\r\n", "\n")[:limit] if said and said[0] else None}
    options = [{"value": value} for value in said]
    if one.kind in _MANY:
        return {"selected_options": options}
    return {"selected_option": options[0] if options else None}


def empty_field(view: Mapping[str, Any], posted: Posted) -> str:
    """The first field that was left empty although it may not be; "" where all is there."""
    needed = (one for one in fields_of(view) if one.can_be_shown and not one.is_optional)
    return next((one.name for one in needed if not any(posted.get(BEFORE + one.name, ()))), "")
