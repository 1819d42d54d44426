"""What can be done with templates, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Look


@dataclass(frozen=True)
class UseShipped(Act):
    """Use the template that ships again, of a kind (minutes, plan)."""

    NAME = "use-shipped-template"

    kind: str


@dataclass(frozen=True)
class Templates(Look):
    """Which templates the group uses, and how it replaces them."""

    NAME = "templates"


@dataclass(frozen=True)
class TemplateFile(Look):
    """The template of a kind as a file: the group's own, else the one that ships."""

    NAME = "template-file"

    kind: str
