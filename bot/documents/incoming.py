"""A document that somebody gives in Slack: who may, which groups it can be for, and where it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.group import NO_GROUP
from bot.core.i18n import _, speaking
from bot.core.rights import Need, Right, may
from bot.core.work import Work
from bot.documents import store
from bot.documents.drafting import read_draft
from bot.documents.performing import read_for
from bot.documents.rosters.roster_reading import is_roster, read_roster
from bot.groups.arrivals import Arrival, arrive
from bot.groups.store import people

MOST_BYTES = 10 * 1024 * 1024
ANY_LABEL = "IMG"
"""What begins the keys while there is no group whose label would: they are not kept."""


@dataclass(frozen=True)
class Waiting:
    """A document that waits: its number, and the groups (id and name) whose plan it can be.

    Where there is no group yet, `found` says how many items it holds, for whoever makes one. `is_roster`: it
    is a table of people.
    """

    draft_id: int
    groups: tuple[tuple[int, str], ...] = ()
    found: int = 0
    is_roster: bool = False


def language_of_sender(work: Work, arrival: Arrival) -> str:
    """The language in which somebody reads what is said of their files."""
    with work.database.reading() as session:
        return arrive(work, session, arrival).callers[0].reader.language


def callers_who_may(work: Work, arrival: Arrival) -> tuple[Caller, ...]:
    """The person before each group into whose plan they may read a document.

    Raises:
        UserError: there is none; who may is named.
    """
    with work.database.reading() as session:
        callers = arrive(work, session, arrival).callers
        first = callers[0]
        right = Right.FOUND if first.group.id == NO_GROUP else Right.GOVERN
        may_import = tuple(one for one in callers if may(one.standing, right))
        with speaking(first.reader.language):
            if not may_import:
                first.require(Need(right))
        return may_import


def take_document(work: Work, arrival: Arrival, file_name: str, content: bytes, now: datetime) -> Waiting:
    """Store a document until it is imported; the look `Preview` then shows what it would change.

    It may come before the group: whoever may make one gives it first, and finds it when the group is there.

    Raises:
        UserError: it holds no plan, or nobody may read it in.
    """
    callers = callers_who_may(work, arrival)
    with speaking(callers[0].reader.language):
        if not content.strip():
            raise UserError(_("{file} is empty.").format(file=file_name))
        if len(content) > MOST_BYTES:
            raise UserError(_("{file} is over 10 MB: that is no plan.").format(file=file_name))
        is_first = callers[0].group.id == NO_GROUP
        of_people = not is_first and is_roster(content, file_name)
        try:
            with work.database.reading() as session:
                if of_people:
                    read_roster(content, file_name, callers[0].group.labels)
                elif is_first:
                    found = read_draft(content, file_name, label=ANY_LABEL, zone=callers[0].group.zone)
                else:
                    found = read_for(session, callers[0].group, content, file_name, ())
        except UserError as error:
            raise UserError(_("{file}: {why}").format(file=file_name, why=error.text)) from None
    person_id = callers[0].person_id
    if person_id is None:
        with work.database.writing() as session:
            person_id = people.get_person(session, arrival.person_team, arrival.person_user).id
    draft_id = store.keep_draft(work, person_id, file_name, content, now)
    if is_first:
        return Waiting(draft_id, found=len(found.draft.items))
    places = tuple((one.group.id, one.group.name) for one in callers)
    return Waiting(draft_id, places, is_roster=of_people)
