"""Typed lines as words: quotes, Slack's markup, statuses and the words that say nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.dates.folding import fold, tidy, visible
from bot.plan.rules.items import Status


class TokenKind(StrEnum):
    """What a token of a typed line is."""

    WORD = "word"
    USER = "user"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, one quoted text, or one mention.

    `text` is as typed, without quotes and markup; `id` is Slack's id of a mentioned user or channel.
    """

    text: str
    quoted: bool = False
    kind: TokenKind = TokenKind.WORD
    id: str | None = None


# An opening quote begins a quotation only at the start of a word; ' is left to apostrophes.
_CLOSERS = {'"': '"”“„', "“": '”"“', "„": '“”"', "«": "»", "‹": "›", "”": '”"', "‟": '”"'}
_MENTION = re.compile(r"<([@#])([A-Z0-9]{2,20})(?:\|([^<>]{0,200}))?>")
_SPECIAL = re.compile(r"<!([a-z]+)(?:\^[A-Z0-9]+)?(?:\|([^<>]{0,200}))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel|slack):[^<>|\s]{1,2000})(?:\|([^<>]{0,2000}))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_WORD = re.compile(r"[^\s<]+|<")

# Not among them: words that are commands or months (me, who, show, status, may).
STOP_WORDS = frozenset({
    "a", "an", "the", "is", "are", "was", "were", "be", "been", "it", "its", "it's", "i", "i'd", "we",
    "you", "they", "us", "our", "my", "please", "pls", "kindly", "hi", "hello", "hey", "can", "could",
    "would", "should", "will", "shall", "might", "do", "does", "did", "have", "has", "when", "when's",
    "what", "what's", "whats", "where", "where's", "which", "how", "about", "for", "to", "of", "on", "in",
    "at", "by", "with", "from", "and", "tell", "give", "set", "mark", "make", "put", "as", "there", "any",
    "looks", "like", "seems", "this", "thanks", "thank", "whole", "due", "comme", "fyi",
})  # fmt: skip

# Words before the name of somebody on whose behalf a line is typed: "regrets img6 for UNU".
FOR = frozenset({"for", "pour"})

# Slack writes an emoji as its name between colons.
_STATUS_WORDS = {
    Status.PLANNED: "planned, not started, not begun, not yet started, to do, todo, pending, open, new",
    Status.ON_TRACK: "on track, ontrack, green, ok, okay, fine, good, well, going well, started, "
    "in progress, ongoing, underway, under way, progressing, back on track, all good, 🟢, 👍, "
    "large green circle, green circle, +1, thumbsup",
    Status.AT_RISK: "at risk, atrisk, risk, risky, amber, yellow, orange, delayed, delay, late, slipping, "
    "slipped, behind, running late, behind schedule, en retard, prend du retard, "
    "a pris du retard, 🟡, 🟠, ⚠, "
    "large yellow circle, large orange circle, warning",
    Status.OFF_TRACK: "off track, offtrack, red, blocked, stuck, failing, stalled, not on track, 🔴, "
    "red circle",
    Status.DONE: "done, finished, finish, complete, completed, ready, delivered, submitted, closed, "
    "achieved, all done, sent, circulated, distributed, published, adopted, endorsed, cleared, approved, "
    "terminé, fait, fini, livré, envoyé, ✅, ✔, ☑, 🏁, white check mark, heavy check mark, "
    "ballot box with check, checkered flag",
    Status.DROPPED: "dropped, drop, abandoned, withdrawn, removed, no longer needed, not needed, 🗑, "
    "wastebasket",
    Status.TO_SCHEDULE: "to schedule, toschedule, unscheduled, to be scheduled, not scheduled, needs a date",
    Status.POLLING: "polling, poll open, polled",
    Status.SCHEDULED: "scheduled, date set, fixed, confirmed",
    Status.HELD: "held, took place, happened, has happened, was held",
    Status.CANCELLED: "cancelled, canceled, called off, didn't happen, did not happen, not held, ❌",
}


def _status_key(text: str) -> str:
    return re.sub(r"[\s_.,;!:️-]+", " ", fold(tidy(text))).strip()


STATUS_WORDS = {
    _status_key(word): status for status, words in _STATUS_WORDS.items() for word in words.split(", ")
}
_LONGEST_STATUS = max(len(words.split()) for words in STATUS_WORDS)


def split_words(text: str) -> list[Token]:
    """The words of a typed line in order, what stood in quotes as one token each.

    Quotes may be straight, curly or guillemets, in any mixture; one that is never closed reaches to the
    end. Mentions become tokens with an id, links their address; Slack's ``&lt; &gt; &amp;`` are undone.
    """
    text = visible(text)
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in _CLOSERS:
            end = _closing(text, at)
            quoted = _plain(text[at + 1 : end]).strip()
            if quoted:
                tokens.append(Token(quoted, quoted=True))
            at = end + 1
        elif mention := _MENTION.match(text, at):
            kind = TokenKind.USER if mention[1] == "@" else TokenKind.CHANNEL
            tokens.append(Token(mention[3] or mention[2], kind=kind, id=mention[2]))
            at = mention.end()
        elif markup := _LINK.match(text, at) or _SPECIAL.match(text, at):
            tokens.append(Token(_plain(markup.group())))
            at = markup.end()
        elif word := _WORD.match(text, at):
            tokens.append(Token(_plain(word.group())))
            at = word.end()
    return tokens


def _closing(text: str, opening: int) -> int:
    """Where the quotation that begins at `opening` is closed; the end of the text where it never is.

    A quotation within, where it is closed too, belongs to it: "he said "yes" to it".
    """
    closers, first, within = _CLOSERS[text[opening]], len(text), 0
    for at in range(opening + 1, len(text)):
        if text[at] not in closers:
            continue
        first = min(first, at)
        if text[at - 1].isspace() and text[at + 1 : at + 2].isalnum():
            within += 1
        elif not within:
            return at
        else:
            within -= 1
    return first


def _plain(text: str) -> str:
    """The text without Slack's markup: links as their address, mentions as their name."""
    text = _LINK.sub(lambda found: _link_text(found[1], found[2]), text)
    text = _MENTION.sub(lambda found: found[1] + (found[3] or found[2]), text)
    text = _SPECIAL.sub(lambda found: found[2] or f"@{found[1]}", text)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _link_text(address: str, label: str | None) -> str:
    """Slack links what looks like an address; then its text is what was typed."""
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    return label if label and (label in address or bare != address) else bare


def read_status(text: str) -> Status | None:
    """The status that a word or a few words name, or None.

    Done and dropped also stand for held and cancelled where the item is a meeting; that is the caller's.
    """
    return STATUS_WORDS.get(_status_key(text))


def split_status(words: Sequence[str]) -> tuple[Status | None, int]:
    """The status that the longest run of leading words names, and how many words that took (0 if none)."""
    for count in range(min(len(words), _LONGEST_STATUS), 0, -1):
        status = read_status(" ".join(words[:count]))
        if status:
            return status, count
    return None, 0


def labels_named(text: str, labels: Iterable[str]) -> tuple[str, ...]:
    """Those of the labels that stand in a line outside of quotes."""
    words = {fold(token.text).strip(",") for token in split_words(text) if not token.quoted}
    return tuple(label for label in labels if fold(label) in words)


def nearest(word: str, known: Collection[str], cutoff: float = 0.7) -> str | None:
    """The known word that was probably meant, or None where none is near."""
    folded = {fold(candidate): candidate for candidate in known}
    found = get_close_matches(fold(word)[:60], folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None
