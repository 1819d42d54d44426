"""The words that change the details of items."""

from __future__ import annotations

import re
from typing import Any

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.plan.acts import EditItem
from bot.plan.looks import EditForm
from bot.plan.rules.item_fields import field_said, words_for_fields
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.needs import read_needs
from bot.talk.references import name_item, note_of, split_item
from bot.talk.tokens import Token, TokenKind, nearest

_ARTICLES, _OF = frozenset({"the", "le", "la", "l"}), frozenset({"of", "for", "de"})
_IS = frozenset({"is", "=", "est"})  # "ws1-d1 owner is ITU"
_TO = frozenset({"to", "as", "into", "en", "a"})
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


def read_edit(line: Line) -> Request:
    """Change one field by words (`edit KEY venue Palais`), or all in the form."""
    named = name_item(_item_first(line), "edit")
    if len(named.rest) < 2 and (not named.rest or field_said(fold(named.rest[0].text))):
        return EditForm(named.item.id)
    field = fold(named.rest[0].text)
    known = field_said(field)
    if known is None:
        raise NotUnderstood(
            _(
                "“{field}” cannot be edited. Say `edit {key} FIELD VALUE` with one of {fields},"
                " or `edit {key}`."
            ).format(field=named.rest[0].text[:40], key=named.item.key, fields=", ".join(words_for_fields())),
            words=(f"edit {named.item.key}",),
        )
    value = _value(line, field, named.rest[1:])
    if field == "needs":
        value = read_needs(line.snapshot, named.item.key, value, line.now)
    return EditItem.of(named.item, {known.name: value})


def read_owner(line: Line) -> Request:
    """Who owns an item: a person or an agency; without one, the form."""
    named = name_item(line, "owner")
    return read_edit(line.having([Token(named.item.key), Token("owner"), *named.rest]))


def _item_first(line: Line) -> Line:
    """A line that names the field before the item, turned: "change owner ws1-d1 @ann"."""
    tokens = line.tokens[1:] if line.tokens and fold(line.tokens[0].text) in _ARTICLES else line.tokens
    if len(tokens) < 2 or field_said(fold(tokens[0].text)) is None:
        return line
    after = tokens[2:] if fold(tokens[1].text) in _OF else tokens[1:]
    matches, rest = split_item(line.having(after))
    if matches.item is None or not matches.exact:
        return line
    rest = rest[1:] if len(rest) > 1 and not rest[0].quoted and fold(rest[0].text) in _TO else rest
    return line.having([Token(matches.item.key), tokens[0], *rest])


def read_rename(line: Line) -> Request:
    """``rename KEY to TITLE``."""
    named = name_item(line, "rename")
    rest = named.rest[1:] if len(named.rest) > 1 and fold(named.rest[0].text) in _TO else named.rest
    title = note_of(line, rest)
    return EditItem.of(named.item, {"title": title}) if title else EditForm(named.item.id)


def _value(line: Line, field: str, rest: tuple[Token, ...]) -> Any:  # noqa: ANN401 - any JSON value
    leads = _IS | {"to"} if field == "owner" else _IS
    if len(rest) > 1 and not rest[0].quoted and rest[0].text in leads:
        rest = rest[1:]
    if field == "owner" and len(rest) == 1 and rest[0].kind is TokenKind.USER:
        return f"<@{rest[0].id}>"
    caller = line.caller.person_key
    if field == "owner" and caller and [fold(token.text) for token in rest] in (["me"], ["myself"]):
        return f"<@{caller[1]}>"
    text = note_of(line, rest)
    if text is not None and fold(text) in ("none", "nobody", "-"):
        return None
    if field == "agenda":
        return [point.strip() for point in (text or "").replace("\n", ";").split(";") if point.strip()]
    if field == "format" and text is not None:
        if fold(text) not in _FORMATS:
            raise NotUnderstood(_("A meeting is in-person, remote or hybrid."))
        return _FORMATS[fold(text)]
    if field == "owner" and text is not None and text.startswith("@"):
        return _person(line, text)
    if field == "owner" and text is not None:
        _refuse_misspelt(line, text)
    return _length(text) if field == "length" and text is not None else text


def _person(line: Line, typed: str) -> str:
    """The person of a name that Slack did not turn into a mention, such as ``@ws1-lead``."""

    def bare(name: str) -> str:
        return "".join(letter for letter in fold(name) if letter.isalnum())

    known = [one for one in line.caller.roster.people.values() if one.name and bare(one.name) == bare(typed)]
    if len(known) != 1:
        told = _("I don't know who “{name}” is. Pick the person from the list that Slack shows after @.")
        raise NotUnderstood(told.format(name=typed[:60]))
    return f"<@{known[0].user_id}>"


def _refuse_misspelt(line: Line, agency: str) -> None:
    """A name that is nearly an agency's is not taken for a new agency."""
    known = {fold(name) for name in line.caller.roster.representatives}
    near = None if fold(agency) in known else nearest(agency, [*line.caller.roster.representatives])
    if near is not None:
        raise NotUnderstood(
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
        raise NotUnderstood(_("A length is half-day, full-day, or a time such as 90 minutes or 2 hours."))
    if found["minutes"] is not None:
        return found["count"]
    return str(int(found["count"]) * 60 + (30 if found["half"] else int(found["more"] or 0)))


COMMANDS = (
    Command(
        name="edit",
        usage="edit KEY [FIELD VALUE|none]",
        summary=N_("change title, owner, venue, link, format, notes, needs …; with KEY alone, a form"),
        example='edit WS1-M2 venue "Room XI"',
        handle=read_edit,
        section=N_("Plan"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("change",),
    ),
    Command(
        name="rename",
        usage="rename KEY TITLE",
        summary=N_("give an item another title"),
        example='rename WS1-D1 "Results of the analysis"',
        handle=read_rename,
        hidden=True,
    ),
    Command(
        name="owner",
        usage="owner KEY @PERSON|AGENCY",
        summary=N_("who answers for an item"),
        example="owner WS1-D1 UNEP",
        handle=read_owner,
        section=N_("Plan"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("assign",),
    ),
)
