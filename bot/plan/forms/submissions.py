"""The forms by their word: status, date, new item, edit, reason, past items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.when import NO_DATE, Precision, When
from bot.plan import changing
from bot.plan.changing import NewItem
from bot.plan.rules.items import Kind, Status
from bot.plan.texts.confirm import build_changed
from bot.reminders import reminding
from bot.slack.listeners.submitted import FieldError, Submitted, when_of
from bot.talk.answers import build_said
from bot.talk.line import Answer, Line
from bot.talk.references import read_needs

FormHandler = Callable[[Line, Submitted], Answer]


def handle_update_form(line: Line, form: Submitted) -> Answer:
    """A status and a note."""
    status = form.one_of("status", Status)
    if status is None:
        raise FieldError("status", _("Choose a status."))
    changed = changing.update_status(line.work, line.caller, form.key, status, form.text("note"), line.now)
    return Answer(build_changed(changed, line.reader))


def handle_date_form(line: Line, form: Submitted) -> Answer:
    """A date, and for a move its reason."""
    when = when_of(form, line.group.zone)
    known = next((item for item in line.items if item.key == form.key), None)
    if known is not None and _is_beginning_of(when, known.when):
        # The form shows one day or month; several, or a part of one, that nobody touched stay as they are.
        when = known.when
    changed = changing.set_when(line.work, line.caller, form.key, when, form.text("why"), line.now)
    return Answer(build_changed(changed, line.reader))


def _is_beginning_of(when: When, known: When) -> bool:
    if known.precision in (Precision.DAYS, Precision.HALF_DAY):
        return when.precision is Precision.DAY and when.first_day == known.first_day
    coarse = known.precision in (Precision.PART_MONTH, Precision.MONTHS)
    return coarse and when.precision is Precision.MONTH and when.start == (known.start or "")[:7]


def handle_add_form(line: Line, form: Submitted) -> Answer:
    """A new item."""
    title = form.text("title")
    if title is None:
        raise FieldError("title", _("An item needs a title."))
    dated = any(form.text(name) for name in ("day", "start", "end", "month"))
    new = NewItem(
        kind=form.one_of("kind", Kind) or Kind.DELIVERABLE,
        title=title,
        streams=form.chosen("streams"),
        when=when_of(form, line.group.zone) if dated else NO_DATE,
        notes=form.text("notes"),
    )
    return Answer(build_changed(changing.add_item(line.work, line.caller, new, line.now), line.reader))


def handle_edit_form(line: Line, form: Submitted) -> Answer:
    """Details; only what was changed in the form counts, so that nobody's work in the meantime is lost."""
    names = ("title", "format", "venue", "link", "notes", "actor", "recipient", "forum", "purpose")
    new: dict[str, Any] = {name: form.text(name) for name in names if form.is_changed(name)}
    if "title" in new and not new["title"]:
        raise FieldError("title", _("An item needs a title."))
    if form.is_changed("streams"):
        new["streams"] = list(form.chosen("streams"))
    if form.is_changed("agenda"):
        new["agenda"] = [point.strip() for point in (form.text("agenda") or "").splitlines() if point.strip()]
    if form.is_changed("tentative"):
        new["tentative"] = "tentative" in form.chosen("tentative")
    if form.is_changed("needs"):
        try:
            new["depends_on"] = read_needs(line, form.key, form.text("needs"))
        except UserError as error:
            raise FieldError("needs", error.text) from error
    if form.is_changed("owner") or form.is_changed("agency"):
        new["owner"] = _owner(form)
    if not new:
        return Answer(build_said(_("Nothing was changed in the form: {key} stays.").format(key=form.key)))
    changed = changing.edit_item(line.work, line.caller, form.key, new, line.now)
    return Answer(build_changed(changed, line.reader))


def _owner(form: Submitted) -> str | None:
    """A person or an agency: of two, the one that was not there before is the one meant."""
    person, agency = form.text("owner"), form.text("agency")
    if agency and (form.is_changed("agency") or not person):
        return agency
    return f"<@{person}>" if person else None


def handle_reason_form(line: Line, form: Submitted) -> Answer:
    """Drop or cancel, with the reason."""
    changed = changing.update_status(
        line.work, line.caller, form.key, Status.DROPPED, form.text("why"), line.now
    )
    return Answer(build_changed(changed, line.reader))


def handle_past_form(line: Line, form: Submitted) -> Answer:
    """The ticked past items are done."""
    keys = tuple(key for name in form.values if name.startswith("items_") for key in form.chosen(name))
    settled = reminding.settle_past(line.work, line.caller, keys, line.now)
    text = _("✔ Done: {keys}. The rest stays open.") if settled else _("Nothing was ticked; all stays open.")
    return Answer(build_said(text.format(keys=", ".join(item.key for item in settled))))


FORMS: Mapping[str, FormHandler] = {
    "update": handle_update_form,
    "schedule": handle_date_form,
    "move": handle_date_form,
    "add": handle_add_form,
    "edit": handle_edit_form,
    "drop": handle_reason_form,
    "cancel": handle_reason_form,
    "past": handle_past_form,
}
