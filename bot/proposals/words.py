"""The words about proposals."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Act, Request
from bot.groups.words.naming import without_fillers
from bot.groups.words.roster import take_part
from bot.proposals.acts import Accept, Decline, Proposals, Propose
from bot.proposals.representing import SUMMARY, Represent, RepresentForm
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import note_of
from bot.talk.routing import respond


def read_proposals(_line: Line) -> Request:
    """The proposals one may decide on."""
    return Proposals()


def read_accept(line: Line) -> Request:
    """Carry a proposal out."""
    return Accept(_number(line))


def read_decline(line: Line) -> Request:
    """Turn a proposal down; what follows its number is the reason."""
    return Decline(_number(line), note_of(line, line.tokens[1:]))


def read_propose(line: Line) -> Request:
    """Send what follows as a proposal, whole as it is understood now."""
    act = respond(line) if line.tokens else None
    if not isinstance(act, Act):
        raise NotUnderstood(
            _("You can propose changes of items. Say all that it takes: `propose done WS1-D1`.")
        )
    return Propose(act)


def _number(line: Line) -> int:
    word = line.words[0].lstrip("#") if line.words else ""
    if not word.isdecimal() or len(word) > 9:
        raise NotUnderstood(_("Which proposal? Say its number."), words=("proposals",))
    return int(word)


def read_represent(line: Line) -> Request:
    """For which agency somebody speaks, and as what; bare, the form."""
    rest, part = take_part(list(line.tokens))
    name = " ".join(token.text.strip(",().") for token in without_fillers(rest)).strip()
    return Represent(name, part) if name else RepresentForm()


COMMANDS = (
    Command(
        name="i represent",
        usage="I represent AGENCY",
        summary=SUMMARY,
        example="I represent",
        handle=read_represent,
        section=N_("People"),
        roles=N_("everybody"),
        aliases=("represent", "je represente", "i am from", "i work for"),
    ),
    Command(
        name="proposals",
        usage="proposals",
        summary=N_("the proposals you may decide on, and your own that wait"),
        example="proposals",
        handle=read_proposals,
        section=N_("Update"),
        roles=N_("members"),
    ),
    Command(
        name="accept",
        usage="accept NUMBER",
        summary=N_("carry a proposal out"),
        example="accept 1",
        handle=read_accept,
        hidden=True,
        aliases=("approve", "accepter", "approuver"),
    ),
    Command(
        name="decline",
        usage='decline NUMBER ["why"]',
        summary=N_("decline a proposal, and say why"),
        example="decline 1",
        handle=read_decline,
        hidden=True,
        aliases=("reject", "refuse", "refuser", "decliner", "rejeter"),
    ),
    Command(
        name="propose",
        usage="propose COMMAND",
        summary=N_("send what you may not do to those who may"),
        example="propose done WS1-D1",
        handle=read_propose,
        hidden=True,
    ),
)
