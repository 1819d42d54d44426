"""Writing a roster from a file, and showing what it would change."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.i18n import _, ngettext
from bot.core.registry import Looking
from bot.core.requests import Basis
from bot.core.rights import Need, Right
from bot.documents import store
from bot.documents.rosters import texts
from bot.documents.rosters.acts import ImportRoster, RosterPreview
from bot.documents.rosters.comparing import difference, person_of_row, wanted_place
from bot.documents.rosters.roster_reading import read_roster
from bot.documents.rosters.rules import RosterDifference, RosterRow
from bot.documents.tables import ImportDraft
from bot.groups.acts import SetAgency
from bot.groups.performing.agencies import load_agency, set_agency
from bot.groups.performing.places import change_place, person_named, place_of
from bot.groups.store import people, rosters
from bot.groups.tables import Person
from bot.slack.message import Message


@dataclass(frozen=True, slots=True)
class WaitingRoster:
    """A file that waits, and what it would change now."""

    draft: ImportDraft
    difference: RosterDifference


@dataclass(frozen=True, slots=True)
class RosterImported:
    """What a roster from a file came to: how many people are new, how many changed, how many agencies."""

    file_name: str
    new: int
    changed: int
    agencies: int
    is_same: bool = False


def need_govern(_act: ImportRoster, _waiting: object, _edit: Edit) -> Need:
    """Who is who is the coordinator's."""
    return Need(Right.GOVERN)


def name_of(_waiting: WaitingRoster) -> str:
    """What has changed where the file would change something else than was shown."""
    return _("The roster")


def load_file(act: ImportRoster, edit: Edit) -> WaitingRoster:
    """The file and what it says.

    Raises:
        UserError: it waits no longer, is another one's, or is no roster.
    """
    edit.caller.require(Need(Right.GOVERN))
    draft = store.draft_of(edit.session, act.draft_id, edit.caller.person_id, edit.now)
    file = read_roster(draft.content, draft.file_name, edit.facts.group.labels)
    return WaitingRoster(draft, difference(edit.session, edit.facts, file))


def basis_of(waiting: WaitingRoster) -> Basis:
    """The difference that was shown."""
    return (waiting.difference.seal,)


def state_of(_edit: Edit, waiting: WaitingRoster) -> str:
    """What the file would change by now."""
    count = len(waiting.difference.changed)
    if not count:
        return _("the file would change nothing any more")
    told = ngettext(
        "the file would now change {count} person", "the file would now change {count} people", count
    )
    return told.format(count=count)


def import_roster(_act: ImportRoster, edit: Edit, waiting: WaitingRoster) -> RosterImported:
    """Bring the roster in line with the file; nobody is taken off it, and no role is taken away."""
    found = waiting.difference
    if not found.changes_anything:
        return RosterImported(waiting.draft.file_name, 0, 0, 0, is_same=True)
    for name, aliases in found.agencies:
        act = SetAgency(None, name, aliases or None)
        set_agency(act, edit, load_agency(act, edit))
    for one in found.changed:
        _place(edit, one.row)
    edit.audit("roster", waiting.draft.file_name, [len(found.changed), len(found.agencies)])
    new = sum(one.is_new for one in found.changed)
    return RosterImported(waiting.draft.file_name, new, len(found.changed) - new, len(found.agencies))


def _place(edit: Edit, row: RosterRow) -> None:
    known = rosters.agencies_of(edit.session, edit.group.id)
    person = person_of_row(edit.session, edit.facts, known, row) or _new_person(edit, row)
    now = place_of(edit.session, edit.group.id, person)
    is_on_slack = people.contact_of(person).is_on_slack
    new = wanted_place(row, now, is_on_slack=is_on_slack)
    agency = known.find(row.agency) if row.agency else None
    if agency is not None:
        new["agency"] = agency.name
    if "coordinator" in new:
        new["coordinator"] = people.next_rank(edit.session, edit.group.id, None)
    change_place(edit, person, "roster", new)


def _new_person(edit: Edit, row: RosterRow) -> Person:
    if row.user is not None:
        return person_named(edit, row.user)
    return people.add_outsider(edit.session, edit.group.team_id, row.name or row.mail or "")


def show_roster(look: RosterPreview, looking: Looking) -> Message:
    """What a file would change of the roster.

    Raises:
        UserError: no right, or it waits no longer.
    """
    looking.caller.require(Need(Right.GOVERN))
    draft = store.draft_of(looking.session, look.draft_id, looking.caller.person_id, looking.now)
    facts = looking.snapshot.facts
    file = read_roster(store.content_of(draft), draft.file_name, facts.group.labels)
    found = difference(looking.session, facts, file)
    return texts.build_roster_preview(look.draft_id, draft.file_name, facts.group, found)
