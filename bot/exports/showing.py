"""Files and editions, as they are asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.core.attached import Attached
from bot.core.errors import UserError
from bot.core.i18n import _, listing
from bot.core.registry import Looking
from bot.dates.wall_time import local
from bot.documents.exporting import collect_from
from bot.exports import editions
from bot.exports.acts import Editions, Export, Timeline
from bot.exports.aside import made_aside, painted_aside
from bot.exports.formats import FORMATS
from bot.exports.texts import (
    build_choice_of_formats,
    build_edition,
    build_editions,
    build_file_comes,
    build_pictures,
)
from bot.picture.texts import pictures_of
from bot.plan.rules.anchors import Anchors
from bot.plan.rules.plan import Plan
from bot.slack.message import Message

MOST_PICTURES = 8


def show_export(look: Export, looking: Looking) -> Message:
    """The plan as a file of a format, or which formats there are."""
    looking.caller.require_reading()
    group = looking.snapshot.facts.group
    if look.form is None:
        return build_choice_of_formats(group, look.edition)
    if look.form not in FORMATS:
        text = _("I can write {forms}.").format(forms=listing(FORMATS, "or"))
        raise UserError(text, offers=(Export(),))
    if look.edition is not None:
        view = editions.edition_of(looking.session, group.id, look.edition, ())
        plan, stem = editions.export_of(group, view), f"{group.label}-edition-{view.number}"
    else:
        plan = collect_from(looking.session, looking.caller, looking.now, with_original=look.form == "docx")
        stem = f"{group.label}-{local(looking.now, group.zone).date()}"
    if look.is_marked:
        items = [one.item for one in plan.items]
        plan = replace(plan, marks=editions.marks_since(looking.session, group, items))
    file = Attached(f"{stem}.{look.form}", group.name, partial(made_aside, look.form, plan))
    return build_file_comes(group.name, file)


def show_timeline(look: Timeline, looking: Looking) -> Message:
    """A part of the plan as pictures.

    Raises:
        UserError: nothing is in that part, or too much.
    """
    looking.caller.require_reading()
    group = looking.snapshot.facts.group
    items = [item for item in looking.snapshot[Plan].items if look.scope.holds(item, looking.now, group.zone)]
    if not items:
        raise UserError(_("Nothing of the plan lies in that part."), offers=(Timeline(),))
    anchors = looking.snapshot[Anchors].all
    drawings = pictures_of(items, group, look.scope, looking.now, anchors=anchors)
    if len(drawings) > MOST_PICTURES:
        text = _("That would be {count} pictures: choose a stream or a year, or take the svg file.")
        raise UserError(text.format(count=len(drawings)), offers=(Export("svg"),))
    stem = f"{group.label}-timeline"
    files = [
        Attached(f"{stem}-{number}.png", group.name, partial(painted_aside, one.svg), one.spoken)
        for number, one in enumerate(drawings, start=1)
    ]
    return build_pictures(files, drawings[0].spoken)


def show_editions(look: Editions, looking: Looking) -> Message:
    """The editions there are, or one of them."""
    looking.caller.require_reading()
    group = looking.snapshot.facts.group
    if look.number is None:
        return build_editions(group, editions.editions_of(looking.session, group.id))
    items = looking.snapshot[Plan].items
    return build_edition(group, editions.edition_of(looking.session, group.id, look.number, items))
