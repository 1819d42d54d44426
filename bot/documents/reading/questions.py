"""Doubts that only a person can settle: one question for each cause, about all items that it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.i18n import _, ngettext
from bot.dates.reading import Order
from bot.dates.when import Precision
from bot.documents.draft import DraftItem, Question, SourceLine
from bot.documents.reading.date_signs import NUMBERS
from bot.documents.reading.dated import Dated, Doubt
from bot.documents.reading.kinds import kind_of
from bot.documents.reading.setting import Setting
from bot.documents.reading.title_dates import Title
from bot.plan.rules.items import Kind

_LONG_TITLE = 200
_MOST_QUESTIONS = 10
_MOST_KEYS = 12
_Asked = tuple[str | None, Doubt]


@dataclass(frozen=True, slots=True)
class _Found:
    """An item with what was read of it."""

    item: DraftItem
    dated: Dated
    title: Title


def gather(
    items: Sequence[DraftItem],
    read: Sequence[tuple[Dated, Title]],
    setting: Setting,
    unread: Sequence[SourceLine],
    collisions: Sequence[Question],
    *,
    lacks_zone: bool,
    order: Order,
) -> list[Question]:
    """All questions: those about the plan as a whole first, then one for each cause."""
    found = [_Found(item, dated, title) for item, (dated, title) in zip(items, read, strict=True)]
    asked: list[_Asked] = [(None, doubt) for doubt in _of_plan(items, setting, lacks_zone=lacks_zone)]
    asked += [
        (None, doubt)
        for doubt in _of_order(items, order, said=setting.answers.keys() & {"order", "order-shown"} != set())
    ]
    seen: dict[tuple[str, str, str | None, str | None], str] = {}
    for one in found:
        asked += [(one.item.key, doubt) for doubt in _of_item(one)]
        same = (one.item.title.casefold(), ",".join(one.item.streams), one.item.when.start, one.item.notes)
        if same in seen:
            text = _("{key} has the same title and date as {other}. Are they two items?")
            asked.append(
                (
                    one.item.key,
                    Doubt("duplicate", "duplicate", text.format(key=one.item.key, other=seen[same])),
                )
            )
        seen.setdefault(same, one.item.key)
    asked += [(question.key, Doubt("ordinal", "ordinal", question.text)) for question in collisions]
    asked += [(None, doubt) for doubt in _of_unread(unread)]
    return _fewer(_by_cause(asked))


def _by_cause(asked: Sequence[_Asked]) -> list[Question]:
    """One question a cause; the first text stands for all, with the keys of the others behind it."""
    groups: dict[str, list[_Asked]] = {}
    for key, doubt in asked:
        groups.setdefault(doubt.cause, []).append((key, doubt))
    questions = []
    for cause, group in groups.items():
        keys = tuple(dict.fromkeys(key for key, _doubt in group if key))
        first = group[0][1]
        questions.append(
            Question(
                keys[0] if keys else None,
                first.about,
                _for_all(_(first.text), keys),
                keys,
                first.choices,
                cause,
                first.ids or tuple(str(place) for place in range(len(first.choices))),
            )
        )
    return questions


def _for_all(text: str, keys: Sequence[str]) -> str:
    if len(keys) < 2:
        return text
    more = ngettext(
        "The same is asked about {count} more item: {keys}.", "The same is asked about {count} more "
        "items: {keys}.",
        len(keys) - 1,
    )  # fmt: skip
    shown = ", ".join(keys[1:_MOST_KEYS]) + (", …" if len(keys) > _MOST_KEYS else "")
    return f"{text} {more.format(count=len(keys) - 1, keys=shown)}"


def _fewer(questions: list[Question]) -> list[Question]:
    """Ten at most: what is left of the questions about dates becomes one."""
    rare = [q for q in questions if q.about in {"date", "time", "zone", "contradiction"} and q.keys]
    rare.sort(key=lambda q: len(q.keys))
    over = rare[: len(questions) - _MOST_QUESTIONS + 1] if len(questions) > _MOST_QUESTIONS else []
    if len(over) < 2:
        return questions
    keys = tuple(dict.fromkeys(key for q in over for key in q.keys))
    one = replace(
        over[0], text=" ".join(q.text for q in over), keys=keys, choices=(), ids=(), cause="several"
    )
    return [*(q for q in questions if q not in over), one]


def _of_plan(items: Sequence[DraftItem], setting: Setting, *, lacks_zone: bool) -> list[Doubt]:
    """Questions about the plan as a whole."""
    doubts = []
    if lacks_zone and "no-zone" not in setting.answers:
        text = _("The plan names no time zone. I read its times as {zone}; is that right?")
        zone = (setting.zone,)
        doubts.append(Doubt("no-zone", "zone", text.format(zone=setting.zone), zone, zone))
    if any(need.inferred for item in items for need in item.depends_on):
        text = _(
            "I suggested what must come first where the plan does not say it. Is that right? "
            "Each item shows what was suggested for it, and can be edited."
        )
        doubts.append(Doubt("suggested", "dependency", text))
    strange = sorted({s for item in items for s in item.streams} - set(setting.streams))
    if setting.streams and strange:
        text = ngettext(
            "The group has no stream {streams} so far; it will be added. Its channel: setup --stream.",
            "The group has no streams {streams} so far; they will be added. Channels: setup --stream.",
            len(strange),
        )
        doubts.append(Doubt("new-stream", "stream", text.format(streams=", ".join(strange))))
    return doubts


def _of_order(items: Sequence[DraftItem], order: Order, *, said: bool) -> list[Doubt]:
    """Says how numbers were read that could be read both ways, where the document shows it."""
    texts = [item.when.text or "" for item in items]
    both = next(
        (
            m[0]
            for text in texts
            for m in NUMBERS.finditer(text)
            if m[1] != m[2] and max(int(m[1]), int(m[2])) <= 12
        ),
        None,
    )
    if order is Order.UNKNOWN or both is None or said:
        return []
    day, month = _("the day first"), _("the month first")
    text = _("I read dates such as {date} with {first}, as other dates of the plan show. Is that right?")
    first = day if order is Order.DAY_FIRST else month
    return [Doubt("order-shown", "date", text.format(date=both, first=first), (day, month))]


def _of_item(one: _Found) -> list[Doubt]:
    item = one.item
    doubts = list(one.dated.doubts)
    if item.when.is_relative and item.when.anchor is None:
        text = _("When does the work start? The plan counts from there.")
        doubts.append(Doubt("no-start", "date", text))
    if item.when.precision is Precision.NONE and not doubts:
        text = _("When is “{title}”? The plan gives no date that I could read.").format(title=item.title)
        doubts.append(Doubt("no-date", "date", text))
    if not one.title.sure:
        text = _("What is “{title}” called? The plan gives no title for it, or a whole sentence.")
        doubts.append(Doubt("no-title", "title", text.format(title=item.title)))
    if len(item.title) > _LONG_TITLE:
        text = _("The title of {key} is very long. Is there a shorter one?").format(key=item.key)
        doubts.append(Doubt("long-title", "title", text))
    if item.kind is Kind.DELIVERABLE and not kind_of(item.title, submits=False)[1]:
        text = _("Is “{title}” something to produce? I took it for a deliverable.").format(title=item.title)
        doubts.append(Doubt("kind", "kind", text))
    return doubts


def _of_unread(unread: Sequence[SourceLine]) -> list[Doubt]:
    count = len([line for line in unread if line.text])
    if not count:
        return []
    text = ngettext(
        "{count} line belongs to no item that I could tell; it is listed as not read. Is an item missing?",
        "{count} lines belong to no item that I could tell; they are listed as not read. Is an item missing?",
        count,
    )
    return [Doubt("unread", "title", text.format(count=count))]
