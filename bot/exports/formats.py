"""All formats in which a plan leaves: those of documents, the calendar and the picture."""

from __future__ import annotations

from collections.abc import Mapping

from bot.calendar.writing import Outline, write_calendar
from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.documents.writing import FORMATS as DOCUMENTS
from bot.documents.writing import Writer
from bot.documents.writing.plan import PlanExport, Wording
from bot.picture.texts import pictures_of
from bot.plan.rules.upcoming import EVERYTHING

BINARY = frozenset({"xlsx", "docx", "png"})
NAMES: Mapping[str, str] = {
    "docx": N_("Word, as the group's table"),
    "xlsx": N_("Excel"),
    "csv": N_("CSV"),
    "md": N_("Markdown"),
    "html": N_("web page"),
    "json": N_("JSON, with all history"),
    "ics": N_("calendar file"),
    "svg": N_("picture to scale"),
    "png": N_("picture"),
}


def write_ics(plan: PlanExport, _wording: Wording) -> bytes:
    """The plan as a calendar file."""
    return write_calendar([one.item for one in plan.items], Outline(plan.group, plan.group.name))


def write_svg(plan: PlanExport, _wording: Wording) -> bytes:
    """The plan as one drawing, however long."""
    items = [one.item for one in plan.items]
    [drawing] = pictures_of(items, plan.group, EVERYTHING, plan.now, most=max(1, len(items)))
    return drawing.svg.encode()


def write_png(plan: PlanExport, _wording: Wording) -> bytes:
    """The plan as a picture.

    Raises:
        UserError: it is too long for one.
    """
    from bot.picture.painting import paint

    drawings = pictures_of(
        [one.item for one in plan.items], plan.group, EVERYTHING, plan.now, most=MOST_IN_PNG
    )
    if len(drawings) > 1:
        raise UserError(
            _("The plan is too long for one picture: `timeline` splits it, and svg holds all of it.")
        )
    return paint(drawings[0].svg)


MOST_IN_PNG = 300
FORMATS: Mapping[str, Writer] = {**DOCUMENTS, "ics": write_ics, "svg": write_svg, "png": write_png}
"""Who writes each format of files. Its name is also the files' suffix."""
