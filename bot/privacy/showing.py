"""What is stored about the reader, as a file, and the requests that coordinators hear of."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.work import Work
from bot.groups.store import people
from bot.groups.tables import Person
from bot.privacy import store
from bot.privacy.acts import MyData
from bot.privacy.exporting import as_json, count_stored, stored_rows
from bot.privacy.rules import ErasureNotice, Stored
from bot.privacy.tables import Erasure
from bot.privacy.texts import build_my_data
from bot.slack.message import Message


def stored_about(looking: Looking) -> Stored:
    """How much is stored about the reader, and whether it is to be erased."""
    person = _reader(looking)
    if person is None:
        return Stored()
    asked = store.of_person(looking.session, person.id)
    return Stored(count_stored(looking.session, person), asked.due_at if asked is not None else None)


def show_my_data(_look: MyData, looking: Looking) -> Message:
    """All that is stored about the reader; the file goes to their own conversation with the bot.

    Raises:
        UserError: it would be shown to a channel.
    """
    if looking.shared:
        raise UserError(_("What is stored about a person is for that person alone."))
    person = _reader(looking)
    rows = stored_rows(looking.session, person) if person is not None else {}
    return build_my_data(sum(map(len, rows.values())), partial(as_json, rows, looking.now))


def _reader(looking: Looking) -> Person | None:
    key = looking.caller.person_key
    return people.find_person(looking.session, *key) if key is not None else None


def erasure_view(work: Work, session: Session, group_id: int, erasure_id: int) -> ErasureNotice:
    """A request as it stands, for a group's coordinators."""
    group = work.facts(session, group_id).group
    erasure = session.get(Erasure, erasure_id)
    if erasure is None or erasure.person_id is None:
        return ErasureNotice(group, erasure_id, "", None, "kept")
    state = "done" if erasure.done_at else "agreed" if erasure.agreed_at else "open"
    user_id = people.person_by_id(session, erasure.person_id).user_id
    return ErasureNotice(group, erasure_id, user_id, erasure.due_at, state)
