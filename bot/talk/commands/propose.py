"""`propose`: send what one may not do to those who may (said by the button *Send as proposal*)."""

from __future__ import annotations

from bot.core.errors import UserError
from bot.core.i18n import N_, _, listing
from bot.dates.typed_text import fold
from bot.proposals import proposing
from bot.talk.answers import build_said
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import split_item, spoken

PROPOSABLE = ("update", "done", "schedule", "move", "cancel", "add", "edit", "drop")


def handle_propose(line: Line) -> Outcome:
    """Send a command line as a proposal."""
    if not line.tokens:
        raise UserError(_("Say what you propose: `propose done WS1-D1`."))
    from bot.talk.commands import BY_WORD

    command = BY_WORD.get(fold(line.tokens[0].text))
    if command is None or command.name not in PROPOSABLE:
        raise UserError(_("You can propose {words}.").format(words=", ".join(f"`{w}`" for w in PROPOSABLE)))
    matches, _rest = split_item(line.having(line.tokens[1:]))
    key = matches.item.key if matches.item else None
    sent = proposing.propose(line.work, line.caller, spoken(line.tokens), key, line.now)
    names = listing(f"<@{contact.user_id}>" for contact in sent.to)
    if sent.is_same:
        text = _("That was sent to {names} already: `{words}`. You will hear what they decide.")
    else:
        text = _("✔ Sent as a proposal to {names}: `{words}`. You will hear what they decide.")
    return Answer(build_said(text.format(names=names, words=sent.words), group_id=line.group.id))


COMMAND = Command(
    name="propose",
    usage="propose COMMAND",
    summary=N_("send what you may not do to those who may"),
    example="propose done WS1-D1",
    handle=handle_propose,
    section=N_("Update"),
    roles=N_("members"),
    hidden=True,
)
