"""The words that ask agencies in writing, and answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.groups.rules.agencies import Agencies
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.words import read_who
from bot.meetings.replies.words import whom
from bot.meetings.rounds.acts import (
    AnswerForm,
    AnswerRound,
    Chase,
    CloseRound,
    OpenRound,
    RoundForm,
    ShowRound,
)
from bot.meetings.rounds.rules import Kind, Round, Rounds
from bot.slack.escaping import one_line
from bot.talk.dating import context_of
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item, note_of, spoken
from bot.talk.tokens import Token

_UNTIL, _FROM = frozenset({"until", "till", "by", "jusqu'au", "avant"}), frozenset({"from", "de"})
_CONSENT = re.compile(r"(?i)\b(?:silence is consent|silence means consent|qui ne dit mot consent)\b")
_LINK = re.compile(r"https?://\S{1,500}")
_CLOSE = (["close"], ["end"], ["fermer"])
_ANSWERS = (
    (("no", "comments"), Kind.NO_COMMENTS),
    (("no", "comment"), Kind.NO_COMMENTS),
    (("sans", "commentaire"), Kind.NO_COMMENTS),
    (("more", "time"), Kind.MORE_TIME),
    (("plus", "de", "temps"), Kind.MORE_TIME),
    (("comments",), Kind.COMMENTS),
    (("comment",), Kind.COMMENTS),
    (("commentaires",), Kind.COMMENTS),
    (("nominate",), Kind.NOMINATE),
    (("nominates",), Kind.NOMINATE),
    (("proposer",), Kind.NOMINATE),
)


def read_ask(line: Line) -> Request:
    """What is asked (in quotes), a link, until when, from whom, and whether silence is consent."""
    named = name_item(line, "ask")
    if not named.rest:
        return RoundForm(named.item.id)
    current = line.snapshot[Rounds].by_item.get(named.item.id)
    if current is not None and [fold(token.text) for token in named.rest] in _CLOSE:
        return CloseRound(current.id)
    question = next((token.text for token in named.rest if token.quoted), None)
    plain = [token for token in named.rest if not token.quoted]
    text = " ".join(token.text for token in plain)
    link = _LINK.search(text)
    is_consent = _CONSENT.search(text) is not None
    tokens = [Token(word) for word in _LINK.sub(" ", _CONSENT.sub(" ", text)).split()]
    until, others = _after(tokens, _UNTIL), _after(tokens, _FROM)
    if question is None or not until:
        text = _(
            'Say what is asked in quotes, and until when: `ask {key} "comments on the draft" until 15 May`.'
        )
        raise NotUnderstood(text.format(key=named.item.key), words=(f"ask {named.item.key}",))
    until = until[: next((i for i, one in enumerate(until) if fold(one.text) in _FROM), len(until))]
    others = others[: next((i for i, one in enumerate(others) if fold(one.text) in _UNTIL), len(others))]
    said = reading.read(" ".join(token.text for token in until), context_of(line, is_due=True))
    day = said.when.last_day if said.when is not None and said.when.is_dated and not said.rest else None
    if day is None:
        why = reading.explain(said) or _("“{words}” is no day.").format(words=spoken(until)[:80])
        raise NotUnderstood(_("Until when? {why}").format(why=why))
    who = read_who(line, others) if others else None
    if who is not None and (who.left or not who.agencies):
        known = ", ".join(agency.name for agency in line.snapshot[Agencies].agencies[:20])
        text = _("I know no agency “{words}”. Known are: {known}.")
        raise NotUnderstood(text.format(words=spoken(who.left)[:80], known=known or _("none")))
    agencies = tuple(who.agencies) if who is not None else ()
    return OpenRound(named.item.id, day, question, link[0] if link else None, agencies, is_consent)


def _after(tokens: Sequence[Token], words: frozenset[str]) -> Sequence[Token]:
    at = next((i for i, token in enumerate(tokens) if fold(token.text) in words), None)
    return () if at is None else tokens[at + 1 :]


def _round(line: Line, verb: str) -> tuple[Round, Sequence[Token], str]:
    """The newest round of an item.

    Raises:
        NotUnderstood: there is none.
    """
    named = name_item(line, verb)
    found = line.snapshot[Rounds].by_item.get(named.item.id)
    if found is None:
        text = _("Nothing was asked about {key} “{title}”.")
        raise NotUnderstood(text.format(key=named.item.key, title=one_line(named.item.title)))
    return found, named.rest, named.item.key


def read_answer(line: Line) -> Request:
    """An answer: no comments, comments TEXT, nominate NAME, more time; "for AGENCY" before it."""
    found, rest, key = _round(line, "answer")
    voice, rest = whom(line, rest)
    agency_id = _agency_of(line, voice)
    for words, kind in _ANSWERS:
        if tuple(fold(token.text).strip(",.:;") for token in rest[: len(words)]) == words:
            note = note_of(line, rest[len(words) :])
            if note is None and kind in (Kind.COMMENTS, Kind.NOMINATE):
                return AnswerForm(found.id, kind)
            return AnswerRound(found.id, kind, note, agency_id)
    if not rest:
        return ShowRound(found.id) if agency_id is None else AnswerForm(found.id, for_others=True)
    raise NotUnderstood(
        _("Say no comments, comments with the text, nominate with a name, or more time."),
        words=(f"answer {key} no comments", f"answer {key} more time"),
    )


def _agency_of(line: Line, voice: Voice | None) -> int | None:
    """The agency that somebody else answers for; None where it is the caller's own.

    Raises:
        NotUnderstood: they answer for none.
    """
    if voice is None or voice.agency_id is not None:
        return voice.agency_id if voice is not None else None
    agency = line.snapshot[Agencies].agency_of(voice.person_id) if voice.person_id is not None else None
    if agency is None:
        raise NotUnderstood(_("Agencies answer a written round: say for which one it is."))
    return agency.id


def read_chase(line: Line) -> Request:
    """The silent of a round, and a draft of a mail; `fr` for French."""
    found, rest, _key = _round(line, "chase")
    words = {fold(token.text) for token in rest}
    return Chase(found.id, "fr" if words & {"fr", "french", "francais"} else "en")


COMMANDS = (
    Command(
        name="ask",
        usage='ask KEY "WHAT" [LINK] until WHEN [from AGENCY…] [silence is consent]',
        summary=N_("ask the agencies in writing; with KEY alone, a form; `ask KEY close` ends it"),
        example='ask IMG-D1 "comments on the terms of reference" until 15 May silence is consent',
        handle=read_ask,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams"),
    ),
    Command(
        name="answer",
        usage="answer KEY [for AGENCY] no comments|comments TEXT|nominate NAME|more time",
        summary=N_("answer a written round for your agency"),
        example="answer IMG-D1 no comments",
        handle=read_answer,
        section=N_("Meetings"),
        roles=N_("agencies that are asked"),
        aliases=("répondre", "repondre"),
    ),
    Command(
        name="chase",
        usage="chase KEY [fr]",
        summary=N_("the addresses of those who are silent, and a draft of a mail"),
        example="chase IMG-D1",
        handle=read_chase,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("relancer",),
    ),
)
