"""From submitted forms to acts: status, date, new item, details, reason."""

from __future__ import annotations

from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.dates.when import NO_DATE, Precision, When
from bot.plan.acts import AddItem, Cancel, EditItem, SetDate, SetStatus
from bot.plan.looks import AddForm, CancelForm, DateForm, EditForm, Show, StatusForm
from bot.plan.rules.item_fields import NAMES_OF_TEXTS
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.ordinals import ordinal_in
from bot.plan.rules.plan import Plan
from bot.slack.submitted import FieldError, Submitted, when_of
from bot.talk.needs import read_needs


def _item(form: StatusForm | DateForm | CancelForm | EditForm, looking: Looking) -> Item:
    item = looking.snapshot[Plan].by_id.get(form.item_id)
    if item is None:
        raise UserError(_("That item is not in this plan any more."))
    return item


def read_status_form(form: StatusForm, given: Submitted, looking: Looking) -> Request:
    """A status and a note."""
    status = given.one_of("status", Status)
    if status is None:
        raise FieldError("status", _("Choose a status."))
    item = _item(form, looking)
    if status in (Status.DROPPED, Status.CANCELLED):
        return Cancel(item.id, given.text("note"), basis=given.basis)
    return SetStatus(item.id, status, given.text("note"), basis=given.basis)


def read_date_form(form: DateForm, given: Submitted, looking: Looking) -> Request:
    """A date, and for a move its reason."""
    item, when = _item(form, looking), when_of(given, looking.snapshot.facts.group.zone)
    if _is_beginning_of(when, item.when):
        # The form shows one day or month; several, or a part of one, that nobody touched stay as they are.
        when = item.when
    return SetDate(item.id, when, given.text("why"), basis=given.basis)


def _is_beginning_of(when: When, known: When) -> bool:
    if known.precision in (Precision.DAYS, Precision.HALF_DAY):
        return when.precision is Precision.DAY and when.first_day == known.first_day
    coarse = known.precision in (Precision.PART_MONTH, Precision.MONTHS)
    return coarse and when.precision is Precision.MONTH and when.start == (known.start or "")[:7]


def read_cancel_form(form: CancelForm, given: Submitted, looking: Looking) -> Request:
    """Drop or cancel, with the reason."""
    return Cancel(_item(form, looking).id, given.text("why"), basis=given.basis)


def read_add_form(_form: AddForm, given: Submitted, looking: Looking) -> Request:
    """A new item."""
    title = given.text("title")
    if title is None:
        raise FieldError("title", _("An item needs a title."))
    dated = any(given.text(name) for name in ("day", "start", "end", "month"))
    kind = given.one_of("kind", Kind) or Kind.DELIVERABLE
    return AddItem(
        kind,
        title,
        given.chosen("streams"),
        when_of(given, looking.snapshot.facts.group.zone) if dated else NO_DATE,
        ordinal_in(title) if kind is Kind.MEETING else None,
        given.text("notes"),
    )


def read_edit_form(form: EditForm, given: Submitted, looking: Looking) -> Request:
    """Details; only what was changed in the form counts, so that nobody's work in the meantime is lost."""
    item = _item(form, looking)
    names = ("title", *NAMES_OF_TEXTS)
    new: dict[str, Any] = {name: given.text(name) for name in names if given.is_changed(name)}
    if "title" in new and not new["title"]:
        raise FieldError("title", _("An item needs a title."))
    if given.is_changed("streams"):
        new["streams"] = list(given.chosen("streams"))
    if given.is_changed("agenda"):
        lines = (given.text("agenda") or "").splitlines()
        new["agenda"] = [point.strip() for point in lines if point.strip()]
    if given.is_changed("tentative"):
        new["tentative"] = "tentative" in given.chosen("tentative")
    if given.is_changed("needs"):
        try:
            new["depends_on"] = read_needs(looking.snapshot, item.key, given.text("needs"), looking.now)
        except UserError as error:
            raise FieldError("needs", error.text) from error
    if given.is_changed("owner") or given.is_changed("agency"):
        new["owner"] = _owner(given)
    return EditItem(item.id, new) if new else Show(item.id)


def _owner(given: Submitted) -> str | None:
    """A person or an agency: of two, the one that was not there before is the one meant."""
    person, agency = given.text("owner"), given.text("agency")
    if agency and (given.is_changed("agency") or not person):
        return agency
    return f"<@{person}>" if person else None
