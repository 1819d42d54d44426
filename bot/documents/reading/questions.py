"""Doubts that only a person can settle."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import _, ngettext
from bot.dates.when import NO_DATE, Precision
from bot.documents.draft import DraftItem, Question
from bot.documents.reading.kinds import kind_of
from bot.documents.reading.setting import Setting
from bot.plan.rules.items import Kind

_LONG_TITLE = 200


def plan_questions(
    items: Sequence[DraftItem], setting: Setting, *, lacks_year: bool, lacks_zone: bool
) -> list[Question]:
    """Questions about the plan as a whole, then about single items."""
    questions = []
    if lacks_zone:
        questions.append(
            Question(
                None,
                "zone",
                _(
                    "The plan names no time zone. I read its times as {zone}; is that right? "
                    "If not, import it with --zone."
                ).format(zone=setting.zone),
            )
        )
    if lacks_year:
        text = _("Which year is it? The plan gives months without one. Import it with --year.")
        questions.append(Question(None, "date", text))
    if any(item.when.precision is Precision.RELATIVE for item in items):
        text = _("When does the work start? The plan counts from its start. Import it with --start.")
        questions.append(Question(None, "date", text))
    if any(d.inferred for item in items for d in item.depends_on):
        questions.append(
            Question(
                None,
                "dependency",
                _(
                    "I suggested what must come first where the plan does not say it. Is that right? "
                    "`show KEY` tells what was suggested, `edit KEY needs …` settles it."
                ),
            )
        )
    strange = sorted({s for item in items for s in item.streams} - set(setting.streams))
    if setting.streams and strange:
        text = ngettext(
            "The group has no stream {streams} so far; it will be added. Its channel: setup --stream.",
            "The group has no streams {streams} so far; they will be added. Channels: setup --stream.",
            len(strange),
        )
        questions.append(Question(None, "stream", text.format(streams=", ".join(strange))))
    seen: dict[tuple[str, str, str | None], str] = {}
    for item in items:
        questions.extend(_item_questions(item, lacks_year=lacks_year))
        same = (item.title.casefold(), ",".join(item.streams), item.when.start)
        if same in seen:
            questions.append(
                Question(
                    item.key,
                    "duplicate",
                    _("{key} has the same title and date as {other}. Are they two items?").format(
                        key=item.key, other=seen[same]
                    ),
                )
            )
        seen.setdefault(same, item.key)
    return questions


def _item_questions(item: DraftItem, *, lacks_year: bool) -> list[Question]:
    found = []
    if item.when == NO_DATE and not lacks_year:
        found.append(
            Question(
                item.key, "date", _("When is “{title}”? The plan gives no date.").format(title=item.title)
            )
        )
    if len(item.title) > _LONG_TITLE:
        found.append(
            Question(
                item.key,
                "title",
                _("The title of {key} is very long. Is there a shorter one?").format(key=item.key),
            )
        )
    if item.kind is Kind.DELIVERABLE and not kind_of(item.title, submits=False)[1]:
        found.append(
            Question(
                item.key,
                "kind",
                _("Is “{title}” something to produce? I took it for a deliverable.").format(title=item.title),
            )
        )
    return found
