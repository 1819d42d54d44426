"""The group that a line names itself: ``LABEL/KEY``, ``LABEL/next``."""

from __future__ import annotations

import re

from bot.core.errors import UserError
from bot.core.work import Work
from bot.groups.arrivals import Arrival, Arrived, arrive
from bot.store.database import Session
from bot.talk.tokens import Token, TokenKind

_LABEL = re.compile(r"([A-Za-z][\w-]{0,40})/(.*)", re.DOTALL)


def arrive_named(
    work: Work, session: Session, arrival: Arrival, tokens: tuple[Token, ...]
) -> tuple[Arrived, tuple[Token, ...]]:
    """Who speaks and of which group, and the words without its label; other slashes are left alone.

    Raises:
        UserError: there is no group yet.
    """
    for index, token in enumerate(tokens[:3]):
        is_word = token.kind is TokenKind.WORD and not token.quoted
        found = _LABEL.fullmatch(token.text) if is_word else None
        if found is None:
            continue
        try:
            arrived = arrive(work, session, arrival, label=found[1])
        except UserError:
            continue
        rest = (Token(found[2]),) if found[2] else ()
        return arrived, (*tokens[:index], *rest, *tokens[index + 1 :])
    return arrive(work, session, arrival), tokens
