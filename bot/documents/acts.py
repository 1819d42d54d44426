"""What can be done with documents, and what can be seen of them, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.requests import PRIVATE, Act, Form, Look
from bot.documents.drafting import Answers


@dataclass(frozen=True)
class ImportPlan(Act):
    """Bring the plan in line with a document that waits, read with some answers.

    With `replaces`, what the document has no longer leaves the plan. `starts_reminders` is the command
    line's: who imports in Slack starts them by a word of their own.
    """

    NAME = "import"

    draft_id: int
    answers: Answers = field(default=(), metadata=PRIVATE)
    replaces: bool = False
    starts_reminders: bool = False


@dataclass(frozen=True)
class UndoImport(Act):
    """Take the last import back, or the one of that act, as far as nobody has changed its items since."""

    NAME = "undo-import"

    act_id: int | None = None


@dataclass(frozen=True)
class Preview(Look):
    """What importing a document would change."""

    NAME = "preview"

    draft_id: int
    answers: Answers = field(default=(), metadata=PRIVATE)


@dataclass(frozen=True)
class ImportForm(Form):
    """Asks for a document, as a file or as pasted text."""

    NAME = "import-form"


@dataclass(frozen=True)
class QuestionsForm(Form):
    """Asks the questions of a document."""

    NAME = "import-questions"

    draft_id: int
    answers: Answers = field(default=(), metadata=PRIVATE)
