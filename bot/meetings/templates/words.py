"""The words about templates: which there are, one as a file, and the one that ships again."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.meetings.templates.acts import TemplateFile, Templates, UseShipped
from bot.talk.line import Command, Line, NotUnderstood

_KINDS = {"minutes": "minutes", "pv": "minutes", "plan": "plan", "workplan": "plan"}
_RESET = frozenset({"reset", "remove", "default", "shipped", "retirer"})
_FILE = frozenset({"file", "word", "docx", "fichier"})


def read_templates(line: Line) -> Request:
    """Which templates the group uses; of one kind, its file, or the one that ships again.

    Raises:
        NotUnderstood: it says something else.
    """
    words = [fold(token.text) for token in line.tokens]
    if not words:
        return Templates()
    kind = _KINDS.get(words[0])
    if kind is not None and len(words) == 1:
        return TemplateFile(kind)
    if kind is not None and len(words) == 2 and words[1] in _RESET:
        return UseShipped(kind)
    if kind is not None and len(words) == 2 and words[1] in _FILE:
        return TemplateFile(kind)
    raise NotUnderstood(
        _("Say `templates`, or of minutes or plan: `templates minutes file`, `templates minutes reset`."),
        words=("templates",),
    )


COMMANDS = (
    Command(
        name="templates",
        usage="templates [minutes|plan [file|reset]]",
        summary=N_("the Word templates of minutes and plan: the group's own, or those that ship"),
        example="templates minutes reset",
        handle=read_templates,
        section=N_("In and out"),
        roles=N_("everybody sees them; coordinator"),
        aliases=("template", "modèles", "modeles"),
    ),
)
