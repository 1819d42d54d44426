"""What a line asks for: a command's word first, or a part of the plan, or an item and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.plan.rules.anchors import Anchors
from bot.plan.rules.item_fields import field_said
from bot.plan.rules.items import Item
from bot.talk.dating import is_date
from bot.talk.finding import LONGEST_REFERENCE
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.looks import Welcome
from bot.talk.references import not_found, refuse_several, split_item, spoken, take_whatif
from bot.talk.scopes import NoScope, read_scope
from bot.talk.tokens import STOP_WORDS, Token, TokenKind, nearest, split_status

# Words between an item and its new status: "ws1-d1 is done", "ws1-d1 has been delivered".
_BECOMES = frozenset({
    "is", "are", "was", "were", "has", "have", "been", "be", "now", "already", "it", "it's", "as", "to",
    "est", "sont", "etait",
    "starts", "begins", "start", "begin", "will", "takes", "take", "place", "commence", "aura", "lieu",
    "a", "ete", "just", "both", "→", "->", "=>", "-&gt;", "=&gt;",
})  # fmt: skip
_ONE_MORE = frozenset({"a", "an", "another", "one", "un", "une"})
_SLIPS = frozenset({"delayed", "postponed", "slipped", "slips", "reporte", "repousse", "decale", "decalé"})
# "show me the plan": what shows something by itself.
_SHOWABLE = frozenset({"plan", "status", "history", "who", "reminders", "help"})
_LOOKS = frozenset({"help", "reminders", "proposals"})
SURE = 0.82
"""How near a word has to be to that of a command that changes something."""
_WHATIF = Token("whatif")


def respond(line: Line) -> Request:
    """Find what a line asks for, and do it."""
    tokens, whatif = take_whatif(_without_slash(line))
    if not tokens:
        return Welcome()
    command, rest = command_of(line, tokens)
    whole = tokens
    if command is None:
        # "show me ws1-m2", "when is the next ws1 meeting"
        tokens = _without_talk(tokens)
        command, rest = command_of(line, tokens)
    if command is not None:
        return _carry_out(line, command, rest, whatif)
    if not tokens:
        return Welcome()
    return _loosely(line, whole, tokens, whatif)


def command_of(line: Line, tokens: Sequence[Token]) -> tuple[Command | None, Sequence[Token]]:
    """The command whose word, or up to four words, stand first; and the tokens after it.

    A status that begins with the same word and is longer wins: "back on track" is not "back".
    """
    for count in (4, 3, 2, 1):
        head = tokens[:count]
        if len(head) == count and all(t.kind is TokenKind.WORD and not t.quoted for t in head):
            command = line.commands.get(" ".join(_bare(token) for token in head))
            if command is not None:
                return (None, tokens) if _status_length(tokens) > count else (command, tokens[count:])
    return None, tokens


def _carry_out(line: Line, command: Command, rest: Sequence[Token], whatif: bool) -> Request:
    shown, words = (
        command_of(line, _without_talk(rest, also=("me",))) if command.name == "show" else (None, rest)
    )
    if shown is not None and shown.name in _SHOWABLE:
        command, rest = shown, words
    if command.name == "show" and shown is None and not split_item(line.having(rest))[0].exact:
        spoken_of = _without_talk(rest, also=("me",))
        scope = read_scope(line, spoken_of)
        if scope.said and not scope.unknown:
            command, rest = line.commands["next"], spoken_of
    if command.name == "schedule" and len(rest) > 1 and _bare(rest[0]) in _ONE_MORE:
        command = line.commands["add"]  # "schedule a meeting with UNEP"
    sets_field = command.name == "update" and any(field_said(_bare(token)) for token in rest[:2])
    if sets_field and len(rest) > 2 and not split_item(line.having(rest))[0].exact:
        command = line.commands["edit"]  # "set the venue of img6 to Room A"
    if command.name == "edit" and rest and is_date(line, split_item(line.having(rest))[1]):
        command = line.commands["schedule"]  # "change img6 to 16 jan"
    if whatif:
        if command.name not in ("schedule", "move", "anchor"):
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
        return line.commands["show"].handle(line.having([Token(matches.item.key)]))


def _dates_only() -> NotUnderstood:
    return NotUnderstood(
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


def _loosely(line: Line, said: Sequence[Token], tokens: Sequence[Token], whatif: bool) -> Request:
    """No command stands first: a scope means what is next there, an item is shown, changed or dated.

    `said` is the whole, `tokens` what is left without words that say nothing ("please", "when is").
    """
    scope = read_scope(line, said)
    if scope.said and not scope.unknown:
        return line.commands["next"].handle(line.having(said))
    line = line.having(tokens)
    matches, rest = split_item(line)
    if matches.items:
        named = [Token(matches.item.key)] if matches.item else list(tokens[: len(tokens) - len(rest)])
        return _about_item(line, matches.item.key if matches.item else None, named, rest, whatif)
    if count := _anchor_length(line, tokens):
        name = "anchor" if len(tokens) > count else "anchors"
        return _carry_out(line, line.commands[name], tokens if name == "anchor" else (), whatif)
    asked = read_scope(line, tokens[1:])
    if not matches.suggestions or (asked.said and not asked.unknown):
        _suggest_word(line, tokens[0], tokens[1:])
    if matches.suggestions:
        raise not_found(line, matches.suggestions, "show")
    raise _not_understood(line)


def _anchor_length(line: Line, tokens: Sequence[Token]) -> int:
    """How many of the first words name a date of another body."""
    anchors = line.snapshot[Anchors]
    lengths = range(min(len(tokens), LONGEST_REFERENCE), 0, -1) if anchors.all else ()
    return next((n for n in lengths if anchors.find(" ".join(one.text for one in tokens[:n]))), 0)


def _suggest_word(line: Line, word: Token, rest: Sequence[Token]) -> None:
    """Refuse a wrong word with the nearest one, its usage and the line as it was probably meant."""
    looks = [one for one in line.commands if one in _LOOKS or line.commands[one].section == N_("Look")]
    near = nearest(word.text, looks) or nearest(word.text, tuple(line.commands), SURE)
    near = near if not word.quoted else None
    if near is not None:
        command = line.commands[near]
        raise NotUnderstood(
            _("I don't know “{word}”. Did you mean `{near}`? Usage: `{usage}`").format(
                word=word.text[:50], near=command.name, usage=f"{line.command} {command.usage}"
            ),
            words=(f"{command.name} {spoken(rest)}".strip(), f"help {command.name}"),
        )


def _about_item(
    line: Line, key: str | None, named: Sequence[Token], rest: Sequence[Token], whatif: bool
) -> Request:
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
        return line.commands["show"].handle(line.having(named))
    while len(rest) > 1 and not rest[0].quoted and _bare(rest[0]) in _SLIPS and is_date(line, rest[1:]):
        rest = rest[1:]  # "delayed to june" is a move; "delayed" alone is a status
    if is_date(line, rest):  # before "next" or "late" is taken for more than the beginning of a date
        return _carry_out(line, line.commands["move" if whatif else "schedule"], [*named, *rest], whatif)
    if len(rest) > 1 and not rest[0].quoted and field_said(_bare(rest[0])) and rest[0].text.islower():
        return _carry_out(line, line.commands["edit"], [*named, *rest], whatif)  # "img6 venue Room A"
    command, tail = command_of(line, rest)
    if command is not None and not command.hidden:
        return _carry_out(line, command, [*named, *tail], whatif)
    if _status_length(rest):
        return _carry_out(line, line.commands["update"], [*named, *rest], whatif)
    _suggest_word(line, rest[0], [*named, *rest[1:]])
    if key is None:
        raise _not_understood(line)
    usage = "`{command} update {key} STATUS`, `{command} schedule {key} DATE`"
    raise NotUnderstood(
        _("What about {key}? Say for example {usage}.").format(
            key=key, usage=usage.format(command=line.command, key=key)
        ),
        words=(f"show {key}",),
    )


def _status_length(tokens: Sequence[Token]) -> int:
    """How many of the first words tell a status."""
    return split_status([token.text for token in tokens if not token.quoted][:4])[1]


def _not_understood(line: Line) -> NotUnderstood:
    """The refusal of words that are no command, with examples for the item or stream that they name."""
    said = read_scope(line, line.tokens).said
    return NotUnderstood(
        _("I don't understand “{words}”. `{command} help` lists what you can say.").format(
            words=line.typed[:80], command=line.command
        ),
        words=(f"next {said}", f"status {said}", f"plan {said}") if said else ("next", "help"),
    )


def item_named(line: Line) -> Item | None:
    """The one item that a line names by its key or number, wherever it stands in it."""
    for at in range(len(line.tokens)):
        matches, _rest = split_item(line.having(line.tokens[at:]))
        if matches.exact and matches.item is not None:
            return matches.item
    return None
