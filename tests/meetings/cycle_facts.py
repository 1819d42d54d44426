"""What is so of a meeting after each step of its cycle, whoever has done it and how."""

from __future__ import annotations

from typing import Any

from bot.groups.rules.agencies import Agencies
from bot.meetings.attendance.store import book_of
from bot.meetings.minutes.filing import paper_of
from bot.meetings.minutes.rules import MinutesBook
from bot.meetings.polls.rules import Polls
from bot.meetings.replies.views import replies_at
from bot.meetings.rounds.forms import round_view
from bot.meetings.rounds.rules import Rounds
from bot.meetings.rounds.texts import verdict
from bot.plan.rules.plan import Plan
from tests.meetings.rig import Rig


def facts(rig: Rig, step: str) -> dict[str, Any]:
    """What is so after a step, whoever did it."""
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        snapshot, agencies = looking.snapshot, looking.snapshot[Agencies]
        item, after = snapshot[Plan].by_key["IMG-M6"], snapshot[Plan].by_key["IMG-M7"]

        def name(party: Any) -> str:  # noqa: ANN401
            if party.agency_id is not None:
                return agencies.by_id[party.agency_id].name
            return str(snapshot.facts.roster.people[party.person_id].user_id)

        if step == "chosen":
            poll = snapshot[Polls].by_item[item.id]
            said = {one.voice.person_id: dict(one.answers) for one in poll.ballots}
            people = snapshot.facts.roster.people
            return {
                "when": (item.when.start, item.when.end, item.status.value),
                "votes": {people[key or 0].user_id: "".join(v.value[0] for v in votes.values())
                          for key, votes in said.items()},
            }  # fmt: skip
        if step == "replied":
            attending = replies_at(snapshot, item, rig.now).attending
            return {
                name(party): (how.value, *((one.alternate, one.note) for one in attending.replies[party]))
                for party, how in attending.by_party.items()
            }
        if step == "agreed":
            view = round_view(looking, snapshot[Rounds].by_item[snapshot[Plan].by_key["IMG-D1"].id].id)
            return {
                "answers": {name(party): one.kind.value for party, one in view.outcome.answers.items()},
                "verdict": verdict(view),
            }
        record = snapshot[MinutesBook].of(item.id)
        paper = paper_of(snapshot, looking.session, item, rig.now).values
        points, there = rig.book().points, book_of(looking.session, 1).of(item.id, agencies)
        return {
            "points": {key: [(p.text, p.state.value, p.minutes, p.speaker, p.note) for p in
                             sorted(points.get(snapshot[Plan].by_key[key].id, ()), key=lambda p: p.text)]
                       for key in ("IMG-M5", "IMG-M6", "IMG-M7")},
            "actions": [(a.key, a.text, a.owner_agency, a.due, a.state.value, a.is_carried)
                        for a in rig.outcomes().actions],
            "attendance": [(one.name, one.how.value) for one in there],
            "minutes": (record.state.value, record.comments_until, record.adopted_by == after.id),
            "paper": {key: paper[key] for key in ("state", "decisions", "actions", "participants")},
        }  # fmt: skip
