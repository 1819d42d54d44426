"""`edit`: change the details of an item."""

from __future__ import annotations

import re
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.dates.typed_text import fold
from bot.plan import changing, looks
from bot.plan.forms.edit_form import build_edit_form
from bot.plan.texts.confirm import build_changed
from bot.talk.line import Answer, Command, Line, OpenForm, Outcome
from bot.talk.references import name_item, note_of, read_needs
from bot.talk.tokens import Token, TokenKind, nearest

FIELDS = (
    "title", "owner", "venue", "link", "format", "length", "notes", "needs", "recipient", "forum", "purpose",
)  # fmt: skip
_FORMATS = {
    "in-person": "in-person",
    "room": "in-person",
    "remote": "remote",
    "online": "remote",
    "hybrid": "hybrid",
}
_LENGTHS = {
    "half-day": "half-day", "half-a-day": "half-day", "full-day": "full-day", "whole-day": "full-day",
    "all-day": "full-day", "day": "full-day", "one-day": "full-day", "1-day": "full-day",
}  # fmt: skip
_LASTING = re.compile(
    r"(?P<count>\d{1,3})(?P<half>[.,]5)?\s?(?:(?P<minutes>|m|min|mins|minutes?)|h(?:ours?|rs?)?\s?(?P<more>[0-5]\d)?)"
)


def handle_edit(line: Line) -> Outcome:
    """Change one field by words (`edit KEY venue Palais`), or all in the form."""
    named = name_item(line, "edit")
    if len(named.rest) < 2 and (not named.rest or fold(named.rest[0].text) in FIELDS):
        detail = looks.item_detail(line.work, line.caller, named.item.key, line.now)
        owner = line.caller.roster.people.get(detail.item.owner_id or 0)
        form = build_edit_form(
            line.group,
            detail.item,
            owner=owner.user_id if owner else None,
            agencies=sorted(line.caller.roster.representatives),
            needs=[needed.key for needed, _inferred in detail.needs],
            carry=line.carry,
        )
        return OpenForm(form, f"edit {named.item.key}", _("Edit"))
    field = fold(named.rest[0].text)
    if field not in FIELDS:
        raise UserError(
            _(
                "“{field}” cannot be edited. Say `edit {key} FIELD VALUE` with one of {fields},"
                " or `edit {key}`."
            ).format(field=named.rest[0].text[:40], key=named.item.key, fields=", ".join(FIELDS)),
            words=(f"edit {named.item.key}",),
        )
    value = _value(line, field, named.rest[1:])
    new = {"depends_on": read_needs(line, named.item.key, value)} if field == "needs" else {field: value}
    changed = changing.edit_item(line.work, line.caller, named.item.key, new, line.now)
    return Answer(build_changed(changed, line.reader))


def _value(line: Line, field: str, rest: tuple[Token, ...]) -> Any:  # noqa: ANN401 - any JSON value
    if field == "owner" and len(rest) == 1 and rest[0].kind is TokenKind.USER:
        return f"<@{rest[0].id}>"
    caller = line.caller.person_key
    if field == "owner" and caller and [fold(token.text) for token in rest] in (["me"], ["myself"]):
        return f"<@{caller[1]}>"
    text = note_of(line, rest)
    if text is not None and fold(text) in ("none", "nobody", "-"):
        return None
    if field == "format" and text is not None:
        if fold(text) not in _FORMATS:
            raise UserError(_("A meeting is in-person, remote or hybrid."))
        return _FORMATS[fold(text)]
    if field == "owner" and text is not None:
        _refuse_misspelt(line, text)
    return _length(text) if field == "length" and text is not None else text


def _refuse_misspelt(line: Line, agency: str) -> None:
    """A name that is nearly an agency's is not taken for a new agency."""
    known = {fold(name) for name in line.caller.roster.representatives}
    near = None if fold(agency) in known else nearest(agency, [*line.caller.roster.representatives])
    if near is not None:
        raise UserError(
            _("There is no agency “{typed}” yet. Did you mean {near}?").format(typed=agency[:60], near=near),
            words=(f"{line.typed.removesuffix(agency).strip()} {near}",),
        )


def _length(text: str) -> str:
    """Half a day, a full day, or minutes."""
    said = fold(text).replace(" ", "-")
    if said in _LENGTHS:
        return _LENGTHS[said]
    found = _LASTING.fullmatch(fold(text))
    if not found:
        raise UserError(_("A length is half-day, full-day, or a time such as 90 minutes or 2 hours."))
    if found["minutes"] is not None:
        return found["count"]
    return str(int(found["count"]) * 60 + (30 if found["half"] else int(found["more"] or 0)))


COMMAND = Command(
    name="edit",
    usage="edit KEY [FIELD VALUE|none]",
    summary=N_("change title, owner, venue, link, format, notes, needs …; with KEY alone, a form"),
    example='edit WS1-M2 venue "Room XI"',
    handle=handle_edit,
    section=N_("Plan"),
    roles=N_("coordinator, leads in their streams"),
)
