"""The date in a line: of an item that is set or moved, or of one that is added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.core.i18n import _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.reading import Context, Reading
from bot.dates.texts import own_time, when_words
from bot.dates.when import NO_DATE, When
from bot.dates.writing import write
from bot.plan.rules.anchors import Anchors
from bot.plan.rules.items import Item
from bot.talk.finding import find_items
from bot.talk.line import Line, NotUnderstood, Unclear
from bot.talk.tokens import Token

MOST_ANSWERS = 5
_EMOJI = re.compile(r":[a-z0-9_+-]+:")


def context_of(line: Line, item: Item | None = None, *, is_due: bool = False) -> Context:
    """What the words of a date are read against: who says it, when, and of which item."""

    def anchor(words: str) -> str | None:
        group, known = line.group, line.snapshot[Anchors].find(words)
        if known is not None:
            return known.key
        found = find_items(words, line.items, label=group.label, streams=group.labels, today=line.today)
        return found.item.key if found.item is not None and found.exact else None

    has_date = item is not None and item.when.start is not None
    return Context(
        now=line.now,
        zone=line.group.zone,
        speaker_zone=line.caller.reader.zone,
        current=item.when if item is not None and has_date else None,
        is_due=is_due if item is None else not item.is_meeting,
        anchors=anchor,
        is_holiday=lambda day: not line.caller.rules.days.works(day) and day.weekday() < 5,
    )


def is_date(line: Line, tokens: Sequence[Token], item: Item | None = None) -> bool:
    """Whether the words are meant for a date, be it one that cannot be."""
    said = reading.read(_typed(tokens), context_of(line, item))
    return said.cause is not reading.Cause.NO_DATE


def read_date(
    line: Line, item: Item, tokens: Sequence[Token], make: Callable[[When, str | None, Reading], Request]
) -> Request:
    """What the date in the words after an item comes to; what follows it, or stands in quotes, is the reason.

    Args:
        line: the line.
        item: the item that the date is for.
        tokens: the words after the item.
        make: the request, of the date, the reason, and all that was read.

    Raises:
        Unclear: a person has to choose, or to confirm.
        NotUnderstood: the words are no date, or not wholly.
    """
    # What stands in quotes is the reason, unless the date itself is quoted.
    dated = [token for token in tokens if not token.quoted]
    if tokens and tokens[0].quoted and not (dated and is_date(line, dated, item)):
        dated = [tokens[0]]
    others = " ".join(token.text for token in tokens if token not in dated)
    said = reading.read(_typed(dated), context_of(line, item))
    why = " ".join(filter(None, (said.reason, others))) or None
    days = "; ".join(write(one.when, "en") for one in said.choices[:MOST_ANSWERS])
    more = (
        [(_("Ask everybody"), f"poll {item.key} {days}", "")]
        if item.is_meeting and said.cause is reading.Cause.TWO_DATES
        else []
    )
    return settled(line, said, lambda when: make(when, why, said), words=(f"schedule {item.key}",), more=more)


def settled(
    line: Line, said: Reading, make: Callable[[When], Request], *, words: Sequence[str] = (),
    more: Sequence[tuple[str, str, str]] = (),
) -> Request:  # fmt: skip
    """The one request that words of a date mean; else the question, whose answers are whole requests.

    `words` are lines that are offered where there is no date at all, `more` further answers, as lines.

    Raises:
        Unclear: a person has to choose, or to confirm.
        NotUnderstood: there is no date.
    """
    if said.when is not None:
        return make(said.when)
    if said.is_none and said.cause is None:
        return make(NO_DATE)
    if not said.choices or said.cause is reading.Cause.LEFT_OVER:
        raise NotUnderstood(reading.explain(said), words=words)
    zone, own = line.group.zone, line.caller.reader.zone
    choices = said.choices[:MOST_ANSWERS]
    words = [f"{when_words(one.when, zone)} {own_time(one.when, zone, own)}".strip() for one in choices]
    labels = [
        f"{word} ({one.label})" if one.label and words.count(word) > 1 else word
        for word, one in zip(words, choices, strict=True)
    ]
    answers = [(label, make(one.when), "") for label, one in zip(labels, choices, strict=True)]
    raise Unclear(reading.explain(said), [*answers, *more])


def _typed(tokens: Sequence[Token]) -> str:
    words = [token.text for token in tokens]
    while words and _EMOJI.fullmatch(words[0]):
        del words[0]
    return " ".join(words)
