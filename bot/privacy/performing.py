"""Asking that one's own data is erased, taking that back, and agreeing to it."""

from __future__ import annotations

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.notices import NewNotice
from bot.core.requests import Act
from bot.core.rights import Need, Right
from bot.delivery.store import outbox
from bot.groups.facts import read_facts
from bot.groups.store import people
from bot.privacy import store
from bot.privacy.acts import AgreeToErase
from bot.privacy.rules import ERASED_WITHIN, ERASURE, Asked
from bot.privacy.tables import Erasure


def need_nothing(_act: Act, _loaded: object, _edit: Edit) -> Need:
    """Everybody decides about what is stored of themselves."""
    return Need(Right.EVERYBODY)


def need_coordinator(_act: Act, _loaded: object, _edit: Edit) -> Need:
    """Erasing is for coordinators."""
    return Need(Right.GOVERN)


def load_own(_act: Act, edit: Edit) -> Erasure | None:
    """The caller's own request that waits, if there is one.

    Raises:
        UserError: the caller is nobody of whom anything is stored.
    """
    if edit.caller.person_key is None:
        raise UserError(_("The command line erases a person with `erase --user U…`."))
    person = people.find_person(edit.session, *edit.caller.person_key)
    return store.of_person(edit.session, person.id) if person is not None else None


def load_to_keep(act: Act, edit: Edit) -> Erasure:
    """The same, for taking it back.

    Raises:
        UserError: there is none.
    """
    found = load_own(act, edit)
    if found is None:
        raise UserError(_("Nothing of yours was to be erased: all stays as it is."))
    return found


def load_asked(act: AgreeToErase, edit: Edit) -> Erasure:
    """A request that concerns this group.

    Raises:
        UserError: there is none, any more.
    """
    found = store.by_id(edit.session, act.erasure_id, edit.group.id)
    if found is None:
        raise UserError(_("That request is not there any more: it was taken back, or is done."))
    return found


def asked_already(_act: Act, _edit: Edit, asked: Erasure | None) -> Asked | None:
    """That the same was asked before."""
    return Asked(asked.due_at, is_same=True) if asked is not None else None


def agreed_already(_act: Act, _edit: Edit, asked: Erasure) -> Asked | None:
    """That a coordinator has agreed before."""
    return Asked(asked.due_at, is_same=True) if asked.agreed_at is not None else None


def ask(_act: Act, edit: Edit, _nothing: Erasure | None) -> Asked:
    """Remember the request, and tell the coordinators of all groups of the person."""
    assert edit.caller.person_key is not None
    person = people.get_person(edit.session, *edit.caller.person_key)
    due_at = edit.now + ERASED_WITHIN
    erasure = Erasure(person_id=person.id, group_id=edit.group.id, asked_at=edit.now, due_at=due_at)
    edit.session.add(erasure)
    edit.session.flush()
    edit.audit("ask-to-erase", "person", person.id)
    for group_id in sorted(store.groups_of(edit.session, erasure)):
        _tell_coordinators(edit, erasure, group_id)
    return Asked(due_at)


def _tell_coordinators(edit: Edit, erasure: Erasure, group_id: int) -> None:
    facts = read_facts(edit.session, group_id)
    notices = [
        NewNotice(
            team_id=facts.group.team_id,
            key=f"erasure:{erasure.id}:{group_id}:{contact.id}",
            kind=ERASURE,
            recipient=contact.user_id,
            recipient_team=contact.team_id,
            due_at=edit.now,
            group_id=group_id,
            payload={"erasure": erasure.id},
        )
        for contact in facts.roster.coordinators
    ]
    outbox.add_notices(edit.session, notices, now=edit.now)


def keep(_act: Act, edit: Edit, asked: Erasure) -> None:
    """Forget the request: nothing is erased."""
    edit.audit("keep-my-data", "person", asked.person_id)
    edit.redraw(ERASURE, asked.id)
    edit.session.delete(asked)
    edit.session.flush()


def agree(_act: AgreeToErase, edit: Edit, asked: Erasure) -> Asked:
    """Let the next round of the clock carry it out."""
    asked.agreed_at = asked.due_at = edit.now
    edit.redraw(ERASURE, asked.id)
    edit.audit("agree-to-erase", "person", asked.person_id)
    return Asked(asked.due_at)
