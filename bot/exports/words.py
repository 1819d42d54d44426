"""The words that ask for files, pictures and editions."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.exports.acts import Editions, Export, PublishPlan, Timeline
from bot.talk.line import Command, Line
from bot.talk.scopes import known_scope

_FORMS = {
    "word": "docx", "doc": "docx", "excel": "xlsx", "xls": "xlsx", "markdown": "md", "calendar": "ics",
    "picture": "png", "image": "png", "web": "html",
}  # fmt: skip
_MARKED = frozenset({"marked", "changes", "changed"})
_FILLING = frozenset({"plan", "the", "as", "a", "an", "file", "to", "edition", "of"})


def read_export(line: Line) -> Request:
    """The plan as a file; a number is that of an edition."""
    form, edition, is_marked = None, None, False
    for said in line.words:
        word = fold(said).strip(".,#")
        if word.isdecimal() and len(word) < 9:
            edition = int(word)
        elif word in _MARKED:
            form, is_marked = form or "docx", True
        elif word not in _FILLING:
            form = _FORMS.get(word, word)[:20]
    return Export(form, edition, is_marked and form == "docx")


def read_timeline(line: Line) -> Request:
    """A picture of a part of the plan."""
    return Timeline(known_scope(line, "timeline").scope)


def read_publish(line: Line) -> Request:
    """Publish the plan under a name."""
    tokens = line.tokens
    if tokens and fold(tokens[0].text) == "plan" and not tokens[0].quoted:
        tokens = tokens[1:]
    return PublishPlan(" ".join(token.text for token in tokens))


def read_editions(line: Line) -> Request:
    """The editions, or one by its number."""
    number = next((int(word.lstrip("#")) for word in line.words if word.lstrip("#").isdecimal()), None)
    return Editions(number if number is None or number < 2**31 else 2**31 - 1)


COMMANDS = (
    Command(
        name="export",
        usage="export [docx|xlsx|csv|md|html|json|ics|svg|png] [marked]",
        summary=N_("the plan as a file, sent to you directly"),
        example="export docx",
        handle=read_export,
        section=N_("In and out"),
        roles=N_("everybody in the group's channels"),
        aliases=("download",),
    ),
    Command(
        name="timeline",
        usage="timeline [STREAM] [RANGE]",
        summary=N_("the plan as a picture"),
        example="timeline ws1",
        handle=read_timeline,
        section=N_("In and out"),
        roles=N_("everybody in the group's channels"),
        aliases=("picture", "gantt"),
    ),
    Command(
        name="publish plan",
        usage='publish plan "NAME"',
        summary=N_("freeze the plan as a numbered edition, and tell the channel what is new in it"),
        example='publish plan "for the 6th IMG"',
        handle=read_publish,
        section=N_("In and out"),
        roles=N_("coordinator"),
        aliases=("publish",),
    ),
    Command(
        name="editions",
        usage="editions [NUMBER]",
        summary=N_("the published editions; one of them with what is new in it"),
        example="editions 1",
        handle=read_editions,
        section=N_("In and out"),
        roles=N_("everybody in the group's channels"),
        aliases=("edition",),
    ),
)
