"""What a line asks for: a command's word first, or a part of the plan, or an item and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.typed_text import fold
from bot.talk.commands import BY_WORD
from bot.talk.help import build_welcome
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import is_date, not_found, refuse_several, split_item, spoken, take_whatif
from bot.talk.scopes import NoScope, read_scope
from bot.talk.tokens import STOP_WORDS, Token, TokenKind, nearest, split_status

# What begins a question, where nobody is asked to do something ("can you mark …").
_ASKING = frozenset({
    "is", "are", "was", "were", "has", "have", "did", "does", "when", "when's", "what", "what's", "whats",
    "where", "where's", "which", "how", "how's", "why", "who", "whose",
})  # fmt: skip
# What may stand between an item and what has become of it: "ws1-d1 is done", "ws1-d1 has been delivered".
_BECOMES = frozenset({
    "is", "are", "was", "were", "has", "have", "been", "now", "already", "it", "it's", "as", "to",
})  # fmt: skip
# "show me the plan": what shows something by itself.
_SHOWABLE = frozenset({"plan", "status", "history", "who", "reminders", "help"})
_WHATIF = Token("whatif")


def respond(line: Line) -> Outcome:
    """Find what a line asks for, and do it."""
    tokens, whatif = take_whatif(_without_slash(line))
    if not tokens:
        return Answer(build_welcome(line.group, line.command))
    command, rest = command_of(tokens)
    talk: Sequence[Token] = ()
    if command is None:
        # "please show ws1-m2", "when is the next ws1 meeting"
        said = _without_talk(tokens)
        talk, tokens = tokens[: len(tokens) - len(said)], said
        command, rest = command_of(tokens)
    if command is not None:
        return _carry_out(line, command, rest, whatif)
    if not tokens:
        return Answer(build_welcome(line.group, line.command))
    return _loosely(line, talk, tokens, whatif)


def command_of(tokens: Sequence[Token]) -> tuple[Command | None, Sequence[Token]]:
    """The command whose word, or two or three words, stand first; and the tokens after it."""
    for count in (3, 2, 1):
        head = tokens[:count]
        if len(head) == count and all(t.kind is TokenKind.WORD and not t.quoted for t in head):
            command = BY_WORD.get(" ".join(_bare(token) for token in head))
            if command is not None:
                return command, tokens[count:]
    return None, tokens


def _carry_out(line: Line, command: Command, rest: Sequence[Token], whatif: bool) -> Outcome:
    shown, words = command_of(_without_talk(rest, also=("me",))) if command.name == "show" else (None, rest)
    if shown is not None and shown.name in _SHOWABLE:
        command, rest = shown, words
    if whatif:
        if command.name not in ("schedule", "move"):
            raise _dates_only()
        return command.handle(line.having([*rest, _WHATIF]))
    line = line.having(rest)
    try:
        return command.handle(line)
    except NoScope:
        # "who owns ws1-d1", "what is the status of ws1-d1"
        matches, _rest = split_item(line)
        if not matches.exact or matches.item is None:
            raise
        return BY_WORD["show"].handle(line.having([Token(matches.item.key)]))


def _dates_only() -> UserError:
    return UserError(
        _("“what if” looks ahead at dates, and only there: `move KEY WHEN whatif`. Nothing was changed."),
        words=("help move",),
    )


def _bare(token: Token) -> str:
    """A word without the signs and markup around it; a sign alone stays."""
    return fold(token.text).strip("?!.,:;*_~'") or token.text


def _without_slash(line: Line) -> Sequence[Token]:
    """The tokens without the slash command, which some type once more."""
    tokens = line.tokens
    return tokens[1:] if tokens and tokens[0].text == line.command else tokens


def _without_talk(tokens: Sequence[Token], also: Sequence[str] = ()) -> Sequence[Token]:
    index = 0
    while index < len(tokens) and (_bare(tokens[index]) in STOP_WORDS or _bare(tokens[index]) in also):
        index += 1
    return tokens[index:]


def _is_question(talk: Sequence[Token], tokens: Sequence[Token]) -> bool:
    if talk:
        return _bare(talk[0]) in _ASKING
    return not tokens[-1].quoted and tokens[-1].text.endswith("?")


def _loosely(line: Line, talk: Sequence[Token], tokens: Sequence[Token], whatif: bool) -> Outcome:
    """No command stands first: a scope means what is next there, an item is shown, changed or dated.

    `talk` is what stood before the `tokens` and says nothing itself ("please", "when is").
    """
    whole = line.having([*talk, *tokens])
    scope = read_scope(whole, whole.tokens)
    if scope.said and not scope.unknown:
        return BY_WORD["next"].handle(whole)
    line = line.having(tokens)
    matches, rest = split_item(line)
    if matches.items:
        named = [Token(matches.item.key)] if matches.item else list(tokens[: len(tokens) - len(rest)])
        if whatif or not _is_question(talk, tokens):
            return _about_item(line, matches.item.key if matches.item else None, named, rest, whatif)
        if matches.item is None and rest:
            raise _not_understood(line)
        return BY_WORD["show"].handle(line.having(named))
    asked = read_scope(line, tokens[1:])
    if not matches.suggestions or (asked.said and not asked.unknown):
        _suggest_word(line, tokens[0], tokens[1:])
    if matches.suggestions:
        raise not_found(line, matches.suggestions, "show")
    raise _not_understood(line)


def _suggest_word(line: Line, word: Token, rest: Sequence[Token]) -> None:
    """Refuse a wrong word with the nearest one, its usage and the line as it was probably meant."""
    near = nearest(word.text, tuple(BY_WORD)) if not word.quoted else None
    if near is not None:
        command = BY_WORD[near]
        raise UserError(
            _("I don't know “{word}”. Did you mean `{near}`? Usage: `{usage}`").format(
                word=word.text[:50], near=command.name, usage=f"{line.command} {command.usage}"
            ),
            words=(f"{command.name} {spoken(rest)}".strip(), f"help {command.name}"),
        )


def _about_item(
    line: Line, key: str | None, named: Sequence[Token], rest: Sequence[Token], whatif: bool
) -> Outcome:
    """An item and a verb in either order: "ws1-d1 done", "amber ws1-d1 they are late", "ws1-m2 16 jan"."""
    rest, here = take_whatif(rest)
    whatif = whatif or here
    while len(rest) > 1 and not rest[0].quoted and _bare(rest[0]) in _BECOMES and not _status_length(rest):
        rest = rest[1:]
    if key is not None:
        # "amber ws1-d1 and ws1-d2"; but "ws1-d1 amber ws1-d2 is late" gives a reason.
        before = _status_length(rest)
        before = before if before < len(rest) and _bare(rest[before]) in ("and", "plus") else 0
        refuse_several(line, spoken(rest[:before]), key, rest[before:])
    if not _without_talk(rest):
        return BY_WORD["show"].handle(line.having(named))
    if is_date(line, rest):  # before "next" or "late" is taken for more than the beginning of a date
        return _carry_out(line, BY_WORD["move" if whatif else "schedule"], [*named, *rest], whatif)
    command, tail = command_of(rest)
    if command is not None and not command.hidden:
        return _carry_out(line, command, [*named, *tail], whatif)
    if _status_length(rest):
        return _carry_out(line, BY_WORD["update"], [*named, *rest], whatif)
    _suggest_word(line, rest[0], [*named, *rest[1:]])
    if key is None:
        raise _not_understood(line)
    usage = "`{command} update {key} STATUS`, `{command} schedule {key} DATE`"
    raise UserError(
        _("What about {key}? Say for example {usage}.").format(
            key=key, usage=usage.format(command=line.command, key=key)
        ),
        words=(f"show {key}",),
    )


def _status_length(tokens: Sequence[Token]) -> int:
    """How many of the first words tell a status."""
    return split_status([token.text for token in tokens if not token.quoted][:4])[1]


def _not_understood(line: Line) -> UserError:
    """Words that are no command: what can be said of the part of the plan they name, or at all."""
    said = read_scope(line, line.tokens).said
    return UserError(
        _("I don't understand “{words}”. `{command} help` lists what you can say.").format(
            words=line.typed[:80], command=line.command
        ),
        words=(f"next {said}", f"status {said}", f"plan {said}") if said else ("next", "help"),
    )
