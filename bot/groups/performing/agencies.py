"""Carrying out what people do about agencies: adding, naming and merging them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.groups.acts import MergeAgencies, SetAgency
from bot.groups.rules.agencies import AgencyView, folded_name
from bot.groups.store import rosters
from bot.groups.tables import Agency, MergedAgency

AGENCY = "agency"
"""The subject under which agencies stand in the history."""
LONGEST_NAME, MOST_ALIASES = 150, 20


@dataclass(frozen=True, slots=True)
class Named:
    """An agency before and after an act; without `after` it was removed, and merged into `into` if given."""

    agency: AgencyView
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    into: AgencyView | None = None
    is_same: bool = False


def load_agency(act: SetAgency, edit: Edit) -> Agency | None:
    """The agency that is to change; None where it is to be added, and not known yet.

    Raises:
        UserError: there is none, a new one has no name, or the name or an alias is another one's.
    """
    known = rosters.agencies_of(edit.session, edit.group.id)
    same = known.find(act.name or "") if act.agency_id is None else None
    agency_id = same.id if same is not None else act.agency_id
    found = _agency(edit, agency_id) if agency_id is not None else None
    names = [name for name in (act.name, *(act.aliases or ())) if name is not None]
    if (act.agency_id is None or act.name is not None) and not (act.name or "").strip():
        raise UserError(_("An agency needs a name."))
    if len(act.aliases or ()) > MOST_ALIASES or any(len(name) > LONGEST_NAME for name in names):
        raise UserError(
            _("A name holds {letters} letters, and an agency {most} other names.").format(
                letters=LONGEST_NAME, most=MOST_ALIASES
            )
        )
    for name in names:
        other = known.find(name)
        if other is not None and (found is None or other.id != found.id):
            offers = (MergeAgencies(found.id, other.id),) if found is not None else ()
            raise UserError(
                _("{agency} is called “{name}” already.").format(agency=other.name, name=name), offers=offers
            )
    return found


def _agency(edit: Edit, agency_id: int) -> Agency:
    known = rosters.agencies_of(edit.session, edit.group.id).by_id.get(agency_id)
    if known is None:
        raise UserError(_("There is no such agency in {group}.").format(group=edit.group.name))
    return edit.session.get_one(Agency, known.id)


def _view(row: Agency) -> AgencyView:
    return AgencyView(row.id, row.name, tuple(row.aliases))


def _clean(names: tuple[str, ...], name: str) -> list[str]:
    """Other names, each once, without that which is the name itself."""
    kept = {folded_name(one): " ".join(one.split()) for one in names if one.strip()}
    return [one for folded, one in kept.items() if folded != folded_name(name)]


def set_agency(act: SetAgency, edit: Edit, row: Agency | None) -> Named:
    """Add an agency, or change what it is called; its old name stays as an alias."""
    if row is None:
        return add_agency(edit, act.name or "", act.aliases or ())
    before = {"name": row.name, "aliases": list(row.aliases)}
    if act.agency_id is None:
        # The agency to add exists already: only its aliases can be new.
        return _change(
            edit, row, before, before | {"aliases": _clean((*row.aliases, *(act.aliases or ())), row.name)}
        )
    name = " ".join(act.name.split()) if act.name is not None else row.name
    others = act.aliases if act.aliases is not None else tuple(row.aliases)
    if name != row.name and act.aliases is None:
        others = (*others, row.name)
    return _change(edit, row, before, {"name": name, "aliases": _clean(others, name)})


def add_agency(edit: Edit, name: str, aliases: tuple[str, ...] = ()) -> Named:
    """Add an agency that is not known yet, as a part of the act that is under way."""
    name = " ".join(name.split())
    row = Agency(group_id=edit.group.id, name=name, aliases=_clean(aliases, name))
    edit.session.add(row)
    edit.session.flush()
    return _recorded(edit, row, {}, {"name": row.name, "aliases": list(row.aliases)})


def _change(edit: Edit, row: Agency, before: Mapping[str, Any], after: Mapping[str, Any]) -> Named:
    changed = {name: value for name, value in after.items() if before[name] != value}
    if not changed:
        return Named(_view(row), {}, {}, is_same=True)
    row.name, row.aliases = after["name"], list(after["aliases"])
    return _recorded(edit, row, {name: before[name] for name in changed}, changed)


def _recorded(edit: Edit, row: Agency, before: Mapping[str, Any], after: Mapping[str, Any]) -> Named:
    edit.changes_people = True
    edit.session.flush()
    edit.record(AGENCY, row.id, row.name, "agency", before, after, version=edit.group.revision + 1)
    edit.work.means.after_people(edit)
    return Named(_view(row), before, after)


def load_two(act: MergeAgencies, edit: Edit) -> tuple[Agency, Agency]:
    """The agency that is another one, and that other.

    Raises:
        UserError: there is none, or they are one already.
    """
    old, new = _agency(edit, act.agency_id), _agency(edit, act.into_id)
    if old.id == new.id:
        raise UserError(_("That is one agency already."))
    return old, new


def merge_agencies(_act: MergeAgencies, edit: Edit, two: tuple[Agency, Agency]) -> Named:
    """Let one agency be another: its people speak for that, and so do its names."""
    old, new = two
    before = {"merged_into": None, "aliases": list(new.aliases)}
    names = [name for name in (old.name, *old.aliases) if name not in new.aliases]
    new.aliases = _clean((*new.aliases, *names), new.name)
    merged = edit.session.query(MergedAgency).filter(MergedAgency.into_id == old.id)
    earlier = sorted(row.agency_id for row in merged)
    edit.session.execute(
        update(MergedAgency).where(MergedAgency.agency_id.in_(earlier)).values(into_id=new.id)
    )
    edit.session.add(MergedAgency(agency_id=old.id, into_id=new.id))
    after = {"merged_into": new.id, "aliases": list(new.aliases), "earlier": earlier}
    return Named(_view(old), before, _recorded(edit, old, before, after).after, into=_view(new))


def need_of_entry(_edit: Edit, _change: Change) -> Need:
    """Agencies are the coordinator's."""
    return Need(Right.GOVERN)


def name_of_entry(edit: Edit, change: Change) -> str:
    """The agency an entry is about."""
    row = edit.session.get(Agency, change.subject_id)
    return row.name if row is not None else str(change.after.get("name") or change.before.get("name") or "")


def reverse_entry(edit: Edit, change: Change) -> str:
    """Write what an agency was called before an entry; one that was added goes, one that was merged is back.

    Raises:
        UserError: somebody speaks for it, or it has changed since.
    """
    row = edit.session.get(Agency, change.subject_id)
    if row is None:
        raise UserError(_("That agency is gone; add it anew."))
    name = row.name
    if "merged_into" in change.after:
        _part(edit, row, change)
    elif not change.before:
        _remove(edit, row)
    else:
        now = {"name": row.name, "aliases": list(row.aliases)}
        _change(edit, row, now, now | change.before)
    return _("↩ The agency {agency} is as it was.").format(agency=name)


def _part(edit: Edit, row: Agency, change: Change) -> Named:
    merged = edit.session.get(MergedAgency, row.id)
    if merged is None:
        raise UserError(_("That is so already."))
    new = edit.session.get_one(Agency, merged.into_id)
    edit.session.delete(merged)
    ids = change.after.get("earlier", [])
    edit.session.execute(update(MergedAgency).where(MergedAgency.agency_id.in_(ids)).values(into_id=row.id))
    new.aliases = [name for name in new.aliases if name in change.before["aliases"]]
    return _recorded(edit, row, {"merged_into": new.id}, {"merged_into": None})


def _remove(edit: Edit, row: Agency) -> Named:
    view = _view(row)
    try:
        with edit.session.begin_nested():
            edit.session.delete(row)
            edit.session.flush()
    except IntegrityError:
        # Whatever refers to it, in whichever feature: a person, an item, a reply.
        text = _("{agency} is in use by now: merge it into another instead.")
        raise UserError(text.format(agency=view.name)) from None
    edit.record(
        AGENCY, view.id, view.name, "agency", {"name": view.name}, {}, version=edit.group.revision + 1
    )
    edit.changes_people = True
    return Named(view, {"name": view.name}, {})
