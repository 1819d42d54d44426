"""A line that says several things: its parts, each of which names its own item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.dates.folding import fold
from bot.plan.rules.keys import compact
from bot.talk.line import Line
from bot.talk.references import spoken
from bot.talk.tokens import Token, TokenKind

_JOINTS = frozenset({"and", "&", "plus", "then", "et", "puis"})
_MOST = 5
_MEETING = re.compile(r"(.+)-M(\d+)")


def clauses_of(line: Line) -> list[str]:
    """The lines that a line with several items stands for; none where it tells of one item only.

    "ws1-d1 and ws1-d2 done" stands for two with one end; "ws1-d1 done, ws1-d2 late" for two with their own.
    """
    parts = [part for part in _parts(line.tokens) if part]
    if not 2 <= len(parts) <= _MOST or any(token.quoted for token in line.tokens):
        return []
    keys = {compact(item.key): item.key for item in line.items}
    # People say "img6" of the sixth meeting.
    keys |= {compact(m[1] + m[2]): key for key in keys.values() if (m := _MEETING.fullmatch(key))}
    named = [_keys_in(part, keys) for part in parts]
    if any(len(found) > 1 for found in named) or not named[0]:
        return []
    if len({found[0] for found in named if found}) < 2 or not all(named):
        return []
    head, tail = parts[0], parts[-1]
    if all(len(part) == 1 for part in parts[1:-1]) and (_is_key(head[-1], keys) and _is_key(tail[0], keys)):
        verb, end = head[:-1], tail[1:]
        if verb or end:  # "mark ws1-d1 and ws1-d2 as done"
            return [spoken([*verb, Token(found[0]), *end]) for found in named]
    return [spoken(part) for part in parts]


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        word = token.text if token.kind is TokenKind.WORD and not token.quoted else ""
        if word and fold(word) in _JOINTS:
            yield part
            part = []
        elif word[-1:] in (",", ";") and len(word) > 1:
            yield [*part, Token(word[:-1])]
            part = []
        else:
            part.append(token)
    yield part


def _is_key(token: Token, keys: dict[str, str]) -> bool:
    return token.kind is TokenKind.WORD and compact(token.text) in keys


def _keys_in(part: Sequence[Token], keys: dict[str, str]) -> list[str]:
    return [keys[compact(token.text)] for token in part if _is_key(token, keys)]
