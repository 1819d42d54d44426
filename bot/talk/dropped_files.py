"""A file that somebody dropped, taken by whichever feature knows its kind."""

from __future__ import annotations

from bot.core.i18n import speaking
from bot.core.kinds import Dropped
from bot.core.offers import store_offers
from bot.core.registry import Looking, Shown
from bot.groups.arrivals import Arrival, arrive
from bot.talk.conversation import Conversation


def take_file(conversation: Conversation, arrival: Arrival, file: Dropped) -> Shown | None:
    """Take a file in whichever group of the person it is known; None where no feature knows its kind.

    Raises:
        UserError: it cannot be taken.
    """
    work, now = conversation.work, conversation.now()
    with work.database.reading() as session:
        for caller in arrive(work, session, arrival).callers:
            snapshot = work.snapshot(session, caller.group.id, caller.facts.revision)
            looking = Looking(snapshot, caller, now, session, work.registry, conversation.command)
            kinds = (kind for feature in work.registry.features for kind in feature.files)
            found = ((kind, kind.find(file, looking)) for kind in kinds)
            known = next(((kind, about) for kind, about in found if about is not None), None)
            if known is not None:
                break
        else:
            return None
    kind, about = known
    with speaking(caller.reader.language):
        shown = kind.take(work, caller, file, about, now)
    store_offers(work, shown, caller.person_id, now)
    return shown
