"""Templates as they are asked for, and as they are dropped."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.core.attached import Attached
from bot.core.caller import Caller
from bot.core.kinds import Dropped, FileKind
from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.core.work import Work
from bot.dates.folding import fold
from bot.meetings.templates import store
from bot.meetings.templates.acts import TemplateFile, Templates
from bot.meetings.templates.performing import keep_template, kind_named
from bot.meetings.templates.texts import build_kept, build_template_comes, build_templates
from bot.slack.message import Message

TEMPLATE = frozenset({"template", "templates", "modele", "modeles", "gabarit"})
_PLAN = frozenset({"plan", "workplan", "export", "docx"})


def show_templates(_look: Templates, looking: Looking) -> Message:
    """Which templates the group uses."""
    looking.caller.require_reading()
    group = looking.snapshot.facts.group
    kinds = []
    for kind in (kind for feature in looking.registry.features for kind in feature.templates):
        own = store.own_template(looking.session, group.id, kind.name)
        kinds.append((kind, own.name if own is not None else None))
    may_govern = looking.caller.may(Need(Right.GOVERN)) and not looking.shared
    return build_templates(group, kinds, may_govern=may_govern)


def show_file(look: TemplateFile, looking: Looking) -> Message:
    """A template, sent to whoever asks.

    Raises:
        UserError: there is no such kind.
    """
    looking.caller.require_reading()
    kind = kind_named(looking.registry, look.kind)
    own = store.own_template(looking.session, looking.snapshot.facts.group.id, kind.name)
    if own is not None:
        return build_template_comes(kind, Attached(own.name, own.name, partial(bytes, own.content)))
    name = f"{kind.name}-template.docx"
    return build_template_comes(kind, Attached(name, name, kind.ships))


def find(file: Dropped, looking: Looking) -> str | None:
    """The kind of a Word file that the words beside it call a template."""
    if not file.name.casefold().endswith(".docx") or not looking.caller.may_read():
        return None
    words = {fold(word).strip(".,:;") for word in file.words.split()}
    if not words & TEMPLATE:
        return None
    return "plan" if words & _PLAN else "minutes"


def take(work: Work, caller: Caller, file: Dropped, kind: str, now: datetime) -> Message:
    """Keep the file.

    Raises:
        UserError: the caller may not, or it is a wrong template.
    """
    return build_kept(*keep_template(work, caller, kind, file.name, file.content, now))


TEMPLATE_FILE = FileKind("template", find, take)
