"""The words about dates of other bodies."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.dates.when import When
from bot.meetings.anchors.acts import AnchorForm, AnchorWhatIf, RemoveAnchor, SetAnchor, ShowAnchors
from bot.plan.rules.anchors import Anchor, Anchors
from bot.talk.dating import context_of, settled
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import note_of, spoken, take_whatif
from bot.talk.tokens import Token

_REMOVE = frozenset({"remove", "drop", "delete", "retirer", "supprimer"})
_LINKS = frozenset({"is", "on", "to", "moves", "moved", "now", "est", "le", "au", ":", "="})
LONGEST_NAME = 10


def read_anchors(line: Line) -> Request:
    """All of them."""
    return ShowAnchors()


def read_anchor(line: Line) -> Request:
    """A name and a date set or move one; `remove NAME` takes it away; a name alone opens the form."""
    tokens, whatif = take_whatif(line.tokens)
    if not tokens:
        return AnchorForm()
    if len(tokens) > 1 and not tokens[0].quoted and fold(tokens[0].text) in _REMOVE:
        return RemoveAnchor(_known(line, tokens[1:]).id)
    name, rest = _name_and_rest(line, tokens)
    known = line.snapshot[Anchors].find(name)
    while len(rest) > 1 and not rest[0].quoted and fold(rest[0].text) in _LINKS:
        rest = rest[1:]
    if not rest:
        return AnchorForm(known.id) if known is not None else AnchorForm(None, name)
    return _dated(line, name, known, rest, whatif=whatif)


def _dated(line: Line, name: str, known: Anchor | None, rest: Sequence[Token], *, whatif: bool) -> Request:
    said = _read(line, [token for token in rest if not token.quoted])
    quoted_tail = note_of(line, [token for token in rest if token.quoted])
    why = " ".join(filter(None, (said.reason, quoted_tail))) or None

    def make(when: When) -> Request:
        if known is None and whatif:
            text = _("There is no date “{name}” yet: nothing hangs on it.")
            raise NotUnderstood(text.format(name=name[:80]), words=(f'anchor "{name}" {spoken(rest)}',))
        if known is None:
            return SetAnchor(when, None, name, why)
        if whatif:
            return AnchorWhatIf(known.id, when, why)
        return SetAnchor(when, known.id, None, why, basis=(known.version,))

    return settled(line, said, make, words=("anchors",))


def _read(line: Line, tokens: Sequence[Token]) -> reading.Reading:
    return reading.read(" ".join(token.text for token in tokens), context_of(line, is_due=True))


def _name_and_rest(line: Line, tokens: Sequence[Token]) -> tuple[str, Sequence[Token]]:
    """What a date is called (a known name, a quotation, or all up to a date), and the words after that."""
    if tokens[0].quoted:
        return tokens[0].text, tokens[1:]
    anchors = line.snapshot[Anchors]
    for count in range(min(len(tokens), LONGEST_NAME), 0, -1):
        words = " ".join(token.text for token in tokens[:count])
        if anchors.find(words) is not None:
            return words, tokens[count:]
    for count in range(1, min(len(tokens), LONGEST_NAME + 1)):
        if tokens[count].quoted:
            break
        said = _read(line, [token for token in tokens[count:] if not token.quoted])
        if said.choices and not said.rest:
            name = [token.text for token in tokens[:count]]
            while len(name) > 1 and fold(name[-1]) in _LINKS:
                name.pop()
            return " ".join(name), tokens[count:]
    return " ".join(token.text for token in tokens), ()


def _known(line: Line, tokens: Sequence[Token]) -> Anchor:
    name = " ".join(token.text for token in tokens)
    found = line.snapshot[Anchors].find(name)
    if found is None:
        known = ", ".join(one.name for one in line.snapshot[Anchors].all[:20])
        raise NotUnderstood(
            _("There is no date “{name}”. There are: {known}.").format(
                name=name[:80], known=known or _("none")
            ),
            words=("anchors",),
        )
    return found


COMMANDS = (
    Command(
        name="anchor",
        usage='anchor "NAME" WHEN ["why"] [whatif]',
        summary=N_(
            "a date of another body on which items hang; set again, it moves them; `anchor remove NAME`"
        ),
        example='anchor "24th SOM" 24 September 2018',
        handle=read_anchor,
        section=N_("Dates"),
        roles=N_("coordinator"),
        aliases=("ancre", "external date", "date externe"),
    ),
    Command(
        name="anchors",
        usage="anchors",
        summary=N_("dates of other bodies, the days that are left, and what hangs on them"),
        example="anchors",
        handle=read_anchors,
        section=N_("Dates"),
        roles=N_("members"),
        aliases=("ancres", "external dates", "dates externes"),
    ),
)
