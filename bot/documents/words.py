"""The words about documents."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.documents.acts import ImportForm, UndoImport
from bot.talk.line import Command, Line, NotUnderstood


def read_import(line: Line) -> Request:
    """A form that takes a document; a file's name alone says nothing of what is in it."""
    if line.words:
        raise NotUnderstood(_("To read a plan in, drop its file here in a direct message, or use a form."))
    return ImportForm()


def read_undo_import(_line: Line) -> Request:
    """The last import is taken back."""
    return UndoImport()


COMMANDS = (
    Command(
        name="import",
        usage="import",
        summary=N_("read a plan from a document; or drop the file in a direct message"),
        example="import",
        handle=read_import,
        section=N_("Documents"),
        roles=N_("coordinator"),
    ),
    Command(
        name="undo import",
        usage="undo import",
        summary=N_("take the last import back, within 30 days"),
        example="undo import",
        handle=read_undo_import,
        section=N_("Documents"),
        roles=N_("coordinator"),
    ),
)
