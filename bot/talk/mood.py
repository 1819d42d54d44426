"""The mood of a sentence: whether it orders something, asks about it, doubts it or denies it.

Only an order acts. What stands in quotes is a note and has no mood; an unquoted note may deny as it likes,
unless it begins so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.dates.folding import fold
from bot.talk.tokens import Token, TokenKind


class Mood(Enum):
    """What a sentence wants."""

    ORDER = "order"
    QUESTION = "question"
    HEDGE = "hedge"
    NEGATION = "negation"


_THANKS = frozenset({
    "please", "pls", "thanks", "thank you", "thx", "merci", "stp", "svp", "s'il te plait", "s'il vous plait",
})  # fmt: skip
# All words of these tables are folded: without accents, in small letters.
# At the head of a sentence; the longest that fits counts.
_POLITE = (
    "can you", "could you", "would you", "will you", "can you please", "could you please", "would you please",
    "please", "pls", "kindly", "peux tu", "pourrais tu", "pouvez vous", "pourriez vous", "veuillez",
    "merci de", "stp", "svp",
)  # fmt: skip
_QUESTIONS = (
    "should", "can", "could", "shall", "would", "will", "did", "does", "do", "has", "have", "had", "are",
    "is", "was", "were", "when", "when's", "what", "what's", "whats", "where", "where's", "which", "how",
    "how's", "why", "who", "whose", "isn't", "aren't", "wasn't", "shouldn't", "couldn't", "can't", "don't we",
    "a t on", "est il", "est elle", "quand", "pourquoi", "comment", "qui", "must", "wouldn't", "won't",
    "hasn't", "haven't", "doesn't", "didn't", "avez vous", "as tu", "a t il", "a t elle", "ont ils",
    "thanks for", "thank you for", "merci d'avoir",
    "merci pour", "sorry",
)  # fmt: skip
# Words that only ask, such as "can you": they are removed before the line is read.
_ASKING = (
    "est ce que", "est ce qu'on", "faut il", "peut on", "doit on", "devrait on", "pourrait on", "devons nous",
    "pouvons nous", "avons nous", "qu'est ce qui", "qu'est ce que", "quel", "quelle", "quels", "quelles",
    "remind me when", "remind me if", "tell me if", "tell me when", "tell me whether", "let me know if",
    "let me know when", "let me know once", "let me know",
)  # fmt: skip
_HEDGES = (
    "might", "maybe", "perhaps", "possibly", "probably", "peut etre", "peutetre", "or not", "ou pas",
    "ou non", "not sure", "i think", "je crois que", "je crois", "je pense que", "i wonder", "what about",
    "sans doute", "hopefully", "almost", "nearly", "presque", "should be", "would be", "could be",
    "ought to be", "devrait etre", "pourrait etre", "could", "tentatively",
    "i suggest", "i propose", "we suggest",
    "i would suggest", "i'd suggest", "let's", "lets", "let us", "we want to", "i want to", "we need to",
    "i would like to", "i'd like to", "we would like to", "we should", "i hope", "it seems", "apparently",
    "she said", "he said", "they said", "said that", "je voudrais", "j'aimerais", "nous voudrions",
    "je propose de", "je suggere de", "on devrait", "nous devrions", "il parait que", "pourrait",
    "provisionally", "provisoirement", "ideally", "idealement", "likely", "unlikely", "seems", "seems to be",
    "looks", "looks like", "or so", "according to", "selon", "d'apres", "as discussed", "we hope to have",
    "we hope to", "we hope", "we are thinking of", "thinking of", "on envisage de", "nous envisageons de",
    "they want", "he wants", "she wants", "wants", "i heard", "we heard", "heard", "rumour has it that",
    "rumour has it", "told me to", "told us to", "told me", "told us", "asked whether", "asked if",
    "says that", "says", "say that", "said", "dit que", "disent que", "proposed", "proposes", "suggests",
    "veut", "veulent", "aimerait", "would like to", "serait", "seraient", "wishes to", "wishes", "prefers",
    "would prefer", "plan to", "plans to", "suggested", "doubt that", "doubt",
)  # fmt: skip
_NEGATIONS = frozenset({
    "not", "don't", "dont", "doesn't", "isn't", "aren't", "wasn't", "weren't", "won't", "never", "cannot",
    "can't", "shouldn't", "hasn't", "haven't", "hadn't", "didn't", "pas", "jamais", "ne", "n'est",
    "nobody", "neither", "nor", "personne", "aucun", "aucune", "forgot", "oublie",
})  # fmt: skip
# So a whole line says that something is not to be.
_NOT_TO_BE = (
    "no need to", "not necessary to", "no longer necessary", "no longer on", "no longer in", "far from",
    "inutile de", "pas besoin de", "loin d'",
)  # fmt: skip
# Words of a condition: the line describes no fact yet.
_CONDITIONS = frozenset({"if", "unless", "once", "provided", "assuming", "si", "sauf"})
# Statuses that hold a "not" and are no negation of the line: "not started", "not on track".
_NO_NEGATIONS = (
    "not started", "not begun", "not yet started", "not on track", "not needed", "no longer needed",
    "not scheduled", "not held", "did not happen", "didn't happen", "no date", "no later than",
)  # fmt: skip
# A note that begins so denies what stands before it: "done not yet".
_DENYING = ("not yet", "not done", "not really", "not quite", "not at all", "pas encore", "pas fait")
# Before "done" these tell that it is not so yet, and a note that begins with one does too: "done soon".
_NOT_YET = frozenset({"will", "shall", "soon", "shortly", "tomorrow", "sera", "seront", "bientot", "demain"})
# After these "may" is the month.
_BEFORE_MONTH = frozenset({
    "in", "to", "by", "for", "of", "until", "till", "early", "mid", "late", "end", "before", "after", "since",
    "from", "this", "next", "last", "on", "mai",
})  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """The words of a line without what only tells its mood; `whole` are those with its hedges."""

    mood: Mood
    tokens: tuple[Token, ...]
    whole: tuple[Token, ...]


def _plain(token: Token) -> str:
    if token.quoted or token.kind is not TokenKind.WORD:
        return ""
    return fold(token.text).replace("’", "'").strip("?!.,:;*_~()")


def _starts(words: Sequence[str], phrases: Sequence[str]) -> int:
    """How many of the words the longest of these phrases takes at their beginning; 0 if none."""
    heads = (" ".join(words[:count]).replace("-", " ") for count in range(len(words), 0, -1))
    return next((len(words) - at for at, head in enumerate(heads) if head in phrases), 0)


def read_mood(tokens: Sequence[Token]) -> Sentence:
    """The mood of a line; words of courtesy at its head are taken away."""
    tokens = _without_thanks(tokens)
    words = [_plain(token) for token in tokens]
    if _starts(words[:2], ("what if", "whatif")):
        return _ordered(_without_mark(tokens))
    polite = _starts(words[:6], _POLITE)
    if polite:
        return _ordered_or_hedged(_without_mark(tokens[polite:]))
    said = _without_mark(tokens)
    if asking := _starts(words[:6], _ASKING):
        return Sentence(Mood.QUESTION, _without_hedges(said[asking:]), said)
    if said != tuple(tokens) or _starts(words[:6], _QUESTIONS):
        return Sentence(Mood.QUESTION, _without_hedges(said), said)
    return _ordered_or_hedged(said)


def _ordered(tokens: tuple[Token, ...]) -> Sentence:
    return Sentence(Mood.ORDER, tokens, tokens)


def _ordered_or_hedged(tokens: tuple[Token, ...]) -> Sentence:
    said = _without_hedges(tokens)
    return _ordered(tokens) if len(said) == len(tokens) else Sentence(Mood.HEDGE, said, tokens)


def _without_thanks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without courtesy at the end: "please", "thanks", "s'il te plaît"."""
    found = list(tokens)
    while len(found) > 1:
        words = [_plain(token) for token in found]
        count = next((n for n in (4, 3, 2, 1) if " ".join(words[-n:]) in _THANKS and n < len(found)), 0)
        if not count:
            break
        del found[-count:]
    return tuple(found)


def _without_mark(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without an unquoted question mark at the end."""
    if not tokens or tokens[-1].quoted or not tokens[-1].text.rstrip().endswith("?"):
        return tuple(tokens)
    bare = tokens[-1].text.rstrip().rstrip("?").rstrip()
    if not bare and len(tokens) == 1:
        return tuple(tokens)  # a question mark alone asks for help
    return (*tokens[:-1], replace(tokens[-1], text=bare)) if bare else tuple(tokens[:-1])


def _without_hedges(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without the words that only doubt."""
    hedges = _hedges_in([_plain(token) for token in tokens])
    return tuple(token for at, token in enumerate(tokens) if at not in hedges)


def _hedges_in(words: Sequence[str]) -> set[int]:
    """The places of the words that only doubt."""
    found: set[int] = set()
    for at in range(len(words)):
        count = _starts(words[at : at + 4], _HEDGES) or int(words[at] == "may" and _is_verb(words, at))
        found.update(range(at, at + count))
    return found


def _is_verb(words: Sequence[str], at: int) -> bool:
    """Whether "may" is the verb: a word follows that is neither number nor year, and no preposition leads."""
    following = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    is_month = before in _BEFORE_MONTH or before[:1].isdigit() or not following or following[:1].isdigit()
    return not is_month and following in _AFTER_VERB


_AFTER_VERB = frozenset({
    "be", "have", "need", "slip", "move", "not", "get", "go", "come", "become", "fall", "happen", "take",
    "start", "end", "still", "well", "also", "change", "want", "we", "i", "they",
})  # fmt: skip


def denies(tokens: Sequence[Token], note: str | None) -> bool:
    """Whether a line that was understood denies it: "don't move img6", "ws1-d1 is not done yet".

    Args:
        tokens: the line.
        note: the unquoted words at its end that were taken for a note, which may deny as they like.
    """
    words, tail = _without_note(tokens, note)
    # At the end it is who is meant: "carry 1 to nobody".
    words = words[:-1] if words[-1:] in (["nobody"], ["personne"]) else words
    if _starts(tail[:3], _DENYING) or " ".join(tail) in _NEGATIONS:
        return True
    said = " ".join(words)
    if any(phrase in said for phrase in _NOT_TO_BE):
        return True
    for phrase in _NO_NEGATIONS:
        said = said.replace(phrase, "")
    return not _NEGATIONS.isdisjoint(said.split())


def doubts(tokens: Sequence[Token], note: str | None) -> bool:
    """Whether a line doubts what it says outside of its note: "ws1-d1 late, ITU might answer" does not.

    The arguments are those of `denies`.
    """
    words, tail = _without_note(tokens, note)
    return bool(_hedges_in(words)) or _starts(tail[:4], _HEDGES) > 0


def depends(tokens: Sequence[Token], note: str | None) -> bool:
    """Whether a line says something only under a condition: "ws1-d1 done if ITU agrees".

    The arguments are those of `denies`.
    """
    words, tail = _without_note(tokens, note)
    said = " ".join((*words, *tail[:1])).replace("what if", "")
    return not _CONDITIONS.isdisjoint(said.split())


def asks(tokens: Sequence[Token], note: str | None) -> bool:
    """Whether a line asks before its note begins: "cancel ws2-m1? no, keep it".

    The arguments are those of `denies`.
    """
    before = tokens[: max(0, len(tokens) - len(note.split()))] if note else tokens
    return any(not token.quoted and token.text.endswith("?") for token in before)


def foretells(tokens: Sequence[Token], note: str | None) -> bool:
    """Whether a line that says that something is done says so of the future: "ws1-d1 will be done".

    The arguments are those of `denies`.
    """
    words, tail = _without_note(tokens, note)
    return not _NOT_YET.isdisjoint((*words, *tail[:1]))


def _without_note(tokens: Sequence[Token], note: str | None) -> tuple[Sequence[str], Sequence[str]]:
    """The words of a line before its note, and those of the note."""
    words = [_plain(token) for token in tokens]
    tail = fold(note).split() if note else []
    return words[: len(words) - len(tail)], [word.strip("?!.,:;*_~()") for word in tail]
