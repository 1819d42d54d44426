"""Templates: what can be done with them, and what can be seen of them."""

from __future__ import annotations

from typing import Any

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.registry import ActKind, Feature, LookKind
from bot.core.rights import Need, Right
from bot.meetings import recorded
from bot.meetings.templates import performing, showing, texts
from bot.meetings.templates.acts import TemplateFile, Templates, UseShipped
from bot.meetings.templates.tables import GroupTemplate
from bot.meetings.templates.words import COMMANDS


def _back(_edit: Edit, row: Any) -> str:  # noqa: ANN401 - a row
    what = texts.title_words(row.kind)
    return _("↩ Taken back. {what}: the template is as it was.").format(what=what)


TEMPLATES = Feature(
    name="templates",
    subjects=(
        recorded.subject(
            GroupTemplate,
            need=lambda _edit, _row: Need(Right.GOVERN),
            label=lambda _edit, row: row.name,
            look=lambda _row: Templates(),
            result=_back,
        ),
    ),
    acts=(
        ActKind(
            UseShipped,
            load=performing.load_own,
            need=performing.need_to_replace,
            already=performing.ships_already,
            carry_out=performing.use_shipped,
            say=texts.say_use,
            told=texts.build_used,
            words="templates",
        ),
    ),
    looks=(
        LookKind(Templates, showing.show_templates, texts.label_templates),
        LookKind(TemplateFile, showing.show_file, texts.label_file),
    ),
    files=(showing.TEMPLATE_FILE,),
    commands=COMMANDS,
)
