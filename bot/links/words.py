"""The words about calendars, pages and their links."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.links.acts import CalendarEntry, Calendars, EndLink, Links, MakeLink
from bot.links.rules import GROUP, MINE, LinkKind, LinkOption
from bot.plan.rules.plan import Plan
from bot.talk.line import Command, Line, NotUnderstood

_OPTIONS = {
    **dict.fromkeys(("todos", "to-dos", "tasks"), LinkOption.TODOS),
    **dict.fromkeys(("busy", "blocking"), LinkOption.BUSY),
}
_FILLING = frozenset({"with", "as", "for", "of", "my", "the", "new", "link", "and"})
_MINE = frozenset({"mine", "me"})
_ALL = frozenset({"group", "all", "everything"})


def read_calendar(line: Line) -> Request:
    """Bare, a choice of calendars; with a scope, a link to it; with a key, that item as a file."""
    said = next((line.snapshot[Plan].by_key.get(word.upper().strip("?!.,")) for word in line.words), None)
    if said is not None:
        return CalendarEntry(said.id)
    options = tuple(dict.fromkeys(_OPTIONS[fold(word)] for word in line.words if fold(word) in _OPTIONS))
    scope = _scope(line, "calendar")
    if scope is None and not options:
        return Calendars()
    return MakeLink(LinkKind.CALENDAR, scope or MINE, options)


def read_page(line: Line) -> Request:
    """A link to the page of a stream, or of the whole plan."""
    return MakeLink(LinkKind.PAGE, _scope(line, "page") or GROUP)


def read_links(_line: Line) -> Request:
    """The links that were given out."""
    return Links()


def read_end_link(line: Line) -> Request:
    """End a link by its number."""
    word = line.words[0].lstrip("#") if line.words else ""
    if not word.isdecimal() or len(word) > 9:
        raise NotUnderstood(_("Which link? Say its number."), words=("links",))
    return EndLink(int(word))


def _scope(line: Line, word: str) -> str | None:
    streams = {fold(label): f"={label}" for label in line.group.labels}
    found: str | None = None
    for said in line.words:
        folded = fold(said).strip("?!.,")
        if folded in _MINE:
            found = MINE
        elif folded in _ALL or folded == fold(line.group.label):
            found = GROUP
        elif folded in streams:
            found = streams[folded]
        elif folded not in _FILLING and folded not in _OPTIONS:
            text = _("I don't know “{words}”. A link shows what is yours, a stream or the whole group.")
            raise NotUnderstood(text.format(words=said[:60]), words=(word, f"{word} {line.group.label}"))
    return found


COMMANDS = (
    Command(
        name="calendar",
        usage="calendar [mine|STREAM|GROUP|KEY] [with to-dos] [busy]",
        summary=N_("the plan in Outlook, Google or on a phone, by a secret link"),
        example="calendar ws1",
        handle=read_calendar,
        section=N_("In and out"),
        roles=N_("members"),
        aliases=("calendars", "subscribe", "ics", "feed"),
    ),
    Command(
        name="page",
        usage="page [STREAM]",
        summary=N_("a page of the plan for people outside Slack, by a secret link"),
        example="page",
        handle=read_page,
        section=N_("In and out"),
        roles=N_("coordinator; leads for their streams"),
        aliases=("plan page",),
    ),
    Command(
        name="links",
        usage="links",
        summary=N_("your secret links, and when they were last used"),
        example="links",
        handle=read_links,
        section=N_("In and out"),
        roles=N_("members"),
        aliases=("my links", "secret links"),
    ),
    Command(
        name="end link",
        usage="end link NUMBER",
        summary=N_("end a secret link"),
        example="end link 1",
        handle=read_end_link,
        hidden=True,
    ),
)
