"""The words that tick a checklist: ``checklist KEY room, link``."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.meetings.preparing.acts import ChecklistForm, TickChecklist
from bot.meetings.preparing.rules import Preparations, Task
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item

_WORDS = {
    "room": Task.ROOM, "venue": Task.ROOM, "salle": Task.ROOM,
    "link": Task.LINK, "lien": Task.LINK,
    "interpretation": Task.INTERPRETATION, "interpreters": Task.INTERPRETATION,
    "translation": Task.TRANSLATION, "translated": Task.TRANSLATION, "papers": Task.TRANSLATION,
    "traduction": Task.TRANSLATION, "documents": Task.TRANSLATION,
    "passes": Task.PASSES, "badges": Task.PASSES, "laissez-passer": Task.PASSES,
    "brief": Task.BRIEF, "chair's": Task.BRIEF, "president": Task.BRIEF,
}  # fmt: skip
_NOT = frozenset({"without", "sans"})
_FILLING = frozenset({"and", "et", "the", "la", "le", "les", "done", "is", "are", "of", "de", "du"})


def read_checklist(line: Line) -> Request:
    """Lines that are done, or after "without" those that are not; without any, the form.

    Raises:
        NotUnderstood: a word is no line of the checklist.
    """
    named = name_item(line, "checklist")
    if not named.rest:
        return ChecklistForm(named.item.id)
    done, is_done = set(line.snapshot[Preparations].of(named.item.id)), True
    for token in named.rest:
        for word in fold(token.text).replace(",", " ").split():
            if word in _NOT:
                is_done = False
            elif word in _WORDS:
                (done.add if is_done else done.discard)(_WORDS[word])
            elif word not in _FILLING:
                known = ", ".join(task.value for task in Task)
                text = _("“{word}” is no line of the checklist. It has {known}.")
                raise NotUnderstood(
                    text.format(word=word[:40], known=known), words=(f"checklist {named.item.key}",)
                )
    return TickChecklist(named.item.id, tuple(task.value for task in Task if task in done))


COMMANDS = (
    Command(
        name="checklist",
        usage="checklist KEY [room, link, interpretation, translation, passes, brief|without LINE]",
        summary=N_("what is done before a meeting; with KEY alone, a form"),
        example="checklist IMG-M6 room, link",
        handle=read_checklist,
        section=N_("Meetings"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("liste de contrôle", "liste de controle"),
    ),
)
