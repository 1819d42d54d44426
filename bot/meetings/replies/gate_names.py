"""Who comes in person, by name: what the gate of a building asks for, three working days before."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import partial

from bot.core.attached import Attached
from bot.core.i18n import _, ngettext
from bot.core.people import Reader
from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.dates.texts import say_when
from bot.meetings.replies.acts import GateList, ShowReplies
from bot.meetings.replies.rules import Coming
from bot.meetings.replies.views import RepliesView, replies_seen
from bot.plan.rules.items import Item
from bot.plan.showing import item_of
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import Block, actions, context, press, section
from bot.slack.escaping import bullets, quoted
from bot.slack.message import Message, compose

MOST_SHOWN = 40
_FORMULA = "=+-@\t\r"


def names_of(view: RepliesView) -> list[tuple[str, str]]:
    """The agency and the name of everybody who comes in person, alternates by their own names.

    Of a reply that was entered for a whole agency the note says who it is; without one the name is empty.
    """
    found = []
    for party in view.attending.of(Coming.IN_PERSON):
        agency = view.body.agencies.by_id[party.agency_id].name if party.agency_id is not None else ""
        for reply in view.attending.replies[party]:
            if reply.coming is not Coming.IN_PERSON:
                continue
            person = view.roster.people.get(reply.voice.person_id or 0)
            known = person.name if person is not None else reply.voice.guest or reply.note
            found.append((agency, reply.alternate or known or ""))
    return found


def as_csv(names: list[tuple[str, str]], heads: tuple[str, str]) -> bytes:
    """The same as a table that Excel opens: UTF-8 with its mark, and nothing that it would reckon."""
    held = io.StringIO()
    rows = csv.writer(held)
    rows.writerow(heads)
    rows.writerows([f"'{cell}" if cell[:1] in _FORMULA and cell else cell for cell in row] for row in names)
    return held.getvalue().encode("utf-8-sig")


def show_gate_list(look: GateList, looking: Looking) -> Message:
    """The names, and the file with them; for whoever plans the meeting."""
    item = item_of(looking, look.item_id)
    looking.caller.require(Need(Right.PLAN, item), item.key)
    names = names_of(replies_seen(looking, item))
    end = [context(_("The list comes to you directly as a file, too."))] if names else []
    message = _listed(item, names, end)
    if not names:
        return message
    file = Attached(f"{item.key}-gate.csv", item.title, partial(as_csv, names, (_("Agency"), _("Name"))))
    return replace(message, files=(file,))


def build_gate_names(view: RepliesView) -> Message:
    """The names for whoever organises the meeting, who gets them unasked; a button sends the file."""
    group_id, item = view.group.id, view.item
    row = [
        press(_("As a CSV file"), group_id, GateList(item.id)),
        press(_("Who comes"), group_id, ShowReplies(item.id)),
    ]
    when = say_when(item.when, view.now, view.group.zone)
    why = _("You get this because you organise {key}.").format(key=item.key)
    end = [context(when, _("What is replied later is drawn in here.")), *actions(row), context(why)]
    return _listed(item, names_of(view), end)


def _listed(item: Item, names: list[tuple[str, str]], end: list[Block]) -> Message:
    told = ngettext(
        "{item}: {count} person comes in person", "{item}: {count} people come in person", len(names)
    )
    shown = [" · ".join(quoted(part, 100) for part in pair if part) or _("nobody named") for pair in names]
    blocks: list[Block] = [section(told.format(item=item_told(item), count=len(names)))]
    if names:
        blocks.append(section(bullets(shown[:MOST_SHOWN], len(shown) - len(shown[:MOST_SHOWN]))))
    return compose(told.format(item=item_plain(item), count=len(names)), [*blocks, *end])


def label_gate_list(_look: GateList, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Names for the gate``."""
    return _("Names for the gate")
