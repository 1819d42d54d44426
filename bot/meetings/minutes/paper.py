"""The minutes as a paper: all that they say in plain words, for markdown, Word and other files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.core.i18n import _, labelled
from bot.dates.texts import day_words, when_words
from bot.meetings.agenda.texts import kind_words
from bot.meetings.attendance.rules import How
from bot.meetings.attendance.texts import how_words
from bot.meetings.minutes.rules import MinutesState, MinutesView
from bot.plan.rules.point_states import PointState

FIELDS = (
    "group", "key", "title", "date", "venue", "state", "participants", "regrets", "points", "decisions",
    "actions", "next_date", "notes", "addenda", "words",
)  # fmt: skip
"""What a template can name."""


@dataclass(frozen=True)
class Paper:
    """All that minutes say, in plain words, by the names that a template uses."""

    values: dict[str, Any]


def state_line(view: MinutesView) -> str:
    """How far the minutes are: a draft, sent round until when, or adopted and how."""
    if view.state is MinutesState.DRAFT:
        return _("Draft")
    if view.state is MinutesState.CIRCULATED and view.record.comments_until is not None:
        return _("For comments until {day}").format(day=day_words(view.record.comments_until))
    if view.adopted_by is not None:
        return _("Adopted by {key}").format(key=view.adopted_by)
    if view.record.state is MinutesState.CIRCULATED and view.silence_day is not None:
        return _("Adopted: nobody objected by {day}").format(day=day_words(view.silence_day))
    return _("Adopted")


def write_paper(view: MinutesView, names: dict[str, str]) -> Paper:
    """The minutes in plain words; `names` are those of people by their mention."""
    item, zone = view.item, view.group.zone
    following = view.following
    return Paper(
        {
            "group": view.group.name,
            "key": item.key,
            "title": item.title,
            "date": when_words(item.when, zone),
            "venue": item.venue or "",
            "state": state_line(view),
            "participants": [
                _participants(view, how) for how in (How.IN_PERSON, How.REMOTE) if _has(view, how)
            ],
            "regrets": ", ".join(one.name for one in view.participants if one.how is How.REGRETS),
            "points": [_point(view, at, names) for at in range(len(view.points))],
            "decisions": [{"key": one.key, "text": one.text} for one in view.decisions],
            "actions": [_action(view, at) for at in range(len(view.actions))],
            "next_date": (
                labelled(following.title, when_words(following.when, zone)) if following is not None else ""
            ),
            "notes": view.record.note or "",
            "addenda": [{"number": str(one.number), "text": one.note} for one in view.record.addenda],
            "words": headings(),
        }
    )


def headings() -> dict[str, str]:
    """What the parts of minutes are called."""
    return {
        "minutes": _("Minutes"),
        "participants": _("Participants"),
        "regrets": _("Regrets"),
        "points": _("Points"),
        "decisions": _("Decisions"),
        "actions": _("Actions"),
        "what": _("What"),
        "who": _("Who"),
        "due": _("By when"),
        "next_date": _("Next meeting"),
        "notes": _("Notes"),
        "addenda": _("Addenda"),
        "colon": labelled("", ""),
    }


def _has(view: MinutesView, how: How) -> bool:
    return any(one.how is how for one in view.participants)


def _participants(view: MinutesView, how: How) -> dict[str, str]:
    named = [
        _("{agency} ({names})").format(agency=one.name, names=one.names) if one.names else one.name
        for one in view.participants
        if one.how is how
    ]
    return {"how": how_words(how), "names": ", ".join(named)}


def _point(view: MinutesView, at: int, names: dict[str, str]) -> dict[str, str]:
    point = view.points[at]
    outcome = ""
    if point.state is PointState.CARRIED:
        outcome = _("Carried to {where}").format(where=view.went_to.get(point.id, ""))
    speaker = names.get(point.speaker or "", point.speaker or "")
    return {
        "number": str(at + 1),
        "text": point.text,
        "speaker": speaker,
        "kind": kind_words(point.kind) if point.kind is not None else "",
        "note": point.note or "",
        "outcome": outcome,
    }


def _action(view: MinutesView, at: int) -> dict[str, str]:
    action = view.actions[at]
    return {
        "key": action.key,
        "text": action.text,
        "owner": view.owners.get(action.id, ""),
        "due": day_words(action.due) if action.due is not None else "",
    }


def write_markdown(paper: Paper) -> str:
    """The minutes as markdown."""
    values, words = paper.values, paper.values["words"]
    lines = [f"# {labelled(words['minutes'], _plain(values['title']))}", ""]
    facts = [values["group"], values["key"], values["date"], values["venue"], values["state"]]
    lines += [" · ".join(_plain(one) for one in facts if one), ""]
    if values["participants"] or values["regrets"]:
        lines += [f"## {words['participants']}", ""]
        lines += [f"- {labelled(one['how'], _plain(one['names']))}" for one in values["participants"]]
        lines += [f"- {labelled(words['regrets'], _plain(values['regrets']))}"] if values["regrets"] else []
        lines.append("")
    if values["points"]:
        lines += [f"## {words['points']}", ""]
        for point in values["points"]:
            head = " · ".join(one for one in (point["text"], point["speaker"], point["kind"]) if one)
            lines += [f"{point['number']}. {_plain(head)}"]
            lines += [f"   {_plain(one)}" for one in point["note"].splitlines()]
            lines += [f"   → {_plain(point['outcome'])}"] if point["outcome"] else []
        lines.append("")
    if values["notes"]:
        lines += [f"## {words['notes']}", "", *(_plain(one) for one in values["notes"].splitlines()), ""]
    if values["decisions"]:
        lines += [f"## {words['decisions']}", ""]
        lines += [f"- **{one['key']}** {_plain(one['text'])}" for one in values["decisions"]] + [""]
    if values["actions"]:
        lines += [f"## {words['actions']}", "", f"| | {words['what']} | {words['who']} | {words['due']} |"]
        lines.append("|---|---|---|---|")
        for one in values["actions"]:
            cells = (one["key"], one["text"], one["owner"], one["due"])
            lines.append("| " + " | ".join(_plain(cell).replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    if values["next_date"]:
        lines += [f"## {words['next_date']}", "", _plain(values["next_date"]), ""]
    if values["addenda"]:
        lines += [f"## {words['addenda']}", ""]
        lines += [f"{one['number']}. {_plain(one['text'])}" for one in values["addenda"]] + [""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """What people wrote on one line, so that it makes no headings and no lists of its own."""
    return " ".join(text.split()).replace("<", "&lt;")
