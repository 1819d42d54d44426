"""`edit`: change the details of an item."""

from __future__ import annotations

from typing import Any

from bot.errors import UserError
from bot.i18n import N_, _
from bot.listeners.line import Answer, Command, Line, OpenForm, Outcome
from bot.listeners.references import name_item, note_of
from bot.messages.confirm import build_changed
from bot.messages.edit_form import build_edit_form
from bot.services import changing, reading
from bot.workplan.typed_text import fold
from bot.workplan.typed_words import Token, TokenKind

FIELDS = ("title", "owner", "venue", "link", "format", "length", "notes", "recipient", "forum", "purpose")
_FORMATS = {
    "in-person": "in-person",
    "room": "in-person",
    "remote": "remote",
    "online": "remote",
    "hybrid": "hybrid",
}


def handle_edit(line: Line) -> Outcome:
    """Change one field by words (`edit KEY venue Palais`), or all in the form."""
    named = name_item(line, "edit")
    if len(named.rest) < 2 and (not named.rest or fold(named.rest[0].text) in FIELDS):
        detail = reading.item_detail(line.work, line.caller, named.item.key, line.now)
        owner = line.caller.roster.people.get(detail.item.owner_id or 0)
        form = build_edit_form(
            line.group,
            detail.item,
            owner=owner.user_id if owner else None,
            agencies=sorted(line.caller.roster.representatives),
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
    new = {field: _value(field, named.rest[1:])}
    changed = changing.edit_item(line.work, line.caller, named.item.key, new, line.now)
    return Answer(build_changed(changed, line.reader))


def _value(field: str, rest: tuple[Token, ...]) -> Any:  # noqa: ANN401 - any JSON value
    if field == "owner" and len(rest) == 1 and rest[0].kind is TokenKind.USER:
        return f"<@{rest[0].id}>"
    text = note_of(rest)
    if text is not None and fold(text) in ("none", "nobody", "-"):
        return None
    if field == "format" and text is not None:
        if fold(text) not in _FORMATS:
            raise UserError(_("A meeting is in-person, remote or hybrid."))
        return _FORMATS[fold(text)]
    return text


COMMAND = Command(
    name="edit",
    usage="edit KEY [FIELD VALUE|none]",
    summary=N_("change title, owner, venue, link, format, notes …; bare, a form"),
    example='edit WS1-M2 venue "Room XI"',
    handle=handle_edit,
    section=N_("Plan"),
    roles=N_("coordinator, leads in their streams"),
)
