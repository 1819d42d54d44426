"""Open proposals that one person was to decide are asked of another."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.kinds import Passed
from bot.delivery.store import outbox
from bot.groups.store import people
from bot.proposals import store
from bot.proposals.performing.asking import ask, gathered_key
from bot.proposals.views import proposal_view


def pass_on_proposals(edit: Edit, person_id: int, user: str | None) -> Sequence[Passed]:
    """Ask somebody else (a user id) what waits for a person's decision, and tell what that is.

    Where nobody takes over, those who decide in their place are asked by the roles that are left.
    """
    if user is None:
        return ()
    waiting = store.open_proposals(edit.session, edit.group.id)
    keys = {f"proposal:{one.id}:{person_id}": one for one in waiting}
    rows = outbox.find_by_keys(edit.session, tuple(keys))
    found = people.people_of_user(edit.session, user)
    to = next((one for one in found if one.team_id == edit.group.team_id), found[0] if found else None)
    if to is None:
        return ()
    together = outbox.pending_keys(edit.session, gathered_key(edit.group.id, person_id))
    gathered = {
        number: row.due_at
        for row in outbox.find_by_keys(edit.session, tuple(together)).values()
        for number in row.payload["proposals"]
    }
    outbox.cancel_keys(edit.session, [*rows, *together], reason="handed over")
    passed = []
    for key, proposal in keys.items():
        due_at = rows[key].due_at if key in rows else gathered.get(proposal.id)
        if due_at is None:
            continue
        ask(edit, proposal, people.contact_of(to), max(edit.now, due_at))
        view = proposal_view(edit.work, edit.session, proposal)
        passed.append(Passed(_("Proposal {number}").format(number=proposal.id), view.sentence))
    return passed
