"""The form that asks for which agency somebody speaks."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.groups.forms.roster_forms import view
from bot.groups.rules.agencies import Agencies
from bot.proposals.representing import Represent, RepresentForm
from bot.slack.inputs import field, select, text_input
from bot.slack.submitted import FieldError, Submitted


def open_represent_form(asked: RepresentForm, looking: Looking) -> dict[str, Any]:
    """`agency`, one of those that are known, or `other`."""
    known = [(str(one.id), one.name) for one in looking.snapshot[Agencies].agencies]
    blocks = [field("agency", _("Agency"), select(known), optional=True)] if known else []
    blocks.append(
        field("other", _("Another one"), text_input(most=150), optional=True, hint=_("If it is not listed."))
    )
    return view(asked, looking, _("I represent …"), blocks, _("Send"))


def read_represent_form(_asked: RepresentForm, given: Submitted, looking: Looking) -> Request:
    """For which agency somebody asks to be on the roster.

    Raises:
        FieldError: none is named.
    """
    number, other = given.text("agency"), given.text("other")
    known = looking.snapshot[Agencies].by_id.get(int(number)) if number else None
    name = other or (known.name if known else None)
    if name is None:
        raise FieldError("other", _("Choose an agency, or name it."))
    return Represent(name)
