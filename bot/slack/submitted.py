"""What a submitted form holds: its fields by name, and the values they stand for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Basis
from bot.dates.wall_time import is_zone
from bot.dates.when import NO_DATE, Precision, When

NOT_KNOWN = "TBC"
"""The choice of a month that says that no date is known."""
HOME = "home"
"""The place of a form that was opened in the Home tab."""
Named = TypeVar("Named", bound=StrEnum)


class OldForm(UserError):
    """A form that this version does not make."""

    def __init__(self) -> None:
        super().__init__(_("That form is from an older version. Please open it again."))


class FieldError(UserError):
    """What is wrong with one field of a form; shown beside it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True)
class Submitted:
    """A form as Slack sent it: what it carries of itself, the channel it was opened in, and the fields.

    `value` is the form as `codec` wrote it (all that it carries, where an older version made it); `initial`
    what stood in the fields when it was opened; `card` the message it was opened on, `thread` the thread of
    that message, `place` is `HOME` where it was opened there.
    """

    value: str
    channel_id: str | None
    values: Mapping[str, Any]
    initial: Mapping[str, Any]
    card: str | None = None
    thread: str | None = None
    place: str | None = None
    basis: Basis | None = None
    """What stood there when the form was opened, for the act that it makes."""

    def text(self, name: str) -> str | None:
        """A field's text, date, time, user or chosen value; None where it is empty."""
        value = self.values.get(name)
        stripped = value.strip() if isinstance(value, str) else None
        return stripped or None

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values ticked or selected in a field of many."""
        value = self.values.get(name)
        return tuple(value) if isinstance(value, list) else ()

    def one_of(self, name: str, kind: type[Named]) -> Named | None:
        """A field whose choices are the members of an enumeration.

        Raises:
            OldForm: it is none of them.
        """
        value = self.text(name)
        try:
            return kind(value) if value is not None else None
        except ValueError:
            raise OldForm from None

    def has(self, name: str) -> bool:
        """Whether the form had that field."""
        return name in self.values

    def is_changed(self, name: str) -> bool:
        """Whether the person changed that field; others may have changed the item since it was filled."""
        return self.has(name) and (self.values[name] or None) != (self.initial.get(name) or None)


def read_submission(view: Mapping[str, Any]) -> Submitted:
    """Read the view of a ``view_submission``, whose shape the door has checked.

    Raises:
        OldForm: it carries what no form of ours does, or a choice that it did not offer.
    """
    carried = _carried(view["private_metadata"])
    name = str(view["callback_id"]).removeprefix("form:")
    if "do" in carried and not carried["do"].startswith(f'["{name}@'):
        raise OldForm
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    values = {name: _value(next(iter(held.values()), {})) for name, held in view["state"]["values"].items()}
    for name, value in values.items():
        if name not in elements:
            raise OldForm
        offered = {option["value"] for option in elements[name].get("options", ())}
        if offered and not offered.issuperset([value] if isinstance(value, str) else value or ()):
            raise OldForm
    return Submitted(
        value=carried.get("do") or view["private_metadata"],
        channel_id=carried.get("channel"),
        values=values,
        initial={name: _value(_begun(element)) for name, element in elements.items()},
        card=carried.get("card"),
        thread=carried.get("thread"),
        place=carried.get("place"),
        basis=_basis(carried["basis"]) if "basis" in carried else None,
    )


def _carried(text: str) -> dict[str, str]:
    """What a form brings back: texts by name; nothing of one that older versions made, or somebody forged."""
    try:
        carried = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(carried, dict) or "do" not in carried:
        return {}
    held = {name: value for name, value in carried.items() if value is not None}
    if not all(isinstance(value, str) and value.isprintable() for value in held.values()):
        raise OldForm
    return held


def _basis(text: str) -> Basis:
    """What stood there when the form was opened."""
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        raise OldForm from None
    if not isinstance(parts, list) or not all(type(part) in (int, str) for part in parts):
        raise OldForm
    return tuple(parts)


def _begun(element: Mapping[str, Any]) -> dict[str, Any]:
    """A field of a form as its state would be if nobody touched it."""
    names = {
        "initial_value": "value", "initial_option": "selected_option", "initial_options": "selected_options",
        "initial_user": "selected_user", "initial_conversation": "selected_conversation",
        "initial_date": "selected_date", "initial_time": "selected_time",
    }  # fmt: skip
    return {names[name]: value for name, value in element.items() if name in names}


def _value(element: Mapping[str, Any]) -> str | list[str] | None:
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or ()]
    if element.get("selected_option"):
        return str(element["selected_option"]["value"])
    for name in ("value", "selected_date", "selected_time", "selected_user", "selected_conversation"):
        if element.get(name):
            return str(element[name])
    return None


def when_of(form: Submitted, group_zone: str) -> When:
    """The date a form gives: a day with or without times, or only a month, or "not known".

    Raises:
        FieldError: an end without a start, or before it; or neither day nor month.
        OldForm: a month or a zone that there is not.
    """
    day, start, end, month = (form.text(name) for name in ("day", "start", "end", "month"))
    zone = form.text("zone")
    if zone is not None and not is_zone(zone):
        raise OldForm
    zone = None if zone == group_zone else zone
    if day is None:
        if month is None:
            raise FieldError("day", _("Give a day, or at least a month."))
        try:
            return NO_DATE if month == NOT_KNOWN else When(Precision.MONTH, month, zone=zone)
        except ValueError:
            raise OldForm from None
    if start is None:
        if end is not None:
            raise FieldError("start", _("An end needs a beginning."))
        return When(Precision.DAY, day, zone=zone)
    if end is not None and end <= start:
        raise FieldError("end", _("The end lies before the beginning."))
    return When(Precision.EXACT, f"{day}T{start}", f"{day}T{end}" if end else None, zone=zone)
