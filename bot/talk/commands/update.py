"""`update`: change the status of an item, with a note."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.dates.typed_text import fold
from bot.plan import changing, looks
from bot.plan.forms.item_forms import build_status_form
from bot.plan.rules.items import Item, Status, statuses_for
from bot.plan.texts.confirm import build_changed
from bot.talk.commands.schedule import set_date
from bot.talk.line import Answer, Command, Line, OpenForm, Outcome
from bot.talk.references import is_date, name_item, note_of, spoken
from bot.talk.tokens import STOP_WORDS, Token, split_status


def handle_update(line: Line) -> Outcome:
    """Set a status; without one, open the form."""
    named = name_item(line, "update")
    if not named.rest:
        detail = looks.item_detail(line.work, line.caller, named.item.key, line.now)
        form = build_status_form(line.group, detail.item, line.carry)
        return OpenForm(form, f"update {named.item.key}", _("Change the status"))
    status, rest = _split(line, named.item, named.rest)
    if status is Status.SCHEDULED and rest and is_date(line, rest):
        # "ws1-m2 is confirmed for 16 jan"
        return set_date(line.having([Token(named.item.key), *rest]), "schedule")
    return set_status(line, named.item, status, note_of(line, rest))


def set_status(line: Line, item: Item, status: Status, note: str | None) -> Outcome:
    """Carry it out and confirm it."""
    changed = changing.update_status(line.work, line.caller, item.key, status, note, line.now)
    return Answer(build_changed(changed, line.reader))


def _split(line: Line, item: Item, rest: Sequence[Token]) -> tuple[Status, Sequence[Token]]:
    status, count = split_status([token.text for token in rest])
    # "mark ws1-d1 as amber", "set ws1-d1 to green"
    while status is None and len(rest) > 1 and not rest[0].quoted and fold(rest[0].text) in STOP_WORDS:
        rest = rest[1:]
        status, count = split_status([token.text for token in rest])
    if status is None:
        allowed = ", ".join(f"`{status.value}`" for status in statuses_for(item.kind))
        raise UserError(
            _(
                "“{words}” is no status. {key} can be {allowed}; words like amber, late or finished work too."
            ).format(words=spoken(rest)[:60], key=item.key, allowed=allowed),
            words=(f"update {item.key}",),
        )
    return status, rest[count:]


COMMAND = Command(
    name="update",
    usage='update KEY STATUS ["note"]',
    summary=N_("change a status: planned, on-track, at-risk, off-track, done; with KEY alone, a form"),
    example='update WS1-D1 at-risk "two agencies late"',
    handle=handle_update,
    section=N_("Update"),
    roles=N_("coordinator, leads in their streams, owners"),
    aliases=("set", "mark"),
)
