"""What a submitted form holds: its fields by name, and the values they stand for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import UserError
from bot.i18n import _
from bot.messages.forms import NOT_KNOWN
from bot.workplan.when import NO_DATE, Precision, When


class FieldError(UserError):
    """What is wrong with one field of a form; shown beside it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True)
class Submitted:
    """A form as Slack sent it: the group, the item's key, the channel it was opened in, and the fields.

    `initial` is what stood in the fields when the form was opened.
    """

    word: str
    group_id: int
    key: str
    channel_id: str | None
    values: Mapping[str, Any]
    initial: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """A field's text, date, time, user or chosen value; None where it is empty."""
        value = self.values.get(name)
        stripped = value.strip() if isinstance(value, str) else None
        return stripped or None

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values ticked or selected in a field of many."""
        value = self.values.get(name)
        return tuple(value) if isinstance(value, list) else ()

    def has(self, name: str) -> bool:
        """Whether the form had that field."""
        return name in self.values

    def is_changed(self, name: str) -> bool:
        """Whether the person changed that field; others may have changed the item since it was filled."""
        return self.has(name) and (self.values[name] or None) != (self.initial.get(name) or None)


def read_submission(view: Mapping[str, Any]) -> Submitted:
    """Read the view of a ``view_submission``."""
    carried = json.loads(view["private_metadata"] or "{}")
    values = {
        block_id: _value(next(iter(elements.values()), {}))
        for block_id, elements in view["state"]["values"].items()
    }
    return Submitted(
        word=str(view["callback_id"]).removeprefix("form:"),
        group_id=int(carried["group"]),
        key=str(carried.get("key") or ""),
        channel_id=carried.get("channel"),
        values=values,
        initial={
            block["block_id"]: _value(_begun(block["element"]))
            for block in view["blocks"]
            if block["type"] == "input"
        },
    )


def _begun(element: Mapping[str, Any]) -> dict[str, Any]:
    """A field of a form as its state would be if nobody touched it."""
    names = {
        "initial_value": "value", "initial_option": "selected_option", "initial_options": "selected_options",
        "initial_user": "selected_user", "initial_date": "selected_date", "initial_time": "selected_time",
    }  # fmt: skip
    return {names[name]: value for name, value in element.items() if name in names}


def _value(element: Mapping[str, Any]) -> str | list[str] | None:
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"]]
    if element.get("selected_option"):
        return str(element["selected_option"]["value"])
    for name in ("value", "selected_date", "selected_time", "selected_user"):
        if element.get(name):
            return str(element[name])
    return None


def when_of(form: Submitted, group_zone: str) -> When:
    """The date a form gives: a day with or without times, or only a month, or "not known".

    Raises:
        FieldError: an end without a start, or before it; or neither day nor month.
    """
    day, start, end, month = (form.text(name) for name in ("day", "start", "end", "month"))
    zone = form.text("zone")
    zone = None if zone == group_zone else zone
    if day is None:
        if month is None:
            raise FieldError("day", _("Give a day, or at least a month."))
        return NO_DATE if month == NOT_KNOWN else When(Precision.MONTH, month, zone=zone)
    if start is None:
        if end is not None:
            raise FieldError("start", _("An end needs a beginning."))
        return When(Precision.DAY, day, zone=zone)
    if end is not None and end <= start:
        raise FieldError("end", _("The end lies before the beginning."))
    return When(Precision.EXACT, f"{day}T{start}", f"{day}T{end}" if end else None, zone=zone)
