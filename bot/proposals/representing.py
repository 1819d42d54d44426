"""Saying for which agency one speaks, which whoever coordinates the group confirms."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.core.people import Reader
from bot.core.requests import Act, Form, Request, private
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.groups.acts import PutOnRoster
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.store import people
from bot.proposals.acts import Propose
from bot.proposals.performing.proposing import Proposed, propose

LONGEST_NAME = 150


@dataclass(frozen=True)
class Represent(Act):
    """Ask to be on the roster for an agency."""

    NAME = "represent"

    agency: str = private("")
    speaks_as: SpeaksAs | None = None


@dataclass(frozen=True)
class RepresentForm(Form):
    """Asks for which agency somebody speaks."""

    NAME = "represent-form"


def load_agency(act: Represent, edit: Edit) -> str:
    """The name of the agency.

    Raises:
        UserError: none is named, or whoever says it is on the roster for it already.
    """
    name = " ".join(act.agency.split())
    if not name or len(name) > LONGEST_NAME:
        raise UserError(_("Which agency do you represent? Say for example `I represent UNEP`."))
    if edit.caller.person_key is None:
        raise UserError(_("Only people represent an agency."))
    return name


def need_nothing(_act: Represent, _name: str, _edit: Edit) -> Need:
    """Everybody may ask; the coordinator decides."""
    return Need(Right.EVERYBODY)


def represent(act: Represent, edit: Edit, name: str) -> Proposed:
    """Ask the coordinator to put somebody on the roster for an agency."""
    team, user = edit.caller.person_key or ("", "")
    if edit.caller.person_id is None:
        edit.caller = replace(edit.caller, person_id=people.get_person(edit.session, team, user).id)
    return propose(Propose(PutOnRoster(user, act.speaks_as, name)), edit, Need(Right.GOVERN))


def say_represent(act: Represent, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``ask to be on the roster for UNEP``."""
    return _("ask to be on the roster for {agency}").format(agency=act.agency)


def label_represent_form(_form: Request, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form, as a button names it."""
    return _("I represent …")


SUMMARY = N_("ask to be on the roster for your agency")
